"""What programs that nobody here wrote read in the files that the suite wrote."""

import io
import json
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import icalendar
import pytest

from calendars import check_ics
from support.suite import CONVOCA, Suite


def read_by_libreoffice(path: Path, to: str) -> str:
    """Return what LibreOffice shows of a document, as ``pdf`` or ``csv``."""
    folder = path.parent / "converted"
    filters = {"csv": "csv:Text - txt - csv (StarCalc):44,34,76"}  # comma, quote, UTF-8
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless",
         "--convert-to", filters.get(to, to), "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    converted = folder / f"{path.stem}.{to}"
    if to == "pdf":
        subprocess.run(["pdftotext", str(converted)], check=True)
        converted = converted.with_suffix(".txt")
    return " ".join(converted.read_text("utf-8").split())


def events(path: Path) -> list[str]:
    """Return the titles of the events that ``icalendar`` finds in a calendar."""
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


def shown_to_every_program(calendar: Path, suite: Suite) -> dict[str, Any]:
    """Show a public calendar to the programs of check_ics, beside what it was meant to say."""
    if not check_ics.SHARED.exists() or shutil.which("npm") is None:
        pytest.skip("../shared, which holds check_ics, is not on this machine")
    again, truth = suite.folder / "again", suite.folder / "truth.json"
    period, _, language = calendar.parent.name, *calendar.stem.split("-")
    command = [
        CONVOCA, "calendars", "write", "--period", period, "--audience", "public",
        "--language", language, "--out", str(again), "--truth", str(truth),
        "--db", suite.database, "--json",
    ]  # fmt: skip
    written = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert written
    return check_ics.check(check_ics.installed(), {calendar: truth})[calendar]


def everything_in(path: Path) -> str:
    """Return every text of a file, unzipped and unfolded, without case and accents."""
    content = path.read_bytes()
    whole = b"\n".join(_parts(content)).decode("utf-8", errors="replace").casefold()
    return "".join(c for c in unicodedata.normalize("NFD", whole) if not unicodedata.combining(c))


def _parts(content: bytes) -> Iterator[bytes]:
    if not content.startswith(b"PK"):
        yield content.replace(b"\r\n ", b"")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            yield from (part.filename.encode(), part.comment, archive.read(part))

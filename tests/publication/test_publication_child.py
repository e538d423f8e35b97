"""The process that makes the files: it holds the public programme alone, and makes the same each time."""

import html
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from convoca.domain.errors import NotAllowed
from convoca.domain.language import Language
from convoca.publication import child
from convoca.publication.archive import archive
from convoca.services.public_programme import PublicProgramme
from convoca.services.public_programme_file import FILE_NAME, programme_json
from convoca.services.publication_manifest import read_manifest
from support.public_programmes import a_public_programme

HARM = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onload=alert(3) {{7*7}} {title} "
    "=1+1 #panic() @x *b* $e$ \r\nBEGIN:VEVENT\r\n; \u202egnorw ñandú œuvre"
)


def rendered(folder: Path, programme: PublicProgramme) -> Path:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(programme_json(programme))
    child.render(folder)
    return folder


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered(tmp_path_factory.mktemp("publication") / "made", a_public_programme())


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication in which every title means harm."""
    return rendered(tmp_path_factory.mktemp("harmed") / "made", a_public_programme(title=HARM))


def test_every_file_is_made_and_stands_in_the_manifest(publication: Path) -> None:
    expected = {"index.html", FILE_NAME}
    for language in Language:
        expected.add(f"{language}/index.html")
        expected |= {f"programme-{language}.{kind}" for kind in ("ics", "pdf", "xlsx")}
    assert {file.name for file in read_manifest(publication).files} == expected


def test_the_same_programme_gives_the_same_bytes(publication: Path, tmp_path: Path) -> None:
    again = rendered(tmp_path / "again", a_public_programme())
    assert read_manifest(again) == read_manifest(publication)
    assert archive(again) == archive(publication)


def test_an_archive_holds_the_publication(publication: Path, tmp_path: Path) -> None:
    (tmp_path / "publication.zip").write_bytes(archive(publication))
    with ZipFile(tmp_path / "publication.zip") as packed:
        packed.extractall(tmp_path / "out")
    assert read_manifest(tmp_path / "out") == read_manifest(publication)


def test_the_process_is_told_nothing_of_its_surroundings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVOCA_DATABASE", "Vlornik")
    monkeypatch.setenv("HOME", "Vlornik")
    told: list[dict[str, object]] = []
    run = subprocess.run

    def watched(*arguments: object, **options: object) -> object:
        told.append(options)
        return run(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(child.subprocess, "run", watched)
    folder = rendered(tmp_path / "made", a_public_programme())
    assert told[0]["cwd"] == folder
    assert set(told[0]["env"]) <= {"PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT"}  # type: ignore[call-overload]


def test_the_process_never_loads_the_store(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(programme_json(a_public_programme()))
    code = (
        "import sys; from convoca.publication.__main__ import main; assert main() == 0; "
        "print(*sorted(sys.modules))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(answer.stdout.split())
    assert "convoca.services.public_programme_file" in loaded
    forbidden = {"sqlalchemy", "sqlite3", "smtplib", "convoca.settings", "convoca.bootstrap"}
    assert loaded & {*forbidden, "convoca.persistence", "convoca.mail"} == set()


def test_what_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("{}")
    with pytest.raises(NotAllowed, match=r"convoca/programme-public/1"):
        child.render(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_what_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "CHILD", (sys.executable, "-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(child, "PATIENCE", 0.2)
    with pytest.raises(NotAllowed, match="timeout"):
        child.render(tmp_path)


# Titles that mean harm -----------------------------------------------------------------------------


class Parts(HTMLParser):
    """What a browser would take a page for."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said += data


@pytest.mark.parametrize("language", list(Language))
def test_a_title_never_becomes_a_part_of_the_page(harmed: Path, language: Language) -> None:
    parts = Parts()
    parts.feed((harmed / str(language) / "index.html").read_text("utf-8"))
    names = [name for name, _ in parts.elements]
    assert names.count("script") == 1
    assert "img" not in names
    assert not [key for _, given in parts.elements for key in given if key.startswith("on")]
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onload=alert(3)" in parts.said
    assert "{{7*7}} {title}" in parts.said
    assert "\u202e" not in parts.said


def test_a_title_stays_text_in_the_other_files(harmed: Path) -> None:
    start = "<script>alert(1)</script>"
    sheet = load_workbook(harmed / "programme-es.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert [cell for cell in cells if str(cell.value).startswith(start)]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    events = Calendar.from_ical((harmed / "programme-es.ics").read_bytes()).walk("VEVENT")
    assert len(events) == len(json.loads((harmed / FILE_NAME).read_bytes())["entries"])
    said = subprocess.run(
        ["pdftotext", harmed / "programme-es.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    flat = re.sub(r"\s+", "", said)
    assert "#panic()" in flat
    assert "*b*$e$" in flat
    assert html.escape(start) not in said

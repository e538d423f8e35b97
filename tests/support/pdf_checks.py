"""Whether a PDF is accessible and made to be kept, as four programs see it that are not ours."""

import json
import re
import subprocess
import sys
from pathlib import Path

import page

_TOOLS = Path(sys.executable).parent


def defects(pdf: bytes, folder: Path) -> list[str]:
    """Return what pdfua, page (UA-1 and A-2a), outloud, qpdf and pdffonts object to."""
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    return [*_pdfua(path), *_page(path, pdf), *_outloud(path), *_qpdf(path), *_fonts(path)]


def text_of_pdf(pdf: bytes, *options: str) -> str:
    """Return the text of a PDF as its readers copy it."""
    return _run("pdftotext", *options, "-", "-", feed=pdf).stdout.decode()


def _pdfua(path: Path) -> list[str]:
    answer = _run(str(_TOOLS / "pdfua"), "check", "--format", "json", str(path))
    return [] if answer.returncode == 0 else [f"pdfua: {answer.stdout.decode()[:2000]}"]


def _page(path: Path, pdf: bytes) -> list[str]:
    found = []
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        for failure in page.validate_pdf(str(path), profile=profile).failures:
            # It takes the last byte of a stream for a line end where that byte is one by chance.
            if failure.rule_id.endswith("STREAM-LENGTH-001") and _lengths_are_right(pdf):
                continue
            found.append(f"page: {failure.rule_id} {failure.message}")
    return found


def _lengths_are_right(pdf: bytes) -> bool:
    """Whether every stream ends where its length says (ISO 32000-1, 7.3.8.1)."""
    ends = [
        pdf.startswith(b"\nendstream", match.end() + int(match[1]))
        for match in re.finditer(rb"/Length (\d+)\b[^>]*>>\s*?stream\r?\n", pdf)
    ]
    return bool(ends) and all(ends) and len(ends) == len(re.findall(rb"\nendstream", pdf))


def _outloud(path: Path) -> list[str]:
    answer = _run(str(_TOOLS / "outloud"), "--no-info", "--json", "-", str(path))
    result = json.loads(answer.stdout)["results"][0]
    errors = [finding for finding in result["findings"] if finding["severity"] == "error"]
    if result["error"]:
        errors.append(result["error"])
    return [f"outloud: {error}" for error in errors]


def _qpdf(path: Path) -> list[str]:
    answer = _run("qpdf", "--check", str(path))
    return [] if answer.returncode == 0 else [f"qpdf: {answer.stdout.decode()[:500]}"]


def _fonts(path: Path) -> list[str]:
    """Every font is embedded and says which letters its shapes are."""
    rows = _run("pdffonts", str(path)).stdout.decode().splitlines()[2:]
    bad = [row for row in rows if row.split()[-5] != "yes" or row.split()[-3] != "yes"]
    return [f"pdffonts: {row}" for row in bad] if rows else ["pdffonts: no font"]


def _run(*command: str, feed: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=feed, capture_output=True, check=False, timeout=120)

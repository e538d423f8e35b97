"""The programme to print: what stands on it, and the same bytes each time."""

import subprocess
from pathlib import Path

import pytest

from convoca.documents.programme_pdf import programme_pdf
from convoca.domain.language import Language
from support.public_programmes import a_public_programme


def run(program: str, *arguments: object) -> str:
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.parametrize("language", list(Language))
def test_the_programme_is_tagged_and_meant_to_be_kept(tmp_path: Path, language: Language) -> None:
    path = tmp_path / "programme.pdf"
    path.write_bytes(programme_pdf(a_public_programme(), language))
    assert "Tagged:          yes" in run("pdfinfo", path)
    about = "".join(run("pdfinfo", "-meta", path).split())
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in about
    assert f"<rdf:li>{language}" in about


def test_what_is_cancelled_says_so_before_its_title(tmp_path: Path) -> None:
    path = tmp_path / "programme.pdf"
    path.write_bytes(programme_pdf(a_public_programme(), Language.ENGLISH))
    said = run("pdftotext", "-layout", path, "-")
    assert "[CANCELLED] Example: cancelled" in said
    assert "Edition 2, of February 8, 2027" in said
    assert "EXAMPLE: invented data" in said
    assert "Changes since the edition of February 1, 2027" in said


def test_the_same_programme_gives_the_same_bytes() -> None:
    first, second = (programme_pdf(a_public_programme(), Language.FRENCH) for _ in range(2))
    assert first == second

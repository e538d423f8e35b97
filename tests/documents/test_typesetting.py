import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst

from convoca.documents.typesetting import (
    Facts,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Table,
    pdf_of,
    typeset,
)
from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language
from support.pdf_checks import defects, text_of_pdf

NAUGHTY = Path(__file__).parents[3] / "shared" / "corpora" / "blns" / "blns.json"


def a_paper(said: str = "Ñandú Conceição œuvre ¿preguntas? ¡Sí!", **changes: object) -> Paper:
    values: dict[str, object] = {
        "title": said,
        "language": Language.SPANISH,
        "name": "Comisión de Ejemplo",
        "notice": "Documento de ejemplo",
        "marks": ("EJEMPLO: datos inventados",),
        "page": "Página {page} de {pages}",
        "dated": datetime(2027, 1, 4, 17, tzinfo=UTC),
        "parts": (
            Paragraph(text=said),
            Heading(text=said),
            Facts(facts=(("Lugar", said),)),
            Listing(items=(said, said)),
            Listing(items=(said,), numbered=True),
            Table(headings=("Qué", "Cuál"), rows=((said, said),), shares=(0.4, 0.6)),
            Paragraph(text=said, style="note"),
        ),
    }
    return Paper(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", Language)
def test_a_paper_is_accessible_and_made_to_be_kept(language: Language, tmp_path: Path) -> None:
    assert defects(pdf_of(a_paper(language=language)), tmp_path) == []


def test_the_checkers_see_an_untagged_pdf(tmp_path: Path) -> None:
    plain = typst.compile(b"= Example\n#table(columns: 2)[a][b]", pdf_tags=False)
    assert isinstance(plain, bytes)
    assert {found.partition(":")[0] for found in defects(plain, tmp_path)} == {
        "pdfua",
        "page",
        "outloud",
    }


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf_of(a_paper()) == pdf_of(a_paper())


def test_what_stands_on_a_paper_can_be_read_aloud_and_copied() -> None:
    said = text_of_pdf(pdf_of(a_paper()))

    for part in ("EJEMPLO: datos inventados", "Ñandú Conceição œuvre", "Página 1 de 1", "Qué"):
        assert part in said


def test_no_text_from_outside_is_markup() -> None:
    hostile = '#read("/etc/passwd") *x* $y$ @z <w> // ] #let a = [ \\ `raw` {{ x }}'

    assert hostile in text_of_pdf(pdf_of(a_paper(hostile)), "-layout")


def test_a_letter_that_no_font_has_is_named_by_its_number(tmp_path: Path) -> None:
    pdf = pdf_of(a_paper("Ejemplo 中 \ue000"))

    assert "Ejemplo [U+4E2D] [U+E000]" in text_of_pdf(pdf)
    assert defects(pdf, tmp_path) == []


def test_an_address_that_is_longer_than_its_column_breaks(tmp_path: Path) -> None:
    sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    table = Table(headings=("Texto", "Huella"), rows=(("x", sha256),), shares=(0.8, 0.2))
    pdf = pdf_of(a_paper(parts=(table,)))

    assert sha256 in "".join(text_of_pdf(pdf, "-raw").split())
    assert defects(pdf, tmp_path) == []


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the corpus of naughty strings is not beside us")
def test_naughty_strings_are_set_and_not_obeyed() -> None:
    said = json.loads(NAUGHTY.read_text("utf-8"))
    for some in (said[start : start + 25] for start in range(0, len(said), 25)):
        parts = tuple(part for each in some for part in a_paper(each).parts)
        assert pdf_of(a_paper(some[0], parts=parts)).startswith(b"%PDF-1.7")


def test_nothing_can_be_read_or_fetched_while_a_paper_is_set() -> None:
    for source in (b'#read("/etc/hostname")', b'#import "@preview/cetz:0.3.4"'):
        with pytest.raises(InvalidValue):
            typeset(source, {}, dated=None)

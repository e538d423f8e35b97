"""Parts of a Word document that its readers and their screen readers can rely on."""

from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell, _Row

from convoca.documents.plain_text import plain_text
from convoca.documents.word_file import TEXT_WIDTH

_LABEL_PAPER = "E8EEF5"


def add_facts(document: Document, facts: Iterable[tuple[str, str]]) -> None:
    """Add a table of two columns, whose first one says what the second one is."""
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, fact in facts:
        _fill(table.add_row(), (label, fact), heads=1)
    _set_widths(table, (0.28, 0.72))
    _say_what_is_a_heading(table, first_row=False, first_column=True)


def add_table(
    document: Document,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    shares: Sequence[float],
) -> None:
    """Add a table whose first row is flagged as header and repeats on each page.

    ``shares`` divide the width of the text. No row breaks across pages.
    """
    table = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    _fill(table.rows[0], headings, heads=len(headings))
    _flag(table.rows[0], "w:tblHeader")
    for row in rows:
        _fill(table.add_row(), row)
    _set_widths(table, shares)
    _say_what_is_a_heading(table, first_row=True, first_column=False)


def add_list(document: Document, items: Iterable[str], *, numbered: bool) -> None:
    """Add a list; a numbered one begins at 1, whatever was numbered before it."""
    style = "List Number" if numbered else "List Bullet"
    paragraphs = [document.add_paragraph(plain_text(item), style=style) for item in items]
    if numbered:
        number = _restarted_numbering(document)
        for paragraph in paragraphs:
            numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            numbering.get_or_add_ilvl().val = 0
            numbering.get_or_add_numId().val = number


def _restarted_numbering(document: Document) -> int:
    numbering = document.part.numbering_part.element
    of_style = document.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(of_style).abstractNumId.val
    restarted = numbering.add_num(abstract)
    restarted.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(restarted.numId)


def _fill(row: _Row, texts: Sequence[str], *, heads: int = 0) -> None:
    _flag(row, "w:cantSplit")
    for index, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        paragraph.style = "Table Heading" if index < heads else "Table Text"
        paragraph.add_run(plain_text(text))
        if index < heads:
            _shade(cell)


def _flag(row: _Row, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))  # noqa: SLF001 - python-docx knows no such flag


def _shade(cell: _Cell) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", _LABEL_PAPER)):
        shading.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001


def _set_widths(table: Table, shares: Sequence[float]) -> None:
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Length(int(TEXT_WIDTH * share))
        for cell in column.cells:
            cell.width = Length(int(TEXT_WIDTH * share))


def _say_what_is_a_heading(table: Table, *, first_row: bool, first_column: bool) -> None:
    look = table._tbl.tblPr.find(qn("w:tblLook"))  # noqa: SLF001
    for name, holds in (("w:firstRow", first_row), ("w:firstColumn", first_column)):
        look.set(qn(name), "1" if holds else "0")

"""A workbook of one table and a page about it: openpyxl makes all but the rows, which are spliced in.

At openpyxl's pace of 0.01 ms a cell a register of 10,000 requests would take 3 seconds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from itertools import product
from math import ceil
from pathlib import Path
from typing import Generic, cast
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from convoca.documents.deterministic_zip import part_info
from convoca.documents.locked_sheet import (
    HiddenSheet,
    add_hidden_sheet,
    lock,
    mark_cell,
    offer_choices,
)
from convoca.documents.sheet_rows import Column, R, Style, rows_xml
from convoca.domain.finding import Verdict
from convoca.domain.language import Language
from convoca.i18n.words import word

_PAPER, _HEADER = "FFFFFFFF", "FF1F4E79"

#: Characters across a landscape page that a person can still read.
_READABLE_WIDTH = 190

_VERDICT_COLOURS = {
    Verdict.MET: ("FF14532D", "FFDCFCE7"),
    Verdict.BREACHED: ("FF7F1D1D", "FFFEE2E2"),
    Verdict.WAIVED: ("FF713F12", "FFFEF9C3"),
    Verdict.UNDETERMINED: ("FF374151", "FFE5E7EB"),
}
_DATE_FORMATS = {
    Language.ENGLISH: "[$-409]d mmm yyyy",
    Language.SPANISH: "[$-C0A]d mmm yyyy",
    Language.PORTUGUESE: "[$-416]d mmm yyyy",
    Language.FRENCH: "[$-40C]d mmm yyyy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Generic[R]):
    """What a workbook says. ``about`` pairs a heading with its text; ``as_of`` dates the file.

    ``is_locked``: only the cells of open columns can be changed, without a password.
    """

    title: str
    sheet: str
    about_sheet: str
    about: Sequence[tuple[str, str]]
    rows: Sequence[R]
    columns: Sequence[Column[R]]
    name_of: Callable[[R], str]
    banner: str
    page: str
    language: Language
    as_of: date | None
    is_locked: bool = False
    hidden: HiddenSheet | None = None


def workbook_bytes(book: Book[R]) -> bytes:
    """Return the workbook: the same book, the same bytes. Raises InvalidValue for over-long text."""
    shell = Workbook()
    sheet = shell.active
    if not isinstance(sheet, Worksheet):
        raise TypeError
    _describe(shell, book)
    _lay_out(sheet, book)
    _tell_about(shell.create_sheet(book.about_sheet), book)
    if book.hidden is not None:
        add_hidden_sheet(shell, book.hidden)
    if book.is_locked:
        lock(sheet)
        offer_choices(sheet, book.columns, len(book.rows) + 1)
    styles = _styles(sheet, book.language, is_locked=book.is_locked)
    # All rows first: what cannot be written is refused before anything is.
    rows = tuple(rows_xml(book.rows, book.columns, styles, name_of=book.name_of))
    stream = BytesIO()
    ExcelWriter(shell, _Archive(stream, rows)).save()
    return stream.getvalue()


class _Archive(ZipFile):
    """Takes what openpyxl writes, puts the rows into the first sheet and forgets the clock."""

    def __init__(self, stream: BytesIO, rows: Iterable[bytes]) -> None:
        super().__init__(stream, "w", ZIP_DEFLATED)
        self._rows = rows

    def writestr(self, name: str, data: bytes | str) -> None:  # type: ignore[override]
        if name.startswith("xl/worksheets/_rels/"):
            # exceljs and calamine find a table only by a relative path.
            data = data.encode() if isinstance(data, str) else data
            data = data.replace(b'Target="/xl/', b'Target="../')
        super().writestr(part_info(name), data)

    def write(self, filename: str, arcname: str) -> None:  # type: ignore[override]
        shell = Path(filename).read_bytes()
        if arcname != "xl/worksheets/sheet1.xml":
            self.writestr(arcname, shell)
            return
        header, mark, rest = shell.partition(b"</row>")
        with self.open(part_info(arcname), "w") as part:
            part.write(header + mark)
            for rows in self._rows:
                part.write(rows)
            part.write(rest[rest.index(b"</sheetData>") :])


def _describe(shell: Workbook, book: Book[R]) -> None:
    # A file must have a date of its own; without one it gets the oldest that a zip knows.
    dated = datetime.combine(book.as_of or date(1980, 1, 1), time())
    properties = shell.properties
    properties.creator = properties.lastModifiedBy = "Convoca"
    properties.title, properties.language = book.title, str(book.language)
    properties.created = properties.modified = dated


def _lay_out(sheet: Worksheet, book: Book[R]) -> None:
    """Set up the header row, the table, the view and the page; no row of data yet."""
    sheet.title = book.sheet
    for index, column in enumerate(book.columns, 1):
        header = _write(sheet, 1, index, column.heading)
        header.font = Font(bold=True, color=_PAPER)
        header.fill = PatternFill("solid", fgColor=_HEADER)
        header.alignment = Alignment(wrap_text=True, vertical="center")
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width, dimension.hidden = column.width, column.hidden
    sheet.row_dimensions[1].height = 32
    # A table needs a row; the cell below tells the sheet's size and makes way for the rows.
    last_row = len(book.rows) + 1
    sheet.cell(max(last_row, 2), len(book.columns)).alignment = Alignment(vertical="top")
    sheet.add_table(_table(sheet.calculate_dimension(), book))
    sheet.freeze_panes = "B2"
    _colour_verdicts(sheet, book, max(last_row, 2))
    _set_page(sheet, book)
    # Screen readers take the row of this name for the column titles.
    sheet.defined_names.add(
        DefinedName("ColumnTitle", attr_text=f"{quote_sheetname(book.sheet)}!$A$1")
    )


def _table(reference: str, book: Book[R]) -> Table:
    """Make a real table; its columns are given, or openpyxl would make every cell to find them."""
    table = Table(displayName="Register", ref=reference)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    table.autoFilter = AutoFilter(ref=reference)
    table.tableColumns = [
        TableColumn(id=number, name=column.heading) for number, column in enumerate(book.columns, 1)
    ]
    return table


def _colour_verdicts(sheet: Worksheet, book: Book[R], last_row: int) -> None:
    for index, column in enumerate(book.columns, 1):
        if column.style is not Style.VERDICT:
            continue
        letter = get_column_letter(index)
        for verdict, (ink, paper) in _VERDICT_COLOURS.items():
            quoted = word(verdict, book.language).replace('"', '""')
            rule = CellIsRule(  # type: ignore[no-untyped-call]
                operator="equal",
                formula=[f'"{quoted}"'],
                font=Font(color=ink, bold=verdict is Verdict.BREACHED),
                fill=PatternFill("solid", bgColor=paper),
            )
            sheet.conditional_formatting.add(f"{letter}2:{letter}{last_row}", rule)


def _set_page(sheet: Worksheet, book: Book[R]) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_LETTER
    width = sum(column.width for column in book.columns if not column.hidden)
    sheet.page_setup.fitToWidth = ceil(width / _READABLE_WIDTH)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:A"
    sheet.oddHeader, sheet.oddFooter = HeaderFooterItem(), HeaderFooterItem()
    sheet.oddHeader.left.text = book.title.replace("&", "&&")
    sheet.oddHeader.right.text = book.banner.replace("&", "&&")
    sheet.oddFooter.center.text = book.page


def _tell_about(sheet: Worksheet, book: Book[R]) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
    _write(sheet, 1, 1, book.title).font = Font(bold=True, size=16, color=_HEADER)
    meanings = [(column.heading, column.meaning) for column in book.columns]
    for number, (name, meaning) in enumerate([*book.about, *meanings], 3):
        _write(sheet, number, 1, name).font = Font(bold=True)
        _write(sheet, number, 2, meaning)
        for cell in sheet[number]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def _write(sheet: Worksheet, row: int, column: int, value: str) -> Cell:
    cell = cast("Cell", sheet.cell(row, column))
    cell.value = value
    cell.data_type = "s"
    return cell


def _styles(
    sheet: Worksheet, language: Language, *, is_locked: bool
) -> dict[tuple[Style, bool], int]:
    """Register the styles of the rows with the workbook; return their numbers."""
    formats = {
        Style.NUMBER: "0",
        Style.DATE: _DATE_FORMATS[language],
        Style.TIME: "hh:mm",
        Style.INSTANT: "yyyy-mm-dd hh:mm",
    }
    numbers = {}
    for style, is_open in product(Style, (False, True)):
        cell = Cell(sheet, 1, 1)
        cell.alignment = Alignment(
            vertical="top",
            horizontal="center" if style in formats else None,
            wrap_text=style not in formats,
        )
        # What is typed into an open cell of text stays as it was typed.
        cell.number_format = formats.get(style, "@" if is_open else "General")
        cell.quotePrefix = style is Style.QUOTED_TEXT
        if is_locked:
            mark_cell(cell, is_open=is_open)
        numbers[style, is_open] = cell.style_id
    return numbers

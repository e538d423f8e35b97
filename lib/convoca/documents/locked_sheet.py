"""A sheet of which people edit some columns, and a hidden one that remembers what it said.

Nothing here keeps anybody out: there is no password. It keeps hands from slipping.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from convoca.documents.sheet_rows import LONGEST_TEXT, Column
from convoca.domain.errors import InvalidValue

_GREY = "FFE5E7EB"
#: The lists that cells offer.
_LIST_SHEET = "convoca_lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenSheet:
    """A sheet that no program shows: texts for Convoca alone; the first row names its columns."""

    name: str
    rows: Sequence[Sequence[str]]


def add_hidden_sheet(shell: Workbook, hidden: HiddenSheet) -> None:
    """Write the hidden sheet behind the others. Raises InvalidValue for over-long text."""
    sheet = shell.create_sheet(hidden.name)
    sheet.sheet_state = "veryHidden"
    for number, row in enumerate(hidden.rows, 1):
        for index, told in enumerate(row, 1):
            if len(told.encode("utf-16-le")) // 2 > LONGEST_TEXT:
                raise InvalidValue(
                    str(hidden.rows[0][index - 1]),
                    "A text has more than {limit} characters, which no cell holds. Shorten it.",
                    limit=LONGEST_TEXT,
                )
            _put(sheet, number, index, told)


def lock(sheet: Worksheet) -> None:
    """Let people change what is open, sort, filter and set widths, and nothing else."""
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("sort", "autoFilter", "formatColumns", "formatRows", "formatCells"):
        setattr(protection, allowed, False)


def mark_cell(cell: Cell, *, is_open: bool) -> None:
    """Unlock an open cell; a locked one is grey."""
    cell.protection = Protection(locked=not is_open)
    if not is_open:
        cell.fill = PatternFill("solid", fgColor=_GREY)


def offer_choices(sheet: Worksheet, columns: Sequence[Column[Any]], last_row: int) -> None:
    """Offer the words of a list in its cells; other words may be written, and are asked about later."""
    offered = [(index, c.choices) for index, c in enumerate(columns, 1) if c.choices]
    book = sheet.parent
    if not offered or book is None:
        return
    lists = book.create_sheet(_LIST_SHEET)
    lists.sheet_state = "veryHidden"
    for place, (index, choices) in enumerate(offered, 1):
        for number, choice in enumerate(choices, 1):
            _put(lists, number, place, choice)
        letter = get_column_letter(place)
        source = f"{quote_sheetname(_LIST_SHEET)}!${letter}$1:${letter}${len(choices)}"
        rule = DataValidation(
            type="list", formula1=source, allow_blank=True, showErrorMessage=False
        )
        column = get_column_letter(index)
        rule.add(f"{column}2:{column}{max(last_row, 2)}")
        sheet.add_data_validation(rule)


def _put(sheet: Worksheet, row: int, column: int, told: str) -> None:
    cell = cast("Cell", sheet.cell(row, column))
    cell.value = told
    cell.data_type = "s"

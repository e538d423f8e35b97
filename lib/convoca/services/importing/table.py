"""A sheet as it was read: header, rows and what the reading itself has to tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from convoca.services.importing.remark import RowRemark

Value = str | int | float | bool | date | datetime | time | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; ``number`` is the one that a spreadsheet program shows beside it.

    ``overflows`` where it has more cells than the header has names.
    """

    number: int
    values: tuple[Value, ...]
    overflows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file held. ``unreadable`` maps (row number, column index) to a problem's code.

    ``formulas``: where a value came of a formula, (row number, column index).
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str = ""
    remarks: tuple[RowRemark, ...] = ()
    unreadable: Mapping[tuple[int, int], str] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()

    def column(self, index: int) -> str:
        """Name a column as people find it, e.g. ``C (start_date)``."""
        name = self.header[index] if index < len(self.header) else ""
        return f"{column_letter(index)} ({name})" if name else column_letter(index)


def column_letter(index: int) -> str:
    """Return the letter of a column counted from 0.

    >>> [column_letter(i) for i in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters

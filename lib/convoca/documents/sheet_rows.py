"""The rows of a worksheet as SpreadsheetML (ECMA-376 Part 1, 18.3.1).

Only numbers and inline strings are written here: there is no code that could write a formula.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from math import ceil
from typing import Generic, TypeVar
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from convoca.documents.plain_text import plain_text
from convoca.domain.errors import InvalidValue

R = TypeVar("R")
Value = str | int | date | time | None

#: The longest text that a cell holds, in UTF-16 code units.
LONGEST_TEXT = 32_767

#: A program may take text that begins so for a formula when somebody edits it, or saves it as CSV
#: and opens it again. It is marked as text ("quote prefix") as if typed after an apostrophe.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n")

_ROWS_AT_A_TIME = 500
_LINE_HEIGHT, _TALLEST_ROW = 15, 409  # points
_FILLED = 0.85  # of a column's width, on average, before a word goes to the next line
_SECONDS_OF_A_DAY = 86_400
_DAY_ZERO = date(1899, 12, 30).toordinal()
_HEX_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Style(StrEnum):
    """How a cell looks."""

    TEXT = "text"
    QUOTED_TEXT = "quoted_text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    INSTANT = "instant"
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column: its heading and meaning for people, its width in characters, how a row fills it.

    ``name`` is what errors call it. Times carry no zone: the heading says which one they are in.
    ``is_open``: people may change its cells where the sheet is locked; ``choices`` are offered there.
    """

    name: str
    heading: str
    meaning: str
    read: Callable[[R], Value]
    style: Style = Style.TEXT
    width: int = 16
    hidden: bool = field(default=False, kw_only=True)
    is_open: bool = field(default=False, kw_only=True)
    choices: tuple[str, ...] = field(default=(), kw_only=True)


def rows_xml(
    rows: Iterable[R],
    columns: Sequence[Column[R]],
    styles: Mapping[tuple[Style, bool], int],
    *,
    name_of: Callable[[R], str],
) -> Iterator[bytes]:
    """Yield the rows from the second on, some hundreds at a time.

    ``styles``: a style, open or not -> its number. Raises InvalidValue for a text that a cell cannot
    hold; ``name_of`` names its row.
    """
    letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
    numbers = [styles[column.style, column.is_open] for column in columns]
    quoted = [styles[Style.QUOTED_TEXT, column.is_open] for column in columns]
    chunk: list[str] = []
    for number, row in enumerate(rows, 2):
        values = [_readable(row, column, name_of) for column in columns]
        chunk.append(_row_start(number, values, columns))
        for letter, value, style, marked in zip(letters, values, numbers, quoted, strict=True):
            is_risky = isinstance(value, str) and value.startswith(FORMULA_STARTS)
            chunk.append(_cell(f"{letter}{number}", value, marked if is_risky else style))
        chunk.append("</row>")
        if number % _ROWS_AT_A_TIME == 0:
            yield "".join(chunk).encode()
            chunk.clear()
    yield "".join(chunk).encode()


def _readable(row: R, column: Column[R], name_of: Callable[[R], str]) -> Value:
    """Read a value; make text plain. Raises InvalidValue for text that is too long."""
    value = column.read(row)
    if not isinstance(value, str):
        return value
    value = plain_text(value)
    # Few texts come near the limit; only theirs is counted as a cell counts it.
    if len(value) * 2 > LONGEST_TEXT and (length := _code_units(value)) > LONGEST_TEXT:
        raise InvalidValue(
            column.name,
            "The text of “{record}” has {length} characters; a cell holds {limit}. Shorten it.",
            record=name_of(row),
            length=length,
            limit=LONGEST_TEXT,
        )
    return value


def _row_start(number: int, values: Sequence[Value], columns: Sequence[Column[R]]) -> str:
    """Open a row, tall enough for its longest text: not every program measures it by itself."""
    lines = 1
    for value, column in zip(values, columns, strict=True):
        if isinstance(value, str) and (len(value) > column.width or "\n" in value):
            across = column.width * _FILLED
            lines = max(lines, sum(ceil(len(line) / across) or 1 for line in value.split("\n")))
    if lines == 1:
        return f'<row r="{number}">'
    height = min(lines * _LINE_HEIGHT, _TALLEST_ROW)
    return f'<row r="{number}" ht="{height}" customHeight="1">'


def _cell(coordinate: str, value: Value, style: int) -> str:
    if value is None or value == "":
        return f'<c r="{coordinate}" s="{style}"/>'
    if isinstance(value, str):
        # A reader takes "_x0041_" for an escaped "A", unless its first "_" is escaped itself.
        content = escape(_HEX_ESCAPE.sub("_x005F_", value))
        return (
            f'<c r="{coordinate}" s="{style}" t="inlineStr">'
            f'<is><t xml:space="preserve">{content}</t></is></c>'
        )
    return f'<c r="{coordinate}" s="{style}"><v>{_serial(value)}</v></c>'


def _serial(value: int | date | time) -> int | float:
    """Return a number; a day, an hour or both become the count of days that stands for them."""
    if isinstance(value, int):
        return value
    days = value.toordinal() - _DAY_ZERO if isinstance(value, date) else 0
    if isinstance(value, datetime | time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return days + seconds / _SECONDS_OF_A_DAY
    return days


def _code_units(value: str) -> int:
    return len(value.encode("utf-16-le")) // 2

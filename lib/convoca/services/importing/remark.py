"""What is told about a row: typed, worded elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from convoca.services.importing.words import PROBLEM_WORDS, REMEDY_WORDS

MOST_SHOWN = 80


class Level(StrEnum):
    """How much a remark weighs: told only, the row is not taken in, or the file is not."""

    NOTE = "note"
    LEFT_OUT = "left_out"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRemark:
    """One remark. ``problem`` and ``remedy`` are templates over ``values``; row 0 is the file."""

    code: str
    level: Level
    problem: str
    remedy: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    row: int = 0
    column: str = ""
    read: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))


class Unclear(Exception):
    """A cell cannot be read as what it should hold; ``code`` says why."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        super().__init__(code)


def remark(
    code: str, level: Level, *, row: int = 0, column: str = "", read: object = "", **values: object
) -> RowRemark:
    shown = "" if read is None else str(read)
    if len(shown) > MOST_SHOWN:
        shown = shown[: MOST_SHOWN - 1] + "…"
    return RowRemark(
        code=code,
        level=level,
        problem=PROBLEM_WORDS[code],
        remedy=REMEDY_WORDS.get(code, ""),
        values={"read": shown, "column": column, **values},
        row=row,
        column=column,
        read=shown,
    )

"""The numbers of the Rules, each with its article, the days it was in force, and its source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from convoca.domain.finding import Citation

#: In the order of the articles, the customs last.
_FILES = ("rules_of_procedure.toml", "rapporteurships.toml", "petitions.toml", "customs.toml")


class Unit(StrEnum):
    DAYS = "days"
    MONTHS = "months"
    PERIODS = "periods"
    MEMBERS = "members"
    TERMS = "terms"
    YEARS = "years"
    ELECTIONS = "elections"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One number for the span ``[in_force_from, in_force_until)``; an open end is None.

    ``citation`` is None for a custom, which no article states. ``verified`` says whether somebody
    read the number, and since when it holds, in the text that made it law.
    """

    key: str
    value: int
    unit: Unit
    citation: Citation | None
    source: str
    verified: bool
    verified_on: date | None = None
    in_force_from: date | None = None
    in_force_until: date | None = None
    note: str = ""

    @property
    def citations(self) -> tuple[Citation, ...]:
        return () if self.citation is None else (self.citation,)

    @property
    def is_custom(self) -> bool:
        return self.citation is None

    @property
    def is_superseded(self) -> bool:
        return self.in_force_until is not None

    def in_force(self, day: date) -> bool:
        return (self.in_force_from is None or self.in_force_from <= day) and (
            self.in_force_until is None or day < self.in_force_until
        )


def provision(key: str, *, on: date) -> Provision:
    """Return the number that was in force on a day; a key that no file holds is a KeyError.

    >>> provision("hearing_request_lead_time", on=date(2022, 3, 7)).value
    50
    """
    return next(value for value in provisions()[key] if value.in_force(on))


@cache
def provisions() -> Mapping[str, tuple[Provision, ...]]:
    """Return every number by its key, each with its values from the oldest to today's."""
    read: dict[str, tuple[Provision, ...]] = {}
    for name in _FILES:
        source = files("convoca.rules").joinpath("provisions", name)
        for key, table in tomllib.loads(source.read_text("utf-8")).items():
            read[key] = _values(key, table)
    return MappingProxyType(read)


def _values(key: str, table: Mapping[str, Any]) -> tuple[Provision, ...]:
    """Read one number; each value holds until the next one comes into force.

    The first has no day of its own, so that no day can be without a number.
    """
    rows = table["values"]
    ends = [later["in_force_from"] for _, later in pairwise(rows)]
    return tuple(
        Provision(
            key=key,
            value=row["value"],
            unit=Unit(table["unit"]),
            citation=Citation(**row["article"]) if "article" in row else None,
            source=row["source"],
            verified=row["verified"],
            verified_on=row.get("verified_on"),
            in_force_from=row.get("in_force_from"),
            in_force_until=end,
            note=row.get("note", ""),
        )
        for row, end in zip(rows, [*ends, None], strict=True)
    )

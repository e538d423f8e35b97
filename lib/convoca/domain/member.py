from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, StateCode


class Office(StrEnum):
    """The board of officers (Art. 6), in order of precedence (Art. 9)."""

    PRESIDENT = "president"
    FIRST_VICE_PRESIDENT = "first_vice_president"
    SECOND_VICE_PRESIDENT = "second_vice_president"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of office; both days included (Art. 2)."""

    starts: date
    ends: date

    def __post_init__(self) -> None:
        if self.ends < self.starts:
            raise InvalidValue("terms", "A term ends before it starts.")


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHeld:
    """An office with its days; ``interim`` where an older board had run out (Art. 9)."""

    office: Office
    starts: date
    ends: date | None = None
    interim: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Residence:
    """Where a member lives (Art. 54); an open end is None."""

    state: StateCode
    starts: date | None = None
    ends: date | None = None


class TieKind(StrEnum):
    """The ties to a State that Art. 17.2.a names beside nationality."""

    ACCREDITED = "accredited"
    SPECIAL_MISSION = "special_mission"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A diplomatic post held before a State; it counts for ever, whatever its dates."""

    state: StateCode
    kind: TieKind = TieKind.ACCREDITED
    post: str = ""
    starts: date | None = None
    ends: date | None = None


def _runs(day: date, starts: date | None, ends: date | None) -> bool:
    return (starts is None or starts <= day) and (ends is None or day <= ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of the Commission's members, with all that decides where he or she may take part."""

    id: MemberId
    name: str
    nationalities: tuple[StateCode, ...]
    terms: tuple[Term, ...] = ()
    residences: tuple[Residence, ...] = ()
    ties: tuple[Tie, ...] = ()
    offices: tuple[OfficeHeld, ...] = ()
    source: str = ""
    verified: bool = False
    is_example: bool = False
    version: int = 0

    def in_office(self, day: date) -> bool:
        return any(_runs(day, term.starts, term.ends) for term in self.terms)

    def holds(self, office: Office, day: date) -> bool:
        return any(o.office is office and _runs(day, o.starts, o.ends) for o in self.offices)


def members_in_office(members: Iterable[Member], day: date) -> tuple[Member, ...]:
    return tuple(member for member in members if member.in_office(day))


class Precision(StrEnum):
    """How exactly a source dates a fact."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rapporteurship:
    """A member in charge of a country as of a date (Art. 15.2); the day a later one is known ends it."""

    id: UUID
    member: MemberId
    state: StateCode
    as_of: date
    precision: Precision = Precision.DAY
    source: str = ""
    note: str = ""
    verified: bool = False
    version: int = 0


def rapporteur_on(
    rapporteurships: Iterable[Rapporteurship], state: StateCode, day: date
) -> MemberId | None:
    """Return who was rapporteur for ``state`` by the last source dated on or before ``day``."""
    known = [r for r in rapporteurships if r.state == state and r.as_of <= day]
    return max(known, key=lambda r: r.as_of).member if known else None

"""Mandates of rapporteurs and what they report, year by year (Arts. 15.2-15.6)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from convoca.domain.identifiers import MemberId, StateCode


class MandateKind(StrEnum):
    """Thematic ones are a member's, special ones another person's (Art. 15.4)."""

    THEMATIC = "thematic"
    SPECIAL = "special"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """A thematic or special rapporteurship (Arts. 15.3, 15.4).

    ``reviewed_on`` is the day on which the Commission last reviewed or renewed it, at least once every three
    years. ``holder_since`` is the first day of whoever holds it: a special rapporteur serves three
    years, renewable once.
    """

    id: UUID
    name: str
    kind: MandateKind
    created_on: date | None = None
    reviewed_on: date | None = None
    member: MemberId | None = None
    holder: str = ""
    holder_since: date | None = None
    renewed_on: date | None = None
    ended_on: date | None = None
    source: str = ""
    verified: bool = False
    is_example: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RapporteurReport:
    """What a rapporteur reported to the plenary for a year (Art. 15.2: a State's; Art. 15.6: a mandate's)."""

    id: UUID
    year: int
    state: StateCode | None = None
    mandate: UUID | None = None
    member: MemberId | None = None
    presented_on: date | None = None
    in_writing: bool = True
    version: int = 0

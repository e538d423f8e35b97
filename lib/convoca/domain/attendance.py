"""Who is at a session, from when to when, and who announced that he or she cannot come (Arts. 14.4, 16)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, PeriodId, SessionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """A member in the room from one instant to another (UTC, half-open); still there where ``left`` is None."""

    member: MemberId
    arrived: datetime
    left: datetime | None = None

    def __post_init__(self) -> None:
        if self.left is not None and self.left < self.arrived:
            raise InvalidValue("presences", "A member leaves before he or she arrives.")

    def at(self, moment: datetime) -> bool:
        return self.arrived <= moment and (self.left is None or moment < self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceSheet:
    """The sheet of one session, kept while it sits; ``id`` is the session's. Instants are UTC."""

    id: SessionId
    opened: datetime | None = None
    closed: datetime | None = None
    presences: tuple[Presence, ...] = ()
    version: int = 0

    def present_at(self, moment: datetime) -> tuple[MemberId, ...]:
        """Return who was there at a moment, in the order of their arrival, each once."""
        return tuple(dict.fromkeys(p.member for p in self.presences if p.at(moment)))

    def ever_present(self) -> tuple[MemberId, ...]:
        return tuple(dict.fromkeys(p.member for p in self.presences))


class AbsenceReason(StrEnum):
    """What Art. 14.4 names; the minutes say no more than this."""

    ILLNESS = "illness"
    OTHER_SERIOUS_REASON = "other_serious_reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcusedAbsence:
    """A member told the Executive Secretary that he or she cannot attend, and why (Art. 14.4).

    For ``session``, or where that is None for the days from ``first_day`` to ``last_day`` of the
    period (None: to its ends). ``detail`` may be data about health: it is sealed in the audit, in no
    projection, and each reading raises ``read_count`` so that it goes on record.
    """

    id: UUID
    period: PeriodId
    member: MemberId
    announced_on: date
    reason: AbsenceReason
    session: SessionId | None = None
    first_day: date | None = None
    last_day: date | None = None
    president_told_on: date | None = None
    detail: str = ""
    read_count: int = 0
    version: int = 0

    def __repr__(self) -> str:
        return f"ExcusedAbsence(id={self.id})"

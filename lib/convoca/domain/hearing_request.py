from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from convoca.domain.errors import InvalidValue
from convoca.domain.hearing import HearingKind, Initiative, Issue
from convoca.domain.identifiers import HearingId, HearingRequestId, PeriodId, StateCode
from convoca.domain.language import Language
from convoca.domain.party import Participant, Party
from convoca.domain.slot import instant, seat_date


class Decision(StrEnum):
    PENDING = "pending"
    GRANTED = "granted"
    DECLINED = "declined"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class ActivityWanted(StrEnum):
    """The same call takes requests for both."""

    HEARING = "hearing"
    WORKING_MEETING = "working_meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRequest:
    """What was asked for (Arts. 64.2, 66). Never edited in place: a decision returns the decided one.

    ``received`` is an instant in UTC; the Rules look at its date at the seat. ``minutes_wanted``
    is the approximate time needed (Art. 66.2).
    """

    id: HearingRequestId
    period: PeriodId
    reference: str
    received: datetime
    title: str
    kind: HearingKind
    wanted: ActivityWanted = ActivityWanted.HEARING
    initiative: Initiative = Initiative.PARTY
    in_writing: bool = True
    purpose: str = ""
    summary: str = ""
    minutes_wanted: int | None = None
    states: tuple[StateCode, ...] = ()
    requesters: tuple[Party, ...] = ()
    participants: tuple[Participant, ...] = ()
    matter_number: str = ""
    issue: Issue | None = None
    languages: tuple[Language, ...] = ()
    private_wanted: bool = False
    decision: Decision = Decision.PENDING
    decided_on: date | None = None
    decision_reason: str = ""
    merged_into: HearingRequestId | None = None
    hearing: HearingId | None = None
    note: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        instant(self.received)
        if not self.title.strip():
            raise InvalidValue("title", "A request needs a title.")
        if not self.reference.strip():
            raise InvalidValue("reference", "A request needs a reference, e.g. PS 191-1157.")

    @property
    def received_on(self) -> date:
        return seat_date(self.received)

    def decide(self, decision: Decision, *, on: date, reason: str) -> Self:
        return replace(self, decision=decision, decided_on=on, decision_reason=reason)

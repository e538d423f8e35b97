"""What a session deals with, item by item (Arts. 10.1.c, 12.1.c)."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from convoca.domain.identifiers import SessionId, StateCode


class ItemKind(StrEnum):
    PETITION = "petition"
    CASE = "case"
    FRIENDLY_SETTLEMENT = "friendly_settlement"
    PRECAUTIONARY_MEASURE = "precautionary_measure"
    REPORT_ON_A_STATE = "report_on_a_state"
    REPORT = "report"
    ELECTION = "election"
    RAPPORTEURSHIPS = "rapporteurships"
    REPORT_OF_THE_PRESIDENT = "report_of_the_president"
    REPORT_OF_THE_SECRETARY = "report_of_the_secretary"
    NEXT_PERIOD = "next_period"
    MINUTES = "minutes"
    RULES = "rules"
    VISIT = "visit"
    OTHER = "other"


class ItemOutcome(StrEnum):
    """What became of an item; what is carried over stands in a later session as a new item."""

    OPEN = "open"
    DEALT_WITH = "dealt_with"
    CARRIED_OVER = "carried_over"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemOfBusiness:
    """One item of a session's order of business.

    ``states`` are those under review: they decide who takes part (Art. 17.2.a). ``activity`` is the
    hearing or working meeting about the same matter, ``minutes_of`` the session whose minutes are to
    be approved, ``carried_from`` the item of an earlier session. ``decisions`` are those taken
    without a vote on record; there is no field for the discussion (Arts. 43.2, 43.4).
    """

    id: UUID
    session: SessionId
    number: int
    kind: ItemKind
    title: str
    matter_number: str = ""
    states: tuple[StateCode, ...] = ()
    activity: UUID | None = None
    minutes_of: SessionId | None = None
    outcome: ItemOutcome = ItemOutcome.OPEN
    decisions: tuple[str, ...] = ()
    carried_from: UUID | None = None
    version: int = 0

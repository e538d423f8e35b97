"""What parties undertook in hearings, and States were recommended, followed up until it is done."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from convoca.domain.identifiers import HearingId


class FollowUpState(StrEnum):
    """Whether it is overdue is computed from its day, never written down."""

    OPEN = "open"
    PARTLY_DONE = "partly_done"
    DONE = "done"
    NOT_DONE = "not_done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpNote:
    """What was heard of it, on which day, and what that made of it."""

    on: date
    text: str
    state: FollowUpState


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedCommitment:
    """A commitment of Art. 70.1 on its way, made from the minutes of ``hearing`` when they are completed."""

    id: UUID
    hearing: HearingId
    party: str
    text: str
    due: date | None = None
    state: FollowUpState = FollowUpState.OPEN
    notes: tuple[FollowUpNote, ...] = ()
    version: int = 0

    def is_overdue(self, today: date) -> bool:
        running = self.state in {FollowUpState.OPEN, FollowUpState.PARTLY_DONE}
        return running and self.due is not None and self.due < today

"""The day of a hearing as it happens: who speaks, who testifies, what is handed in (Arts. 64.3, 65, 68)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import HearingId, ParticipantId
from convoca.domain.party import Side


class TurnKind(StrEnum):
    PRESENTATION = "presentation"
    TESTIMONY = "testimony"
    QUESTIONS = "questions"
    REPLY = "reply"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A stretch of time on the speaking clock (UTC, half-open); running where ``stopped`` is None."""

    started: datetime
    stopped: datetime | None = None

    def __post_init__(self) -> None:
        if self.stopped is not None and self.stopped < self.started:
            raise InvalidValue("turns", "The clock stops before it starts.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of the running order. ``bloc`` names who share the minutes of a side.

    ``minutes`` are those allotted; turns of one side and bloc draw on one account.
    """

    id: UUID
    kind: TurnKind
    side: Side
    minutes: int
    bloc: str = ""
    speaker: str = ""
    spoken: tuple[Spoken, ...] = ()


class TestimonyState(StrEnum):
    """One is ``HEARD`` at a time; the others wait outside the room (Art. 65.7)."""

    __test__ = False

    OUTSIDE = "outside"
    SWORN = "sworn"
    BEING_HEARD = "being_heard"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """A witness or expert on the day: identified, sworn or promised (Art. 65.8), heard.

    ``participant`` is the one of the hearing; a protected one has a pseudonym there. ``kept_from``
    are those whom he or she must not meet: sides or participants, by key.
    """

    __test__ = False

    participant: ParticipantId
    state: TestimonyState = TestimonyState.OUTSIDE
    identified: bool = False
    sworn_at: datetime | None = None
    promised: bool = False
    from_at: datetime | None = None
    until_at: datetime | None = None
    kept_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A document handed in, and the last day for the other side's observations (Art. 65.2)."""

    id: UUID
    title: str
    side: Side
    at: datetime
    sha256: str = ""
    observations_by: date | None = None
    observed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingDay:
    """The record of a hearing's day; ``id`` is the hearing's. Instants are UTC.

    ``absent_parties`` are keys of parties that did not appear (Art. 64.3). ``made_private_at`` is
    the moment at which the parties were told that it is held in private (Art. 68).
    """

    id: HearingId
    opened: datetime | None = None
    closed: datetime | None = None
    turns: tuple[Turn, ...] = ()
    testimonies: tuple[Testimony, ...] = ()
    documents: tuple[HandedIn, ...] = ()
    arrived_parties: tuple[str, ...] = ()
    absent_parties: tuple[str, ...] = ()
    made_private_at: datetime | None = None
    private_reason: str = ""
    recording: str = ""
    version: int = 0

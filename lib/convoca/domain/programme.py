"""The programme: which activity is where and when in a period of sessions."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID

from convoca.domain.identifiers import (
    HearingId,
    HearingRequestId,
    MemberId,
    ParticipantId,
    PeriodId,
    RoomId,
    SessionId,
    StateCode,
)
from convoca.domain.language import Language
from convoca.domain.slot import Slot


class ActivityKind(StrEnum):
    HEARING = "hearing"
    WORKING_MEETING = "working_meeting"
    SESSION = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One activity's slot, room and panel in the working draft; ``id`` is the activity's.

    ``lapsed``: the activity was cancelled. Its room is free, but the calendars still say what
    was cancelled. ``is_pinned``: no plan moves it.
    """

    id: UUID
    period: PeriodId
    kind: ActivityKind
    slot: Slot
    room: RoomId
    panel: tuple[MemberId, ...] = ()
    lapsed: bool = False
    is_pinned: bool = False
    version: int = 0


class DraftAct(StrEnum):
    """What a person did to the working draft."""

    PLACED = "placed"
    MOVED = "moved"
    TAKEN_OUT = "taken_out"
    PANEL = "panel"
    LENGTH = "length"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    SWAPPED = "swapped"
    MERGED = "merged"
    SPLIT = "split"
    PLANNED = "planned"
    REPAIRED = "repaired"
    ROLLED_BACK = "rolled_back"
    WORKBOOK = "workbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementChange:
    """Where one activity was before an act and after it; None: it had no place."""

    activity: UUID
    before: Placement | None
    after: Placement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What one hearing took over from another, by keys and ids alone: no name is kept twice.

    ``note`` is the line that the other was given; undoing the joining takes both back.
    """

    kept: HearingId
    other: HearingId
    parties: tuple[str, ...] = ()
    participants: tuple[ParticipantId, ...] = ()
    requests: tuple[HearingRequestId, ...] = ()
    states: tuple[StateCode, ...] = ()
    languages: tuple[Language, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStep:
    """One act on the working draft of a period, numbered from 1, so that it can be undone and redone.

    ``joined`` were merged by the act, ``separated`` taken apart. An ``undone`` step waits for being
    redone, until another act takes its place.
    """

    id: UUID
    period: PeriodId
    number: int
    act: DraftAct
    changes: tuple[PlacementChange, ...] = ()
    joined: tuple[Joining, ...] = ()
    separated: tuple[Joining, ...] = ()
    undone: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One meeting of the Commission within a period, confidential unless decided (Art. 14.3)."""

    id: SessionId
    period: PeriodId
    title: str
    minutes: int = 180
    is_public: bool = False
    opened_by_decision_on: date | None = None
    version: int = 0


class Channel(StrEnum):
    EMAIL = "email"
    LETTER = "letter"
    PORTAL = "portal"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceOfNotice:
    """The day on which date, place and time of a hearing reached a party (Arts. 64.4, 66.5).

    ``party`` is the party's key. ``hearing_day``, ``hearing_hour`` (on the wall clock of the place)
    and ``hearing_place`` are what the notice said, the last two where it is on record; a hearing
    that moved since was not announced. A shorter notice needs ``exceptional_circumstances``.
    ``delivery`` is the proof, where Convoca itself served it.
    """

    id: UUID
    hearing: HearingId
    party: str
    served_on: date
    hearing_day: date
    hearing_hour: time | None = None
    hearing_place: str = ""
    channel: Channel = Channel.EMAIL
    exceptional_circumstances: str = ""
    authority: str = ""
    note: str = ""
    delivery: UUID | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """A member does not take part in a matter on a recorded ground (Art. 17.2.b, 17.3-4).

    ``decided_by`` is the vote in which the Commission decided, None where no vote is on record.
    """

    id: UUID
    member: MemberId
    activity: UUID
    ground: str
    raised_by: MemberId | None = None
    raised_on: date | None = None
    decided_on: date | None = None
    decided_by: UUID | None = None
    upheld: bool | None = None
    version: int = 0

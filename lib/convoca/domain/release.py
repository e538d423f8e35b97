"""A release of the programme: what it said on one day, for ever."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, PeriodId, RoomId, StateCode
from convoca.domain.period_of_sessions import Modality
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import Slot


class ReleaseKind(StrEnum):
    """Who may rely on it: the Secretariat, the parties who are notified of it, everybody."""

    INTERNAL = "internal"
    NOTIFIED = "notified"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedEntry:
    """One activity as it was released; names stand beside ids, since rooms and people change later.

    ``panel`` and ``panel_names`` are in the same order. ``place`` is the venue and city.
    """

    activity: UUID
    kind: ActivityKind
    title: str
    slot: Slot
    room: RoomId
    room_name: str = ""
    place: str = ""
    panel: tuple[MemberId, ...] = ()
    panel_names: tuple[str, ...] = ()
    modality: Modality | None = None
    states: tuple[StateCode, ...] = ()
    is_private: bool = False
    is_cancelled: bool = False
    is_pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A rule that stood in the way of a release, and who let the release pass, why and when.

    ``rule`` is its key; ``activity`` None: it is the period's or the whole programme's.
    """

    rule: str
    activity: UUID | None = None
    reason: str
    authority: str
    decided_on: date

    def __post_init__(self) -> None:
        for name in ("reason", "authority"):
            if not str(getattr(self, name)).strip():
                raise InvalidValue(
                    name, "An override needs a reason and the authority who gave it."
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a release can be checked by: SHA-256 of its entries and overrides in canonical JSON.

    ``previous`` is the hash of the entries of the release before. ``rules`` names the provisions that
    judged it, ``time_zones`` the version of the zone data.
    """

    entries_sha256: str = ""
    overrides_sha256: str = ""
    previous: str = ""
    rules: str = ""
    time_zones: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The programme of a period as it was given out; never changed, never removed.

    Numbered in its period from 1. ``rolls_back_to`` is the number of the release that it repeats.
    """

    id: UUID
    period: PeriodId
    number: int
    kind: ReleaseKind
    comment: str = ""
    made_at: datetime
    made_by: str
    entries: tuple[ReleasedEntry, ...] = ()
    overrides: tuple[Override, ...] = ()
    manifest: Manifest = field(default_factory=Manifest)
    rolls_back_to: int | None = None
    version: int = 0

    def entry(self, activity: UUID) -> ReleasedEntry | None:
        return next((entry for entry in self.entries if entry.activity == activity), None)


class ChangeKind(StrEnum):
    """What differs between two releases; one activity may differ in several ways."""

    ADDED = "added"
    MOVED_DAY = "moved_day"
    MOVED_HOUR = "moved_hour"
    MOVED_ROOM = "moved_room"
    LENGTH = "length"
    PANEL = "panel"
    MODE = "mode"
    PRIVACY = "privacy"
    TITLE = "title"
    CANCELLED = "cancelled"
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference in one activity; ``before`` None: it was not there, ``after`` None: it is gone."""

    kind: ChangeKind
    activity: UUID
    title: str
    before: ReleasedEntry | None
    after: ReleasedEntry | None

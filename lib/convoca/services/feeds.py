"""Calendars with memory: an entry keeps its UID for ever and its version only rises."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from convoca.domain.identifiers import StateCode
from convoca.domain.slot import Slot
from convoca.services.audience import Audience


class EntryKind(StrEnum):
    PERIOD = "period"
    SESSION = "session"
    HEARING = "hearing"
    WORKING_MEETING = "working_meeting"
    VISIT = "visit"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One line of a calendar as one audience may see it.

    ``subject`` is the stable key of what it is about (never written out). Timed entries have a
    ``slot``; all-day ones ``first_day`` and ``last_day``, both included. ``title`` is data in
    its own language; where it is empty the kind, ``rule`` and ``number`` are worded.
    """

    subject: str
    kind: EntryKind
    title: str = ""
    slot: Slot | None = None
    first_day: date | None = None
    last_day: date | None = None
    place: str = ""
    room: str = ""
    states: tuple[StateCode, ...] = ()
    panel: tuple[str, ...] = ()
    is_private: bool = False
    is_provisional: bool = False
    is_cancelled: bool = False
    rule: str = ""
    articles: tuple[str, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarProjection:
    """What one audience may see of one period, sorted; built from an allow-list."""

    audience: Audience
    period_number: int
    period_opens: date
    period_closes: date
    is_example: bool
    entries: tuple[CalendarEntry, ...]


class EntryStatus(StrEnum):
    """RFC 5545 §3.8.1.11."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedEntry:
    """What a feed last said of one subject.

    ``sequence`` rises as RFC 5546 §2.1.4 demands; ``revised_at`` (UTC) is when the entry last
    changed, and is its DTSTAMP; ``moved_from`` is the slot it had before it last moved.
    """

    uid: str
    entry: CalendarEntry
    status: EntryStatus
    sequence: int
    revised_at: datetime
    moved_from: Slot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A projection with its memory: all that a calendar file says. ``revised_at`` is its newest change."""

    uid: str
    projection: CalendarProjection
    entries: tuple[RememberedEntry, ...]
    revised_at: datetime

"""Calendars with memory: an entry keeps its UID for ever and its version only rises."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import Modality
from convoca.domain.slot import Slot, instant, seat_date
from convoca.services.audience import Audience, AudienceKind

#: The date of an empty feed: it says nothing that could have been revised.
NEVER_REVISED = datetime(1970, 1, 1, tzinfo=UTC)


class EntryKind(StrEnum):
    PERIOD = "period"
    SESSION = "session"
    HEARING = "hearing"
    WORKING_MEETING = "working_meeting"
    VISIT = "visit"
    VISIT_ACTIVITY = "visit_activity"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One line of a calendar as one audience may see it.

    ``subject`` is the stable key of what it is about (never written out). Timed entries have a
    ``slot``; all-day ones ``first_day`` and ``last_day``, both included. ``title`` is data in
    its own language; where it is empty the kind, ``rule`` and ``number`` are worded. ``is_busy``:
    something closed takes place then, and nothing else is said of it. ``parties`` are names,
    ``link`` is where to join from afar, ``attendance`` how many people are expected, ``transport``
    how the delegation of a visit gets there.
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
    parties: tuple[str, ...] = ()
    modality: Modality | None = None
    languages: tuple[Language, ...] = ()
    link: str = ""
    attendance: int | None = None
    transport: str = ""
    is_busy: bool = False
    is_private: bool = False
    is_provisional: bool = False
    is_cancelled: bool = False
    rule: str = ""
    articles: tuple[str, ...] = ()
    number: int | None = None

    def __post_init__(self) -> None:
        begins, ends = self.span
        if ends <= begins:
            raise InvalidValue("entries", "A calendar entry ends before it begins.")

    @property
    def is_of_the_programme(self) -> bool:
        """Whether it has an hour in a period of sessions; what happens on a visit has not."""
        return self.slot is not None and self.kind is not EntryKind.VISIT_ACTIVITY

    @property
    def span(self) -> tuple[date, date]:
        """When it is, half-open: two instants in UTC, or the first day and the day after the last.

        Raises InvalidValue where there is neither.
        """
        if self.slot:
            return self.slot.start, self.slot.end
        if self.first_day is None or self.last_day is None:
            raise InvalidValue("entries", "A calendar entry has a slot, or a first and a last day.")
        return self.first_day, self.last_day + timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarProjection:
    """What one audience may see of one period, sorted; built from an allow-list.

    ``period_number`` None: of all periods together.
    """

    audience: Audience
    period_number: int | None
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


def next_feed(
    projection: CalendarProjection,
    remembered: Sequence[RememberedEntry],
    *,
    feed_uid: str,
    now: datetime,
    new_uid: Callable[[], str],
) -> Feed:
    """Say what the feed says next, given what it said last.

    A subject keeps its UID as long as the feed speaks of it; ``new_uid`` makes a random one for a
    subject that is new to this feed, so that two audiences' feeds cannot be joined on it.
    The same projection twice gives an equal feed, whatever ``now``, but for the last rule below.

    A subject that is no longer in the projection:

    * SECRETARIAT apart, it vanishes without trace. Whether it was deleted, turned private or is no
      longer the reader's matter cannot be told from here, and a private hearing must not be announced
      by its own cancellation. Should it come back, it is a new entry with a new UID. To cancel
      before such an audience, project it with ``is_cancelled``.
    * SECRETARIAT: stays as CANCELLED. Only a deadline vanishes, for nobody cancels one: it follows
      from something else, which says itself what became of it.

    What is cancelled stays until the period, and its own last day, are over at the seat.
    Raises InvalidValue when a subject stands twice in the projection.
    """
    revised_at = instant(now).replace(microsecond=0)  # iCalendar counts whole seconds
    before = {old.entry.subject: old for old in remembered}
    current = {entry.subject: entry for entry in projection.entries}
    if len(current) < len(projection.entries):
        raise InvalidValue("entries", "A subject stands twice in the same calendar.")
    said = [*projection.entries, *_withdrawn(projection.audience, current, before.values())]
    entries = tuple(
        _revised(entry, before.get(entry.subject), revised_at=revised_at, new_uid=new_uid)
        for entry in sorted(said, key=_reading_order)
        if not (entry.is_cancelled and _is_over(entry, projection, on=seat_date(now)))
    )
    newest = max((entry.revised_at for entry in entries), default=NEVER_REVISED)
    return Feed(uid=feed_uid, projection=projection, entries=entries, revised_at=newest)


def _withdrawn(
    audience: Audience,
    current: Mapping[str, CalendarEntry],
    remembered: Iterable[RememberedEntry],
) -> Iterator[CalendarEntry]:
    """Yield, cancelled, what the Secretariat was told of and is there no more."""
    if audience.kind is not AudienceKind.SECRETARIAT:
        return
    for old in remembered:
        if old.entry.subject not in current and old.entry.kind is not EntryKind.DEADLINE:
            yield replace(old.entry, is_cancelled=True)


def _revised(
    entry: CalendarEntry,
    before: RememberedEntry | None,
    *,
    revised_at: datetime,
    new_uid: Callable[[], str],
) -> RememberedEntry:
    """Return ``before`` itself where nothing changed, so that its bytes do not either.

    RFC 5546 §2.1.4: the sequence rises with the time, the status (thus with each cancellation)
    and a distant place. Other words, and another room of the same place, change the date alone.
    """
    status = _status(entry)
    if before is None:
        return RememberedEntry(
            uid=new_uid(), entry=entry, status=status, sequence=0, revised_at=revised_at
        )
    if entry == before.entry:
        return before
    moved = entry.span != before.entry.span
    weighty = moved or status is not before.status or entry.place != before.entry.place
    return RememberedEntry(
        uid=before.uid,
        entry=entry,
        status=status,
        sequence=before.sequence + weighty,
        revised_at=revised_at,
        moved_from=before.entry.slot if moved else before.moved_from,
    )


def _status(entry: CalendarEntry) -> EntryStatus:
    if entry.is_cancelled:
        return EntryStatus.CANCELLED
    return EntryStatus.TENTATIVE if entry.is_provisional else EntryStatus.CONFIRMED


def _is_over(entry: CalendarEntry, projection: CalendarProjection, *, on: date) -> bool:
    last_day = entry.slot.end_in(entry.slot.zone).date() if entry.slot else entry.last_day
    return on > max(projection.period_closes, last_day or projection.period_closes)


def _reading_order(entry: CalendarEntry) -> tuple[str, str]:
    """Order by day, the whole-day entries of a day first; the subject makes the order total."""
    return entry.span[0].isoformat(), entry.subject

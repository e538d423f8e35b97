"""What a calendar says anew since it was last handed out, and each version of what it said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from convoca.domain.identifiers import PeriodId
from convoca.services.audience import Audience
from convoca.services.feeds import CalendarEntry, EntryStatus, Feed, RememberedEntry


def feed_key(period: PeriodId | None, audience: Audience) -> str:
    """Name what is remembered: a calendar of all periods has UIDs and versions of its own."""
    return f"{period or 'all'}:{audience}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a feed said of one subject from an instant on, numbered within its feed from 1.

    ``said`` None: from then on it says nothing of it.
    """

    feed: str
    number: int
    subject: str
    uid: str
    at: datetime
    said: RememberedEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedChanges:
    """Each entry once, under the weightiest thing that happened to it.

    ``reworded`` have other words, another room or status at the same time. ``vanished`` left
    without trace: what turned private in a public calendar, and deadlines that hold no more.
    """

    added: tuple[CalendarEntry, ...] = ()
    moved: tuple[CalendarEntry, ...] = ()
    cancelled: tuple[CalendarEntry, ...] = ()
    reworded: tuple[CalendarEntry, ...] = ()
    vanished: tuple[CalendarEntry, ...] = ()
    unchanged: tuple[CalendarEntry, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return not (self.added or self.moved or self.cancelled or self.reworded or self.vanished)


def feed_changes(before: Iterable[RememberedEntry], feed: Feed) -> FeedChanges:
    """Compare what a feed said last with what it says now."""
    last = {old.entry.subject: old for old in before}
    found: dict[str, list[CalendarEntry]] = {}
    for new in feed.entries:
        change = _change(last.pop(new.entry.subject, None), new)
        found.setdefault(change, []).append(new.entry)
    vanished = tuple(old.entry for old in last.values())
    return FeedChanges(**{name: tuple(of) for name, of in found.items()}, vanished=vanished)


def _change(old: RememberedEntry | None, new: RememberedEntry) -> str:
    if old is None:
        return "added"
    if old.entry == new.entry:
        return "unchanged"
    if new.status is EntryStatus.CANCELLED and old.status is not EntryStatus.CANCELLED:
        return "cancelled"
    return "moved" if old.entry.span != new.entry.span else "reworded"

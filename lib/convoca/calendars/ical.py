"""A feed as iCalendar bytes (RFC 5545, 5546, 7986): the same feed, the same bytes.

Times are in UTC, which every calendar program reads alike. Rendering an event is what costs, so
rendered events are kept; joining ten thousand of them costs next to nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from icalendar import Calendar, Event, vCalAddress, vCategory, vDDDTypes, vInt, vText, vUri
from icalendar.parser import Contentline

from convoca.calendars import words
from convoca.domain.language import Language
from convoca.i18n.words import entry_kind
from convoca.services.feeds import EntryKind, EntryStatus, Feed, RememberedEntry

REFRESH_INTERVAL = timedelta(hours=1)
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Organiser:
    """The role mailbox that publishes: METHOD:PUBLISH needs an ORGANIZER (RFC 5546 §3.2.1)."""

    name: str
    email: str


def write(feed: Feed, language: Language, /, *, organiser: Organiser) -> bytes:
    """Render a feed to publish: one METHOD:PUBLISH calendar in one language."""
    opening = _calendar(feed, language).to_ical().removesuffix(_END)
    is_example = feed.projection.is_example
    events = (_event(said, language, organiser, is_example) for said in feed.entries)
    return b"".join((opening, *events, _END))


def _calendar(feed: Feed, language: Language) -> Calendar:
    """Return the calendar without its events."""
    calendar = Calendar.new(
        prodid=f"-//Convoca//Calendars 1//{language.upper()}",
        calscale="GREGORIAN",
        method="PUBLISH",
        name=words.name(feed.projection, language),  # also as X-WR-CALNAME, for older readers
        refresh_interval=REFRESH_INTERVAL,
        last_modified=feed.revised_at,
    )
    # The library makes one up. vdirsyncer takes a calendar's UID (RFC 7986 §5.3, optional) for that of
    # each of its events, and so keeps one event of all.
    del calendar["UID"]
    calendar["NAME"].params["LANGUAGE"] = str(language)
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"  # RFC 7986 §5.7 demands it
    calendar["X-PUBLISHED-TTL"] = calendar["REFRESH-INTERVAL"].to_ical()  # Outlook
    return calendar


@lru_cache(maxsize=20_000)
def _event(
    said: RememberedEntry,
    language: Language,
    organiser: Organiser,
    is_example: bool,  # noqa: FBT001  lru_cache keys positional arguments faster
) -> bytes:
    event = event_of(said, language, organiser, is_example=is_example)
    return b"".join(_folded(line) for line in event.content_lines() if line)


def event_of(
    said: RememberedEntry, language: Language, organiser: Organiser, *, is_example: bool
) -> Event:
    """Return an entry as a VEVENT without attendees (RFC 5545 §3.6.1)."""
    entry = said.entry
    event = Event()
    event["UID"] = _Text(said.uid)
    event["SEQUENCE"] = vInt(said.sequence)
    event["DTSTAMP"] = event["LAST-MODIFIED"] = vDDDTypes(said.revised_at)
    event["DTSTART"], event["DTEND"] = map(vDDDTypes, entry.span)
    event["STATUS"] = vText(said.status)
    event["CLASS"] = vText("CONFIDENTIAL" if entry.is_private else "PUBLIC")  # a label only
    event["TRANSP"] = vText("OPAQUE" if _takes_time(said) else "TRANSPARENT")
    if said.status is EntryStatus.CANCELLED:
        event["X-MICROSOFT-CDO-BUSYSTATUS"] = vText("FREE")
    event["ORGANIZER"] = vCalAddress.new(organiser.email, cn=words.clean(organiser.name))
    worded = {"LANGUAGE": str(language)}
    event["SUMMARY"] = _Text(words.summary(said, language, is_example=is_example), params=worded)
    event["DESCRIPTION"] = _Text(words.description(said, language), params=worded)
    if location := words.location(entry):
        event["LOCATION"] = _Text(location, params=worded)
    if link := words.clean(entry.link):
        event["URL"] = vUri(link)
        # The library's Conference quotes its features, which RFC 7986 §6.3 does not.
        event["CONFERENCE"] = vUri(link, params={"VALUE": "URI", "FEATURE": "VIDEO"})
    event["CATEGORIES"] = vCategory([entry_kind(entry.kind, language)], params=worded)
    return event


def _folded(line: Contentline) -> bytes:
    """Fold as the library does, but do not have it look for where to fold a line that fits."""
    encoded = line.encode()
    if len(encoded) >= 75:
        encoded = line.to_ical()  # type: ignore[no-untyped-call]
    return encoded + b"\r\n"


def _takes_time(said: RememberedEntry) -> bool:
    """Whole days, time limits and cancelled hours leave their reader free."""
    if said.status is EntryStatus.CANCELLED or said.entry.kind is EntryKind.DEADLINE:
        return False
    return said.entry.slot is not None


class _Text(vText):
    """Text that is escaped as RFC 5545 §3.3.11 says, and no further.

    The library takes a backslash and an N that stand in the text itself for a line break.
    """

    def to_ical(self) -> bytes:
        return self.translate(_ESCAPES).encode()


_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})

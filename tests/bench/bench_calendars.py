"""A calendar of 10,000 events: the first time, again, and written by the library alone.

Seconds are the processor's, so that a busy machine does not change them much.
"""

import pickle
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from time import process_time

from icalendar import Calendar, Event, vCalAddress

from convoca.calendars import ical, words
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.slot import Slot
from convoca.i18n.words import entry_kind
from convoca.services.audience import SECRETARIAT
from convoca.services.feeds import (
    CalendarEntry,
    CalendarProjection,
    EntryKind,
    Feed,
    RememberedEntry,
    next_feed,
)
from convoca.settings import use_shipped_time_zones

EVENTS = 10_000
FIRST_AT_MOST, AGAIN_AT_MOST = 5.0, 0.5
ORGANISER = ical.Organiser("Executive Secretariat", "sessions@example.org")
STATES = tuple(StateCode(code) for code in ("MX", "GT", "CO", "BR", "PE"))


def main() -> None:
    use_shipped_time_zones()
    feed = a_large_feed()
    begin = process_time()
    peer = written_by_the_library_alone(feed)
    after_peer = process_time()
    first = ical.write(feed, Language.SPANISH, organiser=ORGANISER)
    after_first = process_time()
    read_anew = pickle.loads(pickle.dumps(feed.entries))  # equal to what it was, as from the store
    after_read = process_time()
    same_feed = a_large_feed(remembered=read_anew)
    after_feed = process_time()
    again = ical.write(same_feed, Language.SPANISH, organiser=ORGANISER)
    after_again = process_time()
    assert again == first
    assert peer.count(b"BEGIN:VEVENT") == first.count(b"BEGIN:VEVENT") == EVENTS

    peer_seconds = after_peer - begin
    print(
        f"{f'calendar of {EVENTS:,} events, {len(first) / 1e6:.1f} MB':36} CPU s  at most  peer/ours"
    )
    for name, seconds, at_most in (
        ("first time", after_first - after_peer, FIRST_AT_MOST),
        ("again", after_again - after_feed, AGAIN_AT_MOST),
    ):
        print(f"{name:36}{seconds:5.2f}{at_most:8.1f}{peer_seconds / seconds:11.1f}")
    print(f"{'(the feed itself, again)':36}{after_feed - after_read:5.2f}")
    print(f"{'peer: icalendar alone, same words':36}{peer_seconds:5.2f}")


def a_large_feed(*, remembered: Sequence[RememberedEntry] = ()) -> Feed:
    uids = count()
    return next_feed(
        CalendarProjection(
            audience=SECRETARIAT,
            period_number=901,
            period_opens=date(2027, 3, 1),
            period_closes=date(2027, 3, 12),
            is_example=True,
            entries=tuple(an_entry(number) for number in range(EVENTS)),
        ),
        remembered,
        feed_uid="feed-901-secretariat",
        now=datetime(2027, 1, 4, 14, tzinfo=UTC),
        new_uid=lambda: f"{next(uids):032x}@example.org",
    )


def an_entry(number: int) -> CalendarEntry:
    day = date(2027, 3, 1) + timedelta(days=number // 8)
    return CalendarEntry(
        subject=f"hearing:{number}",
        kind=EntryKind.HEARING,
        title=f"Ejemplo {number}: protección de las personas defensoras de derechos humanos",
        slot=Slot.local(day, time(9 + number % 8), minutes=60, zone="America/Bogota"),
        place="Universidad de Ejemplo, Bogotá",
        room=f"Sala {number % 4}",
        states=(STATES[number % len(STATES)],),
        panel=("Ejemplo A", "Ejemplo B", "Ejemplo C"),
    )


def written_by_the_library_alone(feed: Feed) -> bytes:
    calendar = Calendar.new(method="PUBLISH", uid=feed.uid, last_modified=feed.revised_at)
    organiser = vCalAddress.new(ORGANISER.email, cn=ORGANISER.name)
    for said in feed.entries:
        start, end = said.entry.span
        calendar.add_component(
            Event.new(
                uid=said.uid,
                sequence=said.sequence,
                stamp=said.revised_at,
                last_modified=said.revised_at,
                start=start,
                end=end,
                status=said.status.value,
                classification="PUBLIC",
                transparency="OPAQUE",
                organizer=organiser,
                summary=words.summary(said, Language.SPANISH, is_example=True),
                description=words.description(said, Language.SPANISH),
                location=words.location(said.entry),
                categories=[entry_kind(said.entry.kind, Language.SPANISH)],
            )
        )
    return calendar.to_ical()


if __name__ == "__main__":
    main()

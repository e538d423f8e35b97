"""A change as a part of a mail (RFC 5546, 6047): one event, one attendee, the feed's own version."""

from dataclasses import replace
from datetime import date

import pytest
from example_feeds import CHANGED, ORGANISER, a_feed, a_hearing, a_slot
from icalendar import Calendar, Event

from convoca.calendars import ical, itip
from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language
from convoca.services.feeds import RememberedEntry

TO = ("party@example.org", "Example Organisation; “1”, Ñ")


def the_hearing() -> RememberedEntry:
    (said,) = a_feed(a_hearing()).entries
    return said


def the_moved_hearing() -> RememberedEntry:
    first = a_feed(a_hearing())
    moved = a_hearing(slot=a_slot(date(2026, 7, 30), 15))
    (said,) = a_feed(moved, before=first.entries, now=CHANGED).entries
    return said


def the_cancelled_hearing() -> RememberedEntry:
    first = a_feed(a_hearing())
    gone = a_hearing(is_cancelled=True)
    (said,) = a_feed(gone, before=first.entries, now=CHANGED).entries
    return said


def request(said: RememberedEntry, language: Language = Language.ENGLISH) -> Calendar:
    return Calendar.from_ical(itip.request(said, language, ORGANISER, *TO, is_example=True))


def cancel(said: RememberedEntry) -> Calendar:
    return Calendar.from_ical(itip.cancel(said, Language.ENGLISH, ORGANISER, *TO, is_example=True))


def the_event(calendar: Calendar) -> Event:
    (event,) = calendar.events
    return event


def test_a_request_is_what_the_feed_says_with_its_reader_as_attendee():
    said = the_moved_hearing()
    feed = a_feed(a_hearing(slot=said.entry.slot), before=[said], now=CHANGED)
    published = the_event(
        Calendar.from_ical(ical.write(feed, Language.ENGLISH, organiser=ORGANISER))
    )
    calendar = request(said)
    event = the_event(calendar)

    assert calendar["METHOD"] == "REQUEST"
    assert event["ATTENDEE"] == f"mailto:{TO[0]}"
    assert event["ATTENDEE"].params["CN"] == TO[1]
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert {name: value.to_ical() for name, value in event.items() if name != "ATTENDEE"} == {
        name: value.to_ical() for name, value in published.items()
    }
    assert event["SEQUENCE"] == 1


def test_what_is_cancelled_is_not_requested():
    with pytest.raises(InvalidValue):
        request(the_cancelled_hearing())


def test_a_cancellation_that_the_feed_counted_has_its_version():
    said = the_cancelled_hearing()
    event = the_event(cancel(said))

    assert (event["UID"], event["SEQUENCE"]) == (said.uid, 1)
    assert event["STATUS"] == "CANCELLED"


def test_a_cancellation_ahead_of_the_feed_is_one_version_above_it():
    said = the_moved_hearing()
    calendar = cancel(said)
    event = the_event(calendar)

    assert calendar["METHOD"] == "CANCEL"
    assert (event["UID"], event["SEQUENCE"]) == (said.uid, said.sequence + 1)
    assert event["STATUS"] == "CANCELLED"
    assert event["TRANSP"] == "TRANSPARENT"
    assert "[CANCELLED]" in event["SUMMARY"]


@pytest.mark.parametrize("language", Language)
def test_the_words_are_in_the_language_of_the_reader(language):
    event = the_event(request(the_hearing(), language))

    assert event["SUMMARY"].params["LANGUAGE"] == str(language)
    assert request(the_hearing(), language)["PRODID"].endswith(f"//{language.upper()}")


def test_the_same_entry_gives_the_same_bytes():
    written = [
        itip.request(the_hearing(), Language.SPANISH, ORGANISER, *TO, is_example=False)
        for _ in range(2)
    ]

    assert written[0] == written[1]


def test_neither_name_nor_address_begins_a_line_of_its_own():
    said = the_hearing()
    data = itip.request(
        said, Language.ENGLISH, ORGANISER, TO[0], 'A"\r\nDTSTART:x', is_example=True
    )
    assert b"\r\nDTSTART:x" not in data

    with pytest.raises(ValueError, match="CR or LF"):
        itip.cancel(said, Language.ENGLISH, ORGANISER, "a@x\r\nUID:y", "A", is_example=True)


def test_an_address_without_a_name_has_none():
    said = replace(the_hearing(), sequence=7)
    calendar = Calendar.from_ical(
        itip.request(said, Language.ENGLISH, ORGANISER, TO[0], "", is_example=True)
    )

    assert "CN" not in the_event(calendar)["ATTENDEE"].params

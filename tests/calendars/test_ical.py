"""What a calendar file says of each entry, read back by the library's own parser."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from example_feeds import (
    CHANGED,
    MX,
    ORGANISER,
    PUBLISHED,
    a_feed,
    a_hearing,
    a_slot,
    an_eventful_feed,
)
from icalendar import Calendar, Event

from convoca.calendars import ical, words
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import ordinal_of_period
from convoca.services.audience import PUBLIC, SECRETARIAT
from convoca.services.feeds import CalendarEntry, EntryKind, Feed

ENGLISH = Language.ENGLISH


def written(feed: Feed, language: Language = ENGLISH) -> bytes:
    return ical.write(feed, language, organiser=ORGANISER)


def read(feed: Feed, language: Language = ENGLISH) -> Calendar:
    return Calendar.from_ical(written(feed, language))


def the_event(*entries: CalendarEntry, **feed: object) -> Event:
    (event,) = read(a_feed(*entries, **feed)).events
    return event


def the_visit(**changes: object) -> CalendarEntry:
    days = {"first_day": date(2026, 7, 20), "last_day": date(2026, 7, 31)}
    return a_hearing(kind=EntryKind.VISIT, slot=None, **{**days, **changes})


@pytest.mark.parametrize("language", Language)
def test_the_calendar_names_itself_and_is_read_again_every_hour(language):
    calendar = read(a_feed(a_hearing()), language)

    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["PRODID"] == f"-//Convoca//Calendars 1//{language.upper()}"
    assert "UID" not in calendar  # vdirsyncer would take it for that of every event
    assert calendar["NAME"] == calendar["X-WR-CALNAME"]
    assert "901" in calendar["NAME"]
    assert calendar["REFRESH-INTERVAL"].to_ical() == b"PT1H"
    assert calendar["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert calendar["X-PUBLISHED-TTL"] == "PT1H"
    assert calendar["LAST-MODIFIED"].dt == PUBLISHED


def test_the_secretariats_calendar_has_another_name():
    public, secretariat = (
        read(a_feed(a_hearing(), audience=audience)) for audience in (PUBLIC, SECRETARIAT)
    )

    assert public["NAME"] != secretariat["NAME"]


@pytest.mark.parametrize("language", Language)
def test_the_calendar_of_all_periods_is_called_so_and_its_time_limits_name_theirs(language):
    limit = CalendarEntry(
        subject="deadline:request_is_in_time:64.2:901",
        kind=EntryKind.DEADLINE,
        first_day=date(2026, 5, 31),
        last_day=date(2026, 5, 31),
        rule="request_is_in_time",
        articles=("64.2",),
        number=901,
    )
    feed = a_feed(limit, is_example=False)
    calendar = read(
        replace(feed, projection=replace(feed.projection, period_number=None)), language
    )

    assert calendar["NAME"] == text("Periods of sessions", language)
    (event,) = calendar.events
    assert event["SUMMARY"].endswith(f" · {ordinal_of_period(901, language)}")


def test_a_hearing_is_written_in_utc_with_its_end():
    event = the_event(a_hearing(slot=a_slot(date(2026, 7, 21), 9, "America/Bogota", minutes=90)))

    assert event["DTSTART"].to_ical() == b"20260721T140000Z"
    assert event["DTEND"].to_ical() == b"20260721T153000Z"
    assert "DURATION" not in event


def test_whole_days_end_the_day_after_and_leave_people_free():
    event = the_event(the_visit())

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 7, 20), date(2026, 8, 1))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["TRANSP"] == "TRANSPARENT"


@pytest.mark.parametrize(
    ("day", "hour", "zone", "start"),
    [
        (date(2026, 3, 7), 9, "America/New_York", "20260307T140000Z"),
        (date(2026, 3, 8), 9, "America/New_York", "20260308T130000Z"),
        (date(2026, 10, 31), 9, "America/New_York", "20261031T130000Z"),
        (date(2026, 11, 1), 9, "America/New_York", "20261101T140000Z"),
        (date(2026, 4, 4), 9, "America/Santiago", "20260404T120000Z"),
        (date(2026, 4, 5), 9, "America/Santiago", "20260405T130000Z"),
        (date(2026, 9, 5), 9, "America/Santiago", "20260905T130000Z"),
        (date(2026, 9, 6), 9, "America/Santiago", "20260906T120000Z"),
    ],
)
def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change(day, hour, zone, start):
    assert the_event(a_hearing(slot=a_slot(day, hour, zone)))["DTSTART"].to_ical().decode() == start


def test_every_event_has_an_organiser_and_nobody_is_invited():
    """RFC 5546 §3.2.1."""
    for event in read(an_eventful_feed(SECRETARIAT)).events:
        assert event["ORGANIZER"] == f"mailto:{ORGANISER.email}"
        assert event["ORGANIZER"].params["CN"] == ORGANISER.name
        assert "ATTENDEE" not in event


def test_a_revision_is_dated_by_its_change_and_not_by_the_clock():
    feed = an_eventful_feed(PUBLIC)
    dates = {said.uid: said.revised_at for said in feed.entries}

    for event in read(feed).events:
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == dates[event["UID"]]
    assert set(dates.values()) == {PUBLISHED, CHANGED}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("audience", [PUBLIC, SECRETARIAT], ids=str)
def test_the_same_feed_gives_the_same_bytes(audience, language):
    first = written(an_eventful_feed(audience), language)
    ical._event.cache_clear()

    assert written(an_eventful_feed(audience), language) == first


def test_a_kept_rendering_is_not_mistaken_for_another():
    feed = a_feed(a_hearing())
    renamed = a_feed(a_hearing(title="Renamed"), before=feed.entries, now=PUBLISHED)

    assert b"Renamed" not in written(feed)
    assert b"Renamed" in written(renamed)
    assert b"LANGUAGE=pt" in written(renamed, Language.PORTUGUESE)
    assert b"[EXAMPLE]" not in written(a_feed(a_hearing(), is_example=False))


def test_a_cancelled_hearing_says_so_in_words_and_frees_the_hour():
    feed = a_feed(a_hearing())
    cancelled = a_hearing(is_cancelled=True)

    event = the_event(cancelled, before=feed.entries, now=CHANGED, is_example=False)

    assert (event["STATUS"], event["SEQUENCE"], event["TRANSP"]) == ("CANCELLED", 1, "TRANSPARENT")
    assert event["SUMMARY"] == f"[CANCELLED] {cancelled.title}"
    assert event["X-MICROSOFT-CDO-BUSYSTATUS"] == "FREE"


def test_a_hearing_that_takes_place_takes_the_hour():
    event = the_event(a_hearing())

    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "OPAQUE")
    assert "X-MICROSOFT-CDO-BUSYSTATUS" not in event


def test_a_provisional_hearing_is_tentative():
    event = the_event(a_hearing(is_provisional=True))

    assert event["STATUS"] == "TENTATIVE"
    assert "Provisional" in event["DESCRIPTION"]


def test_a_moved_hearing_tells_its_former_hour():
    feed = a_feed(a_hearing())
    moved = a_hearing(slot=a_slot(date(2026, 7, 22), 15))

    event = the_event(moved, before=feed.entries, now=CHANGED)

    former = words.moment(datetime(2026, 7, 21, 14, tzinfo=UTC), "America/Bogota", ENGLISH)
    assert f"Moved from: {former}" in event["DESCRIPTION"].splitlines()
    assert event["SEQUENCE"] == 1


def test_the_description_begins_with_the_hour_at_the_venue_in_washington_and_in_utc():
    start = datetime(2026, 7, 21, 14, tzinfo=UTC)

    lines = the_event(a_hearing())["DESCRIPTION"].splitlines()

    zones = ("America/Bogota", "America/New_York", "UTC")
    assert lines[:3] == [words.moment(start, zone, ENGLISH) for zone in zones]


def test_the_hour_at_the_seat_is_told_once():
    slot = a_slot(date(2026, 7, 21), 9, "America/New_York")

    lines = the_event(a_hearing(slot=slot, states=()))["DESCRIPTION"].splitlines()

    assert lines == [words.moment(slot.start, zone, ENGLISH) for zone in (slot.zone, "UTC")]


def test_a_time_limit_is_worded_with_its_article():
    limit = CalendarEntry(
        subject="limit",
        kind=EntryKind.DEADLINE,
        first_day=date(2026, 5, 31),
        last_day=date(2026, 5, 31),
        rule="request_is_in_time",
        articles=("64.2", "66.1"),
    )

    event = the_event(limit, is_example=False)

    rule = words.rule_title("request_is_in_time", ENGLISH)
    assert event["SUMMARY"] == f"Last day: {rule} (Art. 64.2 and 66.1)"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 5, 31), date(2026, 6, 1))
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_time_limit_by_the_minute_takes_no_time_either():
    assert the_event(a_hearing(kind=EntryKind.DEADLINE))["TRANSP"] == "TRANSPARENT"


def test_an_untitled_entry_is_called_what_it_is():
    state = words.state_name(MX, ENGLISH)

    assert the_event(a_hearing(title=""), is_example=False)["SUMMARY"] == f"Hearing: {state}"
    assert the_event(the_visit(title=""), is_example=False)["SUMMARY"] == (
        f"On-site observation: {state}"
    )
    session = a_hearing(kind=EntryKind.SESSION, title="", number=3, states=())
    assert the_event(session, is_example=False)["SUMMARY"] == "Session 3"


def test_an_example_is_plainly_marked_everywhere():
    calendar = read(an_eventful_feed(SECRETARIAT))

    assert calendar["NAME"].startswith("[EXAMPLE] ")
    assert all(event["SUMMARY"].startswith("[EXAMPLE] ") for event in calendar.events)


def test_a_private_hearing_is_labelled_before_the_secretariat():
    event = the_event(a_hearing(is_private=True), audience=SECRETARIAT)

    assert event["CLASS"] == "CONFIDENTIAL"
    assert "Private" in event["DESCRIPTION"]
    assert the_event(a_hearing())["CLASS"] == "PUBLIC"


@pytest.mark.parametrize("language", Language)
def test_all_words_carry_their_language(language):
    for event in read(an_eventful_feed(SECRETARIAT), language).events:
        worded = [event[name] for name in ("SUMMARY", "DESCRIPTION", "CATEGORIES")]
        assert {value.params["LANGUAGE"] for value in worded} == {str(language)}


def test_a_place_is_room_then_venue_and_absent_where_unknown():
    assert the_event(a_hearing())["LOCATION"] == "Sala 1, Universidad de Ejemplo, Bogotá"
    assert "LOCATION" not in the_event(a_hearing(room="", place=""))


def test_the_subject_is_never_written():
    """It is a key of the store, by which two feeds could be joined."""
    assert b"secret-key" not in written(a_feed(a_hearing("secret-key")))


def test_an_empty_feed_is_still_a_calendar():
    calendar = read(a_feed())

    assert calendar.events == []
    assert calendar["VERSION"] == "2.0"


def test_a_changed_organiser_is_written_at_once():
    feed = a_feed(a_hearing())
    written(feed)

    other = ical.write(feed, ENGLISH, organiser=replace(ORGANISER, email="other@example.org"))

    (event,) = Calendar.from_ical(other).events
    assert event["ORGANIZER"] == "mailto:other@example.org"

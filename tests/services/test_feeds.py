"""A feed remembers what it said: the stories of one hearing, told to one audience."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count

import pytest

from convoca.domain.errors import InvalidValue
from convoca.domain.slot import Slot
from convoca.services.audience import PUBLIC, SECRETARIAT, Audience
from convoca.services.feeds import (
    NEVER_REVISED,
    CalendarEntry,
    CalendarProjection,
    EntryKind,
    EntryStatus,
    Feed,
    next_feed,
)

FIRST = datetime(2027, 1, 10, 9, tzinfo=UTC)
LATER = datetime(2027, 1, 11, 9, tzinfo=UTC)
LATER_STILL = datetime(2027, 1, 12, 9, tzinfo=UTC)
LAST_DAY_OF_PERIOD = datetime(2027, 3, 13, 4, 59, tzinfo=UTC)  # 12 March, 23:59 at the seat
DAY_AFTER_PERIOD = datetime(2027, 3, 13, 5, tzinfo=UTC)

NINE = Slot.local(date(2027, 3, 8), time(9), minutes=60, zone="America/New_York")
ELEVEN = Slot.local(date(2027, 3, 8), time(11), minutes=60, zone="America/New_York")

HEARING = CalendarEntry(
    subject="hearing:1",
    kind=EntryKind.HEARING,
    title="Example hearing",
    slot=NINE,
    place="Washington, DC",
    room="Room A",
)
DEADLINE = CalendarEntry(
    subject="notice:1",
    kind=EntryKind.DEADLINE,
    first_day=date(2027, 2, 8),
    last_day=date(2027, 2, 8),
    rule="notice_is_in_time",
    articles=("64.4",),
)


class Teller:
    """Keeps what one feed said, and says it on."""

    def __init__(self, audience: Audience = PUBLIC) -> None:
        self._audience = audience
        self._feed: Feed | None = None
        self._uids: Iterator[int] = count(1)

    def tell(self, *entries: CalendarEntry, now: datetime = FIRST) -> Feed:
        projection = CalendarProjection(
            audience=self._audience,
            period_number=901,
            period_opens=date(2027, 3, 1),
            period_closes=date(2027, 3, 12),
            is_example=True,
            entries=entries,
        )
        self._feed = next_feed(
            projection,
            self._feed.entries if self._feed else (),
            feed_uid="feed",
            now=now,
            new_uid=lambda: f"uid-{next(self._uids)}",
        )
        return self._feed


def test_a_new_hearing_is_confirmed_at_sequence_0():
    (said,) = Teller().tell(HEARING).entries

    assert (said.uid, said.sequence, said.status) == ("uid-1", 0, EntryStatus.CONFIRMED)
    assert (said.revised_at, said.moved_from) == (FIRST, None)


def test_the_same_data_later_is_the_same_feed():
    teller = Teller()

    assert teller.tell(HEARING, DEADLINE) == teller.tell(HEARING, DEADLINE, now=LATER)


def test_the_order_of_the_projection_does_not_matter():
    teller = Teller()

    first = teller.tell(HEARING, DEADLINE)

    assert teller.tell(DEADLINE, HEARING).entries == first.entries


@pytest.mark.parametrize(
    ("change", "rises"),
    [
        pytest.param({"slot": ELEVEN}, True, id="another-hour"),
        pytest.param({"place": "Bogotá"}, True, id="another-place"),
        pytest.param({"is_cancelled": True}, True, id="cancelled"),
        pytest.param({"is_provisional": True}, True, id="provisional"),
        pytest.param({"title": "Renamed"}, False, id="renamed"),
        pytest.param({"room": "Room B"}, False, id="another-room"),
        pytest.param({"panel": ("Example Member",)}, False, id="another-panel"),
    ],
)
def test_sequence_rises_with_time_status_and_place_alone(change, rises):
    """RFC 5546 §2.1.4; other words only change the date of the revision."""
    teller = Teller()
    teller.tell(HEARING)

    (said,) = teller.tell(replace(HEARING, **change), now=LATER).entries

    assert (said.uid, said.sequence, said.revised_at) == ("uid-1", int(rises), LATER)


def test_the_zone_by_another_name_is_no_move():
    teller = Teller()
    teller.tell(HEARING)
    same_instant = replace(NINE, zone="America/Toronto")

    (said,) = teller.tell(replace(HEARING, slot=same_instant), now=LATER).entries

    assert (said.sequence, said.moved_from, said.revised_at) == (0, None, LATER)


def test_a_moved_hearing_says_where_it_was():
    teller = Teller()
    teller.tell(HEARING)

    (moved,) = teller.tell(replace(HEARING, slot=ELEVEN), now=LATER).entries
    (renamed,) = teller.tell(replace(HEARING, slot=ELEVEN, title="Renamed")).entries

    assert (moved.uid, moved.sequence, moved.moved_from) == ("uid-1", 1, NINE)
    assert (renamed.sequence, renamed.moved_from) == (1, NINE)


def test_a_hearing_moved_back_rises_again():
    teller = Teller()
    teller.tell(HEARING)
    teller.tell(replace(HEARING, slot=ELEVEN))

    (said,) = teller.tell(HEARING, now=LATER).entries

    assert (said.uid, said.sequence, said.moved_from) == ("uid-1", 2, ELEVEN)


def test_a_cancelled_hearing_taken_up_again_keeps_its_uid_and_rises():
    teller = Teller()
    teller.tell(HEARING)
    (cancelled,) = teller.tell(replace(HEARING, is_cancelled=True)).entries

    (again,) = teller.tell(HEARING).entries

    assert (cancelled.uid, cancelled.sequence) == ("uid-1", 1)
    assert (again.uid, again.sequence, again.status) == ("uid-1", 2, EntryStatus.CONFIRMED)


def test_a_provisional_hearing_is_tentative_until_it_is_not():
    teller = Teller()
    (tentative,) = teller.tell(replace(HEARING, is_provisional=True)).entries

    (confirmed,) = teller.tell(HEARING).entries

    assert (tentative.status, tentative.sequence) == (EntryStatus.TENTATIVE, 0)
    assert (confirmed.status, confirmed.sequence) == (EntryStatus.CONFIRMED, 1)


def test_in_public_what_turns_private_vanishes_and_comes_back_as_another():
    teller = Teller(PUBLIC)
    teller.tell(HEARING, DEADLINE)

    private = teller.tell(DEADLINE, now=LATER)
    public_again = teller.tell(HEARING, DEADLINE, now=LATER_STILL)

    assert [said.entry for said in private.entries] == [DEADLINE]
    assert [(said.uid, said.sequence) for said in public_again.entries] == [
        ("uid-1", 0),
        ("uid-3", 0),
    ]


def test_before_the_secretariat_what_disappears_is_cancelled_once():
    teller = Teller(SECRETARIAT)
    teller.tell(HEARING)

    (gone,) = teller.tell(now=LATER).entries
    (still_gone,) = teller.tell(now=LATER_STILL).entries

    assert (gone.uid, gone.status, gone.sequence) == ("uid-1", EntryStatus.CANCELLED, 1)
    assert still_gone == gone


def test_before_the_secretariat_what_reappears_is_the_same():
    teller = Teller(SECRETARIAT)
    teller.tell(HEARING)
    teller.tell()

    (back,) = teller.tell(HEARING).entries

    assert (back.uid, back.status, back.sequence) == ("uid-1", EntryStatus.CONFIRMED, 2)


@pytest.mark.parametrize("audience", [PUBLIC, SECRETARIAT], ids=str)
def test_a_deadline_that_no_longer_follows_vanishes(audience):
    teller = Teller(audience)
    teller.tell(HEARING, DEADLINE)

    assert [said.entry for said in teller.tell(HEARING).entries] == [HEARING]


@pytest.mark.parametrize("audience", [PUBLIC, SECRETARIAT], ids=str)
@pytest.mark.parametrize(
    ("now", "stays"),
    [
        pytest.param(LAST_DAY_OF_PERIOD, True, id="last-minute-of-the-period"),
        pytest.param(DAY_AFTER_PERIOD, False, id="day-after"),
    ],
)
def test_what_is_cancelled_stays_until_the_period_is_over(audience, now, stays):
    teller = Teller(audience)
    teller.tell(HEARING)

    assert bool(teller.tell(replace(HEARING, is_cancelled=True), now=now).entries) is stays


def test_what_is_not_cancelled_stays_when_the_period_is_over():
    teller = Teller()
    feed = teller.tell(HEARING)

    assert teller.tell(HEARING, now=DAY_AFTER_PERIOD) == feed


def test_a_cancelled_visit_after_the_period_stays_until_its_own_last_day():
    visit = CalendarEntry(
        subject="visit:1",
        kind=EntryKind.VISIT,
        first_day=date(2027, 4, 5),
        last_day=date(2027, 4, 9),
        is_cancelled=True,
    )
    teller = Teller()

    assert teller.tell(visit, now=datetime(2027, 4, 9, 12, tzinfo=UTC)).entries
    assert not teller.tell(visit, now=datetime(2027, 4, 10, 12, tzinfo=UTC)).entries


def test_a_feed_is_as_new_as_its_newest_entry():
    teller = Teller()
    teller.tell(HEARING, DEADLINE)

    assert teller.tell(replace(HEARING, title="Renamed"), DEADLINE, now=LATER).revised_at == LATER


def test_an_empty_feed_is_always_the_same():
    assert Teller().tell(now=FIRST) == Teller().tell(now=LATER)
    assert Teller().tell().revised_at == NEVER_REVISED


def test_a_revision_is_dated_in_whole_seconds():
    (said,) = Teller().tell(HEARING, now=FIRST.replace(microsecond=999_999)).entries

    assert said.revised_at == FIRST


def test_a_subject_cannot_stand_twice():
    with pytest.raises(InvalidValue):
        Teller().tell(HEARING, replace(HEARING, title="Twin"))


def test_the_span_of_whole_days_ends_the_day_after():
    entry = replace(HEARING, slot=None, first_day=date(2027, 7, 20), last_day=date(2027, 7, 31))

    assert entry.span == (date(2027, 7, 20), date(2027, 8, 1))


@pytest.mark.parametrize(
    "days",
    [
        pytest.param({}, id="no-time-at-all"),
        pytest.param({"first_day": date(2027, 3, 8)}, id="no-last-day"),
        pytest.param(
            {"first_day": date(2027, 3, 8), "last_day": date(2027, 3, 7)}, id="ends-before"
        ),
    ],
)
def test_an_entry_without_its_time_cannot_exist(days):
    with pytest.raises(InvalidValue):
        CalendarEntry(subject="x", kind=EntryKind.VISIT, **days)

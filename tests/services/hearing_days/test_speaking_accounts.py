"""The speaking clock: one turn at a time, and no second lost or counted twice."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.errors import NotAllowed, NotFound
from convoca.domain.hearing_day import HearingDay, Spoken
from convoca.domain.party import Side
from convoca.services.hearing_days.opening import close_hearing, open_hearing
from convoca.services.hearing_days.record import read_hearing_day
from convoca.services.hearing_days.speaking import (
    accounts,
    owed,
    running,
    spoken_in,
    start_turn,
    stop_clock,
)
from support.builders import a_hearing, a_period
from support.fake_store import NOW, FakeUnitOfWork

PERIOD = a_period()
HEARING = a_hearing(PERIOD)
ORDER = [0, 1, 2]


def prepared() -> FakeUnitOfWork:
    uow = FakeUnitOfWork()
    with uow:
        uow.periods.save(PERIOD)
        uow.hearings.save(HEARING)
        uow.commit(reason="Example")
    return uow


@pytest.fixture
def uow() -> FakeUnitOfWork:
    uow = prepared()
    open_hearing(HEARING.id, at=NOW, uow=uow)
    return uow


def after(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def day_of(uow: FakeUnitOfWork) -> HearingDay:
    with uow:
        return read_hearing_day(HEARING.id, uow=uow)


def start(uow: FakeUnitOfWork, turn: int, minute: float, *, heard_at: float = -1) -> HearingDay:
    now = after(max(minute, heard_at))
    key = day_of(uow).turns[turn].id
    return start_turn(HEARING.id, key, at=after(minute), now=now, uow=uow)


def test_nobody_speaks_before_the_hearing_opens_or_after_it_closed() -> None:
    uow = prepared()
    with pytest.raises(NotAllowed):
        start(uow, 0, 0)
    open_hearing(HEARING.id, at=NOW, uow=uow)
    close_hearing(HEARING.id, at=after(60), uow=uow)
    with pytest.raises(NotAllowed):
        start(uow, 0, 61)


def test_starting_a_turn_stops_the_one_that_ran(uow: FakeUnitOfWork) -> None:
    start(uow, 0, 0)
    day = start(uow, 1, 12)

    assert running(day) == day.turns[1]
    assert spoken_in(day.turns[0], after(30)) == timedelta(minutes=12)
    assert spoken_in(day.turns[1], after(30)) == timedelta(minutes=18)


def test_an_act_that_is_sent_twice_counts_once(uow: FakeUnitOfWork) -> None:
    first = start(uow, 0, 0)
    assert start(uow, 0, 5) == first

    stopped = stop_clock(HEARING.id, at=after(9), now=after(9), uow=uow)
    assert stop_clock(HEARING.id, at=after(9), now=after(20), uow=uow) == stopped


def test_what_was_pressed_without_a_connection_counts_from_when_it_was_pressed(
    uow: FakeUnitOfWork,
) -> None:
    start(uow, 0, 2, heard_at=10)
    day = stop_clock(HEARING.id, at=after(7), now=after(10), uow=uow)

    assert spoken_in(day.turns[0], after(10)) == timedelta(minutes=5)


def test_a_clock_that_is_wrong_never_counts_the_future_or_one_minute_twice(
    uow: FakeUnitOfWork,
) -> None:
    key = day_of(uow).turns[0].id
    start_turn(HEARING.id, key, at=after(500), now=after(1), uow=uow)
    stop_clock(HEARING.id, at=after(3), now=after(3), uow=uow)
    day = start_turn(HEARING.id, day_of(uow).turns[1].id, at=after(-90), now=after(4), uow=uow)

    assert spoken_in(day.turns[0], after(4)) == timedelta(minutes=2)
    assert spoken_in(day.turns[1], after(4)) == timedelta(minutes=1)


def spoken(day: HearingDay, minute: float) -> list[timedelta]:
    return [spoken_in(turn, after(minute)) for turn in day.turns[:3]]


def test_a_press_that_comes_late_leaves_what_others_pressed_after_it(uow: FakeUnitOfWork) -> None:
    """One clerk has no connection at minute 5, another starts the third turn at minute 11."""
    start(uow, 0, 0)
    start(uow, 2, 11)
    day = start(uow, 1, 5, heard_at=12)

    assert running(day) == day.turns[2]
    assert spoken(day, 12) == [timedelta(minutes=count) for count in (5, 6, 1)]


def test_a_press_that_is_sent_again_after_the_clock_was_stopped_starts_nothing(
    uow: FakeUnitOfWork,
) -> None:
    start(uow, 0, 1)
    stopped = stop_clock(HEARING.id, at=after(6), now=after(6), uow=uow)

    assert start(uow, 0, 1, heard_at=9) == stopped


def test_what_was_pressed_before_the_hearing_closed_counts_when_it_comes_after(
    uow: FakeUnitOfWork,
) -> None:
    start(uow, 0, 0)
    close_hearing(HEARING.id, at=after(30), uow=uow)
    day = start(uow, 1, 20, heard_at=31)

    assert spoken(day, 40)[:2] == [timedelta(minutes=20), timedelta(minutes=10)]
    assert running(day) is None


def test_a_turn_that_is_not_in_the_order_cannot_be_started(uow: FakeUnitOfWork) -> None:
    with pytest.raises(NotFound):
        start_turn(HEARING.id, PERIOD.id, at=NOW, now=NOW, uow=uow)


def test_turns_of_a_side_draw_on_one_account_and_an_overrun_is_told(uow: FakeUnitOfWork) -> None:
    start(uow, 0, 0)
    day = stop_clock(HEARING.id, at=after(28), now=after(28), uow=uow)

    asking, state, *_ = accounts(day, after(28))
    assert (asking.given, asking.over, asking.left) == (
        timedelta(minutes=25),
        timedelta(minutes=3),
        timedelta(),
    )
    assert (state.spoken, state.left, state.is_running) == (
        timedelta(),
        timedelta(minutes=25),
        False,
    )


def test_time_beyond_what_was_given_is_owed_to_the_other_side(uow: FakeUnitOfWork) -> None:
    start(uow, 0, 0)
    day = start(uow, 1, 28)
    assert owed(day, after(28)) == {Side.STATE: timedelta(minutes=3)}
    assert owed(day, after(28 + 25 + 3)) == {}
    assert owed(day, after(28 + 25 + 4)) == {Side.REQUESTER: timedelta(minutes=1)}


def test_a_bloc_has_an_account_of_its_own(uow: FakeUnitOfWork) -> None:
    day = day_of(uow)
    first, *others = day.turns
    apart = replace(day, turns=(replace(first, bloc="Example bloc"), *others))

    assert [(a.side, a.bloc) for a in accounts(apart, NOW)][:2] == [
        (Side.REQUESTER, "Example bloc"),
        (Side.STATE, ""),
    ]


Press = st.tuples(
    st.sampled_from([*ORDER, None]), st.integers(-30, 120), st.integers(min_value=0, max_value=30)
)


@given(st.lists(Press, max_size=12))
def test_whatever_is_pressed_in_whatever_order_every_minute_counts_once(
    presses: list[tuple[int | None, int, int]],
) -> None:
    """The sum over all turns is never more than the time since the opening, one turn runs at most."""
    uow = prepared()
    open_hearing(HEARING.id, at=NOW, uow=uow)
    now = NOW
    for turn, pressed, pause in presses:
        now += timedelta(minutes=pause)
        if turn is None:
            stop_clock(HEARING.id, at=after(pressed), now=now, uow=uow)
        else:
            key = day_of(uow).turns[turn].id
            start_turn(HEARING.id, key, at=after(pressed), now=now, uow=uow)
    day = day_of(uow)
    stretches: list[Spoken] = sorted(
        (s for turn in day.turns for s in turn.spoken), key=lambda s: (s.started, s.stopped or now)
    )
    assert sum(s.stopped is None for s in stretches) <= 1
    for one, following in pairwise(stretches):
        assert one.stopped is not None
        assert one.stopped <= following.started
    assert sum((spoken_in(t, now) for t in day.turns), timedelta()) <= now - NOW

"""Released hours that newer time-zone data would move are found, and nothing else is."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from convoca.domain.programme import ActivityKind
from convoca.domain.release import Manifest, Release, ReleasedEntry, ReleaseKind
from convoca.domain.slot import Slot
from convoca.services.time_zone_changes import ShiftedEntry, shifted_entries
from support.builders import ROOM, a_period
from support.fake_store import FakeUnitOfWork

HOUR = timedelta(hours=1)
TODAY = date(2027, 1, 4)
PERIOD = a_period()


def a_slot(
    day: date = date(2027, 3, 8), hour: int = 9, zone: str = "America/Havana", *, off: int = 0
) -> Slot:
    """A slot whose instant was ``off`` hours elsewhere by the data of its day."""
    slot = Slot.local(day, time(hour), minutes=60, zone=zone, second=False)
    return replace(slot, start=slot.start + off * HOUR, end=slot.end + off * HOUR)


def an_entry(slot: Slot, **changes: object) -> ReleasedEntry:
    entry = ReleasedEntry(
        activity=uuid4(), kind=ActivityKind.HEARING, title="Example", slot=slot, room=ROOM
    )
    return replace(entry, **changes)  # type: ignore[arg-type]


def a_release(
    number: int, *entries: ReleasedEntry, kind: ReleaseKind = ReleaseKind.PUBLIC
) -> Release:
    return Release(
        id=uuid4(),
        period=PERIOD.id,
        number=number,
        kind=kind,
        made_at=datetime(2027, 1, number, tzinfo=UTC),
        made_by="Example",
        entries=entries,
        manifest=Manifest(time_zones="2025.2"),
    )


def found(*releases: Release, today: date = TODAY) -> tuple[ShiftedEntry, ...]:
    uow = FakeUnitOfWork()
    with uow:
        uow.periods.save(PERIOD)
        for release in releases:
            uow.releases.save(release)
        uow.commit(reason="Example")
    return shifted_entries(today=today, uow=uow)


def test_an_hour_that_would_move_is_listed_with_both_instants():
    moved, same = an_entry(a_slot(off=1)), an_entry(a_slot())

    (shifted,) = found(a_release(1, moved, same))

    assert shifted.activity == moved.activity
    assert shifted.slot.start - HOUR == shifted.starts == a_slot().start
    assert (shifted.period_number, shifted.release) == (PERIOD.number, 1)
    assert shifted.time_zones == "2025.2"


@pytest.mark.parametrize("second", [False, True])
def test_an_hour_that_the_clocks_show_twice_may_be_either(second):
    slot = Slot.local(
        date(2027, 11, 7), time(1, 30), minutes=30, zone="America/New_York", second=second
    )

    assert found(a_release(1, an_entry(slot))) == ()


def test_an_hour_that_the_clocks_skip_by_now_has_no_instant():
    slot = replace(a_slot(date(2027, 3, 14), 3, "America/New_York"), wall_time=time(2, 30))

    (shifted,) = found(a_release(1, an_entry(slot)))

    assert shifted.starts is None


def test_what_is_over_or_cancelled_moves_nobody():
    moved = a_slot(off=1)

    assert found(a_release(1, an_entry(moved, is_cancelled=True))) == ()
    assert found(a_release(1, an_entry(moved)), today=moved.wall_date + timedelta(days=1)) == ()
    assert len(found(a_release(1, an_entry(moved)), today=moved.wall_date)) == 1


def test_the_newest_release_of_each_kind_counts_and_each_hour_once():
    old, new = an_entry(a_slot(off=1)), an_entry(a_slot(hour=10, off=1))

    shifted = found(
        a_release(1, old),
        a_release(2, new, kind=ReleaseKind.NOTIFIED),
        a_release(3, new),
    )

    assert [each.activity for each in shifted] == [new.activity]

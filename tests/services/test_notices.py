"""Which notice counts once a hearing moved, moved back, or was announced twice (Arts. 64.4, 66.5)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4

import pytest

from convoca.domain.finding import Verdict
from convoca.domain.programme import ServiceOfNotice
from convoca.domain.slot import SEAT_ZONE, Slot
from convoca.services.hearings import latest_notices
from convoca.services.period_file import PeriodFile
from convoca.services.problems import notice_findings
from support.builders import OTHER_ROOM, a_hearing, a_period, a_placement

PERIOD = a_period()
HEARING = a_hearing(PERIOD)
PARTY = HEARING.parties[0].key
MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)
EARLY, LATER, LATE = date(2027, 1, 20), date(2027, 2, 1), date(2027, 2, 20)
PLACE = "Example building, Washington, DC"


def told(served_on: date, day: date = MONDAY, hour: int = 9, **changes: object) -> ServiceOfNotice:
    made = ServiceOfNotice(
        id=uuid4(), hearing=HEARING.id, party=PARTY, served_on=served_on, hearing_day=day,
        hearing_hour=time(hour), hearing_place=PLACE,
    )  # fmt: skip
    return replace(made, **changes)


def verdict(*notices: ServiceOfNotice, **changes: object) -> Verdict:
    """Judge the first party's notice of a hearing on Monday at 9."""
    file = PeriodFile(
        period=PERIOD,
        hearings=(HEARING,),
        placements={HEARING.id: a_placement(HEARING, **changes)},
        services_of_notice=notices,
    )
    return next(notice_findings(file, HEARING, MONDAY, date(2027, 2, 25)))[1].verdict


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        pytest.param([told(EARLY)], Verdict.MET, id="told"),
        pytest.param([told(EARLY, TUESDAY)], Verdict.BREACHED, id="told-another-day"),
        pytest.param([told(EARLY, hour=10)], Verdict.BREACHED, id="told-another-hour"),
        pytest.param([told(EARLY, hearing_place="Lima")], Verdict.BREACHED, id="another-place"),
        pytest.param([told(EARLY, hearing_hour=None)], Verdict.MET, id="hour-not-on-record"),
        pytest.param(
            [told(EARLY), told(LATER, TUESDAY)], Verdict.BREACHED, id="moved-back-and-not-told"
        ),
        pytest.param(
            [told(EARLY), told(LATER, TUESDAY), told(LATE)], Verdict.BREACHED, id="told-late-again"
        ),
        pytest.param(
            [told(EARLY), told(LATER, hour=10), told(LATE)], Verdict.BREACHED, id="hour-and-back"
        ),
        pytest.param([told(EARLY), told(LATE)], Verdict.MET, id="reminded"),
    ],
)
def test_the_first_notice_of_what_was_announced_last_counts(
    notices: list[ServiceOfNotice], expected: Verdict
) -> None:
    assert verdict(*notices) is expected


def test_another_hour_of_the_same_day_needs_another_notice() -> None:
    afternoon = Slot.local(MONDAY, time(15), minutes=60, zone=SEAT_ZONE)

    assert verdict(told(EARLY), slot=afternoon) is Verdict.BREACHED
    assert verdict(told(EARLY), told(LATER, hour=15), slot=afternoon) is Verdict.MET


def test_another_room_of_the_same_venue_needs_none() -> None:
    assert verdict(told(EARLY), room=OTHER_ROOM) is Verdict.MET


def test_circumstances_recorded_with_a_second_notice_cure_the_first() -> None:
    urgent = {"exceptional_circumstances": "an urgent risk", "authority": "the President"}

    assert verdict(told(LATE)) is Verdict.BREACHED
    assert verdict(told(LATE), told(date(2027, 2, 22), **urgent)) is Verdict.WAIVED
    (counted,) = latest_notices(HEARING, [told(LATE), told(date(2027, 2, 22), **urgent)]).values()
    assert (counted.served_on, counted.authority) == (LATE, "the President")


def by_mail(hour: int, day: date = MONDAY, **changes: object) -> tuple[ServiceOfNotice, datetime]:
    """Return a service of notice by mail on an early day, with the instant of its delivery."""
    at = datetime(EARLY.year, EARLY.month, EARLY.day, hour, tzinfo=UTC)
    return told(EARLY, day, delivery=uuid4(), **changes), at


@pytest.mark.parametrize("moved_first", [True, False])
def test_of_two_notices_of_one_day_the_one_sent_later_counts(moved_first: bool) -> None:
    """Whatever their ids: a party that was told of Tuesday after Monday expects Tuesday."""
    monday, tuesday = by_mail(15, id=UUID(int=2)), by_mail(20, TUESDAY, id=UUID(int=1))
    if moved_first:
        monday, tuesday = by_mail(20, id=UUID(int=1)), by_mail(15, TUESDAY, id=UUID(int=2))
    served_at = {service.delivery: at for service, at in (monday, tuesday) if service.delivery}
    found = latest_notices(HEARING, [monday[0], tuesday[0]], served_at=served_at)
    assert found[PARTY] == (monday if moved_first else tuesday)[0]


def test_what_was_told_before_a_cancellation_counts_no_more() -> None:
    """Nor does the month run from it once the hearing is convoked for the same hour again."""
    ended = {PARTY: (datetime(2027, 1, 25, 15, tzinfo=UTC),)}
    assert latest_notices(HEARING, [told(EARLY)], ended=ended) == {}
    again = told(LATE)
    assert latest_notices(HEARING, [told(EARLY), again], ended=ended) == {PARTY: again}
    assert latest_notices(HEARING, [told(EARLY), again], ended={})[PARTY].served_on == EARLY

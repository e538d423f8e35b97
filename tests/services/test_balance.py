"""What was asked for beside what was granted."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from convoca.domain.hearing import Dimension, Hearing, HearingKind, HearingStatus
from convoca.domain.hearing_request import ActivityWanted, HearingRequest
from convoca.domain.identifiers import HearingId, HearingRequestId, StateCode
from convoca.domain.language import Language
from convoca.domain.member_state import REGION_OF, Region
from convoca.services.balance import Share, balance
from convoca.services.period_file import PeriodFile
from support.builders import a_period

PERIOD = a_period()


def a_request(
    number: int, *states: str, wanted: ActivityWanted = ActivityWanted.HEARING
) -> HearingRequest:
    return HearingRequest(
        id=HearingRequestId(UUID(int=number)),
        period=PERIOD.id,
        reference=f"Example {number}",
        received=datetime(2027, 1, 4, 12, tzinfo=UTC),
        title=f"Example {number}",
        kind=HearingKind.CASE,
        wanted=wanted,
        states=tuple(StateCode(state) for state in states),
        languages=(Language.SPANISH,),
    )


def a_hearing(number: int, *states: str) -> Hearing:
    return Hearing(
        id=HearingId(UUID(int=number)),
        period=PERIOD.id,
        title=f"Example {number}",
        kind=HearingKind.CASE,
        states=tuple(StateCode(state) for state in states),
    )


def shares(file: PeriodFile, dimension: Dimension) -> dict[str, Share]:
    return {share.key: share for share in balance(file) if share.dimension is dimension}


def test_a_state_that_gets_less_than_it_asked_for_has_a_negative_shift() -> None:
    file = PeriodFile(
        period=PERIOD,
        requests=(a_request(1, "MX"), a_request(2, "MX"), a_request(3, "MX"), a_request(4, "HT")),
        hearings=(a_hearing(11, "MX"), a_hearing(12, "HT")),
    )

    found = shares(file, Dimension.STATE)

    assert (found["MX"].requested, found["MX"].granted, found["MX"].shift) == (3, 1, -0.25)
    assert (found["HT"].requested, found["HT"].granted, found["HT"].shift) == (1, 1, 0.25)
    assert list(found) == ["MX", "HT"]


def test_two_states_of_one_region_count_once_for_it() -> None:
    file = PeriodFile(period=PERIOD, requests=(a_request(1, "MX", "GT"), a_request(2, "US")))

    found = shares(file, Dimension.REGION)

    assert found[Region.CENTRAL_AMERICA].requested == 1
    assert found[Region.CENTRAL_AMERICA].part_of_requested == 0.5
    assert found[Region.CENTRAL_AMERICA].shift is None


def test_working_meetings_and_cancelled_hearings_do_not_count() -> None:
    cancelled = replace(a_hearing(11, "MX"), status=HearingStatus.CANCELLED)
    meeting = a_request(1, "MX", wanted=ActivityWanted.WORKING_MEETING)

    assert not balance(PeriodFile(period=PERIOD, requests=(meeting,), hearings=(cancelled,)))


def test_every_member_state_has_its_region() -> None:
    assert len(REGION_OF) == 35

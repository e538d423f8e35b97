"""Both ends of each time limit of petitions, article by article, against tables and a peer's calendar."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Verdict
from convoca.domain.petition_step import PetitionStep
from convoca.rules.petition_time_limits import (
    may_be_set,
    petition_step_is_in_time,
    petition_time_limit,
    petition_time_limits,
)

START = date(2027, 1, 15)
STEPS = PetitionStep
#: Step, months to the last day, months to the latest one, articles: read from the Rules since 2013.
TABLE = [
    (STEPS.STATE_RESPONSE, 3, 4, ["30.3"]),
    (STEPS.PETITIONER_OBSERVATIONS, 4, 6, ["37.1", "37.2"]),
    (STEPS.STATE_OBSERVATIONS, 4, 6, ["37.1", "37.2"]),
    (STEPS.POSITION_ON_REFERRAL, 1, None, ["44.3"]),
    (STEPS.REFERRAL_TO_THE_COURT, 3, None, ["46.1"]),
    (STEPS.FINAL_REPORT, 3, None, ["47.1"]),
    (STEPS.REPLY_TO_THE_ANNUAL_REPORT, 1, None, ["59.10"]),
    (STEPS.OBSERVATIONS_ON_A_STATE_REPORT, None, None, ["60.b"]),
]


def test_the_table_holds_every_step():
    assert [row[0] for row in TABLE] == list(PetitionStep)
    assert [limit.step for limit in petition_time_limits(START)] == list(PetitionStep)


@pytest.mark.parametrize(("step", "months", "longest", "articles"), TABLE)
def test_both_ends_and_the_articles_of_a_time_limit(step, months, longest, articles):
    limit = petition_time_limit(step, starts=START)

    assert limit.last_day == (START + relativedelta(months=months) if months else None)
    assert limit.latest_day == (START + relativedelta(months=longest) if longest else None)
    assert [str(citation) for citation in limit.citations] == articles
    assert limit.other_reading is None
    assert all(number.verified for number in (limit.provision, limit.longest) if number)


@pytest.mark.parametrize(
    ("starts", "months", "longest", "verified"),
    [
        pytest.param(date(2013, 7, 31), 2, 3, False, id="the-day-before-the-reform"),
        pytest.param(date(2013, 8, 1), 3, 4, True, id="the-day-of-the-reform"),
    ],
)
def test_the_response_of_the_state_had_less_time_before_the_reform(
    starts, months, longest, verified
):
    limit = petition_time_limit(STEPS.STATE_RESPONSE, starts=starts)

    assert limit.last_day == starts + relativedelta(months=months)
    assert limit.latest_day == starts + relativedelta(months=longest)
    assert limit.provision
    assert limit.provision.verified is verified


def counted_back(start: date, months: int) -> date:
    """The last day that, months back by the peer's calendar, is the start or before: tried one by one."""
    day = start + relativedelta(months=months)
    while day + timedelta(days=1) - relativedelta(months=months) <= start:
        day += timedelta(days=1)
    return day


@given(st.dates(date(2013, 8, 1), date(2150, 1, 1)), st.sampled_from(TABLE[:-1]))
def test_days_are_those_of_the_peer_counted_both_ways(start, row):
    step, months, longest, _ = row
    limit = petition_time_limit(step, starts=start)

    forward, back = start + relativedelta(months=months), counted_back(start, months)
    assert limit.readings == tuple(dict.fromkeys((forward, back)))
    assert limit.last_day == forward
    if longest:
        assert limit.latest_day == start + relativedelta(months=longest)
        assert limit.latest_other_reading in {None, counted_back(start, longest)}


def test_what_falls_between_two_readings_is_left_open():
    step, end_of_february = STEPS.POSITION_ON_REFERRAL, date(2027, 2, 28)

    def verdict(day: int) -> Verdict:
        return petition_step_is_in_time(
            step=step, starts=end_of_february, acted_on=date(2027, 3, day), today=date(2027, 5, 1)
        ).verdict

    assert [verdict(28), verdict(29), verdict(31)] == [
        Verdict.MET,
        Verdict.UNDETERMINED,
        Verdict.UNDETERMINED,
    ]
    april = petition_step_is_in_time(
        step=step, starts=end_of_february, acted_on=date(2027, 4, 1), today=date(2027, 5, 1)
    )
    assert april.verdict is Verdict.BREACHED


@pytest.mark.parametrize("step", PetitionStep)
def test_another_day_is_set_only_where_the_rules_let_it(step):
    later = date(2027, 4, 30)

    assert may_be_set(step) is (
        step
        in {
            STEPS.STATE_RESPONSE,
            STEPS.PETITIONER_OBSERVATIONS,
            STEPS.STATE_OBSERVATIONS,
            STEPS.REFERRAL_TO_THE_COURT,
            STEPS.OBSERVATIONS_ON_A_STATE_REPORT,
        }
    )
    if may_be_set(step):
        limit = petition_time_limit(step, starts=START, set_to=later)
        assert limit.holds_until == later
    else:
        with pytest.raises(InvalidValue, match="no extension"):
            petition_time_limit(step, starts=START, set_to=later)


def test_a_time_limit_does_not_end_before_it_begins():
    with pytest.raises(InvalidValue, match="before it begins"):
        petition_time_limit(STEPS.STATE_RESPONSE, starts=START, set_to=date(2027, 1, 14))


@pytest.mark.parametrize(
    ("set_to", "acted_on", "verdict"),
    [
        pytest.param(date(2027, 5, 15), date(2027, 5, 15), Verdict.MET, id="at-the-ceiling"),
        pytest.param(date(2027, 5, 16), date(2027, 4, 1), Verdict.BREACHED, id="beyond-it"),
        pytest.param(date(2027, 5, 1), date(2027, 5, 2), Verdict.BREACHED, id="after-what-was-set"),
    ],
)
def test_an_extension_holds_up_to_its_ceiling(set_to, acted_on, verdict):
    finding = petition_step_is_in_time(
        step=STEPS.STATE_RESPONSE,
        starts=START,
        set_to=set_to,
        acted_on=acted_on,
        today=date(2027, 6, 1),
    )

    assert finding.verdict is verdict


def test_the_final_report_waits_for_the_end_of_the_time():
    limit = petition_time_limit(STEPS.FINAL_REPORT, starts=START)

    assert (limit.last_day, limit.opens_on) == (date(2027, 4, 15), date(2027, 4, 16))


def test_silence_is_late_on_the_day_after_the_last():
    def verdict(today: date) -> Verdict:
        return petition_step_is_in_time(
            step=STEPS.STATE_RESPONSE, starts=START, today=today
        ).verdict

    assert [verdict(date(2027, 4, 15)), verdict(date(2027, 4, 16))] == [
        Verdict.UNDETERMINED,
        Verdict.BREACHED,
    ]

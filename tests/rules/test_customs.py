from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from convoca.domain.finding import Finding, Verdict
from convoca.domain.period_of_sessions import CallForRequests
from convoca.rules.customs import (
    calendar_is_published_in_time,
    call_closes_by_the_last_day,
    decision_reaches_the_requester_in_time,
    request_is_within_the_call,
)
from support.builders import MX
from support.rule_examples import CO, PERIOD

OPENS = datetime(2021, 12, 20, 5, tzinfo=UTC)
CLOSES = datetime(2022, 1, 20, 4, 59, tzinfo=UTC)  # 19 January, 23:59 at the seat
CALL = CallForRequests(opens=OPENS, closes=CLOSES, states_excluded=(CO,))
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("received", "verdict"),
    [
        pytest.param(OPENS - SECOND, Verdict.BREACHED, id="a-second-before-it-opens"),
        pytest.param(OPENS, Verdict.MET, id="as-it-opens"),
        pytest.param(CLOSES, Verdict.MET, id="as-it-closes"),
        pytest.param(CLOSES + SECOND, Verdict.BREACHED, id="a-second-after-it-closes"),
    ],
)
def test_the_announced_call_is_compared_to_the_second(received, verdict):
    assert request_is_within_the_call(received=received, call=CALL, states=(MX,)) == Finding(
        rule="request_is_within_the_call",
        verdict=verdict,
        citations=(),
        facts={
            "received_at": received,
            "call_opens": OPENS,
            "call_closes": CLOSES,
            "early": received < OPENS,
            "late": received > CLOSES,
            "states_excluded": (),
        },
        cure="" if verdict is Verdict.MET else "decide_whether_to_take_it",
    )


def test_a_call_may_leave_states_out():
    finding = request_is_within_the_call(received=CLOSES, call=CALL, states=(MX, CO))

    assert (finding.verdict, finding.facts["states_excluded"]) == (Verdict.BREACHED, (CO,))


def test_without_an_announced_closing_nothing_can_be_said():
    finding = request_is_within_the_call(received=CLOSES, call=CallForRequests())

    assert (finding.verdict, finding.cure) == (Verdict.UNDETERMINED, "record_the_call")


@pytest.mark.parametrize(
    ("closes", "verdict", "days"),
    [
        pytest.param(CLOSES, Verdict.BREACHED, 47, id="the-call-for-the-183rd-period"),
        pytest.param(datetime(2022, 1, 17, 4, 59, tzinfo=UTC), Verdict.MET, 50, id="the-last-day"),
        pytest.param(
            datetime(2022, 1, 17, 5, tzinfo=UTC), Verdict.BREACHED, 49, id="the-day-after"
        ),
    ],
)
def test_a_call_that_closes_after_the_last_day_of_the_rules_is_told(closes, verdict, days):
    finding = call_closes_by_the_last_day(call_closes=closes, period_opens=date(2022, 3, 7))

    assert finding.verdict is verdict
    assert finding.citations == ()
    assert finding.facts["days_before_opening"] == days
    assert finding.facts["last_day"] == date(2022, 1, 16)


@pytest.mark.parametrize(
    ("published_on", "today", "verdict"),
    [
        pytest.param(date(2027, 2, 18), date(2027, 3, 1), Verdict.MET, id="11-days-before"),
        pytest.param(date(2027, 2, 19), date(2027, 3, 1), Verdict.MET, id="10-days-before"),
        pytest.param(date(2027, 2, 20), date(2027, 3, 1), Verdict.BREACHED, id="9-days-before"),
        pytest.param(None, date(2027, 2, 19), Verdict.UNDETERMINED, id="not-yet"),
        pytest.param(None, date(2027, 2, 20), Verdict.BREACHED, id="not-by-the-last-day"),
    ],
)
def test_the_calendar_is_published_10_days_before_the_period(published_on, today, verdict):
    period = replace(PERIOD, calendar_published_on=published_on)

    assert calendar_is_published_in_time(period=period, today=today).verdict is verdict


@pytest.mark.parametrize(
    ("decided_on", "today", "verdict"),
    [
        pytest.param(date(2027, 2, 27), date(2027, 4, 1), Verdict.MET, id="the-day-before"),
        pytest.param(date(2027, 2, 28), date(2027, 4, 1), Verdict.MET, id="the-last-day"),
        pytest.param(date(2027, 3, 1), date(2027, 4, 1), Verdict.BREACHED, id="the-day-after"),
        pytest.param(None, date(2027, 2, 28), Verdict.UNDETERMINED, id="not-yet"),
        pytest.param(None, date(2027, 3, 1), Verdict.BREACHED, id="not-by-the-last-day"),
    ],
)
def test_a_requester_is_answered_one_month_before_the_hearings(decided_on, today, verdict):
    finding = decision_reaches_the_requester_in_time(
        decided_on=decided_on, hearings_begin=date(2027, 3, 31), today=today
    )

    assert finding.verdict is verdict
    assert finding.citations == ()

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.period_of_sessions import CallForRequests
from convoca.rules.deadlines import Deadline, deadlines, deadlines_of
from convoca.rules.rulebook import RULES
from support.rule_examples import PERIOD

OPENS, CLOSES = date(2022, 3, 7), date(2022, 3, 18)
CALL_CLOSES = datetime(2022, 1, 20, 4, 59, tzinfo=UTC)


def lines(found: tuple[Deadline, ...]) -> list[tuple[str, str, str, str]]:
    return [(d.rule, d.article, str(d.last_day), str(d.subject)) for d in found]


def test_every_date_that_follows_from_the_183rd_period_is_told_in_order():
    found = deadlines(
        opens=OPENS,
        closes=CLOSES,
        call_closes=CALL_CLOSES,
        hearing_days=[date(2022, 3, 17), date(2022, 3, 15), date(2022, 3, 17)],
    )

    assert lines(found) == [
        ("request_is_in_time", "64.2", "2022-01-16", "2022-03-07"),
        ("request_is_in_time", "66.1", "2022-01-16", "2022-03-07"),
        ("request_is_within_the_call", "", "2022-01-19", "2022-03-07"),
        ("notice_is_in_time", "64.4", "2022-02-15", "2022-03-15"),
        ("notice_is_in_time", "66.5", "2022-02-15", "2022-03-15"),
        ("decision_reaches_the_requester_in_time", "", "2022-02-15", "2022-03-15"),
        ("notice_is_in_time", "64.4", "2022-02-17", "2022-03-17"),
        ("notice_is_in_time", "66.5", "2022-02-17", "2022-03-17"),
        ("calendar_is_published_in_time", "", "2022-02-25", "2022-03-07"),
        ("next_period_is_fixed", "14.1", "2022-03-18", "2022-03-18"),
        ("explanation_of_vote_is_in_time", "19.4", "2022-04-17", "2022-03-18"),
    ]


def test_only_the_announced_closing_has_a_minute():
    found = deadlines(opens=OPENS, closes=CLOSES, call_closes=CALL_CLOSES)

    assert {d.instant for d in found} == {None, CALL_CLOSES}
    assert next(d for d in found if d.instant).rule == "request_is_within_the_call"


def test_without_a_call_or_hearings_four_dates_remain_under_the_rules():
    found = deadlines(opens=OPENS, closes=CLOSES)

    assert [d.article for d in found if d.article] == ["64.2", "66.1", "14.1", "19.4"]


def test_under_the_older_rules_one_article_had_both_time_limits_for_requests():
    found = deadlines(opens=date(2004, 2, 23), closes=date(2004, 3, 12))

    assert lines(found)[0] == ("request_is_in_time", "62.2", "2004-01-14", "2004-02-23")
    assert [d.rule for d in found].count("request_is_in_time") == 1


def test_planned_hearing_days_stand_in_until_hearings_are_placed():
    planned = deadlines_of(PERIOD)
    placed = deadlines_of(PERIOD, [date(2027, 3, 12)])

    def notices(found: tuple[Deadline, ...]) -> set[date]:
        return {d.subject for d in found if d.rule == "notice_is_in_time"}

    assert notices(planned) == {date(2027, 3, day) for day in range(8, 13)}
    assert notices(placed) == {date(2027, 3, 12)}


def test_a_period_brings_its_own_call():
    period = replace(PERIOD, call=CallForRequests(closes=CALL_CLOSES))

    assert CALL_CLOSES in {d.instant for d in deadlines_of(period)}


@given(opens=st.dates(date(2000, 1, 1), date(2090, 1, 1)), length=st.integers(0, 30))
def test_every_deadline_is_that_of_a_rule_and_in_order(opens: date, length: int):
    closes = date.fromordinal(opens.toordinal() + length)
    found = deadlines(opens=opens, closes=closes, hearing_days=[opens, closes])
    days = [d.last_day for d in found]

    assert {d.rule for d in found} <= RULES.keys()
    assert days == sorted(days)
    assert all(bool(d.article) is not RULES[d.rule].is_custom for d in found)

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.hearing import HearingKind, Issue
from convoca.domain.hearing_request import ActivityWanted
from convoca.domain.party import Role
from convoca.domain.slot import seat_date
from convoca.rules.hearing_requests import (
    is_by_analogy,
    purpose_is_among_those_of_the_rules,
    request_is_complete,
    request_is_in_time,
    request_is_in_writing,
)
from support.builders import a_participant, a_request
from support.rule_examples import PERIOD

OPENS = date(2022, 3, 7)
OF_ARTICLE_64 = [HearingKind.PETITION, HearingKind.CASE, HearingKind.INTERSTATE_PETITION]
OF_ARTICLE_66 = [
    HearingKind.COUNTRY_GENERAL,
    HearingKind.THEMATIC_COUNTRY,
    HearingKind.THEMATIC_REGIONAL,
]
OF_NO_ARTICLE = [HearingKind.PRECAUTIONARY_MEASURES, HearingKind.FOLLOW_UP, HearingKind.OTHER]


@pytest.mark.parametrize(
    ("received", "verdict", "days_before_opening"),
    [
        pytest.param(date(2022, 1, 15), Verdict.MET, 51, id="51-days-before"),
        pytest.param(date(2022, 1, 16), Verdict.MET, 50, id="50-days-before"),
        pytest.param(date(2022, 1, 17), Verdict.BREACHED, 49, id="49-days-before"),
        pytest.param(date(2022, 3, 10), Verdict.BREACHED, -3, id="after-the-opening"),
    ],
)
def test_request_is_in_time_until_the_50th_day_before_opening(
    received, verdict, days_before_opening
):
    assert request_is_in_time(received=received, period_opens=OPENS) == Finding(
        rule="request_is_in_time",
        verdict=verdict,
        citations=(Citation(64, 2),),
        facts={
            "received": received,
            "last_day": date(2022, 1, 16),
            "days": 50,
            "days_before_opening": days_before_opening,
            "period_opens": OPENS,
            "by_analogy": False,
            "to_be_verified": False,
        },
        cure="" if verdict is Verdict.MET else "hear_on_own_initiative_or_decline",
    )


@pytest.mark.parametrize(
    ("received", "verdict"),
    [
        pytest.param(datetime(2022, 1, 17, 3, 30, tzinfo=UTC), Verdict.MET, id="still-the-16th"),
        pytest.param(datetime(2022, 1, 17, 4, 59, 59, tzinfo=UTC), Verdict.MET, id="last-second"),
        pytest.param(datetime(2022, 1, 17, 5, 0, tzinfo=UTC), Verdict.BREACHED, id="midnight"),
        pytest.param(datetime(2022, 1, 17, 5, 30, tzinfo=UTC), Verdict.BREACHED, id="the-17th"),
        pytest.param(
            datetime(2022, 1, 17, 4, tzinfo=timezone(timedelta(hours=9))),
            Verdict.MET,
            id="sent-on-the-17th-in-Tokyo",
        ),
    ],
)
def test_an_instant_counts_as_its_date_at_the_seat(received, verdict):
    finding = request_is_in_time(received=received, period_opens=OPENS)

    assert finding.verdict is verdict
    assert finding.facts["received"] == date(2022, 1, 16 if verdict is Verdict.MET else 17)


@pytest.mark.parametrize(
    ("received", "verdict"),
    [
        pytest.param(datetime(2027, 3, 14, 4, 59, tzinfo=UTC), Verdict.MET, id="winter-time"),
        pytest.param(datetime(2027, 3, 14, 5, 0, tzinfo=UTC), Verdict.BREACHED, id="the-14th"),
    ],
)
def test_the_last_day_may_be_the_eve_of_summer_time(received, verdict):
    opens = date(2027, 5, 2)  # its last day is 13 March; clocks go forward on the 14th
    assert request_is_in_time(received=received, period_opens=opens).verdict is verdict


@pytest.mark.parametrize(
    ("received", "verdict"),
    [
        pytest.param(datetime(2027, 3, 15, 3, 59, tzinfo=UTC), Verdict.MET, id="summer-time"),
        pytest.param(datetime(2027, 3, 15, 4, 0, tzinfo=UTC), Verdict.BREACHED, id="the-15th"),
    ],
)
def test_the_last_day_may_have_23_hours(received, verdict):
    opens = date(2027, 5, 3)  # its last day is 14 March, on which the clocks go forward
    assert request_is_in_time(received=received, period_opens=opens).verdict is verdict


@pytest.mark.parametrize(
    ("received", "verdict"),
    [
        pytest.param(datetime(2027, 11, 8, 4, 59, tzinfo=UTC), Verdict.MET, id="the-25th-hour"),
        pytest.param(datetime(2027, 11, 8, 5, 0, tzinfo=UTC), Verdict.BREACHED, id="the-8th"),
    ],
)
def test_the_last_day_may_have_25_hours(received, verdict):
    opens = date(2027, 12, 27)  # its last day is 7 November, on which the clocks go back
    assert request_is_in_time(received=received, period_opens=opens).verdict is verdict


@given(
    received=st.datetimes(
        min_value=datetime(2010, 1, 1),
        max_value=datetime(2060, 1, 1),
        timezones=st.timezones(),
    ),
    ahead=st.integers(min_value=40, max_value=60),
)
def test_the_zone_of_the_sender_never_matters(received: datetime, ahead: int):
    day = seat_date(received)
    finding = request_is_in_time(received=received, period_opens=day + timedelta(days=ahead))

    assert finding.verdict is (Verdict.MET if ahead >= 50 else Verdict.BREACHED)
    assert finding.facts["received"] == day


def test_an_instant_without_its_offset_is_a_fault():
    with pytest.raises(InvalidValue, match="offset"):
        request_is_in_time(received=datetime(2022, 1, 16), period_opens=OPENS)


@pytest.mark.parametrize(
    ("received", "verdict"),
    [
        pytest.param(date(2004, 1, 13), Verdict.MET, id="41-days-before"),
        pytest.param(date(2004, 1, 14), Verdict.MET, id="40-days-before"),
        pytest.param(date(2004, 1, 15), Verdict.BREACHED, id="39-days-before"),
    ],
)
@pytest.mark.parametrize("kind", [HearingKind.CASE, HearingKind.THEMATIC_REGIONAL])
def test_a_period_of_2004_is_judged_by_the_40_days_of_its_time(received, verdict, kind):
    finding = request_is_in_time(received=received, period_opens=date(2004, 2, 23), kind=kind)

    assert finding.verdict is verdict
    assert finding.articles == ("62.2",)
    assert finding.facts["to_be_verified"] is True


def test_the_opening_decides_which_number_holds_not_the_receipt():
    received = date(2009, 11, 20)

    before = request_is_in_time(received=received, period_opens=date(2009, 12, 30))
    after = request_is_in_time(received=received, period_opens=date(2009, 12, 31))

    assert (before.facts["days"], before.verdict) == (40, Verdict.MET)
    assert (after.facts["days"], after.verdict) == (50, Verdict.BREACHED)


@pytest.mark.parametrize(
    ("kinds", "article", "by_analogy"),
    [
        (OF_ARTICLE_64, "64.2", False),
        (OF_ARTICLE_66, "66.1", False),
        (OF_NO_ARTICLE, "64.2", True),
    ],
)
def test_each_kind_is_judged_under_its_article_or_by_analogy(kinds, article, by_analogy):
    assert {*OF_ARTICLE_64, *OF_ARTICLE_66, *OF_NO_ARTICLE} == set(HearingKind)
    for kind in kinds:
        finding = request_is_in_time(received=OPENS, period_opens=OPENS, kind=kind)
        assert (*finding.articles, finding.facts["by_analogy"]) == (article, by_analogy)


def test_a_working_meeting_has_no_article_of_its_own():
    assert is_by_analogy(HearingKind.CASE, ActivityWanted.WORKING_MEETING)


@pytest.mark.parametrize("kind", HearingKind)
def test_every_kind_but_other_is_a_purpose_of_the_rules(kind):
    finding = purpose_is_among_those_of_the_rules(kind=kind, issue=Issue.FACTS)

    assert finding.verdict is (Verdict.BREACHED if kind is HearingKind.OTHER else Verdict.MET)
    assert finding.articles == (("62", "64.1") if kind in OF_ARTICLE_64 else ("62",))


@pytest.mark.parametrize("kind", OF_ARTICLE_64)
def test_a_petition_or_case_says_its_issue(kind):
    without = purpose_is_among_those_of_the_rules(kind=kind)
    other = purpose_is_among_those_of_the_rules(kind=kind, issue=Issue.OTHER)

    assert (without.verdict, other.verdict) == (Verdict.UNDETERMINED, Verdict.MET)


@pytest.mark.parametrize(
    ("kind", "article"), [(HearingKind.CASE, "64.2"), (HearingKind.COUNTRY_GENERAL, "66.1")]
)
def test_a_request_is_in_writing(kind, article):
    written, spoken = (request_is_in_writing(in_writing=w, kind=kind) for w in (True, False))

    assert (written.verdict, spoken.verdict) == (Verdict.MET, Verdict.BREACHED)
    assert written.articles == spoken.articles == (article,)


@pytest.mark.parametrize(
    ("kind", "changes", "missing"),
    [
        (HearingKind.CASE, {}, ()),
        (HearingKind.CASE, {"summary": "", "minutes_wanted": None}, ()),
        (HearingKind.CASE, {"purpose": "  "}, ("purpose",)),
        (HearingKind.CASE, {"participants": ()}, ("participants",)),
        (HearingKind.COUNTRY_GENERAL, {}, ()),
        (HearingKind.COUNTRY_GENERAL, {"summary": " "}, ("summary",)),
        (HearingKind.COUNTRY_GENERAL, {"minutes_wanted": None}, ("minutes_wanted",)),
        (
            HearingKind.COUNTRY_GENERAL,
            {"purpose": "", "participants": (), "summary": "", "minutes_wanted": None},
            ("purpose", "participants", "summary", "minutes_wanted"),
        ),
    ],
)
def test_a_request_says_what_its_article_asks_for(kind, changes, missing):
    finding = request_is_complete(request=a_request(PERIOD, kind=kind, **changes))

    assert finding.verdict is (Verdict.BREACHED if missing else Verdict.MET)
    assert finding.facts["missing"] == missing
    assert finding.articles == (("66.2",) if kind.is_general else ("64.2",))


@pytest.mark.parametrize("role", [Role.WITNESS, Role.EXPERT])
@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"purpose": "the facts of 2019"}, ()),
        ({"purpose": ""}, ("witness_purpose",)),
        ({"purpose": "the facts of 2019", "name": " "}, ("witness_name",)),
    ],
)
def test_a_witness_or_expert_is_named_with_the_object_of_the_testimony(role, changes, missing):
    request = a_request(
        PERIOD,
        kind=HearingKind.CASE,
        participants=(a_participant(), a_participant(role=role, **changes)),
    )
    finding = request_is_complete(request=request)

    assert finding.facts["missing"] == missing
    assert finding.articles == ("64.2", "65.3")

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.identifiers import SessionId
from convoca.domain.member import Tie, TieKind
from convoca.domain.minutes import MinutesStatus, SessionMinutes, Statement
from convoca.domain.period_of_sessions import Modality, PeriodKind
from convoca.rules.functioning import (
    absolute_majority,
    explanation_of_vote_is_in_time,
    meeting_away_is_approved,
    member_is_not_recused,
    member_takes_part,
    next_period_is_fixed,
    session_minutes_state_what_they_must,
    two_regular_periods_in_the_year,
)
from support.builders import MX, a_member, a_period
from support.rule_examples import CO, HN, PERIOD, PRESIDENT, a_period_away, a_recusal

CLOSES = PERIOD.closes  # 12 March 2027
OPENS = PERIOD.opens  # 1 March 2027


@pytest.mark.parametrize(
    ("kinds", "today", "verdict"),
    [
        pytest.param("RR", date(2027, 12, 31), Verdict.MET, id="two"),
        pytest.param("RRS", date(2028, 1, 1), Verdict.MET, id="two-and-a-special-one"),
        pytest.param("RS", date(2027, 12, 31), Verdict.UNDETERMINED, id="the-last-day-of-the-year"),
        pytest.param("RS", date(2028, 1, 1), Verdict.BREACHED, id="the-day-after"),
        pytest.param("RU", date(2028, 1, 1), Verdict.UNDETERMINED, id="one-of-no-stated-kind"),
        pytest.param("U", date(2028, 1, 1), Verdict.BREACHED, id="only-one-of-no-stated-kind"),
        pytest.param("", date(2028, 1, 1), Verdict.BREACHED, id="none"),
    ],
)
def test_a_year_has_two_regular_periods(kinds, today, verdict):
    kind_of = {"R": PeriodKind.REGULAR, "S": PeriodKind.SPECIAL, "U": PeriodKind.UNSTATED}
    periods = [replace(PERIOD, kind=kind_of[letter]) for letter in kinds]
    finding = two_regular_periods_in_the_year(year=2027, periods=periods, today=today)

    assert finding.verdict is verdict
    assert finding.citations == (Citation(14, 1),)


def test_a_period_belongs_to_the_year_in_which_it_opens():
    over_new_year = a_period(opens=date(2026, 12, 28), closes=date(2027, 1, 8), places=())
    finding = two_regular_periods_in_the_year(
        year=2027, periods=[PERIOD, over_new_year], today=date(2028, 1, 1)
    )

    assert finding.facts["regular"] == 1


@pytest.mark.parametrize(
    ("today", "verdict"),
    [
        pytest.param(date(2027, 3, 11), Verdict.UNDETERMINED, id="the-day-before-closing"),
        pytest.param(CLOSES, Verdict.UNDETERMINED, id="the-closing-day"),
        pytest.param(date(2027, 3, 13), Verdict.BREACHED, id="the-day-after"),
    ],
)
def test_the_next_period_can_be_fixed_until_this_one_closes(today, verdict):
    finding = next_period_is_fixed(period=PERIOD, today=today)

    assert finding.verdict is verdict
    assert finding.facts["last_day"] == CLOSES
    assert finding.facts["missing"] == ("date", "place")


@pytest.mark.parametrize(
    ("fixed_on", "verdict"),
    [
        pytest.param(date(2027, 3, 11), Verdict.MET, id="the-day-before-closing"),
        pytest.param(CLOSES, Verdict.MET, id="the-closing-day"),
        pytest.param(date(2027, 3, 13), Verdict.BREACHED, id="the-day-after"),
        pytest.param(None, Verdict.UNDETERMINED, id="on-a-day-that-is-not-on-record"),
    ],
)
def test_the_next_period_is_judged_by_the_day_on_which_it_was_fixed(fixed_on, verdict):
    period = replace(
        PERIOD,
        next_period_opens=date(2027, 7, 5),
        next_period_place="Lima",
        next_period_fixed_on=fixed_on,
    )

    assert next_period_is_fixed(period=period, today=date(2027, 6, 1)).verdict is verdict


@pytest.mark.parametrize(
    ("votes", "verdict"), [(3, Verdict.BREACHED), (4, Verdict.MET), (None, Verdict.MET)]
)
def test_meeting_away_needs_four_of_seven_votes_where_they_are_counted(votes, verdict):
    period = a_period_away(majority_voted_on=OPENS, consent_given_on=OPENS, votes_in_favour=votes)
    finding = meeting_away_is_approved(period=period, today=OPENS)

    assert finding.verdict is verdict
    assert finding.facts["votes_required"] == absolute_majority(on=OPENS) == 4


@pytest.mark.parametrize(
    ("away", "missing"),
    [
        ({}, ("majority", "consent")),
        ({"majority_voted_on": OPENS}, ("consent",)),
        ({"consent_given_on": OPENS}, ("majority",)),
        ({"majority_voted_on": OPENS, "consent_given_on": date(2027, 3, 2)}, ("consent",)),
    ],
)
def test_meeting_away_needs_vote_and_consent_by_the_opening(away, missing):
    period = a_period_away(**away)
    until, after = (
        meeting_away_is_approved(period=period, today=today) for today in (OPENS, date(2027, 3, 2))
    )

    assert until.facts["missing"] == after.facts["missing"] == missing
    assert (until.verdict, after.verdict) == (Verdict.UNDETERMINED, Verdict.BREACHED)
    assert after.facts["states"] == (CO,)


def test_a_period_at_the_seat_or_online_or_at_no_place_on_record_is_not_away():
    elsewhere = a_period_away().places[0]
    online = replace(elsewhere, modality=Modality.VIRTUAL)
    for places in ((), (online,), (replace(elsewhere, city=""),), PERIOD.places):
        period = replace(PERIOD, places=places)
        assert meeting_away_is_approved(period=period, today=CLOSES).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("changes", "verdict", "fact"),
    [
        ({}, Verdict.MET, None),
        ({"nationalities": (CO, MX)}, Verdict.BREACHED, "national_of"),
        ({"ties": (Tie(state=MX, ends=date(1999, 1, 1)),)}, Verdict.BREACHED, "accredited_to"),
        (
            {"ties": (Tie(state=MX, kind=TieKind.SPECIAL_MISSION),)},
            Verdict.BREACHED,
            "special_mission_to",
        ),
        ({"nationalities": ()}, Verdict.UNDETERMINED, None),
        (
            {"nationalities": (), "ties": (Tie(state=MX),)},
            Verdict.BREACHED,
            "accredited_to",
        ),
        ({"ties": (Tie(state=HN),)}, Verdict.MET, None),
    ],
)
def test_a_member_with_a_tie_to_the_state_takes_no_part(changes, verdict, fact):
    member = replace(a_member("Ana Example", "CO"), **changes)
    finding = member_takes_part(member=member, states=(MX, MX))
    ties = ("national_of", "accredited_to", "special_mission_to")

    assert finding.verdict is verdict
    assert [name for name in ties if finding.facts[name]] == ([fact] if fact else [])
    assert finding.facts["states"] == (MX,)
    assert finding.articles == ("17.2.a",)


def test_a_residence_bars_nobody_from_a_hearing():
    member = a_member("Ana Example", "CO")

    assert member_takes_part(member=member, states=(MX,)).verdict is Verdict.MET
    assert member_takes_part(member=a_member("Sam Example"), states=()).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("upheld", "verdict"),
    [
        ([], Verdict.MET),
        ([False], Verdict.MET),
        ([None], Verdict.UNDETERMINED),
        ([False, None], Verdict.UNDETERMINED),
        ([True], Verdict.BREACHED),
        ([None, True], Verdict.BREACHED),
    ],
)
def test_a_recorded_ground_bars_a_member_once_the_commission_upholds_it(upheld, verdict):
    other = a_recusal(a_member("Luis Example", "PE"), upheld=True)
    recusals = [other, *(a_recusal(PRESIDENT, upheld=decision) for decision in upheld)]

    assert member_is_not_recused(member=PRESIDENT, recusals=recusals).verdict is verdict


@pytest.mark.parametrize(
    ("presented", "today", "verdict"),
    [
        pytest.param(date(2027, 4, 10), date(2027, 4, 30), Verdict.MET, id="29-days-after"),
        pytest.param(date(2027, 4, 11), date(2027, 4, 30), Verdict.MET, id="30-days-after"),
        pytest.param(date(2027, 4, 12), date(2027, 4, 30), Verdict.BREACHED, id="31-days-after"),
        pytest.param(None, date(2027, 4, 11), Verdict.UNDETERMINED, id="not-yet-on-the-last-day"),
        pytest.param(None, date(2027, 4, 12), Verdict.BREACHED, id="never"),
    ],
)
def test_an_explanation_of_vote_comes_within_30_days_after_the_period(presented, today, verdict):
    assert explanation_of_vote_is_in_time(
        presented=presented, period_closes=CLOSES, today=today
    ) == Finding(
        rule="explanation_of_vote_is_in_time",
        verdict=verdict,
        citations=(Citation(19, 4),),
        facts={
            "presented": presented,
            "last_day": date(2027, 4, 11),
            "days": 30,
            "period_closes": CLOSES,
        },
        cure="present_the_explanation" if verdict is Verdict.UNDETERMINED else "",
    )


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(MinutesStatus.DRAFT, Verdict.UNDETERMINED), (MinutesStatus.COMPLETED, Verdict.BREACHED)],
)
def test_session_minutes_may_lack_nothing_once_completed(status, verdict):
    minutes = SessionMinutes(
        id=SessionId(uuid4()),
        members_present=(PRESIDENT.id,),
        decisions=("Example decision",),
        statements=(Statement(member=PRESIDENT.id, text="Example"),),
        status=status,
    )
    finding = session_minutes_state_what_they_must(minutes=minutes)

    assert finding.verdict is verdict
    assert finding.facts == {
        "missing": ("day_and_time", "matters"),
        "decisions": 1,
        "statements": 1,
    }

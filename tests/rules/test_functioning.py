from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.identifiers import SessionId
from convoca.domain.member import Tie, TieKind
from convoca.domain.minutes import MinutesStatus, SessionMinutes, Statement
from convoca.domain.order_of_business import ItemKind, ItemOutcome
from convoca.domain.period_of_sessions import Modality, PeriodKind
from convoca.rules.functioning import (
    absence_covers,
    absolute_majority,
    explanation_of_vote_is_in_time,
    meeting_away_is_approved,
    member_is_not_recused,
    member_takes_part,
    next_period_is_fixed,
    reasons_for_absence_are_on_record,
    reports_at_the_beginning_are_presented,
    session_minutes_state_what_they_must,
    two_regular_periods_in_the_year,
)
from support.builders import MX, a_member, a_period
from support.rule_examples import CO, HN, PERIOD, PRESIDENT, a_period_away, a_recusal
from support.session_examples import SESSION, an_absence, an_item

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
            "ordinary_last_day": date(2027, 4, 11),
            "is_shortened": False,
            "counted_from_closing": True,
            "counted_from_decision": None,
        },
        cure="present_the_explanation" if verdict is Verdict.UNDETERMINED else "",
    )


@pytest.mark.parametrize(
    ("shortened_to", "presented", "last_day", "verdict"),
    [
        pytest.param(date(2027, 3, 20), date(2027, 3, 20), 20, Verdict.MET, id="on-the-day"),
        pytest.param(date(2027, 3, 20), date(2027, 3, 21), 20, Verdict.BREACHED, id="a-day-after"),
        pytest.param(date(2027, 3, 20), None, 20, Verdict.BREACHED, id="desisted"),
        pytest.param(date(2027, 3, 10), date(2027, 3, 11), 10, Verdict.BREACHED, id="in-the-period"),
    ],
)  # fmt: skip
def test_the_commission_can_shorten_the_time_for_explanations(
    shortened_to, presented, last_day, verdict
):
    finding = explanation_of_vote_is_in_time(
        presented=presented, period_closes=CLOSES, today=date(2027, 3, 31),
        shortened_to=shortened_to,
    )  # fmt: skip

    assert (finding.verdict, finding.articles) == (verdict, ("19.4",))
    assert finding.facts["last_day"] == date(2027, 3, last_day)
    assert finding.facts["ordinary_last_day"] == date(2027, 4, 11)
    assert finding.facts["is_shortened"] is True


def test_a_later_day_shortens_nothing():
    for day in (date(2027, 4, 11), date(2027, 5, 1)):
        finding = explanation_of_vote_is_in_time(
            presented=None, period_closes=CLOSES, today=CLOSES, shortened_to=day
        )
        assert finding.facts["last_day"] == date(2027, 4, 11)
        assert finding.facts["is_shortened"] is False


@pytest.mark.parametrize(
    ("presented", "verdict"),
    [(date(2027, 6, 19), Verdict.MET), (date(2027, 6, 20), Verdict.BREACHED)],
)
def test_what_is_decided_outside_periods_is_explained_within_30_days_of_the_decision(
    presented, verdict
):
    finding = explanation_of_vote_is_in_time(
        presented=presented, period_closes=CLOSES, today=presented,
        decided_outside_periods_on=date(2027, 5, 20),
    )  # fmt: skip

    assert (finding.verdict, finding.facts["last_day"]) == (verdict, date(2027, 6, 19))
    assert finding.facts["counted_from_decision"] == date(2027, 5, 20)
    assert finding.facts["counted_from_closing"] is False


ANA, LUIS = a_member("Ana Example", "CO"), a_member("Luis Example", "PE")
NEXT_DAY = date(2027, 3, 2)


@pytest.mark.parametrize(
    ("absences", "today", "verdict", "without_reason", "untold"),
    [
        ((), OPENS, Verdict.UNDETERMINED, ("Ana Example", "Luis Example"), ()),
        ((), NEXT_DAY, Verdict.BREACHED, ("Ana Example", "Luis Example"), ()),
        ((an_absence(ANA),), NEXT_DAY, Verdict.BREACHED, ("Luis Example",), ()),
        ((an_absence(ANA), an_absence(LUIS)), NEXT_DAY, Verdict.MET, (), ()),
        (
            (an_absence(ANA), an_absence(LUIS, president_told_on=None)),
            OPENS,
            Verdict.UNDETERMINED,
            (),
            ("Luis Example",),
        ),
        # Who announced twice, and once the President was told of it, is told of.
        (
            (an_absence(ANA), an_absence(LUIS), an_absence(LUIS, president_told_on=None)),
            NEXT_DAY,
            Verdict.MET,
            (),
            (),
        ),
    ],
)
def test_who_stays_away_says_why_and_the_president_knows(
    absences, today, verdict, without_reason, untold
):
    finding = reasons_for_absence_are_on_record(
        absent=(ANA, LUIS), absences=absences, session=SESSION, day=OPENS, today=today
    )

    assert (finding.verdict, finding.articles) == (verdict, ("14.4",))
    assert finding.facts["without_reason"] == without_reason
    assert finding.facts["president_not_told_of"] == untold


def test_nobody_away_needs_no_reason():
    finding = reasons_for_absence_are_on_record(
        absent=(), absences=(), session=SESSION, day=OPENS, today=NEXT_DAY
    )

    assert finding.verdict is Verdict.MET


def test_the_finding_on_absences_holds_no_reason_of_anybody():
    absence = an_absence(ANA, detail="Example detail")
    finding = reasons_for_absence_are_on_record(
        absent=(ANA,), absences=(absence,), session=SESSION, day=OPENS, today=OPENS
    )

    assert not [word for word in ("illness", "Example detail") if word in repr(finding)]


@pytest.mark.parametrize(
    ("changes", "covers"),
    [
        ({}, True),
        ({"session": SessionId(uuid4())}, False),
        ({"session": None}, True),
        ({"session": None, "first_day": OPENS, "last_day": OPENS}, True),
        ({"session": None, "first_day": NEXT_DAY}, False),
        ({"session": None, "last_day": date(2027, 2, 28)}, False),
        # What is said for a session counts for it, whatever days stand beside it.
        ({"first_day": NEXT_DAY, "last_day": NEXT_DAY}, True),
    ],
)
def test_an_absence_is_for_one_session_or_for_days(changes, covers):
    assert absence_covers(an_absence(ANA, **changes), session=SESSION, day=OPENS) is covers


DEALT_WITH = {"outcome": ItemOutcome.DEALT_WITH}
PRESIDENTS, SECRETARYS = ItemKind.REPORT_OF_THE_PRESIDENT, ItemKind.REPORT_OF_THE_SECRETARY


@pytest.mark.parametrize(
    ("items", "today", "verdict", "missing"),
    [
        ([(PRESIDENTS, DEALT_WITH), (SECRETARYS, DEALT_WITH)], NEXT_DAY, Verdict.MET, 0),
        ([(PRESIDENTS, DEALT_WITH), (SECRETARYS, {})], OPENS, Verdict.UNDETERMINED, 1),
        ([(PRESIDENTS, DEALT_WITH), (SECRETARYS, {})], NEXT_DAY, Verdict.BREACHED, 1),
        ([(PRESIDENTS, {"outcome": ItemOutcome.CARRIED_OVER})], NEXT_DAY, Verdict.BREACHED, 2),
        ([(ItemKind.OTHER, DEALT_WITH)], OPENS, Verdict.UNDETERMINED, 2),
    ],
)
def test_both_reports_are_presented_in_the_first_session(items, today, verdict, missing):
    finding = reports_at_the_beginning_are_presented(
        items=[an_item(kind, **changes) for kind, changes in items],
        first_session_day=OPENS,
        today=today,
    )

    assert (finding.verdict, finding.articles) == (verdict, ("10.1.f", "12.1.e"))
    assert len(finding.facts["missing"]) == missing


def test_a_report_that_was_carried_over_is_not_planned_for_the_beginning():
    carried = an_item(PRESIDENTS, outcome=ItemOutcome.CARRIED_OVER)
    for items, planned in (
        ([an_item(PRESIDENTS), an_item(SECRETARYS)], True),
        ([carried, an_item(SECRETARYS)], False),
    ):
        finding = reports_at_the_beginning_are_presented(
            items=items, first_session_day=OPENS, today=OPENS
        )
        assert finding.facts["all_planned"] is planned


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

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from convoca.domain.finding import Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.mandate import MandateKind
from convoca.domain.member import Term
from convoca.rules.rapporteurships import (
    every_state_has_a_rapporteur,
    mandate_is_reviewed_in_time,
    rapporteur_is_no_national,
    rapporteur_reported_in_the_year,
    rapporteurs_are_reviewed_in_the_first_session,
    review_falls_due,
    special_rapporteur_is_within_the_term,
    term_of_special_rapporteur_ends,
)
from support.builders import a_member
from support.year_examples import a_mandate, a_rapporteurship, a_report

MX, PE, CL = StateCode("MX"), StateCode("PE"), StateCode("CL")
DAY = date(2027, 6, 1)
MEMBER = a_member("Ana Example", "CO")


def covered(on: date, *rapporteurships, member=MEMBER):
    return every_state_has_a_rapporteur(
        states=(MX, PE), rapporteurships=rapporteurships, members=[member], on=on, today=DAY
    )


def test_nothing_is_missing_yet_on_a_day_to_come():
    mexico = a_rapporteurship(MEMBER, MX, date(2026, 1, 1))

    assert covered(DAY, mexico).verdict is Verdict.BREACHED
    tomorrow = covered(DAY + timedelta(days=1), mexico)
    assert (tomorrow.verdict, tomorrow.facts["states_missing"]) == (Verdict.UNDETERMINED, (PE,))


def test_a_designation_counts_from_its_day_on():
    mexico, peru = (a_rapporteurship(MEMBER, s, DAY) for s in (MX, PE))

    assert covered(DAY, mexico, peru).verdict is Verdict.MET
    before = covered(DAY - timedelta(days=1), mexico, peru)
    assert (before.verdict, before.facts["covered"]) == (Verdict.UNDETERMINED, 0)


def test_who_is_no_member_any_more_is_in_charge_of_nothing():
    left = replace(MEMBER, terms=(Term(starts=date(2024, 1, 1), ends=DAY - timedelta(days=1)),))
    mexico, peru = (a_rapporteurship(left, s, date(2026, 1, 1)) for s in (MX, PE))

    finding = covered(DAY, mexico, peru, member=left)

    assert finding.verdict is Verdict.BREACHED
    assert finding.facts["states_missing"] == finding.facts["held_by_former_members"] == (MX, PE)
    assert covered(DAY - timedelta(days=1), mexico, peru, member=left).verdict is Verdict.MET


def test_the_state_without_a_rapporteur_is_named():
    finding = covered(DAY, a_rapporteurship(MEMBER, MX, date(2026, 1, 1)))

    assert finding.facts["states_missing"] == (PE,)
    assert (finding.facts["covered"], finding.facts["states_in_all"]) == (1, 2)


@pytest.mark.parametrize(("state", "verdict"), [("CO", Verdict.BREACHED), ("PE", Verdict.MET)])
def test_a_national_is_in_charge_of_another_state(state, verdict):
    finding = rapporteur_is_no_national(member=MEMBER, state=StateCode(state))

    assert finding.verdict is verdict
    assert finding.articles == ("17.2.a",)


@pytest.mark.parametrize(
    ("reviewed_on", "today", "verdict"),
    [
        pytest.param(date(2027, 3, 1), DAY, Verdict.MET, id="in-the-first-session"),
        pytest.param(date(2027, 12, 31), DAY, Verdict.MET, id="when-it-was-necessary"),
        pytest.param(date(2028, 1, 1), date(2028, 1, 2), Verdict.BREACHED, id="after-the-year"),
        pytest.param(None, date(2027, 12, 31), Verdict.UNDETERMINED, id="still-the-year"),
        pytest.param(None, date(2028, 1, 1), Verdict.BREACHED, id="the-year-is-over"),
    ],
)
def test_the_rapporteurships_are_considered_within_the_year(reviewed_on, today, verdict):
    finding = rapporteurs_are_reviewed_in_the_first_session(
        year=2027, first_session=date(2027, 3, 1), reviewed_on=reviewed_on, today=today
    )

    assert finding.verdict is verdict


@pytest.mark.parametrize(
    ("today", "verdict"),
    [
        pytest.param(date(2027, 2, 28), Verdict.MET, id="three-years-later"),
        pytest.param(date(2027, 3, 1), Verdict.BREACHED, id="the-day-after"),
    ],
)
def test_a_mandate_is_reviewed_within_three_years_also_from_a_leap_day(today, verdict):
    mandate = a_mandate(created_on=date(2020, 1, 1), reviewed_on=date(2024, 2, 29))

    assert review_falls_due(mandate) == date(2027, 2, 28)
    assert mandate_is_reviewed_in_time(mandate=mandate, today=today).verdict is verdict


def test_a_mandate_that_ended_too_late_was_not_reviewed_in_time():
    late = a_mandate(ended_on=date(2027, 3, 2))

    finding = mandate_is_reviewed_in_time(mandate=late, today=date(2027, 4, 1))

    assert finding.verdict is Verdict.BREACHED


@pytest.mark.parametrize(
    ("changes", "last_day"),
    [
        pytest.param({}, date(2027, 9, 30), id="three-years"),
        pytest.param({"renewed_on": date(2027, 9, 1)}, date(2030, 9, 30), id="renewed-once"),
        pytest.param({"ended_on": date(2025, 5, 5)}, date(2025, 5, 5), id="the-mandate-ended"),
        pytest.param({"ended_on": date(2029, 5, 5)}, date(2027, 9, 30), id="it-ends-later"),
        pytest.param({"holder_since": None}, None, id="since-when-nobody-knows"),
        pytest.param({"kind": MandateKind.THEMATIC}, None, id="thematic"),
    ],
)
def test_the_term_of_a_special_rapporteur(changes, last_day):
    assert term_of_special_rapporteur_ends(a_mandate(**changes)) == last_day


def test_after_a_second_term_there_is_no_third():
    over = date(2030, 10, 1)
    once = special_rapporteur_is_within_the_term(mandate=a_mandate(), today=date(2027, 10, 1))
    twice = special_rapporteur_is_within_the_term(
        mandate=a_mandate(renewed_on=date(2027, 9, 1)), today=over
    )

    assert once.cure == "renew_or_replace_the_rapporteur"
    assert twice.cure == "fill_the_position"


@pytest.mark.parametrize(
    ("is_a_mandate", "in_writing", "verdict", "article"),
    [
        pytest.param(True, True, Verdict.MET, "15.6", id="a-mandate-in-writing"),
        pytest.param(True, False, Verdict.BREACHED, "15.6", id="a-mandate-by-word-of-mouth"),
        pytest.param(False, False, Verdict.MET, "15.2", id="a-state-by-word-of-mouth"),
    ],
)
def test_only_reports_of_mandates_must_be_in_writing(is_a_mandate, in_writing, verdict, article):
    finding = rapporteur_reported_in_the_year(
        year=2027,
        rapporteurship="Example",
        report=a_report(id=uuid4(), in_writing=in_writing),
        is_a_mandate=is_a_mandate,
        today=DAY,
    )

    assert (finding.verdict, finding.articles) == (verdict, (article,))

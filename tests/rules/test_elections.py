"""Arts. 7-9: who is elected, who goes on, on which day, and how often."""

from dataclasses import replace
from datetime import date
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import MemberId
from convoca.domain.member import Office, OfficeHeld, Term
from convoca.rules.elections import (
    elected_in,
    election_is_held_on_its_day,
    next_ballot,
    officer_is_elected,
    officer_may_be_elected_again,
    only_those_present_voted,
    vacancy_is_filled_at_the_next_period,
)
from support.builders import a_member, a_period
from support.session_examples import a_ballot, elected_in_years

FIRST_DAY = date(2027, 3, 1)


@pytest.mark.parametrize("votes", [v for v in product(range(8), repeat=3) if sum(v) <= 7])
def test_four_of_seven_elect_whatever_the_other_papers_say(votes):
    ballot = a_ballot(*votes, invalid=7 - sum(votes))
    finding = officer_is_elected(ballot=ballot, on=FIRST_DAY)
    with_four = [
        name for name, n in zip(ballot.candidates, votes, strict=True) if n in {4, 5, 6, 7}
    ]

    assert elected_in(ballot, on=FIRST_DAY) == (with_four[0] if with_four else None)
    assert (finding.verdict is Verdict.MET) is bool(with_four)
    assert finding.facts["most_votes"] == max(votes)
    assert finding.facts["elected"] == (str(with_four[0]) if with_four else None)


def test_vacant_seats_lower_nothing_and_the_other_reading_stands_beside_it():
    finding = officer_is_elected(ballot=a_ballot(3, 2), on=FIRST_DAY, in_office=5)

    assert (finding.verdict, finding.articles) == (Verdict.BREACHED, ("7.3", "18.1.a"))
    assert (finding.facts["required"], finding.facts["required_of_those_in_office"]) == (4, 3)


def test_no_finding_about_a_ballot_says_who_voted():
    ballot = a_ballot(4, 2, 1)
    said = repr(officer_is_elected(ballot=ballot, on=FIRST_DAY))

    assert not [voter for voter in ballot.voters if str(voter) in said]


def test_more_papers_than_seats_are_refused():
    with pytest.raises(InvalidValue):
        officer_is_elected(ballot=a_ballot(4, 4), on=FIRST_DAY)


@pytest.mark.parametrize(
    ("votes", "staying", "tied"),
    [
        pytest.param((3, 2, 1), (0, 1), (), id="the-lowest-goes"),
        pytest.param((3, 2, 1, 1), (0, 1), (), id="equally-low-go-together-where-two-stay"),
        pytest.param((2, 2, 2, 1), (0, 1, 2), (), id="three-stay"),
        pytest.param((3, 2, 2), (0, 1, 2), (1, 2), id="a-tie-that-would-leave-one"),
        pytest.param((3, 3), (0, 1), (0, 1), id="both-equal"),
        pytest.param((1, 1, 1), (0, 1, 2), (0, 1, 2), id="all-equal"),
        pytest.param((0, 0), (0, 1), (0, 1), id="blank-papers-only"),
        pytest.param((3, 2), (0,), (), id="one-stays-and-still-needs-four"),
        pytest.param((3,), (0,), (0,), id="one-name-that-was-not-elected"),
        pytest.param((3, 2, 0), (0, 1), (), id="a-name-without-a-vote"),
    ],
)
def test_the_lowest_are_eliminated_where_the_rules_say_who_that_is(votes, staying, tied):
    ballot = a_ballot(*votes)
    following = next_ballot(ballot)

    def names(places):
        return tuple(ballot.candidates[place] for place in places)

    assert following.candidates == names(staying)
    assert following.tied == names(tied)
    gone = [place for place in range(len(votes)) if place not in staying]
    assert following.eliminated == names(gone)


@given(votes=st.lists(st.integers(0, 3), min_size=1, max_size=7).filter(lambda v: sum(v) <= 7))
def test_who_is_eliminated_never_had_more_votes_than_who_stays(votes):
    ballot = a_ballot(*votes)
    following = next_ballot(ballot)
    count = dict(zip(ballot.candidates, votes, strict=True))

    assert set(following.candidates) | set(following.eliminated) == set(ballot.candidates)
    assert not set(following.candidates) & set(following.eliminated)
    assert bool(following.tied) is not bool(following.eliminated)
    assert all(
        count[gone] < count[stays]
        for gone in following.eliminated
        for stays in following.candidates
    )
    assert set(following.tied) <= set(following.candidates)


def test_only_members_who_are_there_hand_in_a_paper():
    here = tuple(MemberId(uuid4()) for _ in range(4))
    elsewhere = MemberId(uuid4())

    assert only_those_present_voted(voters=here[:3], present=here).verdict is Verdict.MET
    finding = only_those_present_voted(voters=(*here, elsewhere), present=here)
    assert (finding.verdict, finding.facts["not_there"]) == (Verdict.BREACHED, 1)
    assert str(elsewhere) not in repr(finding)


@pytest.mark.parametrize(
    ("held_on", "first_day", "today", "verdict"),
    [
        pytest.param(FIRST_DAY, FIRST_DAY, None, Verdict.MET, id="on-the-day"),
        pytest.param(date(2027, 2, 28), FIRST_DAY, None, Verdict.BREACHED, id="the-day-before"),
        pytest.param(date(2027, 3, 2), FIRST_DAY, None, Verdict.BREACHED, id="the-day-after"),
        pytest.param(None, FIRST_DAY, FIRST_DAY, Verdict.UNDETERMINED, id="not-yet-that-day"),
        pytest.param(None, FIRST_DAY, date(2027, 3, 2), Verdict.BREACHED, id="not-at-all"),
        pytest.param(None, FIRST_DAY, None, Verdict.UNDETERMINED, id="no-day-is-asked-about"),
        pytest.param(None, None, date(2027, 12, 31), Verdict.UNDETERMINED, id="no-session-fixed"),
        pytest.param(FIRST_DAY, None, None, Verdict.UNDETERMINED, id="held-at-no-known-session"),
    ],
)
def test_the_board_is_elected_on_the_first_day_of_the_first_session(
    held_on, first_day, today, verdict
):
    finding = election_is_held_on_its_day(held_on=held_on, first_session_day=first_day, today=today)

    assert (finding.verdict, finding.articles) == (verdict, ("7.5",))


def test_the_day_of_the_yearly_elections_does_not_bind_who_fills_a_vacancy():
    finding = election_is_held_on_its_day(
        held_on=date(2027, 7, 5), first_session_day=FIRST_DAY, fills_vacancy=True
    )

    assert (finding.verdict, finding.articles) == (Verdict.MET, ("9.1",))


@pytest.mark.parametrize(
    ("vacant_since", "filled_on", "today", "verdict", "last_day"),
    [
        (date(2027, 3, 12), date(2027, 7, 16), date(2027, 9, 1), Verdict.MET, date(2027, 7, 16)),
        (date(2027, 3, 12), date(2027, 7, 17), date(2027, 9, 1), Verdict.BREACHED, date(2027, 7, 16)),
        (date(2027, 3, 12), None, date(2027, 7, 16), Verdict.UNDETERMINED, date(2027, 7, 16)),
        (date(2027, 3, 12), None, date(2027, 7, 17), Verdict.BREACHED, date(2027, 7, 16)),
        # It arose while a period was under way: the next one is the one after.
        (date(2027, 7, 5), date(2027, 7, 8), date(2027, 9, 1), Verdict.MET, date(2027, 11, 12)),
        (date(2027, 11, 12), None, date(2028, 9, 1), Verdict.UNDETERMINED, None),
    ],
)  # fmt: skip
def test_a_vacancy_is_filled_by_the_end_of_the_next_period(
    vacant_since, filled_on, today, verdict, last_day
):
    periods = [
        a_period(number=number, opens=opens, closes=closes, places=())
        for number, opens, closes in (
            (903, date(2027, 11, 1), date(2027, 11, 12)),
            (902, date(2027, 7, 5), date(2027, 7, 16)),
            (901, date(2027, 3, 1), date(2027, 3, 12)),
        )
    ]
    finding = vacancy_is_filled_at_the_next_period(
        vacant_since=vacant_since, filled_on=filled_on, periods=periods, today=today
    )

    assert (finding.verdict, finding.facts["last_day"]) == (verdict, last_day)


#: Elections of a member in office from 2024 to 2027, and whether a further one in 2027 is allowed
#: in any four years running (2024-2027), and in the member's own term (2024-2027).
@pytest.mark.parametrize(
    ("years", "verdict"),
    [
        ((), Verdict.MET),
        ((2026,), Verdict.MET),
        ((2024,), Verdict.MET),
        ((2025, 2026), Verdict.BREACHED),
        ((2024, 2026), Verdict.BREACHED),
        ((2022, 2023), Verdict.MET),
        ((2023, 2026), Verdict.MET),
        ((2024, 2025, 2026), Verdict.BREACHED),
    ],
)
def test_who_was_re_elected_once_waits_where_both_readings_agree(years, verdict):
    finding = officer_may_be_elected_again(
        member=elected_in_years(*years), office=Office.PRESIDENT, on=FIRST_DAY
    )

    assert (finding.verdict, finding.articles) == (verdict, ("8.1",))
    assert finding.facts["readings_of_four_years_differ"] is False


def test_two_terms_in_a_row_make_the_readings_differ_and_nothing_is_decided():
    terms = (
        Term(starts=date(2020, 1, 1), ends=date(2023, 12, 31)),
        Term(starts=date(2024, 1, 1), ends=date(2027, 12, 31)),
    )
    member = replace(elected_in_years(2022, 2023), terms=terms)

    def again(day):
        return officer_may_be_elected_again(member=member, office=Office.PRESIDENT, on=day)

    finding = again(date(2024, 3, 1))
    assert finding.verdict is Verdict.UNDETERMINED
    assert finding.cure == "interpret_the_limit_of_reelection"
    assert (finding.facts["elections_in_four_years"], finding.facts["allowed_by_years"]) == (
        2,
        False,
    )
    assert (finding.facts["elections_in_the_term"], finding.facts["allowed_by_term"]) == (0, True)
    # In 2026 the four years running are those from 2023 on.
    assert again(date(2026, 3, 1)).verdict is Verdict.MET


def test_an_early_day_of_election_does_not_make_a_fifth_year_count():
    held = tuple(
        OfficeHeld(office=Office.PRESIDENT, starts=day)
        for day in (date(2022, 3, 7), date(2023, 3, 6))
    )
    term = Term(starts=date(2022, 1, 1), ends=date(2029, 12, 31))
    member = a_member("Ana Example", "CO", offices=held, terms=(term,))
    finding = officer_may_be_elected_again(
        member=member, office=Office.PRESIDENT, on=date(2026, 3, 2)
    )

    assert finding.facts["elections_in_four_years"] == 1


def test_other_offices_interim_ones_and_the_election_itself_do_not_count():
    held = (
        OfficeHeld(office=Office.PRESIDENT, starts=date(2025, 1, 1), interim=True),
        OfficeHeld(office=Office.PRESIDENT, starts=date(2026, 3, 1)),
        OfficeHeld(office=Office.FIRST_VICE_PRESIDENT, starts=date(2025, 3, 1)),
        OfficeHeld(office=Office.PRESIDENT, starts=FIRST_DAY),
    )
    member = a_member("Ana Example", "CO", offices=held)
    finding = officer_may_be_elected_again(member=member, office=Office.PRESIDENT, on=FIRST_DAY)

    assert (finding.verdict, finding.facts["elections_in_four_years"]) == (Verdict.MET, 1)


def test_an_election_on_the_first_day_of_a_term_is_of_that_term():
    held = tuple(
        OfficeHeld(office=Office.PRESIDENT, starts=day)
        for day in (date(2024, 1, 1), date(2025, 3, 1))
    )
    member = a_member("Ana Example", "CO", offices=held)
    finding = officer_may_be_elected_again(member=member, office=Office.PRESIDENT, on=FIRST_DAY)

    assert (finding.verdict, finding.facts["elections_in_the_term"]) == (Verdict.BREACHED, 2)


def test_without_a_term_on_record_nothing_is_said():
    member = replace(elected_in_years(2026), terms=())
    finding = officer_may_be_elected_again(member=member, office=Office.PRESIDENT, on=FIRST_DAY)

    assert (finding.verdict, finding.cure) == (Verdict.UNDETERMINED, "record_the_term_of_office")
    assert finding.facts["elections_in_the_term"] is None

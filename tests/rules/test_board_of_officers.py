from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from convoca.domain.member import Member, Office, OfficeHeld, Term
from convoca.rules.board_of_officers import presiding_on
from support.builders import a_member

ELECTED = date(2026, 3, 2)


def an_officer(name: str, office: Office, **dates: date) -> Member:
    return a_member(name, "CO", offices=(OfficeHeld(office=office, starts=ELECTED, **dates),))


PRESIDENT = an_officer("President", Office.PRESIDENT)
FIRST = an_officer("First", Office.FIRST_VICE_PRESIDENT)
SECOND = an_officer("Second", Office.SECOND_VICE_PRESIDENT)
SENIOR = a_member("Senior", "PE", terms=(Term(starts=date(2020, 1, 1), ends=date(2027, 12, 31)),))
BOARD = (FIRST, SECOND, PRESIDENT, SENIOR)


@pytest.mark.parametrize(
    ("unavailable", "presides"),
    [
        pytest.param((), PRESIDENT, id="the-President"),
        pytest.param((PRESIDENT,), FIRST, id="the-First-Vice-President-9.3"),
        pytest.param((PRESIDENT, FIRST), SECOND, id="the-Second-Vice-President-9.3"),
        pytest.param((PRESIDENT, FIRST, SECOND), SENIOR, id="the-most-senior-9.3"),
        pytest.param(BOARD, None, id="nobody"),
    ],
)
def test_the_presidency_passes_in_the_order_of_article_9(unavailable, presides):
    absent = {member.id for member in unavailable}

    assert presiding_on(BOARD, date(2026, 6, 1), unavailable=absent) == presides


@pytest.mark.parametrize("away", list(product((False, True), repeat=4)))
def test_for_every_absence_and_recusal_the_first_who_is_left_presides(away):
    """Art. 9.3: fifteen ways in which somebody is left, and one in which nobody is."""
    in_order = (PRESIDENT, FIRST, SECOND, SENIOR)
    left = [member for member, gone in zip(in_order, away, strict=True) if not gone]
    unavailable = {member.id for member in in_order if member not in left}
    presides = presiding_on(BOARD, date(2026, 6, 1), unavailable=unavailable)

    assert presides == (left[0] if left else None)


def test_a_president_whose_membership_ended_is_replaced_by_the_first_vice_president():
    leaving = replace(PRESIDENT, terms=(Term(starts=date(2022, 1, 1), ends=date(2026, 12, 31)),))
    members = (leaving, FIRST, SECOND, SENIOR)

    assert presiding_on(members, date(2026, 12, 31)) == leaving
    assert presiding_on(members, date(2027, 1, 1)) == FIRST


@pytest.mark.parametrize(
    ("day", "presides"),
    [
        pytest.param(date(2027, 2, 28), "First", id="the-day-before-the-election"),
        pytest.param(date(2027, 3, 1), "New", id="the-day-of-the-election"),
        pytest.param(date(2027, 3, 2), "New", id="the-day-after"),
    ],
)
def test_an_interim_board_presides_until_the_day_of_the_election(day, presides):
    interim = replace(
        FIRST,
        offices=(
            OfficeHeld(
                office=Office.PRESIDENT,
                starts=date(2027, 1, 1),
                ends=date(2027, 3, 1),
                interim=True,
            ),
        ),
    )
    elected = a_member(
        "New", "BR", offices=(OfficeHeld(office=Office.PRESIDENT, starts=date(2027, 3, 1)),)
    )
    found = presiding_on((interim, elected, SENIOR), day)

    assert found is not None
    assert found.name == presides


def test_nobody_is_said_to_preside_when_no_board_is_on_record():
    assert presiding_on(BOARD, date(2026, 3, 1)) is None
    assert presiding_on((SENIOR,), date(2026, 6, 1)) is None


def test_seniority_counts_from_the_first_term_and_a_tie_goes_by_age_which_is_not_on_record():
    again = replace(
        SENIOR,
        terms=(
            Term(starts=date(2020, 1, 1), ends=date(2023, 12, 31)),
            Term(starts=date(2024, 1, 1), ends=date(2027, 12, 31)),
        ),
    )
    absent = {PRESIDENT.id, FIRST.id, SECOND.id}
    rival = a_member("Rival", "EC", terms=SENIOR.terms)

    assert presiding_on((*BOARD[:3], again), ELECTED, unavailable=absent) == again
    assert presiding_on((*BOARD, rival), ELECTED, unavailable=absent) is None


def test_a_member_on_the_first_day_of_a_first_term_is_the_least_senior():
    newcomer = a_member("New", "EC", terms=(Term(starts=ELECTED, ends=date(2029, 12, 31)),))
    absent = {PRESIDENT.id, FIRST.id, SECOND.id}

    assert presiding_on((*BOARD, newcomer), ELECTED, unavailable=absent) == SENIOR
    assert presiding_on((*BOARD[:3], newcomer), ELECTED, unavailable=absent) == newcomer

"""Each constraint: a programme that breaks it and nothing else, and what is found of it."""

from dataclasses import replace
from datetime import date

import pytest

from convoca.domain.finding import Citation, Verdict
from convoca.scheduling.constraints import (
    CHECKS,
    CUSTOMS,
    OF_A_WHOLE_PROGRAMME,
    Constraint,
    violations,
    violations_of_a_whole,
)
from convoca.scheduling.problem import Pin, Room
from support.breaches import BREAKING, LAWFUL, Case, of_first
from support.timetables import GRID, a_problem, an_event, at


def broken(case: Case) -> set[Constraint]:
    problem, programme = case
    return {violation.constraint for violation in violations_of_a_whole(programme, problem)}


def test_every_constraint_has_its_check_and_its_breach():
    assert set(CHECKS) == set(BREAKING) == set(Constraint)


def test_a_lawful_programme_breaks_nothing():
    assert broken((a_problem(), LAWFUL)) == set()


@pytest.mark.parametrize("constraint", Constraint)
def test_a_programme_that_breaks_one_constraint_is_found_by_its_check_alone(
    constraint, monkeypatch
):
    assert broken(BREAKING[constraint]) == {constraint}

    monkeypatch.setitem(CHECKS, constraint, lambda layout: iter(()))
    assert broken(BREAKING[constraint]) == set()


@pytest.mark.parametrize(
    "constraint",
    [
        pytest.param(c, id=c)
        for c in (
            Constraint.WITHIN_HEARING_HOURS,
            Constraint.START_IS_ON_THE_GRID,
            Constraint.DAY_IS_ALLOWED,
            Constraint.ROOM_HAS_TURNAROUND,
            Constraint.ROOM_SEATS_EVERYBODY,
            Constraint.ROOM_HAS_THE_LANGUAGES,
        )
    ],
)
def test_what_is_only_usual_cites_no_article(constraint):
    (violation,) = violations(BREAKING[constraint][1], BREAKING[constraint][0])

    assert constraint in CUSTOMS
    assert violation.as_finding().citations == ()


@pytest.mark.parametrize(
    ("constraint", "citations"),
    [
        (Constraint.NOTICE_HAS_RUN, (Citation(64, 4), Citation(66, 5))),
        (Constraint.ROOM_TAKES_PRIVATE_HEARINGS, (Citation(68),)),
        (Constraint.PANEL_IS_IN_OFFICE, (Citation(2, 1),)),
        (Constraint.PANEL_TAKES_PART, (Citation(17, 2, "a"), Citation(17, 2, "b"))),
        (Constraint.PANEL_IS_OF_THE_WORKING_GROUP, (Citation(67),)),
        (Constraint.PANEL_IS_A_QUORUM, (Citation(16),)),
    ],
)
def test_what_an_article_demands_cites_it(constraint, citations):
    (violation,) = violations(BREAKING[constraint][1], BREAKING[constraint][0])

    assert violation.as_finding().citations == citations
    assert violation.as_finding().verdict is Verdict.BREACHED


def test_a_draft_may_leave_something_out():
    assert {Constraint.EVENT_IS_PLACED, Constraint.EVENT_IS_KNOWN} == OF_A_WHOLE_PROGRAMME
    assert violations({"first": at(0), "other": at(0)}, a_problem()) == ()


def test_a_room_that_is_used_back_to_back_is_free():
    assert broken((a_problem(), {"first": at(0), "second": at(2)})) == set()
    assert broken((a_problem(), {"first": at(1), "second": at(2)})) == {Constraint.ROOM_IS_FREE}


def test_turnaround_is_asked_within_a_day_only_where_nights_are_left_out():
    grid = replace(GRID, stride=GRID.grains_per_day)
    problem = a_problem(grid=grid, turnaround=1)
    assert broken((problem, {"first": at(6), "second": at(8)})) == set()


def test_a_room_with_hours_of_its_own_is_judged_by_them():
    problem = a_problem(rooms=(Room(id="A", open=((0, 4), (4, 6))), Room(id="B")))

    assert broken((problem, LAWFUL)) == set()
    # It would be held in both spans, and the room is cleared between them.
    assert broken((problem, {**LAWFUL, "first": at(3, "A"), "second": at(0, "B")})) == {
        Constraint.WITHIN_HEARING_HOURS
    }
    assert broken((problem, {**LAWFUL, "first": at(10)})) == {Constraint.WITHIN_THE_PERIOD}


def test_hours_and_days_are_told_on_the_clock_of_the_venue():
    (hours,) = violations({"first": at(17)}, a_problem())
    assert hours.facts == {
        "first": "first",
        "day": date(2027, 3, 9),
        "hour": "12:30",
        "opens": "09:00",
        "closes": "13:00",
    }

    (dates,) = violations({"first": at(-10)}, a_problem())
    assert dates.facts["day"] == date(2027, 3, 7)
    assert (dates.facts["opens"], dates.facts["closes"]) == (date(2027, 3, 8), date(2027, 3, 9))


def test_two_that_clash_are_told_from_the_first_with_the_hour_of_the_second():
    problem = a_problem(
        an_event("late", title="Late", parties=("state:MX",)),
        an_event("early", title="Early", parties=("state:MX", "org")),
    )
    (violation,) = violations({"late": at(1, "B"), "early": at(0)}, problem)

    assert violation.events == ("early", "late")
    assert violation.facts == {
        "first": "Early",
        "second": "Late",
        "day": date(2027, 3, 8),
        "hour": "09:30",
        "party": "",
        "state": "MX",
    }


def test_why_a_member_is_away_is_nobodys_matter():
    problem, programme = BREAKING[Constraint.MEMBER_IS_AVAILABLE]
    (violation,) = violations(programme, problem)
    assert set(violation.facts) == {"first", "day", "hour", "member"}


def test_who_is_no_member_on_record_is_not_in_office():
    assert broken((a_problem(), {**LAWFUL, "first": at(0, "A", "nobody")})) == {
        Constraint.PANEL_IS_IN_OFFICE
    }


def test_a_recused_member_does_not_sit():
    problem = of_first(recused=("m2",))
    assert broken((problem, {**LAWFUL, "first": at(0, "A", "m2")})) == {Constraint.PANEL_TAKES_PART}
    assert broken((problem, {**LAWFUL, "second": at(2, "A", "m2")})) == set()


def test_interpreters_are_counted_at_one_time():
    problem, _ = BREAKING[Constraint.INTERPRETERS_SUFFICE]
    assert broken((problem, {"first": at(0), "second": at(2, "B")})) == set()
    # On the second day there are two teams.
    assert broken((problem, {"first": at(10), "second": at(10, "B")})) == set()


def test_the_past_may_be_neither_changed_nor_entered():
    baseline = {"first": at(0, "A", "m1", "m2"), "second": at(4)}
    problem = a_problem(baseline=baseline, frozen_before=2)

    assert broken((problem, baseline)) == set()
    # The order of the seats is no change.
    assert broken((problem, {**baseline, "first": at(0, "A", "m2", "m1")})) == set()
    assert broken((problem, {**baseline, "first": at(4, "B", "m1", "m2")})) == {
        Constraint.PAST_STAYS
    }
    assert broken((problem, {**baseline, "second": at(0, "B")})) == {Constraint.PAST_STAYS}
    assert broken((problem, {**baseline, "second": at(6)})) == set()


def test_what_had_begun_is_not_moved_to_its_pin():
    pinned = an_event("first", pin=Pin(start=4, room="A"))
    problem = a_problem(pinned, baseline={"first": at(0)}, frozen_before=2)
    assert broken((problem, {"first": at(0)})) == set()

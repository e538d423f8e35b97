"""The judge as a whole, and what a change would do before anybody makes it."""

from convoca.scheduling.check import check, what_if
from convoca.scheduling.constraints import Constraint
from convoca.scheduling.problem import Objective
from support.timetables import a_problem, an_event, at

PROBLEM = a_problem(
    an_event("first", title="First", parties=("state:MX",)),
    an_event("second", title="Second", parties=("state:MX",)),
)
APART = {"first": at(0), "second": at(2, "B")}


def test_a_lawful_programme_is_feasible_and_costs_what_it_costs():
    report = check(PROBLEM, {"first": at(0), "second": at(10)})

    assert report.is_feasible
    assert report.cost == 10
    assert report.cost_by_objective[Objective.STATE_DAYS] == 10


def test_what_is_left_out_makes_a_programme_infeasible():
    report = check(PROBLEM, {"first": at(0)})

    assert not report.is_feasible
    assert [(v.constraint, v.events) for v in report.violations] == [
        (Constraint.EVENT_IS_PLACED, ("second",))
    ]


def test_a_move_into_a_conflict_breaks_something_new():
    would = what_if(PROBLEM, APART, {"second": at(1, "B")})

    assert [v.constraint for v in would.new_violations] == [Constraint.PARTY_IS_NOT_IN_TWO_PLACES]
    assert would.cured_violations == ()


def test_a_move_out_of_a_conflict_cures_it_and_has_its_price():
    together = {"first": at(0), "second": at(1, "B")}
    would = what_if(PROBLEM, together, {"second": at(10, "B")})

    assert would.new_violations == ()
    assert [v.events for v in would.cured_violations] == [("first", "second")]
    assert (would.cost_before, would.cost_after) == (0, 10)
    assert would.cost_change_by_objective[Objective.STATE_DAYS] == 10


def test_the_same_clash_at_another_hour_is_not_new():
    together = {"first": at(0), "second": at(1, "B")}
    would = what_if(PROBLEM, together, {"first": at(10), "second": at(10, "B")})

    assert would.new_violations == would.cured_violations == ()


def test_a_clash_in_another_room_is_new():
    here = {"first": at(0, "A"), "second": at(1, "A")}
    would = what_if(PROBLEM, here, {"first": at(0, "B"), "second": at(1, "B")})

    assert [v.facts["room"] for v in would.new_violations] == ["B"]
    assert [v.facts["room"] for v in would.cured_violations] == ["A"]


def test_what_is_taken_out_is_no_violation_and_costs_nothing_any_more():
    would = what_if(PROBLEM, {"first": at(0), "second": at(10)}, {"second": None})

    assert would.new_violations == ()
    assert would.cost_after == 0


def test_a_question_changes_no_programme():
    programme = dict(APART)
    what_if(PROBLEM, programme, {"first": None})
    assert programme == APART

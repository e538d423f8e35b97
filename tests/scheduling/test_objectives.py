"""What each wish costs: a programme that costs nothing, and one that costs so much."""

from dataclasses import replace

import pytest

from convoca.scheduling.objectives import costs, total_cost
from convoca.scheduling.problem import (
    USUAL_WEIGHTS,
    ChangeWeights,
    Objective,
    Problem,
    Programme,
    Wishes,
)
from support.timetables import a_problem, an_event, at

#: Lunch from 11 to 12, good hours from 9 to 11; a member sits for two hours a day.
WISHES = Wishes(lunch=(4, 6), prime=(0, 4), load_per_day=4)


def with_first(**changes: object) -> Problem:
    return a_problem(an_event("first", **changes), an_event("second"), wishes=WISHES)


BOTH = a_problem(
    an_event("first", parties=("state:MX", "org", "person")),
    an_event("second", parties=("state:MX", "org", "person")),
    wishes=replace(WISHES, weights={Objective.ORGANISATION_DAYS: 0}),
)
SPREAD = a_problem(
    *(an_event(name, topic="water") for name in ("a", "b", "c")),
    wishes=replace(WISHES, topics={"water": "spread"}),
)
GROUPED = replace(SPREAD, wishes=replace(WISHES, topics={"water": "group"}))
RELEASED = a_problem(
    wishes=replace(WISHES, changes=ChangeWeights(day=40, time=20, room=5, member=3)),
    baseline={"first": at(0, "A", "m1", "m2")},
)


@pytest.mark.parametrize(
    ("objective", "problem", "free", "dear", "cost"),
    [
        (
            Objective.STATE_DAYS,
            BOTH,
            {"first": at(0), "second": at(6)},
            {"first": at(0), "second": at(10)},
            10,
        ),
        (
            Objective.ORGANISATION_DAYS,
            replace(BOTH, wishes=WISHES),
            {"first": at(0), "second": at(2)},
            {"first": at(0), "second": at(10)},
            4,
        ),
        (
            Objective.RAPPORTEUR_ABSENT,
            with_first(rapporteurs=("m1",)),
            {"first": at(0, "A", "m1")},
            {"first": at(0, "A", "m2")},
            8,
        ),
        (Objective.LUNCH, with_first(), {"first": at(2)}, {"first": at(3)}, 3),
        (
            Objective.PRIME_TIME,
            with_first(is_priority=True),
            {"first": at(2)},
            {"first": at(3)},
            4,
        ),
        # Nine o'clock at the venue is half past six, and the second hour is not begun before eight.
        (
            Objective.REMOTE_HOURS,
            with_first(remote_offsets=(-2.5,)),
            {"first": at(3)},
            {"first": at(0)},
            3,
        ),
        (
            Objective.TOPICS,
            SPREAD,
            {"a": at(0), "b": at(2), "c": at(10)},
            {"a": at(0), "b": at(2), "c": at(4)},
            2,
        ),
        (
            Objective.TOPICS,
            GROUPED,
            {"a": at(0), "b": at(2), "c": at(4)},
            {"a": at(0), "b": at(2), "c": at(10)},
            2,
        ),
        (
            Objective.DAILY_LOAD,
            a_problem(an_event("first", duration=5), wishes=WISHES),
            {"first": at(0)},
            {"first": at(0, "A", "m1")},
            1,
        ),
        (
            Objective.BALANCE,
            with_first(),
            {"first": at(0, "A", "m1", "m2", "m3", "m4", "m5")},
            {"first": at(0, "A", "m1", "m2")},
            2,
        ),
        (Objective.CHANGES, RELEASED, {"first": at(0, "A", "m1", "m2")}, {"first": at(10, "A", "m1", "m2")}, 40),
        (Objective.CHANGES, RELEASED, {"second": at(0)}, {"first": at(2, "A", "m1", "m2")}, 20),
        (Objective.CHANGES, RELEASED, {}, {"first": at(0, "B", "m1", "m2")}, 5),
        (Objective.CHANGES, RELEASED, {"first": at(0, "A", "m1", "m2", "m3")}, {"first": at(0, "A", "m2")}, 3),
    ],
)  # fmt: skip
def test_a_wish_that_is_not_met_has_its_price(
    objective: Objective, problem: Problem, free: Programme, dear: Programme, cost: int
):
    assert costs(free, problem)[objective] == 0
    assert costs(dear, problem)[objective] == cost


def test_a_weight_prices_each_unit_and_zero_makes_it_free():
    programme = {"first": at(0), "second": at(10)}
    for weight in (0, 1, 7):
        problem = replace(BOTH, wishes=replace(WISHES, weights={Objective.STATE_DAYS: weight}))
        assert costs(programme, problem)[Objective.STATE_DAYS] == weight


def test_a_rapporteur_who_may_not_take_part_is_not_missed():
    programme = {"first": at(0)}
    for changes in ({"states": ("MX",)}, {"recused": ("m1",)}, {"group": ("m2",)}):
        problem = with_first(rapporteurs=("m1",), **changes)
        assert costs(programme, problem)[Objective.RAPPORTEUR_ABSENT] == 0


def test_changes_are_counted_only_where_something_was_released():
    assert Objective.CHANGES not in costs({}, a_problem())
    assert set(costs({}, a_problem())) == set(Objective) - {Objective.CHANGES}
    assert set(costs({}, RELEASED)) == set(Objective)


def test_the_costs_add_up():
    programme = {"first": at(3), "second": at(12, "A", "m1")}
    assert total_cost(programme, RELEASED) == sum(costs(programme, RELEASED).values()) > 0


def test_every_objective_has_its_usual_weight():
    assert set(USUAL_WEIGHTS) == set(Objective)

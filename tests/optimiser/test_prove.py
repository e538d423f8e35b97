"""The best programme, and the proof that there is none better."""

import pytest

from convoca.optimiser.prove import decide, prove
from convoca.optimiser.witness import attempt
from convoca.scheduling.answers import Progress, Status
from convoca.scheduling.check import check
from support.instances import are_here, instance
from support.timetables import a_problem, an_event, at


def test_a_programme_without_cost_is_proven_best():
    proof = prove(a_problem(), None, time_limit=20, workers=1)

    assert proof.status is Status.OPTIMAL
    assert (proof.cost, proof.bound) == (0, 0)
    assert check(a_problem(), proof.programme).is_feasible


def test_a_day_between_two_hearings_of_a_state_costs_what_is_wished_for_it():
    first = an_event("first", parties=("state:MX",), days=frozenset({0}))
    second = an_event("second", parties=("state:MX",), days=frozenset({1}))

    proof = prove(a_problem(first, second), None, time_limit=20, workers=1)

    assert (proof.status, proof.cost, proof.bound) == (Status.OPTIMAL, 10, 10)


@pytest.mark.parametrize("length", [pytest.param(3, id="fits"), pytest.param(5, id="fits-not")])
def test_what_does_not_go_into_a_day_one_by_one_is_infeasible_by_two_runs(length: int):
    """Three hearings of five grains need fifteen of sixteen: no count forbids it, a day of eight does."""
    hearings = tuple(an_event(f"e{n}", parties=("org",), duration=length) for n in range(3))

    status = decide(a_problem(*hearings), time_limit=20)

    assert status is (Status.FEASIBLE if length == 3 else Status.INFEASIBLE)


def test_a_programme_in_hand_is_kept_when_there_is_no_time():
    problem = a_problem()
    start = {"first": at(0, "A"), "second": at(2, "A")}

    proof = prove(problem, start, time_limit=0.0, workers=1, is_cancelled=lambda: True)

    assert proof.programme is not None
    assert check(problem, proof.programme).is_feasible


def test_a_programme_that_breaks_something_is_not_taken_for_a_start():
    clash = {"first": at(0, "A"), "second": at(0, "A")}

    proof = prove(a_problem(), clash, time_limit=20, workers=1)

    assert check(a_problem(), proof.programme).is_feasible


@are_here
@pytest.mark.parametrize(("name", "best"), [("h20n-s1", 10), ("h20t-s1", 18)])
def test_twenty_events_are_proven_optimal(name: str, best: int):
    problem = instance(name)
    heard: list[Progress] = []

    proof = prove(
        problem,
        attempt(problem, time_limit=5).programme,
        time_limit=30,
        workers=2,
        on_progress=heard.append,
    )

    assert (proof.status, proof.cost, proof.bound) == (Status.OPTIMAL, best, best)
    assert check(problem, proof.programme).cost == best
    assert heard

"""The search keeps every rule and knows to the unit what it pays, whatever it has done before."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convoca.optimiser.greedy import NO_LIMIT, first_state
from convoca.optimiser.insertion import Insertion
from convoca.optimiser.programmes import places_of, programme_of
from convoca.optimiser.ruin_recreate import Search, state_of
from convoca.optimiser.state import State
from convoca.optimiser.tables import tables
from convoca.scheduling.check import check
from convoca.scheduling.constraints import violations
from convoca.scheduling.objectives import costs, total_cost
from convoca.scheduling.problem import (
    Objective,
    Party,
    PartyKind,
    Pin,
    Problem,
    Wishes,
)
from support.exhaustive import programmes
from support.timetables import GRID, a_problem, an_event, at, problems

STEPS = 200


@settings(max_examples=40, deadline=None)
@given(problems(most_events=6), st.integers(0, 999))
def test_no_state_on_the_way_breaks_a_rule_or_mistakes_its_cost(
    problem: Problem, seed: int
) -> None:
    problem = _without_levels(problem)
    # The share of a topic on a day is counted from all events: only a whole programme can be compared.
    problem = replace(problem, wishes=replace(problem.wishes, topics={}))
    chance = Random(seed)
    state = State(tables(problem))
    insertion = Insertion(state, chance)

    for _ in range(12):
        index = chance.randrange(len(problem.events))
        if state.places[index]:
            state.remove(index)
        elif found := insertion.best(index, NO_LIMIT):
            cost, place = found
            assert state.fits(index, place)
            assert state.cost_of(index, place) == cost
            state.place(index, place, cost)
        programme = programme_of(problem, state.places)
        assert violations(programme, problem) == ()
        assert state.cost + state.balance == total_cost(programme, problem)


@settings(max_examples=30, deadline=None)
@given(problems(most_events=3), st.integers(0, 99))
def test_an_insertion_is_the_cheapest_that_there_is(problem: Problem, seed: int) -> None:
    problem = _without_levels(problem)
    state = State(tables(problem))
    insertion = Insertion(state, Random(seed))
    *others, last = range(len(problem.events))
    for index in others:
        if found := insertion.best(index, NO_LIMIT):
            state.place(index, found[1], found[0])

    found = insertion.best(last, NO_LIMIT)

    legal = [
        (start, room, panel)
        for start in range(len(problem.grid.days) * problem.grid.stride)
        for room in range(len(problem.rooms))
        for panel in _panels(tables(problem).events[last].bench)
        if state.fits(last, (start, room, panel))
    ]
    assert (found is None) == (not legal)
    if found:
        assert found[0] == min(state.cost_of(last, place) for place in legal)


@settings(max_examples=40, deadline=None)
@given(problems(most_events=5), st.integers(0, 99))
def test_a_search_ends_with_a_lawful_programme_of_the_cost_it_says(
    problem: Problem, seed: int
) -> None:
    problem = _without_levels(problem)
    search = Search(first_state(tables(problem), Random(seed)), seed)

    search.run(STEPS, 0.5)

    programme = programme_of(problem, search.best)
    assert violations(programme, problem) == ()
    assert len(programme) == len(problem.events) - search.best_missing
    if not search.best_missing:
        assert search.best_cost == total_cost(programme, problem)


@pytest.mark.parametrize("seed", range(3))
def test_a_search_finds_the_best_of_all_programmes(seed: int) -> None:
    problem = _three_hearings()
    search = Search(first_state(tables(problem), Random(seed)), seed)

    for share in range(10):
        search.run(STEPS, share / 10)

    best = min(total_cost(programme, problem) for programme in programmes(problem))
    assert search.best_cost == best


def test_a_search_places_what_the_first_pass_could_not() -> None:
    problem = a_problem(
        *(an_event(f"long {n}", duration=6, quorum=3) for n in range(2)),
        *(an_event(f"short {n}", duration=2, quorum=3) for n in range(2)),
    )
    badly = {"short 0": at(3, "A", "m1", "m2", "m3"), "short 1": at(13, "A", "m1", "m2", "m3")}
    search = Search(state_of(tables(problem), places_of(problem, badly)), 1)
    assert search.best_missing == 2

    search.run(STEPS, 0.5)

    assert search.best_missing == 0
    assert check(problem, programme_of(problem, search.best)).is_feasible


def test_the_same_seed_gives_the_same_programme() -> None:
    def once() -> list[object]:
        search = Search(first_state(tables(_three_hearings()), Random(5)), 5)
        search.run(STEPS, 0.2)
        return list(search.best)

    assert once() == once()


def test_pins_and_what_has_begun_stay() -> None:
    problem = a_problem(
        an_event("pinned", pin=Pin(start=14, room="B")),
        an_event("begun", quorum=2),
        an_event("free"),
        baseline={"begun": at(1, "B", "m4", "m2")},
        frozen_before=2,
    )
    search = Search(first_state(tables(problem), Random(1)), 1)

    search.run(STEPS, 0.5)

    programme = programme_of(problem, search.best)
    assert programme["begun"] == at(1, "B", "m4", "m2")
    assert (programme["pinned"].start, programme["pinned"].room) == (14, "B")
    assert programme["free"].start >= 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Objective.RAPPORTEUR_ABSENT, Objective.STATE_DAYS),
        (Objective.STATE_DAYS, Objective.RAPPORTEUR_ABSENT),
    ],
)
def test_no_gain_in_a_later_level_pays_for_a_loss_in_an_earlier_one(
    first: Objective, second: Objective
) -> None:
    """The rapporteur is there on the second day only; the State cannot come twice on one day."""
    problem = _torn_between(Wishes(levels=((first,), (second,))))
    search = Search(first_state(tables(problem), Random(1)), 1)

    for share in range(10):
        search.run(STEPS, share / 10)

    paid = costs(programme_of(problem, search.best), problem)
    assert paid[first] == 0
    assert paid[second] > 0


def _torn_between(wishes: Wishes) -> Problem:
    problem = a_problem(
        an_event("fixed", parties=("state:MX",), pin=Pin(start=0, room="A")),
        an_event("free", parties=("state:MX",), rapporteurs=("m1",)),
        wishes=wishes,
    )
    first, *others = problem.members
    return replace(problem, members=(replace(first, unavailable=((0, 9),)), *others))


def _three_hearings() -> Problem:
    """So few places that all programmes can be looked at: half days, and three members."""
    first, second, third = (
        an_event("first", parties=("state:MX", "org"), quorum=2, rapporteurs=("m3",)),
        an_event("second", parties=("org",), quorum=2, is_priority=True),
        an_event("third", parties=("state:MX",), quorum=1, rapporteurs=("m2",)),
    )
    usual = a_problem()
    return a_problem(
        *(replace(event, duration=4) for event in (first, second, third)),
        grid=replace(GRID, step=4),
        rooms=usual.rooms[:1],
        members=usual.members[:3],
        parties=(
            Party(id="state:MX", kind=PartyKind.STATE, unavailable=((0, 3),)),
            Party(id="org", unavailable=((12, 14),)),
        ),
        wishes=Wishes(lunch=(3, 5), prime=(0, 4), load_per_day=5),
    )


def _without_levels(problem: Problem) -> Problem:
    return replace(problem, wishes=replace(problem.wishes, levels=()))


def _panels(bench: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [panel for size in range(len(bench) + 1) for panel in combinations(bench, size)]

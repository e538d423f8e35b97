"""Any small problem, any programme of it: the checker and a slow, independent one say the same."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from convoca.scheduling.check import check
from convoca.scheduling.problem import Problem, Programme
from support.slow_judge import Found, judged, priced
from support.timetables import drawn_programmes

DRAWN = drawn_programmes()


def found(problem: Problem, programme: Programme) -> Found:
    return {
        (str(violation.constraint), frozenset(violation.events))
        for violation in check(problem, programme).violations
    }


@settings(max_examples=150)
@given(DRAWN)
def test_the_checker_finds_what_the_slow_judge_finds(drawn: tuple[Problem, Programme]):
    problem, programme = drawn
    assert found(problem, programme) == judged(problem, programme)


@settings(max_examples=100)
@given(DRAWN)
def test_a_programme_costs_what_the_slow_judge_says(drawn: tuple[Problem, Programme]):
    problem, programme = drawn
    assert check(problem, programme).cost == priced(problem, programme)


@settings(max_examples=50)
@given(DRAWN, st.randoms())
def test_the_order_of_events_rooms_and_people_changes_nothing(drawn, random):
    problem, programme = drawn

    def shuffled(things):
        return tuple(random.sample(things, len(things)))

    other = replace(
        problem,
        events=shuffled(problem.events),
        rooms=shuffled(problem.rooms),
        members=shuffled(problem.members),
        parties=shuffled(problem.parties),
    )
    turned = dict(shuffled(tuple(programme.items())))

    assert check(other, turned).cost_by_objective == check(problem, programme).cost_by_objective
    assert found(other, turned) == found(problem, programme)


@settings(max_examples=50)
@given(DRAWN)
def test_other_names_change_nothing(drawn: tuple[Problem, Programme]):
    problem, programme = drawn
    names = {event.id: f"z{9 - n}" for n, event in enumerate(problem.events)}
    other = replace(
        problem,
        events=tuple(replace(event, id=names[event.id]) for event in problem.events),
        baseline={names[key]: place for key, place in problem.baseline.items()},
    )
    renamed = {names[key]: place for key, place in programme.items()}

    assert check(other, renamed).cost == check(problem, programme).cost
    assert found(other, renamed) == {
        (constraint, frozenset(names[key] for key in events))
        for constraint, events in found(problem, programme)
    }


@settings(max_examples=50)
@given(DRAWN, st.integers(-400, 400))
def test_a_period_at_another_time_of_the_year_breaks_and_costs_the_same(drawn, days):
    problem, programme = drawn
    moved = tuple(day + timedelta(days=days) for day in problem.grid.days)
    other = replace(problem, grid=replace(problem.grid, days=moved))

    assert check(other, programme).cost == check(problem, programme).cost
    assert found(other, programme) == found(problem, programme)


@settings(max_examples=50)
@given(DRAWN)
def test_an_empty_day_before_the_first_changes_no_verdict(drawn: tuple[Problem, Programme]):
    """Everything happens a day later; what was before the first day still is outside the rooms' days."""
    problem, programme = drawn
    later = problem.grid.stride
    grid = replace(
        problem.grid, days=(problem.grid.days[0] - timedelta(days=1), *problem.grid.days)
    )

    def spans(of):
        return tuple((a + later, b + later) for a, b in of)

    def places(of):
        return {key: replace(place, start=place.start + later) for key, place in of.items()}

    other = replace(
        problem,
        grid=grid,
        rooms=tuple(
            replace(
                room,
                open=None if room.open is None else spans(room.open),
                closures=tuple(
                    replace(c, span=(c.span[0] + later, c.span[1] + later)) for c in room.closures
                ),
            )
            for room in problem.rooms
        ),
        members=tuple(
            replace(m, unavailable=spans(m.unavailable), out_of_office=spans(m.out_of_office))
            for m in problem.members
        ),
        parties=tuple(replace(p, unavailable=spans(p.unavailable)) for p in problem.parties),
        events=tuple(
            replace(
                event,
                earliest_day=event.earliest_day + 1,
                days=None if event.days is None else frozenset(day + 1 for day in event.days),
                pin=event.pin and replace(event.pin, start=event.pin.start + later),
            )
            for event in problem.events
        ),
        teams={language: (0, *of_days) for language, of_days in problem.teams.items()},
        baseline=places(problem.baseline),
        frozen_before=problem.frozen_before + later,
    )
    inside = {key: place for key, place in programme.items() if place.start >= 0}

    assert found(other, places(inside)) == found(problem, inside)

"""What is offered for one event is every legal place, at the price that the checker finds."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from convoca.optimiser.options import Desk, options
from convoca.scheduling.constraints import violations
from convoca.scheduling.objectives import total_cost
from convoca.scheduling.problem import Assignment, Problem, Programme
from support.timetables import a_problem, an_event, at, drawn_programmes


@settings(max_examples=30, deadline=None)
@given(drawn_programmes(), st.integers(0, 5))
def test_every_offer_is_priced_as_the_checker_prices_it(
    drawn: tuple[Problem, Programme], number: int
) -> None:
    problem, programme = drawn
    event = problem.events[number % len(problem.events)]

    for offer in options(problem, programme, event.id):
        placed = Assignment(start=offer.start, room=offer.room, panel=offer.panel)
        moved = {**programme, event.id: placed}
        change = total_cost(moved, problem) - total_cost(programme, problem)
        assert offer.cost_change == change


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_just_the_places_that_add_no_violation_are_offered(data: st.DataObject) -> None:
    problem, _ = data.draw(drawn_programmes())
    first, *others = problem.events
    programme: dict[str, Assignment] = {}
    for event in others:  # a lawful programme, made of offers
        offers = options(problem, programme, event.id)
        if offers:
            offer = data.draw(st.sampled_from(offers))
            programme[event.id] = Assignment(start=offer.start, room=offer.room, panel=offer.panel)

    offered = {(o.start, o.room) for o in options(problem, programme, first.id)}

    assert offered == set(_legal(problem, programme, first.id))


def test_a_desk_sees_the_move_that_was_made() -> None:
    problem = a_problem(an_event("first", quorum=3), an_event("second", quorum=3))
    desk = Desk(problem, {"first": at(0, "A", "m1", "m2", "m3")})
    before = {o.start for o in desk.options("second")}

    desk.show({"first": at(4, "A", "m1", "m2", "m3")})
    after = {o.start for o in desk.options("second")}

    assert 0 not in before
    assert 4 in before
    assert 0 in after
    assert 4 not in after


def test_an_event_that_fits_nowhere_has_no_options() -> None:
    problem = a_problem(an_event("first", attendance=1000))

    assert options(problem, {}, "first") == ()


def _legal(problem: Problem, programme: Programme, event_id: str) -> list[tuple[int, str]]:
    event = problem.event[event_id]
    released = problem.baseline.get(event_id)
    if released is not None and released.start < problem.frozen_before:
        panels = [released.panel]
    else:
        panels = list(combinations(problem.member, event.quorum))
    return [
        (start, room)
        for start in range(len(problem.grid.days) * problem.grid.stride)
        for room in problem.room
        if any(
            not violations(
                {**programme, event_id: Assignment(start=start, room=room, panel=panel)}, problem
            )
            for panel in panels
        )
    ]

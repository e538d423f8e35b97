"""The starts that are left to an event are those that the checker allows it when it is alone."""

from itertools import combinations

from hypothesis import given, settings

from convoca.optimiser.domains import OF_ONE_ROOM, domains
from convoca.scheduling.answers import RequirementKind
from convoca.scheduling.constraints import violations
from convoca.scheduling.problem import Assignment, Event, Pin, Problem, Room
from support.timetables import a_problem, an_event, problems


@settings(max_examples=30, deadline=None)
@given(problems(most_events=2))
def test_a_start_is_left_where_some_panel_breaks_nothing(problem: Problem) -> None:
    known = domains(problem)
    horizon = len(problem.grid.days) * problem.grid.stride

    for index, event in enumerate(problem.events):
        for number, room in enumerate(problem.rooms):
            left = {s for s in range(horizon) if known.starts[index][number] >> s & 1}
            assert left == {s for s in range(horizon) if _may_be(problem, event, s, room.id)}
            assert known.starts[index][number] >> horizon == 0


@settings(max_examples=30, deadline=None)
@given(problems(most_events=2))
def test_the_reasons_together_take_what_is_not_left(problem: Problem) -> None:
    known = domains(problem)

    for index, event in enumerate(problem.events):
        for number, room in enumerate(problem.rooms):
            left = known.on_grid(event.duration)
            for need, taken in known.reasons(index):
                if need.kind not in OF_ONE_ROOM or need.subject == room.id:
                    left &= ~taken
            assert known.starts[index][number] in {left, 0}


def test_each_reason_is_named_with_what_it_takes() -> None:
    event = an_event("first", attendance=30, earliest_day=1, quorum=1, group=("m1",))
    problem = a_problem(event)

    reasons = {need.kind: need.subject for need, _ in domains(problem).reasons(0)}

    assert reasons == {RequirementKind.NOTICE: "first", RequirementKind.ROOM: "B"}


def test_a_pin_leaves_one_start_in_one_room() -> None:
    problem = a_problem(an_event("first", pin=Pin(start=12, room="B")))

    assert domains(problem).starts == ((0, 1 << 12),)


def test_what_has_begun_stays_with_its_whole_panel() -> None:
    released = {"first": Assignment(start=2, room="A", panel=("m1", "m2"))}
    problem = a_problem(an_event("first"), baseline=released, frozen_before=3)

    assert domains(problem).starts == ((1 << 2, 0),)


def test_nothing_else_is_placed_in_the_past() -> None:
    problem = a_problem(an_event("first"), frozen_before=12, rooms=(Room(id="A"),))

    assert domains(problem).starts[0][0] == sum(1 << start for start in range(12, 17))


def _may_be(problem: Problem, event: Event, start: int, room: str) -> bool:
    released = problem.baseline.get(event.id)
    if released is not None and released.start < problem.frozen_before:
        panels = [released.panel]
    else:
        panels = list(combinations(problem.member, event.quorum))
    return any(
        not violations({event.id: Assignment(start=start, room=room, panel=panel)}, problem)
        for panel in panels
    )

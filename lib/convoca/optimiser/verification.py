"""A second look, by other means, at the proof that some events cannot all be placed."""

from collections.abc import Collection

from convoca.optimiser import cp_sat
from convoca.optimiser.conflict import of_events
from convoca.optimiser.prove import decide
from convoca.scheduling.answers import Status
from convoca.scheduling.constraints import violations
from convoca.scheduling.problem import Assignment, Event, Problem


def is_confirmed(problem: Problem, events: Collection[str], *, time_limit: float) -> bool:
    """Whether it is confirmed that these events cannot all be placed, whatever becomes of the others.

    One event: the checker refuses every start in every room. Several: two runs of CP-SAT that work differently.
    """
    if time_limit <= 0:
        return False
    concerned = of_events(problem, events)
    if len(concerned.events) == 1:
        return _is_refused_everywhere(concerned, concerned.events[0], time_limit)
    if not cp_sat.is_installed():
        return False
    return decide(concerned, time_limit=time_limit) is Status.INFEASIBLE


def _is_refused_everywhere(problem: Problem, event: Event, time_limit: float) -> bool:
    elapsed = cp_sat.clock()
    grid = problem.grid
    for day in range(len(grid.days)):
        for hour in range(0, grid.grains_per_day - event.duration + 1, grid.step):
            if elapsed() > time_limit:
                return False
            start = day * grid.stride + hour
            panel = _all_present(problem, event, start)
            for room in problem.rooms:
                place = Assignment(start=start, room=room.id, panel=panel)
                if not violations({event.id: place}, problem):
                    return False
    return True


def _all_present(problem: Problem, event: Event, start: int) -> tuple[str, ...]:
    """Return all who may sit and are there the whole time: no other panel could do if this one does not."""
    end = start + event.duration
    return tuple(
        member.id
        for member in problem.members
        if problem.may_sit(event, member)
        and not any(start < b and a < end for a, b in member.unavailable + member.out_of_office)
    )

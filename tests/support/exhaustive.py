"""Looks at every programme of a very small problem, by the checker's word alone."""

from collections.abc import Iterator
from itertools import combinations

from convoca.scheduling.constraints import violations
from convoca.scheduling.problem import Assignment, Event, Problem, Programme


def has_programme(problem: Problem) -> bool:
    """Whether there is any lawful programme; larger panels than the quorum make none that smaller do not."""
    return next(programmes(problem), None) is not None


def programmes(problem: Problem) -> Iterator[Programme]:
    """Yield every lawful programme with panels no larger than needed."""
    choices = {event.id: _lawful_alone(problem, event) for event in problem.events}
    yield from _extended(problem, {}, sorted(choices.items(), key=lambda item: len(item[1])))


def _extended(
    problem: Problem, programme: dict[str, Assignment], rest: list[tuple[str, list[Assignment]]]
) -> Iterator[Programme]:
    if not rest:
        yield programme
        return
    (event, choices), *others = rest
    for choice in choices:
        longer = {**programme, event: choice}
        if not violations(longer, problem):
            yield from _extended(problem, longer, others)


def _lawful_alone(problem: Problem, event: Event) -> list[Assignment]:
    return [
        place
        for start in range(len(problem.grid.days) * problem.grid.stride)
        for room in problem.room
        for panel in _panels(problem, event)
        if not violations(
            {event.id: (place := Assignment(start=start, room=room, panel=panel))}, problem
        )
    ]


def _panels(problem: Problem, event: Event) -> list[tuple[str, ...]]:
    before = problem.baseline.get(event.id)
    if before is not None and before.start < problem.frozen_before:
        return [before.panel]
    return list(combinations(problem.member, event.quorum))

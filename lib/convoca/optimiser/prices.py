"""What the search pays: one number for a whole programme, that keeps the levels of the wishes apart.

The cost of an objective is its weight times what is counted. Where the coordinator has put objectives into
levels, those of an earlier level are multiplied so that the least of it outweighs all the later ones together.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from convoca.optimiser.bitsets import span_mask
from convoca.scheduling.objectives import inhuman_hours, misses_prime_time, touches_lunch
from convoca.scheduling.problem import USUAL_WEIGHTS, Event, Objective, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """``unit``: what one unit of each objective costs. ``scales``: the multipliers of the levels, highest first."""

    unit: Mapping[Objective, int]
    scales: tuple[int, ...] = (1,)


def prices(problem: Problem) -> Prices:
    weights = {o: problem.wishes.weights.get(o, USUAL_WEIGHTS[o]) for o in Objective}
    if not problem.wishes.levels:
        return Prices(unit=weights)
    named = {objective for level in problem.wishes.levels for objective in level}
    rest = tuple(objective for objective in Objective if objective not in named)
    most = _most(problem)
    unit: dict[Objective, int] = {}
    scales: list[int] = []
    scale = 1
    for level in reversed((*problem.wishes.levels, rest)):
        scales.insert(0, scale)
        unit |= {objective: weights[objective] * scale for objective in level}
        scale += sum(unit[objective] * most[objective] for objective in level)
    return Prices(unit=unit, scales=tuple(scales))


def _most(problem: Problem) -> dict[Objective, int]:
    """Return more units of each objective than any programme can have."""
    days, events = len(problem.grid.days), problem.events
    seats = sum(event.duration for event in events) * len(problem.members)
    changes = problem.wishes.changes
    one_change = changes.day + changes.time + changes.room + changes.member * len(problem.members)
    return {
        Objective.STATE_DAYS: days * len(problem.parties),
        Objective.ORGANISATION_DAYS: days * len(problem.parties),
        Objective.RAPPORTEUR_ABSENT: sum(len(event.rapporteurs) for event in events),
        Objective.LUNCH: len(events),
        Objective.PRIME_TIME: len(events),
        Objective.REMOTE_HOURS: sum(e.duration * len(e.remote_offsets) for e in events),
        Objective.TOPICS: len(events),
        Objective.DAILY_LOAD: seats,
        Objective.BALANCE: seats,
        Objective.CHANGES: one_change * len(events),
    }


def hour_classes(
    event: Event, problem: Problem, unit: Mapping[Objective, int]
) -> tuple[tuple[int, int], ...]:
    """Return all starts by what it costs to hold an event at that hour, whatever the day."""
    grid = problem.grid
    of_day: defaultdict[int, int] = defaultdict(int)
    for grain in range(grid.stride):
        cost = (
            unit[Objective.LUNCH] * touches_lunch(event, grain, problem)
            + unit[Objective.PRIME_TIME] * misses_prime_time(event, grain, problem)
            + unit[Objective.REMOTE_HOURS] * inhuman_hours(event, grain, problem)
        )
        of_day[cost] |= 1 << grain
    every_day = sum(1 << day * grid.stride for day in range(len(grid.days)))
    return tuple((cost, mask * every_day) for cost, mask in of_day.items())


def start_classes(
    event: Event,
    anywhere: int,
    hours: tuple[tuple[int, int], ...],
    problem: Problem,
    unit: Mapping[Objective, int],
) -> tuple[tuple[int, int], ...]:
    """Return the starts of an event by what their hour, and a change of it, costs; the cheapest first."""
    classes: defaultdict[int, int] = defaultdict(int)
    for of_hour, at_hours in hours:
        for of_change, changed in _changes_of_time(event, anywhere, problem):
            if at_hours & changed:
                classes[of_hour + of_change * unit[Objective.CHANGES]] |= at_hours & changed
    return tuple(sorted(classes.items()))


def _changes_of_time(event: Event, anywhere: int, problem: Problem) -> tuple[tuple[int, int], ...]:
    """Return the starts by what it costs, before the weight of changes, to move an event there."""
    released = problem.baseline.get(event.id)
    if released is None:
        return ((0, anywhere),)
    stride, day = problem.grid.stride, problem.grid.day_of(released.start)
    there = anywhere & span_mask(released.start, released.start + 1)
    on_day = anywhere & span_mask(day * stride, (day + 1) * stride)
    changes = problem.wishes.changes
    return (0, there), (changes.time, on_day ^ there), (changes.day, anywhere ^ on_day)

"""The judge of any programme, drawn by hand or by machine: what it breaks, and what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass

from convoca.scheduling.answers import WhatIf
from convoca.scheduling.constraints import Violation, violations, violations_of_a_whole
from convoca.scheduling.objectives import costs
from convoca.scheduling.problem import Assignment, Objective, Problem, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a programme breaks and costs; a cost says little of one that breaks something."""

    violations: tuple[Violation, ...]
    cost_by_objective: Mapping[Objective, int]

    @property
    def cost(self) -> int:
        return sum(self.cost_by_objective.values())

    @property
    def is_feasible(self) -> bool:
        return not self.violations


def check(problem: Problem, programme: Programme) -> Report:
    """Judge a whole programme: every event of the problem is to be placed, and nothing else."""
    return Report(
        violations=violations_of_a_whole(programme, problem),
        cost_by_objective=costs(programme, problem),
    )


def broken_events(programme: Programme, problem: Problem) -> frozenset[str]:
    """Return every event that breaks something where it is.

    Interpreters are counted once a day, at the first hour at which they are too few: what breaks
    something there is set aside, and the rest is judged again.
    """
    left, broken = dict(programme), set[str]()
    while found := {event for each in violations(left, problem) for event in each.events}:
        broken |= found
        left = {key: place for key, place in left.items() if key not in found}
    return frozenset(broken)


def what_if(
    problem: Problem, programme: Programme, changes: Mapping[str, Assignment | None]
) -> WhatIf:
    """Say what some changes would break, cure and cost; None takes an event out of the programme.

    What is not placed, before or after, is no violation here.
    """
    changed = {key: place for key, place in {**programme, **changes}.items() if place is not None}
    before, after = violations(programme, problem), violations(changed, problem)
    known, left = {_key(v) for v in before}, {_key(v) for v in after}
    cost_before, cost_after = costs(programme, problem), costs(changed, problem)
    return WhatIf(
        cost_before=sum(cost_before.values()),
        cost_after=sum(cost_after.values()),
        cost_change_by_objective={
            objective: cost_after[objective] - cost for objective, cost in cost_before.items()
        },
        new_violations=tuple(v for v in after if _key(v) not in known),
        cured_violations=tuple(v for v in before if _key(v) not in left),
    )


def _key(violation: Violation) -> tuple[object, ...]:
    """Name a violation by what clashes, wherever and whenever it does."""
    about = ("room", "member", "party", "state", "language")
    named = tuple(violation.facts.get(name) for name in about)
    return violation.constraint, frozenset(violation.events), named

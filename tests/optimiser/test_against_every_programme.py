"""Problems so small that every programme can be looked at: the planner finds the best, or that there is none."""

from collections.abc import Iterator
from datetime import date, time
from itertools import combinations, product
from random import Random

import pytest

from convoca.optimiser.solve import solve
from convoca.scheduling.answers import Status
from convoca.scheduling.check import check
from convoca.scheduling.constraints import violations
from convoca.scheduling.problem import (
    Assignment,
    Closure,
    Event,
    Member,
    Party,
    PartyKind,
    Pin,
    Problem,
    Programme,
    Room,
    Span,
    TimeGrid,
    Wishes,
)

#: Two days of three hours.
GRID = TimeGrid(
    days=(date(2027, 3, 8), date(2027, 3, 9)),
    opens=time(9),
    grain_minutes=60,
    grains_per_day=3,
    stride=4,
)
STARTS = (0, 1, 2, 4, 5, 6)
MEMBERS = ("m0", "m1", "m2")


def tiny(chance: Random) -> Problem:
    """Return a problem of two events, of which chance has decided everything else."""

    def away() -> tuple[Span, ...]:
        return tuple(
            (day * 4 + chance.randrange(3), day * 4 + 3) for day in (0, 1) if chance.random() < 0.1
        )

    return Problem(
        grid=GRID,
        rooms=tuple(
            Room(
                id=name,
                capacity=chance.choice([None, 10]),
                closures=tuple(Closure(span=span) for span in away()),
            )
            for name in "AB"
        ),
        members=tuple(
            Member(id=m, national_of=chance.choice([None, None, "MX"]), unavailable=away())
            for m in MEMBERS
        ),
        parties=(
            Party(id="p", kind=PartyKind.STATE, unavailable=away()),
            Party(id="q", unavailable=away()),
        ),
        events=tuple(_event(f"e{n}", chance) for n in range(2)),
        teams=chance.choice([{}, {"fr": (1, 0)}, {"fr": (0, 1)}]),
        turnaround=chance.choice([0, 1]),
        wishes=Wishes(
            lunch=(1, 2),
            prime=(0, 2),
            load_per_day=2,
            topics={"t": chance.choice(["spread", "group"])},
        ),
    )


def _event(name: str, chance: Random) -> Event:
    return Event(
        id=name,
        duration=chance.choice([1, 1, 2]),
        parties=tuple(party for party in "pq" if chance.random() < 0.5),
        states=chance.choice([(), (), ("MX",)]),
        quorum=chance.randrange(3),
        rapporteurs=chance.choice([(), ("m0",), ("m1",)]),
        languages=chance.choice([frozenset(), frozenset({"fr"})]),
        attendance=chance.choice([0, 0, 0, 20]),
        is_priority=chance.choice([True, False]),
        topic=chance.choice(["", "t"]),
        earliest_day=chance.choice([0, 0, 1]),
        remote_offsets=chance.choice([(), (-2.0,)]),
        pin=chance.choice([None] * 9 + [Pin(start=4, room="A")]),
    )


def alone(event: Event, problem: Problem) -> list[Assignment]:
    """Return every place and panel that breaks nothing by itself."""
    panels = [panel for size in range(4) for panel in combinations(MEMBERS, size)]
    places = (
        Assignment(start=start, room=room, panel=panel)
        for start, room, panel in product(STARTS, "AB", panels)
    )
    return [place for place in places if not violations({event.id: place}, problem)]


def lawful(problem: Problem) -> Iterator[Programme]:
    for places in product(*(alone(event, problem) for event in problem.events)):
        programme = dict(zip(problem.event, places, strict=True))
        if not violations(programme, problem):
            yield programme


@pytest.mark.parametrize("seed", range(1, 11))
def test_the_planner_finds_the_best_of_all_programmes_or_that_there_is_none(seed: int):
    problem = tiny(Random(seed))
    costs = [check(problem, programme).cost for programme in lawful(problem)]

    found = solve(problem, time_limit=2.0, workers=1, seed=1)

    if costs:
        assert check(problem, found.programme).is_feasible
        assert (found.status, found.cost, found.bound) == (Status.OPTIMAL, min(costs), min(costs))
    else:
        assert found.status is Status.INFEASIBLE
        assert found.evidence is not None
        assert found.evidence.is_proof

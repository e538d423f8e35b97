"""What a repair takes after a lost half-day of a room, a lost day of a member, and a lost day of a State.

python tests/bench/bench_repair.py [seconds for the released programme, 10 unless given]

The instances lie beside the project, in ../shared/bench; without them there is nothing to measure. Each
disruption is the worst of its kind: the room, member or State and the day on which most is planned.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from convoca.optimiser.repair import repair
from convoca.optimiser.solve import solve
from convoca.scheduling.answers import Progress
from convoca.scheduling.check import check
from convoca.scheduling.interchange import problem_from
from convoca.scheduling.problem import (
    Assignment,
    Closure,
    Event,
    PartyKind,
    Problem,
    Programme,
    Span,
)

INSTANCES = Path(__file__).resolve().parents[3] / "shared" / "bench" / "instances"
NAMES = ("h60n-s1", "h150n-s1")
TIME_LIMIT = 30.0

Disruption = Callable[[Problem, Programme], tuple[str, Problem]]


def main() -> None:
    if not INSTANCES.exists():
        print("repair: the instances are not on this machine")
        return
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    print(f"{'instance':10} {'lost':22} hit moved change first s least s proven  cost")
    for name in NAMES:
        document = json.loads((INSTANCES / f"{name}.json").read_text(encoding="utf-8"))
        problem = problem_from(document)
        released = solve(problem, time_limit=seconds, workers=2).programme
        for disrupt in (room_half_day, member_day, state_day):
            what, disturbed = disrupt(problem, released)
            print(f"{name:10} {what:22} {measured(disturbed, released)}", flush=True)


def measured(problem: Problem, released: Programme) -> str:
    heard: list[Progress] = []
    answer = repair(problem, released, time_limit=TIME_LIMIT, workers=2, on_progress=heard.append)
    proof = [progress.seconds for progress in heard if progress.cost == progress.bound]
    moved = sum(
        move.before is None or move.after is None or move.before.start != move.after.start
        for move in answer.moves
    )
    if not answer.unplaced:
        assert check(problem, answer.programme).is_feasible
    return (
        f"{len(answer.hit):3} {moved:5} {answer.change_cost:6} {answer.first_answer_s:7.3f} "
        f"{proof[0] if proof else float('nan'):7.2f} {answer.proven!s:6} {answer.cost:5}"
    )


def room_half_day(problem: Problem, released: Programme) -> tuple[str, Problem]:
    """Close another room than the largest for the half day in which three events, or most, are in it."""
    half = problem.grid.grains_per_day // 2
    largest = max(problem.rooms, key=lambda room: room.capacity or 0).id

    def half_days(event: Event, place: Assignment) -> Iterable[tuple[str, int]]:
        day, hour = divmod(place.start, problem.grid.stride)
        if place.room != largest:
            yield place.room, day * problem.grid.stride + half * (hour >= half)

    room, begins = _most(problem, released, half_days, at_most=3)
    shut = Closure(span=(begins, begins + half))
    rooms = (replace(r, closures=(*r.closures, shut)) if r.id == room else r for r in problem.rooms)
    return f"room {room} half a day", replace(problem, rooms=tuple(rooms))


def member_day(problem: Problem, released: Programme) -> tuple[str, Problem]:
    def days(event: Event, place: Assignment) -> Iterable[tuple[str, int]]:
        return ((member, problem.grid.day_of(place.start)) for member in place.panel)

    key, day = _most(problem, released, days, at_most=8)
    members = (
        replace(m, unavailable=(*m.unavailable, _day(problem, day))) if m.id == key else m
        for m in problem.members
    )
    return f"member {key} a day", replace(problem, members=tuple(members))


def state_day(problem: Problem, released: Programme) -> tuple[str, Problem]:
    def days(event: Event, place: Assignment) -> Iterable[tuple[str, int]]:
        for party in event.parties:
            if problem.party[party].kind is PartyKind.STATE:
                yield party, problem.grid.day_of(place.start)

    key, day = _most(problem, released, days, at_most=6)
    parties = (
        replace(p, unavailable=(*p.unavailable, _day(problem, day))) if p.id == key else p
        for p in problem.parties
    )
    return f"State {key} a day", replace(problem, parties=tuple(parties))


def _most(
    problem: Problem,
    released: Programme,
    keys: Callable[[Event, Assignment], Iterable[tuple[str, int]]],
    *,
    at_most: int,
) -> tuple[str, int]:
    counted = Counter(
        key for name, place in released.items() for key in keys(problem.event[name], place)
    )
    few = {key: count for key, count in counted.items() if count <= at_most} or counted
    return max(few, key=lambda key: (few[key], key))


def _day(problem: Problem, day: int) -> Span:
    begins = day * problem.grid.stride
    return begins, begins + problem.grid.grains_per_day


if __name__ == "__main__":
    main()

"""Whether a problem has a programme: one that the checker accepts, a proof that there is none, or neither."""

from dataclasses import dataclass

from convoca.optimiser import cp_sat
from convoca.optimiser.certificates import certificates
from convoca.optimiser.prove import decide
from convoca.optimiser.ruin_recreate import Search
from convoca.optimiser.state import State
from convoca.optimiser.tables import tables
from convoca.scheduling.answers import IsCancelled, Status
from convoca.scheduling.check import check
from convoca.scheduling.problem import Assignment, Problem, Programme

ITERATIONS_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """As much of a programme as a search has placed, and what it has not."""

    programme: Programme
    missing: tuple[str, ...]


def attempt(
    problem: Problem,
    *,
    time_limit: float,
    seed: int = 1,
    begun: State | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Attempt:
    """Place as many events as a search finds places for in the time; it ends as soon as it has placed all.

    ``begun``: a programme of the same problem in the making, to go on from.
    """
    elapsed = cp_sat.clock()
    search = Search(begun or State(tables(problem)), seed)
    while search.best_missing and elapsed() < time_limit:
        if is_cancelled is not None and is_cancelled():
            break
        search.run(ITERATIONS_AT_ONCE, min(elapsed() / time_limit, 1.0))
    placed = zip(problem.events, search.best, strict=True)
    programme = {
        event.id: Assignment(
            start=place[0],
            room=problem.rooms[place[1]].id,
            panel=tuple(problem.members[member].id for member in sorted(place[2])),
        )
        for event, place in placed
        if place is not None
    }
    missing = tuple(event.id for event in problem.events if event.id not in programme)
    return Attempt(programme=programme, missing=missing)


def programme_of(
    problem: Problem, *, time_limit: float, is_cancelled: IsCancelled | None = None
) -> Programme | None:
    """Return a programme that the checker accepts, if a search finds one in the time."""
    if certificates(problem):
        return None
    found = attempt(problem, time_limit=time_limit, is_cancelled=is_cancelled).programme
    return found if check(problem, found).is_feasible else None


def possibility(
    problem: Problem, *, time_limit: float, is_cancelled: IsCancelled | None = None
) -> Status:
    """Say whether there is any programme: FEASIBLE, INFEASIBLE (by proof) or UNKNOWN."""
    if certificates(problem):
        return Status.INFEASIBLE
    elapsed = cp_sat.clock()
    found = attempt(problem, time_limit=time_limit / 4, is_cancelled=is_cancelled).programme
    if check(problem, found).is_feasible:
        return Status.FEASIBLE
    if not cp_sat.is_installed():
        return Status.UNKNOWN
    return decide(problem, time_limit=time_limit - elapsed(), is_cancelled=is_cancelled)

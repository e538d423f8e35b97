"""Why one event finds no place in a programme as it is, and which single move would make one."""

from collections.abc import Collection, Iterator
from random import Random

from convoca.optimiser import cp_sat
from convoca.optimiser.certificates import certificates, title
from convoca.optimiser.conflict import keeping, of_events, requirements, smallest
from convoca.optimiser.correction import cures
from convoca.optimiser.domains import domains
from convoca.optimiser.greedy import NO_LIMIT
from convoca.optimiser.insertion import Insertion
from convoca.optimiser.state import Place, State
from convoca.optimiser.tables import tables
from convoca.scheduling.answers import (
    Cure,
    CureKind,
    Explanation,
    IsCancelled,
    Requirement,
    RequirementKind,
)
from convoca.scheduling.check import broken_events
from convoca.scheduling.problem import Assignment, Facts, Problem, Programme

#: So many moves that would help are enough to choose from.
MOST_MOVES = 8


def explain_event(
    problem: Problem,
    programme: Programme,
    event_id: str,
    *,
    time_limit: float = 5.0,
    is_cancelled: IsCancelled | None = None,
) -> Explanation:
    """Say why an event has no place beside all the others of a programme; nothing if it has one.

    ``conflict``: the requirements that leave it no place even alone; or else a smallest set of placed events
    (kind "placed") that together stand in every place it could have. ``correction``: which one of the placed
    events could go where, so that it has one; each was tried, and what it gives checked.
    """
    elapsed = cp_sat.clock()
    alone = of_events(problem, {event_id})
    found = certificates(alone)
    if found:

        def left() -> float:
            return time_limit - elapsed()

        conflict = smallest(
            requirements(alone), lambda kept: bool(certificates(keeping(alone, kept)))
        )
        return Explanation(
            certificates=found,
            conflict=conflict,
            correction=cures(alone, [(found[0], conflict)], left=left, is_cancelled=is_cancelled),
            verified=True,
            elapsed_s=elapsed(),
        )
    others = {key: place for key, place in programme.items() if key != event_id}
    table = _Table(problem, event_id, others)
    if not table.is_blocked_by(table.placed):
        return Explanation(elapsed_s=elapsed())
    blocking = smallest(table.placed, table.is_blocked_by)
    conflict = tuple(
        Requirement(kind=RequirementKind.PLACED, subject=problem.events[index].id)
        for index in blocking
    )
    return Explanation(
        conflict=conflict,
        correction=tuple(_moves(problem, table, others)),
        verified=True,
        elapsed_s=elapsed(),
    )


class _Table:
    """A programme without one event, into which that event is to be put."""

    def __init__(self, problem: Problem, event_id: str, others: Programme) -> None:
        self.problem = problem
        self.index = next(i for i, e in enumerate(problem.events) if e.id == event_id)
        self._tables = tables(problem, domains(problem))
        rooms = {room.id: index for index, room in enumerate(problem.rooms)}
        members = {member.id: index for index, member in enumerate(problem.members)}
        whole = State(self._tables)
        self._places: dict[int, tuple[Place, int]] = {}
        for index, event in enumerate(problem.events):
            place = others.get(event.id)
            if place is None or place.room not in rooms or not set(place.panel) <= members.keys():
                continue
            at = place.start, rooms[place.room], tuple(members[m] for m in place.panel)
            # What is broken already is not for this answer: it takes no place from anybody.
            if whole.fits(index, at):
                self._places[index] = at, whole.cost_of(index, at)
                whole.place(index, *self._places[index])

    @property
    def placed(self) -> tuple[int, ...]:
        return tuple(self._places)

    def is_blocked_by(self, placed: Collection[int]) -> bool:
        """Whether the event has no place beside these."""
        insertion = Insertion(self._state(placed), Random(0))  # noqa: S311 - a search, no secret
        return insertion.best(self.index, NO_LIMIT) is None

    def after_moving(self, other: int) -> dict[str, Assignment]:
        """Return where both would be if another event made way; nothing if that is of no use."""
        state = self._state([index for index in self._places if index != other])
        insertion = Insertion(state, Random(0))  # noqa: S311 - a search, no secret
        moved: dict[str, Assignment] = {}
        for index in (self.index, other):
            found = insertion.best(index, NO_LIMIT)
            if found is None:
                return {}
            cost, place = found
            state.place(index, place, cost)
            moved[self.problem.events[index].id] = self._assignment(place)
        return moved

    def _state(self, placed: Collection[int]) -> State:
        state = State(self._tables)
        for index in placed:
            state.place(index, *self._places[index])
        return state

    def _assignment(self, place: Place) -> Assignment:
        start, room, panel = place
        members = tuple(self.problem.members[member].id for member in sorted(panel))
        return Assignment(start=start, room=self.problem.rooms[room].id, panel=members)


def _moves(problem: Problem, table: _Table, others: Programme) -> Iterator[Cure]:
    count = 0
    for index in table.placed:
        event = problem.events[index]
        moved = table.after_moving(index)
        if event.pin is not None or not moved:
            continue
        if broken_events({**others, **moved}, problem) & moved.keys():
            continue
        place = moved[event.id]
        day, hour = problem.grid.wall(place.start)
        room = problem.room[place.room]
        facts: Facts = {
            "event": title(event),
            "day": day,
            "hour": f"{hour:%H:%M}",
            "room": room.name or room.id,
        }
        yield Cure(kind=CureKind.MOVE, events=(event.id,), count=1, facts=facts)
        count += 1
        if count == MOST_MOVES:
            return

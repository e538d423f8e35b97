"""Programmes by name, as everybody reads them, and by index, as the search does."""

from collections.abc import Sequence

from convoca.optimiser.state import Place
from convoca.scheduling.problem import Assignment, Problem, Programme


def programme_of(problem: Problem, places: Sequence[Place | None]) -> dict[str, Assignment]:
    """Return what is placed; an event that stays where it was released keeps its assignment to the letter."""
    programme = {}
    for event, place in zip(problem.events, places, strict=True):
        if place is not None:
            start, room, panel = place
            assignment = Assignment(
                start=start,
                room=problem.rooms[room].id,
                panel=tuple(problem.members[member].id for member in sorted(panel)),
            )
            released = problem.baseline.get(event.id)
            stays = released is not None and _is_same(released, assignment)
            programme[event.id] = released if released is not None and stays else assignment
    return programme


def places_of(problem: Problem, programme: Programme) -> list[Place | None]:
    """Return where a programme has each event; one that names what the problem does not know has no place."""
    rooms = {room.id: index for index, room in enumerate(problem.rooms)}
    members = {member.id: index for index, member in enumerate(problem.members)}
    places: list[Place | None] = []
    for event in problem.events:
        assignment = programme.get(event.id)
        is_known = assignment is not None and assignment.start >= 0 and assignment.room in rooms
        if assignment is None or not is_known or not members.keys() >= set(assignment.panel):
            places.append(None)
        else:
            panel = tuple(members[member] for member in assignment.panel)
            places.append((assignment.start, rooms[assignment.room], panel))
    return places


def _is_same(released: Assignment, assignment: Assignment) -> bool:
    return (released.start, released.room) == (assignment.start, assignment.room) and (
        set(released.panel) == set(assignment.panel)
    )

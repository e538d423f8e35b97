"""What stays where it is while the rest is planned: fixed as it is, or, where it breaks something, in the way."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from convoca.scheduling.constraints import violations
from convoca.scheduling.problem import (
    Assignment,
    Closure,
    Event,
    Party,
    PartyKind,
    Pin,
    Problem,
    Programme,
    Span,
)


def with_kept(problem: Problem, staying: Programme) -> tuple[Problem, tuple[str, ...]]:
    """Return the problem in which some events stay with their hour, room and panel.

    Those that break something where they are cannot be a demand: they leave the problem, and their
    rooms, parties and members are taken for that time. They are returned too.
    """
    fixed = replace(
        problem,
        events=tuple(
            _fixed(event, staying[event.id]) if event.id in staying else event
            for event in problem.events
        ),
    )
    known = {key: place for key, place in staying.items() if key in problem.event}
    found = {event for violation in violations(known, fixed) for event in violation.events}
    taken = {key: place for key, place in known.items() if key in found}
    waiting = {event.id for event in problem.events if event.id not in staying}
    return _with_taken(_with_interpreters(fixed, taken, waiting), taken), tuple(taken)


def _fixed(event: Event, place: Assignment) -> Event:
    """Ask of an event to be where it is with exactly who sits; who that is was decided by people."""
    return replace(
        event,
        pin=Pin(start=place.start, room=place.room),
        group=place.panel,
        quorum=len(place.panel),
    )


def _with_interpreters(
    problem: Problem, taken: Mapping[str, Assignment], waiting: Collection[str]
) -> Problem:
    """Keep what waits from the hours in which the interpreters of its languages are already counted on.

    Somebody who is not to be had then stands for them, one for each that waits: they hinder nobody else.
    """
    busy: dict[str, list[Span]] = {}
    for key, place in taken.items():
        for language in problem.event[key].languages & problem.teams.keys():
            span = (place.start, place.start + problem.event[key].duration)
            busy.setdefault(language, []).append(span)
    missing = {
        event.id: Party(
            id=f"interpreters:{event.id}",
            name=", ".join(sorted(event.languages & busy.keys())),
            kind=PartyKind.PERSON,
            unavailable=tuple(
                s for lang in sorted(event.languages & busy.keys()) for s in busy[lang]
            ),
        )
        for event in problem.events
        if event.id in waiting and event.languages & busy.keys()
    }
    return replace(
        problem,
        parties=(*problem.parties, *missing.values()),
        events=tuple(
            replace(event, parties=(*event.parties, missing[event.id].id))
            if event.id in missing
            else event
            for event in problem.events
        ),
    )


def _with_taken(problem: Problem, taken: Mapping[str, Assignment]) -> Problem:
    if not taken:
        return problem
    rooms: dict[str, list[Closure]] = {}
    members: dict[str, list[Span]] = {}
    parties: dict[str, list[Span]] = {}
    around = problem.turnaround
    for key, place in taken.items():
        event = problem.event[key]
        begins, ends = place.start, place.start + event.duration
        shut = Closure(span=(max(0, begins - around), ends + around), reason=event.title)
        rooms.setdefault(place.room, []).append(shut)
        for member in place.panel:
            members.setdefault(member, []).append((begins, ends))
        for party in event.parties:
            parties.setdefault(party, []).append((begins, ends))
    return replace(
        problem,
        events=tuple(event for event in problem.events if event.id not in taken),
        rooms=tuple(
            replace(room, closures=(*room.closures, *rooms.get(room.id, ())))
            for room in problem.rooms
        ),
        members=tuple(
            replace(member, unavailable=(*member.unavailable, *members.get(member.id, ())))
            for member in problem.members
        ),
        parties=tuple(
            replace(party, unavailable=(*party.unavailable, *parties.get(party.id, ())))
            for party in problem.parties
        ),
    )

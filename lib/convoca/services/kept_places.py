"""What stays where it is while the rest is planned: fixed as it is, or, where it breaks something, in the way."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from convoca.scheduling.check import broken_events
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
    broken = broken_events(known, fixed)
    taken = {key: place for key, place in known.items() if key in broken}
    return _with_taken(_with_interpreters(fixed, known, taken.keys()), taken), tuple(taken)


def _fixed(event: Event, place: Assignment) -> Event:
    """Ask of an event to be where it is with exactly who sits; who that is was decided by people."""
    return replace(
        event,
        pin=Pin(start=place.start, room=place.room),
        group=place.panel,
        quorum=len(place.panel),
    )


def _with_interpreters(problem: Problem, staying: Programme, taken: Collection[str]) -> Problem:
    """Keep what waits from the hours in which what stays leaves no interpreters of its languages.

    What is taken counts on teams that the problem does not count any more. Where it leaves some, as many
    of those that wait may have them. Somebody who is not to be had keeps the others away, one for each.
    """
    left_to: dict[str, int] = defaultdict(int)
    missing: dict[str, Party] = {}
    for event in problem.events:
        if event.id in staying:
            continue
        busy: dict[str, tuple[Span, ...]] = {}
        for language in sorted(event.languages & problem.teams.keys()):
            busy[language] = tuple(
                _without_team(problem, staying, taken, language, left_to[language])
            )
            left_to[language] += 1
        if any(busy.values()):
            missing[event.id] = Party(
                id=f"interpreters:{event.id}",
                name=", ".join(language for language, spans in busy.items() if spans),
                kind=PartyKind.PERSON,
                unavailable=tuple(span for spans in busy.values() for span in spans),
            )
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


def _without_team(
    problem: Problem, staying: Programme, taken: Collection[str], language: str, others: int
) -> Iterator[Span]:
    """Yield the hours of what is taken in which all that stays, and so many others, leave no team."""
    of_days = problem.teams[language]
    users = {
        key: (place.start, place.start + problem.event[key].duration)
        for key, place in staying.items()
        if language in problem.event[key].languages
    }
    bounds = sorted({bound for span in users.values() for bound in span})
    for begins, ends in pairwise(bounds):
        at_once = [key for key, (first, last) in users.items() if first <= begins < last]
        day = problem.grid.day_of(begins)
        if not 0 <= day < len(of_days) or not any(key in taken for key in at_once):
            continue
        if len(at_once) + others >= of_days[day]:
            yield begins, ends


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

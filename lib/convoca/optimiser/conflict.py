"""The smallest set of requirements that cannot all hold, by giving up the others."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from convoca.optimiser.domains import is_frozen
from convoca.scheduling.answers import Requirement, RequirementKind
from convoca.scheduling.problem import Event, Member, Party, Problem, Room

Thing = TypeVar("Thing")


def smallest(
    candidates: Sequence[Thing], is_conflict: Callable[[Sequence[Thing]], bool]
) -> tuple[Thing, ...]:
    """Return a smallest part of the candidates that is still a conflict: without any one it would not be.

    QuickXplain (Junker 2004): a part of k out of n is found with about 2k log(n/k) questions. All the candidates
    together are taken to be a conflict. Where a question is answered no for want of time, the part may be larger
    than needed, but is a conflict all the same.
    """

    def needed(kept: list[Thing], *, is_grown: bool, rest: list[Thing]) -> list[Thing]:
        if is_grown and is_conflict(kept):
            return []
        if len(rest) == 1:
            return rest
        half = len(rest) // 2
        first, second = rest[:half], rest[half:]
        of_second = needed(kept + first, is_grown=True, rest=second)
        of_first = needed(kept + of_second, is_grown=bool(of_second), rest=first)
        return of_first + of_second

    if not candidates or is_conflict(()):
        return ()
    return tuple(needed([], is_grown=False, rest=list(candidates)))


def requirements(problem: Problem) -> tuple[Requirement, ...]:
    """Return all that a problem demands and that could be given up; those of its own making come first."""
    return tuple(dict.fromkeys(_requirements(problem)))


def keeping(problem: Problem, kept: Collection[Requirement]) -> Problem:
    """Return the problem in which no requirement holds but these."""
    kept = frozenset(kept)
    return without(problem, frozenset(requirements(problem)) - kept)


def without(problem: Problem, given_up: Collection[Requirement]) -> Problem:
    """Return the problem in which some requirements do not hold."""
    gone = frozenset(given_up)

    def is_gone(kind: RequirementKind, subject: str) -> bool:
        return Requirement(kind=kind, subject=subject) in gone

    return replace(
        problem,
        events=tuple(_event_without(event, is_gone) for event in problem.events),
        parties=tuple(
            replace(party, unavailable=())
            if is_gone(RequirementKind.AVAILABILITY, party.id)
            else party
            for party in problem.parties
        ),
        members=tuple(
            replace(member, unavailable=(), out_of_office=())
            if is_gone(RequirementKind.ABSENCE, member.id)
            else member
            for member in problem.members
        ),
        rooms=tuple(_room_without(room, is_gone) for room in problem.rooms),
        teams={
            language: teams
            for language, teams in problem.teams.items()
            if not is_gone(RequirementKind.INTERPRETERS, language)
        },
    )


def of_events(problem: Problem, events: Collection[str]) -> Problem:
    """Return the problem of some of the events, with what they need."""
    chosen = tuple(event for event in problem.events if event.id in events)
    parties = {party for event in chosen for party in event.parties}
    languages = {language for event in chosen for language in event.languages}
    return replace(
        problem,
        events=chosen,
        parties=tuple(party for party in problem.parties if party.id in parties),
        teams={key: teams for key, teams in problem.teams.items() if key in languages},
    )


IsGone = Callable[[RequirementKind, str], bool]


def _event_without(event: Event, is_gone: IsGone) -> Event:
    if is_gone(RequirementKind.PIN, event.id):
        event = replace(event, pin=None)
    if is_gone(RequirementKind.NOTICE, event.id):
        event = replace(event, earliest_day=0)
    if is_gone(RequirementKind.DAYS, event.id):
        event = replace(event, days=None)
    if is_gone(RequirementKind.QUORUM, event.id):
        event = replace(event, quorum=0)
    if is_gone(RequirementKind.RECUSAL, event.id):
        event = replace(event, states=(), recused=(), group=())
    return event


def _room_without(room: Room, is_gone: IsGone) -> Room:
    if is_gone(RequirementKind.ROOM, room.id):
        room = replace(room, capacity=None, private_allowed=True, languages=None)
    if is_gone(RequirementKind.ROOM_HOURS, room.id):
        room = replace(room, closures=(), open=None)
    return room


def _requirements(problem: Problem) -> Iterator[Requirement]:
    for event in problem.events:
        yield from _of_event(event, problem)
    for member in problem.members:
        yield from _of_member(member)
    for party in problem.parties:
        yield from _of_party(party)
    for room in problem.rooms:
        yield from _of_room(room)
    for language in problem.teams:
        yield Requirement(kind=RequirementKind.INTERPRETERS, subject=language)


def _of_event(event: Event, problem: Problem) -> Iterator[Requirement]:
    demands = {
        RequirementKind.QUORUM: event.quorum > 0,
        RequirementKind.RECUSAL: _has_recusals(event, problem),
        RequirementKind.DAYS: event.days is not None,
        RequirementKind.NOTICE: event.earliest_day > 0,
        RequirementKind.PIN: event.pin is not None and not is_frozen(event, problem),
    }
    for kind, is_demanded in demands.items():
        if is_demanded:
            yield Requirement(kind=kind, subject=event.id)


def _has_recusals(event: Event, problem: Problem) -> bool:
    return not all(problem.may_sit(event, member) for member in problem.members)


def _of_member(member: Member) -> Iterator[Requirement]:
    if member.unavailable or member.out_of_office:
        yield Requirement(kind=RequirementKind.ABSENCE, subject=member.id)


def _of_party(party: Party) -> Iterator[Requirement]:
    if party.unavailable:
        yield Requirement(kind=RequirementKind.AVAILABILITY, subject=party.id)


def _of_room(room: Room) -> Iterator[Requirement]:
    if room.capacity is not None or not room.private_allowed or room.languages is not None:
        yield Requirement(kind=RequirementKind.ROOM, subject=room.id)
    if room.closures or room.open is not None:
        yield Requirement(kind=RequirementKind.ROOM_HOURS, subject=room.id)

"""Proofs that no programme exists which a person can check by hand, found without any search.

What the facts of each kind are:

=================  ====================================================================================
no_window          ``event``, ``minutes``, ``causes``
no_room            ``event``, ``minutes``, ``causes``
no_quorum          ``event``, ``minutes``, ``quorum``, ``may_sit`` (how many members), ``causes``
no_interpreters    ``event``, ``minutes``, ``languages``, ``causes``
pins_clash         ``first``, ``second``, ``day``, ``hour``, ``resource`` and ``name`` of what both need
pins_quorum        ``titles``, ``day``, ``hour``, ``members_needed``, ``members_present``
too_much           ``resource``, ``count`` of events, ``minutes_needed``, ``minutes_available``,
                   ``from_day``, ``to_day``; and by resource:
                   "party", "interpreters": ``name``; "rooms": ``rooms``; "quorum": ``quorum``;
                   "members": nothing more, and the minutes are those of members
=================  ====================================================================================

``event``, ``first``, ``second`` and ``titles`` are titles, or ids where there is none. ``causes`` are texts
``kind:subject`` of a smallest set of requirements that leaves the event no place; ``hour`` is "HH:MM" on the
venue's clock. ``resource`` of pins_clash is "room", "party" or "interpreters".
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from convoca.optimiser.domains import OF_ONE_ROOM, Domains, Reason, domains, is_frozen
from convoca.optimiser.energy import Overload, resources, worst_overload
from convoca.scheduling.answers import Certificate, CertificateKind, Requirement, RequirementKind
from convoca.scheduling.problem import Event, Facts, Pin, Problem

#: What a person would rather not hear of, where something else explains it as well: given up first.
LEAST_TELLING = (
    RequirementKind.ROOM_HOURS,
    RequirementKind.ROOM,
    RequirementKind.QUORUM,
    RequirementKind.INTERPRETERS,
    RequirementKind.AVAILABILITY,
    RequirementKind.DAYS,
    RequirementKind.NOTICE,
    RequirementKind.PIN,
)


def certificates(problem: Problem, known: Domains | None = None) -> tuple[Certificate, ...]:
    """Return the proofs that were found; none says nothing about whether a programme exists."""
    known = known or domains(problem)
    alone = tuple(
        _without_place(problem, known, index)
        for index, starts in enumerate(known.starts)
        if not any(starts)
    )
    pinned = tuple(_pins(problem, known))
    return alone + pinned + tuple(_overloads(problem, known, pinned))


def title(event: Event) -> str:
    return event.title or event.id


def smallest_cause(problem: Problem, known: Domains, index: int) -> tuple[Requirement, ...]:
    """Return requirements that leave an event no place although any one fewer would leave it one.

    A proof by looking: in every room they take each start that the opening hours allow.
    """
    event = problem.events[index]
    reasons = sorted(
        known.reasons(index),
        key=lambda reason: (LEAST_TELLING.index(reason[0].kind), reason[1].bit_count()),
    )
    kept = list(reasons)
    for reason in reasons:
        fewer = [other for other in kept if other is not reason]
        if not _leaves_a_place(problem, known, event, fewer):
            kept = fewer
    return tuple(need for need, _ in kept)


def _leaves_a_place(
    problem: Problem, known: Domains, event: Event, reasons: Sequence[Reason]
) -> bool:
    anywhere = known.on_grid(event.duration)
    in_room = dict.fromkeys(problem.room, 0)
    kept_room = None
    for need, taken in reasons:
        if need.kind in OF_ONE_ROOM:
            in_room[need.subject] |= taken
        else:
            anywhere &= ~taken
        if need.kind is RequirementKind.PIN:
            kept_room = _kept_room(problem, event)
    return any(
        anywhere & ~taken
        for room, taken in in_room.items()
        if kept_room is None or room == kept_room
    )


def _kept_room(problem: Problem, event: Event) -> str | None:
    if is_frozen(event, problem):
        return problem.baseline[event.id].room
    return event.pin.room if event.pin else None


def _without_place(problem: Problem, known: Domains, index: int) -> Certificate:
    """Prove that one event has no place, by its smallest cause."""
    event = problem.events[index]
    cause = smallest_cause(problem, known, index)
    kinds = {need.kind for need in cause}
    facts: Facts = {
        "event": title(event),
        "minutes": event.duration * problem.grid.grain_minutes,
        "causes": tuple(str(need) for need in cause),
    }
    kind = CertificateKind.NO_WINDOW
    if RequirementKind.QUORUM in kinds:
        kind = CertificateKind.NO_QUORUM
        facts["quorum"] = event.quorum
        facts["may_sit"] = sum(problem.may_sit(event, member) for member in problem.members)
    elif RequirementKind.INTERPRETERS in kinds:
        kind = CertificateKind.NO_INTERPRETERS
        facts["languages"] = tuple(
            need.subject for need in cause if need.kind is RequirementKind.INTERPRETERS
        )
    elif kinds & OF_ONE_ROOM:
        kind = CertificateKind.NO_ROOM
    return Certificate(kind=kind, events=(event.id,), facts=facts)


def _pins(problem: Problem, known: Domains) -> Iterator[Certificate]:
    """Prove that events which must keep their places need the same thing at the same time.

    Only an event with one place left is looked at, so that the two are there in every programme.
    """
    kept = [
        (event, Pin(start=start, room=room))
        for event, in_rooms in zip(problem.events, known.starts, strict=True)
        if event.pin or is_frozen(event, problem)
        for start, room in _only_place(problem, in_rooms)
    ]
    for (first, at), (second, there) in combinations(sorted(kept, key=_by_start), 2):
        yield from _clash(problem, (first, at), (second, there))
    for instant in sorted({pin.start for _, pin in kept}):
        together = [
            event for event, pin in kept if pin.start <= instant < pin.start + event.duration
        ]
        yield from _too_few_members(problem, together, instant)
        yield from _too_few_teams(problem, together, instant)


def _by_start(kept: tuple[Event, Pin]) -> int:
    return kept[1].start


def _only_place(problem: Problem, in_rooms: Sequence[int]) -> Iterator[tuple[int, str]]:
    if sum(starts.bit_count() for starts in in_rooms) == 1:
        for room, starts in zip(problem.rooms, in_rooms, strict=True):
            if starts:
                yield starts.bit_length() - 1, room.id


def _clash(
    problem: Problem, one: tuple[Event, Pin], other: tuple[Event, Pin]
) -> Iterator[Certificate]:
    """Prove that two pins clash, the earlier given first."""
    (first, at), (second, there) = one, other
    shared: Facts | None = None
    end = at.start + first.duration
    same_day = problem.grid.day_of(at.start) == problem.grid.day_of(there.start)
    if same_day and at.room == there.room and there.start < end + problem.turnaround:
        room = problem.room[at.room]
        shared = {"resource": "room", "name": room.name or room.id}
    elif there.start < end and (parties := set(first.parties) & set(second.parties)):
        party = problem.party[min(parties)]
        shared = {"resource": "party", "name": party.name or party.id}
    if shared is not None:
        yield Certificate(
            kind=CertificateKind.PINS_CLASH,
            events=(first.id, second.id),
            facts={
                "first": title(first),
                "second": title(second),
                **_when(problem, there.start),
                **shared,
            },
        )


def _too_few_members(
    problem: Problem, together: Sequence[Event], instant: int
) -> Iterator[Certificate]:
    needed = sum(event.quorum for event in together)
    present = sum(
        any(problem.may_sit(event, member) for event in together)
        and not any(a <= instant < b for a, b in member.unavailable + member.out_of_office)
        for member in problem.members
    )
    if len(together) > 1 and needed > present:
        yield Certificate(
            kind=CertificateKind.PINS_QUORUM,
            events=tuple(event.id for event in together),
            facts={
                "titles": tuple(title(event) for event in together),
                **_when(problem, instant),
                "members_needed": needed,
                "members_present": present,
            },
        )


def _too_few_teams(
    problem: Problem, together: Sequence[Event], instant: int
) -> Iterator[Certificate]:
    day = problem.grid.day_of(instant)
    for language, teams in problem.teams.items():
        asking = [event for event in together if language in event.languages]
        if day < len(teams) and len(asking) > teams[day]:
            yield Certificate(
                kind=CertificateKind.PINS_CLASH,
                events=tuple(event.id for event in asking),
                facts={
                    "first": title(asking[0]),
                    "second": title(asking[1]),
                    **_when(problem, instant),
                    "resource": "interpreters",
                    "name": language,
                },
            )


def _when(problem: Problem, instant: int) -> Facts:
    day, hour = problem.grid.wall(instant)
    return {"day": day, "hour": f"{hour:%H:%M}"}


def _overloads(
    problem: Problem, known: Domains, pinned: Sequence[Certificate]
) -> Iterator[Certificate]:
    """Prove that something runs out; of proofs about the same events, or about more of them, only the first."""
    told = [set(certificate.events) for certificate in pinned]
    for resource in resources(problem, known):
        overload = worst_overload(resource)
        if overload is not None:
            certificate = _too_much(problem, overload)
            if not any(events <= set(certificate.events) for events in told):
                told.append(set(certificate.events))
                yield certificate


def _too_much(problem: Problem, overload: Overload) -> Certificate:
    events = [problem.events[demand.event] for demand in overload.demands]
    grain = problem.grid.grain_minutes
    return Certificate(
        kind=CertificateKind.TOO_MUCH,
        events=tuple(event.id for event in events),
        facts={
            **overload.resource.facts,
            "count": len(events),
            "minutes_needed": overload.needed * grain,
            "minutes_available": overload.available * grain,
            "from_day": problem.grid.wall(min(d.first for d in overload.demands))[0],
            "to_day": problem.grid.wall(max(d.end for d in overload.demands) - 1)[0],
        },
    )

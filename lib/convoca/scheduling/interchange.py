"""The format ``hearing-scheduling/1``: a problem and a programme as documents for other programs.

docs/formats/programme.md says what each key means.
"""

from dataclasses import replace

from convoca.scheduling.fields import Field
from convoca.scheduling.problem import (
    USUAL_WEIGHTS,
    Assignment,
    Event,
    Member,
    Party,
    Pin,
    Problem,
    Programme,
    Room,
    Span,
    TimeGrid,
    Wishes,
)
from convoca.scheduling.problem_reading import (
    CHANGE_KEYS,
    MANY,
    MOST_EVENTS,
    MOST_MEMBERS,
    PRICED,
    read_problem,
    room_at,
)

FORMAT = "hearing-scheduling/1"


def problem_from(document: object) -> Problem:
    """Read a problem. Raises InvalidValue with the path of what does not hold."""
    root = Field(document, "")
    root.of("format").choice((FORMAT,))
    problem = read_problem(root)
    released = root.get("baseline")
    return with_baseline(problem, _places(released, problem)) if released else problem


def with_baseline(problem: Problem, released: Programme) -> Problem:
    """Return the problem with what was released; what is no longer asked for is left out."""
    kept = {event: place for event, place in released.items() if event in problem.event}
    return replace(problem, baseline=kept)


def programme_from(document: object, problem: Problem) -> Programme:
    """Read a programme: an object of events, or a problem's document that holds one as ``planted``.

    An event that the problem does not know is kept, for the checker to say so. Raises InvalidValue.
    """
    root = Field(document, "")
    is_problem = root.get("format") is not None and root.get("events") is not None
    return _places(root.of("planted") if is_problem else root, problem)


def programme_document(programme: Programme, problem: Problem) -> dict[str, object]:
    """Return a programme as an object of events, in the order of the problem."""
    rooms = {room.id: index for index, room in enumerate(problem.rooms)}
    members = {member.id: index for index, member in enumerate(problem.members)}
    stride = problem.grid.stride
    return {
        event.id: {
            "day": place.start // stride,
            "start": place.start % stride,
            "room": rooms[place.room],
            "panel": sorted(members[member] for member in place.panel),
        }
        for event in problem.events
        if (place := programme.get(event.id)) is not None
    }


def document_of(problem: Problem) -> dict[str, object]:
    """Return a problem as a document that ``problem_from`` reads back."""
    grid, wishes = problem.grid, problem.wishes
    return {
        "format": FORMAT,
        "name": problem.name,
        "grain_minutes": grid.grain_minutes,
        "day_start": f"{grid.opens:%H:%M}",
        "day_start_hour": _short(grid.opens.hour + grid.opens.minute / 60),
        "G": grid.grains_per_day,
        "stride": grid.stride,
        "start_step": grid.step,
        "turnaround": problem.turnaround,
        "days": [day.isoformat() for day in grid.days],
        "rooms": [_room(room) for room in problem.rooms],
        "commissioners": [_member(member) for member in problem.members],
        "parties": [_party(party) for party in problem.parties],
        "interpreters": {language: list(teams) for language, teams in problem.teams.items()},
        "topics": dict(wishes.topics),
        "events": [_event(event, problem) for event in problem.events],
        **_wishes(wishes),
        "baseline": programme_document(problem.baseline, problem) or None,
        "frozen_before": problem.frozen_before,
    }


def _room(room: Room) -> dict[str, object]:
    return {
        "id": room.id,
        "name": room.name,
        "capacity": room.capacity,
        "private_ok": room.private_allowed,
        "languages": None if room.languages is None else sorted(room.languages),
        "closed": [list(closure.span) for closure in room.closures],
        "closed_for": [
            {"reason": closure.reason, "hold": closure.is_hold} for closure in room.closures
        ],
        "open": None if room.open is None else _spans(room.open),
    }


def _member(member: Member) -> dict[str, object]:
    return {
        "id": member.id,
        "name": member.name,
        "national_of": member.national_of,
        "unavailable": _spans(member.unavailable),
        "out_of_office": _spans(member.out_of_office),
    }


def _party(party: Party) -> dict[str, object]:
    return {
        "id": party.id,
        "name": party.name,
        "kind": str(party.kind),
        "unavailable": _spans(party.unavailable),
    }


def _event(event: Event, problem: Problem) -> dict[str, object]:
    members = {member.id: index for index, member in enumerate(problem.members)}
    rapporteurs = [members[member] for member in event.rapporteurs]
    offsets = [_short(hours) for hours in event.remote_offsets]
    return {
        "id": event.id,
        "title": event.title,
        "kind": event.kind,
        "duration": event.duration,
        "mode": str(event.mode),
        "quorum": event.quorum,
        "parties": list(event.parties),
        # One State, rapporteur or offset stands under the key that every reader of the format
        # knows; several also under one of our own.
        "state": event.states[0] if event.states else None,
        "states": list(event.states),
        "rapporteur": rapporteurs[0] if rapporteurs else None,
        "rapporteurs": rapporteurs,
        "tz_offset": offsets[0] if offsets else None,
        "tz_offsets": offsets,
        "group": [members[member] for member in event.group],
        "recused": [members[member] for member in event.recused],
        "languages": sorted(event.languages),
        "private": event.is_private,
        "attendance": event.attendance,
        "priority": event.is_priority,
        "topic": event.topic or None,
        "earliest_day": event.earliest_day,
        "days": None if event.days is None else sorted(event.days),
        "pinned": _pin(event.pin, problem),
    }


def _pin(pin: Pin | None, problem: Problem) -> dict[str, int] | None:
    if pin is None:
        return None
    stride = problem.grid.stride
    rooms = [room.id for room in problem.rooms]
    return {
        "day": pin.start // stride,
        "start": pin.start % stride,
        "room": rooms.index(pin.room),
    }


def _wishes(wishes: Wishes) -> dict[str, object]:
    return {
        "weights": {
            **{
                str(objective): wishes.weights.get(objective, USUAL_WEIGHTS[objective])
                for objective in PRICED
            },
            **{name: getattr(wishes.changes, field) for field, name in CHANGE_KEYS.items()},
        },
        "lunch": list(wishes.lunch),
        "prime": list(wishes.prime),
        "remote_hours": list(wishes.remote_hours),
        "load_per_day": wishes.load_per_day,
        "levels": [[str(objective) for objective in level] for level in wishes.levels],
    }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]


def _short(number: float) -> float:
    """Return a whole number as one, so that it is written without a point."""
    return int(number) if number == int(number) else number


def _places(field: Field, problem: Problem) -> dict[str, Assignment]:
    places = {}
    for event, one in field.pairs(most=2 * MOST_EVENTS):
        panel = one.of("panel").each(most=MOST_MEMBERS)
        last = len(problem.members) - 1
        places[Field(event, one.path).word()] = Assignment(
            start=_start(one, problem.grid),
            room=room_at(one, problem.rooms),
            panel=tuple(problem.members[member.whole(0, last)].id for member in panel),
        )
    return places


def _start(field: Field, grid: TimeGrid) -> int:
    """Return the grain of a day and start.

    One outside the grid stays outside it, so that the checker says so: a day that is none becomes
    the one after the last, an hour that is none the last grain of its day, which is never open.
    """
    day = field.of("day").whole(-MANY, MANY)
    start = field.of("start").whole(-MANY, MANY)
    if not 0 <= start < grid.stride:
        day, start = (day, grid.stride - 1) if grid.stride > grid.grains_per_day else (-1, 0)
    if not 0 <= day < len(grid.days):
        day = len(grid.days)
    return day * grid.stride + start

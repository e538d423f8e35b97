"""Makes a problem that has a programme impossible, in each of the ways in which a period goes wrong.

Each of them takes the problem and a random generator, and returns a problem that has no programme.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from convoca.scheduling.problem import Closure, Event, Mode, Pin, Problem, Span


def state_comes_on_no_day(problem: Problem, random: Random) -> Problem:
    """Let a State that is to be heard be away for the whole period."""
    event = random.choice([event for event in problem.events if event.parties and not event.pin])
    party = random.choice(event.parties)
    return _party_away(problem, party, _days(problem, range(len(problem.grid.days))))


def quorums_meet_at_once(problem: Problem, random: Random) -> Problem:
    """Pin two plenary matters to the same hour: two quorums of four do not fit into seven members."""
    free = [event for event in problem.events if event.mode is Mode.PLENARY and not event.pin]
    first, second = random.sample([event for event in free if event.quorum == 4], 2)
    hour = (len(problem.grid.days) - 1) * problem.grid.stride + 8
    pins = {first.id: problem.rooms[0].id, second.id: problem.rooms[1].id}
    return _with_events(
        problem,
        lambda event: (
            replace(event, pin=Pin(start=hour, room=pins[event.id])) if event.id in pins else event
        ),
    )


def too_few_interpreters(problem: Problem, random: Random) -> Problem:
    """Leave one team for one day, and more matters in its language than a day has hours."""
    day = random.randrange(len(problem.grid.days))
    teams = tuple(int(index == day) for index in range(len(problem.grid.days)))
    grains, chosen = 0, set()
    for event in random.sample(problem.events, len(problem.events)):
        if grains <= problem.grid.grains_per_day:
            chosen.add(event.id)
            grains += event.duration
    return replace(
        _with_events(
            problem,
            lambda event: (
                replace(event, languages=event.languages | {"fr"}) if event.id in chosen else event
            ),
        ),
        teams={**problem.teams, "fr": teams},
        rooms=tuple(replace(room, languages=None) for room in problem.rooms),
    )


def too_few_may_sit(problem: Problem, random: Random) -> Problem:
    """Let a plenary matter wait for the last day, on which all but three members are away."""
    last = len(problem.grid.days) - 1
    plenary = [event for event in problem.events if event.quorum == 4 and not event.pin]
    late = random.choice(plenary)
    away = {member.id for member in random.sample(problem.members, len(problem.members) - 3)}
    return replace(
        _with_events(
            problem,
            lambda event: replace(event, earliest_day=last) if event.id == late.id else event,
        ),
        members=tuple(
            replace(member, unavailable=(*member.unavailable, *_days(problem, [last])))
            if member.id in away
            else member
            for member in problem.members
        ),
    )


def notice_runs_too_long(problem: Problem, random: Random) -> Problem:
    """Serve a notice so late that its time runs until after the last day on which a party can come."""
    event = random.choice([event for event in problem.events if event.parties and not event.pin])
    last = len(problem.grid.days) - 1
    away = _party_away(problem, event.parties[0], _days(problem, [last]))
    return _with_events(
        away, lambda other: replace(other, earliest_day=last) if other.id == event.id else other
    )


def too_many_plenary_matters(problem: Problem, random: Random) -> Problem:
    """Let matters be plenary until they need more hours than the period has."""
    grains, plenary = 0, set()
    hours = len(problem.grid.days) * problem.grid.grains_per_day
    for event in random.sample(problem.events, len(problem.events)):
        if grains <= hours:
            plenary.add(event.id)
            grains += 8
    return _with_events(
        problem,
        lambda event: (
            replace(event, mode=Mode.PLENARY, quorum=4, duration=8, pin=None)
            if event.id in plenary
            else event
        ),
    )


def too_much_behind_closed_doors(problem: Problem, random: Random) -> Problem:
    """Leave one room for private matters, open on one day, and more of them than fit."""
    room = random.choice(problem.rooms)
    day = random.randrange(len(problem.grid.days))
    shut = _days(problem, [other for other in range(len(problem.grid.days)) if other != day])
    return replace(
        _with_events(problem, lambda event: replace(event, is_private=True, pin=None)),
        rooms=tuple(
            replace(other, private_allowed=True, closures=tuple(Closure(span=s) for s in shut))
            if other.id == room.id
            else replace(other, private_allowed=False)
            for other in problem.rooms
        ),
    )


CONTRADICTIONS: dict[str, Callable[[Problem, Random], Problem]] = {
    "state_window": state_comes_on_no_day,
    "quorum": quorums_meet_at_once,
    "interpreter": too_few_interpreters,
    "recusal": too_few_may_sit,
    "notice": notice_runs_too_long,
    "overload": too_many_plenary_matters,
    "private_room": too_much_behind_closed_doors,
}


def _days(problem: Problem, days: range | list[int]) -> tuple[Span, ...]:
    grid = problem.grid
    return tuple((day * grid.stride, day * grid.stride + grid.grains_per_day) for day in days)


def _party_away(problem: Problem, party: str, spans: tuple[Span, ...]) -> Problem:
    return replace(
        problem,
        parties=tuple(
            replace(other, unavailable=(*other.unavailable, *spans)) if other.id == party else other
            for other in problem.parties
        ),
    )


def _with_events(problem: Problem, change: Callable[[Event], Event]) -> Problem:
    return replace(problem, events=tuple(change(event) for event in problem.events))

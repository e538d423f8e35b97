"""Counting proofs: more time is needed of something than there is, in whatever way the events are placed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from convoca.optimiser.bitsets import at_least, span_mask, spans_mask
from convoca.optimiser.domains import Domains
from convoca.scheduling.problem import Facts, Problem


@dataclass(frozen=True, slots=True)
class Demand:
    """What one event takes of a resource wherever it is placed.

    ``energy`` is taken within ``places``, a set that lies between the grains ``first`` and ``end``.
    """

    event: int
    energy: int
    places: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Resource:
    """Something of which there is so much at each place: one for each of the ``levels`` that the place is in."""

    demands: tuple[Demand, ...]
    levels: tuple[int, ...]
    facts: Facts

    def within(self, places: int) -> int:
        return sum((places & level).bit_count() for level in self.levels)


@dataclass(frozen=True, slots=True)
class Overload:
    """Demands that can only be met where there is not enough for them all."""

    resource: Resource
    demands: tuple[Demand, ...]
    needed: int
    available: int


def worst_overload(resource: Resource) -> Overload | None:
    """Return the demands that exceed most what their own places offer; None: no set that was tried does.

    Why this is a proof, for any set of demands whatever: each event takes its energy within its own places, so
    all of them take theirs within the union of these; and what is there at each place is never more than its
    levels. Tried are those that lie between two instants, and those whose places are among the places of one.
    """
    worst: Overload | None = None
    excess = 0
    for demands in _chains(resource.demands):
        needed = places = 0
        for count, demand in enumerate(demands, start=1):
            needed += demand.energy
            places |= demand.places
            if needed - excess > (available := resource.within(places)):
                excess = needed - available
                worst = Overload(resource, tuple(demands[:count]), needed, available)
    return worst


def _chains(demands: Sequence[Demand]) -> Iterator[list[Demand]]:
    """Yield sequences of demands of which every beginning is a set to be tried."""
    by_end = sorted(demands, key=lambda demand: demand.end)
    for first in {demand.first for demand in demands}:
        yield [demand for demand in by_end if demand.first >= first]
    for places in {demand.places for demand in demands}:
        yield [demand for demand in demands if not demand.places & ~places]


def resources(problem: Problem, domains: Domains) -> Iterator[Resource]:
    """Yield all that can run out; events that have no place at all are left to other proofs."""
    possible = [index for index, starts in enumerate(domains.starts) if any(starts)]
    yield from _parties(problem, domains, possible)
    yield from _rooms(problem, domains, possible)
    yield from _interpreters(problem, domains, possible)
    yield from _quorums(problem, domains, possible)


def occupied(starts: int, grains: int) -> int:
    """Return the grains that something of so many grains may occupy, by doubling."""
    done = 1
    while done * 2 <= grains:
        starts |= starts << done
        done *= 2
    return starts | starts << (grains - done)


def _demand(problem: Problem, domains: Domains, index: int, *, units: int = 1) -> Demand:
    anywhere = 0
    for starts in domains.starts[index]:
        anywhere |= starts
    duration = problem.events[index].duration
    places = occupied(anywhere, duration)
    return Demand(index, duration * units, places, _first(places), places.bit_length())


def _first(places: int) -> int:
    return (places & -places).bit_length() - 1


def _everywhere(problem: Problem) -> int:
    """Return every grain, with the turnaround after the last."""
    grid = problem.grid
    return span_mask(0, len(grid.days) * grid.stride + problem.turnaround)


def _parties(problem: Problem, domains: Domains, possible: Iterable[int]) -> Iterator[Resource]:
    """Yield each party of several events: it is in one place at a time."""
    of_party: defaultdict[str, list[int]] = defaultdict(list)
    for index in possible:
        for party in problem.events[index].parties:
            of_party[party].append(index)
    for party, events in of_party.items():
        if len(events) > 1:
            demands = tuple(_demand(problem, domains, index) for index in events)
            name = problem.party[party].name or party
            facts: Facts = {"resource": "party", "name": name}
            yield Resource(demands, (_everywhere(problem),), facts)


def _interpreters(
    problem: Problem, domains: Domains, possible: Iterable[int]
) -> Iterator[Resource]:
    """Yield each language: on each day it has so many teams, each in one place at a time."""
    possible = tuple(possible)
    stride = problem.grid.stride
    for language in problem.teams:
        demands = tuple(
            _demand(problem, domains, index)
            for index in possible
            if language in problem.events[index].languages
        )
        of_days = [
            _teams(problem, language, day, enough=len(demands))
            for day in range(len(problem.grid.days))
        ]
        levels = tuple(
            spans_mask(
                (day * stride, (day + 1) * stride)
                for day, teams in enumerate(of_days)
                if teams >= level
            )
            for level in range(1, max(of_days) + 1)
        )
        yield Resource(demands, levels, {"resource": "interpreters", "name": language})


def _teams(problem: Problem, language: str, day: int, *, enough: int) -> int:
    """Return the teams of a language on a day; a day for which no number is given has enough."""
    teams = problem.teams[language]
    return teams[day] if day < len(teams) else enough


def _quorums(problem: Problem, domains: Domains, possible: Iterable[int]) -> Iterator[Resource]:
    """Yield the members: a panel needs its quorum of them, and each sits on one panel at a time.

    Where ``free`` members are there who may sit on any of the panels, at most ``free // quorum`` panels of that
    quorum or a larger one can sit at once: with seven members, one of four. Panels of all sizes together take
    no more members than there are.
    """
    asking = [index for index in possible if problem.events[index].quorum > 0]
    for quorum in sorted({problem.events[index].quorum for index in asking}, reverse=True):
        events = [index for index in asking if problem.events[index].quorum >= quorum]
        present = _present(problem, events)
        levels = tuple(
            at_least(present, quorum * panels, _everywhere(problem))
            for panels in range(1, len(problem.members) // quorum + 1)
        )
        demands = tuple(_demand(problem, domains, index) for index in events)
        yield Resource(demands, levels, {"resource": "quorum", "quorum": quorum})
    if asking:
        present = _present(problem, asking)
        demands = tuple(
            _demand(problem, domains, index, units=problem.events[index].quorum) for index in asking
        )
        yield Resource(demands, tuple(present), {"resource": "members"})


def _present(problem: Problem, events: Sequence[int]) -> list[int]:
    """Return the grains at which each member is there who may sit on the panel of any of these events."""
    everywhere = _everywhere(problem)
    return [
        everywhere & ~spans_mask(member.unavailable + member.out_of_office)
        for member in problem.members
        if any(problem.may_sit(problem.events[index], member) for index in events)
    ]


def _rooms(problem: Problem, domains: Domains, possible: Iterable[int]) -> Iterator[Resource]:
    """Yield each set of rooms: an event takes one that suits it for its duration and the turnaround after it.

    The turnaround belongs to the event, so that what two events of a room take never overlaps. The rooms' hours
    stand one after the other in one long set of places.
    """
    possible = tuple(possible)
    horizon = _everywhere(problem).bit_length()
    pause = _turnaround(problem)
    usable = {
        index: frozenset(room for room, starts in enumerate(domains.starts[index]) if starts)
        for index in possible
    }
    for rooms in sorted(set(usable.values()), key=sorted):
        demands = []
        for index in possible:
            if usable[index] <= rooms:
                grains = problem.events[index].duration + pause
                time = places = 0
                for room in usable[index]:
                    taken = occupied(domains.starts[index][room], grains)
                    time |= taken
                    places |= taken << room * horizon
                demands.append(Demand(index, grains, places, _first(time), time.bit_length()))
        names = tuple(problem.rooms[room].name or problem.rooms[room].id for room in sorted(rooms))
        everywhere = span_mask(0, horizon * len(problem.rooms))
        yield Resource(tuple(demands), (everywhere,), {"resource": "rooms", "rooms": names})


def _turnaround(problem: Problem) -> int:
    """Return the turnaround to count: none where it would reach into the next day, of which it does not keep clear."""
    grid = problem.grid
    is_kept_overnight = grid.stride * grid.grain_minutes == 24 * 60
    fits = grid.stride >= grid.grains_per_day + problem.turnaround
    return problem.turnaround if is_kept_overnight or fits else 0

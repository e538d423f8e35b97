"""A problem as numbers: what the search asks for most often, worked out once.

Everything is an index (of an event, a room, a member, a shared resource) or a set of grains.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from convoca.optimiser.bitsets import span_mask, spans_mask
from convoca.optimiser.domains import Domains, bench
from convoca.optimiser.prices import Prices, hour_classes, prices, start_classes
from convoca.scheduling.problem import Event, Objective, PartyKind, Problem

#: A set that has to be worked out again: no set of grains is negative.
STALE = -1

SPAN_OBJECTIVES = {
    PartyKind.STATE: Objective.STATE_DAYS,
    PartyKind.ORGANISATION: Objective.ORGANISATION_DAYS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTable:
    """What the search needs to know of one event.

    ``rooms``: the rooms that it may be in, first the one that fewest other events can use; ``room_slots``, in
    the same order, where the state keeps when they are free, and the starts that they leave. ``parties``: those it shares with other events. ``blocking``: the indices of busy sets it
    must keep clear of, which are those of its parties and of languages that run short. ``classes``: sets of
    starts with their cost, cheapest first, each for any room (0) or the released one (1). ``wanted``: what it
    costs if a member does not sit (a country rapporteur, somebody of the released panel); ``wanted_seats`` the
    same by position on the bench.
    """

    duration: int
    length: int
    footprint: int
    room_footprint: int
    rooms: tuple[int, ...]
    choices: int
    parties: tuple[int, ...]
    languages: tuple[int, ...]
    blocking: tuple[int, ...]
    bench: tuple[int, ...]
    bench_slots: tuple[int, ...]
    wanted_slots: tuple[int, ...]
    room_slots: tuple[tuple[int, int], ...]
    quorum: int
    seats: int
    wanted: Mapping[int, int]
    wanted_seats: tuple[tuple[int, int], ...]
    all_wanted: int
    classes: tuple[tuple[int, int, int], ...]
    released_room: int
    topic: int

    def cost_at(self, start: int, room: int) -> int:
        """Return what its hour and room cost, and the change of them."""
        in_released = room == self.released_room
        return next(
            cost
            for cost, mask, released in self.classes
            if mask >> start & 1 and (in_released or not released)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The numbers of one problem. ``span_price``: per shared party, what a day more between its events costs.

    ``topic_caps``: per topic the events a day that cost nothing; 0 for topics that are to be grouped.
    ``seats``: the different demands on the members, duration index and how many. ``hits``: by duration index of an event that is placed and of one that is not, the starts that the one takes
    from the other, counted from the first of them. ``teams``: per scarce language, by k, the level at which more than k events in it are counted and the
    grains at which no more than k + 1 can be interpreted.
    """

    problem: Problem
    prices: Prices
    days: int
    stride: int
    turnaround: int
    day_masks: tuple[int, ...]
    other_days: tuple[int, ...]
    durations: tuple[int, ...]
    hits: tuple[tuple[int, ...], ...]
    room_hits: tuple[tuple[int, ...], ...]
    events: tuple[EventTable, ...]
    seats: tuple[tuple[int, int], ...]
    members_away: tuple[int, ...]
    span_price: tuple[int, ...]
    teams: tuple[tuple[tuple[int, int], ...], ...]
    topic_caps: tuple[int, ...]
    load_per_day: int
    topic_price: int
    load_price: int
    balance_price: int
    everywhere: int
    all_stale: tuple[int, ...]
    least_stale: tuple[int, ...]


def tables(problem: Problem, static: Domains | None = None) -> Tables:
    return _Builder(problem, static or Domains(problem)).build()


class _Builder:
    def __init__(self, problem: Problem, static: Domains) -> None:
        self._problem = problem
        self._static = static
        self._prices = prices(problem)
        self._member_index = {member.id: i for i, member in enumerate(problem.members)}
        self._room_index = {room.id: i for i, room in enumerate(problem.rooms)}
        self._parties = self._shared_parties()
        self._parties_of: defaultdict[int, list[int]] = defaultdict(list)
        for number, indices in enumerate(self._parties.values()):
            for index in indices:
                self._parties_of[index].append(number)
        self._hours: dict[tuple[int, bool, tuple[float, ...]], tuple[tuple[int, int], ...]] = {}
        self._seats: dict[tuple[int, int], int] = {}
        self._durations = tuple(sorted({event.duration for event in problem.events}))
        self._languages = self._scarce_languages()
        counted = Counter(event.topic for event in problem.events)
        self._topics = [topic for topic in problem.wishes.topics if counted[topic] > 1]
        self._users = self._users_of_rooms()

    def build(self) -> Tables:
        problem = self._problem
        grid = problem.grid
        durations = self._durations
        counted = Counter(event.topic for event in problem.events)
        days, unit = len(grid.days), self._prices.unit
        everywhere = span_mask(0, days * grid.stride)
        events = tuple(self._event(i, event) for i, event in enumerate(problem.events))
        return Tables(
            problem=problem,
            prices=self._prices,
            days=days,
            stride=grid.stride,
            turnaround=problem.turnaround,
            day_masks=tuple(self._day(day) for day in range(days)),
            other_days=tuple(everywhere ^ self._day(day) for day in range(days)),
            durations=durations,
            hits=tuple(
                tuple(span_mask(0, taken + length - 1) for length in durations)
                for taken in durations
            ),
            room_hits=tuple(
                tuple(
                    span_mask(0, taken + length - 1 + 2 * problem.turnaround)
                    for length in durations
                )
                for taken in durations
            ),
            events=events,
            seats=tuple(self._seats),
            members_away=tuple(
                spans_mask(m.unavailable + m.out_of_office) for m in problem.members
            ),
            span_price=tuple(self._span_price(ids) for ids in self._parties),
            teams=self._teams(),
            topic_caps=tuple(
                -(-counted[topic] // days) if problem.wishes.topics[topic] == "spread" else 0
                for topic in self._topics
            ),
            load_per_day=problem.wishes.load_per_day,
            topic_price=unit[Objective.TOPICS],
            load_price=unit[Objective.DAILY_LOAD],
            balance_price=unit[Objective.BALANCE],
            everywhere=everywhere,
            all_stale=(STALE,) * len(durations),
            least_stale=(STALE,) * len(self._seats),
        )

    def _day(self, day: int) -> int:
        stride = self._problem.grid.stride
        return span_mask(day * stride, (day + 1) * stride)

    def _kind_of_seats(self, length: int, quorum: int) -> int:
        """Return the number of a demand on the members: so many of them, for so long."""
        return self._seats.setdefault((length, quorum), len(self._seats))

    def _shared_parties(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        """Return the parties of two events or more; those that always come together are one."""
        events_of: defaultdict[str, list[int]] = defaultdict(list)
        for index, event in enumerate(self._problem.events):
            for party in dict.fromkeys(event.parties):
                events_of[party].append(index)
        together: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
        for party, indices in events_of.items():
            if len(indices) > 1:
                together[tuple(indices)].append(party)
        return {tuple(parties): indices for indices, parties in together.items()}

    def _span_price(self, parties: Iterable[str]) -> int:
        known = [self._problem.party[p] for p in parties if p in self._problem.party]
        unit = self._prices.unit
        return sum(unit[SPAN_OBJECTIVES[p.kind]] for p in known if p.kind in SPAN_OBJECTIVES)

    def _scarce_languages(self) -> list[str]:
        """Return the languages that more events need than there are teams on some day."""
        needed = Counter(language for event in self._problem.events for language in event.languages)
        return [
            language
            for language, teams in sorted(self._problem.teams.items())
            if needed[language] > min(teams, default=needed[language])
        ]

    def _teams(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        levels = count()
        return tuple(
            tuple(
                (
                    next(levels),
                    sum(self._day(day) for day, there in enumerate(teams) if there == level + 1),
                )
                for level in range(max(teams))
            )
            for teams in (self._problem.teams[language] for language in self._languages)
        )

    def _users_of_rooms(self) -> list[int]:
        """Return how many events can use each room."""
        return [
            sum(1 for starts in self._static.starts if starts[room])
            for room in range(len(self._problem.rooms))
        ]

    def _event(self, index: int, event: Event) -> EventTable:
        starts = self._static.starts[index]
        rooms = sorted((r for r in range(len(starts)) if starts[r]), key=self._users.__getitem__)
        parties = tuple(self._parties_of[index])
        languages = tuple(i for i, name in enumerate(self._languages) if name in event.languages)
        may_sit, quorum = bench(event, self._problem)
        wanted, missed = self._wanted(event, may_sit)
        lengths, length = len(self._durations), self._durations.index(event.duration)
        return EventTable(
            duration=event.duration,
            length=length,
            footprint=(1 << event.duration) - 1,
            room_footprint=(1 << event.duration + self._problem.turnaround) - 1,
            rooms=tuple(rooms),
            choices=sum(mask.bit_count() for mask in starts),
            parties=parties,
            languages=languages,
            blocking=parties + tuple(len(self._parties) + i for i in languages),
            bench=may_sit,
            bench_slots=tuple(member * lengths + length for member in may_sit),
            wanted_slots=tuple(member * lengths + length for member in wanted),
            room_slots=tuple((room * lengths + length, starts[room]) for room in rooms),
            quorum=quorum,
            seats=self._kind_of_seats(length, quorum),
            wanted=wanted,
            wanted_seats=tuple((may_sit.index(m), price) for m, price in wanted.items()),
            all_wanted=sum(wanted.values()),
            classes=self._classes(event, starts, missed),
            released_room=self._released_room(event),
            topic=self._topics.index(event.topic) if event.topic in self._topics else -1,
        )

    def _wanted(self, event: Event, may_sit: tuple[int, ...]) -> tuple[dict[int, int], int]:
        """Return what each absent member costs, and the cost of those who cannot sit in any case."""
        wanted: Counter[int] = Counter()
        unit, missed = self._prices.unit, 0
        for member in event.rapporteurs:
            if self._member_index.get(member) in may_sit:
                wanted[self._member_index[member]] += unit[Objective.RAPPORTEUR_ABSENT]
        released = self._problem.baseline.get(event.id)
        leaves = self._problem.wishes.changes.member * unit[Objective.CHANGES]
        for member in set(released.panel) if released else ():
            if self._member_index.get(member) in may_sit:
                wanted[self._member_index[member]] += leaves
            else:
                missed += leaves
        return {member: cost for member, cost in sorted(wanted.items()) if cost}, missed

    def _classes(
        self, event: Event, starts: tuple[int, ...], missed: int
    ) -> tuple[tuple[int, int, int], ...]:
        anywhere = 0
        for mask in starts:
            anywhere |= mask
        unit = self._prices.unit
        by_start = start_classes(event, anywhere, self._hours_of(event), self._problem, unit)
        if event.id not in self._problem.baseline:
            return tuple((cost, mask, 0) for cost, mask in by_start)
        other_room = self._problem.wishes.changes.room * unit[Objective.CHANGES]
        kept = [(cost + missed, mask, 1) for cost, mask in by_start]
        moved = [(cost + missed + other_room, mask, 0) for cost, mask in by_start]
        return tuple(sorted(kept + moved, key=lambda one: (one[0], -one[2])))

    def _hours_of(self, event: Event) -> tuple[tuple[int, int], ...]:
        """Return what the hours cost: the same for all events that are alike in what counts for it."""
        key = (event.duration, event.is_priority, event.remote_offsets)
        if key not in self._hours:
            self._hours[key] = hour_classes(event, self._problem, self._prices.unit)
        return self._hours[key]

    def _released_room(self, event: Event) -> int:
        released = self._problem.baseline.get(event.id)
        return self._room_index.get(released.room, -1) if released else -1

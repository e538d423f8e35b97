"""A programme laid out on the grid of its problem: what every check of it asks for, worked out once."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from convoca.domain.finding import Fact
from convoca.scheduling.problem import Assignment, Event, Problem, Programme, Room, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One event where it is; ``day`` counts on beyond the days of the grid, ``end`` is half-open."""

    event: Event
    start: int
    end: int
    day: int
    room: str
    panel: tuple[str, ...]

    def touches(self, span: Span) -> bool:
        return self.start < span[1] and span[0] < self.end


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The events of a problem that a programme places, in the order in which they begin."""

    problem: Problem
    programme: Programme

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        known = self.problem.event
        placed = [
            self._placed(known[key], assignment)
            for key, assignment in self.programme.items()
            if key in known
        ]
        return tuple(sorted(placed, key=lambda p: (p.start, p.end, p.event.id)))

    def _placed(self, event: Event, assignment: Assignment) -> Placed:
        return Placed(
            event=event,
            start=assignment.start,
            end=assignment.start + event.duration,
            day=self.problem.grid.day_of(assignment.start),
            room=assignment.room,
            panel=assignment.panel,
        )

    def in_rooms(self) -> Iterator[tuple[Placed, Room]]:
        """Yield each event with its room, where there is such a room."""
        rooms = self.problem.room
        return ((placed, rooms[placed.room]) for placed in self.placed if placed.room in rooms)

    def seats(self) -> Iterator[tuple[Placed, str]]:
        """Yield each event with each member on its panel, once."""
        return ((placed, key) for placed in self.placed for key in dict.fromkeys(placed.panel))

    @cached_property
    def concurrent(self) -> tuple[tuple[Placed, Placed], ...]:
        """Every two events that are held at the same time, the one that begins first before the other."""
        return tuple(self._within(0, self.placed))

    def too_near(self) -> Iterator[tuple[Placed, Placed]]:
        """Yield every two events in one room that leave less than the turnaround between them."""
        in_room: defaultdict[str, list[Placed]] = defaultdict(list)
        for placed in self.placed:
            in_room[placed.room].append(placed)
        for sharing in in_room.values():
            for first, second in self._within(self.problem.turnaround, sharing):
                if second.start >= first.end:
                    yield first, second

    def _within(
        self, gap: int, ordered: tuple[Placed, ...] | list[Placed]
    ) -> Iterator[tuple[Placed, Placed]]:
        """Yield every two of which the second begins before the first one's end and the gap."""
        under_way: list[Placed] = []
        for second in ordered:
            under_way = [first for first in under_way if second.start < first.end + gap]
            for first in under_way:
                if self._are_nights_on_the_grid or first.day == second.day:
                    yield first, second
            under_way.append(second)

    @cached_property
    def _are_nights_on_the_grid(self) -> bool:
        """Whether one grain follows the other around the clock, so that an event may end the next day."""
        return self.problem.grid.stride * self.problem.grid.grain_minutes == 24 * 60

    def had_begun(self, placed: Placed) -> bool:
        """Whether an event had begun, where it was released, before anything could still change."""
        before = self.problem.baseline.get(placed.event.id)
        return before is not None and before.start < self.problem.frozen_before

    def when(self, grain: int, day: str = "day", hour: str = "hour") -> dict[str, Fact]:
        """Name a grain by its day and hour on the wall clock of the venue."""
        on, at = self.problem.grid.wall(grain)
        return {day: on, hour: f"{at:%H:%M}"}

    def facts(self, placed: Placed, **more: Fact) -> dict[str, Fact]:
        """Name an event with its day and hour."""
        return {"first": _title(placed.event), **self.when(placed.start), **more}

    def pair_facts(self, first: Placed, second: Placed, **more: Fact) -> dict[str, Fact]:
        """Name two events, with the day and hour at which the second begins."""
        return {
            **self.facts(second),
            "first": _title(first.event),
            "second": _title(second.event),
            **more,
        }

    def room_name(self, room: str) -> str:
        known = self.problem.room.get(room)
        return known.name or known.id if known else room

    def member_name(self, member: str) -> str:
        known = self.problem.member.get(member)
        return known.name or known.id if known else member

    def party_facts(self, party: str) -> dict[str, Fact]:
        """Name a party: a State by its code, so that it can be said in any language."""
        if party.startswith("state:"):
            return {"party": "", "state": party.removeprefix("state:")}
        known = self.problem.party.get(party)
        return {"party": known.name or known.id if known else party, "state": ""}


def _title(event: Event) -> str:
    return event.title or event.id

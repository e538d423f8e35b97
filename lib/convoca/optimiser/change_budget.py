"""What the change of each event costs at least, and so how far it can be moved by a repair of a given cost.

Every event that cannot stay as it was released costs its own least change. What a repair has left after these is
all that any single event may cost beyond its least: with a good repair in hand most places are out of reach.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from convoca.optimiser.bitsets import at_least, span_mask
from convoca.optimiser.domains import Domains
from convoca.scheduling.problem import Assignment, Event, Problem, Room

#: A cost of change and the starts, in one room, that cost it at least.
Zone = tuple[int, int]


@dataclass(frozen=True)
class ChangeBudget:
    """The least cost of change of a problem with a baseline, in units before the weight of changes."""

    problem: Problem
    known: Domains

    @cached_property
    def zones(self) -> tuple[tuple[tuple[Zone, ...], ...], ...]:
        """By event and room: the legal starts by the least that it costs to be there."""
        return tuple(
            tuple(
                tuple(self._zones(event, room, starts))
                for room, starts in zip(self.problem.rooms, in_rooms, strict=True)
            )
            for event, in_rooms in zip(self.problem.events, self.known.starts, strict=True)
        )

    @cached_property
    def least(self) -> tuple[int, ...]:
        """What each event costs at least, judged without the others. Each has a legal place."""
        return tuple(
            min(cost for zones in in_rooms for cost, _ in zones) for in_rooms in self.zones
        )

    @property
    def bound(self) -> int:
        """What no repair can cost less than."""
        return sum(self.least)

    def within(self, cost: int) -> tuple[tuple[int, ...], ...]:
        """Return, by event and room, the starts that a repair of at most this cost can use.

        Sound because the others cost their least at least: what is left is all that one event may cost more.
        """
        slack = cost - self.bound
        return tuple(
            tuple(_union(zones, least + slack) for zones in in_rooms)
            for in_rooms, least in zip(self.zones, self.least, strict=True)
        )

    def _zones(self, event: Event, room: Room, starts: int) -> Iterator[Zone]:
        released = self.problem.baseline.get(event.id)
        if released is None:
            if starts:
                yield 0, starts
            return
        changes = self.problem.wishes.changes
        other_room = 0 if room.id == released.room else changes.room
        for cost, zone in self._times(released):
            for missing, at in self._missing(event, released, starts & zone):
                yield cost + other_room + missing * changes.member, at

    def _times(self, released: Assignment) -> tuple[Zone, ...]:
        changes, stride = self.problem.wishes.changes, self.problem.grid.stride
        day = self.problem.grid.day_of(released.start)
        of_day = span_mask(day * stride, (day + 1) * stride)
        whole = span_mask(0, len(self.problem.grid.days) * stride)
        same = span_mask(released.start, released.start + 1)
        return (0, same), (changes.time, of_day & ~same), (changes.day, whole & ~of_day)

    def _missing(self, event: Event, released: Assignment, starts: int) -> Iterator[Zone]:
        """Yield the starts by how many of the released panel cannot sit there."""
        absent = [self._absent(event, member) & starts for member in set(released.panel)]
        for count in range(len(absent) + 1):
            more = at_least(absent, count + 1, starts)
            if starts & ~more:
                yield count, starts & ~more
            starts &= more

    def _absent(self, event: Event, member: str) -> int:
        everywhere = self.known.on_grid(event.duration)
        for index, known in enumerate(self.problem.members):
            if known.id == member and self.problem.may_sit(event, known):
                return everywhere & ~self.known.present(index, event.duration)
        return everywhere


def _union(zones: Sequence[Zone], most: int) -> int:
    mask = 0
    for cost, starts in zones:
        if cost <= most:
            mask |= starts
    return mask

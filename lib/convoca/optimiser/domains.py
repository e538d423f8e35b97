"""Where each event could be if it were alone, and what forbids the other places."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from convoca.optimiser.bitsets import at_least, span_mask, spans_mask, starts_that_meet
from convoca.scheduling.answers import Requirement, RequirementKind
from convoca.scheduling.problem import Event, Member, Problem, Room

Reason = tuple[Requirement, int]

#: Requirements that speak of one room: they remove starts in the room that is their subject only.
OF_ONE_ROOM = frozenset({RequirementKind.ROOM, RequirementKind.ROOM_HOURS})


def domains(problem: Problem) -> "Domains":
    return Domains(problem)


@dataclass(frozen=True)
class Domains:
    """The starts that are left to each event in each room, as sets of grains.

    Indices are positions in ``problem.events``, ``problem.rooms`` and ``problem.members``.
    """

    problem: Problem

    @cached_property
    def starts(self) -> tuple[tuple[int, ...], ...]:
        """``starts[event][room]``: where the event may start, judged without the other events."""
        return tuple(self._starts(index) for index in range(len(self.problem.events)))

    def reasons(self, index: int) -> tuple[Reason, ...]:
        """Return each requirement with the starts that it alone takes from an event.

        One that is in ``OF_ONE_ROOM`` takes them in that room only, any other in every room.
        """
        event = self.problem.events[index]
        return tuple((need, mask) for need, mask in self._reasons(event) if mask)

    def on_grid(self, duration: int) -> int:
        """Return the starts at which an event of this length begins on the grid and ends in opening hours."""
        return self._memory.on_grid(duration)

    def present(self, index: int, duration: int) -> int:
        """Return the starts at which a member is there for the whole of an event of this length."""
        member = self.problem.members[index]
        return self._memory.on_grid(duration) & ~self._memory.away(member, duration)

    @cached_property
    def _memory(self) -> "_Memory":
        return _Memory(self.problem)

    def _starts(self, index: int) -> tuple[int, ...]:
        event = self.problem.events[index]
        anywhere = self._memory.on_grid(event.duration)
        in_room = dict.fromkeys(self.problem.room, 0)
        for need, mask in self._reasons(event):
            if need.kind in OF_ONE_ROOM:
                in_room[need.subject] |= mask
            else:
                anywhere &= ~mask
        pinned = _kept_place(event, self.problem)
        return tuple(
            anywhere & ~in_room[room.id] if pinned is None or pinned[1] == room.id else 0
            for room in self.problem.rooms
        )

    def _reasons(self, event: Event) -> Iterator[Reason]:
        whole = self._memory.on_grid(event.duration)
        yield from self._reasons_of_time(event, whole)
        for party in event.parties:
            away = self._memory.party_away(party, event.duration)
            yield Requirement(kind=RequirementKind.AVAILABILITY, subject=party), whole & away
        for language in sorted(event.languages & self.problem.teams.keys()):
            without = self._memory.without_team(language)
            yield Requirement(kind=RequirementKind.INTERPRETERS, subject=language), whole & without
        for room in self.problem.rooms:
            if not suits(event, room):
                yield Requirement(kind=RequirementKind.ROOM, subject=room.id), whole
            shut = self._memory.shut(room, event.duration)
            yield Requirement(kind=RequirementKind.ROOM_HOURS, subject=room.id), whole & shut
        quorum = self._memory.with_quorum(event)
        yield Requirement(kind=RequirementKind.QUORUM, subject=event.id), whole & ~quorum

    def _reasons_of_time(self, event: Event, whole: int) -> Iterator[Reason]:
        grid = self.problem.grid
        early = whole & span_mask(0, event.earliest_day * grid.stride)
        yield Requirement(kind=RequirementKind.NOTICE, subject=event.id), early
        if event.days is not None:
            on_days = spans_mask((day * grid.stride, (day + 1) * grid.stride) for day in event.days)
            yield Requirement(kind=RequirementKind.DAYS, subject=event.id), whole & ~on_days
        kept = _kept_place(event, self.problem)
        if kept is not None:
            at_pin = 1 << kept[0] if kept[0] >= 0 else 0
            yield Requirement(kind=RequirementKind.PIN, subject=event.id), whole & ~at_pin
        if self.problem.frozen_before and not is_frozen(event, self.problem):
            past = whole & span_mask(0, self.problem.frozen_before)
            yield Requirement(kind=RequirementKind.PIN, subject=event.id), past


def is_frozen(event: Event, problem: Problem) -> bool:
    """Whether an event had begun, in the released programme, before anything may still change."""
    released = problem.baseline.get(event.id)
    return released is not None and released.start < problem.frozen_before


def bench(event: Event, problem: Problem) -> tuple[tuple[int, ...], int]:
    """Return the members (by index) who may sit on the panel of an event, and how many are needed.

    What has begun keeps the whole panel that it began with.
    """
    may_sit = tuple(
        index for index, member in enumerate(problem.members) if problem.may_sit(event, member)
    )
    if not is_frozen(event, problem):
        return may_sit, event.quorum
    sat = problem.baseline[event.id].panel
    of_panel = tuple(index for index in may_sit if problem.members[index].id in sat)
    return of_panel, max(event.quorum, len(sat))


def suits(event: Event, room: Room) -> bool:
    """Whether a room is large enough, may be closed to the public and has the languages, where needed."""
    return (
        (room.capacity is None or room.capacity >= event.attendance)
        and (room.private_allowed or not event.is_private)
        and (room.languages is None or event.languages <= room.languages)
    )


def _kept_place(event: Event, problem: Problem) -> tuple[int, str] | None:
    """Return the start and room that an event must keep, by what has begun or by a pin."""
    if is_frozen(event, problem):
        released = problem.baseline[event.id]
        return released.start, released.room
    return (event.pin.start, event.pin.room) if event.pin else None


class _Memory:
    """Sets that many events share, each made once."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._of_duration: dict[int, int] = {}
        self._meeting: dict[tuple[str, str, int], int] = {}
        self._without_team: dict[str, int] = {}
        self._with_quorum: dict[tuple[tuple[int, ...], int, int], int] = {}

    def on_grid(self, duration: int) -> int:
        if duration not in self._of_duration:
            grid = self._problem.grid
            one_day = 0
            for start in range(0, grid.grains_per_day - duration + 1, grid.step):
                one_day |= 1 << start
            mask = 0
            for day in range(len(grid.days)):
                mask |= one_day << day * grid.stride
            self._of_duration[duration] = mask
        return self._of_duration[duration]

    def party_away(self, party: str, duration: int) -> int:
        known = self._problem.party.get(party)
        busy = spans_mask(known.unavailable) if known else 0
        return self._starts_that_meet("party", party, busy, duration)

    def away(self, member: Member, duration: int) -> int:
        busy = spans_mask(member.unavailable + member.out_of_office)
        return self._starts_that_meet("member", member.id, busy, duration)

    def shut(self, room: Room, duration: int) -> int:
        busy = spans_mask(closure.span for closure in room.closures)
        shut = self._starts_that_meet("room", room.id, busy, duration)
        if room.open is None:
            return shut
        within = spans_mask((opens, closes - duration + 1) for opens, closes in room.open)
        return shut | self.on_grid(duration) & ~within

    def without_team(self, language: str) -> int:
        if language not in self._without_team:
            stride = self._problem.grid.stride
            self._without_team[language] = spans_mask(
                (day * stride, (day + 1) * stride)
                for day, teams in enumerate(self._problem.teams[language])
                if teams <= 0
            )
        return self._without_team[language]

    def with_quorum(self, event: Event) -> int:
        eligible, needed = bench(event, self._problem)
        key = (eligible, needed, event.duration)
        if key not in self._with_quorum:
            whole = self.on_grid(event.duration)
            present = [
                whole & ~self.away(self._problem.members[index], event.duration)
                for index in eligible
            ]
            self._with_quorum[key] = at_least(present, needed, whole)
        return self._with_quorum[key]

    def _starts_that_meet(self, of: str, subject: str, busy: int, duration: int) -> int:
        key = (of, subject, duration)
        if key not in self._meeting:
            self._meeting[key] = starts_that_meet(busy, duration)
        return self._meeting[key]

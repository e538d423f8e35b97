"""A period's file as a timetabling problem, and a programme as placements again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, time
from uuid import UUID

from convoca.domain.identifiers import MemberId, RoomId
from convoca.domain.period_of_sessions import PlanningWishes
from convoca.domain.programme import Placement, Session
from convoca.domain.slot import Slot
from convoca.scheduling.constraints import Constraint, Violation
from convoca.scheduling.problem import (
    USUAL_WEIGHTS,
    Assignment,
    Objective,
    Problem,
    Programme,
    Span,
    Wishes,
)
from convoca.services.period_events import PeriodEvents
from convoca.services.period_file import PeriodFile
from convoca.services.period_grid import QUARTER, PeriodClock, clock_of, rooms_of

_PER_GRAIN = frozenset({Objective.DAILY_LOAD, Objective.BALANCE})


def problem_of(
    file: PeriodFile, *, today: date | None = None, slots: Iterable[Slot] = ()
) -> Problem:
    """Return everything that can be placed in a period, on a grid that can say where it is.

    Without ``today`` nothing is asked of notices. ``slots`` are others that the grid must be able to
    say exactly, e.g. those of a release.
    """
    clock = clock_of(file, slots)
    found = PeriodEvents(file=file, clock=clock, today=today)
    return Problem(
        grid=clock.grid,
        rooms=tuple(rooms_of(file, clock)),
        members=found.members,
        parties=found.parties,
        events=found.events,
        teams=_teams(file, clock, len(found.events)),
        turnaround=clock.length(file.period.wishes.turnaround_minutes),
        wishes=_wishes(file.period.wishes, clock, {event.topic for event in found.events}),
        name=str(file.period.number),
    )


def held(file: PeriodFile) -> frozenset[str]:
    """Return the events that wait on purpose: a plan leaves them out."""
    return frozenset(
        str(activity.id)
        for activity in file.activities.values()
        if not isinstance(activity, Session)
        and activity.needs.on_hold
        and file.placement(activity.id) is None
    )


def clock_for(file: PeriodFile, problem: Problem) -> PeriodClock:
    """Return the clock of a problem that was made of a file."""
    return PeriodClock(grid=problem.grid, zone=file.period.zone)


def programme_of(file: PeriodFile, problem: Problem) -> Programme:
    """Return where everything is placed; what was cancelled is not part of it."""
    return {
        str(placement.id): assignment_of(
            file, problem, placement.slot, placement.room, placement.panel
        )
        for placement in file.placements.values()
        if str(placement.id) in problem.event
    }


def assignment_of(
    file: PeriodFile, problem: Problem, slot: Slot, room: RoomId, panel: Iterable[MemberId] = ()
) -> Assignment:
    """Say on the grid of a problem what a placement or an entry of a release says."""
    start = clock_for(file, problem).grain(slot.start)
    return Assignment(start=start, room=str(room), panel=tuple(map(str, panel)))


def placement_at(
    file: PeriodFile, problem: Problem, event: str, assignment: Assignment
) -> Placement:
    """Return the placement that an assignment means, to be saved over the one that is stored.

    Raises NonexistentLocalTime for an hour that the clocks skip.
    """
    activity, room = UUID(event), RoomId(UUID(assignment.room))
    place = file.period.place_of_room(room)
    clock = clock_for(file, problem)
    stored = file.placement(activity)
    zone = place.zone if place else file.period.zone
    slot = clock.slot(assignment.start, problem.event[event].duration, zone)
    if stored is not None and (stored.slot.start, stored.slot.end) == (slot.start, slot.end):
        slot = stored.slot
    panel = tuple(MemberId(UUID(member)) for member in assignment.panel)
    if stored is not None:
        return replace(stored, slot=slot, room=room, panel=panel)
    kind = file.kind_of(activity)
    return Placement(
        id=activity, period=file.period.id, kind=kind, slot=slot, room=room, panel=panel
    )


def violation_as_placed(file: PeriodFile, violation: Violation) -> Violation:
    """Tell a violation of a draft in the days and hours of the place where it happens."""
    placement = file.placement(UUID(violation.events[-1])) if violation.events else None
    if placement is None or "hour" not in violation.facts:
        return violation
    slot = placement.slot
    facts = {**violation.facts, "day": slot.wall_date, "hour": f"{slot.wall_time:%H:%M}"}
    place = file.period.place_of_room(placement.room)
    if place is not None and violation.constraint is Constraint.WITHIN_THE_PERIOD:
        facts |= {"opens": place.opens, "closes": place.closes}
    if place is not None and violation.constraint is Constraint.WITHIN_HEARING_HOURS:
        facts |= {"opens": f"{place.day_starts:%H:%M}", "closes": f"{place.day_ends:%H:%M}"}
    return replace(violation, facts=facts)


def _teams(file: PeriodFile, clock: PeriodClock, enough: int) -> Mapping[str, tuple[int, ...]]:
    """Return the interpreter teams of each day; a day without a number has enough."""
    on_record = {(str(t.language), t.day): t.teams for t in file.period.interpreter_teams}
    return {
        language: tuple(
            on_record.get((language, day), on_record.get((language, None), enough))
            for day in clock.grid.days
        )
        for language in sorted({language for language, _ in on_record})
    }


def _wishes(wishes: PlanningWishes, clock: PeriodClock, topics: Collection[str]) -> Wishes:
    """Scale what is wished for to the grid: a finer grain must not make one wish weigh more."""
    grain = clock.grid.grain_minutes
    scale = QUARTER // grain
    weights = {
        objective: wishes.weights.get(objective, usual) * (1 if objective in _PER_GRAIN else scale)
        for objective, usual in USUAL_WEIGHTS.items()
    }
    return Wishes(
        weights=weights,
        lunch=_around(wishes.lunch, grain),
        prime=_around(wishes.prime, grain),
        remote_hours=(wishes.remote[0].hour, -(-_minutes(wishes.remote[1]) // 60)),
        load_per_day=wishes.load_minutes // grain,
        topics={topic: wishes.topics.get(topic, "spread") for topic in topics if topic},
        levels=tuple(
            tuple(Objective(name) for name in level if name in USUAL_WEIGHTS)
            for level in wishes.levels
        ),
    )


def _around(hours: tuple[time, time], grain: int) -> Span:
    begins, ends = map(_minutes, hours)
    return begins // grain, -(-ends // grain)


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute

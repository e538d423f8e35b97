"""Planning a period with the help of a planner: the rest, a repair, why not, where else, what if."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal
from uuid import UUID

from convoca.domain.errors import NotAllowed, NotFound
from convoca.domain.identifiers import MemberId, RoomId
from convoca.domain.programme import Placement
from convoca.domain.slot import Slot, seat_date
from convoca.scheduling.answers import (
    Explanation,
    IsCancelled,
    Move,
    OnProgress,
    Repair,
    Solution,
    WhatIf,
)
from convoca.scheduling.check import what_if
from convoca.scheduling.constraints import CUSTOMS, Constraint, violations
from convoca.scheduling.problem import Assignment, Problem, Programme
from convoca.services.kept_places import with_kept
from convoca.services.panels import fill_panels
from convoca.services.period_file import PeriodFile
from convoca.services.ports import Planner
from convoca.services.programme import usual_panel
from convoca.services.timetabling import (
    assignment_of,
    clock_for,
    held,
    placement_at,
    problem_of,
    programme_of,
)

Keep = Literal["everything", "pinned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a planner proposes; ``apply_changes`` makes it so, and nothing else does.

    ``placements`` are those that would be new or elsewhere, ``removed`` those that would wait for
    another place. ``moves`` say the same on the grid of ``problem``; those of a repair start from what
    was released. ``kept`` stayed as they were although they break something.
    """

    answer: Solution | Repair
    problem: Problem
    placements: tuple[Placement, ...] = ()
    removed: tuple[Placement, ...] = ()
    moves: tuple[Move, ...] = ()
    kept: tuple[UUID, ...] = ()
    unplaced: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOption:
    """A lawful place of one activity, with who would sit and what it would cost in all."""

    day: date
    hour: time
    room: RoomId
    panel: tuple[MemberId, ...]
    cost_change: int


def plan_the_rest(
    file: PeriodFile,
    planner: Planner,
    *,
    keep: Keep = "everything",
    now: datetime | None = None,
    time_limit: float = 10.0,
    workers: int | None = None,
    seed: int = 1,
    iterations: int | None = None,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Plan:
    """Look for the best places of everything that waits, and is not on hold.

    What is placed stays with its hour, room and panel: all of it, or what is pinned, on hold or begun
    before ``now``. Without ``now`` nothing is asked of notices. ``time_limit`` is in seconds.
    """
    problem = problem_of(file, today=seat_date(now) if now else None)
    programme = programme_of(file, problem)
    staying = {key for key in programme if keep == "everything" or _stays(file, key, now)}
    problem, as_they_are = with_kept(
        _without(problem, held(file)), {key: programme[key] for key in staying}
    )
    start = {key: programme[key] for key in programme if key in problem.event}
    found = planner.solve(
        problem,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        iterations=iterations,
        start=start if set(start) == set(problem.event) else None,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
    )
    return _plan(file, found, problem, programme, as_they_are=as_they_are, staying=staying)


def plan_repair(
    file: PeriodFile,
    planner: Planner,
    *,
    now: datetime,
    time_limit: float = 30.0,
    workers: int | None = None,
    seed: int = 1,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Plan:
    """Look for the least change to the latest release, or to the draft where nothing was released.

    ``file`` is as it stands after what happened: an absence, a closure, a cancelled hearing. What began
    before ``now`` stays, and so does what goes against custom alone. Notices are not asked for: what moves is told anew, and problems say to whom.
    """
    latest = file.latest_release()
    entries = latest.entries if latest else ()
    problem = problem_of(file, slots=[entry.slot for entry in entries])
    programme = programme_of(file, problem)
    problem = _without(problem, set(problem.event) - set(programme))
    released = dict(programme) | {
        str(entry.activity): assignment_of(file, problem, entry.slot, entry.room, entry.panel)
        for entry in entries
        if not entry.is_cancelled
        and str(entry.activity) in programme
        and str(entry.room) in problem.room
    }
    by_choice = _against_custom_alone(problem, released)
    problem, as_they_are = with_kept(problem, {key: released[key] for key in by_choice})
    released = {key: place for key, place in released.items() if key in problem.event}
    frozen = max(0, clock_for(file, problem).grain(now))
    problem = replace(problem, baseline=released, frozen_before=frozen)
    found = planner.repair(
        problem,
        released,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
    )
    plan = _plan(file, found, problem, programme, as_they_are=as_they_are)
    return replace(plan, moves=found.moves)


def _against_custom_alone(problem: Problem, programme: Programme) -> set[str]:
    """Return what breaks nothing but customs, e.g. a late hour: people chose that, and it stays."""
    broken: defaultdict[str, set[Constraint]] = defaultdict(set)
    for violation in violations(programme, problem):
        for event in violation.events:
            broken[event].add(violation.constraint)
    return {event for event, constraints in broken.items() if constraints <= CUSTOMS}


def why_not(
    file: PeriodFile,
    planner: Planner,
    activity: UUID | None = None,
    *,
    now: datetime | None = None,
    time_limit: float = 15.0,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Explanation:
    """Say why an activity has no place beside all the others where they are.

    ``activity`` None: why everything that waits has none, beside what is pinned. ``time_limit`` is in
    seconds. Raises NotFound.
    """
    problem = problem_of(file, today=seat_date(now) if now else None)
    programme = programme_of(file, problem)
    if activity is not None:
        asked = _event(problem, activity)
        others = {key: place for key, place in programme.items() if key != asked}
        problem = _freed(_without(problem, set(problem.event) - {asked, *others}), asked)
        return planner.explain_event(
            problem, others, asked, time_limit=time_limit, is_cancelled=is_cancelled
        )
    staying = {key: programme[key] for key in programme if _stays(file, key, now)}
    problem, _ = with_kept(_without(problem, held(file)), staying)
    return planner.explain(
        problem, time_limit=time_limit, on_progress=on_progress, is_cancelled=is_cancelled
    )


def options_of(
    file: PeriodFile, planner: Planner, activity: UUID, *, now: datetime | None = None
) -> tuple[PlaceOption, ...]:
    """Return every lawful place of an activity while the others stay, by day and hour.

    Raises NotFound for what was cancelled.
    """
    problem = problem_of(file, today=seat_date(now) if now else None)
    programme = programme_of(file, problem)
    asked = _event(problem, activity)
    problem = _freed(_without(problem, set(problem.event) - {asked, *programme}), asked)
    found = (
        (
            placement_at(
                file, problem, asked, Assignment(start=o.start, room=o.room, panel=o.panel)
            ),
            o.cost_change,
        )
        for o in planner.options(problem, programme, asked)
    )
    return tuple(
        PlaceOption(
            day=placement.slot.wall_date,
            hour=placement.slot.wall_time,
            room=placement.room,
            panel=placement.panel,
            cost_change=cost,
        )
        for placement, cost in sorted(found, key=lambda pair: (pair[0].slot, str(pair[0].room)))
    )


def what_if_placed(
    file: PeriodFile,
    activity: UUID,
    day: date,
    hour: time,
    room: RoomId,
    *,
    now: datetime | None = None,
) -> WhatIf:
    """Say what placing an activity would break, cure and cost, with the panel that it has or would get.

    Raises NotFound, and what the clocks refuse.
    """
    record, place = file.activities.get(activity), file.period.place_of_room(room)
    if record is None or place is None:
        raise NotFound(
            "activity" if record is None else "room", activity if record is None else room
        )
    slot = Slot.local(day, hour, minutes=record.minutes, zone=place.zone, second=False)
    problem = problem_of(file, today=seat_date(now) if now else None, slots=[slot])
    stored = file.placement(activity)
    panel = stored.panel if stored else usual_panel(file, activity, day)
    there = assignment_of(file, problem, slot, room, panel)
    return what_if(problem, programme_of(file, problem), {str(activity): there})


def _stays(file: PeriodFile, event: str, now: datetime | None) -> bool:
    placement = file.placements[UUID(event)]
    needs = getattr(file.records[placement.id], "needs", None)
    on_hold = needs is not None and needs.on_hold
    return placement.is_pinned or on_hold or (now is not None and placement.slot.start < now)


def _event(problem: Problem, activity: UUID) -> str:
    if str(activity) not in problem.event:
        raise NotFound("activity", activity)
    return str(activity)


def _without(problem: Problem, left_out: Collection[str]) -> Problem:
    return replace(
        problem, events=tuple(event for event in problem.events if event.id not in left_out)
    )


def _freed(problem: Problem, event: str) -> Problem:
    """Lift the pin of an event, to see where else it could be."""
    return replace(
        problem,
        events=tuple(replace(e, pin=None) if e.id == event else e for e in problem.events),
    )


def _plan(
    file: PeriodFile,
    answer: Solution | Repair,
    problem: Problem,
    before: Programme,
    *,
    as_they_are: Iterable[str] = (),
    staying: Collection[str] = (),
) -> Plan:
    """Turn what a planner found into what would be saved, and refuse what it may not touch."""
    after = {key: place for key, place in answer.programme.items() if key not in staying}
    elsewhere = {key for key, place in after.items() if not _same(before.get(key), place)}
    filled = fill_panels(problem, answer.programme, elsewhere)
    moved = {k: filled[k] for k in elsewhere if not _same(before.get(k), filled[k])}
    gone = [k for k in before if k in problem.event and k not in after and k not in staying]
    if set(after) - set(problem.event):
        raise NotAllowed("The planner placed what it was not asked to place.")
    return Plan(
        answer=answer,
        problem=problem,
        placements=tuple(placement_at(file, problem, key, moved[key]) for key in sorted(moved)),
        removed=tuple(file.placements[UUID(key)] for key in gone),
        moves=_moves(before, {**moved, **dict.fromkeys(gone)}),
        kept=tuple(UUID(key) for key in as_they_are),
        unplaced=tuple(UUID(key) for key in answer.unplaced),
    )


def _moves(before: Programme, after: Mapping[str, Assignment | None]) -> tuple[Move, ...]:
    return tuple(Move(event=key, before=before.get(key), after=after[key]) for key in sorted(after))


def _same(before: Assignment | None, after: Assignment) -> bool:
    """Whether two assignments say the same; in which order a panel is named says nothing."""
    return before is not None and (before.start, before.room, set(before.panel)) == (
        after.start,
        after.room,
        set(after.panel),
    )

"""The steps of the working draft: every act is one, undone and redone without end, by whoever comes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from convoca.domain.errors import DoubleBooking, NotAllowed
from convoca.domain.identifiers import PeriodId
from convoca.domain.programme import DraftAct, DraftStep, Joining, Placement, PlacementChange
from convoca.services.joining import join, separate
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.ports import UnitOfWork


def steps(period: PeriodId, *, uow: UnitOfWork) -> tuple[DraftStep, ...]:
    """Return every step of a period's draft, the oldest first, those undone included."""
    with uow:
        return tuple(uow.draft_steps.all(period=period))


def undo(period: PeriodId, *, reason: str = "", uow: UnitOfWork) -> DraftStep:
    """Take the last act on the draft back, whoever it was.

    Raises NotAllowed where there is none, or what it placed was changed since by another act;
    DoubleBooking where a room is taken by now.
    """
    with uow:
        step = uow.draft_steps.last(period=period, undone=False)
        if step is None:
            raise NotAllowed("There is nothing to undo.")
        _turn(step, back=True, uow=uow)
        undone = uow.draft_steps.save(replace(step, undone=True))
        uow.commit(reason=reason or f"Undo: step {step.number} ({step.act})")
    return undone


def redo(period: PeriodId, *, reason: str = "", uow: UnitOfWork) -> DraftStep:
    """Do again what was undone last. Raises what ``undo`` raises."""
    with uow:
        uow.draft_steps.last(period=period)  # one act on a draft waits for the other
        undone = uow.draft_steps.all(period=period, undone=True)
        if not undone:
            raise NotAllowed("There is nothing to redo.")
        _turn(undone[0], back=False, uow=uow)
        done = uow.draft_steps.save(replace(undone[0], undone=False))
        uow.commit(reason=reason or f"Redo: step {done.number} ({done.act})")
    return done


def carry_out(
    period: PeriodId,
    act: DraftAct,
    changes: Iterable[PlacementChange],
    *,
    joined: Sequence[Joining] = (),
    separated: Sequence[Joining] = (),
    uow: UnitOfWork,
) -> tuple[PlacementChange, ...]:
    """Change placements within an open transaction, all or nothing, and remember it as one step.

    ``before`` is what the person saw. What was undone is forgotten; what changes nothing is no step.
    Call it before other records are saved. Raises ConflictingEdit, DoubleBooking.
    """
    last = uow.draft_steps.last(period=period)  # first of all: one act waits for the other
    wanted = [change for change in changes if change.before != change.after]
    if not wanted and not joined and not separated:
        return ()
    undone = uow.draft_steps.all(period=period, undone=True)
    done = _written(period, wanted, uow)
    for step in undone:
        uow.draft_steps.remove(step)
    number = (last.number if last else 0) - len(undone) + 1
    uow.draft_steps.save(
        DraftStep(
            id=uuid4(),
            period=period,
            number=number,
            act=act,
            changes=done,
            joined=tuple(joined),
            separated=tuple(separated),
        )
    )
    return done


def _turn(step: DraftStep, *, back: bool, uow: UnitOfWork) -> None:
    """Bring the draft to where it was before a step, or after it again."""
    current = _current(step, read_period_file(step.period, uow=uow), back=back)
    joined, separated = step.joined, step.separated
    if back:
        joined, separated = separated[::-1], joined[::-1]
    for joining in separated:
        separate(joining, uow=uow)
    for joining in joined:
        join(joining, uow=uow)
    file = read_period_file(step.period, uow=uow)
    changes = [
        PlacementChange(
            activity=change.activity,
            before=current[change.activity],
            after=_placeable(change.before if back else change.after, file),
        )
        for change in step.changes
    ]
    _written(step.period, changes, uow)
    if step.act in {DraftAct.LENGTH, DraftAct.WORKBOOK}:
        for change in changes:
            _set_length(change, file, uow)


def _current(step: DraftStep, file: PeriodFile, *, back: bool) -> dict[UUID, Placement | None]:
    """Return where everything of a step is. Raises NotAllowed where another act changed it since."""
    return {
        change.activity: _unchanged(change.after if back else change.before, change, file)
        for change in step.changes
    }


def _unchanged(
    expected: Placement | None, change: PlacementChange, file: PeriodFile
) -> Placement | None:
    current = file.placement(change.activity)
    same = expected is not None and current == replace(
        expected, version=current.version if current else 0
    )
    if not same and (expected is not None or current is not None):
        raise NotAllowed(
            "“{title}” was changed since by another act. Move it by hand.",
            title=file.title_of(change.activity),
        )
    return current


def _placeable(wanted: Placement | None, file: PeriodFile) -> Placement | None:
    if wanted is None or wanted.lapsed:
        return wanted
    if wanted.id not in file.activities:
        raise NotAllowed("It was cancelled or taken away: it cannot be placed.")
    if file.period.room(wanted.room) is None:
        raise NotAllowed(
            "The room in which “{title}” was is gone. Move it by hand.",
            title=file.title_of(wanted.id),
        )
    return wanted


def _set_length(change: PlacementChange, file: PeriodFile, uow: UnitOfWork) -> None:
    """Give an activity the length of its slot again."""
    record = file.records[change.activity]
    if change.after is None or record.minutes == change.after.slot.minutes:
        return
    repository = {"hearing": uow.hearings, "working_meeting": uow.meetings}.get(
        change.after.kind, uow.sessions
    )
    repository.save(replace(record, minutes=change.after.slot.minutes))  # type: ignore[attr-defined]


def _written(
    period: PeriodId, changes: Sequence[PlacementChange], uow: UnitOfWork
) -> tuple[PlacementChange, ...]:
    """Save placements: who leaves goes first, then who stands in another's way, then all arrive."""
    for change in changes:
        if change.before is not None and change.after is None:
            uow.placements.remove(change.before)
    arriving = [change for change in changes if change.after is not None]
    left = {
        change.activity: uow.placements.save(replace(change.before, lapsed=True))
        for change in arriving
        if change.before is not None and _in_the_way(change.before, arriving)
    }
    done = []
    for change in changes:
        after = change.after
        if after is not None:
            stands = left.get(change.activity, change.before)
            after = _saved(period, replace(after, version=stands.version if stands else 0), uow)
        done.append(replace(change, after=after))
    return tuple(done)


def _in_the_way(placement: Placement, arriving: Iterable[PlacementChange]) -> bool:
    return not placement.lapsed and any(
        change.after is not None
        and change.activity != placement.id
        and change.after.room == placement.room
        and change.after.slot.overlaps(placement.slot)
        for change in arriving
    )


def _saved(period: PeriodId, placement: Placement, uow: UnitOfWork) -> Placement:
    try:
        return uow.placements.save(placement)
    except DoubleBooking as error:
        raise _named(error, period, placement, uow) from None


def _named(
    error: DoubleBooking, period: PeriodId, placement: Placement, uow: UnitOfWork
) -> DoubleBooking:
    """Say who holds the room in words that people know."""
    file = read_period_file(period, uow=uow)
    room = file.period.room(placement.room)
    holders = [
        other
        for other in file.placements.values()
        if other.room == placement.room
        and other.id != placement.id
        and not other.lapsed
        and other.slot.overlaps(placement.slot)
    ]
    if not holders or room is None:
        return error
    slot = holders[0].slot
    return DoubleBooking(
        room=room.name,
        start=f"{slot.wall_time:%H:%M}",
        end=f"{slot.end_in(slot.zone):%H:%M}",
        holder=file.title_of(holders[0].id),
    )

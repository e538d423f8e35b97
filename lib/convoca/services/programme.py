"""The working draft of the programme: place, move, take out, pin, hold, swap, merge, split."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID, uuid4, uuid5

from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.errors import NotAllowed, NotFound
from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.identifiers import MemberId, RoomId
from convoca.domain.member import Member, members_in_office
from convoca.domain.period_of_sessions import PeriodPlace
from convoca.domain.programme import (
    DraftAct,
    Joining,
    Placement,
    PlacementChange,
    Recusal,
    Session,
)
from convoca.domain.slot import Slot
from convoca.services.availability import save_unavailability
from convoca.services.draft_history import carry_out
from convoca.services.identities import refuse_unsealed
from convoca.services.joining import join, joining_of, parting_of, separate
from convoca.services.participation import may_sit, part_findings
from convoca.services.period_file import Activity, PeriodFile
from convoca.services.ports import UnitOfWork
from convoca.services.requests import granted_activity


def place(
    file: PeriodFile,
    activity: UUID,
    *,
    day: date,
    hour: time,
    room: RoomId,
    second_hour: bool | None = None,
    panel: tuple[MemberId, ...] | None = None,
    reason: str,
    uow: UnitOfWork,
) -> Placement:
    """Place an activity at a wall time of the room's place, or move it there with its panel or another.

    ``file`` is what the person saw: a move made by somebody else meanwhile is not overwritten.
    Only the impossible is refused: DoubleBooking, ConflictingEdit, NotAllowed for what was
    cancelled, and an hour that the clocks skip. Everything else is a problem to be seen.
    """
    wanted = _placeable(file, activity)
    zone = _place_of(file, room).zone
    slot = Slot.local(day, hour, minutes=wanted.minutes, zone=zone, second=second_hour)
    there = moved(file, activity, slot, room)
    after = there if panel is None else replace(there, panel=panel)
    before = file.placement(activity)
    change = PlacementChange(activity=activity, before=before, after=after)
    with uow:
        act = DraftAct.MOVED if before else DraftAct.PLACED
        carry_out(file.period.id, act, [change], uow=uow)
        placed = uow.placements.get(activity)
        uow.commit(reason=reason)
    return placed


def moved(file: PeriodFile, activity: UUID, slot: Slot, room: RoomId) -> Placement:
    """Return the placement of an activity elsewhere, or its first one with whom sits by default."""
    before = file.placement(activity)
    if before is not None:
        return replace(before, slot=slot, room=room)
    return Placement(
        id=activity,
        period=file.period.id,
        kind=file.kind_of(activity),
        slot=slot,
        room=room,
        panel=usual_panel(file, activity, slot.wall_date),
    )


def change_activity(
    file: PeriodFile,
    activity: Hearing | WorkingMeeting | Session,
    *,
    reason: str,
    uow: UnitOfWork,
) -> Hearing | WorkingMeeting | Session:
    """Correct an activity; where its length changes, its slot ends earlier or later with it.

    Raises ConflictingEdit; DoubleBooking where the room is taken after the old end;
    ProtectedNameFound where the sealed name of a participant of a hearing stands in it.
    """
    placement = file.placement(activity.id)
    with uow:
        if placement is not None and placement.slot.minutes != activity.minutes:
            after = replace(placement, slot=_of_length(placement.slot, activity.minutes))
            change = PlacementChange(activity=activity.id, before=placement, after=after)
            carry_out(file.period.id, DraftAct.LENGTH, [change], uow=uow)
        saved: Hearing | WorkingMeeting | Session
        match activity:
            case Hearing():
                refuse_unsealed(activity, uow=uow)
                saved = uow.hearings.save(activity)
            case WorkingMeeting():
                saved = uow.meetings.save(activity)
            case Session():
                saved = uow.sessions.save(activity)
        uow.commit(reason=reason)
    return saved


def _of_length(slot: Slot, minutes: int) -> Slot:
    return replace(slot, end=slot.start + timedelta(minutes=minutes))


def pin(placement: Placement, *, is_pinned: bool, reason: str, uow: UnitOfWork) -> Placement:
    """Pin an activity to its place, so that no plan moves it, or free it. Raises ConflictingEdit."""
    act = DraftAct.PINNED if is_pinned else DraftAct.UNPINNED
    return _changed(placement, replace(placement, is_pinned=is_pinned), act, reason=reason, uow=uow)


def hold(
    file: PeriodFile,
    *,
    room: RoomId,
    day: date,
    hour: time,
    minutes: int,
    reason: str,
    uow: UnitOfWork,
) -> Unavailability:
    """Keep a room free for something else, which ``reason`` names. Raises ReasonMissing."""
    slot = Slot.local(day, hour, minutes=minutes, zone=_place_of(file, room).zone)
    held = Unavailability(
        id=uuid4(),
        period=file.period.id,
        kind=UnavailableKind.ROOM,
        key=str(room),
        span=slot,
        reason=reason.strip(),
        is_hold=True,
    )
    return save_unavailability(held, reason=reason, uow=uow)


def swap(
    file: PeriodFile, first: UUID, second: UUID, *, reason: str, uow: UnitOfWork
) -> tuple[PlacementChange, ...]:
    """Let two activities take each other's hour and room, each with its length and its panel.

    Where one of them has no place it takes the other's, which waits. Raises what ``place`` raises.
    """
    changes = []
    for activity, other in ((first, second), (second, first)):
        minutes = _placeable(file, activity).minutes
        there = file.placement(other)
        after = None
        if there is not None:
            after = moved(file, activity, _of_length(there.slot, minutes), there.room)
        changes.append(
            PlacementChange(activity=activity, before=file.placement(activity), after=after)
        )
    if all(change.before is None for change in changes):
        raise NotAllowed("Neither has a place: there is nothing to swap.")
    with uow:
        done = carry_out(file.period.id, DraftAct.SWAPPED, changes, uow=uow)
        uow.commit(reason=reason)
    return done


def merge(file: PeriodFile, kept: UUID, other: UUID, *, reason: str, uow: UnitOfWork) -> Hearing:
    """Make one hearing of two: ``kept`` takes over parties, participants and requests.

    The other is cancelled, with a note of where it went. Raises NotAllowed, ConflictingEdit.
    """
    first, second = _hearing(file, kept), _hearing(file, other)
    if first.id == second.id:
        raise NotAllowed("Choose two hearings to merge.")
    joining = joining_of(first, second)
    before = file.placement(second.id)
    changes = []
    if before is not None:
        after = replace(before, lapsed=True)
        changes.append(PlacementChange(activity=second.id, before=before, after=after))
    with uow:
        carry_out(file.period.id, DraftAct.MERGED, changes, joined=(joining,), uow=uow)
        _refuse_changed((first, second), uow)
        merged = join(joining, uow=uow)
        uow.commit(reason=reason)
    return merged


def split(file: PeriodFile, hearing: UUID, *, reason: str, uow: UnitOfWork) -> tuple[Hearing, ...]:
    """Make one hearing per request again of one that came of several; the first keeps the place.

    Returns the hearing, then those that it was parted from: they wait for a place. Raises NotAllowed.
    """
    whole = _hearing(file, hearing)
    requests = [r for key in whole.requests for r in file.requests if r.id == key]
    if len(requests) < 2:
        raise NotAllowed("“{title}” came of one request: it cannot be split.", title=whole.title)
    partings: list[Joining] = []
    new: list[Hearing] = []
    for request in requests[1:]:
        merged = (h for h in file.hearings if h.is_cancelled and request.id in h.requests)
        other = next(merged, None)
        if other is None:
            other = _parted(whole, granted_activity(request, file.period))
            new.append(other)
        rest = [r for r in requests if r.id != request.id]
        partings.append(parting_of(whole, request, rest, other.id))
    with uow:
        carry_out(file.period.id, DraftAct.SPLIT, [], separated=partings, uow=uow)
        _refuse_changed((whole,), uow)
        for made in new:
            uow.hearings.save(made)
            for recusal in file.recusals:
                if recusal.activity == whole.id:
                    uow.recusals.save(_recused_from(made, recusal))
        parted = [separate(parting, uow=uow) for parting in partings]
        stays = uow.hearings.get(whole.id)
        uow.commit(reason=reason)
    return (stays, *parted)


def _parted(whole: Hearing, granted: Hearing | WorkingMeeting) -> Hearing:
    """Return the hearing of one request, as private and as convoked as the whole; people follow."""
    if isinstance(granted, WorkingMeeting):
        raise NotAllowed("One of the requests asks for a working meeting: grant it as one.")
    return replace(
        granted,
        participants=(),
        visibility=whole.visibility,
        private_decision=whole.private_decision,
        convocation=whole.convocation,
        state_convened=whole.state_convened,
        modality=whole.modality,
        working_group=whole.working_group,
    )


def _recused_from(part: Hearing, recusal: Recusal) -> Recusal:
    """Return a recusal from the whole as one from a part: nobody knows of which part it was."""
    return replace(recusal, id=uuid5(part.id, str(recusal.id)), activity=part.id, version=0)


def _refuse_changed(seen: Iterable[Hearing], uow: UnitOfWork) -> None:
    """Raise ConflictingEdit where somebody else changed since what a person saw."""
    for hearing in seen:
        uow.hearings.save(hearing)


def apply_changes(
    file: PeriodFile,
    placements: Iterable[Placement],
    removed: Iterable[Placement] = (),
    *,
    act: DraftAct = DraftAct.PLANNED,
    reason: str,
    uow: UnitOfWork,
) -> tuple[PlacementChange, ...]:
    """Bring many activities to their places, all or nothing, as one step of the draft.

    ``file`` is what was planned from. Raises ConflictingEdit, DoubleBooking, NotAllowed for what was
    cancelled.
    """
    arriving = [(_placeable(file, after.id).id, after) for after in placements]
    leaving = [(before.id, None) for before in removed]
    changes = [
        PlacementChange(activity=activity, before=file.placement(activity), after=after)
        for activity, after in (*arriving, *leaving)
    ]
    with uow:
        done = carry_out(file.period.id, act, changes, uow=uow)
        uow.commit(reason=reason)
    return done


def _placeable(file: PeriodFile, activity: UUID) -> Activity:
    wanted = file.activities.get(activity)
    if wanted is None:
        raise NotAllowed("It was cancelled or taken away: it cannot be placed.")
    return wanted


def _hearing(file: PeriodFile, activity: UUID) -> Hearing:
    found = _placeable(file, activity)
    if not isinstance(found, Hearing):
        raise NotAllowed("“{title}” is not a hearing.", title=found.title)
    return found


def _place_of(file: PeriodFile, room: RoomId) -> PeriodPlace:
    where = file.period.place_of_room(room)
    if where is None:
        raise NotFound("room", room)
    return where


def usual_panel(file: PeriodFile, activity: UUID, day: date) -> tuple[MemberId, ...]:
    """Return who sits by default: the working group, or every member in office who may take part."""
    group = next((h.working_group for h in file.hearings if h.id == activity), ())
    return tuple(
        member.id
        for member in members_in_office(file.members, day)
        if (not group or member.id in group) and may_sit(file, activity, member)
    )


def who_may_sit(
    file: PeriodFile, activity: UUID, day: date
) -> tuple[tuple[Member, tuple[Finding, ...]], ...]:
    """Judge under Art. 17 every member in office on a day, and whoever sits already."""
    placement = file.placement(activity)
    seated = placement.panel if placement else ()
    return tuple(
        (member, part_findings(file, activity, member))
        for member in file.members
        if member.in_office(day) or member.id in seated
    )


def set_panel(
    placement: Placement, panel: Iterable[MemberId], *, reason: str, uow: UnitOfWork
) -> Placement:
    """Say who sits. Raises ConflictingEdit."""
    after = replace(placement, panel=tuple(panel))
    return _changed(placement, after, DraftAct.PANEL, reason=reason, uow=uow)


def take_out(placement: Placement, *, reason: str, uow: UnitOfWork) -> None:
    """Take an activity out of the programme; it waits for another place. Raises ConflictingEdit."""
    change = PlacementChange(activity=placement.id, before=placement, after=None)
    with uow:
        carry_out(placement.period, DraftAct.TAKEN_OUT, [change], uow=uow)
        uow.commit(reason=reason)


def _changed(
    before: Placement, after: Placement, act: DraftAct, *, reason: str, uow: UnitOfWork
) -> Placement:
    change = PlacementChange(activity=before.id, before=before, after=after)
    with uow:
        carry_out(before.period, act, [change], uow=uow)
        changed = uow.placements.get(before.id)
        uow.commit(reason=reason)
    return changed

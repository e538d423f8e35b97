"""The working draft of the programme: place, move, take out, put back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

from convoca.domain.errors import DoubleBooking, NotAllowed, NotFound
from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.identifiers import MemberId, RoomId
from convoca.domain.member import Member, members_in_office
from convoca.domain.programme import Placement, Session
from convoca.domain.slot import Slot
from convoca.rules.functioning import member_is_not_recused, member_takes_part
from convoca.scheduling.constraints import Activity, may_sit
from convoca.services.identities import refuse_unsealed
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.ports import UnitOfWork


def place(
    file: PeriodFile,
    activity: UUID,
    *,
    day: date,
    hour: time,
    room: RoomId,
    second_hour: bool | None = None,
    reason: str,
    uow: UnitOfWork,
) -> Placement:
    """Place an activity at a wall time of the room's place, or move it there with its panel.

    ``file`` is what the person saw: a move made by somebody else meanwhile is not overwritten.
    Only the impossible is refused: DoubleBooking, ConflictingEdit, NotAllowed for what was
    cancelled, and an hour that the clocks skip. Everything else is a problem to be seen.
    """
    wanted = _placeable(file, activity)
    where = file.period.place_of_room(room)
    if where is None:
        raise NotFound("room", room)
    slot = Slot.local(day, hour, minutes=wanted.minutes, zone=where.zone, second=second_hour)
    before = file.placement(activity)
    placement = Placement(
        id=activity,
        period=file.period.id,
        kind=file.kind_of(activity),
        slot=slot,
        room=room,
        panel=before.panel if before else usual_panel(file, activity, day),
        version=before.version if before else 0,
    )
    with uow:
        placed = _saved(placement, file, uow)
        uow.commit(reason=reason)
    return placed


def put_back(file: PeriodFile, before: Placement, *, reason: str, uow: UnitOfWork) -> Placement:
    """Place an activity again where it was, e.g. to undo a move; who sits now goes with it.

    Refuses what ``place`` refuses: its room may be taken by now.
    """
    _placeable(file, before.id)
    current = file.placement(before.id)
    placement = replace(
        before,
        panel=current.panel if current else before.panel,
        version=current.version if current else 0,
    )
    with uow:
        placed = _saved(placement, file, uow)
        uow.commit(reason=reason)
    return placed


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
        saved: Hearing | WorkingMeeting | Session
        match activity:
            case Hearing():
                refuse_unsealed(activity, uow=uow)
                saved = uow.hearings.save(activity)
            case WorkingMeeting():
                saved = uow.meetings.save(activity)
            case Session():
                saved = uow.sessions.save(activity)
        if placement is not None and placement.slot.minutes != activity.minutes:
            end = placement.slot.start + timedelta(minutes=activity.minutes)
            _saved(replace(placement, slot=replace(placement.slot, end=end)), file, uow)
        uow.commit(reason=reason)
    return saved


def _placeable(file: PeriodFile, activity: UUID) -> Activity:
    wanted = file.timetabling.activities.get(activity)
    if wanted is None:
        raise NotAllowed("It was cancelled or taken away: it cannot be placed.")
    return wanted


def _saved(placement: Placement, file: PeriodFile, uow: UnitOfWork) -> Placement:
    try:
        return uow.placements.save(placement)
    except DoubleBooking as error:
        raise _named(error, file, placement, uow) from None


def _named(
    error: DoubleBooking, file: PeriodFile, placement: Placement, uow: UnitOfWork
) -> DoubleBooking:
    """Say who holds the room in words that people know."""
    current = read_period_file(file.period.id, uow=uow)
    room = file.period.room(placement.room)
    holders = [
        other
        for other in current.placements.values()
        if other.room == placement.room
        and other.id != placement.id
        and other.slot.overlaps(placement.slot)
    ]
    if not holders or room is None:
        return error
    slot = holders[0].slot
    activity = current.timetabling.activities.get(holders[0].id)
    return DoubleBooking(
        room=room.name,
        start=f"{slot.wall_time:%H:%M}",
        end=f"{slot.end_in(slot.zone):%H:%M}",
        holder=activity.title if activity else "",
    )


def usual_panel(file: PeriodFile, activity: UUID, day: date) -> tuple[MemberId, ...]:
    """Return who sits by default: the working group, or every member in office who may take part."""
    group = next((h.working_group for h in file.hearings if h.id == activity), ())
    wanted = file.timetabling.activities[activity]
    return tuple(
        member.id
        for member in members_in_office(file.members, day)
        if (not group or member.id in group) and may_sit(member, wanted, file.recusals)
    )


def who_may_sit(
    file: PeriodFile, activity: UUID, day: date
) -> tuple[tuple[Member, tuple[Finding, ...]], ...]:
    """Judge under Art. 17 every member in office on a day, and whoever sits already."""
    wanted = file.timetabling.activities[activity]
    placement = file.placement(activity)
    seated = placement.panel if placement else ()
    own = tuple(recusal for recusal in file.recusals if recusal.activity == activity)
    return tuple(
        (
            member,
            (
                member_takes_part(member=member, states=wanted.states),
                member_is_not_recused(member=member, recusals=own),
            ),
        )
        for member in file.members
        if member.in_office(day) or member.id in seated
    )


def set_panel(
    placement: Placement, panel: Iterable[MemberId], *, reason: str, uow: UnitOfWork
) -> Placement:
    """Say who sits. Raises ConflictingEdit."""
    with uow:
        changed = uow.placements.save(replace(placement, panel=tuple(panel)))
        uow.commit(reason=reason)
    return changed


def take_out(placement: Placement, *, reason: str, uow: UnitOfWork) -> None:
    """Take an activity out of the programme; it waits for another place. Raises ConflictingEdit."""
    with uow:
        uow.placements.remove(placement)
        uow.commit(reason=reason)


def save_session(session: Session, *, reason: str, uow: UnitOfWork) -> Session:
    """Create or change a session of the Commission. Raises ConflictingEdit, ReasonMissing."""
    with uow:
        saved = uow.sessions.save(session)
        uow.commit(reason=reason)
    return saved

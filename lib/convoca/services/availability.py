"""Who and what is not to be had: closures, absences, holds; what the programme wishes and needs."""

from collections.abc import Iterable
from dataclasses import replace

from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.errors import InvalidValue
from convoca.domain.hearing import Hearing, PlanningNeeds, WorkingMeeting
from convoca.domain.period_of_sessions import InterpreterTeams, PeriodOfSessions, PlanningWishes
from convoca.services.identities import refuse_protected_names
from convoca.services.ports import UnitOfWork


def save_unavailability(
    unavailability: Unavailability, *, reason: str, uow: UnitOfWork
) -> Unavailability:
    """Record a closure, absence or hold, or change one. A hold says what the room is kept for.

    ``reason`` is why the record is made; why a member is absent stays in the record. Raises
    ConflictingEdit, InvalidValue for a room or member that is not on record.
    """
    if unavailability.is_hold and not unavailability.reason.strip():
        raise InvalidValue("reason", "Say what the room is held for.")
    with uow:
        saved = save_within(unavailability, uow=uow)
        uow.commit(reason=reason)
    return saved


def save_within(unavailability: Unavailability, *, uow: UnitOfWork) -> Unavailability:
    """Do the same within an open transaction, as part of another act."""
    _refuse_unknown(unavailability, uow)
    refuse_protected_names({"reason": unavailability.reason}, uow=uow)
    return uow.unavailabilities.save(unavailability)


def _refuse_unknown(unavailability: Unavailability, uow: UnitOfWork) -> None:
    known: Iterable[object]
    match unavailability.kind:
        case UnavailableKind.ROOM:
            known = (room.id for room in uow.periods.get(unavailability.period).rooms)
        case UnavailableKind.MEMBER:
            known = (member.id for member in uow.members.all())
        case _:
            return
    if unavailability.key not in map(str, known):
        raise InvalidValue("key", "There is no such room or member. Reload the page.")


def remove_unavailability(unavailability: Unavailability, *, reason: str, uow: UnitOfWork) -> None:
    """Take a closure, absence or hold back. Raises ConflictingEdit, ReasonMissing."""
    with uow:
        uow.unavailabilities.remove(unavailability)
        uow.commit(reason=reason)


def set_interpreter_teams(
    period: PeriodOfSessions, teams: Iterable[InterpreterTeams], *, reason: str, uow: UnitOfWork
) -> PeriodOfSessions:
    """Say how many teams interpret each language; one number per language and day.

    Raises InvalidValue, ConflictingEdit.
    """
    said = tuple(teams)
    if len({(one.language, one.day) for one in said}) < len(said):
        raise InvalidValue("interpreter_teams", "A language and day has one number of teams.")
    with uow:
        saved = uow.periods.save(replace(period, interpreter_teams=said))
        uow.commit(reason=reason)
    return saved


def set_wishes(
    period: PeriodOfSessions, wishes: PlanningWishes, *, reason: str, uow: UnitOfWork
) -> PeriodOfSessions:
    """Say what is wanted of the programme; it is saved with it. Raises ConflictingEdit."""
    with uow:
        saved = uow.periods.save(replace(period, wishes=wishes))
        uow.commit(reason=reason)
    return saved


def set_needs(
    activity: Hearing | WorkingMeeting, needs: PlanningNeeds, *, reason: str, uow: UnitOfWork
) -> Hearing | WorkingMeeting:
    """Say what a hearing or working meeting asks of its place. Raises ConflictingEdit."""
    with uow:
        saved: Hearing | WorkingMeeting
        if isinstance(activity, Hearing):
            saved = uow.hearings.save(replace(activity, needs=needs))
        else:
            saved = uow.meetings.save(replace(activity, needs=needs))
        uow.commit(reason=reason)
    return saved

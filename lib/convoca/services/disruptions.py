"""What happens to a programme that was given out: the records that say so, and the repair saved with them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.errors import NotAllowed, NotFound
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import StateCode
from convoca.domain.party import Party, PartyKind
from convoca.domain.period_of_sessions import Modality, PeriodOfSessions
from convoca.domain.programme import DraftAct, PlacementChange
from convoca.domain.slot import Slot, zone_info
from convoca.services.availability import save_within
from convoca.services.draft_history import carry_out
from convoca.services.identities import refuse_unsealed
from convoca.services.period_file import PeriodFile
from convoca.services.planning import Plan
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption:
    """What would be on record: absences and closures, the changed period, the changed hearings."""

    unavailabilities: tuple[Unavailability, ...] = ()
    period: PeriodOfSessions | None = None
    hearings: tuple[Hearing, ...] = ()

    def applied(self, file: PeriodFile) -> PeriodFile:
        """Return the file as it would stand; nothing is saved."""
        changed = {hearing.id: hearing for hearing in self.hearings}
        return replace(
            file,
            period=self.period or file.period,
            hearings=tuple(changed.get(hearing.id, hearing) for hearing in file.hearings),
            unavailabilities=(*file.unavailabilities, *self.unavailabilities),
        )


def taken_away(
    file: PeriodFile, kind: UnavailableKind, key: str, span: Slot, *, reason: str = ""
) -> Disruption:
    """Say that a member, a party, a room or everything is not to be had for a while.

    Why is for the Secretariat alone. Raises NotFound for a room that the period does not have.
    """
    if kind is UnavailableKind.ROOM and all(str(room.id) != key for room in file.period.rooms):
        raise NotFound("room", key)
    record = Unavailability(
        id=uuid4(),
        period=file.period.id,
        kind=kind,
        key=key,
        span=span,
        reason=reason.strip(),
    )
    return Disruption(unavailabilities=(record,))


def state_withdraws(file: PeriodFile, state: StateCode) -> Disruption:
    """Cancel the hearings that are about a State alone; let the others go on without it.

    Raises NotAllowed where there is none.
    """
    key = Party(kind=PartyKind.STATE, name=state, state=state).key
    hearings = []
    for hearing in file.hearings:
        if hearing.is_cancelled or state not in hearing.states:
            continue
        if hearing.states == (state,):
            hearings.append(hearing.cancel())
        else:
            hearings.append(
                replace(
                    hearing, parties=tuple(party for party in hearing.parties if party.key != key)
                )
            )
    if not hearings:
        raise NotAllowed("No hearing of this period is about that State.")
    return Disruption(hearings=tuple(hearings))


def all_goes_virtual(file: PeriodFile) -> Disruption:
    """Let everybody take part from afar, each in the hours of a zone of its own; rooms become studios."""
    places = tuple(replace(place, modality=Modality.VIRTUAL) for place in file.period.places)
    return Disruption(
        period=replace(file.period, places=places),
        hearings=tuple(
            replace(hearing, modality=Modality.VIRTUAL)
            for hearing in file.hearings
            if not hearing.is_cancelled and hearing.modality not in {None, Modality.VIRTUAL}
        ),
    )


def apply_repair(
    file: PeriodFile, disruption: Disruption, plan: Plan, *, reason: str, uow: UnitOfWork
) -> tuple[PlacementChange, ...]:
    """Put on record what happened, and the repair that was planned for it, in one transaction.

    ``file`` is how things stood before. Raises ConflictingEdit, DoubleBooking; then nothing is kept.
    """
    arriving = {placement.id: placement for placement in plan.placements}
    changes = [
        PlacementChange(activity=key, before=file.placement(key), after=after)
        for key, after in arriving.items()
    ]
    changes += [
        PlacementChange(activity=before.id, before=before, after=None) for before in plan.removed
    ]
    changes += _lapsing(file, disruption, known={change.activity for change in changes})
    with uow:
        done = carry_out(file.period.id, DraftAct.REPAIRED, changes, uow=uow)
        if disruption.period is not None:
            uow.periods.save(disruption.period)
        for hearing in disruption.hearings:
            refuse_unsealed(hearing, uow=uow)
            uow.hearings.save(hearing)
        for unavailability in disruption.unavailabilities:
            save_within(unavailability, uow=uow)
        uow.commit(reason=reason)
    return done


def _lapsing(
    file: PeriodFile, disruption: Disruption, *, known: set[UUID]
) -> Iterable[PlacementChange]:
    """Free the rooms of what is cancelled; the calendars still say what was."""
    for hearing in disruption.hearings:
        before = file.placement(hearing.id)
        if hearing.is_cancelled and before is not None and hearing.id not in known:
            yield PlacementChange(
                activity=hearing.id, before=before, after=replace(before, lapsed=True)
            )


def whole_days(period: PeriodOfSessions, first: date, last: date) -> Slot:
    """Return the span of whole days on the wall clock of a period, both included.

    Where the clocks skip midnight, a day begins with the first hour that there is.
    """
    zone = zone_info(period.zone)
    begins, ends = (
        datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
        for day in (first, last + timedelta(days=1))
    )
    return Slot(begins, ends, period.zone, first, time())

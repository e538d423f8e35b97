"""The record of a hearing's day: read, or prefilled from the hearing; changed one act at a time.

Several people work on one day at once: one at the clock, one at the door. So an act says what it
does to the record as it stands, and no act carries a whole record back.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from uuid import UUID

from convoca.domain.errors import NotAllowed
from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_day import HearingDay, Testimony
from convoca.domain.identifiers import HearingId
from convoca.domain.party import Role
from convoca.services.hearing_days.running_order import draft_running_order
from convoca.services.identities import refuse_protected_names
from convoca.services.ports import UnitOfWork

#: What an act does to a day; the hearing is that on record.
Change = Callable[[Hearing, HearingDay], HearingDay]


def hearing_day(hearing: Hearing, stored: HearingDay | None) -> HearingDay:
    """Return the record of a day, or its first draft; every witness and expert of the hearing is in it."""
    day = stored or HearingDay(id=hearing.id, turns=draft_running_order(hearing))
    known = {testimony.participant for testimony in day.testimonies}
    new = (
        Testimony(participant=person.id)
        for person in hearing.participants
        if person.role in {Role.WITNESS, Role.EXPERT} and person.id not in known
    )
    return replace(day, testimonies=(*day.testimonies, *new))


def read_hearing_day(hearing: HearingId | UUID, *, uow: UnitOfWork) -> HearingDay:
    """Return the day of a hearing, on record or drafted; ``uow`` is an open transaction. Raises NotFound."""
    return hearing_day(uow.hearings.get(hearing), uow.hearing_days.find(hearing))


def change_day(
    hearing: HearingId | UUID,
    change: Change,
    *,
    reason: str,
    uow: UnitOfWork,
    findings: Iterable[Finding] = (),
) -> HearingDay:
    """Do one act on the day as it stands. Raises NotFound, NotAllowed, ProtectedNameFound.

    An act that changes nothing leaves no trace, so that it can be sent twice.
    """
    with uow:
        record = uow.hearings.get(hearing)
        stored = uow.hearing_days.find(hearing)
        before = hearing_day(record, stored)
        after = change(record, before)
        if after == before and stored is not None:
            return stored
        refuse_protected_names(after, uow=uow)
        saved = uow.hearing_days.save(after)
        uow.commit(reason=reason, findings=findings)
    return saved


def refuse_closed(day: HearingDay) -> None:
    """Stop what belongs to a hearing that is not over. Raises NotAllowed."""
    if day.closed is not None:
        raise NotAllowed("The hearing is closed. Reopen its day first.")


def refuse_unopened(day: HearingDay) -> None:
    """Stop what happens during a hearing alone. Raises NotAllowed."""
    refuse_closed(day)
    if day.opened is None:
        raise NotAllowed("Open the hearing first.")


def refuse_late(day: HearingDay, *, confirmed: bool) -> None:
    """Stop a change that a hearing under way would feel, until somebody confirms it. Raises NotAllowed."""
    refuse_closed(day)
    if day.opened is not None and not confirmed:
        raise NotAllowed(
            "The hearing is under way. Confirm that this changes now, and say why it does."
        )

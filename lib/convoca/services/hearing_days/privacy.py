"""A hearing that is made private, or public again, as late as on its day (Art. 68)."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing, PrivateDecision, Visibility
from convoca.domain.hearing_day import HearingDay
from convoca.domain.identifiers import HearingId
from convoca.domain.slot import Slot, instant, seat_date
from convoca.rules.hearings import hearing_is_public_or_decided_private
from convoca.services.hearing_days.record import hearing_day, refuse_late
from convoca.services.identities import refuse_protected_names, refuse_unsealed
from convoca.services.ports import UnitOfWork


def make_private(
    hearing: HearingId | UUID,
    *,
    circumstances: str,
    may_attend: tuple[str, ...],
    told_at: datetime,
    uow: UnitOfWork,
    confirmed: bool = False,
) -> Finding:
    """Record that the Commission hears in private and told the parties so, before it opens.

    ``told_at`` is when the parties were told, orally or in writing. The hearing leaves what the
    public reads in the same transaction. Once it is open, this is confirmed alone, and the finding
    says what Art. 68 says of it. Raises InvalidValue, NotAllowed, ConflictingEdit, ProtectedNameFound.
    """
    if not circumstances.strip():
        raise InvalidValue("circumstances", "Say which exceptional circumstances there are.")
    told = instant(told_at)
    with uow:
        record = uow.hearings.get(hearing)
        day = hearing_day(record, uow.hearing_days.find(hearing))
        refuse_late(day, confirmed=confirmed)
        if record.is_private:
            raise NotAllowed("This hearing is held in private already.")
        decision = PrivateDecision(
            decided_on=seat_date(told),
            circumstances=circumstances.strip(),
            parties_told_at=told,
            may_attend=may_attend,
        )
        changed = replace(record, visibility=Visibility.PRIVATE, private_decision=decision)
        after = replace(day, made_private_at=told, private_reason=circumstances.strip())
        refuse_protected_names(after, may_attend, uow=uow)
        refuse_unsealed(changed, uow=uow)
        finding = _finding(uow.hearings.save(changed), uow.hearing_days.save(after), uow=uow)
        uow.commit(reason="Made private on the day (Art. 68)", findings=(finding,))
    return finding


def make_public_again(
    hearing: HearingId | UUID, *, reason: str, uow: UnitOfWork, confirmed: bool = False
) -> Finding:
    """Take the decision back that made a hearing private on its day. Raises NotAllowed, ReasonMissing."""
    with uow:
        record = uow.hearings.get(hearing)
        day = hearing_day(record, uow.hearing_days.find(hearing))
        refuse_late(day, confirmed=confirmed)
        changed = replace(record, visibility=Visibility.PUBLIC, private_decision=PrivateDecision())
        refuse_unsealed(changed, uow=uow)
        after = replace(day, made_private_at=None, private_reason="")
        finding = _finding(uow.hearings.save(changed), uow.hearing_days.save(after), uow=uow)
        uow.commit(reason=reason, findings=(finding,))
    return finding


def _finding(hearing: Hearing, day: HearingDay, *, uow: UnitOfWork) -> Finding:
    placement = uow.placements.find(hearing.id)
    slot, told = placement.slot if placement else None, hearing.private_decision.parties_told_at
    today = slot.wall_date if slot else seat_date(told) if told else hearing.announced_day
    return privacy_finding(hearing, slot, day, today=today or date.min)


def privacy_finding(
    hearing: Hearing, slot: Slot | None, day: HearingDay | None, *, today: date
) -> Finding:
    """Judge a hearing by Art. 68: by when it really opened, where its day has that on record.

    A hearing that was made private while it waited beyond its hour had not begun.
    """
    told = hearing.private_decision.parties_told_at
    if slot is not None and day is not None and day.opened is not None:
        slot = replace(slot, start=day.opened, end=day.opened + (slot.end - slot.start))
    elif slot is not None and day is not None and told is not None and day.made_private_at == told:
        slot = slot if told < slot.start else None
    return hearing_is_public_or_decided_private(hearing=hearing, slot=slot, today=today)

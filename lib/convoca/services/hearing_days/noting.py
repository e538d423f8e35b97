"""Decisions and commitments, written into the minutes while the hearing goes on (Art. 70.1)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.identifiers import HearingId
from convoca.domain.minutes import Commitment, HearingMinutes, MinutesStatus
from convoca.services.identities import refuse_protected_names
from convoca.services.minutes.of_hearings import hearing_minutes
from convoca.services.minutes.saving import keep_revision
from convoca.services.period_file import read_period_file
from convoca.services.ports import UnitOfWork


def note_decision(
    hearing: HearingId | UUID, said: str, *, now: datetime, uow: UnitOfWork
) -> HearingMinutes:
    """Add a decision to the draft of the minutes; the same words twice are one decision.

    Raises InvalidValue, NotAllowed where the minutes are completed, ProtectedNameFound.
    """
    words = said.strip()
    if not words:
        raise InvalidValue("decisions", "Write the decision.")

    def add(minutes: HearingMinutes) -> HearingMinutes:
        return replace(minutes, decisions=tuple(dict.fromkeys((*minutes.decisions, words))))

    return _change(hearing, add, reason="Decision noted in the hearing", now=now, uow=uow)


def strike_decision(
    hearing: HearingId | UUID, said: str, *, now: datetime, uow: UnitOfWork
) -> HearingMinutes:
    """Take a decision out of the draft of the minutes again."""

    def strike(minutes: HearingMinutes) -> HearingMinutes:
        return replace(minutes, decisions=tuple(d for d in minutes.decisions if d != said))

    return _change(hearing, strike, reason="Decision struck in the hearing", now=now, uow=uow)


def note_commitment(
    hearing: HearingId | UUID, commitment: Commitment, *, now: datetime, uow: UnitOfWork
) -> HearingMinutes:
    """Add what a party undertakes to the draft of the minutes; the same twice is one.

    Raises InvalidValue, NotAllowed where the minutes are completed, ProtectedNameFound.
    """
    noted = replace(commitment, party=commitment.party.strip(), text=commitment.text.strip())
    if not noted.party:
        raise InvalidValue("party", "Say which party undertakes it.")
    if not noted.text:
        raise InvalidValue("commitments", "Write what the party undertakes.")

    def add(minutes: HearingMinutes) -> HearingMinutes:
        return replace(minutes, commitments=tuple(dict.fromkeys((*minutes.commitments, noted))))

    return _change(hearing, add, reason="Commitment noted in the hearing", now=now, uow=uow)


def strike_commitment(
    hearing: HearingId | UUID, commitment: Commitment, *, now: datetime, uow: UnitOfWork
) -> HearingMinutes:
    """Take a commitment out of the draft of the minutes again."""

    def strike(minutes: HearingMinutes) -> HearingMinutes:
        return replace(
            minutes, commitments=tuple(c for c in minutes.commitments if c != commitment)
        )

    return _change(hearing, strike, reason="Commitment struck in the hearing", now=now, uow=uow)


def _change(
    hearing: HearingId | UUID,
    change: Callable[[HearingMinutes], HearingMinutes],
    *,
    reason: str,
    now: datetime,
    uow: UnitOfWork,
) -> HearingMinutes:
    with uow:
        record = uow.hearings.get(hearing)
        file = read_period_file(record.period, uow=uow)
        before = hearing_minutes(file, record, uow.hearing_days.find(hearing))
        if before.status is not MinutesStatus.DRAFT:
            raise NotAllowed("The minutes are completed. Reopen them as a draft to change them.")
        after = change(before)
        if after == before:
            return before
        refuse_protected_names(after, uow=uow)
        saved = uow.hearing_minutes.save(after)
        keep_revision(saved, reason=reason, now=now, uow=uow)
        uow.commit(reason=reason)
    return saved

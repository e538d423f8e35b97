"""Saving minutes: each save is a version of its own, kept to be compared and restored."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

from convoca.domain.errors import NotAllowed, NotFound
from convoca.domain.finding import Finding
from convoca.domain.minutes import (
    HearingMinutes,
    Minutes,
    MinutesRevision,
    MinutesStatus,
    SessionMinutes,
)
from convoca.rules.functioning import session_minutes_state_what_they_must
from convoca.rules.hearings import minutes_state_what_they_must
from convoca.services.commitments import track_commitments
from convoca.services.identities import refuse_protected_names
from convoca.services.ports import UnitOfWork


def save_hearing_minutes(
    minutes: HearingMinutes, *, reason: str, now: datetime, uow: UnitOfWork
) -> HearingMinutes:
    """Keep the minutes of a hearing; what completed ones state as undertaken is followed up.

    Raises ConflictingEdit: two editors never overwrite each other. Raises NotAllowed for final
    minutes, ProtectedNameFound: the audit would hold the name for ever.
    """
    with uow:
        stored = uow.hearing_minutes.find(minutes.id)
        _refuse_final(stored, minutes)
        refuse_protected_names(minutes, {"reason": reason}, uow=uow)
        saved = uow.hearing_minutes.save(minutes)
        keep_revision(saved, reason=reason, now=now, uow=uow)
        if saved.status is MinutesStatus.COMPLETED and saved != stored:
            track_commitments(saved, uow=uow)
        uow.commit(reason=reason, findings=(minutes_finding(saved),))
    return saved


def save_session_minutes(
    minutes: SessionMinutes, *, reason: str, now: datetime, uow: UnitOfWork
) -> SessionMinutes:
    """Keep the minutes of a session. Raises ConflictingEdit, NotAllowed, ProtectedNameFound."""
    with uow:
        _refuse_final(uow.session_minutes.find(minutes.id), minutes)
        refuse_protected_names(minutes, {"reason": reason}, uow=uow)
        saved = uow.session_minutes.save(minutes)
        keep_revision(saved, reason=reason, now=now, uow=uow)
        uow.commit(reason=reason, findings=(minutes_finding(saved),))
    return saved


def _refuse_final(stored: Minutes | None, coming: Minutes) -> None:
    if MinutesStatus.FINAL in {coming.status, stored.status if stored else coming.status}:
        raise NotAllowed(
            "These minutes are final. A new decision of the Commission can correct them; "
            "record it as a correction."
        )


def keep_revision(minutes: Minutes, *, reason: str, now: datetime, uow: UnitOfWork) -> None:
    """Keep what minutes say in the version that was just saved. ``uow`` is an open transaction."""
    key = uuid5(minutes.id, str(minutes.version))
    if uow.minutes_revisions.find(key) is None:
        uow.minutes_revisions.save(
            MinutesRevision(
                id=key,
                minutes=minutes.id,
                number=minutes.version,
                saved_at=now,
                saved_by=uow.actor,
                reason=reason.strip(),
                hearing=minutes if isinstance(minutes, HearingMinutes) else None,
                session=minutes if isinstance(minutes, SessionMinutes) else None,
            )
        )


def revisions_of(minutes: UUID, *, uow: UnitOfWork) -> tuple[MinutesRevision, ...]:
    """Return every version that was kept, the newest first."""
    with uow:
        kept = uow.minutes_revisions.all(minutes=minutes)
    return tuple(sorted(kept, key=lambda revision: -revision.number))


def restored(revisions: Iterable[MinutesRevision], number: int, *, over: Minutes) -> Minutes:
    """Return an earlier version as a draft over the stored one, to be saved. Raises NotFound."""
    found = next((each for each in revisions if each.number == number), None)
    said = (found.hearing or found.session) if found else None
    if said is None:
        raise NotFound("version", number)
    return replace(said, version=over.version, status=MinutesStatus.DRAFT)


def minutes_finding(minutes: Minutes) -> Finding:
    """Say what the minutes still lack (Art. 70.1 or Art. 20.1)."""
    if isinstance(minutes, HearingMinutes):
        return minutes_state_what_they_must(minutes=minutes)
    return session_minutes_state_what_they_must(minutes=minutes)

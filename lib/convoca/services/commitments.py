"""What parties undertook in hearings, followed up until it is done (Art. 70.1)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid5

from convoca.domain.commitment import FollowUpNote, FollowUpState, TrackedCommitment
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import HearingId, PeriodId
from convoca.domain.minutes import Commitment, HearingMinutes, MinutesStatus
from convoca.services.identities import refuse_protected_names
from convoca.services.ports import UnitOfWork

_RUNNING = frozenset({FollowUpState.OPEN, FollowUpState.PARTLY_DONE})


def track_commitments(minutes: HearingMinutes, *, uow: UnitOfWork) -> tuple[TrackedCommitment, ...]:
    """Follow up what completed minutes state, within the transaction that completes them.

    A commitment that the minutes state no longer is dropped, or forgotten where nothing was noted
    of it yet, and goes on where they state it again; one whose day they changed keeps its notes. A
    day that was set in the follow-up stays until the minutes give another one than before.
    """
    stored = {each.id: each for each in uow.commitments.all(hearing=minutes.id)}
    stated = _stated(minutes)
    before = _stated_before(minutes, uow)
    tracked = []
    for key, commitment in stated.items():
        known = stored.get(key) or TrackedCommitment(
            id=key,
            hearing=minutes.id,
            party=commitment.party,
            text=commitment.text,
            due=commitment.due,
        )
        is_as_before = before.get(key) == commitment
        is_kept = is_as_before or (known.notes and commitment.due is None)
        due = known.due if is_kept else commitment.due
        tracked.append(uow.commitments.save(replace(known, due=due, state=_going_on(known))))
    for key, gone in stored.items():
        if key not in stated:
            _let_go(gone, uow)
    return tuple(tracked)


def _stated(minutes: HearingMinutes) -> dict[UUID, Commitment]:
    return {commitment_id(minutes.id, each): each for each in minutes.commitments}


def _stated_before(minutes: HearingMinutes, uow: UnitOfWork) -> dict[UUID, Commitment]:
    """Return what the minutes stated when they were completed last."""
    versions = sorted(uow.minutes_revisions.all(minutes=minutes.id), key=lambda r: -r.number)
    for version in versions:
        said = version.hearing if version.number < minutes.version else None
        if said is not None and said.status is MinutesStatus.COMPLETED:
            return _stated(said)
    return {}


def _going_on(known: TrackedCommitment) -> FollowUpState:
    """Return the state of what minutes state: dropped only where somebody noted that it was."""
    if known.state is not FollowUpState.DROPPED:
        return known.state
    return known.notes[-1].state if known.notes else FollowUpState.OPEN


def commitment_id(hearing: HearingId, commitment: Commitment) -> UUID:
    """Return the id under which a commitment is followed up: the same words, the same id."""
    return uuid5(hearing, f"commitment {commitment.party}\n{commitment.text}")


def _let_go(gone: TrackedCommitment, uow: UnitOfWork) -> None:
    if not gone.notes:
        uow.commitments.remove(gone)
    elif gone.state in _RUNNING:
        uow.commitments.save(replace(gone, state=FollowUpState.DROPPED))


def follow_up(
    commitment: TrackedCommitment, note: FollowUpNote, *, today: date, uow: UnitOfWork
) -> TrackedCommitment:
    """Note what was heard of a commitment, and what that makes of it.

    Raises InvalidValue, ConflictingEdit, ProtectedNameFound.
    """
    if not note.text.strip():
        raise InvalidValue("text", "Write what was heard of it.")
    if note.on > today:
        raise InvalidValue("on", "This day has not come yet.")
    changed = replace(
        commitment,
        state=note.state,
        notes=(*commitment.notes, replace(note, text=note.text.strip())),
    )
    return _save(changed, reason="Commitment followed up", uow=uow)


def set_due(
    commitment: TrackedCommitment, due: date | None, *, reason: str, uow: UnitOfWork
) -> TrackedCommitment:
    """Change the day by which a commitment is due. Raises ConflictingEdit, ReasonMissing."""
    return _save(replace(commitment, due=due), reason=reason, uow=uow)


def _save(changed: TrackedCommitment, *, reason: str, uow: UnitOfWork) -> TrackedCommitment:
    with uow:
        refuse_protected_names(changed, {"reason": reason}, uow=uow)
        saved = uow.commitments.save(changed)
        uow.commit(reason=reason)
    return saved


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedUp:
    """A commitment with the hearing that it was made in; ``days_left`` is below zero once overdue."""

    commitment: TrackedCommitment
    hearing_title: str
    period_number: int
    is_overdue: bool
    days_left: int | None

    @property
    def is_running(self) -> bool:
        return self.commitment.state in _RUNNING


def followed_up(
    today: date,
    *,
    uow: UnitOfWork,
    hearing: HearingId | UUID | None = None,
    period: PeriodId | None = None,
) -> tuple[FollowedUp, ...]:
    """Return the commitments of one hearing, of one period, or all: what is awaited first, by its day.

    ``uow`` is an open transaction.
    """
    found = uow.commitments.all(hearing=hearing) if hearing is not None else uow.commitments.all()
    rows = (_followed_up(each, today, uow) for each in found)
    numbers = {p.number for p in uow.periods.all() if period in {None, p.id}}
    return tuple(sorted((r for r in rows if r.period_number in numbers), key=_reading_order))


def _followed_up(commitment: TrackedCommitment, today: date, uow: UnitOfWork) -> FollowedUp:
    hearing = uow.hearings.get(commitment.hearing)
    return FollowedUp(
        commitment=commitment,
        hearing_title=hearing.title,
        period_number=uow.periods.get(hearing.period).number,
        is_overdue=commitment.is_overdue(today),
        days_left=(commitment.due - today).days if commitment.due else None,
    )


def _reading_order(row: FollowedUp) -> tuple[bool, date, str, str]:
    due = row.commitment.due or date.max
    return not row.is_running, due, row.commitment.party, row.commitment.text


def overdue(rows: Iterable[FollowedUp]) -> tuple[FollowedUp, ...]:
    """Return those whose day has passed without news of their fulfilment."""
    return tuple(row for row in rows if row.is_overdue)

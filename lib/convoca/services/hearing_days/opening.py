"""A hearing opens and closes; what its day recorded goes into its minutes (Art. 70.1)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from convoca.domain.errors import NotAllowed
from convoca.domain.hearing import Hearing, HearingStatus
from convoca.domain.hearing_day import HearingDay, TestimonyState
from convoca.domain.identifiers import HearingId
from convoca.domain.minutes import HearingMinutes, MinutesStatus
from convoca.domain.slot import instant
from convoca.services.hearing_days.record import change_day, hearing_day, refuse_closed
from convoca.services.hearing_days.speaking import stopped_at
from convoca.services.identities import refuse_protected_names
from convoca.services.minutes.of_hearings import hearing_minutes, prefilled_hearing_minutes
from convoca.services.minutes.saving import keep_revision, minutes_finding
from convoca.services.period_file import read_period_file
from convoca.services.ports import UnitOfWork


def open_hearing(hearing: HearingId | UUID, *, at: datetime, uow: UnitOfWork) -> HearingDay:
    """Record when a hearing began. Raises NotAllowed for one that is cancelled or over."""

    def change(record: Hearing, day: HearingDay) -> HearingDay:
        refuse_closed(day)
        if record.is_cancelled:
            raise NotAllowed("This hearing is cancelled.")
        return day if day.opened else replace(day, opened=instant(at))

    return change_day(hearing, change, reason="Hearing day: the hearing opens", uow=uow)


def not_opened_yet(hearing: HearingId | UUID, *, uow: UnitOfWork) -> HearingDay:
    """Take back an opening by mistake. Raises NotAllowed once somebody spoke or was heard."""

    def change(_hearing: Hearing, day: HearingDay) -> HearingDay:
        refuse_closed(day)
        if any(turn.spoken for turn in day.turns) or any(t.from_at for t in day.testimonies):
            raise NotAllowed("Somebody has spoken already: the hearing has begun.")
        return replace(day, opened=None)

    return change_day(hearing, change, reason="Hearing day: not opened yet", uow=uow)


def close_hearing(
    hearing: HearingId | UUID, *, at: datetime, uow: UnitOfWork
) -> tuple[HearingDay, HearingMinutes]:
    """Record when a hearing ended, stop its clock, and bring what happened into its minutes.

    Minutes that are completed already stay as they are. Raises NotAllowed while nobody opened the
    hearing, or while a witness is still being heard.
    """
    ended = instant(at)
    with uow:
        record = uow.hearings.get(hearing)
        day = hearing_day(record, uow.hearing_days.find(hearing))
        _refuse_unfinished(day)
        closed = replace(stopped_at(day, ended), closed=max(ended, day.opened or ended))
        refuse_protected_names(closed, uow=uow)
        saved = uow.hearing_days.save(closed)
        if record.status is HearingStatus.GRANTED:
            record = uow.hearings.save(replace(record, status=HearingStatus.HELD))
        minutes = _minutes_after(record, saved, now=ended, uow=uow)
        uow.commit(
            reason="Hearing day: the hearing is closed", findings=(minutes_finding(minutes),)
        )
    return saved, minutes


def _refuse_unfinished(day: HearingDay) -> None:
    refuse_closed(day)
    if day.opened is None:
        raise NotAllowed("Open the hearing first.")
    if any(t.state is TestimonyState.BEING_HEARD for t in day.testimonies):
        raise NotAllowed("A testimony is under way. End it first.")


def reopen_hearing(hearing: HearingId | UUID, *, reason: str, uow: UnitOfWork) -> HearingDay:
    """Go on with a hearing that was closed too early; what its minutes say stays."""

    def change(_hearing: Hearing, day: HearingDay) -> HearingDay:
        return replace(day, closed=None)

    return change_day(hearing, change, reason=reason, uow=uow)


def keep_recording(hearing: HearingId | UUID, where: str, *, uow: UnitOfWork) -> HearingDay:
    """Record where the tape of the testimony is kept, also after the hearing (Art. 70.3)."""

    def change(_hearing: Hearing, day: HearingDay) -> HearingDay:
        return replace(day, recording=where.strip())

    return change_day(hearing, change, reason="Place of the recording (Art. 70.3)", uow=uow)


def _minutes_after(
    hearing: Hearing, day: HearingDay, *, now: datetime, uow: UnitOfWork
) -> HearingMinutes:
    file = read_period_file(hearing.period, uow=uow)
    minutes = hearing_minutes(file, hearing, day)
    if minutes.status is not MinutesStatus.DRAFT:
        return minutes
    if minutes.version:
        came = tuple(p.name for p in hearing.told_parties if p.key in day.arrived_parties)
        minutes = with_the_day(minutes, prefilled_hearing_minutes(file, hearing, day), came=came)
    refuse_protected_names(minutes, uow=uow)
    saved = uow.hearing_minutes.save(minutes)
    keep_revision(saved, reason="What the day of the hearing recorded", now=now, uow=uow)
    return saved


def with_the_day(
    minutes: HearingMinutes, known: HearingMinutes, *, came: tuple[str, ...] = ()
) -> HearingMinutes:
    """Return minutes with what the day recorded; what somebody wrote into them stays.

    ``known`` are those that would be drafted now, ``came`` the parties that appeared after all.
    Annexes and absent parties are added; hours, recording and privacy are those of the day.
    """
    stated = {annex.sha256 or annex.title for annex in minutes.annexes}
    new = tuple(a for a in known.annexes if (a.sha256 or a.title) not in stated)
    absent = dict.fromkeys((*minutes.absent_parties, *known.absent_parties))
    return replace(
        minutes,
        started=known.started,
        ended=known.ended,
        annexes=(*minutes.annexes, *new),
        absent_parties=tuple(party for party in absent if party not in came),
        made_private=known.made_private,
        recording=known.recording or minutes.recording,
    )

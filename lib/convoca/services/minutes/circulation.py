"""Minutes of a session on their way: copies to the members, observations, approval, corrections (Art. 20.2)."""

import base64
import hashlib
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from convoca.domain.errors import ConflictingEdit, InvalidValue, NotAllowed, NotFound
from convoca.domain.identifiers import MemberId, PeriodId, SessionId
from convoca.domain.member import members_in_office
from convoca.domain.minutes import (
    Approval,
    CirculationOfMinutes,
    CopyOfMinutes,
    CorrectionOfMinutes,
    FinalDocument,
    MinutesStatus,
    ObservationOnMinutes,
    SessionMinutes,
)
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.slot import seat_date
from convoca.domain.vote import Question
from convoca.services.identities import refuse_protected_names
from convoca.services.minutes.projection import session_minutes_projection
from convoca.services.minutes.saving import keep_revision, minutes_finding
from convoca.services.minutes.stages import MinutesStage, MinutesStanding, standing_of
from convoca.services.period_file import PeriodFile
from convoca.services.ports import UnitOfWork
from convoca.services.read_models import MinutesProjection
from convoca.services.sessions.session_file import SessionFile, read_session_file

#: The decision by which the Commission approves minutes, in the table of majorities.
APPROVAL_OF_MINUTES = "minutes"

#: Makes the document of what minutes say.
MakeDocument = Callable[[MinutesProjection], bytes]


def next_period_for_approval(file: PeriodFile, *, today: date) -> PeriodOfSessions | None:
    """Return the next period on record at which minutes can still be approved: it has not opened."""
    after = max(today, file.period.closes)
    coming = [
        period
        for period in file.periods
        if period.opens > after and period.is_example == file.period.is_example
    ]
    return min(coming, key=lambda period: period.opens, default=None)


def circulate(
    session: SessionId | UUID,
    *,
    document: MakeDocument,
    members: Collection[MemberId] = (),
    approve_at: PeriodId | None = None,
    reason: str,
    now: datetime,
    uow: UnitOfWork,
) -> tuple[CirculationOfMinutes, bytes]:
    """Send completed minutes to members, each copy logged with the hash of its document.

    To every member in office where ``members`` names none; to be approved at the next period on
    record where ``approve_at`` names none. Returns the document too. Raises NotAllowed, NotFound.
    """
    today = seat_date(now)
    with uow:
        file, minutes, life = _read(session, reason=reason, uow=uow)
        if minutes.status is MinutesStatus.DRAFT:
            raise NotAllowed("Minutes circulate once they are completed.")
        _refuse_final(minutes)
        period = _period_to_approve(file.period, minutes, life, approve_at, today)
        named = tuple(uow.members.get(member).id for member in members)
        to = named or tuple(m.id for m in members_in_office(file.period.members, today))
        if not to:
            raise NotAllowed(
                "No member is on record as in office today: there is nobody to send to."
            )
        if life.minutes_version != minutes.version:
            life = replace(life, minutes_version=minutes.version, decided_on=None, question=None)
        life = replace(life, approve_at=period.id if period else None)
        content = document(_projection(file, life, uow=uow))
        sha256 = hashlib.sha256(content).hexdigest()
        copies = (
            CopyOfMinutes(
                member=member, sent_at=now, sha256=sha256, minutes_version=minutes.version
            )
            for member in to
        )
        saved = uow.circulations.save(replace(life, copies=(*life.copies, *copies)))
        uow.commit(reason=reason, findings=(minutes_finding(minutes),))
    return saved, content


def _period_to_approve(
    file: PeriodFile,
    minutes: SessionMinutes,
    life: CirculationOfMinutes,
    wanted: PeriodId | None,
    today: date,
) -> PeriodOfSessions | None:
    """Return the period at which minutes are to be approved; what silence approved stays approved."""
    standing = standing_of(minutes, life, file, today=today)
    if standing.stage is not MinutesStage.APPROVED_BY_SILENCE:
        return _period_of_approval(file, wanted or _still_to_come(life, file, today), today)
    if wanted not in {None, life.approve_at}:
        raise NotAllowed("Silence has approved these minutes already: their period stays.")
    return standing.approve_at


def _still_to_come(life: CirculationOfMinutes, file: PeriodFile, today: date) -> PeriodId | None:
    chosen = (p for p in file.periods if p.id == life.approve_at)
    return next((period.id for period in chosen if period.opens > today), None)


def _period_of_approval(
    file: PeriodFile, wanted: PeriodId | None, today: date
) -> PeriodOfSessions | None:
    """Return the period at which minutes are to be approved. Raises NotAllowed where it has begun."""
    if wanted is None:
        return next_period_for_approval(file, today=today)
    period = next((p for p in file.periods if p.id == wanted), None)
    if period is None:
        raise NotFound("period of sessions", wanted)
    if period.opens <= max(today, file.period.opens):
        raise NotAllowed(
            "Members have until the opening of a period to send observations, and that one has "
            "begun. Choose a later one, or let the Commission decide."
        )
    return period


def approve_at_period(
    session: SessionId | UUID,
    period: PeriodId,
    *,
    reason: str,
    today: date,
    uow: UnitOfWork,
) -> CirculationOfMinutes:
    """Say at which period minutes that circulate are to be approved. Raises NotAllowed, NotFound."""
    with uow:
        file, minutes, life = _read(session, reason=reason, uow=uow)
        _refuse_final(minutes)
        chosen = _period_to_approve(file.period, minutes, life, period, today)
        saved = uow.circulations.save(replace(life, approve_at=chosen.id if chosen else None))
        uow.commit(reason=reason)
    return saved


def observe(
    session: SessionId | UUID,
    observation: ObservationOnMinutes,
    *,
    reason: str,
    today: date,
    uow: UnitOfWork,
) -> CirculationOfMinutes:
    """Record what a member wrote to the Secretariat about minutes, or objected to in them.

    Raises NotAllowed, InvalidValue, NotFound, ProtectedNameFound.
    """
    _refuse_future("received_on", observation.received_on, today)
    if not observation.text.strip():
        raise InvalidValue("text", "Write what the member observed.")
    with uow:
        _, minutes, life = _read(session, reason=reason, uow=uow)
        _refuse_final(minutes)
        if not life.copies:
            raise NotAllowed("Members observe what they were sent: circulate the minutes first.")
        uow.members.get(observation.member)
        refuse_protected_names(observation, uow=uow)
        saved = uow.circulations.save(replace(life, observations=(*life.observations, observation)))
        uow.commit(reason=reason)
    return saved


def withdraw_objection(
    session: SessionId | UUID,
    number: int,
    *,
    withdrawn_on: date,
    reason: str,
    today: date,
    uow: UnitOfWork,
) -> CirculationOfMinutes:
    """Record that a member took the objection back that is the ``number``-th observation, from 1.

    Raises NotAllowed, InvalidValue, NotFound.
    """
    _refuse_future("withdrawn_on", withdrawn_on, today)
    with uow:
        _, minutes, life = _read(session, reason=reason, uow=uow)
        _refuse_final(minutes)
        if not 1 <= number <= len(life.observations):
            raise NotFound("observation", number)
        found = life.observations[number - 1]
        if not found.objects or found.withdrawn_on is not None:
            raise NotAllowed("There is no objection to take back, or it was taken back already.")
        if withdrawn_on < found.received_on:
            raise InvalidValue("withdrawn_on", "It is taken back before it came.")
        changed = replace(found, withdrawn_on=withdrawn_on)
        kept = (*life.observations[: number - 1], changed, *life.observations[number:])
        saved = uow.circulations.save(replace(life, observations=kept))
        uow.commit(reason=reason)
    return saved


def approve_by_decision(
    session: SessionId | UUID,
    *,
    decided_on: date,
    question: UUID | None = None,
    read_version: int | None = None,
    reason: str,
    today: date,
    uow: UnitOfWork,
) -> CirculationOfMinutes:
    """Record that the Commission itself approved completed minutes; ``question`` is the vote on record.

    ``read_version`` is the version that was read, where somebody had the minutes open. Raises
    NotAllowed, InvalidValue, NotFound, ConflictingEdit, ProtectedNameFound.
    """
    with uow:
        _, minutes, life = _read(session, reason=reason, uow=uow)
        if minutes.status is not MinutesStatus.COMPLETED:
            raise NotAllowed("The Commission approves minutes that are completed, and not final.")
        if read_version not in {None, minutes.version}:
            raise ConflictingEdit(
                "session_minutes", read_version=read_version or 0, stored_version=minutes.version
            )
        day = _day_of_decision(decided_on, question, uow=uow)
        _refuse_other_matter(minutes, question, uow=uow)
        _refuse_future("decided_on", day, today)
        saved = uow.circulations.save(
            replace(life, decided_on=day, question=question, minutes_version=minutes.version)
        )
        uow.commit(reason=reason)
    return saved


def finalise(
    session: SessionId | UUID,
    *,
    document: MakeDocument,
    reason: str,
    now: datetime,
    uow: UnitOfWork,
) -> tuple[CirculationOfMinutes, bytes]:
    """Lock minutes that are approved, and archive their final document, which is returned.

    Raises NotAllowed where neither silence nor a decision approved them.
    """
    with uow:
        file, minutes, life = _read(session, reason=reason, uow=uow)
        standing = standing_of(minutes, life, file.period, today=seat_date(now))
        approval, approved_on = _approval(standing, life)
        final = uow.session_minutes.save(replace(minutes, status=MinutesStatus.FINAL))
        keep_revision(final, reason=reason, now=now, uow=uow)
        life = replace(life, approval=approval, approved_on=approved_on)
        content = document(_projection(read_session_file(session, uow=uow), life, uow=uow))
        sha256 = hashlib.sha256(content).hexdigest()
        saved = uow.circulations.save(replace(life, sha256=sha256))
        kept = base64.b64encode(content).decode()
        uow.final_documents.save(FinalDocument(id=final.id, sha256=sha256, content=kept))
        findings = (standing.finding,) if standing.finding else ()
        uow.commit(reason=reason, findings=findings)
    return saved, content


def final_document(session: SessionId | UUID, *, uow: UnitOfWork) -> bytes:
    """Return the document of final minutes, byte for byte as it was approved. Raises NotFound."""
    with uow:
        return base64.b64decode(uow.final_documents.get(session).content)


def _approval(standing: MinutesStanding, life: CirculationOfMinutes) -> tuple[Approval, date]:
    if standing.stage is MinutesStage.APPROVED_BY_DECISION and life.decided_on:
        return Approval.DECISION, life.decided_on
    if standing.stage is MinutesStage.APPROVED_BY_SILENCE and standing.approve_at:
        return Approval.SILENCE, standing.approve_at.opens
    raise NotAllowed(
        "Minutes become final once they are approved: without objection at the opening of the "
        "period, or by a decision of the Commission."
    )


def correct(
    session: SessionId | UUID,
    correction: CorrectionOfMinutes,
    *,
    reason: str,
    today: date,
    uow: UnitOfWork,
) -> CirculationOfMinutes:
    """Append what a new decision corrected in final minutes; they themselves stay as they are.

    Raises NotAllowed, InvalidValue, NotFound, ProtectedNameFound.
    """
    if not correction.text.strip():
        raise InvalidValue("text", "Write what is corrected, and how.")
    with uow:
        _, minutes, life = _read(session, reason=reason, uow=uow)
        if minutes.status is not MinutesStatus.FINAL:
            raise NotAllowed("Minutes that are not final yet are changed, not corrected.")
        day = _day_of_decision(correction.decided_on, correction.question, uow=uow)
        _refuse_future("decided_on", day, today)
        refuse_protected_names(correction, uow=uow)
        kept = (*life.corrections, replace(correction, decided_on=day))
        saved = uow.circulations.save(replace(life, corrections=kept))
        uow.commit(reason=reason)
    return saved


def _day_of_decision(decided_on: date, question: UUID | None, *, uow: UnitOfWork) -> date:
    """Return the day of a decision: that of the vote, where one is on record. Raises NotAllowed."""
    if question is None:
        return decided_on
    vote: Question = uow.questions.get(question)
    if vote.outcome is None or not vote.outcome.adopted:
        raise NotAllowed("That question was not adopted: nothing was decided by it.")
    return vote.outcome.decided_on


def _refuse_other_matter(
    minutes: SessionMinutes, question: UUID | None, *, uow: UnitOfWork
) -> None:
    """Stop a vote that was about something else than the approval of these minutes."""
    if question is None:
        return
    vote: Question = uow.questions.get(question)
    item = uow.items_of_business.find(vote.item) if vote.item else None
    others = item.minutes_of if item else None
    if vote.decision != APPROVAL_OF_MINUTES or others not in {None, minutes.id}:
        raise NotAllowed("That vote did not approve these minutes: it was about something else.")


def _read(
    session: SessionId | UUID, *, reason: str, uow: UnitOfWork
) -> tuple[SessionFile, SessionMinutes, CirculationOfMinutes]:
    """Read what an act is about. Raises ProtectedNameFound: the audit keeps a reason for ever."""
    refuse_protected_names({"reason": reason}, uow=uow)
    file = read_session_file(session, uow=uow)
    minutes = uow.session_minutes.get(file.session.id)
    life = uow.circulations.find(file.session.id)
    return file, minutes, life or CirculationOfMinutes(id=file.session.id)


def _projection(
    file: SessionFile, life: CirculationOfMinutes, *, uow: UnitOfWork
) -> MinutesProjection:
    projection = session_minutes_projection(file, circulation=life)
    refuse_protected_names(projection, uow=uow)
    return projection


def _refuse_final(minutes: SessionMinutes) -> None:
    if minutes.status is MinutesStatus.FINAL:
        raise NotAllowed(
            "These minutes are final. A new decision of the Commission can correct them; "
            "record it as a correction."
        )


def _refuse_future(field: str, day: date, today: date) -> None:
    if day > today:
        raise InvalidValue(field, "That day has not come yet.")

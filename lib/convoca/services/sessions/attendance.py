"""Attendance at a session, live: arrivals and departures, absences, quorum, who presides (Arts. 2.2, 9, 14.4, 16)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from convoca.domain.attendance import AttendanceSheet, ExcusedAbsence, Presence
from convoca.domain.election import ElectionStatus
from convoca.domain.errors import ConflictingEdit, InvalidValue, NotAllowed, ProtectedNameFound
from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import MemberId, SessionId
from convoca.domain.member import Member, Office
from convoca.domain.vote import QuestionStatus
from convoca.rules.board_of_officers import presiding_on
from convoca.rules.functioning import absence_covers
from convoca.rules.voting import quorum_is_present
from convoca.services.identities import names_in, refuse_protected_names
from convoca.services.ports import UnitOfWork
from convoca.services.sessions.act import Act
from convoca.services.sessions.session_file import (
    SessionFile,
    read_session_file,
    refuse_final,
    without_detail,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceNow:
    """Who is there at a moment and what follows; members in order of precedence.

    ``present`` are counted for the quorum; ``continuing`` are those of them whose term has ended
    (Art. 2.2). ``excused`` are not there and announced it; ``not_there`` are the rest.
    ``presides_as`` is the office held by who presides, None where seniority decides.
    ``presiding_is_open``: members are there and the record does not say who presides.
    """

    moment: datetime
    present: tuple[Member, ...]
    not_there: tuple[Member, ...]
    excused: tuple[tuple[Member, ExcusedAbsence], ...]
    continuing: tuple[Member, ...]
    quorum: Finding
    presiding: Member | None
    presides_as: Office | None
    presiding_is_open: bool

    @property
    def has_quorum(self) -> bool:
        return self.quorum.verdict is Verdict.MET


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumSpan:
    """A half-open span of a session (UTC) in which there was a quorum throughout, or none."""

    starts: datetime
    ends: datetime
    has_quorum: bool


def attendance_at(file: SessionFile, moment: datetime) -> AttendanceNow:
    """Say who is at a session at a moment, whether they are a quorum, and who presides."""
    there = set(file.sheet.present_at(moment))
    present = tuple(member for member in file.serving if member.id in there)
    absent = [member for member in file.serving if member.id not in there]
    excused = {member.id: absence_of(file, member.id) for member in absent}
    day = file.day_of(moment)
    presiding = who_presides(file, present, day)
    return AttendanceNow(
        moment=moment,
        present=present,
        not_there=tuple(member for member in absent if excused[member.id] is None),
        excused=tuple((m, absence) for m in absent if (absence := excused[m.id]) is not None),
        continuing=tuple(member for member in file.continuing if member.id in there),
        quorum=quorum_is_present(present=len(present), in_office=len(file.serving), on=file.day),
        presiding=presiding,
        presides_as=office_of(presiding, day),
        presiding_is_open=bool(present) and presiding is None,
    )


def who_presides(file: SessionFile, able: Iterable[Member], day: date) -> Member | None:
    """Return who presides among those who are able to (Arts. 9.2, 9.3, 3)."""
    ids = {member.id for member in able}
    others = {member.id for member in file.period.members} - ids
    return presiding_on(file.period.members, day, unavailable=others)


def office_of(member: Member | None, day: date) -> Office | None:
    """Return the highest office that a member holds on a day."""
    return next((o for o in Office if member is not None and member.holds(o, day)), None)


def absence_of(file: SessionFile, member: MemberId) -> ExcusedAbsence | None:
    """Return the absence that a member announced for a session or for days that hold it (Art. 14.4)."""
    own = (absence for absence in file.absences if absence.member == member)
    return next((a for a in own if absence_covers(a, session=file.session.id, day=file.day)), None)


def quorum_spans(file: SessionFile, until: datetime) -> tuple[QuorumSpan, ...]:
    """Return when a session had a quorum and when not, from its opening to its close or ``until``."""
    sheet = file.sheet
    if sheet.opened is None:
        return ()
    opened, ends = sheet.opened, sheet.closed or until
    changes = {moment for p in sheet.presences for moment in (p.arrived, p.left) if moment}
    cuts = sorted({opened, ends} | {moment for moment in changes if opened < moment < ends})
    found: list[QuorumSpan] = []
    for starts, stops in pairwise(cuts):
        has_quorum = attendance_at(file, starts).has_quorum
        if found and found[-1].has_quorum is has_quorum:
            found[-1] = replace(found[-1], ends=stops)
        else:
            found.append(QuorumSpan(starts=starts, ends=stops, has_quorum=has_quorum))
    return tuple(found)


def open_session(
    session: SessionId | UUID, *, at: datetime, reason: str, uow: UnitOfWork
) -> Act[AttendanceSheet]:
    """Record when a session was opened. Raises NotAllowed where it has been opened already."""

    def opened(file: SessionFile) -> AttendanceSheet:
        if file.sheet.opened is not None:
            raise NotAllowed("This session has been opened already.")
        return replace(file.sheet, opened=at)

    return _kept(session, opened, at=at, reason=reason, uow=uow)


def take_back_opening(
    session: SessionId | UUID, *, at: datetime, reason: str, uow: UnitOfWork
) -> Act[AttendanceSheet]:
    """Undo an opening by mistake. Raises NotAllowed once something was put to the vote."""

    def not_opened(file: SessionFile) -> AttendanceSheet:
        _refuse_when_closed(file)
        if any(q.status is not QuestionStatus.FORMULATED for q in file.questions):
            raise NotAllowed("Something was put to the vote in this session: it was opened.")
        if file.elections:
            raise NotAllowed("An election was held in this session: it was opened.")
        return replace(file.sheet, opened=None)

    return _kept(session, not_opened, at=at, reason=reason, uow=uow)


def arrive(
    session: SessionId | UUID, member: MemberId, *, at: datetime, reason: str, uow: UnitOfWork
) -> Act[AttendanceSheet]:
    """Record that a member came in. Raises NotAllowed for who is there already or does not serve."""

    def with_arrival(file: SessionFile) -> AttendanceSheet:
        _refuse_when_closed(file)
        _refuse_who_does_not_serve(file, member)
        return _with_times(file, member, (*_times(file, member), (at, None)))

    return _kept(session, with_arrival, at=at, reason=reason, uow=uow)


def leave(
    session: SessionId | UUID, member: MemberId, *, at: datetime, reason: str, uow: UnitOfWork
) -> Act[AttendanceSheet]:
    """Record that a member left. Raises NotAllowed where he or she is not there."""

    def with_departure(file: SessionFile) -> AttendanceSheet:
        _refuse_when_closed(file)
        times = _times(file, member)
        if not times or times[-1][1] is not None:
            raise NotAllowed("This member is not there, so that he or she cannot leave.")
        return _with_times(file, member, (*times[:-1], (times[-1][0], at)))

    return _kept(session, with_departure, at=at, reason=reason, uow=uow)


def correct_times(
    session: SessionId | UUID,
    member: MemberId,
    times: Iterable[tuple[datetime, datetime | None]],
    *,
    at: datetime,
    reason: str,
    uow: UnitOfWork,
) -> Act[AttendanceSheet]:
    """Write anew from when to when a member was there; none: never. ``at`` is when this is done.

    Raises NotAllowed for who does not serve, for times that overlap, and once the minutes are final.
    """
    wanted = tuple(sorted(times, key=lambda span: span[0]))

    def corrected(file: SessionFile) -> AttendanceSheet:
        if wanted:
            _refuse_who_does_not_serve(file, member)
        elif _took_part(file, member):
            raise NotAllowed("This member voted in this session: say when he or she was there.")
        if file.sheet.closed is not None and any(left is None for _, left in wanted):
            raise NotAllowed("The session is over: say when the member left.")
        return _with_times(file, member, wanted)

    return _kept(session, corrected, at=at, reason=reason, uow=uow)


def close_session(
    session: SessionId | UUID, *, at: datetime, reason: str, uow: UnitOfWork
) -> Act[AttendanceSheet]:
    """Record when a session ended; who was there left then. Raises NotAllowed while a vote is open."""

    def closed(file: SessionFile) -> AttendanceSheet:
        refuse_unopened(file)
        _refuse_unfinished(file)
        if file.sheet.opened is not None and at < file.sheet.opened:
            raise NotAllowed("A session ends after it was opened.")
        ended = tuple(p if p.left else replace(p, left=at) for p in file.sheet.presences)
        return replace(file.sheet, closed=at, presences=ended)

    return _kept(session, closed, at=at, reason=reason, uow=uow)


def reopen_session(
    session: SessionId | UUID, *, at: datetime, reason: str, uow: UnitOfWork
) -> Act[AttendanceSheet]:
    """Undo a close: who was there until then is there again. Raises NotAllowed where it is not closed."""

    def reopened(file: SessionFile) -> AttendanceSheet:
        closed = file.sheet.closed
        if closed is None:
            raise NotAllowed("This session is not closed.")
        back = tuple(replace(p, left=None) if p.left == closed else p for p in file.sheet.presences)
        return replace(file.sheet, closed=None, presences=back)

    return _kept(session, reopened, at=at, reason=reason, uow=uow)


def _kept(
    session: SessionId | UUID,
    change: Callable[[SessionFile], AttendanceSheet],
    *,
    at: datetime,
    reason: str,
    uow: UnitOfWork,
) -> Act[AttendanceSheet]:
    """Change the sheet as it is stored now, so that two who take attendance keep each other's entries."""
    with uow:
        file = read_session_file(session, uow=uow)
        refuse_final(file.minutes)
        saved = uow.attendance_sheets.save(change(file))
        findings = (attendance_at(replace(file, sheet=saved), at).quorum,)
        uow.commit(reason=reason, findings=findings)
    return Act(record=saved, findings=findings)


_Times = tuple[tuple[datetime, datetime | None], ...]


def _times(file: SessionFile, member: MemberId) -> _Times:
    own = (p for p in file.sheet.presences if p.member == member)
    return tuple(sorted(((p.arrived, p.left) for p in own), key=lambda span: span[0]))


def _with_times(file: SessionFile, member: MemberId, times: _Times) -> AttendanceSheet:
    for (_, left), (arrived, _) in pairwise(times):
        if left is None:
            raise NotAllowed("This member is there already.")
        if arrived < left:
            raise NotAllowed("This member was there at that hour already.")
    own = [Presence(member=member, arrived=arrived, left=left) for arrived, left in times]
    others = [p for p in file.sheet.presences if p.member != member]
    in_order = sorted((*others, *own), key=lambda p: (p.arrived, str(p.member)))
    return replace(file.sheet, presences=tuple(in_order))


def _refuse_when_closed(file: SessionFile) -> None:
    if file.sheet.closed is not None:
        raise NotAllowed("This session is closed. Correct the hours instead, or open it again.")


def refuse_unopened(file: SessionFile) -> None:
    """Stop what only a session under way can do. Raises NotAllowed."""
    if file.sheet.opened is None:
        raise NotAllowed("This session has not been opened yet.")
    if file.sheet.closed is not None:
        raise NotAllowed("This session is closed.")


def _refuse_unfinished(file: SessionFile) -> None:
    if any(question.status is QuestionStatus.OPEN for question in file.questions):
        raise NotAllowed("A vote is open. Close it or withdraw the question first.")
    if any(election.status is ElectionStatus.OPEN for election in file.elections):
        raise NotAllowed("An election is under way. Finish it or break it off first.")


def _took_part(file: SessionFile, member: MemberId) -> bool:
    held = (
        question for question in file.questions if question.status is not QuestionStatus.WITHDRAWN
    )
    on_questions = any(given.member == member for q in held for given in q.votes)
    return on_questions or any(member in b.voters for e in file.elections for b in e.ballots)


def _refuse_who_does_not_serve(file: SessionFile, member: MemberId) -> None:
    if any(each.id == member for each in (*file.serving, *file.may_continue)):
        return
    raise NotAllowed("This member is not in office on the day of the session.")


def announce_absence(
    absence: ExcusedAbsence, *, reason: str, uow: UnitOfWork
) -> Act[ExcusedAbsence]:
    """Record what a member told the Executive Secretary (Art. 14.4), or change it; blank of its detail after.

    A change without a new ``detail`` keeps the one that is sealed. Raises ConflictingEdit, InvalidValue.
    """
    if absence.first_day and absence.last_day and absence.last_day < absence.first_day:
        raise InvalidValue("last_day", "An absence ends before it begins.")
    with uow:
        refuse_protected_names(absence, uow=uow)
        _refuse_detail_in(reason, absence.detail)
        stored = uow.excused_absences.find(absence.id)
        if stored is not None:
            _refuse_stale(absence, stored)
            absence = replace(
                absence, detail=absence.detail or stored.detail, read_count=stored.read_count
            )
        saved = uow.excused_absences.save(absence)
        uow.commit(reason=reason)
    return Act(record=without_detail(saved))


def _refuse_stale(absence: ExcusedAbsence, stored: ExcusedAbsence) -> None:
    """Stop who read an older version, without showing the sealed detail of the stored one."""
    if absence.version == stored.version or absence == replace(stored, version=absence.version):
        return
    raise ConflictingEdit(
        "excused_absence",
        read_version=absence.version,
        stored_version=stored.version,
        mine=absence,
        theirs=without_detail(stored),
    )


def tell_president(absence: UUID, *, on: date, reason: str, uow: UnitOfWork) -> Act[ExcusedAbsence]:
    """Record that the Executive Secretary informed the President of an absence (Art. 14.4)."""
    with uow:
        stored = uow.excused_absences.get(absence)
        if on < stored.announced_on:
            raise InvalidValue("president_told_on", "It was announced on a later day.")
        saved = uow.excused_absences.save(replace(stored, president_told_on=on))
        uow.commit(reason=reason)
    return Act(record=without_detail(saved))


def withdraw_absence(absence: UUID, *, reason: str, uow: UnitOfWork) -> None:
    """Forget an absence that was announced, with its detail. Raises NotFound."""
    with uow:
        uow.excused_absences.remove(uow.excused_absences.get(absence))
        uow.commit(reason=reason)


def reveal_absence(absence: UUID, *, reason: str, uow: UnitOfWork) -> str:
    """Return the detail of an absence; that it was read, by whom and why, goes on record first.

    It may be about health. Raises ProtectedNameFound where the reason repeats it: the audit is never erased.
    """
    with uow:
        stored = uow.excused_absences.get(absence)
        _refuse_detail_in(reason, stored.detail)
        uow.excused_absences.save(replace(stored, read_count=stored.read_count + 1))
        uow.commit(reason=reason)
    return stored.detail


def _refuse_detail_in(reason: str, detail: str) -> None:
    for where in names_in({"reason": reason}, [detail]) if detail.strip() else ():
        raise ProtectedNameFound(where)

"""Minutes of hearings (Art. 70) and of sessions (Art. 20): prefilled, completed, projected."""

from uuid import UUID

from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import HearingId, MemberId, SessionId
from convoca.domain.minutes import Attendance, HearingMinutes, MinutesStatus, SessionMinutes
from convoca.domain.programme import ActivityKind, Placement
from convoca.domain.slot import zone_info
from convoca.rules.board_of_officers import presiding_on
from convoca.rules.functioning import session_minutes_state_what_they_must
from convoca.rules.hearings import minutes_state_what_they_must
from convoca.services.identities import refuse_protected_names
from convoca.services.period_file import PeriodFile
from convoca.services.ports import UnitOfWork
from convoca.services.read_models import MinutesProjection


def hearing_minutes(file: PeriodFile, hearing: Hearing) -> HearingMinutes:
    """Return the minutes on record, or else a draft prefilled from what is known."""
    stored = file.hearing_minutes.get(hearing.id)
    if stored is not None:
        return stored
    placement = file.placement(hearing.id)
    return HearingMinutes(
        id=hearing.id,
        started=placement.slot.start if placement else None,
        ended=placement.slot.end if placement else None,
        zone=placement.slot.zone if placement else file.period.zone,
        place=_place(file, placement) or hearing.announced_place,
        members_present=placement.panel if placement else (),
        attendance=expected_attendance(hearing),
    )


def expected_attendance(hearing: Hearing) -> tuple[Attendance, ...]:
    """Return those who were to take part in a hearing; protected persons by pseudonym."""
    return tuple(
        Attendance(name=p.name, role=p.role, side=p.side, protected=p.protected)
        for p in hearing.participants
    )


def session_minutes(file: PeriodFile, session: SessionId | UUID) -> SessionMinutes:
    """Return the minutes on record, or else a draft prefilled from what is known."""
    stored = file.session_minutes.get(session)
    if stored is not None:
        return stored
    placement = file.placement(session)
    known = next(s for s in file.sessions if s.id == session)
    return SessionMinutes(
        id=known.id,
        started=placement.slot.start if placement else None,
        ended=placement.slot.end if placement else None,
        zone=placement.slot.zone if placement else file.period.zone,
        place=_place(file, placement),
        members_present=placement.panel if placement else (),
    )


def _place(file: PeriodFile, placement: Placement | None) -> str:
    if placement is None:
        return ""
    where = file.period.place_of_room(placement.room)
    room = file.period.room(placement.room)
    parts = (room.name if room else "", where.venue if where else "", where.city if where else "")
    return ", ".join(part for part in parts if part)


def save_hearing_minutes(
    minutes: HearingMinutes, *, reason: str, uow: UnitOfWork
) -> HearingMinutes:
    """Keep the minutes of a hearing. Raises ConflictingEdit: two editors never overwrite each other.

    Raises ProtectedNameFound: the audit would hold the name for ever.
    """
    with uow:
        refuse_protected_names(minutes, uow=uow)
        saved = uow.hearing_minutes.save(minutes)
        uow.commit(reason=reason, findings=(minutes_state_what_they_must(minutes=saved),))
    return saved


def save_session_minutes(
    minutes: SessionMinutes, *, reason: str, uow: UnitOfWork
) -> SessionMinutes:
    """Keep the minutes of a session. Raises ConflictingEdit, ProtectedNameFound."""
    with uow:
        refuse_protected_names(minutes, uow=uow)
        saved = uow.session_minutes.save(minutes)
        uow.commit(reason=reason, findings=(session_minutes_state_what_they_must(minutes=saved),))
    return saved


def minutes_finding(minutes: HearingMinutes | SessionMinutes) -> Finding:
    """Say what the minutes still lack (Art. 70.1 or Art. 20.1)."""
    if isinstance(minutes, HearingMinutes):
        return minutes_state_what_they_must(minutes=minutes)
    return session_minutes_state_what_they_must(minutes=minutes)


def _names(file: PeriodFile, members: tuple[MemberId, ...]) -> tuple[str, ...]:
    return tuple(file.member_by_id[m].name for m in members if m in file.member_by_id)


def _presiding(file: PeriodFile, minutes: HearingMinutes | SessionMinutes) -> str:
    """Return who presided by Art. 9 among those present, or nothing where the record does not tell."""
    if minutes.started is None or not minutes.members_present:
        return ""
    present = [m for m in file.members if m.id in minutes.members_present]
    absent = {m.id for m in file.members} - {m.id for m in present}
    day = minutes.started.astimezone(zone_info(minutes.zone or file.period.zone)).date()
    presiding = presiding_on(file.members, day, unavailable=absent)
    return presiding.name if presiding else ""


def hearing_minutes_projection(file: PeriodFile, hearing_id: HearingId | UUID) -> MinutesProjection:
    """Return all that the minutes of a hearing say, protected persons by pseudonym."""
    hearing = next(h for h in file.hearings if h.id == hearing_id)
    minutes = hearing_minutes(file, hearing)
    return MinutesProjection(
        kind=ActivityKind.HEARING,
        period_number=file.period.number,
        is_example=file.period.is_example,
        title=hearing.title,
        matter_number=hearing.matter_number,
        states=hearing.states,
        is_private=hearing.is_private,
        started=minutes.started,
        ended=minutes.ended,
        zone=minutes.zone or file.period.zone,
        place=minutes.place,
        presiding=_presiding(file, minutes),
        members_present=_names(file, minutes.members_present),
        attendance=minutes.attendance,
        matters=(),
        decisions=minutes.decisions,
        commitments=minutes.commitments,
        statements=(),
        annexes=minutes.annexes,
        is_draft=minutes.status is MinutesStatus.DRAFT,
    )


def session_minutes_projection(file: PeriodFile, session_id: SessionId | UUID) -> MinutesProjection:
    """Return all that the summary minutes of a session say (Art. 20.1)."""
    session = next(s for s in file.sessions if s.id == session_id)
    minutes = session_minutes(file, session_id)
    statements = tuple(
        (file.member_by_id[s.member].name, s.text)
        for s in minutes.statements
        if s.member in file.member_by_id
    )
    return MinutesProjection(
        kind=ActivityKind.SESSION,
        period_number=file.period.number,
        is_example=file.period.is_example,
        title=session.title,
        matter_number="",
        states=(),
        is_private=not session.is_public,
        started=minutes.started,
        ended=minutes.ended,
        zone=minutes.zone or file.period.zone,
        place=minutes.place,
        presiding=_presiding(file, minutes),
        members_present=_names(file, minutes.members_present),
        attendance=(),
        matters=minutes.matters,
        decisions=minutes.decisions,
        commitments=(),
        statements=statements,
        annexes=(),
        is_draft=minutes.status is MinutesStatus.DRAFT,
    )

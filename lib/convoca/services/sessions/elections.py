"""Elections of the board of officers by secret ballot (Arts. 6-9); a vacancy is filled in the same way."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from convoca.domain.election import Ballot, Election, ElectionStatus
from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.finding import Finding
from convoca.domain.identifiers import MemberId
from convoca.domain.member import Member, Office, OfficeHeld
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.vote import Question, QuestionStatus
from convoca.rules.elections import (
    NextBallot,
    elected_in,
    election_is_held_on_its_day,
    next_ballot,
    officer_is_elected,
    officer_may_be_elected_again,
    only_those_present_voted,
)
from convoca.services.identities import refuse_protected_names
from convoca.services.ports import UnitOfWork
from convoca.services.sessions.act import Act
from convoca.services.sessions.attendance import attendance_at, refuse_unopened
from convoca.services.sessions.session_file import SessionFile, read_session_file, refuse_final

#: Keys, in the table of majorities, of an election and of another procedure for it (Arts. 7.2, 7.3).
ELECTION, PROCEDURE = "board_election", "election_procedure"


def who_may_stand(file: SessionFile, office: Office) -> tuple[tuple[Member, Finding], ...]:
    """Return every member in office with what Art. 8.1 says of an election to an office.

    Who was elected to another office in this session, or on its day, is left out.
    """
    elected = {e.elected for e in file.elections if e.elected and e.office is not office}
    elected |= {m.id for m in file.serving if _was_elected(m, file.day, to_another_than=office)}
    return tuple(
        (member, officer_may_be_elected_again(member=member, office=office, on=file.day))
        for member in file.serving
        if member.id not in elected and member not in file.continuing
    )


def _was_elected(member: Member, day: date, *, to_another_than: Office) -> bool:
    return any(
        held.starts == day and not held.interim and held.office is not to_another_than
        for held in member.offices
    )


def first_day_of_the_year(file: SessionFile) -> date | None:
    """Return the first day of the year's first session, None where nothing is fixed (Art. 7.5)."""
    of_year = [p for p in file.period.periods if p.opens.year == file.day.year]
    first: PeriodOfSessions | None = min(of_year, key=lambda p: p.opens, default=None)
    if first is None:
        return None
    if first.id != file.period.period.id:
        return first.opens
    days = [p.slot.wall_date for p in map(file.period.placement, _sessions(file)) if p]
    return min(days, default=first.opens)


def _sessions(file: SessionFile) -> tuple[UUID, ...]:
    return tuple(session.id for session in file.period.sessions)


def vacant_offices(file: SessionFile) -> tuple[Office, ...]:
    """Return the offices that nobody in office holds on the day of a session (Art. 9.1)."""
    return tuple(o for o in Office if not any(m.holds(o, file.day) for m in file.in_office))


def candidates_now(election: Election) -> NextBallot:
    """Return between whom the next ballot chooses; ``tied`` while the Commission has to decide (Art. 7.4)."""
    if not election.ballots:
        return NextBallot(candidates=election.candidates)
    last = election.ballots[-1]
    if last.eliminated or _is_decided(election, last.number):
        staying = tuple(name for name in last.candidates if name not in last.eliminated)
        return NextBallot(candidates=staying, eliminated=last.eliminated)
    return next_ballot(last)


def open_election(
    election: Election, *, at: datetime, reason: str, uow: UnitOfWork
) -> Act[Election]:
    """Begin the election of one officer in a session that sits.

    The findings say whether there is a quorum, whether it is the day (Art. 7.5), and what keeps a
    candidate from being elected again (Art. 8.1). Raises InvalidValue, NotAllowed.
    """
    with uow:
        file = _sitting(election.session, uow)
        if election.ballots or election.status is not ElectionStatus.OPEN:
            raise NotAllowed("An election begins without a ballot.")
        if any(e.office is election.office and _stands(e) for e in file.elections):
            raise NotAllowed("This office is being filled, or was filled, in this session.")
        _refuse_who_cannot_stand(election, file)
        refuse_protected_names(election, uow=uow)
        day = file.day_of(at)
        in_order = tuple(sorted(set(election.candidates)))
        saved = uow.elections.save(replace(election, held_on=day, candidates=in_order))
        findings = (attendance_at(file, at).quorum, *_about(file, saved))
        uow.commit(reason=reason, findings=findings)
    return Act(record=saved, findings=findings)


def _stands(election: Election) -> bool:
    return election.status is not ElectionStatus.BROKEN_OFF


def _about(file: SessionFile, election: Election) -> tuple[Finding, ...]:
    again = dict(who_may_stand(file, election.office))
    return (
        election_is_held_on_its_day(
            held_on=election.held_on,
            first_session_day=first_day_of_the_year(file),
            fills_vacancy=election.fills_vacancy,
        ),
        *(finding for member, finding in again.items() if member.id in election.candidates),
    )


def close_ballot(
    election: UUID, ballot: Ballot, *, at: datetime, reason: str, uow: UnitOfWork
) -> Act[Election]:
    """Keep the counts of a ballot; who has an absolute majority of all members holds the office (7.3).

    The officer's days begin and those of the one before end on the day of the election. Raises
    NotAllowed where the names are not those of this ballot, or somebody voted who is not there (7.1).
    """
    with uow:
        stored = uow.elections.get(election)
        file = _under_way(stored, uow)
        _refuse_another_ballot(stored, ballot)
        present = _were_there(file, at)
        if not set(ballot.voters) <= set(present):
            raise NotAllowed("Only members present take part in an election (Art. 7.1).")
        elected = elected_in(ballot, on=stored.held_on)
        eliminated = () if elected else next_ballot(ballot).eliminated
        changed = replace(stored, ballots=(*stored.ballots, replace(ballot, eliminated=eliminated)))
        if elected is not None:
            changed = _elect(changed, elected, file, uow)
        saved = uow.elections.save(changed)
        findings = (
            officer_is_elected(ballot=ballot, on=stored.held_on, in_office=len(file.serving)),
            only_those_present_voted(voters=ballot.voters, present=present),
        )
        uow.commit(reason=reason, findings=findings)
    return Act(record=saved, findings=findings)


def decide_tie(
    election: UUID,
    candidates: Collection[MemberId],
    *,
    note: str,
    reason: str,
    uow: UnitOfWork,
) -> Act[Election]:
    """Record between whom the Commission goes on where Art. 7.4 leaves it open, and how it decided so.

    ``candidates`` are some or all of those of the last ballot. Raises NotAllowed, InvalidValue.
    """

    def decided(stored: Election, _file: SessionFile) -> Election:
        if not candidates_now(stored).tied:
            raise NotAllowed("Nothing is left open: the lowest names are eliminated (Art. 7.4).")
        last = stored.ballots[-1]
        if not candidates or not set(candidates) <= set(last.candidates):
            raise InvalidValue("candidates", "The next ballot is between names of the last one.")
        if not note.strip():
            raise InvalidValue("note", "Say what the Commission decided.")
        gone = tuple(name for name in last.candidates if name not in candidates)
        lines = (*stored.note.splitlines(), f"{last.number}. {' '.join(note.split())}")
        ballots = (*stored.ballots[:-1], replace(last, eliminated=gone))
        return replace(stored, ballots=ballots, note="\n".join(lines))

    return _changed(election, decided, reason=reason, uow=uow)


def _is_decided(election: Election, ballot: int) -> bool:
    return any(line.startswith(f"{ballot}. ") for line in election.note.splitlines())


def agree_on_procedure(
    election: UUID, procedure: str, *, question: UUID, reason: str, uow: UnitOfWork
) -> Act[Election]:
    """Record another procedure than a secret ballot, agreed on by all members present (Art. 7.2).

    ``question`` is the vote in which they all agreed, in the same session. Raises NotAllowed.
    """

    def agreed(stored: Election, file: SessionFile) -> Election:
        _refuse_unless_adopted(file, question, PROCEDURE)
        if not procedure.strip():
            raise InvalidValue("unanimous_procedure", "Say which procedure was agreed on.")
        return replace(stored, unanimous_procedure=procedure.strip())

    return _changed(election, agreed, reason=reason, uow=uow)


def elect_by_procedure(
    election: UUID, elected: MemberId, *, question: UUID, reason: str, uow: UnitOfWork
) -> Act[Election]:
    """Record who was elected by the procedure agreed on; it takes the same majority (Arts. 7.2, 7.3).

    ``question`` is the vote that elected, in the same session. Raises NotAllowed.
    """

    def by_procedure(stored: Election, file: SessionFile) -> Election:
        if not stored.unanimous_procedure:
            raise NotAllowed("Elections are by secret ballot: no other procedure was agreed on.")
        if elected not in stored.candidates:
            raise NotAllowed("This name does not stand for election in this ballot.")
        _refuse_unless_adopted(file, question, ELECTION)
        return _elect(stored, elected, file, uow)

    return _changed(election, by_procedure, reason=reason, uow=uow)


def break_off(election: UUID, *, note: str, reason: str, uow: UnitOfWork) -> Act[Election]:
    """End an election without an officer; its ballots stay on record. Raises NotAllowed."""

    def broken_off(stored: Election, _file: SessionFile) -> Election:
        lines = (*stored.note.splitlines(), *note.splitlines())
        return replace(stored, status=ElectionStatus.BROKEN_OFF, note="\n".join(lines))

    return _changed(election, broken_off, reason=reason, uow=uow)


def _changed(
    election: UUID,
    change: Callable[[Election, SessionFile], Election],
    *,
    reason: str,
    uow: UnitOfWork,
) -> Act[Election]:
    with uow:
        stored = uow.elections.get(election)
        changed = change(stored, _under_way(stored, uow))
        refuse_protected_names(changed, uow=uow)
        saved = uow.elections.save(changed)
        uow.commit(reason=reason)
    return Act(record=saved)


def _elect(election: Election, elected: MemberId, file: SessionFile, uow: UnitOfWork) -> Election:
    """Give the office to who was elected, from the day of the election on (Art. 8.1)."""
    day = election.held_on
    for member in file.period.members:
        offices = tuple(
            replace(held, ends=day)
            if _runs(held, day) and (member.id == elected or held.office is election.office)
            else held
            for held in member.offices
        )
        if member.id == elected:
            offices = (*offices, OfficeHeld(office=election.office, starts=day))
        if offices != member.offices:
            uow.members.save(replace(member, offices=offices))
    return replace(election, status=ElectionStatus.ELECTED, elected=elected)


def _runs(held: OfficeHeld, day: date) -> bool:
    return held.starts <= day and (held.ends is None or day < held.ends)


def _sitting(session: UUID, uow: UnitOfWork) -> SessionFile:
    file = read_session_file(session, uow=uow)
    refuse_final(file.minutes)
    refuse_unopened(file)
    return file


def _under_way(election: Election, uow: UnitOfWork) -> SessionFile:
    if election.status is not ElectionStatus.OPEN:
        raise NotAllowed("This election is over.")
    return _sitting(election.session, uow)


def _refuse_who_cannot_stand(election: Election, file: SessionFile) -> None:
    allowed = {member.id for member, _ in who_may_stand(file, election.office)}
    if not election.candidates:
        raise InvalidValue("candidates", "An election needs a candidate.")
    if not set(election.candidates) <= allowed:
        raise NotAllowed(
            "A candidate is in office on the day, and was not elected to another office in this "
            "session."
        )


def _were_there(file: SessionFile, at: datetime) -> tuple[MemberId, ...]:
    """Return who serves and came before a moment: no hour of a paper is kept, and its voter may have left."""
    came = {presence.member for presence in file.sheet.presences if presence.arrived <= at}
    return tuple(member.id for member in file.serving if member.id in came)


def _refuse_another_ballot(election: Election, ballot: Ballot) -> None:
    expected = candidates_now(election)
    if expected.tied:
        raise NotAllowed("The Commission decides first between whom the next ballot chooses.")
    if set(ballot.candidates) != set(expected.candidates):
        raise NotAllowed("The names are not those of the next ballot.")
    if ballot.number != len(election.ballots) + 1:
        raise NotAllowed("This ballot has been counted already.")


def _refuse_unless_adopted(file: SessionFile, question: UUID, decision: str) -> None:
    found: Question | None = next((q for q in file.questions if q.id == question), None)
    closed = found is not None and found.status is QuestionStatus.CLOSED
    if found is None or not closed or found.decision != decision:
        raise NotAllowed("There is no closed vote on this in the session.")
    if found.outcome is None or not found.outcome.adopted:
        raise NotAllowed("The vote ended otherwise.")

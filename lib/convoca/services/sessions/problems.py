"""What needs doing about the Commission's own business: reports, absences, recusals, explanations of vote, minutes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from convoca.domain.attendance import AttendanceSheet
from convoca.domain.finding import Verdict
from convoca.domain.programme import Session
from convoca.domain.vote import QuestionStatus
from convoca.rules.functioning import (
    member_is_not_recused,
    reasons_for_absence_are_on_record,
    reports_at_the_beginning_are_presented,
)
from convoca.services.minutes.stages import standing_of, still_to_do
from convoca.services.period_file import PeriodFile
from convoca.services.ports import UnitOfWork
from convoca.services.problems import Problem, Severity, SubjectKind, problems_from
from convoca.services.sessions.explanations import explanation_finding
from convoca.services.sessions.session_file import SessionFile, without_detail

_AFTER_THE_OPENING = frozenset({"make_the_minutes_final", "send_the_minutes_to_every_member"})


def business_problems(file: PeriodFile, *, today: date, uow: UnitOfWork) -> tuple[Problem, ...]:
    """Return what the sessions of a period leave to do, and explanations and minutes awaited of any period.

    ``uow`` is the open transaction in which the file was read.
    """
    absences = tuple(map(without_detail, uow.excused_absences.all(period=file.period.id)))
    found: list[Problem] = []
    for session in file.sessions:
        read = SessionFile(
            period=file,
            session=session,
            items=tuple(uow.items_of_business.all(session=session.id)),
            sheet=uow.attendance_sheets.find(session.id) or AttendanceSheet(id=session.id),
            absences=tuple(a for a in absences if a.session in {None, session.id}),
        )
        found += [*_of_absences(read, today), *_of_recusals(read, today, uow)]
        if is_first(file, session):
            found += _of_reports(read, today)
    return (*found, *_of_explanations(file, today, uow), *_of_minutes(file, today, uow))


def is_first(file: PeriodFile, session: Session) -> bool:
    """Whether a session is the first of its period; where none is placed, none is."""
    starts = {s.id: p.slot.start for s in file.sessions if (p := file.placement(s.id))}
    return bool(starts) and session.id == min(starts, key=lambda key: starts[key])


def _of_reports(file: SessionFile, today: date) -> Iterator[Problem]:
    """Judge the reports once the session has an order of business: before, nobody works with it."""
    if file.items:
        finding = reports_at_the_beginning_are_presented(
            items=file.items, first_session_day=file.day, today=today
        )
        yield from problems_from(
            SubjectKind.SESSION, file.session.id, file.session.title, finding, today
        )


def _of_absences(file: SessionFile, today: date) -> Iterator[Problem]:
    if file.sheet.opened is None:
        return
    there = file.sheet.ever_present()
    finding = reasons_for_absence_are_on_record(
        absent=[member for member in file.serving if member.id not in there],
        absences=file.absences,
        session=file.session.id,
        day=file.day,
        today=today,
    )
    yield from problems_from(
        SubjectKind.SESSION, file.session.id, file.session.title, finding, today
    )


def _of_recusals(file: SessionFile, today: date, uow: UnitOfWork) -> Iterator[Problem]:
    for item in file.items:
        for recusal in uow.recusals.all(activity=item.id, upheld=None):
            member = file.member_by_id.get(recusal.member)
            if member is not None:
                finding = member_is_not_recused(member=member, recusals=(recusal,))
                yield from problems_from(
                    SubjectKind.SESSION,
                    file.session.id,
                    file.session.title,
                    finding,
                    today,
                    about=item.title,
                )


def _of_explanations(file: PeriodFile, today: date, uow: UnitOfWork) -> Iterator[Problem]:
    """Yield those announced that may still come; who is late has desisted (Art. 19.4)."""
    periods = {period.id: period for period in file.periods}
    for explanation in uow.explanations_of_vote.all(presented_on=None):
        question = uow.questions.get(explanation.question)
        session = uow.sessions.find(question.session) if question.session else None
        member = file.member_by_id.get(explanation.member)
        if session is None or member is None or question.status is not QuestionStatus.CLOSED:
            continue
        period = periods[question.period]
        finding = explanation_finding(question, period, None, today)
        if finding.verdict is Verdict.UNDETERMINED:
            for problem in problems_from(
                SubjectKind.SESSION, session.id, session.title, finding, today, about=member.name
            ):
                yield replace(problem, period=period.number)


def _of_minutes(file: PeriodFile, today: date, uow: UnitOfWork) -> Iterator[Problem]:
    """Yield minutes that circulate and are not final, of whichever period (Art. 20.2)."""
    periods = {period.id: period for period in file.periods}
    for life in uow.circulations.all(approved_on=None):
        session, minutes = uow.sessions.get(life.id), uow.session_minutes.find(life.id)
        period = periods[session.period]
        if minutes is None or period.is_example != file.period.is_example:
            continue
        standing = standing_of(minutes, life, replace(file, period=period), today=today)
        finding = still_to_do(standing, file.member_by_id)
        if finding is None:
            continue
        for problem in problems_from(
            SubjectKind.SESSION, session.id, session.title, finding, today
        ):
            yield replace(_without_a_day_gone_by(problem), period=period.number)


def _without_a_day_gone_by(problem: Problem) -> Problem:
    """Leave out the opening where it is over: it was the last day for objections, not for what is left."""
    if problem.finding.cure in _AFTER_THE_OPENING:
        return replace(problem, due=None, severity=Severity.LATER)
    return problem

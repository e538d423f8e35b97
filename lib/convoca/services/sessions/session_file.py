"""The file of a session: its business, attendance, votes and elections, read in one transaction."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from convoca.domain.attendance import AttendanceSheet, ExcusedAbsence
from convoca.domain.election import Election
from convoca.domain.errors import NotFound
from convoca.domain.identifiers import MemberId, SessionId
from convoca.domain.member import Member, members_in_office
from convoca.domain.order_of_business import ItemOfBusiness
from convoca.domain.programme import Recusal, Session
from convoca.domain.slot import seat_date
from convoca.domain.vote import ExplanationOfVote, Question
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SessionFile:
    """A session with all that belongs to it. Confidential: it is read for the Secretariat alone.

    ``absences`` are those announced for this session or for days of its period; their ``detail`` is
    blank here. ``recusals`` are those of the period's matters and of this session's items, ``questions``
    those put to the vote in it, ``explanations`` and ``all_questions`` those of the whole period.
    """

    period: PeriodFile
    session: Session
    items: tuple[ItemOfBusiness, ...] = ()
    sheet: AttendanceSheet
    absences: tuple[ExcusedAbsence, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    questions: tuple[Question, ...] = ()
    all_questions: tuple[Question, ...] = ()
    explanations: tuple[ExplanationOfVote, ...] = ()
    elections: tuple[Election, ...] = ()

    @cached_property
    def item_by_id(self) -> dict[UUID, ItemOfBusiness]:
        return {item.id: item for item in self.items}

    @property
    def day(self) -> date:
        """Return the day of the session: placed, or else when it was opened, or the period opens."""
        placement = self.period.placement(self.session.id)
        if placement is not None:
            return placement.slot.wall_date
        return seat_date(self.sheet.opened) if self.sheet.opened else self.period.period.opens

    @cached_property
    def in_office(self) -> tuple[Member, ...]:
        """Return the members in office on the day of the session."""
        return members_in_office(self.period.members, self.day)

    @property
    def member_by_id(self) -> dict[MemberId, Member]:
        return self.period.member_by_id


def read_session_file(session: SessionId | UUID, *, uow: UnitOfWork) -> SessionFile:
    """Read everything about one session within an open transaction. Raises NotFound."""
    found = uow.sessions.find(session)
    if found is None:
        raise NotFound("session", session)
    file = read_period_file(found.period, uow=uow)
    items = tuple(uow.items_of_business.all(session=found.id))
    own = {item.id for item in items} | file.records.keys()
    questions = tuple(uow.questions.all(period=found.period))
    ids = {question.id for question in questions}
    return SessionFile(
        period=file,
        session=found,
        items=items,
        sheet=uow.attendance_sheets.find(found.id) or AttendanceSheet(id=found.id),
        absences=tuple(
            without_detail(absence)
            for absence in uow.excused_absences.all(period=found.period)
            if absence.session in {None, found.id}
        ),
        recusals=tuple(r for r in uow.recusals.all() if r.activity in own),
        questions=tuple(q for q in questions if q.session == found.id),
        all_questions=questions,
        explanations=tuple(e for e in uow.explanations_of_vote.all() if e.question in ids),
        elections=tuple(uow.elections.all(session=found.id)),
    )


def without_detail(absence: ExcusedAbsence) -> ExcusedAbsence:
    """Return an absence without what may be data about health (Art. 14.4)."""
    return replace(absence, detail="")

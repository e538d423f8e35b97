"""The file of a session: its business, attendance, votes and elections, read in one transaction."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from convoca.domain.attendance import AttendanceSheet, ExcusedAbsence
from convoca.domain.election import Election
from convoca.domain.errors import NotAllowed, NotFound
from convoca.domain.identifiers import MemberId, SessionId
from convoca.domain.member import Member, Office, members_in_office
from convoca.domain.minutes import MinutesStatus, SessionMinutes
from convoca.domain.order_of_business import ItemOfBusiness
from convoca.domain.programme import Recusal, Session
from convoca.domain.slot import seat_date, zone_info
from convoca.domain.vote import ExplanationOfVote, Question
from convoca.rules.provision import provision
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SessionFile:
    """A session with all that belongs to it. Confidential: it is read for the Secretariat alone.

    ``absences`` are those announced for this session or for days of its period; their ``detail`` is
    blank here. ``questions`` are those put to the vote in it, ``explanations`` and ``all_questions``
    those of the whole period. ``related`` says for each item what else is on record about the same
    matter (its activity, the items it was carried over from, what bears the same number in any
    period); ``recusals`` are those of the period's activities and of everything related.
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
    related: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)

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

    @property
    def minutes(self) -> SessionMinutes | None:
        return self.period.session_minutes.get(self.session.id)

    @property
    def zone(self) -> str:
        placement = self.period.placement(self.session.id)
        return placement.slot.zone if placement else self.period.period.zone

    def day_of(self, moment: datetime) -> date:
        """Return the day of a moment on the wall clock of the place."""
        return moment.astimezone(zone_info(self.zone)).date()

    @cached_property
    def in_office(self) -> tuple[Member, ...]:
        """Return the members in office on the day of the session by their terms."""
        return members_in_office(self.period.members, self.day)

    @cached_property
    def may_continue(self) -> tuple[Member, ...]:
        """Return whose term was the last to end, while a seat is vacant (Art. 2.2).

        Whether one of them goes on serving no date says: he or she is counted once recorded present.
        """
        last = {m: max(t.ends for t in m.terms) for m in self.period.members if m.terms}
        ended = {member: day for member, day in last.items() if day < self.day}
        if not self._vacant or not ended:
            return ()
        latest = max(ended.values())
        return tuple(member for member, day in ended.items() if day == latest)

    @cached_property
    def continuing(self) -> tuple[Member, ...]:
        """Return who continues to serve (Art. 2.2): recorded at this session, as far as seats are vacant."""
        there = self.sheet.ever_present()
        found = [member for member in self.may_continue if member.id in there]
        return tuple(sorted(found, key=lambda m: there.index(m.id))[: self._vacant])

    @property
    def _vacant(self) -> int:
        seats = provision("members_of_the_commission", on=self.day).value
        return max(0, seats - len(self.in_office))

    @cached_property
    def serving(self) -> tuple[Member, ...]:
        """Return who is in office or continues to serve, in order of precedence (Art. 3)."""
        return in_precedence((*self.in_office, *self.continuing), self.day)

    @property
    def member_by_id(self) -> dict[MemberId, Member]:
        return self.period.member_by_id


def in_precedence(members: Iterable[Member], day: date) -> tuple[Member, ...]:
    """Order members as Art. 3 does: the board, then by seniority; ages are not on record, so names last."""

    def place(member: Member) -> tuple[int, date, str]:
        held = [n for n, office in enumerate(Office) if member.holds(office, day)]
        since = min((t.starts for t in member.terms if t.starts <= day), default=date.max)
        return min(held, default=len(Office)), since, member.name

    return tuple(sorted(members, key=place))


def read_session_file(session: SessionId | UUID, *, uow: UnitOfWork) -> SessionFile:
    """Read everything about one session within an open transaction. Raises NotFound."""
    found = uow.sessions.find(session)
    if found is None:
        raise NotFound("session", session)
    file = read_period_file(found.period, uow=uow)
    items = tuple(sorted(uow.items_of_business.all(session=found.id), key=lambda i: i.number))
    related = {item.id: _related(item, file, uow) for item in items}
    own = frozenset().union(*related.values()) | file.records.keys()
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
        related=related,
    )


def _related(item: ItemOfBusiness, file: PeriodFile, uow: UnitOfWork) -> frozenset[UUID]:
    chain = [item, *_carried_from(item, uow)]
    found = {each.id for each in chain} | {each.activity for each in chain if each.activity}
    if item.matter_number:
        for kind in (uow.items_of_business, uow.hearings, uow.meetings):
            found |= {record.id for record in kind.all(matter_number=item.matter_number)}
    return frozenset(_with_joined(found, file))


def _carried_from(item: ItemOfBusiness, uow: UnitOfWork) -> Iterator[ItemOfBusiness]:
    seen = {item.id}
    while item.carried_from and item.carried_from not in seen:
        item = uow.items_of_business.get(item.carried_from)
        seen.add(item.id)
        yield item


def _with_joined(activities: Collection[UUID], file: PeriodFile) -> Iterator[UUID]:
    """Yield activities with the hearings that they took over: who is recused from one is from all."""
    found = list(activities)
    for kept in found:
        found += [j.other for j in file.joinings if j.kept == kept and j.other not in found]
    return iter(found)


def refuse_final(minutes: SessionMinutes | None) -> None:
    """Stop a change of what minutes that are final rest on. Raises NotAllowed."""
    if minutes is not None and minutes.status is MinutesStatus.FINAL:
        raise NotAllowed(
            "The minutes of this session are final. What is wrong in them takes a new decision."
        )


def without_detail(absence: ExcusedAbsence) -> ExcusedAbsence:
    """Return an absence without what may be data about health (Art. 14.4)."""
    return replace(absence, detail="")

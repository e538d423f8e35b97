"""Attendance at a session on the page Sessions: who is there, who was excused, whether there is a quorum."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from convoca.app.models.sessions import SessionsModel
from convoca.app.models.typed import Typed, Values, as_json
from convoca.domain.attendance import AbsenceReason, ExcusedAbsence, Presence
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, new_id
from convoca.domain.member import Member, Office
from convoca.services.sessions import attendance as services
from convoca.services.sessions.attendance import AttendanceNow, QuorumSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One member at one moment: ``presences`` are all times that he or she was there.

    ``may_continue``: the term has ended and a seat is vacant (Art. 2.2).
    """

    member: Member
    office: Office | None
    is_there: bool
    presences: tuple[Presence, ...]
    absence: ExcusedAbsence | None
    may_continue: bool


class AttendanceModel:
    """Who is at the session that the page shows."""

    def __init__(self, model: SessionsModel) -> None:
        self._model = model

    # What is on record ---------------------------------------------------------------------------

    def now(self) -> AttendanceNow:
        """Return who is there at the moment that the page is about."""
        return services.attendance_at(self._model.file, self._model.moment())

    def seats(self) -> tuple[Seat, ...]:
        """Return every member in order of precedence."""
        file, there = self._model.file, {member.id for member in self.now().present}
        in_office = {member.id for member in file.in_office}
        return tuple(
            Seat(
                member=member,
                office=services.office_of(member, file.day),
                is_there=member.id in there,
                presences=self.presences(member.id),
                absence=services.absence_of(file, member.id),
                may_continue=member.id not in in_office,
            )
            for member in self._model.members
        )

    def presences(self, member: MemberId) -> tuple[Presence, ...]:
        return tuple(p for p in self._model.file.sheet.presences if p.member == member)

    def spans(self) -> tuple[QuorumSpan, ...]:
        """Return from when to when there was a quorum and was none."""
        return services.quorum_spans(self._model.file, self._model.moment())

    def awaited(self) -> tuple[MemberId, ...]:
        """Return who is in office, not there, and not excused."""
        return tuple(member.id for member in self.now().not_there)

    # The session ---------------------------------------------------------------------------------

    def open(self, hour: time | None, *, reason: str) -> None:
        at, session = self._model.instant(hour), self._session
        self._model.act_again(
            lambda uow: services.open_session(session, at=at, reason=reason, uow=uow)
        )

    def close(self, hour: time | None, *, reason: str) -> None:
        at, session = self._model.instant(hour), self._session
        self._model.act_again(
            lambda uow: services.close_session(session, at=at, reason=reason, uow=uow)
        )

    def take_back(self, *, reason: str) -> None:
        """Undo the close, or before it the opening."""
        at, session = self._model.office.now(), self._session
        undo = (
            services.reopen_session
            if self._model.file.sheet.closed is not None
            else services.take_back_opening
        )
        self._model.act_again(lambda uow: undo(session, at=at, reason=reason, uow=uow))

    # Members -------------------------------------------------------------------------------------

    def arrive(self, members: Iterable[MemberId], *, hour: time | None, reason: str) -> None:
        """Let members come in, at an hour of the session's day or now."""
        for member in members:
            self._come_or_go(member, is_there=False, hour=hour, reason=reason)

    def leave(self, member: MemberId, *, hour: time | None, reason: str) -> None:
        self._come_or_go(member, is_there=True, hour=hour, reason=reason)

    def _come_or_go(
        self, member: MemberId, *, is_there: bool, hour: time | None, reason: str
    ) -> None:
        at, session = self._model.instant(hour), self._session
        move = services.leave if is_there else services.arrive
        self._model.act_again(lambda uow: move(session, member, at=at, reason=reason, uow=uow))

    def typed_times(self, member: MemberId) -> tuple[Values, ...]:
        """Return from when to when a member was there, as rows of a form."""
        wall = self._model.wall
        return tuple(
            {
                "arrived": as_json(wall(p.arrived).replace(second=0, microsecond=0)),
                "left": as_json(wall(p.left).replace(second=0, microsecond=0)) if p.left else "",
            }
            for p in self.presences(member)
        )

    def correct(self, member: MemberId, rows: Iterable[Values], *, reason: str) -> None:
        """Write anew from when to when a member was there. Raises InvalidValue, NotAllowed."""
        before, typed = self.presences(member), tuple(Typed(row) for row in rows)
        if any(row.hour("arrived") is None for row in typed):
            raise InvalidValue("arrived", "Say at which hour the member came in.")
        instant = self._model.instant
        times = tuple(
            (instant(row.hour("arrived")), instant(left) if (left := row.hour("left")) else None)
            for row in typed
        )
        kept = tuple(_with_seconds(before, *span) for span in times)
        at, session = self._model.office.now(), self._session
        self._model.act_again(
            lambda uow: services.correct_times(session, member, kept, at=at, reason=reason, uow=uow)
        )

    # Absences ------------------------------------------------------------------------------------

    def announce(self, typed: Typed, *, reason: str) -> None:
        """Record that a member said that he or she cannot come. Raises InvalidValue."""
        member, announced_on = typed.key("member"), typed.day("announced_on")
        if member is None:
            raise InvalidValue("member", "Choose the member.")
        if announced_on is None:
            raise InvalidValue("announced_on", "Say on which day it was announced.")
        file, of_days = self._model.file, typed.flag("of_days")
        absence = ExcusedAbsence(
            id=new_id(),
            period=file.period.period.id,
            member=MemberId(member),
            announced_on=announced_on,
            reason=typed.choice("reason", AbsenceReason.ILLNESS),
            session=None if of_days else file.session.id,
            first_day=typed.day("first_day") if of_days else None,
            last_day=typed.day("last_day") if of_days else None,
            president_told_on=typed.day("president_told_on"),
            detail=typed.text("detail"),
        )
        self._model.act_again(
            lambda uow: services.announce_absence(absence, reason=reason, uow=uow)
        )

    def tell_president(self, absence: UUID, on: date, *, reason: str) -> None:
        self._model.act_again(
            lambda uow: services.tell_president(absence, on=on, reason=reason, uow=uow)
        )

    def withdraw(self, absence: UUID, *, reason: str) -> None:
        """Forget an absence that was announced, with what was said of it."""
        self._model.act_again(
            lambda uow: services.withdraw_absence(absence, reason=reason, uow=uow)
        )

    def reveal(self, absence: UUID, *, reason: str) -> str:
        """Return what was said of an absence; that it was read, and why, goes on record."""
        return self._model.act_again(
            lambda uow: services.reveal_absence(absence, reason=reason, uow=uow)
        )

    @property
    def _session(self) -> UUID:
        return self._model.file.session.id


def _with_seconds(
    before: tuple[Presence, ...], arrived: datetime, left: datetime | None
) -> tuple[datetime, datetime | None]:
    """Keep the seconds on record where nobody changed the minute."""
    known = [moment for p in before for moment in (p.arrived, p.left) if moment]

    def exact(moment: datetime) -> datetime:
        same = (k for k in known if k.replace(second=0, microsecond=0) == moment)
        return next(same, moment)

    return exact(arrived), exact(left) if left else None

"""What the page Sessions knows: every session on record, and the file of the one that is chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from operator import attrgetter
from uuid import UUID

from traitlets import HasTraits, Instance, Int, Tuple

from convoca.app.models.acting import Acting
from convoca.app.models.history import entries_since, newest_entry
from convoca.bootstrap import Convoca
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, PeriodId, SessionId
from convoca.domain.member import Member
from convoca.domain.order_of_business import ItemOfBusiness, ItemOutcome
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import ActivityKind, Session
from convoca.domain.slot import Slot, local_instant, zone_info
from convoca.services.ports import UnitOfWork
from convoca.services.sessions.session_file import SessionFile, read_session_file

#: Of a sheet that is closed, the last instant at which anybody was still there.
_LAST = datetime.resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One session on record with its period and, once it is placed, its hours; ``is_over``: closed."""

    session: Session
    period: PeriodOfSessions
    slot: Slot | None
    is_over: bool

    @property
    def id(self) -> SessionId:
        return self.session.id

    @property
    def day(self) -> date:
        return self.slot.wall_date if self.slot else self.period.opens

    @property
    def order(self) -> tuple[date, bool, str, str]:
        """The order in which sessions are held; in a period, those without an hour come last."""
        start = self.slot.start.isoformat() if self.slot else ""
        return self.period.opens, self.slot is None, start, self.session.title


def session_lines(uow: UnitOfWork) -> tuple[SessionLine, ...]:
    """Read every session on record, in the order in which they are held."""
    periods = {period.id: period for period in uow.periods.all()}
    slots = {p.id: p.slot for p in uow.placements.all(kind=ActivityKind.SESSION)}
    over = {sheet.id for sheet in uow.attendance_sheets.all() if sheet.closed}
    lines = (
        SessionLine(session=s, period=periods[s.period], slot=slots.get(s.id), is_over=s.id in over)
        for s in uow.sessions.all()
    )
    return tuple(sorted(lines, key=attrgetter("order")))


def usual_session(
    lines: Iterable[SessionLine], period: PeriodId, now: datetime
) -> SessionLine | None:
    """Return the session of a period that sits or comes next; the last one where all are over."""
    own = [line for line in lines if line.period.id == period]
    ahead = (line for line in own if line.slot is None or line.slot.end > now)
    return next(ahead, own[-1] if own else None)


class SessionsModel(Acting, HasTraits):
    """One session. Whatever changes the store reads it again."""

    file = Instance(SessionFile)
    lines = Tuple(help="Every session on record, in the order in which they are held.")
    item = Instance(UUID, allow_none=True, help="The item that is dealt with.")
    tab = Int(help="Which part of the page is open, from 0.")

    def __init__(self, office: Convoca, session: SessionId) -> None:
        self.office = office
        file, lines = self._read(session)
        super().__init__(file=file, lines=lines)
        self.item = self._usual_item()

    # What is on record ---------------------------------------------------------------------------

    @property
    def today(self) -> date:
        return self.office.today()

    @property
    def number(self) -> int:
        return self.file.period.period.number

    @property
    def line(self) -> SessionLine:
        return next(line for line in self.lines if line.id == self.file.session.id)

    @property
    def slot(self) -> Slot | None:
        placement = self.file.period.placement(self.file.session.id)
        return placement.slot if placement else None

    @property
    def items(self) -> tuple[ItemOfBusiness, ...]:
        return tuple(sorted(self.file.items, key=attrgetter("number")))

    @property
    def chosen(self) -> ItemOfBusiness | None:
        """The item that is dealt with."""
        return self.file.item_by_id.get(self.item) if self.item else None

    def name(self, member: MemberId) -> str:
        found = self.file.member_by_id.get(member)
        return found.name if found else str(member)[:8]

    def names(self, members: Iterable[MemberId]) -> tuple[str, ...]:
        return tuple(self.name(member) for member in members)

    @property
    def members(self) -> tuple[Member, ...]:
        """Return who serves, by precedence, and then who may continue to while a seat is vacant (Art. 2.2)."""
        file = self.file
        return (*file.serving, *(m for m in file.may_continue if m not in file.serving))

    def by_precedence(self, members: Iterable[MemberId]) -> tuple[MemberId, ...]:
        """Return some members in the order of the roll; who is not on it comes last."""
        place = {member.id: number for number, member in enumerate(self.members)}
        return tuple(sorted(members, key=lambda member: place.get(member, len(place))))

    # The clock -----------------------------------------------------------------------------------

    @property
    def is_sitting(self) -> bool:
        return self.file.sheet.opened is not None and self.file.sheet.closed is None

    def moment(self) -> datetime:
        """Return the moment that the page is about: now, or the last one of a session that is closed."""
        closed, now = self.file.sheet.closed, self.office.now()
        return min(now, closed - _LAST) if closed else now

    def wall(self, moment: datetime) -> time:
        """Return what the clock on the wall says at an instant."""
        return moment.astimezone(zone_info(self.file.zone)).time()

    def instant(self, hour: time | None) -> datetime:
        """Return the instant of an hour on the day on which the session sits; None is now.

        Of an hour that the clocks show twice it is the first. Raises InvalidValue for one that they
        skip, or that is yet to come.
        """
        now = self.office.now()
        if hour is None:
            return now
        opened = self.file.sheet.opened
        day = self.file.day_of(opened) if opened else self.file.day
        moment = local_instant(day, hour, self.file.zone, second=False)
        if moment > now:
            raise InvalidValue("hour", "This hour is yet to come.")
        return moment

    # Choosing ------------------------------------------------------------------------------------

    def choose(self, session: SessionId) -> None:
        """Turn to another session."""
        with self.hold_trait_notifications():
            self.file, self.lines = self._read(session)
            self.item = self._usual_item()

    def refresh(self) -> None:
        before = self.file
        with self.hold_trait_notifications():
            self.file, self.lines = self._read(self.file.session.id)
            if self.item not in self.file.item_by_id and (self.item or not before.items):
                self.item = self._usual_item()

    def _read(self, session: SessionId) -> tuple[SessionFile, tuple[SessionLine, ...]]:
        with self.office.reading() as uow:
            self._seen = newest_entry(uow)
            return read_session_file(session, uow=uow), session_lines(uow)

    def _usual_item(self) -> UUID | None:
        """Return the first item that nobody dealt with yet."""
        waiting = (item for item in self.items if item.outcome is ItemOutcome.OPEN)
        return next((item.id for item in (*waiting, *self.items)), None)

    def look(self) -> str | None:
        """Read the store again where somebody changed it; return who changed something of this session."""
        with self.office.reading() as uow:
            since = entries_since(self._seen, uow)
        if not since:
            return None
        before = self.file
        self.refresh()
        return since[0].actor if before != self.file else None

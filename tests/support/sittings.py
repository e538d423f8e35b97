"""A session of seven invented members, ready to be opened, over any store."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4, uuid5

from convoca.domain.identifiers import MemberId, PeriodId, RoomId, SessionId, StateCode
from convoca.domain.member import Member, Office, OfficeHeld, Term
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import ActivityKind, Placement, Session
from convoca.domain.slot import Slot
from convoca.domain.vote import Question
from convoca.services.ports import UnitOfWork
from convoca.services.sessions.attendance import arrive, open_session
from convoca.services.sessions.order_of_business import add_item
from convoca.services.sessions.session_file import SessionFile, read_session_file
from support.builders import a_member, a_period

_SPACE = UUID("00000000-0000-4000-8000-000000000005")
ZONE = "America/New_York"
#: Ten o'clock in Washington on the first day of the period 901.
TEN = datetime(2027, 3, 1, 15, tzinfo=UTC)
BOARD = (Office.PRESIDENT, Office.FIRST_VICE_PRESIDENT, Office.SECOND_VICE_PRESIDENT)


def same_id(*words: object) -> UUID:
    """The same identifier for the same words, so that two stores can be compared."""
    return uuid5(_SPACE, "/".join(map(str, words)))


def at(minutes: float) -> datetime:
    """So many minutes after ten o'clock."""
    return TEN + timedelta(minutes=minutes)


def seven_members(*nationalities: str) -> tuple[Member, ...]:
    """Seven members; the first three are the board, the first one the longest in office."""
    states = nationalities or ("MX", "CO", "BR", "GT", "PE", "AR", "JM")
    return tuple(
        a_member(
            f"Example Member {number}",
            state,
            id=MemberId(same_id("member", number)),
            terms=(Term(starts=date(2024, 1, number), ends=date(2027, 12, 31)),),
            offices=(
                (OfficeHeld(office=BOARD[number - 1], starts=date(2026, 3, 2)),)
                if number <= len(BOARD)
                else ()
            ),
        )
        for number, state in enumerate(states, start=1)
    )


@dataclass(frozen=True)
class Sitting:
    """A stored session, and short names for what tests do in it."""

    uow: UnitOfWork
    period: PeriodOfSessions
    session: Session
    members: tuple[Member, ...]

    def file(self) -> SessionFile:
        with self.uow:
            return read_session_file(self.session.id, uow=self.uow)

    def member(self, number: int) -> MemberId:
        """The member of that number, from 1 on."""
        return self.members[number - 1].id

    def open(self, numbers: Iterable[int] = range(1, 8)) -> None:
        for number in numbers:
            arrive(self.session.id, self.member(number), at=TEN, reason="x", uow=self.uow)
        open_session(self.session.id, at=TEN, reason="x", uow=self.uow)

    def item(self, *states: str, **changes: object) -> ItemOfBusiness:
        values: dict[str, object] = {
            "id": uuid4(),
            "session": self.session.id,
            "number": 0,
            "kind": ItemKind.CASE,
            "title": "Example case",
            "states": tuple(map(StateCode, states)),
        }
        made = ItemOfBusiness(**{**values, **changes})  # type: ignore[arg-type]
        return add_item(made, reason="x", uow=self.uow)

    def question(self, **changes: object) -> Question:
        values: dict[str, object] = {
            "id": uuid4(),
            "period": self.period.id,
            "session": self.session.id,
            "decision": "other",
            "text": "Whether the example is adopted.",
        }
        return Question(**{**values, **changes})  # type: ignore[arg-type]

    def another(self, title: str, *, days: int, uow: UnitOfWork | None = None) -> Session:
        """Another session of the period, so many days after the first."""
        store = uow or self.uow
        with store:
            made = _store_session(title, self.period, days, store)
            store.commit(reason="x")
        return made


def a_sitting(
    uow: UnitOfWork, *, members: Iterable[Member] | None = None, title: str = "Example session"
) -> Sitting:
    """Store a period with one session and its members."""
    everybody = tuple(members) if members is not None else seven_members()
    (place,) = a_period().places
    rooms = tuple(
        type(room)(id=RoomId(same_id("room", n)), name=room.name)
        for n, room in enumerate(place.rooms)
    )
    period = a_period(
        id=PeriodId(same_id("period")),
        places=(type(place)(**{**_values(place), "rooms": rooms}),),
    )
    with uow:
        stored = tuple(uow.members.save(member) for member in everybody)
        kept = uow.periods.save(period)
        session = _store_session(title, kept, 0, uow)
        uow.commit(reason="x")
    return Sitting(uow=uow, period=kept, session=session, members=stored)


def _values(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__slots__}  # type: ignore[attr-defined]


def _store_session(title: str, period: PeriodOfSessions, days: int, uow: UnitOfWork) -> Session:
    session = uow.sessions.save(
        Session(id=SessionId(same_id("session", title)), period=period.id, title=title)
    )
    day = period.opens + timedelta(days=days)
    uow.placements.save(
        Placement(
            id=session.id,
            period=period.id,
            kind=ActivityKind.SESSION,
            slot=Slot.local(day, time(10), minutes=180, zone=ZONE),
            room=period.rooms[0].id,
        )
    )
    return session

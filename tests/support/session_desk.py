"""The page Sessions over a session of seven members in memory, with a clock that a test moves."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models.sessions import SessionsModel
from convoca.app.pages.sessions_desk import Desk
from convoca.domain.language import Language
from convoca.domain.member_state import MemberState
from convoca.domain.slot import seat_date
from support.builders import MX
from support.fake_store import FakeStore, FakeUnitOfWork
from support.sittings import TEN, Sitting, a_sitting

MEXICO = MemberState(
    code=MX, name_en="Mexico", name_es="México", capital="Mexico City", zone="America/Mexico_City"
)


@dataclass
class OfficeOfSessions:
    store: FakeStore
    clock: datetime = TEN

    def now(self) -> datetime:
        return self.clock

    def today(self) -> date:
        return seat_date(self.clock)

    def reading(self) -> FakeUnitOfWork:
        return FakeUnitOfWork(self.store, now=self.clock)

    def unit_of_work(self) -> FakeUnitOfWork:
        return FakeUnitOfWork(self.store, now=self.clock)

    def wait(self, minutes: int) -> None:
        self.clock += timedelta(minutes=minutes)


@dataclass
class SessionDesk:
    """A sitting and somebody at the page about it."""

    sitting: Sitting
    office: OfficeOfSessions

    def desk(self, *, language: Language = Language.ENGLISH, **asked: str) -> Desk:
        visit = Visit("sessions", language, asked, "", Channel())
        return Desk(visit, SessionsModel(self.office, self.sitting.session.id))  # type: ignore[arg-type]


def a_session_desk() -> SessionDesk:
    """A session that is not open yet, and a page that knows one State."""
    store = FakeStore()
    sitting = a_sitting(FakeUnitOfWork(store))
    with sitting.uow as uow:
        uow.states.save(MEXICO)
        uow.commit(reason="x")
    return SessionDesk(sitting, OfficeOfSessions(store))

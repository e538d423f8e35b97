"""A session of an example period with its members, its business and the periods that follow it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from uuid import uuid4

from convoca.domain.attendance import AbsenceReason, AttendanceSheet, ExcusedAbsence, Presence
from convoca.domain.identifiers import SessionId
from convoca.domain.member import Office, OfficeHeld
from convoca.domain.minutes import (
    CirculationOfMinutes,
    MinutesStatus,
    ObservationOnMinutes,
    SessionMinutes,
)
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness, ItemOutcome
from convoca.domain.programme import ActivityKind, Placement, Session
from convoca.domain.slot import Slot
from convoca.domain.vote import (
    Electorate,
    Outcome,
    Question,
    QuestionStatus,
    Vote,
    VoteCast,
)
from convoca.services.minutes import circulation
from convoca.services.minutes.saving import save_session_minutes
from convoca.services.minutes.stages import MinutesStanding, standing_of
from convoca.services.ports import UnitOfWork
from convoca.services.read_models import MinutesProjection
from convoca.services.sessions.session_file import SessionFile, read_session_file
from support.builders import ROOM, a_member, a_period
from support.fake_store import FakeStore, FakeUnitOfWork

HELD = a_period()
NEXT = a_period(number=902, opens=date(2027, 7, 5), closes=date(2027, 7, 16), places=())
LAST = a_period(number=903, opens=date(2027, 11, 1), closes=date(2027, 11, 9), places=())
DAY = date(2027, 3, 2)


def _office(office: Office) -> dict[str, object]:
    return {"offices": (OfficeHeld(office=office, starts=date(2027, 1, 1)),)}


PRESIDENT = a_member("Example President", "CO", **_office(Office.PRESIDENT))
VICE = a_member("Example Vice-President", "BR", **_office(Office.FIRST_VICE_PRESIDENT))
THIRD, FOURTH, FIFTH = (a_member(f"Example Member {n}") for n in (3, 4, 5))
MEMBERS = (PRESIDENT, VICE, THIRD, FOURTH, FIFTH)
SESSION = Session(id=SessionId(uuid4()), period=HELD.id, title="Example session")
ITEM = ItemOfBusiness(
    id=uuid4(),
    session=SESSION.id,
    number=1,
    kind=ItemKind.MINUTES,
    title="Minutes of an earlier session",
    outcome=ItemOutcome.DEALT_WITH,
)


def at(hour: int, minute: int = 0) -> datetime:
    """An instant of the day of the session; Washington is five hours behind."""
    return datetime(2027, 3, 2, hour + 5, minute, tzinfo=UTC)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 17, tzinfo=UTC)


def a_document(projection: MinutesProjection) -> bytes:
    """What stands for the document: it says what the minutes say."""
    return repr(projection).encode()


def a_sheet(**changes: object) -> AttendanceSheet:
    """The President leaves at eleven, a member comes at ten, one never comes."""
    values: dict[str, object] = {
        "id": SESSION.id,
        "opened": at(9),
        "closed": at(12),
        "presences": (
            Presence(member=PRESIDENT.id, arrived=at(8, 50), left=at(11)),
            Presence(member=VICE.id, arrived=at(8, 55), left=at(12)),
            Presence(member=THIRD.id, arrived=at(9), left=at(12)),
            Presence(member=FOURTH.id, arrived=at(10), left=at(12)),
        ),
    }
    return AttendanceSheet(**{**values, **changes})  # type: ignore[arg-type]


def a_question(**changes: object) -> Question:
    """A question that was adopted with three votes against one."""
    values: dict[str, object] = {
        "id": uuid4(),
        "period": HELD.id,
        "session": SESSION.id,
        "item": ITEM.id,
        "decision": "minutes",
        "text": "Are the example minutes approved?",
        "status": QuestionStatus.CLOSED,
        "votes": (
            *(VoteCast(member=m.id, vote=Vote.IN_FAVOUR) for m in (PRESIDENT, VICE, THIRD)),
            VoteCast(member=FOURTH.id, vote=Vote.AGAINST),
        ),
        "electorate": Electorate(
            in_office=tuple(m.id for m in MEMBERS),
            present=tuple(m.id for m in MEMBERS[:4]),
            no_part=(FIFTH.id,),
        ),
        "outcome": Outcome(
            adopted=True, in_favour=3, against=1, abstaining=0, required=3, decided_on=DAY
        ),
    }
    return Question(**{**values, **changes})  # type: ignore[arg-type]


def an_absence(**changes: object) -> ExcusedAbsence:
    values: dict[str, object] = {
        "id": uuid4(),
        "period": HELD.id,
        "member": FIFTH.id,
        "announced_on": date(2027, 3, 1),
        "reason": AbsenceReason.ILLNESS,
        "session": SESSION.id,
        "detail": "Example detail about health",
    }
    return ExcusedAbsence(**{**values, **changes})  # type: ignore[arg-type]


def fill(uow: UnitOfWork) -> None:
    """Enter the members, the periods and the session; nothing has happened in it yet."""
    with uow:
        for member in MEMBERS:
            uow.members.save(member)
        for period in (HELD, NEXT, LAST):
            uow.periods.save(period)
        uow.sessions.save(SESSION)
        uow.placements.save(
            Placement(
                id=SESSION.id,
                period=HELD.id,
                kind=ActivityKind.SESSION,
                slot=Slot.local(DAY, time(9), minutes=180, zone="America/New_York"),
                room=ROOM,
                panel=(PRESIDENT.id, VICE.id),
            )
        )
        uow.items_of_business.save(ITEM)
        uow.commit(reason="Example")


@dataclass
class MinutesTable:
    """Minutes of the session on their way, in a store of their own."""

    uow: UnitOfWork = field(default_factory=lambda: FakeUnitOfWork(FakeStore()))

    def __post_init__(self) -> None:
        fill(self.uow)

    def enter(self, repository: str, record: object) -> None:
        with self.uow:
            getattr(self.uow, repository).save(record)
            self.uow.commit(reason="Example")

    @property
    def file(self) -> SessionFile:
        with self.uow:
            return read_session_file(SESSION.id, uow=self.uow)

    @property
    def minutes(self) -> SessionMinutes:
        with self.uow:
            return self.uow.session_minutes.find(SESSION.id) or SessionMinutes(id=SESSION.id)

    @property
    def life(self) -> CirculationOfMinutes:
        with self.uow:
            found = self.uow.circulations.find(SESSION.id)
        return found or CirculationOfMinutes(id=SESSION.id)

    def standing(self, today: date) -> MinutesStanding:
        return standing_of(self.minutes, self.life, self.file.period, today=today)

    def save(self, *, on: date = DAY, **changes: object) -> SessionMinutes:
        changed = replace(self.minutes, **changes)  # type: ignore[arg-type]
        return save_session_minutes(changed, reason="Example", now=noon(on), uow=self.uow)

    def complete(self, *, on: date = DAY) -> SessionMinutes:
        return self.save(
            on=on,
            status=MinutesStatus.COMPLETED,
            started=at(9),
            members_present=(PRESIDENT.id, VICE.id),
            matters=("Example matter",),
        )

    def circulate(self, on: date = date(2027, 4, 1), **changes: object) -> CirculationOfMinutes:
        life, _ = circulation.circulate(
            SESSION.id,
            document=a_document,
            reason="Circulated",
            now=noon(on),
            uow=self.uow,
            **changes,  # type: ignore[arg-type]
        )
        return life

    def observe(self, on: date, *, objects: bool = False) -> CirculationOfMinutes:
        observation = ObservationOnMinutes(
            member=THIRD.id, received_on=on, text="Example observation", objects=objects
        )
        return circulation.observe(
            SESSION.id, observation, reason="Observed", today=on, uow=self.uow
        )

    def decide(self, on: date) -> CirculationOfMinutes:
        return circulation.approve_by_decision(
            SESSION.id, decided_on=on, reason="Decided", today=on, uow=self.uow
        )

    def finalise(self, on: date) -> tuple[CirculationOfMinutes, bytes]:
        return circulation.finalise(
            SESSION.id, document=a_document, reason="Final", now=noon(on), uow=self.uow
        )

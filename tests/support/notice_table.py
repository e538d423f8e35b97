"""A period with one hearing of two parties in memory, and the short way to release, draft and serve."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from convoca.domain.hearing import Convocation, Hearing
from convoca.domain.identifiers import StateCode
from convoca.domain.member_state import MemberState
from convoca.domain.notice import Delivery, DeliveryState, Notice, NoticeKind, NoticeStatus
from convoca.domain.programme import Channel, Placement
from convoca.domain.release import Release, ReleaseKind
from convoca.domain.slot import SEAT_ZONE, Slot
from convoca.services.notices.drafting import Drafted, draft_notices
from convoca.services.notices.letters import Letter
from convoca.services.notices.notice_file import NoticeFile, read_notice_file
from convoca.services.notices.outbox import approve_notices
from convoca.services.notices.signatories import Secretary
from convoca.services.releases import current_entries
from support.builders import ROOM, a_hearing, a_period, a_placement
from support.fake_store import FakeStore, FakeUnitOfWork

NOW = datetime(2027, 1, 20, 15, tzinfo=UTC)
TODAY = NOW.date()
MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)
SECRETARIES = (Secretary(since=date(2026, 1, 1), name="Example Secretary"),)
MEXICO = MemberState(
    code=StateCode("MX"), name_en="Mexico", name_es="México", capital="Mexico City",
    zone="America/Mexico_City",
)  # fmt: skip


class PlainWriter:
    """Writes every word of a letter one after the other."""

    def subject(self, letter: Letter, /) -> str:
        return f"{letter.reference} {letter.kind}"

    def text(self, letter: Letter, /) -> str:
        return f"{letter.signatory} to {letter.addressee}: {letter.message} {letter.facts}"

    def docx(self, letter: Letter, text: str, /) -> bytes:
        return text.encode()

    def pdf(self, letter: Letter, text: str, /) -> bytes:
        return text.encode()


@dataclass
class NoticeTable:
    """A store with a period and hearings, each convoked, about Mexico, of an organisation and the State."""

    store: FakeStore = field(default_factory=FakeStore)
    period: Any = field(default_factory=a_period)
    hearings: list[Hearing] = field(default_factory=list)

    def uow(self, now: datetime = NOW) -> FakeUnitOfWork:
        return FakeUnitOfWork(self.store, now=now)

    @property
    def hearing(self) -> Hearing:
        with self.uow() as uow:
            found: Hearing = uow.hearings.get(self.hearings[0].id)
        return found

    @property
    def file(self) -> NoticeFile:
        with self.uow() as uow:
            return read_notice_file(self.period.id, uow=uow)

    def add(self, repository: str, record: Any) -> Any:
        with self.uow() as uow:
            saved = getattr(uow, repository).save(record)
            uow.commit(reason="Example")
        return saved

    def change(self, **changes: object) -> Hearing:
        saved: Hearing = self.add("hearings", replace(self.hearing, **changes))  # type: ignore[arg-type]
        return saved

    def place(self, *, day: date = MONDAY, hour: int = 9, number: int = 0, **more: object) -> None:
        hearing = self.hearings[number]
        slot = Slot.local(day, time(hour), minutes=hearing.minutes, zone=SEAT_ZONE)
        with self.uow() as uow:
            old: Placement | None = uow.placements.find(hearing.id)
            made = a_placement(hearing, slot=slot, **{"room": ROOM, **more})
            uow.placements.save(replace(made, version=old.version if old else 0))
            uow.commit(reason="Placed")

    def take_out(self) -> None:
        with self.uow() as uow:
            uow.placements.remove(uow.placements.get(self.hearings[0].id))
            uow.commit(reason="Taken out")

    def release(self, kind: ReleaseKind = ReleaseKind.NOTIFIED) -> Release:
        """Release the programme without asking what stands in the way."""
        file = self.file.file
        made: Release = self.add(
            "releases",
            Release(
                id=uuid4(),
                period=self.period.id,
                number=len(file.releases) + 1,
                kind=kind,
                made_at=NOW,
                made_by="coordinator",
                entries=current_entries(file),
            ),
        )
        return made

    def draft(self, now: datetime = NOW) -> Drafted:
        return draft_notices(self.period.id, now=now, uow=self.uow(now))

    def notices(self, *kinds: NoticeKind, open_only: bool = True) -> tuple[Notice, ...]:
        return tuple(
            n
            for n in self.file.notices
            if (not kinds or n.kind in kinds) and (n.is_open or not open_only)
        )

    def approve(self, ids: Iterable[UUID], now: datetime = NOW, **more: Any) -> tuple[Notice, ...]:
        return approve_notices(
            list(ids), writer=PlainWriter(), now=now, reason="Read", uow=self.uow(now),
            **{"secretaries": SECRETARIES, **more},
        )  # fmt: skip

    def serve(self, *notices: Notice, now: datetime = NOW, state: str = "handed_over") -> None:
        """Approve what is not approved yet, and record how an attempt to serve it ended."""
        drafts = [n.id for n in notices if n.status is NoticeStatus.DRAFT]
        self.approve(drafts, now)
        with self.uow(now) as uow:
            for notice in (uow.notices.get(n.id) for n in notices):
                delivery = Delivery(
                    id=uuid4(), notice=notice.id, at=now, channel=Channel.EMAIL,
                    language=notice.language, text_sha256=notice.text_sha256,
                    state=DeliveryState(state), by="coordinator",
                )  # fmt: skip
                uow.deliveries.save(delivery)
                if delivery.state.serves:
                    uow.notices.save(replace(notice, status=NoticeStatus.SERVED))
            uow.commit(reason="Served")


def a_notice_table(*, hearings: int = 1, **changes: object) -> NoticeTable:
    """Return a table on which the first hearing is placed on Monday at 9 and released to the parties."""
    table = NoticeTable()
    table.period = table.add("periods", table.period)
    table.add("states", MEXICO)
    convoked = Convocation(proposed_on=TODAY - timedelta(9), convoked_on=TODAY - timedelta(8))
    for number in range(hearings):
        made = a_hearing(table.period, convocation=convoked, title=f"Example matter {number}")
        table.hearings.append(table.add("hearings", replace(made, **changes)))  # type: ignore[arg-type]
        table.place(number=number, hour=9 + number)
    table.release()
    return table

"""A period with hearings in a store, and the short way to act on its draft."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from convoca.bootstrap import Convoca
from convoca.domain.hearing import Hearing
from convoca.domain.identifiers import RoomId
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import Placement
from convoca.services import programme
from convoca.services.period_file import PeriodFile, read_period_file
from support.builders import MX, ROOM, a_hearing, a_member, a_period

MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)
#: One example title and State for each hearing.
_STATES = ("MX", "PE", "CL", "BR", "GT", "CO")


@dataclass
class DraftTable:
    """A period on record with as many hearings as wanted, each about a State of its own."""

    convoca: Convoca
    period: PeriodOfSessions
    hearings: tuple[Hearing, ...]

    @property
    def file(self) -> PeriodFile:
        with self.convoca.reading() as uow:
            return read_period_file(self.period.id, uow=uow)

    def place(
        self, number: int, *, day: date = MONDAY, hour: int = 9, room: RoomId = ROOM
    ) -> Placement:
        return programme.place(
            self.file, self.hearings[number].id, day=day, hour=time(hour), room=room,
            reason="Placed", uow=self.uow(),
        )  # fmt: skip

    def placement(self, number: int) -> Placement | None:
        return self.file.placement(self.hearings[number].id)

    def where(self) -> dict[UUID, tuple[object, ...]]:
        """Return where everything is, whatever its version."""
        return {
            p.id: (p.slot, p.room, p.panel, p.lapsed, p.is_pinned)
            for p in self.file.placements.values()
        }

    def uow(self) -> Any:
        return self.convoca.unit_of_work()


def a_draft_table(convoca: Convoca, *, hearings: int = 3, members: int = 7) -> DraftTable:
    period = a_period()
    made = tuple(
        a_hearing(period, title=f"Example hearing {n}", states=(type(MX)(_STATES[n]),), parties=())
        for n in range(hearings)
    )
    with convoca.unit_of_work() as uow:
        period = uow.periods.save(period)
        for number in range(members):
            uow.members.save(a_member(f"Example Member {number}", "US"))
        made = tuple(uow.hearings.save(hearing) for hearing in made)
        uow.commit(reason="Example")
    return DraftTable(convoca, period, made)

"""Notices of 60 hearings with two parties each: drafted, drafted again after ten moved, reviewed, approved.

Seconds of the wall, and of the processor in brackets; on a store of SQLite, with progress.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.hearing import Convocation, Hearing
from convoca.domain.identifiers import RoomId
from convoca.domain.period_of_sessions import PeriodOfSessions, PeriodPlace, Room
from convoca.domain.release import Release, ReleaseKind
from convoca.domain.slot import SEAT_ZONE, Slot
from convoca.services.notices.drafting import draft_notices
from convoca.services.notices.outbox import approve_notices, outbox
from convoca.services.period_file import read_period_file
from convoca.services.releases import current_entries
from support.builders import a_hearing, a_period, a_placement
from support.notice_table import PlainWriter

HEARINGS, MOVED, AT_MOST = 60, 10, 10.0
NOW = datetime(2027, 1, 20, 15, tzinfo=UTC)
FIRST = date(2027, 3, 8)
T = TypeVar("T")


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_convoca(database=f"sqlite:///{folder}/store/convoca.db") as convoca,
    ):
        period = a_placed_period(convoca)
        release(convoca, period)
        print(f"{HEARINGS} hearings, 2 parties each{'':20}s       at most")
        steps: list[tuple[int, int]] = []

        def draft() -> int:
            def step(done: int, of: int) -> None:
                steps.append((done, of))

            made = draft_notices(period.id, now=NOW, uow=convoca.unit_of_work(), on_progress=step)
            return len(made.made)

        timed("drafted", draft, expected=2 * HEARINGS)
        timed("drafted again, nothing changed", draft, expected=0)
        move(convoca, period)
        release(convoca, period)
        timed(f"drafted after {MOVED} moved", draft, expected=2 * MOVED)
        timed(
            "outbox with its warnings",
            lambda: len(outbox(period.id, today=NOW.date(), uow=convoca.reading())),
            expected=2 * (HEARINGS + MOVED),
        )
        timed("all approved at once", lambda: approve(convoca, period), expected=2 * HEARINGS)
        print(f"progress was told {len(steps)} times, last {steps[-1]}")


def timed(name: str, act: Callable[[], int], *, expected: int) -> None:
    begin, worked = time.perf_counter(), time.process_time()
    found = act()
    wall, processor = time.perf_counter() - begin, time.process_time() - worked
    assert found == expected, (name, found, expected)
    print(f"{name:40}{found:5}{wall:8.2f} ({processor:.2f}){AT_MOST:6.0f}")


def a_placed_period(convoca: Convoca) -> PeriodOfSessions:
    rooms = tuple(Room(id=RoomId(uuid4()), name=f"Example Room {n}") for n in range(2))
    place = PeriodPlace(
        city="Washington, DC", country=None, opens=FIRST, closes=FIRST + timedelta(days=9),
        venue="Example building", rooms=rooms,
    )  # fmt: skip
    period = a_period(places=(place,), opens=FIRST, closes=FIRST + timedelta(days=9))
    convoked = Convocation(convoked_on=NOW.date())
    with convoca.unit_of_work() as uow:
        period = uow.periods.save(period)
        for number, (slot, room) in zip(range(HEARINGS), _places(rooms), strict=False):
            made = a_hearing(period, title=f"Example matter {number}", convocation=convoked)
            hearing: Hearing = uow.hearings.save(made)
            uow.placements.save(a_placement(hearing, slot=slot, room=room))
        uow.commit(reason="Example")
    return period


def _places(rooms: tuple[Room, ...], at: int = 9) -> Iterator[tuple[Slot, RoomId]]:
    for day in range(10):
        for turn in range(4):
            slot = Slot.local(
                FIRST + timedelta(days=day), hour(at + 2 * turn), minutes=60, zone=SEAT_ZONE
            )
            yield from ((slot, room.id) for room in rooms)


def move(convoca: Convoca, period: PeriodOfSessions) -> None:
    """Move some hearings by an hour, into a free one."""
    with convoca.unit_of_work() as uow:
        placed = sorted(uow.placements.all(period=period.id), key=lambda p: (p.slot, str(p.room)))
        for placement, (slot, room) in zip(
            placed[:MOVED], _places(period.rooms, at=10), strict=False
        ):
            old = uow.hearings.get(placement.id)
            uow.placements.save(a_placement(old, slot=slot, room=room, version=placement.version))
        uow.commit(reason="Moved")


def release(convoca: Convoca, period: PeriodOfSessions) -> None:
    with convoca.unit_of_work() as uow:
        file = read_period_file(period.id, uow=uow)
        uow.releases.save(
            Release(
                id=uuid4(), period=period.id, number=len(file.releases) + 1,
                kind=ReleaseKind.NOTIFIED, made_at=NOW, made_by="example",
                entries=current_entries(file),
            )
        )  # fmt: skip
        uow.commit(reason="Released")


def approve(convoca: Convoca, period: PeriodOfSessions) -> int:
    with convoca.reading() as uow:
        ids = [notice.id for notice in uow.notices.all(period=period.id) if notice.is_open]
    return len(
        approve_notices(
            ids, writer=PlainWriter(), now=NOW, reason="Read", uow=convoca.unit_of_work()
        )
    )


if __name__ == "__main__":
    main()

"""A move on the programme to its problems, 60 placed hearings: what the server spends.

Wall time is what a person waits for; the processor's share does not grow on a busy machine.

python tests/bench/bench_programme.py
"""

import sys
import tempfile
from datetime import date, time
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models.programme import ProgrammeModel
from convoca.app.pages.programme import page_of
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.identifiers import RoomId, StateCode
from convoca.domain.language import Language
from convoca.domain.party import Party, PartyKind
from convoca.domain.period_of_sessions import PeriodOfSessions, PeriodPlace, Room
from convoca.domain.slot import Slot
from support.builders import a_hearing, a_member, a_period, a_placement

HEARINGS, MOVES, AT_MOST_MS = 60, 60, 150
DAYS = tuple(date(2027, 3, day) for day in range(8, 13))
HOURS = (time(9), time(10, 15), time(11, 30), time(14))
ROOMS = tuple(Room(id=RoomId(uuid4()), name=f"Room {n}") for n in range(4))
STATES = ("MX", "GT", "CO", "BR", "PE", "AR", "CL", "HN", "SV", "EC", "BO", "PY")
FREE = time(15, 30)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'convoca.db'}"
        with open_convoca(database=url) as convoca:
            period = a_store(convoca)
            measured = {
                "model: move, audit, read again, problems": moves(
                    ProgrammeModel(convoca, period.id)
                ),
                "page: the same, worded and on the widgets": moves(a_page(convoca, period)),
            }
    for name, (middle, processor, found) in measured.items():
        print(
            f"{HEARINGS} hearings, {found} problems; {name}: "
            f"median {middle:.1f} ms (at most {AT_MOST_MS}), of the processor {processor:.1f} ms"
        )


def a_store(
    convoca: Convoca, *, hearings: int = HEARINGS, days: tuple[date, ...] = DAYS
) -> PeriodOfSessions:
    """Fill a store with placed hearings, seven members, and mistakes enough to find."""
    place = PeriodPlace(
        city="Washington, DC",
        country=StateCode("US"),
        opens=date(2027, 3, 1),
        closes=date(2027, 3, 12),
        rooms=ROOMS,
        hearing_days=days,
    )
    period = a_period(places=(place,))
    members = [a_member(f"Example Member {state}", state) for state in STATES[:7]]
    spots = [(day, hour, room.id) for day in days for hour in HOURS for room in ROOMS]
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        for member in members:
            uow.members.save(member)
        for number in range(hearings):
            state = StateCode(STATES[number % len(STATES)])
            hearing = a_hearing(
                period,
                title=f"Example hearing {number}",
                states=(state,),
                parties=(
                    Party(kind=PartyKind.ORGANISATION, name=f"Example Organisation {number % 25}"),
                    Party(kind=PartyKind.STATE, name=state, state=state),
                ),
            )
            day, hour, room = spots[number]
            slot = Slot.local(day, hour, minutes=60, zone="America/New_York")
            panel = tuple(m.id for m in members[number % 2 :: 2])
            uow.hearings.save(hearing)
            uow.placements.save(a_placement(hearing, slot=slot, room=room, panel=panel))
        uow.commit(reason="Benchmark")
    return period


def a_page(convoca: Convoca, period: PeriodOfSessions) -> ProgrammeModel:
    """Return the model of a page whose widgets follow it; no browser is listening."""
    visit = Visit("programme", Language.SPANISH, {}, "", Channel())
    return page_of(visit, convoca, period, [period])[0]


def moves(model: ProgrammeModel) -> tuple[float, float, int]:
    """Move hearings to a free hour and back; returns medians, wall and processor, and how many problems."""
    spent, of_the_processor = [], []
    placed = [(a.record.id, a.placement) for a in model.placed() if a.placement]
    for number in range(MOVES // 2):
        activity, placement = placed[number]
        wanted = [
            (placement.slot.wall_date, FREE),
            (placement.slot.wall_date, placement.slot.wall_time),
        ]
        for day, hour in wanted:
            begin, begin_processor = perf_counter(), process_time()
            model.place(activity, day=day, hour=hour, room=placement.room, reason="Benchmark")
            spent.append((perf_counter() - begin) * 1000)
            of_the_processor.append((process_time() - begin_processor) * 1000)
    return median(spent), median(of_the_processor), len(model.problems)


if __name__ == "__main__":
    main()

"""Every act on the draft is undone and redone without end, by anybody, and never over another's act."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time

import pytest

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import ConflictingEdit, DoubleBooking, NotAllowed
from convoca.domain.hearing import HearingStatus
from convoca.domain.programme import DraftAct
from convoca.services import programme
from convoca.services.draft_history import redo, steps, undo
from convoca.services.hearings import cancel_hearing
from support.builders import OTHER_ROOM, ROOM
from support.drafts import MONDAY, TUESDAY, DraftTable, a_draft_table


@pytest.fixture
def table(database: str) -> Iterator[DraftTable]:
    with open_convoca(database=database) as opened:
        yield a_draft_table(opened)


def acts(table: DraftTable) -> list[tuple[int, DraftAct, bool]]:
    return [(s.number, s.act, s.undone) for s in steps(table.period.id, uow=table.uow())]


def test_every_act_is_undone_in_turn_and_redone_after_a_reload(
    table: DraftTable, database: str
) -> None:
    seen = [table.where()]

    def act(work: Callable[[], object]) -> None:
        work()
        seen.append(table.where())

    first = table.hearings[0].id
    act(lambda: table.place(0))
    act(lambda: table.place(1, hour=11))
    act(lambda: table.place(0, day=TUESDAY, room=OTHER_ROOM))
    act(lambda: programme.set_panel(table.placement(0), (), reason="Panel", uow=table.uow()))
    act(lambda: programme.pin(table.placement(0), is_pinned=True, reason="Pin", uow=table.uow()))
    act(
        lambda: programme.swap(
            table.file, first, table.hearings[1].id, reason="Swap", uow=table.uow()
        )
    )
    act(lambda: programme.take_out(table.placement(1), reason="Out", uow=table.uow()))
    assert len({repr(where) for where in seen}) == len(seen)
    assert [act for _, act, _ in acts(table)] == [
        DraftAct.PLACED, DraftAct.PLACED, DraftAct.MOVED, DraftAct.PANEL, DraftAct.PINNED,
        DraftAct.SWAPPED, DraftAct.TAKEN_OUT,
    ]  # fmt: skip

    for expected in reversed(seen[:-1]):
        undo(table.period.id, uow=table.uow())
        assert table.where() == expected
    with pytest.raises(NotAllowed, match="nothing to undo"):
        undo(table.period.id, uow=table.uow())

    with open_convoca(database=database) as reopened:
        again = DraftTable(reopened, table.period, table.hearings)
        for expected in seen[1:]:
            redo(again.period.id, uow=again.uow())
            assert again.where() == expected
        with pytest.raises(NotAllowed, match="nothing to redo"):
            redo(again.period.id, uow=again.uow())
        with again.convoca.reading() as uow:
            assert uow.audit.verify() > 2 * len(seen)


def test_a_new_act_ends_what_could_be_redone(table: DraftTable) -> None:
    table.place(0)
    table.place(1, hour=11)
    undo(table.period.id, uow=table.uow())
    table.place(2, hour=14)
    assert acts(table) == [(1, DraftAct.PLACED, False), (2, DraftAct.PLACED, False)]
    assert table.placement(1) is None
    with pytest.raises(NotAllowed):
        redo(table.period.id, uow=table.uow())


def test_what_another_act_changed_since_is_not_undone(table: DraftTable) -> None:
    table.place(0)
    cancel_hearing(table.hearings[0], reason="Cancelled", uow=table.uow())
    before = table.where()
    with pytest.raises(NotAllowed, match="Example hearing 0"):
        undo(table.period.id, uow=table.uow())
    assert table.where() == before
    assert acts(table) == [(1, DraftAct.PLACED, False)]


def test_undo_says_who_holds_the_room_now(table: DraftTable) -> None:
    table.place(0)
    table.place(0, hour=11)
    with table.uow() as uow:  # an import, which is no act on the draft
        taken = table.placement(0)
        assert taken is not None
        slot = replace(taken.slot, start=taken.slot.start.replace(hour=14), end=taken.slot.end.replace(hour=15), wall_time=time(9))  # fmt: skip
        uow.placements.save(replace(taken, id=table.hearings[1].id, slot=slot, version=0))
        uow.commit(reason="Imported")
    with pytest.raises(DoubleBooking, match="Example hearing 1"):
        undo(table.period.id, uow=table.uow())


def test_an_act_that_changes_nothing_is_no_step(table: DraftTable) -> None:
    table.place(0)
    table.place(0)
    assert len(acts(table)) == 1


def test_a_changed_length_is_undone_in_the_hearing_too(table: DraftTable) -> None:
    table.place(0)
    hearing = table.file.hearings[0]
    longer = replace(hearing, minutes=90)
    programme.change_activity(table.file, longer, reason="Longer", uow=table.uow())
    assert table.placement(0).slot.minutes == 90  # type: ignore[union-attr]
    undo(table.period.id, uow=table.uow())
    file = table.file
    assert (file.records[hearing.id].minutes, file.placements[hearing.id].slot.minutes) == (60, 60)
    redo(table.period.id, uow=table.uow())
    file = table.file
    assert (file.records[hearing.id].minutes, file.placements[hearing.id].slot.minutes) == (90, 90)


def test_two_in_two_rooms_swap_although_each_stands_in_the_others_way(table: DraftTable) -> None:
    table.place(0, room=ROOM)
    table.place(1, room=OTHER_ROOM)
    programme.swap(
        table.file, table.hearings[0].id, table.hearings[1].id, reason="Swap", uow=table.uow()
    )
    assert [table.placement(n).room for n in (0, 1)] == [OTHER_ROOM, ROOM]  # type: ignore[union-attr]
    assert not any(p.lapsed for p in table.file.placements.values())


def test_who_waits_takes_the_place_of_who_is_placed(table: DraftTable) -> None:
    table.place(0)
    programme.swap(
        table.file, table.hearings[0].id, table.hearings[1].id, reason="Swap", uow=table.uow()
    )
    assert table.placement(0) is None
    assert table.placement(1).slot.wall_time == time(9)  # type: ignore[union-attr]
    with pytest.raises(NotAllowed, match="Neither"):
        programme.swap(
            table.file, table.hearings[0].id, table.hearings[2].id, reason="Swap", uow=table.uow()
        )


def test_many_changes_are_one_step_or_none(table: DraftTable) -> None:
    for number in range(3):
        table.place(number, hour=9 + 2 * number)
    file = table.file
    a, b, c = (file.placements[h.id] for h in table.hearings)
    ring = [replace(a, slot=b.slot), replace(b, slot=c.slot), replace(c, slot=a.slot)]
    done = programme.apply_changes(file, ring, reason="Plan", uow=table.uow())
    assert len(done) == 3
    assert acts(table)[-1] == (4, DraftAct.PLANNED, False)
    undo(table.period.id, uow=table.uow())
    assert table.where()[a.id][0] == a.slot

    file = table.file
    two_in_one = [replace(file.placements[h.id], slot=b.slot) for h in table.hearings[:2]]
    before = table.where()
    with pytest.raises(DoubleBooking):
        programme.apply_changes(file, two_in_one, reason="Plan", uow=table.uow())
    assert table.where() == before


def test_a_plan_made_of_an_old_file_overwrites_nobody(table: DraftTable) -> None:
    table.place(0)
    file = table.file
    table.place(0, hour=15)
    planned = replace(file.placements[table.hearings[0].id], room=OTHER_ROOM)
    with pytest.raises(ConflictingEdit):
        programme.apply_changes(file, [planned], reason="Plan", uow=table.uow())


def test_who_read_a_place_before_it_was_taken_out_and_given_anew_overwrites_nobody(
    table: DraftTable,
) -> None:
    """The version of a place that is given anew is none that anybody read before."""
    read = table.place(0)
    programme.take_out(read, reason="Out", uow=table.uow())
    table.place(0, hour=15)
    with pytest.raises(ConflictingEdit):
        programme.set_panel(read, (), reason="Panel", uow=table.uow())


def test_acts_of_two_coordinators_at_once_are_both_kept(table: DraftTable) -> None:
    file = table.file
    failed: list[Exception] = []
    together = threading.Barrier(3)

    def move(number: int) -> None:
        together.wait()
        try:
            programme.place(
                file, table.hearings[number].id, day=MONDAY, hour=time(9 + 2 * number), room=ROOM,
                reason="Placed", uow=table.convoca.unit_of_work(),
            )  # fmt: skip
        except Exception as error:  # noqa: BLE001 - whatever it is, the test says so
            failed.append(error)

    threads = [threading.Thread(target=move, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert [number for number, _, _ in acts(table)] == [1, 2, 3]
    assert len(table.where()) == 3


def test_what_was_cancelled_is_not_put_back(table: DraftTable) -> None:
    placed = table.place(0)
    programme.take_out(placed, reason="Out", uow=table.uow())
    hearing = table.file.hearings[0]
    with table.uow() as uow:
        uow.hearings.save(replace(hearing, status=HearingStatus.CANCELLED))
        uow.commit(reason="Cancelled")
    with pytest.raises(NotAllowed, match="cancelled"):
        undo(table.period.id, uow=table.uow())


def test_an_undone_step_does_not_need_its_maker(convoca_pair: tuple[Convoca, DraftTable]) -> None:
    other, table = convoca_pair
    table.place(0)
    undone = undo(table.period.id, uow=other.unit_of_work())
    assert (undone.act, undone.undone, table.where()) == (DraftAct.PLACED, True, {})


@pytest.fixture
def convoca_pair(database: str) -> Iterator[tuple[Convoca, DraftTable]]:
    with open_convoca(database=database) as one, open_convoca(database=database) as two:
        yield two, a_draft_table(one)

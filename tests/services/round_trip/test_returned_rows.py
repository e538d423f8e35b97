"""Rows and columns that came back otherwise than they went out: nothing of it is taken silently."""

from dataclasses import replace
from datetime import date, time
from uuid import uuid4

import pytest

from convoca.domain.errors import UnreadableFile
from convoca.domain.party import ProtectedIdentity
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.round_trip.fields import WorkbookKind
from convoca.services.round_trip.merging import Side
from convoca.services.round_trip.plan import Choices, RoundTripPlan, RowOutcome
from convoca.services.round_trip.planning import ReturnedWorkbook, plan_return
from support.builders import a_hearing, a_participant, a_period, a_placement, a_request
from support.fake_store import FakeUnitOfWork
from support.returned import Desk

TODAY = date(2027, 1, 4)


class Office:
    def __init__(self) -> None:
        self.uow = FakeUnitOfWork()
        self.period = a_period()
        self.hearings = [a_hearing(self.period, title=f"Example {n}") for n in range(3)]
        self.requests = [a_request(self.period, title=f"Example {n}") for n in range(3)]
        with self.uow as uow:
            uow.periods.save(self.period)
            self.hearings = [uow.hearings.save(hearing) for hearing in self.hearings]
            self.requests = [uow.requests.save(request) for request in self.requests]
            uow.placements.save(a_placement(self.hearings[0]))
            uow.commit(reason="Example")
        self.desk = Desk(self.file(), WorkbookKind.PROGRAMME)

    def file(self) -> PeriodFile:
        with self.uow as uow:
            return read_period_file(self.period.id, uow=uow)

    def plan(self, choices: Choices | None = None, **changes: object) -> RoundTripPlan:
        returned = self.desk.come_back(**changes)
        return plan_return(returned, uow=self.uow, today=TODAY, choices=choices)


def codes(plan: RoundTripPlan) -> dict[int, str]:
    """Row -> why it is refused as a whole."""
    return {row.number: row.refusal.code for row in plan.rows if row.refusal}


def cell_codes(plan: RoundTripPlan) -> dict[str, str]:
    """Field -> why its cell is refused."""
    return {cell.field: cell.remark.code for _, cell in plan.cells() if cell.remark}


def test_a_row_that_is_gone_from_the_file_takes_nothing_away() -> None:
    office = Office()
    del office.desk.rows[1]
    plan = office.plan()

    assert (plan.missing, plan.changes, plan.open) == (("2 Example 1",), 0, 0)
    assert [remark.code for remark in plan.remarks] == ["rows_not_there"]


def test_a_row_that_was_added_is_refused_until_it_is_left_out() -> None:
    office = Office()
    office.desk.rows.append(["4", None, None, "New"])
    office.desk.write(office.hearings[1].id, title="Ejemplo")
    plan = office.plan()
    assert codes(plan) == {5: "row_without_key"}
    assert plan.is_blocked

    left = office.plan(Choices(cells={(5, ""): Side.STORE}))
    assert (left.is_blocked, left.changes) == (False, 1)
    assert left.rows[-1].outcome is RowOutcome.LEFT_OUT


def test_rows_sorted_without_their_hidden_columns_are_refused() -> None:
    office = Office()
    rows = office.desk.rows
    keys = [row[-2:] for row in rows]
    for row, key in zip(rows, [keys[1], keys[0], keys[2]], strict=True):
        row[-2:] = key
    assert codes(office.plan()) == {2: "row_key_moved", 3: "row_key_moved"}


def test_whole_rows_may_stand_in_any_order() -> None:
    office = Office()
    office.desk.rows.reverse()
    plan = office.plan()
    assert (plan.open, plan.changes, plan.remarks) == (0, 0, ())


@pytest.mark.parametrize("key", ["", "not a key", "00000000-0000-4000-8000-000000000000"])
def test_a_row_with_another_key_is_no_row_of_ours(key: str) -> None:
    office = Office()
    office.desk.rows[2][-2] = key
    plan = office.plan()
    assert codes(plan) == {4: "row_unknown" if key else "row_without_key"}
    assert plan.missing == ("3 Example 2",)


def test_copies_of_a_row_count_once_and_contradicting_ones_not_at_all() -> None:
    office = Office()
    rows = office.desk.rows
    office.desk.write(office.hearings[1].id, title="Ejemplo")
    rows.append(list(rows[1]))
    assert (office.plan().open, office.plan().changes) == (0, 1)

    rows[-1][office.desk.column("title")] = "Exemple"
    plan = office.plan()
    assert codes(plan) == {3: "row_twice", 5: "row_twice"}
    assert plan.changes == 0


def test_a_column_that_moved_is_found_and_one_that_is_gone_changes_nothing() -> None:
    office = Office()
    desk = office.desk
    desk.write(office.hearings[1].id, title="Ejemplo", theme="rivers")
    title = desk.header.index("Title")
    for line in (desk.header, *desk.rows):
        line.insert(0, line.pop(title))
    plan = office.plan()
    assert {cell.field for _, cell in plan.cells()} == {"title", "theme"}

    index = desk.header.index("Theme")
    for line in (desk.header, *desk.rows):
        del line[index]
    plan = office.plan()
    assert {cell.field for _, cell in plan.cells()} == {"title"}
    assert (plan.lost_columns, plan.is_blocked) == (("theme",), False)


def test_a_column_of_another_name_is_taken_only_when_somebody_says_which_it_is() -> None:
    office = Office()
    office.desk.write(office.hearings[1].id, theme="rivers")
    index = office.desk.column("theme")
    office.desk.header[index] = "Subject"
    plan = office.plan()
    assert (plan.changes, plan.unknown_columns) == (0, ((index, "Subject"),))

    told = office.plan(Choices(columns={"theme": index}))
    assert (told.changes, told.lost_columns) == (1, ())


@pytest.mark.parametrize("heading", ["Record key", "Revision", "Number"])
def test_without_what_tells_rows_apart_nothing_is_brought_back(heading: str) -> None:
    office = Office()
    office.desk.write(office.hearings[1].id, title="Ejemplo")
    office.desk.header[office.desk.header.index(heading)] = "x"
    plan = office.plan()
    assert (plan.is_blocked, plan.rows) == (True, ())


def test_two_columns_of_one_name_are_not_guessed_between() -> None:
    office = Office()
    office.desk.header.append("Title")
    assert office.plan().is_blocked


def test_a_locked_cell_that_was_overwritten_is_told_and_left_alone() -> None:
    office = Office()
    office.desk.write(office.hearings[1].id, parties="Somebody else")
    plan = office.plan()
    assert [remark.code for row in plan.rows for remark in row.remarks] == ["locked_cell"]
    assert (plan.changes, plan.is_blocked) == (0, False)


def test_what_was_taken_away_here_is_refused_where_the_file_changes_it() -> None:
    office = Office()
    with office.uow as uow:
        uow.hearings.remove(office.hearings[1])
        uow.hearings.remove(office.hearings[2])
        uow.commit(reason="Taken back")
    office.desk.write(office.hearings[1].id, title="Ejemplo")
    plan = office.plan()
    assert codes(plan) == {3: "row_gone"}
    assert plan.open == 1


def test_what_was_entered_since_is_named() -> None:
    office = Office()
    with office.uow as uow:
        uow.hearings.save(a_hearing(office.period, title="Example since"))
        uow.commit(reason="Example")
    plan = office.plan()
    assert (plan.made_since, plan.is_blocked) == (("Example since",), False)


def test_a_place_is_whole_or_none() -> None:
    office = Office()
    placed, waiting = office.hearings[0].id, office.hearings[1].id
    office.desk.write(placed, day=None)
    office.desk.write(waiting, day=date(2027, 3, 9), hour=time(9))
    assert cell_codes(office.plan()) == {"day": "place_incomplete", "hour": "place_incomplete"}

    office.desk.write(placed, day=None, hour=None, room=None)
    office.desk.write(waiting, room="Room B")
    plan = office.plan()
    assert not plan.is_blocked
    placements = {c.before.id: c.placement_after for c in plan.activities}
    assert placements[placed] is None
    assert placements[waiting] is not None


def test_two_rows_are_not_given_one_room_at_one_hour_but_may_change_places() -> None:
    office = Office()
    first, second, third = (hearing.id for hearing in office.hearings)
    there = {"day": date(2027, 3, 8), "room": "Room A"}
    office.desk.write(second, **there, hour=time(9, 30))
    assert cell_codes(office.plan())["hour"] == "place_taken"

    office.desk.write(first, hour=time(11))
    assert not office.plan().is_blocked
    office.desk.write(third, **there, hour=time(9, 45))
    assert office.plan().open == 2


def test_an_hour_that_the_clocks_skip_is_refused_in_the_words_of_the_domain() -> None:
    office = Office()
    office.desk.write(office.hearings[0].id, day=date(2027, 3, 14), hour=time(2, 30))
    plan = office.plan()
    assert set(cell_codes(plan).values()) == {"refused"}


def test_what_was_cancelled_is_not_placed_again() -> None:
    office = Office()
    with office.uow as uow:
        uow.hearings.save(uow.hearings.get(office.hearings[0].id).cancel())
        uow.commit(reason="Cancelled")
    office.desk.write(office.hearings[0].id, hour=time(11), title="Ejemplo")
    plan = office.plan()
    assert cell_codes(plan) == {"hour": "place_of_cancelled"}
    assert plan.changes == 1


def test_the_name_of_a_protected_person_does_not_come_back_and_is_not_repeated() -> None:
    office = Office()
    person = a_participant(name="Witness 1", protected=True)
    with office.uow as uow:
        uow.identities.save(ProtectedIdentity(id=person.id, name="Xiomara Example-Quispe"))
        uow.commit(reason="Sealed")
    office.desk.write(office.hearings[1].id, theme="xiomara example quispe")
    plan = office.plan()
    assert cell_codes(plan) == {"theme": "protected_name"}
    assert "iomara" not in repr([cell for _, cell in plan.cells()])


def test_a_workbook_of_another_store_is_refused() -> None:
    office = Office()
    returned = office.desk.come_back()
    foreign = ReturnedWorkbook(
        base=replace(returned.base, period=uuid4()),  # type: ignore[arg-type]
        table=returned.table,
    )
    with pytest.raises(UnreadableFile):
        plan_return(foreign, uow=office.uow, today=TODAY)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"decision": "Granted"}, "decision_without_day"),
        ({"decision": "Declined", "decided_on": date(2027, 1, 3)}, "decision_without_reason"),
        (
            {"decision": "Declined", "decided_on": date(2027, 1, 5), "decision_reason": "No"},
            "future_day",
        ),
        ({"decision": "Merged"}, "decision_not_here"),
        ({"decision_reason": "No"}, "reason_without_decision"),
    ],
)
def test_a_decision_needs_its_day_and_its_reason(cells: dict[str, object], code: str) -> None:
    office = Office()
    office.desk = Desk(office.file(), WorkbookKind.REQUESTS)
    office.desk.write(office.requests[0].id, **cells)
    assert set(cell_codes(office.plan()).values()) == {code}

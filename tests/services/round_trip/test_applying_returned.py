"""What came back is written through the ordinary services, whole or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from uuid import UUID

import pytest

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import ConflictingEdit, NotAllowed, ReasonMissing
from convoca.domain.hearing_request import Decision
from convoca.domain.programme import DraftAct, Session
from convoca.domain.slot import Slot
from convoca.services.draft_history import redo, steps, undo
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.problems import problems
from convoca.services.round_trip.applying import apply_return
from convoca.services.round_trip.fields import WorkbookKind
from convoca.services.round_trip.plan import Receipt, RoundTripPlan
from convoca.services.round_trip.planning import plan_return
from support.builders import a_hearing, a_period, a_placement, a_request
from support.returned import Desk

TODAY = date(2027, 1, 4)


class Office:
    """A store of either kind with three placed hearings, a session and two requests."""

    def __init__(self, convoca: Convoca) -> None:
        self.convoca = convoca
        period = a_period()
        hearings = [a_hearing(period, title=f"Example {n}") for n in range(3)]
        session = Session(id=UUID(int=5), period=period.id, title="Example session")  # type: ignore[arg-type]
        late = a_request(period, title="Late")
        with convoca.unit_of_work() as uow:
            self.period = uow.periods.save(period)
            for n, hearing in enumerate(hearings):
                uow.hearings.save(hearing)
                slot = Slot.local(
                    date(2027, 3, 8), time(9 + n), minutes=60, zone="America/New_York"
                )
                uow.placements.save(a_placement(hearing, slot=slot))
            uow.sessions.save(session)
            uow.requests.save(a_request(period, title="First", reference="PS 901-1"))
            uow.requests.save(replace(late, received=late.received.replace(year=2027, month=2)))
            uow.commit(reason="Example")
        self.first, self.second, self.third = (hearing.id for hearing in hearings)
        self.session = session.id

    def file(self) -> PeriodFile:
        with self.convoca.reading() as uow:
            return read_period_file(self.period.id, uow=uow)

    def desk(self, kind: WorkbookKind = WorkbookKind.PROGRAMME) -> Desk:
        return Desk(self.file(), kind)

    def plan(self, desk: Desk) -> RoundTripPlan:
        return plan_return(desk.come_back(), uow=self.convoca.reading(), today=TODAY)

    def apply(self, plan: RoundTripPlan, reason: str = "Workbook of the Secretariat") -> Receipt:
        return apply_return(plan, today=TODAY, reason=reason, uow=self.convoca.unit_of_work())

    def hours(self) -> dict[str, tuple[time, int]]:
        file = self.file()
        return {
            file.title_of(key): (place.slot.wall_time, place.slot.minutes)
            for key, place in file.placements.items()
        }

    def problems_of(self, activity: UUID) -> set[str]:
        return {p.finding.rule for p in problems(self.file(), TODAY) if p.subject == activity}

    def audited(self) -> int:
        with self.convoca.reading() as uow:
            return len(uow.audit.entries())


@pytest.fixture
def office(database: str) -> Iterator[Office]:
    with open_convoca(database=database) as convoca:
        yield Office(convoca)


def test_moves_lengths_and_words_are_one_step_and_one_entry_of_the_audit(office: Office) -> None:
    desk, before = office.desk(), office.audited()
    desk.write(office.first, hour=time(10))  # the two change places
    desk.write(office.second, hour=time(9), theme="rivers", is_priority="yes")
    desk.write(office.third, minutes=90, title="Ejemplo")
    desk.write(office.session, day=date(2027, 3, 9), hour=time(9), room="Room A")

    receipt = office.apply(office.plan(desk))

    assert (receipt.records, receipt.cells, office.audited() - before) == (4, 9, 1)
    assert office.hours() == {
        "Example 0": (time(10), 60),
        "Example 1": (time(9), 60),
        "Ejemplo": (time(11), 90),
        "Example session": (time(9), 180),
    }
    (step,) = steps(office.period.id, uow=office.convoca.reading())
    assert (step.act, len(step.changes)) == (DraftAct.WORKBOOK, 4)
    undo(office.period.id, uow=office.convoca.unit_of_work())
    assert office.hours()["Ejemplo"] == (time(11), 60)
    assert office.file().records[office.third].minutes == 60
    redo(office.period.id, uow=office.convoca.unit_of_work())
    assert office.file().records[office.third].minutes == 90


def test_a_breach_is_a_problem_and_no_refusal(office: Office) -> None:
    desk, before = office.desk(), office.problems_of(office.first)
    desk.write(office.first, hour=time(20))
    receipt = office.apply(office.plan(desk))

    assert office.problems_of(office.first) - before == {"within_hearing_hours"}
    assert receipt.problems_after == len(problems(office.file(), TODAY))


def test_a_row_that_empties_its_place_waits_again(office: Office) -> None:
    desk = office.desk()
    desk.write(office.first, day=None, hour=None, room=None, on_hold="sim")
    office.apply(office.plan(desk))
    assert "Example 0" not in office.hours()


def test_decisions_are_taken_as_on_the_page(office: Office) -> None:
    desk = office.desk(WorkbookKind.REQUESTS)
    first, late = office.file().requests
    day = date(2027, 1, 3)
    desk.write(first.id, decision="Declined", decided_on=day, decision_reason="No", note="Seen")
    desk.write(late.id, decision="Granted", decided_on=day, decision_reason="Urgent")
    office.apply(office.plan(desk))

    declined, granted = office.file().requests
    assert (declined.decision, declined.decided_on, declined.note) == (
        Decision.DECLINED,
        day,
        "Seen",
    )
    assert granted.decision is Decision.GRANTED
    assert granted.hearing in {hearing.id for hearing in office.file().hearings}
    with office.convoca.reading() as uow:
        entry = uow.audit.entries(limit=1)[0]
    assert (entry.reason, entry.waived) == ("Workbook of the Secretariat", "66.1")

    again = office.desk(WorkbookKind.REQUESTS)
    again.write(late.id, decision="pending", decided_on=None, decision_reason=None)
    again.write(first.id, decision_reason="No time")
    office.apply(office.plan(again))
    assert [request.decision_reason for request in office.file().requests] == ["No time", ""]


def test_nothing_is_written_where_one_record_changed_since_the_plan(office: Office) -> None:
    desk = office.desk()
    desk.write(office.first, title="Ejemplo")
    desk.write(office.second, hour=time(14))
    plan = office.plan(desk)
    with office.convoca.unit_of_work() as uow:
        stored = uow.placements.get(office.second)
        uow.placements.save(replace(stored, is_pinned=True))
        uow.commit(reason="Meanwhile")
    before = office.file()

    with pytest.raises(ConflictingEdit):
        office.apply(plan)
    assert office.file() == before


def test_nothing_is_written_where_a_service_refuses(office: Office) -> None:
    desk = office.desk(WorkbookKind.REQUESTS)
    first, late = office.file().requests
    for request in (first, late):
        desk.write(
            request.id, decision="granted", decided_on=TODAY, decision_reason="Granted", note="Seen"
        )
    office.apply(office.plan(desk))
    granted = office.file().requests[0].hearing
    hearing = next(h for h in office.file().hearings if h.id == granted)
    with office.convoca.unit_of_work() as uow:
        slot = Slot.local(date(2027, 3, 9), time(9), minutes=60, zone="America/New_York")
        uow.placements.save(a_placement(hearing, slot=slot))
        uow.commit(reason="Placed")
    desk = office.desk(WorkbookKind.REQUESTS)
    for request in (late, first):
        desk.write(request.id, decision="pending", note="Taken back")
    before = office.file()

    with pytest.raises(NotAllowed):
        office.apply(office.plan(desk))
    assert office.file() == before


def test_a_plan_without_changes_writes_nothing_and_a_reason_is_needed(office: Office) -> None:
    desk, before = office.desk(), office.audited()
    assert office.apply(office.plan(desk), reason="").records == 0
    assert office.audited() == before
    desk.write(office.first, title="Ejemplo")
    with pytest.raises(ReasonMissing):
        office.apply(office.plan(desk), reason=" ")

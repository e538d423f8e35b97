"""Two people edit the same workbook and the same store; what comes of it equals the specification.

The specification, per group of cells, with B as it went out, T as it came back, O as it is stored:
T if O is B, O if T is B or T is O, else what somebody chose.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convoca.domain.errors import NotAllowed
from convoca.domain.hearing import Hearing, HearingKind
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.programme import Placement
from convoca.domain.slot import Slot
from convoca.i18n.dates import day as day_in_words
from convoca.i18n.dates import hour as hour_in_words
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.requests import decline_request, grant_request, withdraw_request
from convoca.services.round_trip.applying import apply_return
from convoca.services.round_trip.fields import (
    FIELDS,
    WorkbookKind,
    activity_values,
    request_values,
)
from convoca.services.round_trip.merging import Side
from convoca.services.round_trip.plan import Choices, RowOutcome
from convoca.services.round_trip.planning import plan_return
from support.builders import OTHER_ROOM, ROOM, a_hearing, a_period, a_placement, a_request
from support.fake_store import FakeUnitOfWork
from support.returned import Desk

TODAY = date(2027, 1, 4)
ZONE = "America/New_York"
Values = dict[UUID, dict[str, str]]
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Office:
    """A period with some requests, and hearings of which the first three have a place."""

    def __init__(self) -> None:
        self.uow = FakeUnitOfWork()
        self.period = a_period()
        with self.uow as uow:
            uow.periods.save(self.period)
            self.requests = [
                uow.requests.save(a_request(self.period, title=f"Example {n}")).id for n in range(4)
            ]
            hearings = [
                uow.hearings.save(a_hearing(self.period, title=f"Example {n}")) for n in range(5)
            ]
            for n, hearing in enumerate(hearings[:3]):
                slot = Slot.local(date(2027, 3, 8), time(9 + n), minutes=60, zone=ZONE)
                uow.placements.save(a_placement(hearing, slot=slot))
            uow.commit(reason="Example")
        self.hearings = [hearing.id for hearing in hearings]
        #: Hours that nobody else is given, so that no room is taken twice.
        self._free = count()

    def file(self) -> PeriodFile:
        with self.uow as uow:
            return read_period_file(self.period.id, uow=uow)

    def values(self) -> Values:
        file = self.file()
        found: Values = {request.id: request_values(request) for request in file.requests}
        return found | {key: activity_values(file, record) for key, record in file.records.items()}

    def free_place(self) -> tuple[date, time, UUID]:
        n = next(self._free)
        day = date(2027, 3, 9) + timedelta(days=n // 16)
        return day, time(9 + n % 8), (ROOM, OTHER_ROOM)[n // 8 % 2]


TITLES = st.sampled_from(["Ejemplo: =1+1", "Exemple ß", "  two   blanks ", "Example 0"])


def edits_of_request(draw: Any) -> dict[str, Any]:
    """Some cells of a request, as a record holds them."""
    offered: dict[str, Any] = {
        "title": draw(TITLES),
        "kind": draw(st.sampled_from(list(HearingKind))),
        "states": tuple(map(StateCode, draw(st.sets(st.sampled_from(["BR", "CL", "MX", "PE"]))))),
        "minutes_wanted": draw(st.sampled_from([None, 30, 90])),
        "note": draw(st.sampled_from(["", "One", "Two\nlines"])),
    }
    return {name: offered[name] for name in draw(st.sets(st.sampled_from(sorted(offered))))}


def change_here(office: Office, data: Any) -> None:
    """Change requests and hearings in the store, as somebody else does meanwhile."""
    with office.uow as uow:
        for key in office.requests:
            uow.requests.save(replace(uow.requests.get(key), **edits_of_request(data.draw)))
        for key in office.hearings:
            hearing = uow.hearings.get(key)
            theme, is_priority = (
                data.draw(st.sampled_from(["", "rivers"])),
                data.draw(st.booleans()),
            )
            needs = replace(hearing.needs, theme=theme, is_priority=is_priority)
            uow.hearings.save(replace(hearing, title=data.draw(TITLES), needs=needs))
            if data.draw(st.booleans()):
                move_here(office, hearing, uow)
        uow.commit(reason="Meanwhile")
    for key in data.draw(st.sets(st.sampled_from(office.requests))):
        decide = data.draw(st.sampled_from([grant_request, decline_request, withdraw_request]))
        decide(key, on=date(2027, 1, 2), reason="Decided here", uow=office.uow)


def move_here(office: Office, hearing: Hearing, uow: Any) -> None:
    day, hour, room = office.free_place()
    stored = uow.placements.find(hearing.id)
    placement = stored or a_placement(hearing)
    slot = Slot.local(day, hour, minutes=hearing.minutes, zone=ZONE)
    uow.placements.save(replace(placement, slot=slot, room=room))


def change_there(office: Office, desk: Desk, other: Desk, data: Any) -> Values:
    """Write into both sheets; return what their cells say then."""
    said = {row.key: dict(row.values) for row in (*desk.sheet.rows, *other.sheet.rows)}
    requests = {request.id: request for request in office.file().requests}
    for key in office.requests:
        edits = edits_of_request(data.draw)
        edited = request_values(replace(requests[key], **edits))
        for name in edits:
            said[key][name] = edited[name]
            desk.write(key, **{name: desk.cell(name, edited[name])})
        if data.draw(st.booleans()):
            decision = {"decision": "declined", "decided_on": "2027-01-03", "decision_reason": "No"}
            said[key] |= decision
            day = day_in_words(date(2027, 1, 3), data.draw(st.sampled_from(list(Language))))
            desk.write(key, decision="Declined", decided_on=day, decision_reason="No")
    for key in office.hearings:
        if data.draw(st.booleans()):
            said[key] |= {"title": "Example there", "is_priority": "yes"}
            other.write(key, title="Example there", is_priority="oui")
        if data.draw(st.booleans()):
            day, hour, room = office.free_place()
            said[key] |= {"day": day.isoformat(), "hour": f"{hour:%H:%M}", "room": str(room)}
            language = data.draw(st.sampled_from(list(Language)))
            other.write(
                key,
                day=day_in_words(day, language),
                hour=hour_in_words(hour, language),
                room="room a" if room == ROOM else "ROOM B",
            )
    return said


def specified(base: Values, theirs: Values, ours: Values, side: Side) -> Values:
    found: Values = {}
    for key, went_out in base.items():
        kind = WorkbookKind.REQUESTS if "reference" in went_out else WorkbookKind.PROGRAMME
        found[key] = dict(ours[key])
        groups: dict[str, list[str]] = {}
        for field in FIELDS[kind]:
            if field.is_open:
                groups.setdefault(field.together, []).append(field.name)
        for names in groups.values():
            b, t, o = ([side[key][name] for name in names] for side in (base, theirs, ours))
            takes_theirs = t not in (b, o) and (o == b or side is Side.FILE)
            if takes_theirs:
                found[key] |= dict(zip(names, t, strict=True))
    return found


def open_cells(values: Mapping[str, str]) -> dict[str, str]:
    kind = WorkbookKind.REQUESTS if "reference" in values else WorkbookKind.PROGRAMME
    return {field.name: values[field.name] for field in FIELDS[kind] if field.is_open}


@SLOW
@given(data=st.data(), side=st.sampled_from(list(Side)))
def test_what_both_sides_did_is_merged_as_specified(data: st.DataObject, side: Side) -> None:
    office = Office()
    before = office.file()
    desk, other = (Desk(before, kind) for kind in WorkbookKind)
    base = office.values()
    change_here(office, data)
    theirs = change_there(office, desk, other, data)
    ours = office.values()
    expected = specified(base, theirs, {key: ours[key] for key in base}, side)
    # A decision of the file over one that was taken here needs that one taken back first.
    decided = {
        key
        for key in office.requests
        if ours[key]["decision"] != "pending" and expected[key]["decision"] != ours[key]["decision"]
    }
    for key in decided:
        for name in ("decision", "decided_on", "decision_reason"):
            expected[key][name] = ours[key][name]

    for sheet in (desk, other):
        undecided = plan_return(sheet.come_back(), uow=office.uow, today=TODAY)
        if undecided.is_blocked:
            with pytest.raises(NotAllowed):
                apply_return(undecided, today=TODAY, reason="Example", uow=office.uow)
        choices = Choices(conflicts=side, leaves_refused=True)
        plan = plan_return(sheet.come_back(), uow=office.uow, today=TODAY, choices=choices)
        apply_return(plan, today=TODAY, reason="Example", uow=office.uow)
    after = office.values()

    assert {k: open_cells(after[k]) for k in base} == {k: open_cells(expected[k]) for k in base}


def test_a_workbook_that_nobody_touched_changes_nothing() -> None:
    office = Office()
    for kind in WorkbookKind:
        for language in Language:
            plan = plan_return(
                Desk(office.file(), kind, language).come_back(), uow=office.uow, today=TODAY
            )
            assert {row.outcome for row in plan.rows} == {RowOutcome.UNCHANGED}
            assert (plan.changes, plan.open, plan.remarks) == (0, 0, ())


def test_the_day_of_one_side_is_never_mixed_with_the_hour_of_the_other() -> None:
    office = Office()
    desk = Desk(office.file(), WorkbookKind.PROGRAMME)
    moved = office.hearings[0]
    with office.uow as uow:
        stored: Placement = uow.placements.get(moved)
        slot = Slot.local(date(2027, 3, 9), time(9), minutes=60, zone=ZONE)
        uow.placements.save(replace(stored, slot=slot))
        uow.commit(reason="Another day")
    desk.write(moved, hour=time(16))

    plan = plan_return(desk.come_back(), uow=office.uow, today=TODAY)

    asked = {cell.field: (cell.theirs, cell.ours) for _, cell in plan.cells() if cell.is_open}
    assert asked == {"day": ("2027-03-08", "2027-03-09"), "hour": ("16:00", "09:00")}
    assert plan.open == 1

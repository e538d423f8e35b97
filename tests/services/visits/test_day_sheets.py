"""Day sheets: each person's own days and nobody else's."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.bootstrap import example_titles
from convoca.domain.errors import NotFound, ProtectedNameFound
from convoca.domain.finding import Verdict
from convoca.domain.on_site_observation import DelegateRole, SpecialCommission
from convoca.domain.party import ProtectedIdentity
from convoca.services.example_period import build_example
from convoca.services.observations import save_observation, who_may_join
from convoca.services.visits.day_sheets import activities_of, day_sheets, sheet_of, sheets_of
from convoca.services.visits.daylight import Daylight
from support.fake_store import FakeStore, FakeUnitOfWork
from support.visits import (
    ANA,
    BEA,
    CARACAS,
    CARLA,
    DORA,
    INTERPRETER,
    OFFICER,
    a_stage,
    a_visit,
    an_activity,
    the_visit_of_2020,
)

MEMBERS = {member.id: member for member in (ANA, BEA, CARLA, DORA)}
PEOPLE = (ANA.id, BEA.id, CARLA.id, INTERPRETER.id, OFFICER.id)


def test_everybody_of_the_delegation_has_a_sheet_with_every_day_of_the_visit() -> None:
    sheets = sheets_of(the_visit_of_2020(), MEMBERS)

    assert [(s.name, s.role, s.presides) for s in sheets] == [
        ("Ana Example", None, True),
        ("Bea Example", None, False),
        ("Carla Example", None, False),
        ("Example Interpreter", DelegateRole.INTERPRETER, False),
        ("Example Officer", DelegateRole.SECURITY, False),
    ]
    for sheet in sheets:
        assert [d.day for d in sheet.days] == [date(2020, 2, day) for day in range(4, 9)]
        assert sheet.delegation[0].name == "Ana Example"
    lines = {sheet.name: sum(len(day.lines) for day in sheet.days) for sheet in sheets}
    assert lines["Ana Example"] == 5
    assert lines["Carla Example"] == lines["Example Officer"] == 0


@given(st.lists(st.sets(st.sampled_from(PEOPLE), max_size=5), min_size=1, max_size=6))
def test_a_sheet_holds_the_activities_of_its_holder_and_no_other(groups: list[set]) -> None:
    members = {ANA.id, BEA.id, CARLA.id}
    activities = tuple(
        an_activity(
            4 + number % 5, 8 + number, title=f"Secret {number}",
            members=tuple(key for key in group if key in members),
            people=tuple(key for key in group if key not in members),
        )
        for number, group in enumerate(groups)
    )  # fmt: skip
    visit = a_visit(activities=activities)

    for sheet in sheets_of(visit, MEMBERS):
        held = {line.title for day in sheet.days for line in day.lines}
        assert held == {
            activity.title
            for activity, group in zip(activities, groups, strict=True)
            if sheet.key in group
        }
        for day in sheet.days:
            assert all(line.slot.wall_date == day.day for line in day.lines)
            assert all(sheet.name not in line.with_whom for line in day.lines)


def test_who_may_not_go_carries_nothing_and_is_named_to_nobody() -> None:
    commission = SpecialCommission(members=(ANA.id, DORA.id), president=ANA.id)
    visit = a_visit(
        special_commission=commission,
        activities=(an_activity(4, 9, members=(ANA.id, DORA.id)),),
    )

    sheets = sheets_of(visit, MEMBERS)

    assert DORA.id not in {sheet.key for sheet in sheets}
    assert "Dora" not in str(sheets)
    with pytest.raises(NotFound):
        sheet_of(visit, DORA.id, MEMBERS)


def test_nothing_is_left_of_what_was_planned_where_entry_was_refused() -> None:
    visit = the_visit_of_2020()
    caracas = replace(visit.stages[0], refused_on=date(2020, 2, 3))
    after = replace(visit, stages=(caracas, visit.stages[1]))

    sheet = sheet_of(after, ANA.id, MEMBERS)

    assert [d.day.day for d in sheet.days if d.lines] == [7, 8]
    assert [d.places for d in sheet.days] == [(), (), (), ("Maracaibo",), ("Maracaibo",)]


def test_a_day_says_where_it_is_and_when_the_sun_is_up() -> None:
    def long_days(_where: object, day: date) -> Daylight:
        start = an_activity(day.day, 6).slot.start
        return Daylight(rises=start, sets=start + timedelta(hours=12))

    placed = a_stage("Caracas", 4, 6, coordinates=CARACAS)
    nowhere = a_stage("Elsewhere", 7, 8)
    sheet = sheet_of(a_visit(stages=(placed, nowhere)), ANA.id, MEMBERS, daylight_of=long_days)

    assert [bool(day.daylight) for day in sheet.days] == [True, True, True, False, False]
    assert {day.zone for day in sheet.days} == {"America/Caracas"}


def test_no_sheet_carries_the_name_of_a_protected_person() -> None:
    uow = FakeUnitOfWork(FakeStore())
    visit = a_visit(
        activities=(an_activity(4, 9, title="Interview with R. Quijano", members=(ANA.id,)),)
    )
    with uow:
        uow.members.save(ANA)
        uow.commit(reason="Example")
    saved = save_observation(visit, reason="Example", uow=uow)
    assert len(day_sheets(saved.id, uow=uow)) == 3
    with uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name="Rosalía Quijano"))
        uow.commit(reason="Example")

    with pytest.raises(ProtectedNameFound):
        day_sheets(saved.id, uow=uow)


# What ships --------------------------------------------------------------------------------------


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 7, 1), date(2028, 2, 29)])
def test_the_delegation_that_ships_is_one_that_article_54_lets_go(today: date) -> None:
    """The reference tables hold no visit; the example period holds one."""
    uow = FakeUnitOfWork(FakeStore())
    build_example(example_titles(), today=today, uow=uow)
    with uow:
        visit = next(v for v in uow.observations.all() if v.special_commission.members)
        members = {member.id: member for member in uow.members.all()}

    named = [members[key] for key in visit.special_commission.members]
    assert len(named) == 3
    assert [finding.verdict for _, finding in who_may_join(visit, named)] == [Verdict.MET] * 3


def test_an_activity_whose_stage_was_taken_away_still_stands_in_the_sheet() -> None:
    activity = an_activity(4, 9, stage=uuid4(), members=(ANA.id,))

    assert activities_of(a_visit(activities=(activity,)), ANA.id) == (activity,)

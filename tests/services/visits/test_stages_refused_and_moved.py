"""A stage that is refused entry, and the place that takes its stead: what moves, who may not go, who is told."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.errors import ConflictingEdit, InvalidValue, NotAllowed, NotFound
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.member_state import MemberState
from convoca.domain.on_site_observation import Consent, VisitActivityKind
from convoca.domain.period_of_sessions import Modality
from convoca.services.observations import save_observation
from convoca.services.visits.stages import (
    MOVABLE,
    Telling,
    ToTell,
    refuse_stage,
    replace_stage,
    with_stage_refused,
    with_stage_replaced,
)
from support.fake_store import FakeStore, FakeUnitOfWork
from support.visits import (
    ANA,
    BEA,
    BOGOTA,
    CARLA,
    CO,
    INTERPRETER,
    OFFICER,
    VE,
    a_stage,
    an_activity,
    the_visit_of_2020,
    titles,
)

MEMBERS = (ANA, BEA, CARLA)
REFUSED_ON = date(2020, 2, 3)
WAITS = "Wait"


def refused(visit, key, **more):
    return with_stage_refused(visit, key, on=REFUSED_ON, by=VE, hold_reason=WAITS, **more)


def test_a_refusal_is_on_record_and_what_was_planned_there_waits() -> None:
    visit = the_visit_of_2020()
    caracas, maracaibo = visit.stages

    refusal = refused(visit, caracas.id, words="At the airport in Panama")

    stage = refusal.visit.stage(caracas.id)
    assert stage is not None
    assert (stage.refused_on, stage.refused_by) == (REFUSED_ON, "At the airport in Panama")
    assert refusal.visit.stage(maracaibo.id) == maracaibo
    assert len(refusal.held) == 3
    assert {(a.held, a.hold_reason) for a in refusal.visit.activities if a.id in refusal.held} == {
        (True, WAITS)
    }
    assert not any(a.held for a in refusal.visit.activities if a.id not in refusal.held)
    assert [c.refused_on for c in refusal.visit.consents] == [REFUSED_ON]


def test_a_refusal_is_told_to_who_was_to_be_there_to_the_state_and_to_the_public() -> None:
    visit = replace(the_visit_of_2020(), is_public=True)

    told = refused(visit, visit.stages[0].id).to_tell

    assert told == (
        *(ToTell(whom=Telling.DELEGATION, person=key) for key in (ANA.id, BEA.id, INTERPRETER.id)),
        ToTell(whom=Telling.STATE_THAT_REFUSED, state=VE),
        ToTell(whom=Telling.PUBLIC),
    )
    empty = replace(visit, activities=(), is_public=False)
    everybody = {t.person for t in refused(empty, visit.stages[0].id).to_tell if t.person}
    assert everybody == {ANA.id, BEA.id, CARLA.id, INTERPRETER.id, OFFICER.id}


def test_a_state_that_agreed_before_is_shown_to_have_refused_since() -> None:
    agreed = Consent(state=VE, consented_on=date(2020, 1, 10), reference="Note 1")
    visit = replace(the_visit_of_2020(), consents=(agreed,))

    (consent,) = refused(visit, visit.stages[0].id).visit.consents

    assert consent == replace(agreed, refused_on=REFUSED_ON)


def test_a_stage_is_refused_once_and_replaced_once_after_it_was_refused() -> None:
    visit = the_visit_of_2020()
    caracas = visit.stages[0].id
    bogota = a_stage("Bogotá", 4, 6, territory=CO, zone="America/Bogota")
    with pytest.raises(NotAllowed):
        with_stage_replaced(visit, caracas, bogota, members=MEMBERS, hold_reason=WAITS)
    with pytest.raises(NotFound):
        refused(visit, uuid4())

    once = refused(visit, caracas).visit
    with pytest.raises(NotAllowed):
        refused(once, caracas)
    moved = with_stage_replaced(once, caracas, bogota, members=MEMBERS, hold_reason=WAITS).visit
    other = replace(bogota, id=uuid4())
    with pytest.raises(NotAllowed):
        with_stage_replaced(moved, caracas, other, members=MEMBERS, hold_reason=WAITS)


def test_what_can_be_done_elsewhere_moves_with_its_hour_and_waits_for_an_address() -> None:
    visit = the_visit_of_2020()
    caracas = visit.stages[0]
    bogota = a_stage("Bogotá", 5, 6, territory=CO, zone="America/Bogota", coordinates=BOGOTA)

    move = with_stage_replaced(
        refused(visit, caracas.id).visit, caracas.id, bogota, members=MEMBERS, hold_reason=WAITS
    )

    (moved,) = (a for a in move.visit.activities if a.id in move.moved)
    assert moved.kind is VisitActivityKind.CIVIL_SOCIETY
    assert (moved.slot.wall_date, moved.slot.wall_time) == (date(2020, 2, 6), time(9))
    assert (moved.slot.zone, moved.slot.minutes) == ("America/Bogota", 60)
    assert (moved.place, moved.transport, moved.coordinates) == ("", "", BOGOTA)
    assert (moved.stage, moved.held, moved.hold_reason) == (bogota.id, True, WAITS)
    assert {a.kind for a in move.visit.activities if a.id in move.left} == {
        VisitActivityKind.AUTHORITIES,
        VisitActivityKind.PLACE_OF_DETENTION,
    }
    assert move.visit.states_touched == (VE, CO)
    assert move.visit.soil == (CO, VE)  # Maracaibo still stands


def test_nationals_and_residents_of_the_new_soil_may_not_go_on() -> None:
    visit = the_visit_of_2020()
    caracas = visit.stages[0].id
    bogota = a_stage("Bogotá", 4, 6, territory=CO, zone="America/Bogota")
    before = with_stage_refused(visit, caracas, on=REFUSED_ON, hold_reason=WAITS).visit

    move = with_stage_replaced(before, caracas, bogota, members=MEMBERS, hold_reason=WAITS)

    assert [(member.name, finding.verdict) for member, finding in move.barred] == [
        ("Bea Example", Verdict.BREACHED)
    ]
    assert ToTell(whom=Telling.STATE_OF_THE_SOIL, state=CO) in move.to_tell
    online = replace(bogota, territory=None, modality=Modality.VIRTUAL, coordinates=BOGOTA)
    virtual = with_stage_replaced(before, caracas, online, members=MEMBERS, hold_reason=WAITS)
    assert virtual.barred == ()
    assert not [told for told in virtual.to_tell if told.state]
    assert all(a.coordinates is None for a in virtual.visit.activities if a.id in virtual.moved)


@given(
    st.lists(st.sampled_from(list(VisitActivityKind)), max_size=8),
    st.integers(min_value=1, max_value=20),
    st.integers(min_value=0, max_value=6),
)
def test_nothing_is_lost_on_the_way_and_the_visit_holds_all_its_stages(
    kinds: list[VisitActivityKind], opens: int, length: int
) -> None:
    visit = the_visit_of_2020()
    caracas = visit.stages[0]
    planned = tuple(
        an_activity(4 + number % 3, 9 + number, kind=kind, stage=caracas.id)
        for number, kind in enumerate(kinds)
    )
    visit = replace(visit, activities=planned)
    new = a_stage("Elsewhere", opens, opens + length, territory=CO, zone="America/Bogota")

    move = with_stage_replaced(
        refused(visit, caracas.id).visit, caracas.id, new, members=MEMBERS, hold_reason=WAITS
    )

    assert {*move.moved, *move.left} == {activity.id for activity in planned}
    assert titles(move.visit, move.moved) == [a.title for a in planned if a.kind in MOVABLE]
    for activity in move.visit.activities:
        assert activity.held
        if activity.id in move.moved:
            assert new.opens <= activity.slot.wall_date <= new.closes
    assert move.visit.opens <= new.opens
    assert new.closes <= move.visit.closes


# In the store ------------------------------------------------------------------------------------


def test_refusal_and_move_are_saved_each_with_its_reason() -> None:
    store = FakeStore()
    uow = FakeUnitOfWork(store)
    with uow:
        for member in MEMBERS:
            uow.members.save(member)
        uow.commit(reason="Example")
    visit = save_observation(the_visit_of_2020(), reason="Planned", uow=uow)
    caracas = visit.stages[0].id

    refusal = refuse_stage(
        visit, caracas, on=REFUSED_ON, by=VE, hold_reason=WAITS, reason="Refused", uow=uow
    )
    bogota = a_stage("Bogotá", 4, 6, territory=CO, zone="America/Bogota")
    move = replace_stage(refusal.visit, caracas, bogota, hold_reason=WAITS, reason="Moved", uow=uow)

    with uow:
        stored = uow.observations.get(visit.id)
        reasons = [entry.reason for entry in uow.audit.entries()]
    assert stored == move.visit
    assert {"Planned", "Refused", "Moved"} <= set(reasons)
    with pytest.raises(ConflictingEdit):
        refuse_stage(
            visit, caracas, on=REFUSED_ON, by=VE, hold_reason=WAITS, reason="Late", uow=uow
        )


def test_only_a_member_state_refuses_or_is_gone_to() -> None:
    uow = FakeUnitOfWork(FakeStore())
    with uow:
        uow.states.save(
            MemberState(
                code=VE,
                name_en="Venezuela",
                name_es="Venezuela",
                zone="America/Caracas",
                capital="Caracas",
            )
        )
        uow.commit(reason="Example")
    visit = save_observation(the_visit_of_2020(), reason="Planned", uow=uow)
    atlantis = StateCode("AX")

    with pytest.raises(InvalidValue):
        refuse_stage(
            visit, visit.stages[0].id, on=REFUSED_ON + timedelta(), by=atlantis,
            hold_reason=WAITS, reason="Refused", uow=uow,
        )  # fmt: skip

"""Closures, absences and holds on record, with their reasons; a member's reason stays inside."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from uuid import uuid4

import pytest

from convoca.bootstrap import open_convoca
from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.errors import (
    ConflictingEdit,
    InvalidValue,
    ProtectedNameFound,
    ReasonMissing,
)
from convoca.domain.hearing import PlanningNeeds
from convoca.domain.language import Language
from convoca.domain.party import ProtectedIdentity
from convoca.domain.period_of_sessions import InterpreterTeams, PlanningWishes
from convoca.domain.slot import Slot
from convoca.services import availability, programme
from support.builders import ROOM
from support.drafts import MONDAY, DraftTable, a_draft_table

SPAN = Slot.local(MONDAY, time(9), minutes=540, zone="America/New_York")


@pytest.fixture
def table(tmp_path) -> Iterator[DraftTable]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as opened:
        yield a_draft_table(opened)


def away(table: DraftTable, **changes: object) -> Unavailability:
    values = {
        "id": uuid4(), "period": table.period.id, "kind": UnavailableKind.MEMBER,
        "key": str(table.file.members[0].id), "span": SPAN, "reason": "Illness",
    }  # fmt: skip
    return Unavailability(**{**values, **changes})


def save(
    table: DraftTable, record: Unavailability, reason: str = "Told by phone"
) -> Unavailability:
    return availability.save_unavailability(record, reason=reason, uow=table.uow())


def test_an_absence_is_recorded_changed_and_taken_back(table: DraftTable) -> None:
    first = save(table, away(table))
    changed = save(table, replace(first, reason="Travel"))
    assert table.file.unavailabilities == (changed,)
    with pytest.raises(ConflictingEdit):
        save(table, replace(first, reason="Other"))
    availability.remove_unavailability(changed, reason="Back again", uow=table.uow())
    assert table.file.unavailabilities == ()
    with table.convoca.reading() as uow:
        said = [entry.reason for entry in uow.audit.entries(record=first.id)]
    assert said == ["Back again", "Told by phone", "Told by phone"]


def test_nothing_is_recorded_without_a_reason(table: DraftTable) -> None:
    with pytest.raises(ReasonMissing):
        save(table, away(table), reason=" ")
    assert table.file.unavailabilities == ()


@pytest.mark.parametrize("kind", [UnavailableKind.ROOM, UnavailableKind.MEMBER])
def test_a_room_or_member_that_is_not_on_record_is_refused(
    table: DraftTable, kind: UnavailableKind
) -> None:
    with pytest.raises(InvalidValue, match="no such"):
        save(table, away(table, kind=kind, key=str(uuid4())))


def test_who_is_meant_is_said_exactly() -> None:
    table_period = uuid4()
    for kind, key in ((UnavailableKind.EVERYBODY, "x"), (UnavailableKind.PARTY, "")):
        with pytest.raises(InvalidValue):
            Unavailability(id=uuid4(), period=table_period, kind=kind, key=key, span=SPAN)
    with pytest.raises(InvalidValue):
        Unavailability(
            id=uuid4(), period=table_period, kind=UnavailableKind.PARTY, key="x", span=SPAN,
            is_hold=True,
        )  # fmt: skip


def test_a_protected_name_is_not_a_reason(table: DraftTable) -> None:
    with table.uow() as uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name="Xiomara Ejemplo"))
        uow.commit(reason="Example")
    with pytest.raises(ProtectedNameFound):
        save(table, away(table, reason="With Xiomara Ejemplo"))


def test_a_room_is_held_for_something_that_is_named(table: DraftTable) -> None:
    held = programme.hold(
        table.file, room=ROOM, day=MONDAY, hour=time(14), minutes=90, reason="Press conference",
        uow=table.uow(),
    )  # fmt: skip
    assert table.file.unavailabilities == (held,)
    assert (held.is_hold, held.reason, held.span.minutes, held.key) == (
        True, "Press conference", 90, str(ROOM),
    )  # fmt: skip
    with pytest.raises(InvalidValue, match="held for"):
        save(table, replace(held, id=uuid4(), reason="", version=0))


def test_teams_wishes_and_needs_are_saved_with_the_programme(table: DraftTable) -> None:
    teams = (
        InterpreterTeams(language=Language.FRENCH, teams=1),
        InterpreterTeams(language=Language.FRENCH, teams=0, day=date(2027, 3, 9)),
    )
    period = availability.set_interpreter_teams(
        table.file.period, teams, reason="Contract", uow=table.uow()
    )
    with pytest.raises(InvalidValue, match="one number"):
        availability.set_interpreter_teams(
            period, (*teams, teams[0]), reason="Contract", uow=table.uow()
        )
    wishes = PlanningWishes(weights={"span_state": 20}, load_minutes=240)
    availability.set_wishes(period, wishes, reason="Travel costs", uow=table.uow())
    needs = PlanningNeeds(attendance=90, theme="Land")
    availability.set_needs(table.file.hearings[0], needs, reason="Told", uow=table.uow())
    file = table.file
    assert (file.period.interpreter_teams, file.period.wishes) == (teams, wishes)
    assert file.hearings[0].needs == needs


@pytest.mark.parametrize(
    "wishes",
    [
        {"lunch": (time(14), time(13))},
        {"weights": {"lunch": -1}},
        {"load_minutes": 2000},
        {"turnaround_minutes": -5},
    ],
)
def test_a_wish_that_means_nothing_is_refused(wishes) -> None:
    with pytest.raises(InvalidValue):
        PlanningWishes(**wishes)

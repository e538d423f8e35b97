"""The same import into the real store, on both databases."""

from collections.abc import Iterator

import pytest
from import_sheets import TODAY, reference_tables, sheet

from convoca.bootstrap import Convoca, open_convoca
from convoca.services.importing.applying import apply, load_reference
from convoca.services.importing.columns import Kind
from convoca.services.importing.plan import Outcome, Plan
from convoca.services.importing.planning import plan
from convoca.services.importing.table import Table


@pytest.fixture
def convoca(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        yield opened


PERIOD = sheet(
    "number|start_date|end_date|city|country|rooms|requests_deadline",
    (196, "2027-03-08", "2027-03-19", "Bogotá", "CO", "Sala A", "2027-01-20"),
)
HEARINGS = sheet(
    "period|date|start_time|end_time|room|title|state|type|requesters|initiative",
    (196, "2027-03-15", "09:00", "10:00", "Sala A", "Uno", "HT", "case", "Ana", None),
    (196, "2027-03-15", "10:00", "11:00", "Sala A", "Dos", "MX", None, "State of Mexico", "state"),
)
REQUESTS = sheet(
    "reference|received|title|type|states|requesters|participants|minutes",
    ("PS 196-1", "2026-11-02T23:30:00-05:00", "Uno", "case", "HT", "Ana", "Ana|witness|x", 45),
    (None, "2026-11-02", "Dos", "thematic", "MX; GT", "Red", None, None),
)
VISITS = sheet(
    "kind|start_date|end_date|states|place",
    ("on_site", "2027-05-03", "2027-05-07", "VE", "Cúcuta, Colombia"),
)


def test_a_whole_office_goes_in_and_a_second_run_changes_nothing(convoca: Convoca) -> None:
    load_reference(convoca.unit_of_work(), reference_tables(), today=TODAY)
    files = [
        (Kind.PERIODS, PERIOD),
        (Kind.HEARINGS, HEARINGS),
        (Kind.REQUESTS, REQUESTS),
        (Kind.VISITS, VISITS),
    ]
    for kind, table in files:
        made = _planned(convoca, kind, table)
        assert not made.is_blocked
        assert apply(made, reason="test", uow=convoca.unit_of_work()).created == len(table.rows)

    with convoca.reading() as uow:
        entries = uow.audit.verify()
        assert len(uow.placements.all()) == 2
    for kind, table in files:
        again = _planned(convoca, kind, table)
        assert [row.outcome for row in again.rows] == [Outcome.UNCHANGED] * len(table.rows)
        assert apply(again, reason="test", uow=convoca.unit_of_work()).written == 0
    assert load_reference(convoca.unit_of_work(), reference_tables(), today=TODAY).written == 0
    with convoca.reading() as uow:
        assert uow.audit.verify() == entries


def test_an_example_is_planned_without_keeping_writers_waiting(convoca: Convoca) -> None:
    with convoca.unit_of_work() as writer:
        writer.states.all()
        assert _planned(convoca, Kind.PERIODS, PERIOD).rows


def _planned(convoca: Convoca, kind: Kind, table: Table) -> Plan:
    return plan(kind, table, uow=convoca.reading(), today=TODAY, period_number=196)

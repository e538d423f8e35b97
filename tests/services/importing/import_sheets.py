"""Small tables in hand, and a store that knows the States and members."""

from datetime import date
from pathlib import Path

from convoca.documents.tables import read_table
from convoca.services.importing.applying import apply, load_reference
from convoca.services.importing.columns import Kind
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.plan import Plan, PlannedRow
from convoca.services.importing.planning import plan
from convoca.services.importing.table import Row, Table, Value
from support.fake_store import FakeStore, FakeUnitOfWork

TODAY = date(2026, 11, 22)
SHIPPED = Path(__file__).parents[3] / "lib" / "convoca" / "persistence" / "reference"


def reference_tables() -> dict[Kind, Table]:
    return {
        Kind.STATES: read_table(SHIPPED / "member_states.csv"),
        Kind.MEMBERS: read_table(SHIPPED / "commissioners.csv"),
        Kind.RAPPORTEURSHIPS: read_table(SHIPPED / "rapporteurships.csv"),
    }


_REFERENCE: FakeStore | None = None


def office() -> FakeUnitOfWork:
    """A store with the shipped reference data, each time a fresh one."""
    global _REFERENCE  # noqa: PLW0603 - read the files once
    if _REFERENCE is None:
        uow = FakeUnitOfWork()
        load_reference(uow, reference_tables(), today=TODAY)
        _REFERENCE = uow.store
    return FakeUnitOfWork(
        FakeStore(
            records={name: dict(rows) for name, rows in _REFERENCE.records.items()},
            entries=list(_REFERENCE.entries),
        )
    )


def sheet(header: str, *rows: tuple[Value, ...] | list[Value]) -> Table:
    """``header`` names the columns, separated by ``|``."""
    return Table(
        file="sheet.csv",
        header=tuple(name.strip() for name in header.split("|")),
        rows=tuple(Row(number=n, values=tuple(row)) for n, row in enumerate(rows, start=2)),
    )


def planned(
    kind: Kind,
    table: Table,
    uow: FakeUnitOfWork,
    *,
    period_number: int | None = None,
    dates: DateOrder | None = None,
    today: date = TODAY,
) -> Plan:
    return plan(kind, table, uow=uow, today=today, period_number=period_number, dates=dates)


def taken_in(
    kind: Kind, table: Table, uow: FakeUnitOfWork, *, period_number: int | None = None
) -> Plan:
    """Plan and apply; returns the plan."""
    made = planned(kind, table, uow, period_number=period_number)
    apply(made, reason="import in a test", uow=uow)
    return made


def codes(row: PlannedRow) -> list[str]:
    return [remark.code for remark in row.remarks]


def with_period(number: int = 196, *, rooms: str = "Sala A; Sala B") -> FakeUnitOfWork:
    """A store with one period, 2027-03-08 to 2027-03-19 in Bogotá, with rooms."""
    uow = office()
    taken_in(
        Kind.PERIODS,
        sheet(
            "period_number|start_date|end_date|city|country_iso2|rooms",
            (number, date(2027, 3, 8), date(2027, 3, 19), "Bogotá", "CO", rooms),
        ),
        uow,
    )
    return uow

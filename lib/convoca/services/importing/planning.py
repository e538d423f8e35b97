"""Plan an import: read every row, say what would become of it, write nothing."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from convoca.services.importing import (
    hearings,
    mandates,
    members,
    periods,
    rapporteurships,
    requests,
    states,
    visits,
)
from convoca.services.importing.book import Book
from convoca.services.importing.columns import Kind, match_columns
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.plan import Plan
from convoca.services.importing.remark import Level, remark
from convoca.services.importing.row import RowReader
from convoca.services.importing.table import Table
from convoca.services.ports import UnitOfWork

PLANNERS: Mapping[Kind, Callable[[list[RowReader], Book], None]] = MappingProxyType(
    {
        Kind.PERIODS: periods.plan_rows,
        Kind.REQUESTS: requests.plan_rows,
        Kind.HEARINGS: hearings.plan_rows,
        Kind.VISITS: visits.plan_rows,
        Kind.MEMBERS: members.plan_rows,
        Kind.STATES: states.plan_rows,
        Kind.RAPPORTEURSHIPS: rapporteurships.plan_rows,
        Kind.MANDATES: mandates.plan_rows,
    }
)
#: Kinds whose rows belong to a period.
OF_A_PERIOD = frozenset({Kind.PERIODS, Kind.REQUESTS, Kind.HEARINGS})


def plan(
    kind: Kind,
    table: Table,
    *,
    uow: UnitOfWork,
    today: date,
    period_number: int | None = None,
    dates: DateOrder | None = None,
) -> Plan:
    """Say row by row what the import would do; see ``applying.apply``.

    ``period_number`` stands for a missing column and leaves out the rows of other periods.
    ``dates`` says how to read dates that can mean two days.
    """
    with uow:
        return plan_within(
            kind, table, uow=uow, today=today, period_number=period_number, dates=dates
        )


def plan_within(
    kind: Kind,
    table: Table,
    *,
    uow: UnitOfWork,
    today: date,
    period_number: int | None = None,
    dates: DateOrder | None = None,
) -> Plan:
    """Plan inside a transaction that is already open."""
    book = Book(uow, today=today, period_number=period_number)
    needed = ("period",) if kind in {Kind.REQUESTS, Kind.HEARINGS} and not period_number else ()
    columns, remarks = match_columns(kind, table, needed=needed)
    remarks = [*table.remarks, *remarks]
    if not table.rows:
        remarks.append(remark("no_rows", Level.ERROR))
    if period_number is not None and kind not in OF_A_PERIOD:
        remarks.append(remark("period_option_unused", Level.NOTE))
    if period_number is not None and _needed_period_is_missing(kind, book, period_number):
        remarks.append(remark("period_not_in_store", Level.ERROR, number=period_number))
    if not any(r.level is Level.ERROR for r in remarks):
        rows = [RowReader(table, row, columns, today=today, order=dates) for row in table.rows]
        PLANNERS[kind](rows, book)
    return Plan(
        kind=kind,
        file=table.file,
        sheet=table.sheet,
        rows=tuple(sorted(book.rows, key=lambda row: row.number)),
        changes=tuple(book.changes),
        remarks=tuple(remarks),
    )


def _needed_period_is_missing(kind: Kind, book: Book, number: int) -> bool:
    return kind in {Kind.REQUESTS, Kind.HEARINGS} and number not in book.periods

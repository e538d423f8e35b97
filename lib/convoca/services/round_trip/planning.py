"""Plans what bringing a workbook back would do; nothing is written here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from convoca.domain.errors import InvalidValue, UnreadableFile
from convoca.domain.hearing_request import HearingRequest
from convoca.services.identities import names_in, protected_names
from convoca.services.importing.remark import Level, RowRemark, Unclear
from convoca.services.importing.table import Table
from convoca.services.importing.words import REMEDY_WORDS
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.ports import UnitOfWork
from convoca.services.round_trip import acts
from convoca.services.round_trip.base_sheet import Base
from convoca.services.round_trip.cells import CellReader
from convoca.services.round_trip.clashes import clashes
from convoca.services.round_trip.columns import Columns, columns_of
from convoca.services.round_trip.fields import (
    FIELDS,
    IDENTITY,
    PLACE,
    Field,
    Record,
    WorkbookKind,
    activity_values,
    field_named,
    request_values,
)
from convoca.services.round_trip.merging import Merged, merged_group
from convoca.services.round_trip.plan import (
    ActivityChange,
    CellOutcome,
    Choices,
    PlannedCell,
    PlannedRow,
    RequestChange,
    RoundTripPlan,
)
from convoca.services.round_trip.rows import ReturnedRow, returned_rows
from convoca.services.round_trip.sheet import room_labels
from convoca.services.round_trip.words import said

_OUTCOMES = {
    Merged.THEIRS: CellOutcome.TAKEN,
    Merged.OURS: CellOutcome.KEPT,
    Merged.SAME: CellOutcome.SAME,
    Merged.CONFLICT: CellOutcome.CONFLICT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedWorkbook:
    """A workbook that came back: what it said when it went out, and what its sheet says now."""

    base: Base
    table: Table


def plan_return(
    returned: ReturnedWorkbook, *, uow: UnitOfWork, today: date, choices: Choices | None = None
) -> RoundTripPlan:
    """Plan row by row against what is stored now. Raises UnreadableFile for a period of another store."""
    with uow:
        if uow.periods.find(returned.base.period) is None:
            raise UnreadableFile(
                returned.table.file,
                "The workbook is of the period {number} of another store.",
                number=returned.base.number,
            )
        file = read_period_file(returned.base.period, uow=uow)
        names = protected_names(uow=uow)
    return _Planning(returned, file, names, today, choices or Choices()).plan()


class _Planning:
    """One plan in the making."""

    def __init__(
        self,
        returned: ReturnedWorkbook,
        file: PeriodFile,
        names: list[str],
        today: date,
        choices: Choices,
    ) -> None:
        self._base, self._table = returned.base, returned.table
        self._file, self._names, self._today, self._choices = file, names, today, choices
        self._columns: Columns = columns_of(self._base, self._table, choices.columns)
        self._records: dict[UUID, Record] = (
            {request.id: request for request in file.requests}
            if self._base.kind is WorkbookKind.REQUESTS
            else dict(file.records)
        )

    def plan(self) -> RoundTripPlan:
        remarks = [*self._table.remarks, *self._columns.remarks]
        rows: list[PlannedRow] = []
        missing: tuple[str, ...] = ()
        if not any(remark.level is Level.ERROR for remark in remarks):
            reader = CellReader(
                words=self._base.words,
                rooms=room_labels(self._file.period),
                order=self._choices.order,
                today=self._today,
            )
            returned = returned_rows(self._base, self._table, self._columns, reader)
            rows = self._without_clashes([self._row(row) for row in returned])
            missing = self._missing(returned)
        made_since = tuple(
            _subject(record) for key, record in self._records.items() if key not in self._base.rows
        )
        return RoundTripPlan(
            kind=self._base.kind,
            workbook=self._table.file,
            file=self._file,
            rows=tuple(rows),
            remarks=(*remarks, *_counted(missing, made_since)),
            missing=missing,
            made_since=made_since,
            unknown_columns=self._columns.unknown,
            lost_columns=self._columns.lost,
            requests=tuple(c for c in self._changes(rows) if isinstance(c, RequestChange)),
            activities=tuple(c for c in self._changes(rows) if isinstance(c, ActivityChange)),
        )

    def _missing(self, rows: Iterable[ReturnedRow]) -> tuple[str, ...]:
        """Name what went out and did not come back, as far as it still exists."""
        there = {row.key for row in rows}
        identity = IDENTITY[self._base.kind]
        return tuple(
            " ".join(part for part in (row.values[identity], row.values["title"]) if part)
            for key, row in self._base.rows.items()
            if key not in there and key in self._records
        )

    # One row

    def _row(self, row: ReturnedRow) -> PlannedRow:
        if row.key is None or row.refusal is not None:
            return self._refused(row, row.refusal)
        record = self._records.get(row.key)
        went_out = self._base.rows[row.key].values
        if record is None:
            differs = bool(row.unclear) or any(
                row.said[name] != went_out[name] for name in self._open_names(row.said)
            )
            gone = said("row_gone", Level.ERROR if differs else Level.NOTE, row=row.number)
            if differs:
                return self._refused(row, gone)
            return PlannedRow(number=row.number, subject=row.subject, remarks=(gone,))
        ours = self._values(record)
        cells = [
            cell for group in self._groups() for cell in self._group(row, group, went_out, ours)
        ]
        cells = self._refuse_misfits(row, record, ours, cells)
        return PlannedRow(
            number=row.number,
            subject=_subject(record),
            key=row.key,
            cells=tuple(cells),
            remarks=row.remarks,
        )

    def _refused(self, row: ReturnedRow, refusal: RowRemark | None) -> PlannedRow:
        return PlannedRow(
            number=row.number,
            subject=row.subject,
            key=row.key,
            remarks=row.remarks,
            refusal=refusal,
            side=self._choices.of_refusal(row.number) if refusal else None,
        )

    def _groups(self) -> list[list[Field]]:
        found: dict[str, list[Field]] = {}
        for column in FIELDS[self._base.kind]:
            if column.is_open and column.name in self._columns.found:
                found.setdefault(column.together, []).append(column)
        return list(found.values())

    def _open_names(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if field_named(self._base.kind, name).is_open]

    def _values(self, record: Record) -> dict[str, str]:
        if isinstance(record, HearingRequest):
            return request_values(record)
        return activity_values(self._file, record)

    def _group(
        self,
        row: ReturnedRow,
        group: list[Field],
        base: Mapping[str, str],
        ours: Mapping[str, str],
    ) -> list[PlannedCell]:
        """Merge the cells of one group; where one cannot be read, nothing of the group is taken."""
        theirs = {field.name: row.said[field.name] for field in group if field.name in row.said}
        cells = [
            PlannedCell(
                field=name,
                group=group[0].together,
                base=base[name],
                theirs=theirs[name],
                ours=ours[name],
                outcome=_OUTCOMES[outcome],
            )
            for name, outcome in merged_group(base, theirs, ours).items()
            if outcome is not Merged.UNCHANGED
        ]
        cells = [self._guarded(row, self._chosen(row, cell)) for cell in cells]
        unclear = {f.name: row.unclear[f.name] for f in group if f.name in row.unclear}
        if not unclear:
            return cells
        unread = [
            PlannedCell(
                field=name,
                group=group[0].together,
                base=base[name],
                theirs=row.typed[name],
                ours=ours[name],
                outcome=CellOutcome.REFUSED,
                side=self._choices.of_refusal(row.number, group[0].together),
                remark=self._remark(row, name, problem),
            )
            for name, problem in unclear.items()
        ]
        return [*unread, *(self._refuse(row, cell, None) for cell in cells)]

    def _chosen(self, row: ReturnedRow, cell: PlannedCell) -> PlannedCell:
        if cell.outcome is not CellOutcome.CONFLICT:
            return cell
        return replace(cell, side=self._choices.of_conflict(row.number, cell.group))

    def _guarded(self, row: ReturnedRow, cell: PlannedCell) -> PlannedCell:
        """Refuse a cell that would bring the name of a protected person back, without repeating it."""
        is_wanted = cell.outcome in {CellOutcome.TAKEN, CellOutcome.CONFLICT}
        if not is_wanted or not names_in(cell.theirs, self._names):
            return cell
        remark = said("protected_name", Level.ERROR, row=row.number, column=self._where(cell.field))
        return self._refuse(row, replace(cell, theirs="…"), remark)

    def _refuse(self, row: ReturnedRow, cell: PlannedCell, remark: RowRemark | None) -> PlannedCell:
        """Refuse a cell that would be written or asked about; what is kept anyway stays so."""
        if cell.outcome not in {CellOutcome.TAKEN, CellOutcome.CONFLICT}:
            return cell
        side = self._choices.of_refusal(row.number, cell.group)
        return replace(cell, outcome=CellOutcome.REFUSED, side=side, remark=remark)

    def _refuse_misfits(
        self, row: ReturnedRow, record: Record, ours: Mapping[str, str], cells: list[PlannedCell]
    ) -> list[PlannedCell]:
        wanted, changed = _settled(ours, cells)
        if isinstance(record, HearingRequest):
            found = acts.request_misfits(record, wanted, changed=changed, today=self._today)
        else:
            found = acts.activity_misfits(self._file, record, wanted, changed=changed)
        for group, unclear in found.items():
            first = next((c.field for c in cells if c.group == group and c.is_applied), "")
            remark = self._remark(row, first, unclear)
            cells = [
                self._refuse(row, cell, remark) if cell.group == group and cell.is_applied else cell
                for cell in cells
            ]
        return cells

    # All rows together

    def _without_clashes(self, rows: list[PlannedRow]) -> list[PlannedRow]:
        """Refuse places that are taken, until no two of those that are left stand in each other's way."""
        while True:
            moves = [c for c in self._changes(rows) if isinstance(c, ActivityChange) and c.moves]
            found = clashes(self._file, moves)
            rows, is_done = self._refuse_places(rows, found)
            if is_done:
                return rows

    def _refuse_places(
        self, rows: list[PlannedRow], found: Mapping[UUID, RowRemark]
    ) -> tuple[list[PlannedRow], bool]:
        refused = []
        for row in rows:
            remark = found.get(row.key) if row.key else None
            if remark is None:
                refused.append(row)
                continue
            cells = tuple(self._refuse_place(row, cell, remark) for cell in row.cells)
            refused.append(replace(row, cells=cells))
        return refused, refused == rows

    def _refuse_place(self, row: PlannedRow, cell: PlannedCell, remark: RowRemark) -> PlannedCell:
        if cell.group not in {PLACE, "minutes"} or not cell.is_applied:
            return cell
        side = self._choices.of_refusal(row.number, cell.group)
        told = replace(remark, row=row.number, column=self._where(cell.field))
        return replace(cell, outcome=CellOutcome.REFUSED, side=side, remark=told)

    def _changes(self, rows: Iterable[PlannedRow]) -> list[RequestChange | ActivityChange]:
        found: list[RequestChange | ActivityChange] = []
        for row in rows:
            record = self._records.get(row.key) if row.key and row.refusal is None else None
            if record is None:
                continue
            wanted, changed = _settled(self._values(record), row.cells)
            if not changed:
                continue
            if isinstance(record, HearingRequest):
                found.append(acts.request_change(record, wanted, changed))
            else:
                found.append(acts.activity_change(self._file, record, wanted, changed))
        return found

    # Words

    def _where(self, field: str) -> str:
        index = self._columns.found.get(field)
        return "" if index is None else self._table.column(index)

    def _remark(self, row: ReturnedRow, field: str, unclear: Unclear) -> RowRemark:
        column, read = self._where(field), row.typed.get(field, "")
        error = unclear.values.get("error")
        if isinstance(error, InvalidValue):
            return RowRemark(
                code="refused",
                level=Level.ERROR,
                problem=error.detail,
                remedy=REMEDY_WORDS["refused"],
                values={k: v for k, v in error.values.items() if k not in {"field", "detail"}},
                row=row.number,
                column=column,
                read=read,
            )
        values = {name: value for name, value in unclear.values.items() if name != "read"}
        shown = str(unclear.values.get("read", read))
        return said(unclear.code, Level.ERROR, row=row.number, column=column, read=shown, **values)


def _settled(
    ours: Mapping[str, str], cells: Iterable[PlannedCell]
) -> tuple[dict[str, str], list[str]]:
    """Return what a row says when all is settled, and which fields come from the file."""
    taken = {cell.field: cell.theirs for cell in cells if cell.is_applied}
    return {**ours, **taken}, list(taken)


def _subject(record: Record) -> str:
    return record.reference if isinstance(record, HearingRequest) else record.title


def _counted(missing: tuple[str, ...], made_since: tuple[str, ...]) -> Iterable[RowRemark]:
    if missing:
        yield said("rows_not_there", Level.NOTE, count=len(missing))
    if made_since:
        yield said("rows_made_since", Level.NOTE, count=len(made_since))

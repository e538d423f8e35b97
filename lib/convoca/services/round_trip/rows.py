"""The rows of a sheet that came back: which record each is about, and what cannot be about any."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from convoca.services.importing.remark import Level, RowRemark, Unclear
from convoca.services.importing.table import Row, Table, Value
from convoca.services.importing.text import clean_line
from convoca.services.round_trip.base_sheet import Base
from convoca.services.round_trip.cells import CellReader
from convoca.services.round_trip.columns import KEY, REVISION, Columns
from convoca.services.round_trip.fields import FIELDS, IDENTITY, NO, CellKind, Field
from convoca.services.round_trip.words import said


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedRow:
    """One row. ``said``: field -> what it says, as far as it could be read; ``typed`` as it stands there.

    ``unclear``: field -> why it could not be read. ``refusal``: why no record is meant.
    """

    number: int
    subject: str
    key: UUID | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)
    unclear: Mapping[str, Unclear] = field(default_factory=dict)
    remarks: tuple[RowRemark, ...] = ()
    refusal: RowRemark | None = None


def returned_rows(
    base: Base, table: Table, columns: Columns, reader: CellReader
) -> list[ReturnedRow]:
    """Read every row, and find the record that it is about."""
    sheet = _Sheet(base, table, columns, reader)
    return list(_without_doubles([sheet.row(row) for row in table.rows]))


class _Sheet:
    """A sheet that came back, with what is known of it."""

    def __init__(self, base: Base, table: Table, columns: Columns, reader: CellReader) -> None:
        self._base, self._table, self._reader = base, table, reader
        self._columns = columns.found
        self._fields = [column for column in FIELDS[base.kind] if column.name in columns.found]

    def row(self, row: Row) -> ReturnedRow:
        cells = {
            name: row.values[index] if index < len(row.values) else None
            for name, index in self._columns.items()
        }
        typed = {name: _shown(value) for name, value in cells.items()}
        key = _key(typed[KEY])
        refusal = self._refusal(row.number, key, typed)
        if refusal is not None or key is None:
            subject = typed.get("title") or typed.get(IDENTITY[self._base.kind], "")
            return ReturnedRow(
                number=row.number, subject=subject, key=key, typed=typed, refusal=refusal
            )
        return self._read(row.number, key, cells, typed)

    def _refusal(self, number: int, key: UUID | None, typed: Mapping[str, str]) -> RowRemark | None:
        if not typed[KEY]:
            return said("row_without_key", Level.ERROR, row=number)
        went_out = self._base.rows.get(key) if key else None
        if went_out is None:
            return said("row_unknown", Level.ERROR, row=number)
        identity = IDENTITY[self._base.kind]
        read, expected = typed.get(identity, ""), went_out.values[identity]
        if typed[REVISION] != went_out.revision or read != expected:
            return said("row_key_moved", Level.ERROR, row=number, read=read, expected=expected)
        return None

    def _read(
        self, number: int, key: UUID, cells: Mapping[str, Value], typed: Mapping[str, str]
    ) -> ReturnedRow:
        went_out = self._base.rows[key].values
        read: dict[str, str] = {}
        unclear: dict[str, Unclear] = {}
        remarks: list[RowRemark] = []
        for column in self._fields:
            name, at = column.name, (number, self._columns[column.name])
            try:
                read[name] = self._cell(column, at, cells[name], went_out[name])
            except Unclear as problem:
                unclear[name] = problem
            is_changed = name in unclear or read[name] != went_out[name]
            if is_changed and not column.is_open:
                unclear.pop(name, None)
                remarks.append(_note("locked_cell", self._table, at, typed[name]))
            elif is_changed and at in self._table.formulas:
                remarks.append(_note("formula_value", self._table, at, typed[name]))
        return ReturnedRow(
            number=number,
            subject=went_out["title"],
            key=key,
            said=read,
            typed=typed,
            unclear=unclear,
            remarks=tuple(remarks),
        )

    def _cell(self, column: Field, at: tuple[int, int], value: Value, before: str) -> str:
        if at in self._table.unreadable:
            raise Unclear(self._table.unreadable[at])
        read = self._reader.read(column, value)
        if column.kind is CellKind.FLAG and read == NO and not before:
            return before  # a record without such a flag says neither yes nor no
        if column.is_open and read != before:
            self._reader.refuse(column, read)
        return read


def _without_doubles(rows: list[ReturnedRow]) -> Iterator[ReturnedRow]:
    """Take one of several rows that say the same; refuse those that differ."""
    by_key: dict[UUID, list[ReturnedRow]] = {}
    for row in rows:
        if row.key is not None and row.refusal is None:
            by_key.setdefault(row.key, []).append(row)
    for row in rows:
        same = by_key.get(row.key, [row]) if row.key and row.refusal is None else [row]
        if len(same) == 1:
            yield row
        elif any(_content(other) != _content(row) for other in same):
            numbers = ", ".join(str(other.number) for other in same)
            refusal = said("row_twice", Level.ERROR, row=row.number, rows=numbers)
            yield ReturnedRow(
                number=row.number,
                subject=row.subject,
                key=row.key,
                typed=row.typed,
                refusal=refusal,
            )
        elif row is same[0]:
            yield row
        else:
            note = said("row_repeated", Level.NOTE, row=row.number, other=same[0].number)
            yield ReturnedRow(
                number=row.number, subject=row.subject, typed=row.typed, remarks=(note,)
            )


def _content(row: ReturnedRow) -> tuple[dict[str, str], dict[str, str]]:
    return dict(row.said), {name: row.typed[name] for name in row.unclear}


def _note(code: str, table: Table, at: tuple[int, int], read: str) -> RowRemark:
    return said(code, Level.NOTE, row=at[0], column=table.column(at[1]), read=read)


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shown(value: Value) -> str:
    """Write a cell as people see it; 90.0 is 90."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean_line(str(value))

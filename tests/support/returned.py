"""A workbook that went out, on the desk of somebody who edits it; it comes back without a file."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID

from convoca.domain.language import Language
from convoca.i18n.round_trip_words import cell_text, cell_words, field_heading
from convoca.services.importing.table import Row, Table, Value
from convoca.services.period_file import PeriodFile
from convoca.services.round_trip.base_sheet import base_rows, read_base
from convoca.services.round_trip.fields import FIELDS, CellKind, WorkbookKind, field_named
from convoca.services.round_trip.planning import ReturnedWorkbook
from convoca.services.round_trip.sheet import sheet_of

STATES = ("BR", "CL", "MX", "PE")


class Desk:
    """``header`` and ``rows`` are what a spreadsheet program shows; change them at will."""

    def __init__(
        self, file: PeriodFile, kind: WorkbookKind, language: Language = Language.ENGLISH
    ) -> None:
        self.sheet = sheet_of(file, kind, STATES)  # type: ignore[arg-type]
        self._fields, self._language = FIELDS[kind], language
        headings = {f.name: field_heading(f.name, language) for f in self._fields}
        keys = (field_heading("key", language), field_heading("revision", language))
        self._hidden = base_rows(
            self.sheet,
            name="Sheet",
            key_headings=keys,
            headings=headings,
            words={
                f.name: cell_words(f, language, rooms=self.sheet.rooms, states=STATES)
                for f in self._fields
            },
        )
        self.header = [*headings.values(), *keys]
        self.rows: list[list[Any]] = [
            [
                *(self.cell(f.name, row.values[f.name]) for f in self._fields),
                str(row.key),
                row.revision,
            ]
            for row in self.sheet.rows
        ]

    def cell(self, name: str, value: str) -> Value:
        """Return what a cell of a field holds for a value that is written as in ``fields``."""
        if not value:
            return None
        field = field_named(self.sheet.kind, name)
        match field.kind:
            case CellKind.DAY:
                return date.fromisoformat(value)
            case CellKind.HOUR:
                return time.fromisoformat(value)
            case CellKind.NUMBER:
                return int(value)
        return cell_text(field, value, self._language, self.sheet.rooms)

    def column(self, field: str) -> int:
        return self.header.index(field_heading(field, self._language))

    def row_of(self, record: UUID) -> list[Any]:
        return next(row for row in self.rows if row[-2] == str(record))

    def write(self, record: UUID, **cells: object) -> None:
        """Write into the cells of a record's row, named by field."""
        row = self.row_of(record)
        for field, value in cells.items():
            row[self.column(field)] = value

    def come_back(self, **changes: Any) -> ReturnedWorkbook:
        table = replace(_table(self.header, self.rows), **changes)
        return ReturnedWorkbook(
            base=read_base(_table(self._hidden[0], self._hidden[1:])), table=table
        )


def _table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Table:
    return Table(
        file="example.xlsx",
        header=tuple(header),
        rows=tuple(Row(number=n, values=tuple(row)) for n, row in enumerate(rows, 2)),
    )

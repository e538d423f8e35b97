"""Which column of a sheet that came back is which: moved ones are found, renamed ones asked about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from convoca.services.folding import fold
from convoca.services.importing.remark import Level, RowRemark
from convoca.services.importing.table import Table
from convoca.services.round_trip.base_sheet import Base
from convoca.services.round_trip.fields import FIELDS, IDENTITY
from convoca.services.round_trip.words import said

KEY, REVISION = "key", "revision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """``found``: name of a field, KEY or REVISION -> index of its column."""

    found: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...]
    lost: tuple[str, ...]
    remarks: tuple[RowRemark, ...]


def columns_of(base: Base, table: Table, chosen: Mapping[str, int]) -> Columns:
    """Find every column by its heading, or where somebody said it is."""
    headings = {KEY: base.key_heading, REVISION: base.revision_heading, **base.headings}
    remarks: list[RowRemark] = []
    found: dict[str, int] = {}
    for name, heading in headings.items():
        named = [i for i, title in enumerate(table.header) if fold(title) == fold(heading)]
        if len(named) > 1:
            remarks.append(_twice(table, heading, named))
        if named:
            found[name] = named[0]
        elif name in chosen and _is_free(chosen[name], table, found.values()):
            found[name] = chosen[name]
            column = table.column(chosen[name])
            remarks.append(said("column_taken", Level.NOTE, column=column, heading=heading))
    unknown = tuple(
        (index, title)
        for index, title in enumerate(table.header)
        if title and index not in found.values()
    )
    lost = [name for name in headings if name not in found]
    return Columns(
        found=found,
        unknown=unknown,
        lost=tuple(name for name in lost if name in base.headings),
        remarks=(
            *remarks,
            *_lost(base, lost),
            *(
                said("column_unknown", Level.NOTE, column=table.column(index))
                for index, _ in unknown
            ),
        ),
    )


def _is_free(index: int, table: Table, taken: Iterable[int]) -> bool:
    return 0 <= index < len(table.header) and index not in taken


def _twice(table: Table, heading: str, named: list[int]) -> RowRemark:
    column, other = (table.column(index) for index in named[:2])
    return said("column_twice", Level.ERROR, column=column, other=other, heading=heading)


def _lost(base: Base, lost: Iterable[str]) -> Iterable[RowRemark]:
    """Tell what is gone. Without keys nothing can be done, nor without what tells rows apart."""
    names = set(lost)
    if names & {KEY, REVISION}:
        yield said("key_column_gone", Level.ERROR)
    for field in FIELDS[base.kind]:
        if field.name in names:
            needed = field.name == IDENTITY[base.kind]
            level = Level.ERROR if needed else Level.NOTE
            yield said("column_gone", level, heading=base.headings[field.name])

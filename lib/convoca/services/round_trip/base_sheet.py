"""The hidden sheet of a workbook that went out: what every cell said then, and in which words.

Each cell is a JSON string with its underscores written as escapes: no program takes it for a
number, a formula or an escape of its own, and none trims it. The first row seals the others.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from convoca.domain.errors import UnreadableFile
from convoca.domain.identifiers import PeriodId
from convoca.services.importing.table import Table
from convoca.services.round_trip.fields import FIELDS, WorkbookKind
from convoca.services.round_trip.sheet import RoundTripSheet

SHEET = "convoca_base"
FORMAT = "convoca/round-trip/1"
#: The names of the first columns; the fields of the workbook follow.
LEADING = ("what", "key", "revision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What one row said when it went out."""

    revision: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What a workbook said when it went out.

    ``headings`` are those of its columns, ``words`` what each word of a cell stands for, by field.
    """

    kind: WorkbookKind
    period: PeriodId
    number: int
    sheet: str
    key_heading: str
    revision_heading: str
    headings: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    rows: Mapping[UUID, Exported]


def base_rows(
    sheet: RoundTripSheet,
    *,
    name: str,
    key_headings: tuple[str, str],
    headings: Mapping[str, str],
    words: Mapping[str, Mapping[str, str]],
) -> list[list[str]]:
    """Return the rows of the hidden sheet; ``name`` is that of the sheet that people edit.

    ``words``: what a cell may say -> what it stands for, by field.
    """
    fields = [field.name for field in FIELDS[sheet.kind]]
    rows = [
        ["kind", sheet.kind.value, name],
        ["period", str(sheet.period.id), str(sheet.period.number)],
        ["heading", *key_headings, *(headings[field] for field in fields)],
        *(
            ["word", field, value, shown]
            for field, known in words.items()
            for shown, value in known.items()
        ),
        *(
            ["row", str(row.key), row.revision, *(row.values.get(field, "") for field in fields)]
            for row in sheet.rows
        ),
    ]
    width = len(LEADING) + len(fields)
    sealed = [[*row, *[""] * (width - len(row))] for row in rows]
    sealed.insert(0, ["format", FORMAT, _seal(sealed), *[""] * len(fields)])
    return [[*LEADING, *fields], *([_encoded(cell) for cell in row] for row in sealed)]


def read_base(table: Table) -> Base:
    """Read the hidden sheet. Raises UnreadableFile where it is not as it was written."""
    try:
        rows = [[_decoded(cell) for cell in row.values] for row in table.rows]
        return _unsealed(list(table.header), rows)
    except (ValueError, IndexError, KeyError, RecursionError):
        raise not_ours(table.file) from None


def not_ours(file: str) -> UnreadableFile:
    return UnreadableFile(
        file,
        "This workbook was not written to be brought back, or its hidden sheet was changed. Write it "
        "anew to be edited, and copy the changes into it.",
    )


def _unsealed(header: list[str], rows: list[list[str]]) -> Base:
    """Return what the rows say. Raises ValueError, KeyError or IndexError where they were changed."""
    seal, *rows = rows
    if seal[:3] != ["format", FORMAT, _seal(rows)]:
        raise ValueError
    (kind,) = _starting_with("kind", rows)
    (period,) = _starting_with("period", rows)
    (headings,) = _starting_with("heading", rows)
    words: dict[str, dict[str, str]] = {}
    for field, value, shown in (row[:3] for row in _starting_with("word", rows)):
        words.setdefault(field, {})[shown] = value
    fields = header[len(LEADING) :]
    if fields != [field.name for field in FIELDS[WorkbookKind(kind[0])]]:
        raise ValueError
    return Base(
        kind=WorkbookKind(kind[0]),
        period=PeriodId(UUID(period[0])),
        number=int(period[1]),
        sheet=kind[1],
        key_heading=headings[0],
        revision_heading=headings[1],
        headings=dict(zip(fields, headings[2:], strict=True)),
        words=words,
        rows={
            UUID(key): Exported(revision=revision, values=dict(zip(fields, values, strict=True)))
            for key, revision, *values in _starting_with("row", rows)
        },
    )


def _starting_with(what: str, rows: Iterable[list[str]]) -> Iterator[list[str]]:
    return (row[1:] for row in rows if row[0] == what)


def _seal(rows: Sequence[Sequence[str]]) -> str:
    told = "\x1e".join("\x1f".join(row) for row in rows)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _encoded(cell: str) -> str:
    return json.dumps(cell, ensure_ascii=False).replace("_", "\\u005f")


def _decoded(cell: object) -> str:
    if not isinstance(cell, str) or not cell.startswith('"'):
        raise ValueError
    return str(json.loads(cell))

"""What bringing a workbook back would do, cell by cell, before anything is written; the receipt after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from convoca.domain.hearing_request import Decision, HearingRequest
from convoca.domain.programme import Placement
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.remark import Level, RowRemark
from convoca.services.period_file import Activity, PeriodFile
from convoca.services.round_trip.fields import WorkbookKind
from convoca.services.round_trip.merging import Side


class CellOutcome(StrEnum):
    """What becomes of a cell that somebody changed since it went out.

    ``CONFLICT`` waits for a side; ``REFUSED`` for being mended in the file, or left as it is stored.
    """

    TAKEN = "taken"
    KEPT = "kept"
    SAME = "same"
    CONFLICT = "conflict"
    REFUSED = "refused"


class RowOutcome(StrEnum):
    """What becomes of a row."""

    CHANGED = "changed"
    KEPT = "kept"
    UNCHANGED = "unchanged"
    ASKED = "asked"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCell:
    """One cell: as it went out, as it came back, as it is stored; what cannot be read is as typed.

    ``group`` names the cells that are settled with it. ``side``: what somebody chose.
    """

    field: str
    group: str
    base: str
    theirs: str
    ours: str
    outcome: CellOutcome
    side: Side | None = None
    remark: RowRemark | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody has to settle it first."""
        return self.outcome in {CellOutcome.CONFLICT, CellOutcome.REFUSED} and self.side is None

    @property
    def is_applied(self) -> bool:
        """Whether what came back is written."""
        return self.outcome is CellOutcome.TAKEN or (
            self.outcome is CellOutcome.CONFLICT and self.side is Side.FILE
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """One row of the sheet; ``refusal`` says why the whole of it cannot be taken in.

    ``side`` is STORE where somebody chose to leave a refused row as it is stored.
    """

    number: int
    subject: str
    key: UUID | None = None
    cells: tuple[PlannedCell, ...] = ()
    remarks: tuple[RowRemark, ...] = ()
    refusal: RowRemark | None = None
    side: Side | None = None

    @property
    def is_open(self) -> bool:
        if self.refusal is not None:
            return self.side is None
        return any(cell.is_open for cell in self.cells)

    @property
    def outcome(self) -> RowOutcome:
        if self.is_open:
            return RowOutcome.ASKED
        if self.refusal is not None:
            return RowOutcome.LEFT_OUT
        if any(cell.is_applied for cell in self.cells):
            return RowOutcome.CHANGED
        return RowOutcome.KEPT if self.cells else RowOutcome.UNCHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person has said: which of two numbers is the day, which column is which, whose cell.

    ``columns``: field -> index of the column. ``cells``: (row, group) -> side, the group "" for a
    whole row. ``conflicts`` settles every other conflict; ``leaves_refused`` leaves the rest stored.
    """

    order: DateOrder | None = None
    columns: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[tuple[int, str], Side] = field(default_factory=dict)
    conflicts: Side | None = None
    leaves_refused: bool = False

    def of_conflict(self, row: int, group: str) -> Side | None:
        return self.cells.get((row, group), self.conflicts)

    def of_refusal(self, row: int, group: str = "") -> Side | None:
        """Return STORE where somebody leaves it as it is stored: nothing else can be chosen."""
        left = self.leaves_refused or self.cells.get((row, group)) is Side.STORE
        return Side.STORE if left else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestChange:
    """A request as stored and as corrected, and what is decided about it (None: nothing new)."""

    before: HearingRequest
    after: HearingRequest
    decision: Decision | None = None
    on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityChange:
    """An activity and its place, as stored and as they shall be."""

    before: Activity
    after: Activity
    placement_before: Placement | None
    placement_after: Placement | None

    @property
    def moves(self) -> bool:
        return self.placement_before != self.placement_after


@dataclass(frozen=True, kw_only=True)
class RoundTripPlan:
    """What would be done. Nothing is written where ``is_blocked``.

    ``unknown_columns``: (index, name) of those that nobody knows; ``lost_columns``: fields without one.
    """

    kind: WorkbookKind
    workbook: str
    file: PeriodFile
    rows: tuple[PlannedRow, ...] = ()
    remarks: tuple[RowRemark, ...] = ()
    missing: tuple[str, ...] = ()
    made_since: tuple[str, ...] = ()
    unknown_columns: tuple[tuple[int, str], ...] = ()
    lost_columns: tuple[str, ...] = ()
    requests: tuple[RequestChange, ...] = ()
    activities: tuple[ActivityChange, ...] = ()

    @property
    def is_blocked(self) -> bool:
        return self.open > 0

    @property
    def open(self) -> int:
        """Count what stands in the way: questions of rows and cells, errors of the file."""
        errors = sum(remark.level is Level.ERROR for remark in self.remarks)
        return errors + sum(_open_questions(row) for row in self.rows)

    @property
    def changes(self) -> int:
        """Count the cells that would be written."""
        return sum(
            cell.is_applied for row in self.rows if row.refusal is None for cell in row.cells
        )

    def count(self, outcome: RowOutcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)

    def cells(self) -> Iterator[tuple[PlannedRow, PlannedCell]]:
        return ((row, cell) for row in self.rows for cell in row.cells)


def _open_questions(row: PlannedRow) -> int:
    if row.refusal is not None:
        return int(row.side is None)
    return len({cell.group for cell in row.cells if cell.is_open})


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was done: records written, cells taken from the file; problems of the period before and after."""

    records: int
    cells: int
    problems_before: int
    problems_after: int

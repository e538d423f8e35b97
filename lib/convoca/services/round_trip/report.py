"""A plan and its receipt as plain data, for ``convoca workbook merge --json`` (format convoca/merge/1)."""

from convoca.services.importing.report import Worder, in_english, remark_as_dict
from convoca.services.round_trip.plan import (
    PlannedCell,
    PlannedRow,
    Receipt,
    RoundTripPlan,
    RowOutcome,
)

FORMAT = "convoca/merge/1"


def plan_as_dict(
    plan: RoundTripPlan, *, receipt: Receipt | None = None, word: Worder = in_english
) -> dict[str, object]:
    """Return the plan, and what became of it where it was applied; rows without a word are left out."""
    return {
        "format": FORMAT,
        "kind": str(plan.kind),
        "period": plan.file.period.number,
        "file": plan.workbook,
        "blocked": plan.is_blocked,
        "open": plan.open,
        "changes": plan.changes,
        "counts": {str(outcome): plan.count(outcome) for outcome in RowOutcome},
        "applied": receipt is not None,
        "written": receipt.records if receipt else 0,
        "problems": [receipt.problems_before, receipt.problems_after] if receipt else [],
        "missing": list(plan.missing),
        "made_since": list(plan.made_since),
        "lost_columns": list(plan.lost_columns),
        "unknown_columns": [{"index": i, "name": name} for i, name in plan.unknown_columns],
        "remarks": [remark_as_dict(remark, word) for remark in plan.remarks],
        "rows": [_row(row, word) for row in plan.rows if row.cells or row.remarks or row.refusal],
    }


def _row(row: PlannedRow, word: Worder) -> dict[str, object]:
    return {
        "row": row.number,
        "record": str(row.key) if row.key else None,
        "subject": row.subject,
        "outcome": str(row.outcome),
        "refusal": remark_as_dict(row.refusal, word) if row.refusal else None,
        "remarks": [remark_as_dict(remark, word) for remark in row.remarks],
        "cells": [_cell(cell, word) for cell in row.cells],
    }


def _cell(cell: PlannedCell, word: Worder) -> dict[str, object]:
    return {
        "field": cell.field,
        "group": cell.group,
        "outcome": str(cell.outcome),
        "side": str(cell.side) if cell.side else None,
        "went_out": cell.base,
        "came_back": cell.theirs,
        "stored": cell.ours,
        "remark": remark_as_dict(cell.remark, word) if cell.remark else None,
    }

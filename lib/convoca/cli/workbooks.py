"""``convoca workbook merge``: what a workbook that came back would change, then all of it or nothing."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from convoca.bootstrap import open_convoca, read_returned_workbook
from convoca.cli.output import Refused, options, say, terminal_language
from convoca.domain.errors import UnreadableFile
from convoca.i18n import imports
from convoca.i18n.catalogue import text
from convoca.i18n.round_trip_words import cell_outcome, field_heading, row_outcome, shown
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.remark import RowRemark
from convoca.services.round_trip.applying import apply_return
from convoca.services.round_trip.fields import field_named
from convoca.services.round_trip.merging import Side
from convoca.services.round_trip.plan import (
    Choices,
    PlannedCell,
    PlannedRow,
    Receipt,
    RoundTripPlan,
    RowOutcome,
)
from convoca.services.round_trip.planning import plan_return
from convoca.services.round_trip.report import plan_as_dict
from convoca.services.round_trip.sheet import room_labels

_MOST_BYTES = 50 << 20


@click.command("merge")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--apply", "applies", is_flag=True, help="Write it (default: say what would be done)."
)
@click.option(
    "--conflicts",
    type=click.Choice([side.value for side in Side]),
    help="Whose cell is taken where both sides changed it (default: none, and nothing is written).",
)
@click.option(
    "--leave-refused",
    is_flag=True,
    help="Leave as it is stored what cannot be taken in (default: nothing is written).",
)
@click.option(
    "--dates",
    type=click.Choice([order.value for order in DateOrder]),
    help="How to read a date such as 07/04/2026.",
)
@click.option("--reason", default="", help="Why, for the audit.")
@options
def merge(
    file: Path,
    applies: bool,
    conflicts: str | None,
    leave_refused: bool,
    dates: str | None,
    reason: str,
    database: str,
    as_json: bool,
) -> None:
    """Bring a workbook back that was written to be edited (`workbook write --round-trip`).

    Cell by cell, what FILE says is compared with what it said when it went out and with what is
    stored now. Without --apply nothing is written.
    """
    returned = read_returned_workbook(file.name, _content(file))
    choices = Choices(
        order=DateOrder(dates) if dates else None,
        conflicts=Side(conflicts) if conflicts else None,
        leaves_refused=leave_refused,
    )
    receipt = None
    with open_convoca(database=database) as convoca:
        today = convoca.today()
        plan = plan_return(returned, uow=convoca.reading(), today=today, choices=choices)
        if applies and not plan.is_blocked:
            why = reason or f"Workbook brought back: {file.name}"
            receipt = apply_return(plan, today=today, reason=why, uow=convoca.unit_of_work())
    words = "\n".join(_words(plan, receipt))
    say(words, plan_as_dict(plan, receipt=receipt, word=_word), as_json=as_json)
    if plan.is_blocked:
        raise Refused


def _content(file: Path) -> bytes:
    """Read the file, as far as one that is too large can be told from one that is not."""
    if not file.is_file():
        raise UnreadableFile(file.name, "There is no such file. Check its name and folder.")
    with file.open("rb") as stream:
        return stream.read(_MOST_BYTES + 1)


def _word(template: str, values: Mapping[str, object]) -> str:
    return imports.problem(template, values, terminal_language())


def _words(plan: RoundTripPlan, receipt: Receipt | None) -> Iterator[str]:
    language = terminal_language()
    yield from (_remark(plan, remark) for remark in plan.remarks)
    for row in plan.rows:
        yield from _row(plan, row)
    counts = ", ".join(
        f"{row_outcome(outcome, language)}: {plan.count(outcome)}" for outcome in RowOutcome
    )
    yield f"{plan.kind} ({len(plan.rows)}): {counts}"
    if receipt is not None:
        yield text(
            "Written: {count} records. Problems of the period: {before} before, {after} now.",
            language,
            count=receipt.records,
            before=receipt.problems_before,
            after=receipt.problems_after,
        )
    elif plan.is_blocked:
        yield text("Open questions: {count}. Nothing is written.", language, count=plan.open)
    else:
        yield text("Nothing is written yet: add --apply.", language)


def _row(plan: RoundTripPlan, row: PlannedRow) -> Iterator[str]:
    where = f"{plan.workbook}:{row.number} {row.subject}"
    if row.refusal is not None:
        yield f"{where}: {row_outcome(row.outcome, terminal_language())}"
        yield _remark(plan, row.refusal)
    yield from (_remark(plan, remark) for remark in row.remarks)
    for cell in row.cells:
        yield f"{where}: {_cell(plan, cell)}"
        if cell.remark is not None:
            yield _remark(plan, cell.remark)


def _cell(plan: RoundTripPlan, cell: PlannedCell) -> str:
    language = terminal_language()
    field, rooms = field_named(plan.kind, cell.field), room_labels(plan.file.period)
    base, theirs, ours = (
        shown(field, value, language, rooms) for value in (cell.base, cell.theirs, cell.ours)
    )
    return text(
        "{column}: {outcome}. Went out: “{base}”. Came back: “{theirs}”. Stored: “{ours}”.",
        language,
        column=field_heading(cell.field, language),
        outcome=cell_outcome(cell.outcome, language),
        base=base,
        theirs=theirs,
        ours=ours,
    )


def _remark(plan: RoundTripPlan, remark: RowRemark) -> str:
    language = terminal_language()
    where = f"{plan.workbook}:{remark.row}" if remark.row else plan.workbook
    column = f" [{remark.column}]" if remark.column else ""
    remedy = imports.remedy(remark.remedy, remark.values, language)
    problem = imports.problem(remark.problem, remark.values, language)
    return f"{where}{column} {remark.level}: {problem}" + (f" → {remedy}" if remedy else "")

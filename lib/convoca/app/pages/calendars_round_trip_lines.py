"""How the plan of a workbook that came back is worded: a summary, and a line per cell."""

from collections.abc import Callable, Iterator

from convoca.app.widgets.safe_html import html_string, joined
from convoca.app.widgets.table import Column, Table, table
from convoca.domain.language import Language
from convoca.i18n import imports
from convoca.i18n.catalogue import text
from convoca.i18n.round_trip_words import cell_outcome, field_heading, row_outcome, shown
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.remark import RowRemark
from convoca.services.round_trip.fields import DECISION, PLACE, field_named
from convoca.services.round_trip.plan import (
    PlannedCell,
    Receipt,
    RoundTripPlan,
    RowOutcome,
)
from convoca.services.round_trip.sheet import room_labels

#: How a file may write its dates, as the answers to a question.
DATE_ORDER_WORDS = {
    DateOrder.DAY_FIRST: "Day first: {read} is {day}",
    DateOrder.MONTH_FIRST: "Month first: {read} is {day}",
}


def plan_summary(plan: RoundTripPlan, language: Language) -> str:
    """Say what the file would change, what is missing in it, and what stands in the way."""
    counts = " · ".join(
        f"{row_outcome(outcome, language)}: {plan.count(outcome)}"
        for outcome in RowOutcome
        if plan.count(outcome)
    )
    state = (
        text("Open questions: {count}. Nothing is written.", language, count=plan.open)
        if plan.is_blocked
        else text("Nothing stands in the way.", language)
    )
    remarks = joined(
        html_string("<li>{problem} {remedy}</li>", problem=problem, remedy=remedy)
        for problem, remedy in (_worded(remark, language) for remark in plan.remarks)
    )
    return html_string(
        '<h3 dir="auto">{file}</h3><p>{counts}</p><p class="{style}" role="status">{state}</p>'
        "<ul>{remarks}</ul>{missing}{made}",
        file=plan.workbook,
        counts=counts,
        style="cv-warning" if plan.is_blocked else "cv-success",
        state=state,
        remarks=remarks,
        missing=_listed(text("Not in the file", language), plan.missing),
        made=_listed(text("Entered here since", language), plan.made_since),
    )


def _listed(title: str, names: tuple[str, ...]) -> str:
    if not names:
        return html_string("")
    items = joined(html_string('<li dir="auto">{name}</li>', name=name) for name in names)
    return html_string(
        "<details><summary>{title} ({count})</summary><ul>{items}</ul></details>",
        title=title,
        count=len(names),
        items=items,
    )


def lines_table(
    plan: RoundTripPlan, language: Language, *, on_select: Callable[[str], None]
) -> Table:
    """Return a line per cell that changed on either side; the key of a line is its row and group."""
    columns = [
        Column("row", text("Row", language), kind="number"),
        Column("subject", text("Record", language)),
        Column("column", text("Column", language)),
        Column("outcome", text("What happens", language), filter=True),
        Column("base", text("Went out", language)),
        Column("theirs", text("Came back", language)),
        Column("ours", text("Stored now", language)),
        Column("problem", text("What is wrong or strange", language)),
        Column("remedy", text("How to mend it", language)),
    ]
    return table(
        columns,
        list(lines(plan, language)),
        language=language,
        caption=text("What the file would change, cell by cell", language),
        on_select=lambda key: on_select(line_key(key)),
        page_size=10,
    )


def lines(plan: RoundTripPlan, language: Language) -> Iterator[dict[str, object]]:
    """Yield what there is to tell, row by row; an id is ``<row>:<group>|<number>``."""
    for row in plan.rows:
        base = {"row": row.number, "subject": row.subject}
        number = 0
        if row.refusal is not None:
            said = _remark(row.refusal, language)
            outcome = row_outcome(row.outcome, language)
            yield {**base, **said, "outcome": outcome, "id": f"{row.number}:|{number}"}
        for remark in row.remarks:
            number += 1
            yield {**base, **_remark(remark, language), "id": f"{row.number}:|{number}"}
        for cell in row.cells:
            number += 1
            said = _cell(plan, cell, language)
            yield {**base, **said, "id": f"{row.number}:{cell.group}|{number}"}


def line_key(line: str) -> str:
    """Return which row and group a line is about, ``<row>:<group>``; nothing for no line."""
    return line.rpartition("|")[0]


def group_name(group: str, language: Language) -> str:
    """Name what is settled together."""
    names = {
        "": text("the whole row", language),
        PLACE: text("day, hour and room", language),
        DECISION: text("the decision with its day and reason", language),
    }
    return names[group] if group in names else field_heading(group, language)


def receipt_words(receipt: Receipt, language: Language) -> str:
    """Say what was done."""
    return text(
        "Written: {count} records. Problems of the period: {before} before, {after} now.",
        language,
        count=receipt.records,
        before=receipt.problems_before,
        after=receipt.problems_after,
    )


def _cell(plan: RoundTripPlan, cell: PlannedCell, language: Language) -> dict[str, object]:
    field, rooms = field_named(plan.kind, cell.field), room_labels(plan.file.period)
    outcome = cell_outcome(cell.outcome, language)
    if cell.side is not None:
        side = (
            text("the file is taken", language)
            if cell.is_applied
            else text("it stays as it is stored", language)
        )
        outcome = f"{outcome}: {side}"
    return {
        **(_remark(cell.remark, language) if cell.remark else {}),
        "column": field_heading(cell.field, language),
        "outcome": outcome,
        "base": shown(field, cell.base, language, rooms),
        "theirs": shown(field, cell.theirs, language, rooms),
        "ours": shown(field, cell.ours, language, rooms),
    }


def _remark(remark: RowRemark, language: Language) -> dict[str, object]:
    problem, remedy = _worded(remark, language)
    return {"column": remark.column, "problem": problem, "remedy": remedy}


def _worded(remark: RowRemark, language: Language) -> tuple[str, str]:
    problem = imports.problem(remark.problem, remark.values, language)
    if remark.code == "date_ambiguous":
        return problem, text("Say above how the dates are written.", language)
    return problem, imports.remedy(remark.remedy, remark.values, language)

"""``convoca import``: a plan first, then all or nothing."""

from collections.abc import Mapping
from pathlib import Path

import click

from convoca.bootstrap import load_reference, open_convoca, read_table
from convoca.cli.output import Refused, options, say, terminal_language
from convoca.i18n.catalogue import text
from convoca.services.importing.applying import apply as apply_plan
from convoca.services.importing.columns import Kind
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.plan import Outcome, Plan, Receipt
from convoca.services.importing.planning import plan as plan_import
from convoca.services.importing.remark import RowRemark
from convoca.services.importing.report import plan_as_dict

MOST_LINES = 200

#: What a new store needs before a kind can be taken in; the other kinds need all that ships.
_NEEDED_FIRST = {
    Kind.STATES: (),
    Kind.MEMBERS: (Kind.STATES,),
    Kind.RAPPORTEURSHIPS: (Kind.STATES, Kind.MEMBERS),
}


@click.command("import")
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--period", type=int, help="The period that the rows belong to.")
@click.option("--sheet", help="The sheet of a workbook (default: the first).")
@click.option(
    "--dates",
    type=click.Choice([order.value for order in DateOrder]),
    help="How to read a date such as 07/04/2026.",
)
@click.option(
    "--apply", "applies", is_flag=True, help="Write it (default: say what would be done)."
)
@click.option("--reason", default="", help="Why, for the audit.")
@options
def import_(
    kind: str,
    file: Path,
    period: int | None,
    sheet: str | None,
    dates: str | None,
    applies: bool,
    reason: str,
    database: str,
    as_json: bool,
) -> None:
    """Take in periods, requests, hearings, visits, members, States or rapporteurships.

    FILE is CSV or XLSX. Without --apply nothing is written: the plan tells, row by row, what was
    read, what is wrong and how to mend it.
    """
    table = read_table(file, sheet=sheet)
    receipt = None
    with open_convoca(database=database) as convoca:
        load_reference(convoca, _NEEDED_FIRST.get(Kind(kind), tuple(Kind)))
        plan = plan_import(
            Kind(kind),
            table,
            uow=convoca.reading(),
            today=convoca.today(),
            period_number=period,
            dates=DateOrder(dates) if dates else None,
        )
        if applies and not plan.is_blocked:
            why = reason or f"Imported {kind} from {file.name}"
            receipt = apply_plan(plan, reason=why, uow=convoca.unit_of_work())
    say(_words(plan, receipt), plan_as_dict(plan, receipt=receipt, word=_word), as_json=as_json)
    if plan.is_blocked:
        raise BadRows if applies else Refused


class BadRows(click.ClickException):
    """Rows that cannot be read stop the whole import: bad input, exit code 2."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__(_word("Nothing was written: mend the rows above, then import again.", {}))


def _word(template: str, values: Mapping[str, object]) -> str:
    return text(template, terminal_language(), **values)


def _words(plan: Plan, receipt: Receipt | None) -> str:
    remarks = [*plan.remarks, *(remark for row in plan.rows for remark in row.remarks)]
    lines = [_line(plan.file, remark) for remark in remarks[:MOST_LINES]]
    if len(remarks) > MOST_LINES:
        more = len(remarks) - MOST_LINES
        lines.append(_word("… and {count} more; --json tells them all.", {"count": more}))
    counts = ", ".join(f"{outcome}: {plan.count(outcome)}" for outcome in Outcome)
    lines.append(f"{plan.kind} ({len(plan.rows)}): {counts}")
    if receipt is not None:
        lines.append(_word("Written: {count} records.", {"count": receipt.written}))
    elif not plan.is_blocked:
        lines.append(_word("Nothing is written yet: add --apply.", {}))
    return "\n".join(lines)


def _line(file: str, remark: RowRemark) -> str:
    where = f"{file}:{remark.row}" if remark.row else file
    column = f" [{remark.column}]" if remark.column else ""
    said = _word(remark.problem, remark.values)
    remedy = f" → {_word(remark.remedy, remark.values)}" if remark.remedy else ""
    return f"{where}{column} {remark.level}: {said}{remedy}"


COMMANDS = (import_,)

"""A plan and a receipt as plain data, for ``convoca import --json`` (format convoca/import/1)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from convoca.services.importing.plan import Outcome, Plan, Receipt
from convoca.services.importing.remark import RowRemark

FORMAT = "convoca/import/1"
#: Words a template with its values: ``i18n.text`` with a language already chosen.
Worder = Callable[[str, Mapping[str, object]], str]


def in_english(template: str, values: Mapping[str, object]) -> str:
    """Word a template as it stands."""
    return template.format(**values)


def plan_as_dict(
    plan: Plan, *, receipt: Receipt | None = None, word: Worder = in_english
) -> dict[str, object]:
    """Return the plan, and what became of it where it was applied."""
    return {
        "format": FORMAT,
        "kind": str(plan.kind),
        "file": plan.file,
        "sheet": plan.sheet,
        "blocked": plan.is_blocked,
        "applied": receipt is not None,
        "written": receipt.written if receipt else 0,
        "counts": {str(outcome): plan.count(outcome) for outcome in Outcome},
        "remarks": [remark_as_dict(remark, word) for remark in plan.remarks],
        "rows": [
            {
                "row": row.number,
                "outcome": str(row.outcome),
                "subject": row.subject,
                "fields": list(row.fields),
                "remarks": [remark_as_dict(remark, word) for remark in row.remarks],
            }
            for row in plan.rows
        ],
    }


def remark_as_dict(remark: RowRemark, word: Worder = in_english) -> dict[str, object]:
    return {
        "code": remark.code,
        "level": str(remark.level),
        "row": remark.row,
        "column": remark.column,
        "read": remark.read,
        "problem": word(remark.problem, remark.values),
        "remedy": word(remark.remedy, remark.values) if remark.remedy else "",
        "values": {name: _plain(value) for name, value in remark.values.items()},
    }


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | None) else str(value)

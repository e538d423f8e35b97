"""Records from a file: what would happen row by row, what is asked, and the receipt."""

from collections.abc import Callable
from dataclasses import dataclass

from ipywidgets import FileUpload, HBox, RadioButtons, Text, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.request_import import RequestImport
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.parts import button, paragraph, reason_input
from convoca.app.widgets.safe_html import html_string, joined, safe_html
from convoca.app.widgets.table import Column, Table, table
from convoca.domain.errors import ConflictingEdit
from convoca.domain.language import Language
from convoca.i18n import imports
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.plan import Outcome, Plan, PlannedRow, Receipt
from convoca.services.importing.remark import RowRemark


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWords:
    """What a panel says of the records that it takes in."""

    title: str
    help: str
    back: str
    subject: str


def request_words(language: Language) -> ImportWords:
    return ImportWords(
        title=text("Import requests", language),
        help=text(
            "Nothing is written before you have seen what would happen. "
            "A protected person is never imported: use the form.",
            language,
        ),
        back=text("Back to the register", language),
        subject=text("Request", language),
    )


class ImportPanel:
    """Choose a file, look at its plan, answer what is asked, take it in whole or not at all."""

    def __init__(
        self,
        visit: Visit,
        model: RequestImport,
        *,
        on_done: Callable[[], object],
        on_close: Callable[[], object],
        words: ImportWords | None = None,
    ) -> None:
        self._words = words or request_words(visit.language)
        self._visit = visit
        self._language = visit.language
        self._model = model
        self._on_done = on_done
        self._answer = Answer(visit.language)
        self._upload = FileUpload(
            accept=".csv,.xlsx",
            multiple=False,
            description=text("Choose a CSV or XLSX file", visit.language),
        )
        self._upload.observe(lambda _: self._read(), "value")
        self._plan = VBox()
        actions = HBox([self._upload, button(self._words.back, on_close)]).add_class("cv-actions")
        self.widget = VBox(
            [
                safe_html(
                    '<h2>{title}</h2><p class="cv-help">{help}</p>',
                    title=self._words.title,
                    help=self._words.help,
                ),
                actions,
                self._answer.widget,
                self._plan,
            ]
        )

    def _read(self) -> None:
        if not self._upload.value:
            return
        file = self._upload.value[0]
        self._plan.children = ()
        if self._answer.went_well(lambda: self._model.read(file["name"], bytes(file["content"]))):
            self._draw()
        self._upload.value = ()  # so that the mended file of the same name can be chosen again

    def _draw(self) -> None:
        plan = self._model.plan
        if plan is None:
            self._plan.children = ()
            return
        parts: list[Widget] = [safe_html("{said}", said=_summary(plan, self._language))]
        if self._model.ambiguous is not None:
            parts.append(self._question(self._model.ambiguous))
        parts.append(_rows_table(plan, self._words.subject, self._language))
        if not plan.is_blocked:
            parts.append(self._applying(plan))
        self._plan.children = parts

    def _question(self, remark: RowRemark) -> Widget:
        """Ask how the file writes its dates; never guessed."""
        language = self._language
        first, second = remark.values["first"], remark.values["second"]
        choice = RadioButtons(
            description=text("How are the dates written?", language),
            options=[
                (
                    text(
                        "Day first: {read} is {day}",
                        language,
                        read=remark.read,
                        day=day(first, language),  # type: ignore[arg-type]
                    ),
                    DateOrder.DAY_FIRST,
                ),
                (
                    text(
                        "Month first: {read} is {day}",
                        language,
                        read=remark.read,
                        day=day(second, language),  # type: ignore[arg-type]
                    ),
                    DateOrder.MONTH_FIRST,
                ),
            ],
            value=self._model.order,
        )
        choice.observe(lambda change: self._read_dates(change["new"]), "value")
        return VBox([choice]).add_class("cv-form")

    def _read_dates(self, order: DateOrder) -> None:
        if self._answer.went_well(lambda: self._model.read_dates(order)):
            self._draw()

    def _applying(self, plan: Plan) -> Widget:
        language = self._language
        reason = reason_input(language, text("Import of {file}", language, file=plan.file))
        return VBox(
            [
                reason,
                button(
                    text("Import all rows", language),
                    lambda: self._apply(reason),
                    style="primary",
                ),
            ]
        ).add_class("cv-form")

    def _apply(self, reason: Text) -> None:
        receipts: list[Receipt] = []
        try:
            if not self._answer.went_well(lambda: receipts.append(self._model.apply(reason.value))):
                return
        except ConflictingEdit:
            self._plan_again()
            return
        self._plan.children = (paragraph("success", _told(receipts[0], self._language)),)
        self._visit.announce(text("The file was taken in.", self._language))
        self._on_done()

    def _plan_again(self) -> None:
        """Show the plan over what somebody else saved meanwhile: a plan is all or nothing."""
        self._model.plan_again()
        self._draw()
        self._answer.warn(
            text(
                "Somebody saved one of these records meanwhile. Nothing was taken in; this is the "
                "plan as it is now.",
                self._language,
            )
        )


def _summary(plan: Plan, language: Language) -> str:
    counts = " · ".join(
        f"{imports.outcome(outcome, language)}: {plan.count(outcome)}"
        for outcome in Outcome
        if plan.count(outcome)
    )
    remarks = joined(
        html_string("<li>{problem} {remedy}</li>", problem=problem, remedy=remedy)
        for problem, remedy in (_worded(remark, language) for remark in plan.remarks)
    )
    blocked = (
        text(
            "{count} problems stand in the way: nothing can be taken in yet. Mend the file and "
            "choose it again.",
            language,
            count=plan.errors,
        )
        if plan.is_blocked
        else text("Nothing stands in the way.", language)
    )
    return html_string(
        '<h3 dir="auto">{file}</h3><p>{counts}</p><p class="{style}" role="status">{blocked}</p>'
        "<ul>{remarks}</ul>",
        file=plan.file,
        counts=counts,
        style="cv-problem" if plan.is_blocked else "cv-success",
        blocked=blocked,
        remarks=remarks,
    )


def _rows_table(plan: Plan, subject: str, language: Language) -> Table:
    columns = [
        Column("row", text("Row", language), kind="number"),
        Column("outcome", text("What happens", language), filter=True),
        Column("subject", subject),
        Column("column", text("Column", language)),
        Column("read", text("What was read", language)),
        Column("problem", text("What is wrong or strange", language)),
        Column("remedy", text("How to mend it", language)),
    ]
    rows = [line for row in plan.rows for line in _lines(row, language)]
    return table(
        columns,
        rows,
        language=language,
        caption=text("What would happen, row by row", language),
        page_size=10,
    )


def _lines(row: PlannedRow, language: Language) -> list[dict[str, object]]:
    base = {
        "row": row.number,
        "outcome": imports.outcome(row.outcome, language),
        "subject": row.subject,
    }
    if not row.remarks:
        return [{**base, "id": f"{row.number}"}]
    lines = []
    for number, remark in enumerate(row.remarks):
        problem, remedy = _worded(remark, language)
        said = {"column": remark.column, "read": remark.read, "problem": problem, "remedy": remedy}
        lines.append({**base, **said, "id": f"{row.number}:{number}"})
    return lines


def _worded(remark: RowRemark, language: Language) -> tuple[str, str]:
    problem = imports.problem(remark.problem, remark.values, language)
    if remark.code == "date_ambiguous":
        return problem, text("Say above how the dates are written.", language)
    return problem, imports.remedy(remark.remedy, remark.values, language)


def _told(receipt: Receipt, language: Language) -> str:
    return text(
        "Taken in: {created} new, {updated} changed. Unchanged: {unchanged}. Left out: {left_out}.",
        language,
        created=receipt.created,
        updated=receipt.updated,
        unchanged=receipt.unchanged,
        left_out=receipt.left_out,
    )

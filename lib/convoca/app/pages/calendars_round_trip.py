"""A workbook to edit goes out; what came back is shown cell by cell, asked about, and taken in."""

from collections.abc import Callable
from functools import partial

from ipywidgets import Dropdown, FileUpload, HBox, RadioButtons, Text, VBox, Widget

from convoca.app.models.calendars import Download
from convoca.app.models.round_trip import RoundTrip
from convoca.app.pages.calendars_desk import Desk, section
from convoca.app.pages.calendars_round_trip_lines import (
    DATE_ORDER_WORDS,
    group_name,
    line_key,
    lines,
    lines_table,
    plan_summary,
    receipt_words,
)
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.parts import button, paragraph, reason_input, swap
from convoca.app.widgets.safe_html import safe_html
from convoca.app.widgets.table import Table
from convoca.bootstrap import Convoca
from convoca.domain.errors import ConflictingEdit
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day
from convoca.i18n.round_trip_words import field_heading
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.remark import RowRemark
from convoca.services.round_trip.fields import WorkbookKind
from convoca.services.round_trip.merging import Side
from convoca.services.round_trip.plan import CellOutcome, Receipt, RoundTripPlan


class RoundTripPanel:
    """Write a workbook to edit; choose one that came back; settle what is open; take it in."""

    def __init__(self, desk: Desk, convoca: Convoca) -> None:
        self._desk, self._convoca, self._language = desk, convoca, desk.language
        self._model = RoundTrip(convoca)
        self._answer = Answer(desk.language)
        self._table: Table | None = None
        self._upload = FileUpload(
            accept=".xlsx",
            multiple=False,
            description=text("Bring a workbook back", desk.language),
        )
        self._upload.observe(lambda _: self._read(), "value")
        self._plan, self._settling, self._outcome = VBox(), VBox(), VBox()
        self.widget = section(
            text("Workbooks to edit and bring back", desk.language),
            safe_html(
                '<p class="cv-help">{said}</p>',
                said=text(
                    "For somebody who works in Excel. What comes back is compared with what went out and "
                    "with what changed here meanwhile; nothing is written before you have seen it.",
                    desk.language,
                ),
            ),
            self._outcome,
            HBox([*self._downloads(), self._upload]).add_class("cv-actions"),
            self._answer.widget,
            self._plan,
        )

    def _downloads(self) -> list[Widget]:
        language = self._language
        return [
            self._desk.download(label, partial(self._written, kind), self._outcome)
            for kind, label in (
                (WorkbookKind.REQUESTS, text("Requests to edit", language)),
                (WorkbookKind.PROGRAMME, text("Programme to edit", language)),
            )
        ]

    def _written(self, kind: WorkbookKind) -> Download:
        model = self._desk.model
        name, content = self._convoca.round_trip_workbook(model.number, kind, model.language)
        return Download(name=name.replace("/", "-"), content=content)

    def _read(self) -> None:
        if not self._upload.value:
            return
        file = self._upload.value[0]
        swap(self._plan, [])
        self._table, self._settling = None, VBox()
        if self._answer.went_well(lambda: self._model.read(file["name"], bytes(file["content"]))):
            self._draw()
        self._upload.value = ()  # so that the mended file of the same name can be chosen again

    # The plan

    def _draw(self) -> None:
        plan, language = self._model.plan, self._language
        if plan is None:
            swap(self._plan, [])
            return
        parts: list[Widget] = [safe_html("{said}", said=plan_summary(plan, language))]
        if self._model.ambiguous is not None:
            parts.append(self._dates(self._model.ambiguous))
        parts += self._columns(plan)
        if any(lines(plan, language)):
            parts += [self._lines(plan), self._settling]
        parts.append(self._settling_all(plan))
        if not plan.is_blocked:
            parts.append(self._applying(plan))
        swap(self._plan, parts)

    def _lines(self, plan: RoundTripPlan) -> Widget:
        """Show the lines in the table that is there: its search, page and choice stay."""
        if self._table is None:
            self._table = lines_table(plan, self._language, on_select=self._settle)
        else:
            self._table.show(list(lines(plan, self._language)))
            self._settle(line_key(self._table.selected))
        return self._table

    def _dates(self, remark: RowRemark) -> Widget:
        """Ask how the file writes its dates; never guessed."""
        language = self._language
        told = {
            DateOrder.DAY_FIRST: remark.values["first"],
            DateOrder.MONTH_FIRST: remark.values["second"],
        }
        choice = RadioButtons(
            description=text("How are the dates written?", language),
            options=[
                (text(words, language, read=remark.read, day=day(told[order], language)), order)  # type: ignore[arg-type]
                for order, words in DATE_ORDER_WORDS.items()
            ],
            value=self._model.choices.order,
        )
        choice.observe(
            lambda change: self._say(lambda: self._model.read_dates(change["new"])), "value"
        )
        return VBox([choice]).add_class("cv-form")

    def _columns(self, plan: RoundTripPlan) -> list[Widget]:
        """Ask which of the unknown columns each lost one is."""
        if not plan.unknown_columns:
            return []
        offered: list[tuple[str, int | None]] = [(text("None of them", self._language), None)]
        offered += [(name, index) for index, name in plan.unknown_columns]
        asked: list[Widget] = []
        for field in plan.lost_columns:
            choice = Dropdown(
                description=text(
                    "The column “{heading}” is now",
                    self._language,
                    heading=field_heading(field, self._language),
                ),
                options=offered,
                value=None,
            )
            choice.observe(
                lambda change, field=field: self._say(
                    lambda: self._model.name_column(field, change["new"])
                ),
                "value",
            )
            asked.append(choice)
        return [VBox(asked).add_class("cv-form")] if asked else []

    def _settle(self, chosen: str) -> None:
        """Offer the answers to the question of the chosen line."""
        plan = self._model.plan
        number, _, group = chosen.partition(":")
        if plan is None or not number:
            swap(self._settling, [])
            return
        row = next(row for row in plan.rows if row.number == int(number))
        outcomes = {cell.outcome for cell in row.cells if cell.group == group}
        is_conflict = CellOutcome.CONFLICT in outcomes
        if not (is_conflict or CellOutcome.REFUSED in outcomes or row.refusal is not None):
            swap(self._settling, [])
            return
        named = group_name(group, self._language)
        sides = [(text("Leave it as it is stored", self._language), Side.STORE)]
        if is_conflict and CellOutcome.REFUSED not in outcomes:
            sides.insert(0, (text("Take it from the file", self._language), Side.FILE))
        answers = [
            button(
                label,
                partial(self._say, partial(self._model.settle, row.number, group, side)),
                tip=f"{row.subject}: {named}",
            )
            for label, side in sides
        ]
        said = text("Row {row}, {column}:", self._language, row=row.number, column=named)
        swap(self._settling, [HBox([paragraph("note", said), *answers]).add_class("cv-actions")])

    def _settling_all(self, plan: RoundTripPlan) -> Widget:
        language = self._language
        open_cells = [cell for _, cell in plan.cells() if cell.is_open]
        has_conflict = any(cell.outcome is CellOutcome.CONFLICT for cell in open_cells)
        has_refused = any(cell.outcome is CellOutcome.REFUSED for cell in open_cells) or any(
            row.refusal is not None and row.is_open for row in plan.rows
        )
        buttons = []
        if has_conflict:
            buttons += [
                self._for_all(text("Where both changed: take the file", language), Side.FILE),
                self._for_all(
                    text("Where both changed: keep what is stored", language), Side.STORE
                ),
            ]
        if has_refused:
            label = text("Leave out what cannot be taken in", language)
            buttons.append(button(label, lambda: self._say(self._model.leave_refused)))
        return HBox(buttons).add_class("cv-actions")

    def _for_all(self, label: str, side: Side) -> Widget:
        return button(label, lambda: self._say(lambda: self._model.settle_conflicts(side)))

    def _say(self, choose: Callable[[], object]) -> None:
        if self._answer.went_well(choose):
            self._draw()

    # Taking it in

    def _applying(self, plan: RoundTripPlan) -> Widget:
        language = self._language
        if not plan.changes:
            return paragraph("success", text("The file changes nothing.", language))
        default = text("Workbook brought back: {file}", language, file=plan.workbook)
        reason = reason_input(language, default)
        label = text("Take in the changes ({count})", language, count=plan.changes)
        return VBox(
            [reason, button(label, lambda: self._apply(reason), style="primary")]
        ).add_class("cv-form")

    def _apply(self, reason: Text) -> None:
        receipts: list[Receipt] = []
        try:
            if not self._answer.went_well(lambda: receipts.append(self._model.apply(reason.value))):
                return
        except ConflictingEdit:
            self._plan_again()
            return
        said = receipt_words(receipts[0], self._language)
        swap(self._plan, [paragraph("success", said)])
        self._desk.visit.announce(said)

    def _plan_again(self) -> None:
        """Show the plan over what somebody else saved meanwhile: it is all or nothing."""
        self._model.plan_again()
        self._draw()
        self._answer.warn(
            text(
                "Somebody saved one of these records meanwhile. Nothing was taken in; this is the "
                "plan as it is now.",
                self._language,
            )
        )

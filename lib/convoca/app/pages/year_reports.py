"""The yearly reports of rapporteurs (Arts. 15.2, 15.6): which were presented, which are awaited."""

from collections.abc import Callable

from ipywidgets import Checkbox, DatePicker, VBox

from convoca.app.models.year_forms import ReportForm
from convoca.app.pages.year_desk import Desk, member_options
from convoca.app.pages.year_record import RecordPanel
from convoca.app.widgets.choice_lists import choice
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.inputs import Field
from convoca.app.widgets.parts import button, heading, paragraph, swap
from convoca.app.widgets.safe_html import HtmlView, html_string
from convoca.app.widgets.table import Column, table
from convoca.domain.finding import Verdict
from convoca.i18n.catalogue import text
from convoca.services.year.findings import ReportLine


class ReportsPanel:
    """One line for each State with a rapporteur and for each mandate; choosing one records its report."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language, model = desk.language, desk.model
        self._counted, self._below = HtmlView(), VBox()
        self._table = table(
            self._columns(),
            self._rows(),
            language=language,
            caption=text("Reports for {year}", language, year=model.year),
            on_select=self._choose,
            page_size=50,
        )
        note = text(
            "Country rapporteurs report to the plenary at least once a year (Art. 15.2); thematic and "
            "special rapporteurs do so in writing (Art. 15.6).",
            language,
        )
        self.widget = VBox([paragraph("muted", note), self._counted, self._below, self._table])
        model.observe(lambda _: self._draw(), "file")
        self._draw()
        if model.chosen in {line.key for line in self._lines()}:
            self._table.selected = model.chosen

    def _lines(self) -> tuple[ReportLine, ...]:
        return self._desk.model.report_lines(self._desk.state)

    def _draw(self) -> None:
        lines = self._lines()
        presented = sum(line.report is not None for line in lines)
        self._counted.value = html_string(
            '<p class="cv-strong">{said}</p>',
            said=text(
                "Reports presented: {presented} of {all}.",
                self._desk.language,
                presented=presented,
                all=len(lines),
            ),
        )
        self._table.show(self._rows())

    def _columns(self) -> list[Column]:
        language = self._desk.language
        return [
            Column("name", text("Rapporteurship", language)),
            Column("kind", text("Of what", language), filter=True),
            Column("who", text("Rapporteur", language), filter=True),
            Column("presented", text("Presented on", language), kind="date", show=self._desk.day),
            Column("standing", text("Standing", language), filter=True),
        ]

    def _rows(self) -> list[dict[str, object]]:
        return [self._row(line) for line in self._lines()]

    def _row(self, line: ReportLine) -> dict[str, object]:
        language = self._desk.language
        return {
            "id": line.key,
            "name": self._desk.state(line.state) if line.state else _mandate_name(line),
            "kind": text("State", language) if line.state else text("Mandate", language),
            "who": line.member.name if line.member else line.holder,
            "presented": line.report.presented_on if line.report else None,
            "standing": {
                Verdict.MET: text("Presented", language),
                Verdict.UNDETERMINED: text("Awaited until the end of the year", language),
                Verdict.BREACHED: text("Missing or not as the Rules ask", language),
            }[line.finding.verdict],
        }

    def _choose(self, key: str) -> None:
        self._desk.model.chosen = key
        line = next((line for line in self._lines() if line.key == key), None)
        if line is None:
            swap(self._below, [])
        else:
            box, panel = report_panel(self._desk, line, self._close)
            swap(self._below, [box])
            panel.focus()

    def _close(self) -> None:
        self._table.selected = ""


def _mandate_name(line: ReportLine) -> str:
    return line.mandate.name if line.mandate else ""


def report_panel(
    desk: Desk, line: ReportLine, close: Callable[[], object]
) -> tuple[VBox, RecordPanel]:
    """Return the form in which a report is recorded, or its record corrected."""
    language = desk.language
    nobody = text("Not a member, or not said", language)
    fields = {
        "presented_on": Field(DatePicker(description=text("Presented on", language))),
        "member": Field(
            choice(
                text("By which member", language), member_options(desk.model.file.members, nobody)
            )
        ),
        "in_writing": Field(Checkbox(description=text("In writing", language), indent=False)),
    }
    panel = RecordPanel(
        desk,
        ReportForm(desk.model, line),
        fields,
        reason=text("Report of the rapporteur", language),
        saved=text("The report is on record.", language),
        done=close,
    )
    title = desk.state(line.state) if line.state else _mandate_name(line)
    parts = [
        heading(2, title),
        HtmlView(finding_line(line.finding, language)),
        panel.widget,
        button(text("Close", language), close),
    ]
    return VBox(parts).add_class("cv-card"), panel

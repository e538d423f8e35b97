"""Day sheets: one file for each person of the delegation, to be read without a network."""

from uuid import UUID

from ipywidgets import Dropdown, HBox, VBox

from convoca.app.frame import Visit
from convoca.app.models.visits import VisitEditor
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.choice_lists import choice, offer, words_of
from convoca.app.widgets.finding_line import worded
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import button, paragraph, paragraph_html
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.errors import ConvocaError
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import hour, weekday
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line
from convoca.services.visits.day_sheets import DaySheet


class SheetsPanel:
    """Who carries which sheet, what stands in it, and the file."""

    def __init__(self, visit: Visit, editor: VisitEditor) -> None:
        self._visit, self._editor, self._language = visit, editor, visit.language
        language = visit.language
        self._sheets: tuple[DaySheet, ...] = ()
        self._whose = Dropdown(description=text("Person", language), options=[("", None)])
        self._written_in = choice(
            text("Language", language), words_of(Language, language), language
        )
        self._shown, self._answer = safe_html(""), Answer(language)
        self._whose.observe(lambda _: self._draw(), "value")
        files = [
            button("PDF", lambda: self._hand_out("pdf"), style="primary"),
            button("Word", lambda: self._hand_out("docx")),
        ]
        inputs = (labelled(self._whose, width="20rem"), labelled(self._written_in, width="12rem"))
        self._choice = VBox([HBox(inputs), HBox(files).add_class("cv-actions")])
        told = text(
            "Each holds the activities of its holder alone, as they are saved. The same days stand "
            "in the calendar of each person: an address for it is given on the page Calendars.",
            language,
        )
        self.widget = VBox(
            [paragraph("help", told), self._choice, self._answer.widget, self._shown]
        )

    def judge(self) -> None:
        """Read the sheets of the visit as it is saved."""
        self._answer.clear()
        self._sheets = self._read()
        options = [(clean_line(sheet.name), sheet.key) for sheet in self._sheets]
        self._choice.layout.display = "" if options else "none"
        if options and list(self._whose.options) != options:
            offer(self._whose, options)
        self._draw()

    def _read(self) -> tuple[DaySheet, ...]:
        """Return the sheets; none where a name in them is protected, and that is told."""
        stored = self._editor.stored
        if stored is None:
            return ()
        try:
            return self._editor.office.day_sheets(stored.id)
        except ConvocaError as error:
            self._answer.problem(worded(error, self._language))
            return ()

    def _draw(self) -> None:
        sheet = self._sheet(self._whose.value)
        none = text("Save a visit with a delegation: then there are day sheets.", self._language)
        self._shown.value = (
            sheet_words(sheet, self._language) if sheet else paragraph_html("muted", none)
        )

    def _sheet(self, key: UUID | None) -> DaySheet | None:
        return next((sheet for sheet in self._sheets if sheet.key == key), None)

    def _hand_out(self, suffix: str) -> None:
        sheet = self._sheet(self._whose.value)
        if sheet is None:
            return
        if self._answer.went_well(lambda: self._offer(sheet, suffix)):
            self._visit.announce(text("The day sheet is handed out.", self._language))

    def _offer(self, sheet: DaySheet, suffix: str) -> None:
        files = self._editor.office.day_sheet_files(
            sheet.visit, self._written_in.value, suffix, person=sheet.key
        )
        for name, content in files:
            self._visit.offer(name, content)


def sheet_words(sheet: DaySheet, language: Language) -> SafeHtml:
    """Show the days of one person, with what is done when."""
    days = joined(
        html_string(
            "<h4>{day} <span class='cv-muted'>{places}</span></h4>{lines}",
            day=weekday(day.day, language),
            places=" / ".join(map(clean_line, day.places)),
            lines=_lines(sheet, number, language),
        )
        for number, day in enumerate(sheet.days)
    )
    role = word(sheet.role, language) if sheet.role else text("Member", language)
    return html_string("<h3>{name}, {role}</h3>{days}", name=sheet.name, role=role, days=days)


def _lines(sheet: DaySheet, number: int, language: Language) -> SafeHtml:
    lines = sheet.days[number].lines
    if not lines:
        return paragraph_html("muted", text("Nothing on this day.", language))
    items = joined(
        html_string(
            "<li>{hour} <strong>{title}</strong> {place} {held}</li>",
            hour=hour(line.slot.wall_time, language),
            title=clean_line(line.title),
            place=clean_line(line.place),
            held=html_string(
                '<span class="cv-chip cv-chip--undetermined">{held}</span>',
                held=text("On hold", language),
            )
            if line.held
            else "",
        )
        for line in lines
    )
    return html_string("<ul>{items}</ul>", items=items)

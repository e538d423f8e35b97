"""The calculator of time limits of petitions: article, both ends, and what the Rules leave open."""

from datetime import date

from ipywidgets import DatePicker, HBox, VBox

from convoca.app.models.year_calculator import PetitionCalculator
from convoca.app.pages.year_desk import Desk
from convoca.app.widgets.choice_lists import choice
from convoca.app.widgets.finding_line import field_of, finding_line, sentence_of
from convoca.app.widgets.inputs import Field, Inputs
from convoca.app.widgets.parts import facts, heading, paragraph, paragraph_html
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined
from convoca.domain.errors import InvalidValue
from convoca.domain.petition_step import PetitionStep
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_in_full, length_in_months
from convoca.i18n.words import word
from convoca.i18n.year_words import counted_from, what_to_know
from convoca.rules.petition_time_limits import PetitionTimeLimit
from convoca.rules.provision import Provision


class CalculatorPanel:
    """What is typed on the left, both ends on the right; nothing is saved."""

    def __init__(self, desk: Desk, model: PetitionCalculator) -> None:
        self._desk, self._model = desk, model
        language = desk.language
        steps = [(word(step, language), step.value) for step in PetitionStep]
        self._from_what = HtmlView()
        self._fields = {
            "step": Field(choice(text("Time limit", language), steps)),
            "starts": Field(DatePicker(description=text("Counted from", language))),
            "set_to": Field(DatePicker(description=text("Set or extended to", language))),
            "acted_on": Field(DatePicker(description=text("Arrived or done on", language))),
        }
        self._inputs = Inputs(self._fields)
        self._inputs.fill(model.typed)
        self._inputs.on_change(self._typed)
        self._answer = HtmlView()
        step, starts, *others = self._fields.values()
        form = VBox([step, starts, self._from_what, *others]).add_class("cv-form")
        answer = VBox([self._answer]).add_class("cv-card")
        for side in (form, answer):
            side.layout.flex, side.layout.min_width = "1 1 22rem", "0"
        note = text(
            "Days are counted at the seat; a month is a calendar month. Nothing entered here is kept.",
            language,
        )
        self.widget = VBox(
            [
                heading(2, text("Calculator", language)),
                paragraph("muted", note),
                HBox([form, answer]),
            ]
        )
        self._draw()

    def _typed(self) -> None:
        self._model.type(self._inputs.read())
        self._draw()

    def _draw(self) -> None:
        model, language = self._model, self._desk.language
        self._fields["set_to"].layout.display = "" if model.may_be_set else "none"
        self._from_what.value = paragraph_html("help", counted_from(model.step, language))
        self._inputs.tell("", "")
        try:
            limit, finding = model.limit(), model.finding()
        except InvalidValue as error:
            self._inputs.tell(field_of(error), sentence_of(error, language))
            self._answer.value = paragraph_html("muted", text("Nothing to say yet.", language))
            return
        self._answer.value = joined(
            [self._ends(limit), finding_line(finding, language), self._known(limit)]
        )

    def _ends(self, limit: PetitionTimeLimit) -> SafeHtml:
        language = self._desk.language
        said = {
            text("Article", language): findings.articles(limit.citations, language),
            text("Last day", language): self._end(limit.last_day, limit.provision),
            text("Latest day, with every extension", language): self._end(
                limit.latest_day, limit.longest
            ),
            text("The Commission may act from", language): self._end(limit.opens_on, None),
            text("Set or extended to", language): self._end(limit.set_to, None),
            text("Counted back from its end", language): self._end(limit.other_reading, None),
        }
        return html_string(
            "<h3>{title}</h3>{said}", title=word(limit.step, language), said=facts(said)
        )

    def _end(self, day: date | None, number: Provision | None) -> str:
        """Write a day in full, with the span that leads to it."""
        if day is None:
            return ""
        language = self._desk.language
        written = day_in_full(day, language)
        return f"{written} ({length_in_months(number.value, language)})" if number else written

    def _known(self, limit: PetitionTimeLimit) -> SafeHtml:
        language = self._desk.language
        lines = [paragraph_html("muted", what_to_know(limit.step, language))]
        numbers = [number for number in (limit.provision, limit.longest) if number]
        if not all(number.verified for number in numbers):
            lines.append(
                paragraph_html(
                    "warning",
                    text(
                        "The number of that day is still to be read in the Rules of the time.",
                        language,
                    ),
                )
            )
        return joined(lines)

"""Documents handed in, and until when the other side may observe on them (Art. 65.2)."""

from datetime import date
from uuid import UUID

from ipywidgets import DatePicker, Dropdown, HBox, VBox, Widget

from convoca.app.models.hearing_day import DayStage
from convoca.app.pages.hearing_day_desk import Desk, Panel
from convoca.app.widgets.choice_lists import words_of
from convoca.app.widgets.day_words import distance
from convoca.app.widgets.fingerprint import Fingerprint
from convoca.app.widgets.parts import button, heading, paragraph, swap
from convoca.app.widgets.safe_html import safe_html
from convoca.domain.hearing_day import HandedIn
from convoca.domain.party import Side
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line


class DocumentsPanel(Panel):
    """The documents so far, each with its last day, and the form for the next one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = desk.language
        self._title = desk.kept_text("document", text("Title of the document", language))
        self._side = Dropdown(
            description=text("Handed in by", language),
            options=words_of((Side.REQUESTER, Side.STATE), language),
        )
        self._until = DatePicker(
            description=text("Observations of the other side until", language),
            value=desk.model.file.hearing.equality.observations_until,
        )
        self._digits = Fingerprint(language=language)
        self._take_in = button(text("Take in", language), self._hand_in, style="primary")
        self._why = paragraph("help", text("Open the hearing first.", language))
        form = VBox([self._title, self._side, self._until, self._digits]).add_class("cv-form")
        card = VBox(
            [
                heading(3, text("A document is handed in", language)),
                form,
                HBox([self._take_in, self._why]).add_class("cv-actions"),
            ]
        ).add_class("cv-card")
        self.widget.children = (self.answer.widget, card, self.body)
        self.draw()

    def draw(self) -> None:
        is_open = self.model.file.stage is DayStage.OPEN
        self._take_in.disabled = not is_open
        self._why.layout.display = "none" if is_open else ""
        documents = self.model.file.day.documents
        none = text("No document was handed in yet.", self.language)
        cards = [self._card(document) for document in documents]
        swap(self.body, cards or [paragraph("muted", none)])

    def _card(self, document: HandedIn) -> Widget:
        language = self.language
        said = safe_html(
            '<h3 dir="auto">{title}</h3><p>{side}</p><p class="cv-{style}">{until}</p>'
            '<p class="cv-muted cv-small">{digits}</p>',
            title=clean_line(document.title),
            side=text("Handed in by: {side}", language, side=word(document.side, language)),
            style="success"
            if document.observed_on
            else "note"
            if document.observations_by
            else "warning",
            until=self._until_when(document),
            digits=f"SHA-256 {document.sha256}"
            if document.sha256
            else text("No fingerprint yet.", language),
        )
        last = DatePicker(
            description=text("Observations until", language), value=document.observations_by
        )
        came = DatePicker(
            description=text("Observations came on", language), value=document.observed_on
        )
        last.observe(lambda change: self._set_last_day(document.id, change["new"]), "value")
        came.observe(lambda change: self._observed(document.id, change["new"]), "value")
        form = VBox([last, came]).add_class("cv-form").add_class("cv-form--wide")
        return VBox([said, form]).add_class("cv-card")

    def _until_when(self, document: HandedIn) -> str:
        language = self.language
        if document.observed_on:
            came = day(document.observed_on, language)
            return text("The other side observed on it on {day}.", language, day=came)
        until = document.observations_by
        if until is None:
            return text(
                "The Commission has still to give the other side time for observations (Art. 65.2).",
                language,
            )
        return text(
            "The other side may observe on it until {day}: {distance}.",
            language,
            day=day(until, language),
            distance=distance(until, self.model.office.today(), language),
        )

    def _set_last_day(self, document: UUID, until: date | None) -> None:
        said = text("The last day is recorded.", self.language)
        self.do(lambda: self.model.set_last_day(document, until), said)

    def _observed(self, document: UUID, on: date | None) -> None:
        said = text("The observations are recorded.", self.language)
        self.do(lambda: self.model.observed(document, on), said)

    def _hand_in(self) -> None:
        taken = self.do(
            lambda: self.model.hand_in(
                self._title.value, self._side.value, self._digits.value, self._until.value
            ),
            text("The document is taken in.", self.language),
        )
        if taken:
            self.desk.clear(("document", self._title))
            self._digits.value = ""

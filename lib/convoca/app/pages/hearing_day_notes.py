"""Decisions and commitments typed live for the minutes (Art. 70.1), and where the recording is kept (Art. 70.3)."""

from ipywidgets import Combobox, DatePicker, HBox, VBox, Widget

from convoca.app.pages.hearing_day_desk import Desk, Panel
from convoca.app.widgets.parts import button, heading, paragraph, swap
from convoca.app.widgets.safe_html import html_string, safe_html
from convoca.app.widgets.shared_words import said_of
from convoca.domain.minutes import Commitment, MinutesStatus
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day


class NotesPanel(Panel):
    """What is typed is kept on the device and as a draft; what is added stands in the minutes at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = desk.language
        self._decision = desk.kept_text("decision", text("Decision", language), rows=3)
        self._pledge = desk.kept_text(
            "commitment", text("What the party undertakes", language), rows=3
        )
        self._party = Combobox(
            description=text("Party", language),
            options=tuple(party.name for party in desk.model.file.hearing.told_parties),
            ensure_option=False,
        )
        self._due = DatePicker(description=text("By", language))
        self._recording = desk.kept_text(
            "recording", text("Where the recording of the testimony is kept", language)
        )
        self._recording.value = desk.model.typed("recording") or desk.model.file.day.recording
        self._decisions, self._commitments = VBox(), VBox()
        self.widget.children = (self.answer.widget, self.body, *self._cards())
        self.draw()

    def _cards(self) -> tuple[Widget, ...]:
        language = self.language
        decide = button(text("Add the decision", language), self._add_decision, style="primary")
        promise = button(text("Add the commitment", language), self._add_pledge, style="primary")
        keep = button(text("Save the place", language), self._keep_recording)
        return (
            self._card(text("Decisions", language), self._decisions, (self._decision,), decide),
            self._card(
                text("Commitments assumed by the parties", language),
                self._commitments,
                (self._party, self._pledge, self._due),
                promise,
            ),
            self._card(text("Recording", language), VBox(), (self._recording,), keep),
        )

    def _card(self, title: str, listed: VBox, inputs: tuple[Widget, ...], act: Widget) -> Widget:
        form = VBox(list(inputs)).add_class("cv-form").add_class("cv-form--broad")
        actions = HBox([act]).add_class("cv-actions")
        return VBox([heading(3, title), listed, form, actions]).add_class("cv-card")

    def draw(self) -> None:
        language, minutes = self.language, self.model.file.minutes
        is_draft = minutes is None or minutes.status is MinutesStatus.DRAFT
        link = self.desk.visit.link(
            "minutes", period=self.model.file.period.number, hearing=self.model.id
        )
        where = safe_html(
            '<p class="cv-note">{said} <a href="{link}">{action}</a></p>',
            said=text("What you add here stands in the minutes of the hearing at once.", language)
            if is_draft
            else text(
                "The minutes are completed. Reopen them as a draft to change them.", language
            ),
            link=link,
            action=text("Minutes", language),
        )
        swap(self.body, [where])
        decisions = minutes.decisions if minutes else ()
        pledges = minutes.commitments if minutes else ()
        no_decision = paragraph("muted", text("No decision yet.", language))
        no_pledge = paragraph("muted", text("No commitment yet.", language))
        swap(self._decisions, [self._of_decision(d) for d in decisions] or [no_decision])
        swap(self._commitments, [self._of_pledge(c) for c in pledges] or [no_pledge])

    def _of_decision(self, words: str) -> Widget:
        return self._line(words, lambda: self.model.strike_decision(words))

    def _of_pledge(self, pledge: Commitment) -> Widget:
        due = f" ({day(pledge.due, self.language)})" if pledge.due else ""
        said = said_of(pledge.party, f"{pledge.text}{due}", self.language)
        return self._line(said, lambda: self.model.strike_commitment(pledge))

    def _line(self, words: str, strike: object) -> Widget:
        language = self.language
        said = safe_html("{line}", line=html_string('<p dir="auto">{words}</p>', words=words))
        said.layout.flex = "1 1 16rem"
        gone = self.act(
            text("Strike", language),
            strike,  # type: ignore[arg-type]
            said=text("It is struck.", language),
            tip=text("Strike: {words}", language, words=words),
        )
        return HBox([said, gone]).add_class("cv-actions")

    def _add_decision(self) -> None:
        said = text("The decision stands in the minutes.", self.language)
        if self.do(lambda: self.model.note_decision(self._decision.value), said):
            self.desk.clear(("decision", self._decision))

    def _add_pledge(self) -> None:
        pledge = Commitment(party=self._party.value, text=self._pledge.value, due=self._due.value)
        said = text("The commitment stands in the minutes.", self.language)
        if self.do(lambda: self.model.note_commitment(pledge), said):
            self.desk.clear(("commitment", self._pledge))
            self._due.value = None

    def _keep_recording(self) -> None:
        where = self._recording.value
        said = text("The place of the recording is saved.", self.language)
        if self.do(lambda: self.model.keep_recording(where), said):
            self.model.forget("recording")

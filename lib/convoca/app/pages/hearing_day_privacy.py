"""A hearing that is made private at the last moment, or public again (Art. 68)."""

from ipywidgets import Checkbox, HBox, TimePicker, VBox

from convoca.app.models.hearing_day import DayStage
from convoca.app.pages.hearing_day_desk import Desk, Panel
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.parts import button, facts, heading, paragraph, reason_input, swap
from convoca.app.widgets.safe_html import HtmlView, safe_html
from convoca.domain.finding import Finding
from convoca.domain.slot import zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import hour
from convoca.services.importing.text import clean_line


class PrivacyPanel(Panel):
    """How the hearing is held; the form for what the Commission decides about it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = desk.language
        self._why = desk.kept_text(
            "circumstances", text("Exceptional circumstances", language), rows=3
        )
        self._who = desk.kept_text(
            "may_attend", text("Who may attend, one a line", language), rows=3
        )
        self._told = TimePicker(
            description=text("Parties told at, hour at the place (empty: now)", language), step=60
        )
        self._late = Checkbox(
            description=text("The hearing is under way: change it all the same", language),
            indent=False,
        )
        self._reason = reason_input(language)
        self._outcome = VBox()
        self._private = VBox(
            [
                heading(3, text("Make the hearing private", language)),
                paragraph(
                    "muted",
                    text(
                        "For the Commission alone to decide, in exceptional circumstances; the parties "
                        "are told before the hearing begins (Art. 68). Subscribed calendars leave it out "
                        "at once; published pages and calendars in files keep it until they are made "
                        "anew on the page Calendars and exports.",
                        language,
                    ),
                ),
                VBox([self._why, self._who, self._told]).add_class("cv-form"),
                HBox(
                    [
                        button(
                            text("Both sides were told: make it private", language),
                            self._make_private,
                            style="danger",
                        )
                    ]
                ).add_class("cv-actions"),
            ]
        ).add_class("cv-card")
        self._public = VBox(
            [
                heading(3, text("Make the hearing public again", language)),
                VBox([self._reason]).add_class("cv-form"),
                HBox([button(text("Make it public again", language), self._make_public)]).add_class(
                    "cv-actions"
                ),
            ]
        ).add_class("cv-card")
        self.widget.children = (
            self.answer.widget,
            self.body,
            self._outcome,
            self._late,
            self._private,
            self._public,
        )
        self.draw()

    def draw(self) -> None:
        file, language = self.model.file, self.language
        is_private, is_closed = file.hearing.is_private, file.stage is DayStage.CLOSED
        self._late.layout.display = "" if file.stage is DayStage.OPEN else "none"
        self._private.layout.display = "none" if is_private or is_closed else ""
        self._public.layout.display = "none" if not is_private or is_closed else ""
        swap(self.body, [self._standing()])
        if is_closed:
            closed = text("The hearing is closed. Reopen its day first.", language)
            self.body.children = (*self.body.children, paragraph("note", closed))

    def _standing(self) -> HtmlView:
        language, file = self.language, self.model.file
        decision = file.hearing.private_decision
        told = decision.parties_told_at
        at = hour(told.astimezone(zone_info(file.zone)).time(), language) if told else ""
        said = (
            text("The hearing is held in private.", language)
            if file.hearing.is_private
            else text("The hearing is held in public.", language)
        )
        pairs = {
            text("Exceptional circumstances", language): clean_line(decision.circumstances),
            text("Parties told at", language): at,
            text("Who may attend", language): ", ".join(decision.may_attend),
        }
        shown = pairs if file.hearing.is_private else {}
        return safe_html("<h2>{said}</h2>{facts}", said=said, facts=facts(shown))

    def _make_private(self) -> None:
        may_attend = tuple(line.strip() for line in self._who.value.splitlines() if line.strip())

        def act() -> None:
            self._tell(
                self.model.make_private(
                    self._why.value, may_attend, self._told.value, confirmed=self._late.value
                )
            )

        if self.do(act, text("The hearing is private now.", self.language)):
            self.desk.clear(("circumstances", self._why), ("may_attend", self._who))
            self._late.value = False

    def _make_public(self) -> None:
        def act() -> None:
            self._tell(self.model.make_public(self._reason.value, confirmed=self._late.value))

        if self.do(act, text("The hearing is public again.", self.language)):
            self._reason.value = ""
            self._late.value = False

    def _tell(self, finding: Finding) -> None:
        swap(self._outcome, [safe_html("{line}", line=finding_line(finding, self.language))])

"""The head of the page Hearing day: which hearing, how far it is, and the buttons that open and close it."""

from datetime import datetime

from ipywidgets import HBox, VBox, Widget

from convoca.app.models.hearing_day import DayStage
from convoca.app.pages.hearing_day_desk import Desk, Panel
from convoca.app.widgets.day_words import on_another_day
from convoca.app.widgets.parts import (
    button,
    chip,
    paragraph,
    paragraph_html,
    reason_input,
    swap,
)
from convoca.app.widgets.safe_html import SafeHtml, joined, safe_html
from convoca.app.widgets.shared_words import hours
from convoca.domain.language import Language
from convoca.domain.slot import zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_in_full, hour
from convoca.services.importing.text import clean_line


class Head(Panel):
    """See the module. Closing is asked twice: it stops the clock and drafts the minutes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._is_closing = False
        self.widget.add_class("cv-card")
        self.draw()

    def draw(self) -> None:
        file, language = self.model.file, self.language
        title = safe_html(
            '<h2 dir="auto">{title}</h2><p>{when}</p>{day}<p>{chips}</p>',
            title=clean_line(file.hearing.title),
            when=self._when(),
            day=self._on_another_day(),
            chips=_chips(file.stage, language, is_private=file.hearing.is_private),
        )
        swap(self.body, [title, *self._below(file.stage)])

    def _when(self) -> str:
        file, language = self.model.file, self.language
        parts: list[str] = []
        if file.placement is not None:
            slot, room = file.placement.slot, file.period.room(file.placement.room)
            parts = [day_in_full(slot.wall_date, language), hours(slot, language)]
            parts += [clean_line(room.name)] if room else []
        if file.day.opened:
            parts.append(text("opened at {hour}", language, hour=self._hour(file.day.opened)))
        if file.day.closed:
            parts.append(text("closed at {hour}", language, hour=self._hour(file.day.closed)))
        return " · ".join(parts)

    def _on_another_day(self) -> SafeHtml:
        """Say so where the hearing is opened, or would be, on another day than its own."""
        file, language = self.model.file, self.language
        if file.placement is None:
            return SafeHtml()
        opened = file.day.opened
        since = opened.astimezone(zone_info(file.zone)).date() if opened else None
        planned = file.placement.slot.wall_date
        said = on_another_day(planned, since, self.model.office.today(), language)
        return paragraph_html("warning" if opened else "note", said) if said else SafeHtml()

    def _hour(self, moment: datetime) -> str:
        return hour(moment.astimezone(zone_info(self.model.file.zone)).time(), self.language)

    def _below(self, stage: DayStage) -> list[Widget]:
        if stage is DayStage.WAITING:
            return [_row(self._open(), self._all_hearings())]
        if stage is DayStage.CLOSED:
            return self._closed()
        if self._is_closing:
            return self._asked()
        return [_row(self._close(), self._not_opened(), self._all_hearings())]

    def _open(self) -> Widget:
        language = self.language
        said = text("The hearing is open.", language)
        label = text("Open the hearing", language)
        return self.act(label, self.model.open, said=said, style="primary")

    def _not_opened(self) -> Widget:
        language = self.language
        said = text("The hearing is not open yet.", language)
        label = text("Opened by mistake", language)
        return self.act(label, self.model.not_opened, said=said)

    def _close(self) -> Widget:
        return button(text("Close the hearing…", self.language), lambda: self._ask(closing=True))

    def _ask(self, *, closing: bool) -> None:
        self._is_closing = closing
        self.draw()

    def _asked(self) -> list[Widget]:
        language = self.language
        told = text(
            "Closing stops the clock and brings hours, documents, absent parties and the place of "
            "the recording into the draft of the minutes.",
            language,
        )
        yes = button(text("Close it now", language), self._close_now, style="primary")
        no = button(text("Not yet", language), lambda: self._ask(closing=False))
        return [paragraph("note", told), _row(yes, no)]

    def _close_now(self) -> None:
        self._is_closing = False
        said = text("The hearing is closed; its minutes are drafted.", self.language)
        if not self.do(self.model.close, said):
            self.draw()

    def _closed(self) -> list[Widget]:
        language, file = self.language, self.model.file
        link = self.desk.visit.link("minutes", period=file.period.number, hearing=file.hearing.id)
        onward = safe_html(
            '<p class="cv-success">{said} <a href="{link}">{action}</a></p>',
            said=text("The hearing is closed; its minutes are drafted.", language),
            link=link,
            action=text("Complete the minutes", language),
        )
        reason = reason_input(language)
        reopen = self.act(
            text("Go on with the hearing", language),
            lambda: self.model.reopen(reason.value),
            said=text("The hearing goes on.", language),
        )
        return [onward, VBox([reason, _row(reopen, self._all_hearings())]).add_class("cv-form")]

    def _all_hearings(self) -> Widget:
        number = self.model.file.period.number
        label = text("All hearings of the period", self.language)
        return button(label, lambda: self.desk.visit.navigate("hearing-day", period=number))


def _row(*buttons: Widget) -> HBox:
    return HBox(list(buttons)).add_class("cv-actions")


def _chips(stage: DayStage, language: Language, *, is_private: bool) -> SafeHtml:
    style = "done" if stage is DayStage.CLOSED else "draft"
    privacy = text("Private", language) if is_private else text("Public", language)
    return joined([chip(style, stage_word(stage, language)), chip("draft", privacy)], " ")


def stage_word(stage: DayStage, language: Language) -> str:
    """Say how far a hearing is."""
    return {
        DayStage.WAITING: text("Not opened yet", language),
        DayStage.OPEN: text("The hearing goes on", language),
        DayStage.CLOSED: text("Hearing closed", language),
    }[stage]

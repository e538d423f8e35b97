"""The page Minutes: whose minutes a period has, and the ones that are being written."""

from collections.abc import Callable

from ipywidgets import VBox, Widget

from convoca.app import frame
from convoca.app.models.minutes import Line, MinutesEditor, MinutesModel
from convoca.app.models.minutes_life import LifeModel
from convoca.app.models.minutes_versions import VersionsModel
from convoca.app.pages.minutes_commitments import CommitmentsPanel
from convoca.app.pages.minutes_desk import LifeDesk
from convoca.app.pages.minutes_editor import MinutesPanel
from convoca.app.pages.minutes_life import LifePanel
from convoca.app.pages.minutes_party_requests import PartyRequestsPanel
from convoca.app.pages.minutes_versions import VersionsPanel
from convoca.app.pages.minutes_words import stage_word
from convoca.app.widgets.parts import button, heading, paragraph, swap
from convoca.app.widgets.period_picker import (
    example_sentence,
    no_period_yet,
    period_picker,
    periods_for,
)
from convoca.app.widgets.shared_words import states_of
from convoca.app.widgets.table import Column, table
from convoca.app.widgets.tabs import in_tabs
from convoca.bootstrap import Convoca, office
from convoca.domain.identifiers import SessionId
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, hour
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    convoca = office()
    periods, period = periods_for(visit, convoca)
    title = text("Minutes", visit.language)
    if period is None:
        return frame.View(title, no_period_yet(visit))
    return frame.View(title, MinutesPage(visit, convoca, periods, period).widget)


class MinutesPage:
    """The list of a period, or the minutes of one activity; the address says which."""

    def __init__(
        self,
        visit: frame.Visit,
        convoca: Convoca,
        periods: tuple[PeriodOfSessions, ...],
        period: PeriodOfSessions,
    ) -> None:
        self._visit, self._model = visit, MinutesModel(convoca, period.id)
        self._picker = period_picker(visit, periods, period, on_choose=self._choose_period)
        self._body = VBox()
        self.widget = VBox([self._body])
        wanted = visit.parameters.get("hearing") or visit.parameters.get("session") or ""
        line = self._model.line(wanted)
        if line is not None:
            self.open(line)
            return
        if wanted:
            visit.alert(
                text("There are no such minutes in this period of sessions.", visit.language)
            )
        self.list()

    def _choose_period(self, period: PeriodOfSessions) -> None:
        self._model.choose(period.id)
        self._visit.banner(example_sentence(self._visit.language) if period.is_example else "")
        self.list()

    def list(self) -> None:
        """Show every hearing and session of the period."""
        self._model.refresh()
        self._visit.remember(period=self._model.file.period.number)
        self.widget.children = (self._picker, self._body)
        lines = self._model.lines()
        if not lines:
            none = text(
                "No hearings or sessions in this period yet. Enter them on the page Programme.",
                self._visit.language,
            )
            swap(self._body, [paragraph("note", none)])
            return
        language = self._visit.language
        listed = table(
            _columns(language),
            [_row(line, language) for line in lines],
            language=language,
            caption=text("Hearings and sessions", language),
            on_select=lambda key: self._open_key(key) if key else None,
        )
        number = self._model.file.period.number
        undertaken = CommitmentsPanel(self._visit, self._model.office, number)
        title = heading(2, text("Commitments of the period", language))
        swap(self._body, [listed, VBox([title, undertaken.widget]).add_class("cv-card")])

    def _open_key(self, key: str) -> None:
        line = self._model.line(key)
        if line is not None:
            self.open(line)

    def open(self, line: Line) -> None:
        """Show the minutes of one activity."""
        self._remember(line, self._tab_asked_for(line))
        self.widget.children = (self._body,)
        back = button(text("All minutes of the period", self._visit.language), self.list)
        editor = self._model.editor(line)
        editor.tab = self._tab_asked_for(line)
        editor.observe(lambda _: self._remember(line, editor.tab), "tab")
        swap(self._body, [back, self._parts(editor)])

    def _remember(self, line: Line, tab: int) -> None:
        number, key = self._model.file.period.number, str(line.id)
        self._visit.remember(period=number, **{str(line.kind): key}, tab=tab or None)

    def _tab_asked_for(self, line: Line) -> int:
        """Return the part that the address names for these minutes, or the first."""
        asked = self._visit.parameters
        tab = asked.get("tab", "")
        is_this = asked.get(str(line.kind)) == str(line.id)
        return int(tab) if is_this and tab.isdecimal() and tab.isascii() else 0

    def _parts(self, editor: MinutesEditor) -> Widget:
        """Return the minutes, and beside them what becomes of them, each built when it is opened."""
        visit, language = self._visit, self._visit.language
        parts: list[tuple[str, Callable[[], Widget]]] = [
            (text("Minutes", language), lambda: MinutesPanel(visit, editor).widget)
        ]
        if editor.hearing is None:
            parts.append((text("Circulation and approval", language), lambda: _life(visit, editor)))
        else:
            parts.append((text("Commitments", language), lambda: _commitments(visit, editor)))
            parts.append(
                (text("Requests of parties", language), lambda: _party_requests(visit, editor))
            )
        versions = VersionsModel(editor)
        parts.append((text("Versions", language), lambda: VersionsPanel(visit, versions).widget))
        return in_tabs(editor, parts)


def _life(visit: frame.Visit, editor: MinutesEditor) -> Widget:
    model = LifeModel(editor.office, SessionId(editor.line.id))
    editor.observe(lambda _: model.refresh(), "record")
    return LifePanel(LifeDesk(visit, model, editor)).widget


def _commitments(visit: frame.Visit, editor: MinutesEditor) -> Widget:
    number = editor.file.period.number
    panel = CommitmentsPanel(visit, editor.office, number, editor.line.id)
    editor.observe(lambda _: panel.refresh(), "record")
    return panel.widget


def _party_requests(visit: frame.Visit, editor: MinutesEditor) -> Widget:
    return PartyRequestsPanel(visit, editor.office, editor.line.id).widget


def _columns(language: Language) -> list[Column]:
    return [
        Column(
            "day", text("Day", language), kind="date", show=lambda day: day_short(day, language)
        ),
        Column("hour", text("Hour", language)),
        Column("title", text("Title", language)),
        Column("kind", text("Kind", language), filter=True),
        Column("states", text("States", language)),
        Column("status", text("Minutes", language), filter=True),
    ]


def _row(line: Line, language: Language) -> dict[str, object]:
    slot = line.placement.slot if line.placement else None
    return {
        "id": str(line.id),
        "day": line.day,
        "hour": hour(slot.wall_time, language) if slot else "",
        "title": clean_line(line.activity.title),
        "kind": word(line.kind, language),
        "states": states_of(line.states, language),
        "status": stage_word(line.stage, language),
    }

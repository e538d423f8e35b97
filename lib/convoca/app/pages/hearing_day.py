"""The page Hearing day: one hearing while it is held, big and calm."""

from collections.abc import Mapping

from ipywidgets import HBox, Tab, VBox, Widget

from convoca.app import frame
from convoca.app.models.hearing_day import HearingDayModel, HearingLine, hearing_lines
from convoca.app.pages.hearing_day_clock import ClockPanel
from convoca.app.pages.hearing_day_desk import Desk, Panel
from convoca.app.pages.hearing_day_documents import DocumentsPanel
from convoca.app.pages.hearing_day_head import Head, stage_word
from convoca.app.pages.hearing_day_notes import NotesPanel
from convoca.app.pages.hearing_day_parties import PartiesPanel
from convoca.app.pages.hearing_day_privacy import PrivacyPanel
from convoca.app.pages.hearing_day_witnesses import WitnessesPanel
from convoca.app.widgets.parts import paragraph
from convoca.app.widgets.period_picker import no_period_yet, period_picker, periods_for
from convoca.app.widgets.shared_words import states_of
from convoca.app.widgets.table import Column, table
from convoca.bootstrap import Convoca, office
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, hour
from convoca.services.importing.text import clean_line


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    """Build the list of a period's hearings, or the one hearing that the address names."""
    convoca = office()
    periods, period = periods_for(visit, convoca)
    title = text("Hearing day", visit.language)
    if period is None:
        return frame.View(title, no_period_yet(visit))
    wanted = visit.parameters.get("hearing", "")
    lines = hearing_lines(convoca, period.id)
    found = next((line for line in lines if str(line.hearing.id) == wanted), None)
    if found is not None:
        return frame.View(title, one_hearing(visit, convoca, found))
    if wanted:
        visit.alert(text("There is no such hearing in this period of sessions.", visit.language))
    return frame.View(title, _list(visit, convoca, periods, period, lines))


def one_hearing(visit: frame.Visit, convoca: Convoca, line: HearingLine) -> Widget:
    """Return the head of the page and its parts.

    All of them are built at once: without a connection no part could be fetched when it is needed.
    """
    desk = Desk(visit, HearingDayModel(convoca, line.hearing.id))
    language = visit.language
    parts: Mapping[str, Panel] = {
        text("Clock and running order", language): ClockPanel(desk),
        text("Who appeared", language): PartiesPanel(desk),
        text("Witnesses and experts", language): WitnessesPanel(desk),
        text("Documents handed in", language): DocumentsPanel(desk),
        text("For the minutes", language): NotesPanel(desk),
        text("Public or private", language): PrivacyPanel(desk),
    }
    tabs = Tab([panel.widget for panel in parts.values()], titles=list(parts))
    wanted = visit.parameters.get("tab", "")
    if wanted.isdecimal() and int(wanted) < len(parts):
        tabs.selected_index = int(wanted)

    def remember() -> None:
        number = desk.model.file.period.number
        visit.remember(period=number, hearing=desk.model.id, tab=tabs.selected_index or None)

    remember()
    tabs.observe(lambda _: remember(), "selected_index")
    return VBox([Head(desk).widget, tabs])


def _list(
    visit: frame.Visit,
    convoca: Convoca,
    periods: tuple[PeriodOfSessions, ...],
    period: PeriodOfSessions,
    lines: tuple[HearingLine, ...],
) -> Widget:
    """Return the hearings of a period, those of today first among equals: they can be filtered by day."""
    language = visit.language
    picker = HBox([period_picker(visit, periods, period)]).add_class("cv-toolbar")
    if not lines:
        none = text(
            "No hearings in this period yet. Grant requests, or enter hearings on the page Programme.",
            language,
        )
        return VBox([picker, paragraph("note", none)])
    today = convoca.today()
    listed = table(
        _columns(language),
        [_row(line, language) for line in lines],
        language=language,
        caption=text("Hearings", language),
        on_select=lambda key: (
            visit.navigate("hearing-day", period=period.number, hearing=key) if key else None
        ),
    )
    if any(line.day == today for line in lines):
        listed.view = {"filters": {text("Day", language): day_short(today, language)}}
    return VBox([picker, listed])


def _columns(language: Language) -> list[Column]:
    return [
        Column(
            "day",
            text("Day", language),
            kind="date",
            show=lambda day: day_short(day, language),
            filter=True,
        ),
        Column("hour", text("Hour", language)),
        Column("title", text("Title", language)),
        Column("states", text("States", language), hidden="narrow"),
        Column("stage", text("State of the hearing", language), filter=True),
    ]


def _row(line: HearingLine, language: Language) -> dict[str, object]:
    slot = line.placement.slot if line.placement else None
    return {
        "id": str(line.hearing.id),
        "day": line.day,
        "hour": hour(slot.wall_time, language) if slot else "",
        "title": clean_line(line.hearing.title),
        "states": states_of(line.hearing.states, language),
        "stage": stage_word(line.stage, language),
    }

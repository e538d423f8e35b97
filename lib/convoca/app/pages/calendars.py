"""Calendars and exports: what each audience gets, what changed since, and the files themselves."""

from ipywidgets import Dropdown, HBox, VBox, Widget

from convoca.app import frame
from convoca.app.models.calendars import AUDIENCES, CalendarsModel, MinutesLine
from convoca.app.pages.calendars_audience import AudienceCard, OtherAudiences
from convoca.app.pages.calendars_desk import Desk, section
from convoca.app.pages.calendars_history import HistoryPanel, time_zone_warning
from convoca.app.pages.calendars_publication import PublicationPanel
from convoca.app.pages.calendars_round_trip import RoundTripPanel
from convoca.app.pages.calendars_subscriptions import SubscriptionsPanel
from convoca.app.widgets.choice_lists import words_of
from convoca.app.widgets.period_picker import no_period_yet, period_picker, periods_for
from convoca.app.widgets.safe_html import safe_html
from convoca.bootstrap import Convoca, office
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.words import word


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    convoca = office()
    periods, period = periods_for(visit, convoca)
    title = text("Calendars and exports", visit.language)
    if period is None:
        return frame.View(title, no_period_yet(visit))
    asked = visit.parameters.get("files", "")
    language = Language(asked) if asked in list(Language) else visit.language
    desk = Desk(visit, CalendarsModel(convoca, period, language))
    picker = period_picker(visit, periods, period)
    bar = HBox([picker, _language_choice(desk)]).add_class("cv-toolbar")
    return frame.View(title, VBox([bar, *_parts(desk, convoca)]))


def _language_choice(desk: Desk) -> Widget:
    choice = Dropdown(
        description=text("Language of the files", desk.language),
        options=words_of(Language, desk.language),
        value=desk.model.language,
    )

    def choose(change: dict[str, Language]) -> None:
        desk.model.language = change["new"]
        desk.visit.remember(period=desk.model.number, files=change["new"].value)

    choice.observe(choose, "value")
    return choice


def _parts(desk: Desk, convoca: Convoca) -> list[Widget]:
    cards = HBox([AudienceCard(desk, audience).widget for audience in AUDIENCES])
    return [
        *time_zone_warning(desk.model.shifted(), desk.language),
        cards,
        OtherAudiences(desk, convoca).widget,
        SubscriptionsPanel(desk, convoca).widget,
        HistoryPanel(desk, convoca).widget,
        PublicationPanel(desk, convoca).widget,
        HBox([_workbooks(desk), _minutes(desk)]),
        RoundTripPanel(desk, convoca).widget,
        desk.files,
    ]


def _workbooks(desk: Desk) -> Widget:
    language, model, outcome = desk.language, desk.model, VBox()
    explanation = safe_html(
        "<p>{said}</p>",
        said=text(
            "For the Secretariat: the register of requests with what the Rules say of each, and "
            "the programme with its problems. Protected persons appear by pseudonym.",
            language,
        ),
    )

    def write() -> str:
        written = model.write_workbooks()
        return text("Files written: {count}", language, count=len(written))

    buttons = HBox(
        [
            desk.download(
                text("Download the requests", language), lambda: model.workbook("requests"), outcome
            ),
            desk.download(
                text("Download the programme", language),
                lambda: model.workbook("programme"),
                outcome,
            ),
            desk.button(text("Write both into the folder", language), write, outcome),
        ]
    ).add_class("cv-actions")
    return section(text("Workbooks (Excel)", language), explanation, outcome, buttons)


def _minutes(desk: Desk) -> Widget:
    language, lines = desk.language, desk.model.minutes_lines()
    title = text("Minutes (Word)", language)
    if not lines:
        return section(
            title,
            safe_html(
                '<p>{said} <a href="{link}">{action}</a></p>',
                said=text("No minutes have been begun for this period.", language),
                link=desk.visit.link("minutes", period=desk.model.number),
                action=text("Minutes", language),
            ),
        )
    return section(title, *(_minutes_line(desk, line) for line in lines))


def _minutes_line(desk: Desk, line: MinutesLine) -> Widget:
    outcome = VBox()
    label = safe_html(
        '<p><span class="cv-chip cv-chip--{style}">{status}</span> {kind}: <span dir="auto">{title}</span></p>',
        style="draft" if line.is_draft else "done",
        status=text("Draft", desk.language) if line.is_draft else text("Completed", desk.language),
        kind=word(line.kind, desk.language),
        title=line.title,
    )
    button = desk.download(
        text("Download", desk.language), lambda: desk.model.minutes(line), outcome
    )
    button.tooltip = text("Download the minutes: {title}", desk.language, title=line.title)
    return VBox([label, outcome, button])

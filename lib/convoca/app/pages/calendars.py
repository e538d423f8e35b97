"""Calendars and exports: what each audience gets, what changed since, and the files themselves."""

from ipywidgets import Dropdown, HBox, VBox, Widget

from convoca.app import frame
from convoca.app.models.calendars import AUDIENCES, CalendarsModel, MinutesLine
from convoca.app.pages.calendars_audience import AudienceCard
from convoca.app.pages.calendars_desk import Desk, section
from convoca.app.widgets.period_picker import chosen_period, period_picker
from convoca.app.widgets.safe_html import safe_html
from convoca.bootstrap import office
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.words import word


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    convoca = office()
    with convoca.reading() as uow:
        periods = uow.periods.all()
    title = text("Calendars and exports", visit.language)
    period = chosen_period(visit, periods, convoca.today())
    if period is None:
        nothing = safe_html(
            '<p class="cv-note">{said} <a href="{link}">{action}</a></p>',
            said=text("There is no period of sessions yet.", visit.language),
            link=visit.link("period", new=1),
            action=text("Create the first period", visit.language),
        )
        return frame.View(title, nothing)
    asked = visit.parameters.get("files", "")
    language = Language(asked) if asked in list(Language) else visit.language
    desk = Desk(visit, CalendarsModel(convoca, period, language))
    picker = period_picker(visit, periods, period)
    bar = HBox([picker, _language_choice(desk)])
    bar.add_class("cv-toolbar")
    return frame.View(title, VBox([bar, *_parts(desk)]))


def _language_choice(desk: Desk) -> Widget:
    choice = Dropdown(
        description=text("Language of the files", desk.language),
        options=[(word(one, desk.language), one) for one in Language],
        value=desk.model.language,
    )

    def choose(change: dict[str, Language]) -> None:
        desk.model.language = change["new"]
        desk.visit.remember(period=desk.model.number, files=change["new"].value)

    choice.observe(choose, "value")
    return choice


def _parts(desk: Desk) -> list[Widget]:
    cards = HBox([AudienceCard(desk, audience).widget for audience in AUDIENCES])
    return [cards, HBox([_workbooks(desk), _minutes(desk)]), desk.files]


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
    )
    buttons.add_class("cv-actions")
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

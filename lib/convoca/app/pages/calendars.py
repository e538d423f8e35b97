"""Calendars and exports: what each audience gets, what changed since, and the files themselves."""

from collections.abc import Callable

from ipywidgets import Button, Dropdown, HBox, VBox, Widget

from convoca.app import frame
from convoca.app.models.calendars import AUDIENCES, CalendarsModel, Download, MinutesLine
from convoca.app.pages.calendars_audience import AudienceCard
from convoca.app.pages.calendars_files import files_section
from convoca.app.widgets.period_picker import chosen_period, period_picker
from convoca.app.widgets.safe_html import safe_html
from convoca.bootstrap import office
from convoca.domain.errors import ConvocaError
from convoca.domain.language import Language
from convoca.i18n.catalogue import error_text, text
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


class Desk:
    """What the parts of the page share: who visits, the model, and how a file is handed over."""

    def __init__(self, visit: frame.Visit, model: CalendarsModel) -> None:
        self.visit, self.model, self.language = visit, model, visit.language
        self.files = VBox([files_section(model, visit.language)])

    def button(self, label: str, act: Callable[[], str], outcome: VBox, *, style: str = "") -> Button:
        """Make a button that does ``act`` and tells what it said; a refusal stands in ``outcome``."""
        made = Button(description=label, button_style=style)

        def pressed(_button: object) -> None:
            made.disabled, outcome.children = True, ()
            try:
                self.visit.announce(act())
            except ConvocaError as error:
                said = error_text(error, self.language)
                told = safe_html('<p class="cv-problem" role="alert">{said}</p>', said=said)
                outcome.children = (told,)
            finally:
                made.disabled = False
            self.files.children = (files_section(self.model, self.language),)

        made.on_click(pressed)
        return made

    def download(self, label: str, make: Callable[[], Download], outcome: VBox) -> Button:
        """Make a button that hands over a file."""

        def hand_over() -> str:
            made = make()
            self.visit.offer(made.name, made.content, made.media_type)
            return text("{file} is ready.", self.language, file=made.name)

        return self.button(label, hand_over, outcome)


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


def section(title: str, *parts: Widget) -> VBox:
    """Make a card that takes its share of the row."""
    made = VBox([safe_html("<h2>{title}</h2>", title=title), *parts])
    made.add_class("cv-card")
    made.layout.flex, made.layout.min_width = "1 1 24rem", "0"
    return made


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
        '<p><span class="cv-chip cv-chip--{style}">{status}</span> {kind}: {title}</p>',
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

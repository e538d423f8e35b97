"""The page Year: the Commission's own work in a calendar year, and the calculator beside it."""

from ipywidgets import Dropdown, HBox, VBox, Widget

from convoca.app import frame
from convoca.app.models.year import YearModel
from convoca.app.models.year_calculator import PetitionCalculator
from convoca.app.pages.year_calculator import CalculatorPanel
from convoca.app.pages.year_desk import Desk
from convoca.app.pages.year_mandates import MandatesPanel
from convoca.app.pages.year_overview import OverviewPanel
from convoca.app.pages.year_rapporteurs import RapporteursPanel
from convoca.app.pages.year_reports import ReportsPanel
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import button
from convoca.app.widgets.period_picker import example_sentence
from convoca.app.widgets.tabs import in_tabs
from convoca.bootstrap import office
from convoca.i18n.catalogue import text

#: The tabs as the address names them, in their order.
TABS = ("year", "rapporteurs", "mandates", "reports", "limits")


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    """Build the page for the year of the address; without one, for the year of today."""
    convoca = office()
    asked = visit.parameters.get("year", "")
    is_year = asked.isdecimal() and asked.isascii() and 1960 <= int(asked) < 2200
    model = YearModel(convoca, int(asked) if is_year else convoca.today().year)
    tab = visit.parameters.get("tab", "")
    model.tab = TABS.index(tab) if tab in TABS else 0
    model.chosen = visit.parameters.get("open", "")
    if model.is_example:
        visit.banner(example_sentence(visit.language))
    title = text("The year {year}", visit.language, year=model.year)
    return frame.View(title, YearPage(visit, model).widget)


class YearPage:
    """The tools above, the parts in tabs; the address says which is open."""

    def __init__(self, visit: frame.Visit, model: YearModel) -> None:
        self._visit, self._model = visit, model
        language = visit.language
        self._answer = Answer(language)
        desk = Desk(visit, model)
        tabs = in_tabs(
            model,
            (
                (text("The year as a whole", language), lambda: OverviewPanel(desk).widget),
                (text("Country rapporteurs", language), lambda: RapporteursPanel(desk).widget),
                (text("Mandates", language), lambda: MandatesPanel(desk).widget),
                (text("Yearly reports", language), lambda: ReportsPanel(desk).widget),
                (
                    text("Time limits of petitions", language),
                    lambda: CalculatorPanel(desk, PetitionCalculator(model.today)).widget,
                ),
            ),
        )
        model.observe(lambda _: self._turned(), "tab")
        model.observe(lambda _: self._remember(), "chosen")
        self.widget = VBox([self._toolbar(), self._answer.widget, tabs])

    def _toolbar(self) -> Widget:
        language, model = self._visit.language, self._model
        picker = Dropdown(
            description=text("Calendar year", language),
            options=[(str(year), year) for year in model.years()],
            value=model.year,
        )
        picker.observe(
            lambda change: self._visit.navigate("year", year=change["new"], tab=TABS[model.tab]),
            "value",
        )
        download = button(text("Download the year (Excel)", language), self._download)
        return HBox([labelled(picker, width="10rem"), download]).add_class("cv-toolbar")

    def _download(self) -> None:
        def hand_over() -> None:
            name, content = self._model.workbook(self._visit.language)
            self._visit.offer(name, content)
            self._visit.announce(text("{file} is ready.", self._visit.language, file=name))

        self._answer.went_well(hand_over)

    def _turned(self) -> None:
        self._model.chosen = ""
        self._remember()

    def _remember(self) -> None:
        model = self._model
        self._visit.remember(year=model.year, tab=TABS[model.tab], open=model.chosen or None)

"""The page Visits: on-site observations and other visits, those to come first."""

from collections.abc import Callable, Sequence

from ipywidgets import Button, Dropdown, HBox, VBox

from convoca.app import frame
from convoca.app.models.visits import NEW, VisitFilters, VisitsModel
from convoca.app.pages.visits_editor import VisitPanel
from convoca.app.pages.visits_words import states_of, status_of, what_is_open
from convoca.app.widgets.parts import button, paragraph
from convoca.app.widgets.period_picker import example_sentence
from convoca.app.widgets.table import Column, Table, table
from convoca.bootstrap import office
from convoca.domain.errors import NotFound
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.on_site_observation import ObservationKind, OnSiteObservation
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, state_name
from convoca.i18n.errors import error_text
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    model = VisitsModel(office())
    model.filters = _filters_of(visit)
    if any(observation.is_example for observation in model.visits):
        visit.banner(example_sentence(visit.language))
    return frame.View(text("Visits", visit.language), VisitsPage(visit, model).widget)


class VisitsPage:
    """The list, or one visit of it; the address says which."""

    def __init__(self, visit: frame.Visit, model: VisitsModel) -> None:
        self._visit, self._model = visit, model
        self.widget = VBox()
        wanted = visit.parameters.get("visit", "")
        if wanted:
            self.open(wanted)
        else:
            self.list()

    def list(self) -> None:
        """Show every visit that the filters take."""
        self._model.refresh()
        self._remember()
        swap(self.widget, [VisitList(self._visit, self._model, self.open, self._remember).widget])

    def open(self, key: str) -> None:
        """Show one visit, by its key in the address."""
        try:
            editor = self._model.editor(key)
        except NotFound as error:
            self._visit.alert(error_text(error, self._visit.language))
            self.list()
            return
        self._remember(key)
        back = button(text("All visits", self._visit.language), lambda: self.list())
        panel = VisitPanel(self._visit, editor, saved=self._remember)
        swap(self.widget, [back, panel.widget])

    def _remember(self, key: str | None = None) -> None:
        filters = self._model.filters
        self._visit.remember(year=filters.year, state=filters.state, kind=filters.kind, visit=key)


def _filters_of(visit: frame.Visit) -> VisitFilters:
    asked = visit.parameters
    year, kind = asked.get("year", ""), asked.get("kind", "")
    return VisitFilters(
        year=int(year) if year.isdecimal() and year.isascii() else None,
        state=StateCode(asked["state"]) if asked.get("state") else None,
        kind=ObservationKind(kind) if kind in set(ObservationKind) else None,
    )


class VisitList:
    """Filters, what is to come, what is past."""

    def __init__(
        self,
        visit: frame.Visit,
        model: VisitsModel,
        choose: Callable[[str], None],
        remember: Callable[[], None],
    ) -> None:
        self._visit, self._model, self._choose = visit, model, choose
        self._remember = remember
        language = visit.language
        self._year = _menu(text("Year", language), [(str(y), y) for y in model.years()], language)
        self._state = _menu(
            text("State", language),
            sorted((state_name(code, language), code) for code in model.states_visited()),
            language,
        )
        self._kind = _menu(
            text("Kind", language),
            [(word(kind, language), kind) for kind in ObservationKind],
            language,
        )
        self._tables = VBox()
        self._set_filters()
        for menu in (self._year, self._state, self._kind):
            menu.observe(lambda _: self._filter(), names="value")
        toolbar = HBox([self._year, self._state, self._kind, self._new_button()]).add_class(
            "cv-toolbar"
        )
        self.widget = VBox([toolbar, self._tables])
        self._draw()

    def _new_button(self) -> Button:
        language = self._visit.language
        is_begun = self._model.has_new_draft()
        label = (
            text("Go on with the new visit", language) if is_begun else text("New visit", language)
        )
        button = button(label, lambda: self._choose(NEW), style="primary")
        return button

    def _set_filters(self) -> None:
        filters = self._model.filters
        for menu, value in (
            (self._year, filters.year),
            (self._state, filters.state),
            (self._kind, filters.kind),
        ):
            menu.value = value if value in [key for _, key in menu.options] else None

    def _filter(self) -> None:
        self._model.filters = VisitFilters(
            year=self._year.value, state=self._state.value, kind=self._kind.value
        )
        self._remember()
        self._draw()

    def _draw(self) -> None:
        language, upcoming, past = self._visit.language, self._model.upcoming(), self._model.past()
        shown = []
        if upcoming:
            shown.append(self._table(text("Under way and to come", language), upcoming))
        else:
            none = text("No visit is under way or to come.", language)
            shown.append(paragraph("muted", none))
        if past:
            shown.append(self._table(text("Past", language), past))
        if not self._model.visits:
            none = text("No visits yet. Enter one, or import a file of visits.", language)
            shown = [paragraph("note", none)]
        swap(self._tables, shown)

    def _table(self, caption: str, visits: Sequence[OnSiteObservation]) -> Table:
        language = self._visit.language
        return table(
            _columns(language),
            [self._row(visit) for visit in visits],
            language=language,
            caption=caption,
            on_select=lambda key: self._choose(key) if key else None,
        )

    def _row(self, visit: OnSiteObservation) -> dict[str, object]:
        language = self._visit.language
        return {
            "id": str(visit.id),
            "opens": visit.opens,
            "closes": visit.closes,
            "title": clean_line(visit.title),
            "kind": word(visit.kind, language),
            "states": states_of(visit.states_touched, language),
            "status": status_of(visit, language),
            "open": what_is_open(visit, self._model, language),
        }


def _menu(label: str, options: Sequence[tuple[str, object]], language: Language) -> Dropdown:
    return Dropdown(
        description=label,
        options=[(text("all", language), None), *options],
        layout={"width": "auto", "flex": "0 1 auto"},
        style={"description_width": "auto"},
    )


def _columns(language: Language) -> list[Column]:
    def as_day(value: object) -> str:
        return day_short(value, language)  # type: ignore[arg-type] # a column of dates

    return [
        Column("opens", text("From", language), kind="date", show=as_day),
        Column("closes", text("To", language), kind="date", show=as_day),
        Column("title", text("Title", language)),
        Column("kind", text("Kind", language)),
        Column("states", text("States", language)),
        Column("status", text("Status", language)),
        Column("open", text("What is open", language)),
    ]

"""The page Visits: on-site observations and other visits, those to come first."""

from collections.abc import Callable, Sequence

from ipywidgets import Button, HBox, VBox

from convoca.app import frame
from convoca.app.models.visits import NEW, VisitFilters, VisitsModel
from convoca.app.pages.visits_editor import VisitPanel
from convoca.app.pages.visits_words import status_of, what_is_open
from convoca.app.widgets.choice_lists import filter_menu, named_states, words_of
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import button, paragraph, swap
from convoca.app.widgets.period_picker import example_sentence
from convoca.app.widgets.shared_words import states_of
from convoca.app.widgets.table import Column, Table, table
from convoca.bootstrap import office
from convoca.domain.errors import NotFound
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.on_site_observation import ObservationKind, OnSiteObservation
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short
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
        back = button(text("All visits", self._visit.language), self.list)
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
        filters = model.filters
        years = [(str(year), year) for year in model.years()]
        states = named_states(model.states_visited(), language)
        kinds = words_of(ObservationKind, language)
        self._year = filter_menu(text("Year", language), years, filters.year, language)
        self._state = filter_menu(text("State", language), states, filters.state, language)
        self._kind = filter_menu(text("Kind", language), kinds, filters.kind, language)
        self._tables = VBox()
        for menu in (self._year, self._state, self._kind):
            menu.observe(lambda _: self._filter(), names="value")
        menus = (labelled(menu, width="12rem") for menu in (self._year, self._state, self._kind))
        toolbar = HBox([*menus, self._new_button()]).add_class("cv-toolbar")
        self.widget = VBox([toolbar, self._tables])
        self._draw()

    def _new_button(self) -> Button:
        language = self._visit.language
        is_begun = self._model.has_new_draft()
        label = (
            text("Go on with the new visit", language) if is_begun else text("New visit", language)
        )
        return button(label, lambda: self._choose(NEW), style="primary")

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
            none = text("No visits yet. Enter the first one.", language)
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


def _columns(language: Language) -> list[Column]:
    return [
        Column(
            "opens", text("From", language), kind="date", show=lambda day: day_short(day, language)
        ),
        Column(
            "closes", text("To", language), kind="date", show=lambda day: day_short(day, language)
        ),
        Column("title", text("Title", language)),
        Column("kind", text("Kind", language)),
        Column("states", text("States", language)),
        Column("status", text("Status", language)),
        Column("open", text("What is open", language)),
    ]

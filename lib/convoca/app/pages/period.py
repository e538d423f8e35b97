"""Period: created and edited with every derived date at once, moved, found among the others."""

from ipywidgets import HBox, Tab, VBox, Widget

from convoca.app import frame
from convoca.app.models.period import PeriodModel
from convoca.app.models.request_import import RequestImport
from convoca.app.pages.period_dates import derived_dates
from convoca.app.pages.period_fields import Fields
from convoca.app.pages.period_form import period_form
from convoca.app.pages.period_list import period_list
from convoca.app.pages.period_moves import Moves
from convoca.app.pages.requests_import import ImportPanel, ImportWords
from convoca.app.widgets.parts import button, draft_is_back
from convoca.app.widgets.period_picker import chosen_period, period_picker
from convoca.app.widgets.safe_html import HtmlView
from convoca.bootstrap import office
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.i18n.catalogue import text
from convoca.i18n.dates import ordinal_of_period
from convoca.services.importing.columns import Kind


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    """Build the page for the period of the address; ``?new=1`` begins another one."""
    convoca = office()
    with convoca.reading() as uow:
        periods = uow.periods.all()
    wants_new = "new" in visit.parameters or not periods
    period = None if wants_new else chosen_period(visit, periods, convoca.today())
    model = PeriodModel(convoca, period)
    title = (
        ordinal_of_period(period.number, visit.language)
        if period
        else text("New period of sessions", visit.language)
    )
    body = VBox([_toolbar(visit, periods, period), _tabs(visit, model, periods)])
    return frame.View(title, body)


def _toolbar(
    visit: frame.Visit, periods: list[PeriodOfSessions], period: PeriodOfSessions | None
) -> Widget:
    parts: list[Widget] = [period_picker(visit, periods, period)] if periods else []
    if period is not None:
        new = button(text("New period", visit.language), lambda: visit.navigate("period", new=1))
        parts.append(new)
    return HBox(parts).add_class("cv-toolbar")


def _tabs(visit: frame.Visit, model: PeriodModel, periods: list[PeriodOfSessions]) -> Widget:
    language = visit.language
    pages = {"form": (text("Details and dates", language), _form(visit, model))}
    if model.stored is not None:
        pages["moves"] = (text("If the opening moves", language), Moves(visit, model).widget)
    if periods:
        title = text("All periods ({count})", language, count=len(periods))
        pages["all"] = (title, period_list(visit, periods))
    pages["import"] = (text("Import", language), _import(visit))
    names = list(pages)
    wanted = visit.parameters.get("tab", "form")
    tabs = Tab(
        [widget for _, widget in pages.values()],
        titles=[title for title, _ in pages.values()],
        selected_index=names.index(wanted) if wanted in names else 0,
    )
    tabs.observe(lambda change: _remember(visit, model, names[change["new"]]), "selected_index")
    return tabs


def _remember(visit: frame.Visit, model: PeriodModel, tab: str) -> None:
    number = model.stored.number if model.stored else None
    visit.remember(period=number, new=None if number else 1, tab=tab)


def _form(visit: frame.Visit, model: PeriodModel) -> Widget:
    """Show the form, and say where it holds what was typed on an earlier visit."""
    form = period_form(Fields(visit, model), follows=derived_dates(visit, model))
    if not model.has_draft:
        return form
    return VBox([HtmlView(draft_is_back(visit.language)), form])


def _import(visit: frame.Visit) -> Widget:
    """Let periods come in from a file; a second time the same file changes nothing."""
    language = visit.language
    words = ImportWords(
        title=text("Import periods of sessions", language),
        help=text("Nothing is written before you have seen what would happen.", language),
        back=text("Back to the period", language),
        subject=text("Period of sessions", language),
    )
    panel = ImportPanel(
        visit,
        RequestImport(office(), None, kind=Kind.PERIODS),
        on_done=lambda: None,
        on_close=lambda: visit.navigate("period", period=visit.parameters.get("period")),
        words=words,
    )
    return panel.widget

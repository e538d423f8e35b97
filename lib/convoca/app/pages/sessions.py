"""The page Sessions: what the Commission deals with, who is there, how it decides, whom it elects."""

from collections.abc import Callable
from functools import partial

from ipywidgets import VBox, Widget

from convoca.app import frame
from convoca.app.following import keep_looking
from convoca.app.models.sessions import SessionsModel, session_lines, usual_session
from convoca.app.pages.sessions_attendance import AttendancePanel
from convoca.app.pages.sessions_desk import Desk
from convoca.app.pages.sessions_elections import ElectionsPanel
from convoca.app.pages.sessions_explanations import ExplanationsPanel
from convoca.app.pages.sessions_head import Head
from convoca.app.pages.sessions_order import OrderPanel
from convoca.app.pages.sessions_votes import VotesPanel
from convoca.app.widgets.period_picker import no_period_yet, period_picker, periods_for
from convoca.app.widgets.safe_html import HtmlView, safe_html
from convoca.app.widgets.tabs import in_tabs
from convoca.bootstrap import Convoca, office
from convoca.domain.identifiers import SessionId
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.i18n.catalogue import text


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    """Build the page for the period and the session of the address."""
    convoca = office()
    periods, period = periods_for(visit, convoca)
    title = text("Sessions", visit.language)
    if period is None:
        return frame.View(title, no_period_yet(visit))
    picker = period_picker(visit, periods, period)
    session = _session_for(visit, convoca, period)
    if session is None:
        return frame.View(title, VBox([picker, _no_session_yet(visit, period)]))
    desk = Desk(visit, SessionsModel(convoca, session))
    return frame.View(title, page_of(desk, picker))


def _session_for(
    visit: frame.Visit, convoca: Convoca, period: PeriodOfSessions
) -> SessionId | None:
    """Return the session of the address, else the one that sits or comes next."""
    with convoca.reading() as uow:
        lines = session_lines(uow)
    wanted = visit.parameters.get("session", "")
    named = (line for line in lines if str(line.id) == wanted and line.period.id == period.id)
    found = next(named, None) or usual_session(lines, period.id, convoca.now())
    return found.id if found else None


def _no_session_yet(visit: frame.Visit, period: PeriodOfSessions) -> HtmlView:
    return safe_html(
        '<p class="cv-note">{said} <a href="{link}">{page}</a></p>',
        said=text(
            "This period has no sessions yet. Enter them on the page Programme.", visit.language
        ),
        link=visit.link("programme", period=period.number, tab=2),
        page=text("Programme", visit.language),
    )


def page_of(desk: Desk, picker: Widget) -> Widget:
    """Return the head of the page and its parts, each built when somebody opens it first."""
    _recall(desk)
    language = desk.language
    parts: list[tuple[str, Callable[[], Widget]]] = [
        (text("Order of business", language), lambda: OrderPanel(desk).widget),
        (text("Attendance", language), lambda: AttendancePanel(desk).widget),
        (text("Taking part and votes", language), lambda: VotesPanel(desk).widget),
        (text("Elections", language), lambda: ElectionsPanel(desk).widget),
        (text("Explanations of vote", language), lambda: ExplanationsPanel(desk).widget),
    ]
    tabs = in_tabs(desk.model, parts)
    desk.model.observe(lambda _: _remember(desk), ["file", "item", "tab"])
    keep_looking(partial(tell_others, desk))
    return VBox([Head(desk, picker).widget, tabs])


def _remember(desk: Desk) -> None:
    """Put what is shown into the address, so that a reload comes back to it."""
    model = desk.model
    desk.visit.remember(
        period=model.number,
        session=model.file.session.id,
        item=model.item,
        tab=model.tab or None,
    )


def _recall(desk: Desk) -> None:
    """Show what the address names; what it names wrongly is passed over."""
    model, asked = desk.model, desk.visit.parameters
    known = {str(item.id): item.id for item in model.items}
    model.item = known.get(asked.get("item", ""), model.item)
    if asked.get("tab", "").isdecimal():
        model.tab = int(asked["tab"])


def tell_others(desk: Desk) -> None:
    """Look once, and say who changed something."""
    who = desk.model.look()
    if who is not None:
        said = text("{who} changed something in this session meanwhile.", desk.language, who=who)
        desk.visit.announce(said)

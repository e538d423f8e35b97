"""The page Notices: who must be told what by when, the letters, their service with its proof, and the dossiers."""

from collections.abc import Callable

from ipywidgets import VBox, Widget

from convoca.app import frame
from convoca.app.models.notices import NoticesModel
from convoca.app.pages.notices_desk import Desk
from convoca.app.pages.notices_dossiers import Dossiers
from convoca.app.pages.notices_duties import Duties
from convoca.app.pages.notices_outbox import OutboxPanel
from convoca.app.pages.notices_send import SendPanel
from convoca.app.pages.notices_visits import VisitsPanel
from convoca.app.widgets.period_picker import no_period_yet, period_picker, periods_for
from convoca.app.widgets.tabs import in_tabs
from convoca.bootstrap import office
from convoca.i18n.catalogue import text


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    """Build the page for the period of the address."""
    convoca = office()
    periods, period = periods_for(visit, convoca)
    title = text("Notices", visit.language)
    if period is None:
        return frame.View(title, no_period_yet(visit))
    desk = Desk(visit, NoticesModel(convoca, period.id))
    body = VBox([period_picker(visit, periods, period), page_of(desk)])
    return frame.View(title, body)


def page_of(desk: Desk) -> Widget:
    """Return the parts of the page for one period, each built when somebody opens it first."""
    _recall(desk)
    language = desk.language
    parts: list[tuple[str, Callable[[], Widget]]] = [
        (text("Who must be told", language), lambda: Duties(desk).widget),
        (text("Outbox", language), lambda: OutboxPanel(desk).widget),
        (text("Send", language), lambda: SendPanel(desk).widget),
        (text("Dossiers", language), lambda: Dossiers(desk).widget),
        (text("Visits", language), lambda: VisitsPanel(desk).widget),
    ]
    tabs = in_tabs(desk.model, parts)
    desk.model.observe(lambda _: _remember(desk), ["chosen", "tab"])
    desk.dossiers.observe(lambda _: _remember(desk), "hearing")
    return tabs


def _remember(desk: Desk) -> None:
    """Put what is shown into the address, so that a reload comes back to it."""
    model = desk.model
    desk.visit.remember(
        period=model.number,
        notice=model.chosen,
        hearing=desk.dossiers.hearing,
        tab=model.tab or None,
    )


def _recall(desk: Desk) -> None:
    """Show what the address names; what it names wrongly is passed over."""
    model, asked = desk.model, desk.visit.parameters
    known = {str(entry.notice.id): entry.notice.id for entry in model.entries}
    model.chosen = known.get(asked.get("notice", ""))
    hearings = {str(hearing.id): hearing.id for hearing in desk.dossiers.hearings()}
    desk.dossiers.choose(hearings.get(asked.get("hearing", "")))
    if asked.get("tab", "").isdecimal():
        model.tab = int(asked["tab"])

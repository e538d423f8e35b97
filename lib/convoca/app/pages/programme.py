"""The page Programme: rooms by hours for each day, moves with their problems, and what follows for each activity."""

from collections.abc import Callable, Sequence
from functools import partial

from ipywidgets import HBox, VBox, Widget

from convoca.app import frame
from convoca.app.following import keep_looking
from convoca.app.models.activity_file import Filters
from convoca.app.models.programme import ProgrammeModel
from convoca.app.pages.programme_activity import ActivityPanel
from convoca.app.pages.programme_availability import Availability
from convoca.app.pages.programme_board import DayBoard, Days
from convoca.app.pages.programme_desk import Desk, Drafts
from convoca.app.pages.programme_new import NewActivity
from convoca.app.pages.programme_overview import Overview, on_paper
from convoca.app.pages.programme_place import Moves, PlaceForm
from convoca.app.pages.programme_planning import PlanningPanel
from convoca.app.pages.programme_problems import ProblemList
from convoca.app.pages.programme_releases import Releases
from convoca.app.pages.programme_steps import History, tell_others
from convoca.app.pages.programme_toolbar import to_take_away, toolbar
from convoca.app.pages.programme_wishes import PeriodForms
from convoca.app.widgets.period_picker import (
    no_period_yet,
    period_label,
    period_picker,
    periods_for,
)
from convoca.app.widgets.safe_html import safe_html
from convoca.app.widgets.tabs import in_tabs
from convoca.bootstrap import Convoca, office
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import ActivityKind
from convoca.i18n.catalogue import text
from convoca.services.exports import programme_table

#: The first parts of the page are those in which somebody chooses an activity.
_CHOOSING = 3


def show() -> None:
    frame.show(build)


def build(visit: frame.Visit) -> frame.View:
    """Build the page for the period of the address; ``?view=print`` gives it on paper."""
    convoca = office()
    periods, period = periods_for(visit, convoca)
    title = text("Programme", visit.language)
    if period is None:
        return frame.View(title, no_period_yet(visit))
    if visit.parameters.get("view") == "print":
        return frame.View(
            f"{title} · {period_label(period, visit.language)}",
            _print_view(visit, convoca, period.number),
        )
    _, body = page_of(visit, convoca, period, periods)
    return frame.View(title, body)


def page_of(
    visit: frame.Visit,
    convoca: Convoca,
    period: PeriodOfSessions,
    periods: Sequence[PeriodOfSessions],
) -> tuple[ProgrammeModel, Widget]:
    """Return the model of one period's programme, and the widgets that follow it."""
    with convoca.reading() as uow:
        states = tuple(uow.states.all())
    model = ProgrammeModel(convoca, period.id)
    desk = Desk(visit, model, Drafts(convoca, visit), states)
    _recall(desk)
    body = VBox([toolbar(desk, period_picker(visit, periods, period)), *_parts(desk, convoca)])
    model.observe(lambda _: _remember(desk), ["day", "chosen", "filters", "zone", "tab"])
    keep_looking(partial(tell_others, desk))
    return model, body


def _print_view(visit: frame.Visit, convoca: Convoca, number: int) -> Widget:
    _, rows = programme_table(number, today=convoca.today(), uow=convoca.reading())
    return VBox(
        [
            safe_html(
                '<p class="cv-print-hidden"><a href="{link}">{back}</a> · {told}</p>',
                link=visit.link("programme", period=number),
                back=text("Back to the programme", visit.language),
                told=text("Print it with your browser (Ctrl+P).", visit.language),
            ),
            on_paper(rows, visit.language),
        ]
    )


def _parts(desk: Desk, convoca: Convoca) -> list[Widget]:
    language, period = desk.language, desk.model.file.period
    moves = Moves(desk)
    overview = VBox([to_take_away(desk, convoca), Overview(desk).widget])
    if not period.rooms:
        told = safe_html(
            '<p class="cv-warning">{said} <a href="{link}">{page}</a></p>',
            said=text("This period has no rooms yet: nothing can be placed.", language),
            link=desk.visit.link("period", period=period.number),
            page=text("Period", language),
        )
        return [told, overview, ActivityPanel(desk).widget]
    history = History(desk, moves)
    board = DayBoard(desk, moves, history.widget)
    day = VBox([Days(desk).widget, HBox([board.widget, ProblemList(desk).widget])])
    parts: list[tuple[str, Callable[[], Widget]]] = [
        (text("Day by day", language), lambda: day),
        (text("Whole period", language), lambda: overview),
        (text("New activity", language), lambda: NewActivity(desk).widget),
        (text("Plan and repair", language), lambda: PlanningPanel(desk).widget),
        (text("Releases", language), lambda: Releases(desk).widget),
        (text("Availability and wishes", language), lambda: _availability(desk)),
    ]
    chosen = VBox([PlaceForm(desk, moves).widget, ActivityPanel(desk).widget])

    def follow(_change: object = None) -> None:
        """Show the chosen activity below the parts in which one is chosen."""
        chosen.layout.display = "" if desk.model.tab < _CHOOSING else "none"

    desk.model.observe(follow, "tab")
    follow()
    return [in_tabs(desk.model, parts), chosen]


def _availability(desk: Desk) -> Widget:
    return VBox([Availability(desk).widget, PeriodForms(desk).widget])


def _remember(desk: Desk) -> None:
    """Put what is shown into the address, so that a reload comes back to it."""
    model = desk.model
    desk.visit.remember(
        period=model.file.period.number,
        day=model.day.isoformat(),
        activity=model.chosen,
        state=model.filters.state,
        member=model.filters.member,
        kind=model.filters.kind,
        spoken=model.filters.spoken,
        zone=model.zone or None,
        tab=model.tab or None,
    )


def _recall(desk: Desk) -> None:
    """Show what the address names; what it names wrongly is passed over."""
    model, asked = desk.model, desk.visit.parameters
    members = {str(member.id): member.id for member in model.file.members}
    states = {str(code): code for a in model.activities.values() for code in a.states}
    kinds = {str(kind): kind for kind in ActivityKind}
    model.filters = Filters(
        state=states.get(asked.get("state", "")),
        member=members.get(asked.get("member", "")),
        kind=kinds.get(asked.get("kind", "")),
        spoken={str(one): one for one in Language}.get(asked.get("spoken", "")),
    )
    known = {str(activity): activity for activity in model.activities}
    model.chosen = known.get(asked.get("activity", ""))
    placement = model.file.placement(model.chosen) if model.chosen else None
    days = {count.day.isoformat(): count.day for count in model.days()}
    day = days.get(asked.get("day", ""))
    if day is not None:
        model.day = day
    elif placement is not None:
        model.day = placement.slot.wall_date
    if any(state.zone == asked.get("zone") for state in desk.states):
        model.zone = asked["zone"]
    if asked.get("tab", "").isdecimal():
        model.tab = int(asked["tab"])

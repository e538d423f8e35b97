"""Which period of sessions a page is about: named by the address, else the one under way or next.

For a page::

    periods, period = periods_for(visit, convoca)
    if period is None:
        return View(title, no_period_yet(visit))
    picker = period_picker(visit, periods, period)         # opens this page with the other period
"""

from collections.abc import Callable, Sequence
from datetime import date

from ipywidgets import Dropdown, Layout

from convoca.app.frame import Visit
from convoca.app.widgets.safe_html import HtmlView, safe_html
from convoca.bootstrap import Convoca
from convoca.domain.errors import NotFound
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, ordinal_of_period
from convoca.i18n.errors import error_text
from convoca.services.periods import current_period


def periods_for(
    visit: Visit, convoca: Convoca
) -> tuple[tuple[PeriodOfSessions, ...], PeriodOfSessions | None]:
    """Return every period on record, and the one that the page shows; None while there is none."""
    with convoca.reading() as uow:
        periods = tuple(uow.periods.all())
    return periods, chosen_period(visit, periods, convoca.today())


def no_period_yet(visit: Visit) -> HtmlView:
    """Say that there is no period to show, and lead to the form for the first one."""
    return safe_html(
        '<p class="cv-note">{said} <a href="{link}">{action}</a></p>',
        said=text("There is no period of sessions yet.", visit.language),
        link=visit.link("period", new=1),
        action=text("Create the first period", visit.language),
    )


def chosen_period(
    visit: Visit, periods: Sequence[PeriodOfSessions], today: date
) -> PeriodOfSessions | None:
    """Return the period of the address (``?period=191``), else the current one; None without any.

    A number that is not on record is told, and the current period shown. Where the period is an
    example, a banner says so.
    """
    wanted = visit.parameters.get("period", "")
    found = next((p for p in periods if str(p.number) == wanted), None)
    if wanted and found is None:
        visit.alert(error_text(NotFound("period of sessions", wanted), visit.language))
    period = found or current_period(periods, today)
    if period is not None and period.is_example:
        visit.banner(example_sentence(visit.language))
    return period


def example_sentence(language: Language) -> str:
    """Return what a page says of an example period."""
    return text("Example data: persons, requests and hearings are invented.", language)


def period_picker(
    visit: Visit,
    periods: Sequence[PeriodOfSessions],
    chosen: PeriodOfSessions | None,
    *,
    on_choose: Callable[[PeriodOfSessions], object] | None = None,
) -> Dropdown:
    """Let the person choose a period, the newest first.

    Without ``on_choose`` the page is opened again with it; with it, the page changes by itself and
    sees to its address (``visit.remember(period=…)``).
    """
    newest_first = sorted(periods, key=lambda period: period.opens, reverse=True)
    picker = Dropdown(
        description=text("Period of sessions", visit.language),
        options=[(period_label(period, visit.language), period) for period in newest_first],
        value=chosen,
        layout=Layout(width="100%", max_width="44rem"),
    )
    choose = on_choose or (lambda period: visit.navigate(visit.page, period=period.number))
    picker.observe(lambda change: choose(change["new"]), names="value")
    return picker


def period_label(period: PeriodOfSessions, language: Language) -> str:
    """Name a period by its ordinal, its dates and its first place."""
    dates = f"{day_short(period.opens, language)} - {day_short(period.closes, language)}"
    parts = (
        ordinal_of_period(period.number, language),
        dates,
        *(p.city for p in period.places[:1]),
    )
    return " · ".join(part for part in parts if part)

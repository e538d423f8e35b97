"""All periods of sessions on record."""

from collections.abc import Sequence
from datetime import date

from ipywidgets import Widget

from convoca.app.frame import Visit
from convoca.app.widgets.table import Column, table
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short
from convoca.i18n.words import word


def period_list(visit: Visit, periods: Sequence[PeriodOfSessions]) -> Widget:
    """List the periods, the newest first; choosing one opens it."""
    language = visit.language

    def shown(value: object) -> str:
        return day_short(value, language) if isinstance(value, date) else ""

    columns = [
        Column("number", text("Number", language), kind="number"),
        Column("opens", text("Opens", language), kind="date", show=shown),
        Column("closes", text("Closes", language), kind="date", show=shown),
        Column("kind", text("Kind", language), filter=True),
        Column("places", text("Places", language)),
        Column("modality", text("Modality", language), filter=True),
    ]
    rows = [
        {
            "id": str(period.number),
            "number": period.number,
            "opens": period.opens,
            "closes": period.closes,
            "kind": word(period.kind, language),
            "places": ", ".join(place.city for place in period.places),
            "modality": ", ".join(
                dict.fromkeys(word(place.modality, language) for place in period.places)
            ),
        }
        for period in sorted(periods, key=lambda period: period.opens, reverse=True)
    ]

    def open_period(number: str) -> None:
        if number:
            visit.navigate("period", period=number)

    return table(
        columns,
        rows,
        language=language,
        caption=text("Periods of sessions", language),
        on_select=open_period,
    )

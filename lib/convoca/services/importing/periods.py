"""Periods of sessions from a file, and the calls for requests that belong to them."""

from dataclasses import replace
from datetime import date, time

from convoca.domain.identifiers import PeriodId
from convoca.domain.period_of_sessions import (
    CallForRequests,
    PeriodKind,
    PeriodOfSessions,
    PeriodPlace,
)
from convoca.services.importing.book import Book, identity
from convoca.services.importing.choices import PERIOD_KINDS
from convoca.services.importing.places import places_of
from convoca.services.importing.plan import Change
from convoca.services.importing.row import RowReader
from convoca.services.importing.text import merge_sources

#: A call that closes on a day closes with it, at the seat (PRACTICE 1.2).
END_OF_DAY = time(23, 59, 59)
LONG = 2_000
MOST_HEARINGS = 1_000


def plan_rows(rows: list[RowReader], book: Book) -> None:
    book.plan_each(rows, lambda row: _plan(row, book))


def _plan(row: RowReader, book: Book) -> tuple[Change, ...]:
    number = row.whole("number", 1, 9_999)
    row.subject = str(number or "")
    if not row.needs("number") or number is None or not book.concerns(row, number):
        return ()
    before = book.periods.get(number)
    base = _with_days(row, number, before)
    if base is None:
        return ()
    verified = row.flag("verified")
    base = replace(
        base,
        kind=row.choice("kind", PERIOD_KINDS) or base.kind,
        call=_call(row, book, base.call),
        slot_minutes=row.whole("slot_minutes", 10, 480) or base.slot_minutes,
        languages=row.languages("languages") or base.languages,
        calendar_published_on=row.day("calendar_published") or base.calendar_published_on,
        public_hearings_held=_kept(row, "public_hearings", base.public_hearings_held),
        working_meetings_held=_kept(row, "working_meetings", base.working_meetings_held),
        note=row.text("note", LONG) or base.note,
        source=merge_sources(base.source, row.line("source", LONG)),
        verified=base.verified if verified is None else verified,
    )
    after = replace(base, places=places_of(row, book, base))
    return (Change(repository="periods", before=before, after=after),)


def _with_days(
    row: RowReader, number: int, before: PeriodOfSessions | None
) -> PeriodOfSessions | None:
    """Return the stored period with the row's days, or a new one; None without both days."""
    opens, closes = row.day("opens"), row.day("closes")
    if before is None:
        if opens is None or closes is None:
            dated = row.says("opens") or row.says("closes")
            if not row.is_wrong:
                row.leave_out("period_without_dates" if dated else "period_unknown", number=number)
            return None
        return PeriodOfSessions(
            id=PeriodId(identity("period", number)),
            number=number,
            opens=opens,
            closes=closes,
            kind=PeriodKind.UNSTATED,
        )
    opens, closes = opens or before.opens, closes or before.closes
    places = tuple(_moved(place, before, opens, closes) for place in before.places)
    return replace(before, opens=opens, closes=closes, places=places)


def _moved(place: PeriodPlace, period: PeriodOfSessions, opens: date, closes: date) -> PeriodPlace:
    """Let a place that had the period's own days follow them."""
    if (place.opens, place.closes) == (period.opens, period.closes):
        return replace(place, opens=opens, closes=closes)
    return place


def _call(row: RowReader, book: Book, stored: CallForRequests) -> CallForRequests:
    return CallForRequests(
        opens=row.instant("call_opens", day_alone=time(), told=False) or stored.opens,
        closes=row.instant("call_closes", day_alone=END_OF_DAY, told=False) or stored.closes,
        states_excluded=book.read_states(row, "states_excluded") or stored.states_excluded,
    )


def _kept(row: RowReader, field: str, stored: int | None) -> int | None:
    read = row.whole(field, 0, MOST_HEARINGS)
    return stored if read is None else read

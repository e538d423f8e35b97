"""Hearing requests from a file, as the online form or a mailbox list hands them over."""

from dataclasses import replace
from datetime import datetime, time

from convoca.domain.hearing import HearingKind
from convoca.domain.hearing_request import Decision, HearingRequest
from convoca.domain.identifiers import HearingRequestId
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.services.folding import fold
from convoca.services.importing.book import Book, identity
from convoca.services.importing.choices import ACTIVITIES, HEARING_KINDS, INITIATIVES, ISSUES
from convoca.services.importing.parties import initiative_of, read_participants, read_parties
from convoca.services.importing.plan import Change
from convoca.services.importing.row import RowReader

NOON = time(12)
REFERENCE = 60
LONG = 2_000


def plan_rows(rows: list[RowReader], book: Book) -> None:
    book.plan_each(rows, lambda row: _plan(row, book))


def _plan(row: RowReader, book: Book) -> tuple[Change, ...]:
    row.subject = row.line("reference", REFERENCE) or row.line("title")
    if not row.needs("title", "received"):
        return ()
    period, received = book.read_period(row), _received(row)
    if period is None or received is None:
        return ()
    if received.date() > row.today:
        row.wrong("future_day", "received", today=row.today)
    before, base = _called(row, book, period, received)
    after = _stated(row, book, replace(base, received=received))
    if before is not None and before != after and before.decision is not Decision.PENDING:
        row.leave_out("request_decided")
    return (Change(repository="requests", before=before, after=after),)


def _received(row: RowReader) -> datetime | None:
    """Return the instant of receipt; time limits look at its date at the seat."""
    zone, hour = row.zone("zone"), row.hour("received_time")
    if hour is None:
        return row.instant("received", day_alone=NOON, zone=zone, told=True)
    day = row.day("received")
    if day is None:
        return None
    wall = datetime.combine(day, hour)  # its zone comes from the next cell
    return row.on_the_clock("received_time", wall, zone)


def _called(
    row: RowReader, book: Book, period: PeriodOfSessions, received: datetime
) -> tuple[HearingRequest | None, HearingRequest]:
    """Return the stored request of that reference, or of that title, requester and instant."""
    reference, title = row.line("reference", REFERENCE), row.line("title")
    asked = sorted(fold(name) for name in row.several("requesters"))
    called = (reference and fold(reference)) or (fold(title), *asked, received.isoformat())
    made = HearingRequestId(identity("request", period.number, *_parts(called)))
    if not reference:
        reference = f"{period.number}-{made.hex[:8]}"
        row.note("reference_made", reference=reference)
    before = book.requests(period).get(fold(reference)) or book.uow.requests.find(made)
    base = before or HearingRequest(
        id=made,
        period=period.id,
        reference=reference,
        received=received,
        title=title,
        kind=HearingKind.OTHER,
    )
    return before, base


def _parts(called: object) -> tuple[object, ...]:
    return called if isinstance(called, tuple) else (called,)


def _stated(row: RowReader, book: Book, base: HearingRequest) -> HearingRequest:
    """Return the request with everything that the row states."""
    kind = row.choice("kind", HEARING_KINDS)
    if base.version == 0 and not row.says("kind"):
        row.note("kind_assumed")
    kind = kind or base.kind
    requesters = read_parties(row, book, kind, base.requesters)
    stated = row.choice("initiative", INITIATIVES)
    in_writing, private = row.flag("in_writing"), row.flag("private")
    return replace(
        base,
        title=row.line("title"),
        kind=kind,
        wanted=row.choice("wanted", ACTIVITIES) or base.wanted,
        initiative=base.initiative
        if stated is None and base.version
        else initiative_of(stated, requesters),
        in_writing=base.in_writing if in_writing is None else in_writing,
        purpose=row.text("purpose") or base.purpose,
        summary=row.text("summary") or base.summary,
        minutes_wanted=row.whole("minutes", 5, 600) or base.minutes_wanted,
        states=book.read_states(row, "states") or base.states,
        requesters=requesters,
        participants=read_participants(row, base.id, base.participants),
        matter_number=row.line("matter_number", REFERENCE) or base.matter_number,
        issue=row.choice("issue", ISSUES) or base.issue,
        languages=row.languages("languages") or base.languages,
        private_wanted=base.private_wanted if private is None else private,
        note=row.text("note", LONG) or base.note,
    )

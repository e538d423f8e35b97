"""Hearings from a file: what was announced or granted, and where it stands in the programme."""

from dataclasses import replace
from datetime import date, time

from convoca.domain.hearing import Hearing, HearingKind, Initiative
from convoca.domain.identifiers import HearingId
from convoca.domain.period_of_sessions import PeriodOfSessions, Room
from convoca.domain.programme import ActivityKind, Placement
from convoca.domain.slot import Slot
from convoca.services.folding import fold
from convoca.services.importing.book import Book, hearing_key, identity
from convoca.services.importing.choices import (
    HEARING_KINDS,
    INITIATIVES,
    ISSUES,
    MODALITIES,
    STATUSES,
    VISIBILITIES,
)
from convoca.services.importing.parties import initiative_of, read_parties
from convoca.services.importing.plan import Change
from convoca.services.importing.row import RowReader
from convoca.services.importing.text import merge_sources

LONG = 2_000


def plan_rows(rows: list[RowReader], book: Book) -> None:
    book.plan_each(rows, lambda row: _plan(row, book))


def _plan(row: RowReader, book: Book) -> tuple[Change, ...]:
    row.subject = row.line("title")
    if not row.needs("title"):
        return ()
    period = book.read_period(row)
    day, starts, ends = row.day("date"), row.hour("starts"), row.hour("ends")
    if period is None or row.is_wrong:
        return ()
    if day is not None and not period.opens <= day <= period.closes:
        row.wrong(
            "day_outside_period",
            "date",
            day=day,
            number=period.number,
            opens=period.opens,
            closes=period.closes,
        )
    before, base = _called(row, book, period)
    minutes = _minutes(row, starts, ends) or (base.minutes if before else period.slot_minutes)
    after = _stated(
        row, book, replace(base, minutes=minutes, announced_day=day or base.announced_day)
    )
    hearing = Change(repository="hearings", before=before, after=after)
    if starts is None:
        return (hearing,)
    if day is None:
        row.wrong("hour_without_day", "starts")
        return ()
    return _placed(row, book, period, hearing=hearing, day=day, starts=starts)


def _called(row: RowReader, book: Book, period: PeriodOfSessions) -> tuple[Hearing | None, Hearing]:
    """Return the stored hearing of the period with the row's title and States, or a new one."""
    title, states = row.line("title"), book.read_states(row, "states")
    made = HearingId(identity("hearing", period.number, fold(title), *sorted(states)))
    stored = book.hearings(period)
    before = stored.get(hearing_key(title, states)) or book.uow.hearings.find(made)
    base = before or Hearing(
        id=made,
        period=period.id,
        title=title,
        kind=HearingKind.OTHER,
        initiative=Initiative.UNKNOWN,
        states=states,
    )
    return before, base


def _minutes(row: RowReader, starts: time | None, ends: time | None) -> int | None:
    if starts is None or ends is None:
        return row.whole("minutes", 10, 600)
    minutes = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
    if minutes <= 0:
        row.wrong("ends_before_it_begins", "ends")
        return None
    return minutes


def _stated(row: RowReader, book: Book, base: Hearing) -> Hearing:
    """Return the hearing with everything that the row states."""
    kind = row.choice("kind", HEARING_KINDS)
    if base.version == 0 and not row.says("kind"):
        row.note("kind_assumed")
    kind = kind or base.kind
    parties = read_parties(row, book, kind, base.parties)
    stated, verified = row.choice("initiative", INITIATIVES), row.flag("verified")
    return replace(
        base,
        title=row.line("title"),
        kind=kind,
        initiative=base.initiative
        if stated is None and base.version
        else initiative_of(stated, parties),
        status=row.choice("status", STATUSES) or base.status,
        parties=parties,
        matter_number=row.line("matter_number", 60) or base.matter_number,
        issue=row.choice("issue", ISSUES) or base.issue,
        visibility=row.choice("visibility", VISIBILITIES) or base.visibility,
        languages=row.languages("languages") or base.languages,
        modality=row.choice("modality", MODALITIES) or base.modality,
        announced_place=row.line("room") or base.announced_place,
        note=row.text("note", LONG) or base.note,
        source=merge_sources(base.source, row.line("source", LONG)),
        verified=base.verified if verified is None else verified,
    )


def _placed(
    row: RowReader,
    book: Book,
    period: PeriodOfSessions,
    *,
    hearing: Change,
    day: date,
    starts: time,
) -> tuple[Change, ...]:
    """Place the hearing where its room is one of the period's; else keep the hour in a note."""
    after = hearing.after
    assert isinstance(after, Hearing)  # noqa: S101 - for the type checker
    zone, called = row.zone("zone"), row.line("room")
    room = next((r for r in period.rooms if fold(r.name) == fold(called)), None)
    placements = book.placements(period)
    if room is None:
        row.note("hour_not_placed" if called else "hour_without_room", "room", room=called)
        if not after.note and after.id not in placements:
            note = f"{starts:%H:%M} ({zone})" if zone else f"{starts:%H:%M}"
            hearing = replace(hearing, after=replace(after, note=note))
        return (hearing,)
    place = period.place_of_room(room.id)
    slot = Slot.local(
        day, starts, minutes=after.minutes, zone=zone or (place.zone if place else period.zone)
    )
    stored, _ = placements.get(after.id, (None, ""))
    base = stored or Placement(
        id=after.id, period=period.id, kind=ActivityKind.HEARING, slot=slot, room=room.id
    )
    placement = replace(base, slot=slot, room=room.id)
    if _is_free(row, book, period, placement, room):
        placements[after.id] = (placement, after.title)
    return (hearing, Change(repository="placements", before=stored, after=placement))


def _is_free(
    row: RowReader, book: Book, period: PeriodOfSessions, placement: Placement, room: Room
) -> bool:
    for other, holder in book.placements(period).values():
        taken = other.id != placement.id and other.room == placement.room
        if taken and other.slot.overlaps(placement.slot):
            row.wrong("room_taken", "room", room=room.name, holder=holder)
            return False
    return True

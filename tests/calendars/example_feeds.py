"""An invented period with every kind of entry and every thing that can happen to one.

It is in 2026, for check_ics asks khal for the events of that year alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count

from convoca.calendars.ical import Organiser
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import Modality
from convoca.domain.slot import Slot
from convoca.services.audience import PUBLIC, SECRETARIAT, STAFF, Audience, AudienceKind, StaffRole
from convoca.services.feeds import (
    CalendarEntry,
    CalendarProjection,
    EntryKind,
    Feed,
    RememberedEntry,
    next_feed,
)

ORGANISER = Organiser("Executive Secretariat: example, “Sessions”", "sessions@example.org")
PUBLISHED = datetime(2026, 5, 4, 13, tzinfo=UTC)
CHANGED = datetime(2026, 6, 1, 15, 30, tzinfo=UTC)

#: One audience of each kind.
AUDIENCES = (
    PUBLIC,
    STAFF,
    Audience(AudienceKind.STAFF, StaffRole.PRESS),
    Audience(AudienceKind.STATE, "MX"),
    Audience(AudienceKind.PETITIONER, "6f1e0a52-6a65-4d0e-9d0a-7d9c1f1f0001"),
    Audience(AudienceKind.MEMBER, "6f1e0a52-6a65-4d0e-9d0a-7d9c1f1f0002"),
    SECRETARIAT,
)

MX, GT, CL = StateCode("MX"), StateCode("GT"), StateCode("CL")


def a_slot(day: date, hour: int, zone: str = "America/Bogota", *, minutes: int = 60) -> Slot:
    return Slot.local(day, time(hour), minutes=minutes, zone=zone)


def a_hearing(subject: str = "hearing:1", **changes: object) -> CalendarEntry:
    values: dict[str, object] = {
        "subject": subject,
        "kind": EntryKind.HEARING,
        "title": "Defensoras de derechos humanos: protección, prevención; «garantías»",
        "slot": a_slot(date(2026, 7, 21), 9),
        "place": "Universidad de Ejemplo, Bogotá",
        "room": "Sala 1",
        "states": (MX,),
    }
    return CalendarEntry(**{**values, **changes})  # type: ignore[arg-type]


def a_projection(
    *entries: CalendarEntry, audience: Audience = PUBLIC, is_example: bool = True
) -> CalendarProjection:
    return CalendarProjection(
        audience=audience,
        period_number=901,
        period_opens=date(2026, 7, 20),
        period_closes=date(2026, 7, 31),
        is_example=is_example,
        entries=entries,
    )


def a_feed(
    *entries: CalendarEntry,
    before: Sequence[RememberedEntry] = (),
    audience: Audience = PUBLIC,
    is_example: bool = True,
    now: datetime = PUBLISHED,
) -> Feed:
    uids = count(len(before) + 1)
    return next_feed(
        a_projection(*entries, audience=audience, is_example=is_example),
        before,
        feed_uid=f"feed-901-{audience}",
        now=now,
        new_uid=lambda: f"{audience}-{next(uids):04d}@example.org",
    )


def an_eventful_feed(audience: Audience) -> Feed:
    """A feed of which some entries were moved, renamed, cancelled or withdrawn since."""
    first = a_feed(*_entries(audience), audience=audience)
    return a_feed(*_what_became_of(first), before=first.entries, audience=audience, now=CHANGED)


def _entries(audience: Audience) -> list[CalendarEntry]:
    whole = {"first_day": date(2026, 7, 20), "last_day": date(2026, 7, 31)}
    limit = {"kind": EntryKind.DEADLINE, "title": "", "slot": None, "states": (), "room": ""}
    entries = [
        a_hearing("period", kind=EntryKind.PERIOD, title="", slot=None, number=901, **whole),
        a_hearing("moved"),
        a_hearing("renamed", slot=a_slot(date(2026, 7, 22), 11), title="Old name"),
        a_hearing("cancelled", slot=a_slot(date(2026, 7, 23), 9)),
        a_hearing("untitled", title="", slot=a_slot(date(2026, 7, 24), 9), states=(MX, GT)),
        a_hearing("provisional", slot=a_slot(date(2026, 7, 27), 9), is_provisional=True),
        a_hearing(
            "emoji", title="Voilà 👩🏽‍⚖️ " + "œuvre, " * 30, slot=a_slot(date(2026, 7, 28), 9)
        ),
        a_hearing("dst-ny", slot=a_slot(date(2026, 3, 8), 3, "America/New_York")),
        a_hearing("dst-ny-back", slot=a_slot(date(2026, 11, 1), 0, "America/New_York")),
        a_hearing("dst-cl", slot=a_slot(date(2026, 4, 4), 22, "America/Santiago", minutes=120)),
        a_hearing("dst-cl-on", slot=a_slot(date(2026, 9, 6), 1, "America/Santiago")),
        a_hearing("session", kind=EntryKind.SESSION, title="", number=3, states=()),
        a_hearing("visit", kind=EntryKind.VISIT, title="", slot=None, states=(CL,), **whole),
    ]
    if audience != PUBLIC:
        entries.append(
            a_hearing(
                "linked",
                slot=a_slot(date(2026, 7, 29), 14, "America/Montevideo"),
                modality=Modality.HYBRID,
                languages=(Language.SPANISH, Language.PORTUGUESE),
                parties=("Organización de Ejemplo; «1», Ñ", "Example, State of"),
                link="https://example.org/join?room=1&key=a,b;c",
                attendance=40,
            )
        )
    if audience.kind is AudienceKind.STAFF:
        closed = {"title": "", "states": (), "place": "", "room": "", "is_busy": True}
        entries += [
            a_hearing("busy:1", slot=a_slot(date(2026, 7, 29), 9), **closed),
            a_hearing("busy:2", kind=EntryKind.SESSION, **closed),
        ]
    if audience == SECRETARIAT:
        day = {"first_day": date(2026, 5, 31), "last_day": date(2026, 5, 31)}
        entries += [
            a_hearing("private", is_private=True, slot=a_slot(date(2026, 7, 29), 9)),
            a_hearing("withdrawn", kind=EntryKind.WORKING_MEETING),
            a_hearing(
                "limit", **limit, **day, rule="request_is_in_time", articles=("64.2", "66.1")
            ),
        ]
    return entries


def _what_became_of(feed: Feed) -> list[CalendarEntry]:
    changes: dict[str, dict[str, object]] = {
        "moved": {"slot": a_slot(date(2026, 7, 30), 15)},
        "renamed": {"title": "Nuevo nombre; con «acentos», y más"},
        "cancelled": {"is_cancelled": True},
    }
    return [
        replace(said.entry, **changes.get(said.entry.subject, {}))
        for said in feed.entries
        if said.entry.subject != "withdrawn"
    ]

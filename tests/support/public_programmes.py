"""An invented public programme with every kind of entry and of change, and titles that mean harm."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import count

from convoca.domain.identifiers import StateCode
from convoca.domain.period_of_sessions import Modality
from convoca.domain.release import ChangeKind
from convoca.domain.slot import Slot
from convoca.services.audience import PUBLIC
from convoca.services.feeds import (
    CalendarEntry,
    CalendarProjection,
    EntryKind,
    Feed,
    RememberedEntry,
    next_feed,
)
from convoca.services.public_programme import Edition, PublicChange, PublicFacts, PublicProgramme

PUBLISHED = datetime(2027, 2, 1, 13, tzinfo=UTC)
CHANGED = datetime(2027, 2, 8, 15, 30, tzinfo=UTC)
MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)
MX, CL = StateCode("MX"), StateCode("CL")


def a_slot(day: date, hour: int, zone: str = "America/Guatemala", *, minutes: int = 60) -> Slot:
    return Slot.local(day, time(hour), minutes=minutes, zone=zone)


def an_entry(subject: str, **changes: object) -> CalendarEntry:
    values: dict[str, object] = {
        "subject": subject,
        "kind": EntryKind.HEARING,
        "title": "Example: protección de defensoras; «garantías»",
        "slot": a_slot(MONDAY, 9),
        "place": "Example building, Guatemala",
        "room": "Example room 1",
        "states": (MX,),
        "modality": Modality.HYBRID,
    }
    return CalendarEntry(**{**values, **changes})  # type: ignore[arg-type]


def a_public_programme(
    *more: CalendarEntry, title: str = "", changes: Sequence[PublicChange] | None = None
) -> PublicProgramme:
    """``title`` stands wherever a title can, in place of the ordinary ones."""
    first = _feed(_entries(title), (), PUBLISHED)
    moved = {"moved": a_slot(TUESDAY, 15)}
    entries = [
        an_entry(said.entry.subject, title=title or said.entry.title, slot=moved["moved"])
        if said.entry.subject == "moved"
        else said.entry
        for said in first.entries
    ]
    feed = _feed([*entries, *more], first.entries, CHANGED)
    return PublicProgramme(
        feed=feed,
        edition=Edition(
            number=2,
            released_on=date(2027, 2, 8),
            previous_on=date(2027, 2, 1),
            time_zones="2026.1",
            audit_sha256="a" * 64,
        ),
        changes=_changes(feed, title) if changes is None else tuple(changes),
        organiser_name="Executive Secretariat (example)",
        organiser_email="sessions@example.org",
    )


def _feed(
    entries: Sequence[CalendarEntry], before: Sequence[RememberedEntry], now: datetime
) -> Feed:
    numbers = count(len(before) + 1)
    return next_feed(
        CalendarProjection(
            audience=PUBLIC,
            period_number=901,
            period_opens=date(2027, 3, 1),
            period_closes=date(2027, 3, 12),
            is_example=True,
            entries=tuple(entries),
        ),
        before,
        feed_uid="example-calendar",
        now=now,
        new_uid=lambda: f"example-{next(numbers):03d}",
    )


def _entries(title: str) -> list[CalendarEntry]:
    whole: dict[str, object] = {"slot": None, "room": "", "modality": None}
    period = {"first_day": date(2027, 3, 1), "last_day": date(2027, 3, 12)}
    return [
        an_entry("period", kind=EntryKind.PERIOD, title="", number=901, **whole, **period),
        an_entry("moved", title=title or "Example: moved"),
        an_entry("cancelled", title=title or "Example: cancelled", slot=a_slot(MONDAY, 11), is_cancelled=True),
        an_entry("provisional", title=title or "Example: provisional", is_provisional=True),
        an_entry("untitled", title="", states=(MX, CL), slot=a_slot(TUESDAY, 9)),
        an_entry("session", kind=EntryKind.SESSION, title=title, states=(), slot=a_slot(TUESDAY, 20)),
        an_entry("elsewhere", title=title or "Example: elsewhere", slot=a_slot(TUESDAY, 9, "America/Santiago")),
        an_entry("visit", kind=EntryKind.VISIT, title=title, states=(CL,), **{**whole, "place": ""}, **period),
        an_entry(
            "limit", kind=EntryKind.DEADLINE, title="", states=(), rule="request_is_in_time", articles=("64.2",),
            first_day=date(2027, 1, 10), last_day=date(2027, 1, 10), **{**whole, "place": ""},
        ),
    ]  # fmt: skip


def _changes(feed: Feed, title: str) -> tuple[PublicChange, ...]:
    uids = {said.entry.subject: said.uid for said in feed.entries}
    before = PublicFacts(
        title=title or "Example: moved",
        slot=a_slot(MONDAY, 9),
        place="Example building, Guatemala",
        room="Example room 1",
        modality=Modality.HYBRID,
    )
    after = PublicFacts(
        title=title or "Example: moved",
        slot=a_slot(TUESDAY, 15),
        place="Example building, Guatemala",
        room="Example room 2",
        modality=Modality.VIRTUAL,
    )
    ends = {
        ChangeKind.ADDED: (None, after),
        ChangeKind.CANCELLED: (before, after),
        ChangeKind.TAKEN_OUT: (before, None),
    }
    # Who sits, and what turned private, is told to nobody.
    told = [kind for kind in ChangeKind if kind not in {ChangeKind.PANEL, ChangeKind.PRIVACY}]
    return tuple(
        PublicChange(
            kind=kind,
            uid="" if kind is ChangeKind.TAKEN_OUT else uids["moved"],
            before=ends.get(kind, (before, after))[0],
            after=ends.get(kind, (before, after))[1],
        )
        for kind in told
    )

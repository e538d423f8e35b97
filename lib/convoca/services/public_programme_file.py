"""The public programme as JSON and back (docs/formats/publication.md): a list of fields, and no others."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from convoca.domain.errors import ConvocaError, UnreadableFile
from convoca.domain.identifiers import StateCode
from convoca.domain.period_of_sessions import Modality
from convoca.domain.release import ChangeKind
from convoca.domain.slot import Slot
from convoca.services.audience import PUBLIC
from convoca.services.feeds import (
    CalendarEntry,
    CalendarProjection,
    EntryKind,
    EntryStatus,
    Feed,
    RememberedEntry,
)
from convoca.services.public_programme import Edition, PublicChange, PublicFacts, PublicProgramme

FORMAT = "convoca/programme-public/1"
FILE_NAME = "programme.json"


def programme_json(programme: PublicProgramme) -> bytes:
    """Return the file that every other part of a publication is made from; the same each time."""
    feed, projection = programme.feed, programme.feed.projection
    document = {
        "format": FORMAT,
        "period": {
            "number": projection.period_number,
            "opens": projection.period_opens.isoformat(),
            "closes": projection.period_closes.isoformat(),
            "is_example": projection.is_example,
        },
        "edition": {
            "number": programme.edition.number,
            "released_on": programme.edition.released_on.isoformat(),
            "previous_on": _day(programme.edition.previous_on),
            "time_zones": programme.edition.time_zones,
            "audit_sha256": programme.edition.audit_sha256,
        },
        "calendar": {"uid": feed.uid, "revised_at": _moment(feed.revised_at)},
        "organiser": {"name": programme.organiser_name, "email": programme.organiser_email},
        "entries": [_entry(said) for said in feed.entries],
        "changes": [_change(change) for change in programme.changes],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _entry(said: RememberedEntry) -> dict[str, object]:
    """Give what a calendar says of an entry; the key of its record stays in the house."""
    entry = said.entry
    return {
        "uid": said.uid,
        "kind": str(entry.kind),
        "title": entry.title,
        "status": str(said.status),
        "sequence": said.sequence,
        "revised_at": _moment(said.revised_at),
        "slot": _slot(entry.slot),
        "first_day": _day(entry.first_day),
        "last_day": _day(entry.last_day),
        "place": entry.place,
        "room": entry.room,
        "states": list(entry.states),
        "modality": str(entry.modality) if entry.modality else None,
        "moved_from": _slot(said.moved_from),
        "rule": entry.rule,
        "articles": list(entry.articles),
        "number": entry.number,
    }


def _change(change: PublicChange) -> dict[str, object]:
    return {
        "kind": str(change.kind),
        "uid": change.uid,
        "before": _facts(change.before),
        "after": _facts(change.after),
    }


def _facts(facts: PublicFacts | None) -> dict[str, object] | None:
    if facts is None:
        return None
    return {
        "title": facts.title,
        "slot": _slot(facts.slot),
        "place": facts.place,
        "room": facts.room,
        "modality": str(facts.modality) if facts.modality else None,
        "is_cancelled": facts.is_cancelled,
    }


def _slot(slot: Slot | None) -> dict[str, object] | None:
    """Give the two instants in UTC, and what was agreed on the wall clock of the place."""
    if slot is None:
        return None
    return {
        "start": _moment(slot.start),
        "end": _moment(slot.end),
        "zone": slot.zone,
        "day": slot.wall_date.isoformat(),
        "hour": slot.wall_time.isoformat("minutes"),
    }


def _moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


# And back ----------------------------------------------------------------------------------------


def read_programme(content: bytes) -> PublicProgramme:
    """Read what ``programme_json`` wrote. Raises UnreadableFile."""
    try:
        return _programme(_of_this_format(json.loads(content)))
    except (ConvocaError, KeyError, TypeError, ValueError) as error:
        raise UnreadableFile(
            FILE_NAME, "This is no file of the format {format}.", format=FORMAT
        ) from error


def _of_this_format(document: Mapping[str, Any]) -> Mapping[str, Any]:
    if document["format"] != FORMAT:
        raise ValueError(document["format"])
    return document


def _programme(document: Mapping[str, Any]) -> PublicProgramme:
    period, edition, calendar = document["period"], document["edition"], document["calendar"]
    entries = tuple(map(_read_entry, document["entries"]))
    projection = CalendarProjection(
        audience=PUBLIC,
        period_number=int(period["number"]),
        period_opens=date.fromisoformat(period["opens"]),
        period_closes=date.fromisoformat(period["closes"]),
        is_example=period["is_example"] is True,
        entries=tuple(said.entry for said in entries),
    )
    return PublicProgramme(
        feed=Feed(
            uid=calendar["uid"],
            projection=projection,
            entries=entries,
            revised_at=_read_moment(calendar["revised_at"]),
        ),
        edition=Edition(
            number=int(edition["number"]),
            released_on=date.fromisoformat(edition["released_on"]),
            previous_on=_read_day(edition["previous_on"]),
            time_zones=edition["time_zones"],
            audit_sha256=edition["audit_sha256"],
        ),
        changes=tuple(map(_read_change, document["changes"])),
        organiser_name=document["organiser"]["name"],
        organiser_email=document["organiser"]["email"],
    )


def _read_entry(row: Mapping[str, Any]) -> RememberedEntry:
    status = EntryStatus(row["status"])
    return RememberedEntry(
        uid=row["uid"],
        entry=CalendarEntry(
            subject=row["uid"],
            kind=EntryKind(row["kind"]),
            title=row["title"],
            slot=_read_slot(row["slot"]),
            first_day=_read_day(row["first_day"]),
            last_day=_read_day(row["last_day"]),
            place=row["place"],
            room=row["room"],
            states=tuple(map(StateCode, row["states"])),
            modality=_read_modality(row["modality"]),
            is_provisional=status is EntryStatus.TENTATIVE,
            is_cancelled=status is EntryStatus.CANCELLED,
            rule=row["rule"],
            articles=tuple(row["articles"]),
            number=row["number"],
        ),
        status=status,
        sequence=int(row["sequence"]),
        revised_at=_read_moment(row["revised_at"]),
        moved_from=_read_slot(row["moved_from"]),
    )


def _read_change(row: Mapping[str, Any]) -> PublicChange:
    return PublicChange(
        kind=ChangeKind(row["kind"]),
        uid=row["uid"],
        before=_read_facts(row["before"]),
        after=_read_facts(row["after"]),
    )


def _read_facts(row: Mapping[str, Any] | None) -> PublicFacts | None:
    slot = _read_slot(row["slot"]) if row else None
    if row is None or slot is None:
        return None
    return PublicFacts(
        title=row["title"],
        slot=slot,
        place=row["place"],
        room=row["room"],
        modality=_read_modality(row["modality"]),
        is_cancelled=row["is_cancelled"] is True,
    )


def _read_modality(written: str | None) -> Modality | None:
    return Modality(written) if written else None


def _read_slot(row: Mapping[str, str] | None) -> Slot | None:
    if row is None:
        return None
    return Slot(
        start=_read_moment(row["start"]),
        end=_read_moment(row["end"]),
        zone=row["zone"],
        wall_date=date.fromisoformat(row["day"]),
        wall_time=time.fromisoformat(row["hour"]),
    )


def _read_moment(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)


def _read_day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None

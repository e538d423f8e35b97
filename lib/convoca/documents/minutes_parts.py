"""What the minutes of hearings and of sessions have in common on paper and in data."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from convoca.documents.typesetting import Heading, Listing, Paragraph, Part, Table
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import SEAT_ZONE, instant, zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, hour
from convoca.i18n.words import word
from convoca.services.read_models import MinutesEdition, MinutesProjection

# What tells how far the minutes are on their way, not what they say.
_NOT_SAID = {
    *("is_draft", "status", "version", "fingerprint", "redacted", "edition", "language"),
    *("approval", "approved_on", "approve_at_number"),
}


def name_of(projection: MinutesProjection, language: Language) -> str:
    if projection.kind is ActivityKind.HEARING:
        return text("Minutes of hearing", language)
    return text("Summary minutes of session", language)


def notice_of(projection: MinutesProjection, language: Language) -> str:
    """Say whose paper it is and who may read it."""
    if projection.edition is MinutesEdition.PARTY_COPY:
        return text("For the party that asked for it (Art. 70.2)", language)
    if projection.kind is ActivityKind.HEARING:
        return text("Internal working document of the Commission (Art. 70.2)", language)
    return text("Confidential internal working document (Art. 20.1)", language)


def fingerprint_of(projection: MinutesProjection) -> str:
    """Return the hash of what the minutes say, in hex: the same in every language and format.

    That of a party copy is made from the copy alone: from the hash of the whole, who guesses what was
    left out would learn that the guess is right.
    """
    if projection.edition is MinutesEdition.FULL and projection.fingerprint:
        return projection.fingerprint
    said = {key: value for key, value in asdict(projection).items() if key not in _NOT_SAID}
    canonical = json.dumps(said, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def presence_parts(projection: MinutesProjection, language: Language) -> Iterator[Part]:
    """Yield who was there, from when to when where that is known, and who was not (Art. 14.4)."""
    yield Heading(text=text("Members of the Commission present", language))
    if projection.times_present:
        yield Table(
            headings=(
                text("Member", language),
                text("From (hour)", language),
                text("To (hour)", language),
            ),
            rows=tuple(
                _presence_row(projection, each, language) for each in _presences(projection)
            ),
            shares=(0.5, 0.25, 0.25),
        )
    else:
        yield from listing(projection.members_present, language, numbered=False)
    if projection.absent:
        yield Heading(text=text("Members absent", language), level=2)
        yield Listing(
            items=tuple(
                f"{name} ({word(reason, language)})" if reason else name
                for name, reason in projection.absent
            )
        )


_Presence = tuple[str, datetime | None, datetime | None]


def _presences(projection: MinutesProjection) -> list[_Presence]:
    """Return the times, and those of whom the record holds no time without one."""
    timed = {name for name, _, _ in projection.times_present}
    untimed = [name for name in projection.members_present if name not in timed]
    return [*projection.times_present, *((name, None, None) for name in untimed)]


def _presence_row(
    projection: MinutesProjection, presence: _Presence, language: Language
) -> tuple[str, str, str]:
    name, arrived, left = presence
    unknown, ended = text("Not recorded", language), left or projection.ended
    return (
        name,
        _hour(projection, arrived, language) if arrived else unknown,
        _hour(projection, ended, language) if arrived and ended else unknown,
    )


def _hour(projection: MinutesProjection, when: datetime, language: Language) -> str:
    """Write an hour on the clock of the place, with the day where it is another one."""
    zone = zone_info(projection.zone or SEAT_ZONE)
    local, began = instant(when).astimezone(zone), projection.started
    said = hour(local.time(), language)
    if began is None or instant(began).astimezone(zone).date() != local.date():
        return f"{day_short(local.date(), language)}, {said}"
    return said


def listing(items: Sequence[str], language: Language, *, numbered: bool = True) -> Iterator[Part]:
    if items:
        yield Listing(items=tuple(items), numbered=numbered)
    else:
        yield nothing_recorded(language)


def nothing_recorded(language: Language) -> Paragraph:
    return Paragraph(text=text("Nothing was recorded under this heading.", language), style="note")

"""What became of an entry of a calendar, from version to version, in words."""

from collections.abc import Iterator
from typing import Final

from convoca.calendars.words import clean
from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, moment
from convoca.services.feed_causes import EntryCause, EntryChange
from convoca.services.feed_history import EntryVersion
from convoca.services.feeds import CalendarEntry

_CHANGE_WORDS: Final = {
    EntryChange.APPEARED: "It appeared in this calendar.",
    EntryChange.VANISHED: "It left this calendar.",
    EntryChange.CANCELLED: "It was cancelled.",
    EntryChange.TAKEN_UP: "It was taken up again.",
    EntryChange.CONFIRMED: "It is no longer provisional.",
    EntryChange.PROVISIONAL: "It became provisional.",
    EntryChange.TIME: "The time changed.",
    EntryChange.PLACE: "The place changed.",
    EntryChange.ROOM: "The room changed.",
    EntryChange.PRIVACY: "Whether it is private changed.",
    EntryChange.MODE: "How people take part changed.",
    EntryChange.LINK: "The link for joining from afar changed.",
    EntryChange.PANEL: "The panel changed.",
    EntryChange.TITLE: "The title changed.",
    EntryChange.OTHER: "Other words of it changed.",
}


def sentence(version: EntryVersion, language: Language) -> str:
    """Say what a subscriber may be told: what changed and when, and no act of the house."""
    changes = " ".join(_changes(version, language))
    at = moment(version.at, SEAT_ZONE, language)
    if version.number == 1:
        return text("Version 1, {at}: {changes}", language, at=at, changes=changes)
    return text(
        "Your entry went from version {former} to {number} on {at}, because: {changes}",
        language,
        former=version.number - 1,
        number=version.number,
        at=at,
        changes=changes,
    )


def cause(act: EntryCause, language: Language) -> str:
    """Say which act made it change: for the Secretariat."""
    at = moment(act.at, SEAT_ZONE, language)
    reason = clean(act.reason) or text("(it names a protected person)", language)
    if act.release is None:
        return text("{at}, {actor}: {reason}", language, at=at, actor=act.actor, reason=reason)
    return text(
        "{at}, {actor}: release {number}: {reason}",
        language,
        at=at,
        actor=act.actor,
        number=act.release,
        reason=reason,
    )


def _changes(version: EntryVersion, language: Language) -> Iterator[str]:
    before = version.before.entry if version.before else None
    now = version.said.entry if version.said else None
    for change in version.changes:
        told = _from_to(change, before, now, language) if before and now else ""
        yield told or text(_CHANGE_WORDS[change], language)


def _from_to(
    change: EntryChange, before: CalendarEntry, now: CalendarEntry, language: Language
) -> str:
    """Say what it was and what it is; empty where there is nothing to set side by side."""
    if change is EntryChange.PRIVACY:
        if now.is_private:
            return text("It became private.", language)
        return text("It became public.", language)
    former, new = (_said(change, entry, language) for entry in (before, now))
    if not (former and new):
        return ""
    match change:
        case EntryChange.TIME:
            template = "The time changed from {former} to {new}."
        case EntryChange.PLACE:
            template = "The place changed from “{former}” to “{new}”."
        case EntryChange.ROOM:
            template = "The room changed from “{former}” to “{new}”."
        case _:
            template = "The title changed from “{former}” to “{new}”."
    return text(template, language, former=former, new=new)


def _said(change: EntryChange, entry: CalendarEntry, language: Language) -> str:
    match change:
        case EntryChange.TIME:
            return _when(entry, language)
        case EntryChange.PLACE:
            return clean(entry.place)
        case EntryChange.ROOM:
            return clean(entry.room)
        case EntryChange.TITLE:
            return clean(entry.title)
    return ""


def _when(entry: CalendarEntry, language: Language) -> str:
    """Say from when to when, in the zone that it was agreed in."""
    if entry.slot:
        slot = entry.slot
        start = moment(slot.start, slot.zone, language)
        return text("{start} ({minutes} minutes)", language, start=start, minutes=slot.minutes)
    days = (entry.first_day, entry.last_day)
    return " … ".join(dict.fromkeys(day(each, language) for each in days if each))

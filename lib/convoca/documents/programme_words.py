"""The public programme in words: what its page, its PDF and its workbook say in one language."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from convoca.documents.plain_text import plain_text
from convoca.domain.language import Language
from convoca.domain.release import ChangeKind
from convoca.domain.slot import SEAT_ZONE, Slot
from convoca.i18n.catalogue import text
from convoca.i18n.dates import (
    day,
    day_in_full,
    hour,
    list_of,
    moment,
    ordinal_of_period,
    state_name,
    zone_name,
)
from convoca.i18n.findings import title as rule_title
from convoca.i18n.words import entry_kind, word
from convoca.services.feeds import CalendarEntry, EntryKind, EntryStatus, RememberedEntry
from convoca.services.public_programme import PublicChange, PublicFacts, PublicProgramme

_Timed = tuple[RememberedEntry, Slot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An activity that has an hour. ``hours`` are on the wall clock of the place.

    ``elsewhere`` are the same hours at the seat and in UTC, each zone once. ``about`` is its kind with
    the States concerned, empty where the title says them already. ``notes`` say what is not
    as usual: that it is cancelled, provisional, or where it was moved from.
    """

    uid: str
    start: datetime
    end: datetime
    zone: str
    hours: str
    elsewhere: tuple[str, ...]
    title: str
    about: str
    where: str
    modality: str
    notes: tuple[str, ...]
    is_cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What takes place on one day in the places of one time zone, and how its clocks are called."""

    heading: str
    clock: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """What changed of one activity: its kind, and what was published before and now."""

    uid: str
    kind: str
    title: str
    before: str
    now: str


def title(programme: PublicProgramme, language: Language) -> str:
    return text("Programme, {period}", language, period=period_name(programme, language))


def period_name(programme: PublicProgramme, language: Language) -> str:
    return ordinal_of_period(programme.feed.projection.period_number or 0, language)


def span(programme: PublicProgramme, language: Language) -> str:
    """Say from when to when the period lasts, and where it is."""
    projection = programme.feed.projection
    places = (entry.place for entry in projection.entries if entry.kind is EntryKind.PERIOD)
    days = text(
        "From {first} to {last}, both included.",
        language,
        first=day(projection.period_opens, language),
        last=day(projection.period_closes, language),
    )
    return " ".join(filter(None, (days, *map(one_line, places))))


def edition(programme: PublicProgramme, language: Language) -> str:
    return text(
        "Edition {number}, of {day}",
        language,
        number=programme.edition.number,
        day=day(programme.edition.released_on, language),
    )


def days(programme: PublicProgramme, language: Language) -> tuple[Day, ...]:
    """Return the activities that have an hour, day by day as the places count them."""
    timed = [
        (said, said.entry.slot)
        for said in programme.feed.entries
        if said.entry.slot is not None and said.entry.is_of_the_programme
    ]
    timed.sort(key=lambda pair: (*_day_of(pair), pair[1].start, pair[0].uid))
    found = [_day(tuple(pairs), language) for _, pairs in groupby(timed, key=_day_of)]
    times = Counter(each.heading for each in found)
    return tuple(
        replace(each, heading=f"{each.heading} ({each.clock})") if times[each.heading] > 1 else each
        for each in found
    )


def other_dates(programme: PublicProgramme, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the time limits and visits: what it is, and when. ``span`` tells of the period itself."""
    return tuple(
        (_whole_days_subject(said, language), _other_time(said.entry, language))
        for said in programme.feed.entries
        if not said.entry.is_of_the_programme and said.entry.kind is not EntryKind.PERIOD
    )


def changes(programme: PublicProgramme, language: Language) -> tuple[ChangeLine, ...]:
    return tuple(_change(change, language) for change in programme.changes)


def since(programme: PublicProgramme, language: Language) -> str:
    """Head what changed, with the day of the edition before."""
    previous = programme.edition.previous_on
    if previous is None:
        return text("Changes since this edition was released", language)
    return text("Changes since the edition of {day}", language, day=day(previous, language))


def subject(said: RememberedEntry, language: Language) -> str:
    """Name an activity: by its title, or else by its kind and the States concerned."""
    entry = said.entry
    kind = entry_kind(entry.kind, language)
    if entry.number is not None:
        kind = f"{kind} {entry.number}"
    states = states_of(entry, language)
    return one_line(entry.title) or (f"{kind}: {states}" if states else kind)


def states_of(entry: CalendarEntry, language: Language) -> str:
    return list_of((state_name(code, language) for code in entry.states), language)


def modality_of(entry: CalendarEntry, language: Language) -> str:
    return word(entry.modality, language) if entry.modality else ""


def where(place: str, room: str) -> str:
    return ", ".join(filter(None, (one_line(room), one_line(place))))


def status(said: RememberedEntry, language: Language) -> str:
    """Say in one word how sure it is."""
    match said.status:
        case EntryStatus.CONFIRMED:
            return text("Confirmed", language)
        case EntryStatus.TENTATIVE:
            return text("Provisional", language)
        case EntryStatus.CANCELLED:
            return text("Cancelled", language)


def one_line(outside: str) -> str:
    """Return text from outside as one line without what would disguise it."""
    return " ".join(plain_text(outside).split())


def _day_of(pair: _Timed) -> tuple[date, str]:
    return pair[1].wall_date, pair[1].zone


def _day(pairs: tuple[_Timed, ...], language: Language) -> Day:
    first = pairs[0][1]
    return Day(
        heading=day_in_full(first.wall_date, language),
        clock=zone_name(first.start, first.zone, language),
        lines=tuple(_line(said, slot, language) for said, slot in pairs),
    )


def _line(said: RememberedEntry, slot: Slot, language: Language) -> Line:
    entry = said.entry
    return Line(
        uid=said.uid,
        start=slot.start,
        end=slot.end,
        zone=slot.zone,
        hours=_hours(slot, slot.zone, language),
        elsewhere=tuple(_elsewhere(slot, language)),
        title=subject(said, language),
        about=_about(entry, language),
        where=where(entry.place, entry.room),
        modality=modality_of(entry, language),
        notes=tuple(_notes(said, language)),
        is_cancelled=said.status is EntryStatus.CANCELLED,
    )


def _about(entry: CalendarEntry, language: Language) -> str:
    if not one_line(entry.title):
        return ""
    return " · ".join(filter(None, (entry_kind(entry.kind, language), states_of(entry, language))))


def _hours(slot: Slot, zone: str, language: Language) -> str:
    begins, ends = slot.start_in(zone), slot.end_in(zone)
    return f"{hour(begins.time(), language)} \N{EN DASH} {hour(ends.time(), language)}"


def _elsewhere(slot: Slot, language: Language) -> Iterator[str]:
    """Give the hours in Washington and in UTC, each zone once, with the day where it is another."""
    if slot.zone != SEAT_ZONE:
        yield text("Washington: {hours}", language, hours=_dated(slot, SEAT_ZONE, language))
    if slot.zone != "UTC":
        yield text("UTC: {hours}", language, hours=_dated(slot, "UTC", language))


def _dated(slot: Slot, zone: str, language: Language) -> str:
    hours, there = _hours(slot, zone, language), slot.start_in(zone).date()
    return hours if there == slot.wall_date else f"{hours} ({day(there, language)})"


def _notes(said: RememberedEntry, language: Language) -> Iterator[str]:
    if said.status is EntryStatus.CANCELLED:
        yield text("Cancelled", language)
    if said.status is EntryStatus.TENTATIVE:
        yield text("Provisional: it may still change.", language)
    if said.moved_from is not None:
        former = moment(said.moved_from.start, said.moved_from.zone, language)
        yield text("Moved from: {former}", language, former=former)


def _whole_days_subject(said: RememberedEntry, language: Language) -> str:
    entry = said.entry
    is_limit = entry.kind is EntryKind.DEADLINE
    found = _time_limit(entry, language) if is_limit else subject(said, language)
    if said.status is EntryStatus.CANCELLED:
        return text("[CANCELLED] {subject}", language, subject=found)
    return found


def _time_limit(entry: CalendarEntry, language: Language) -> str:
    rule = rule_title(entry.rule, language) if entry.rule else ""
    what = ": ".join(filter(None, (rule, one_line(entry.title))))
    if not entry.articles:
        return text("Last day: {what}", language, what=what)
    articles = list_of(entry.articles, language)
    return text("Last day: {what} (Art. {articles})", language, what=what, articles=articles)


def _other_time(entry: CalendarEntry, language: Language) -> str:
    """Say when a visit or time limit is, and when and where what was announced of a visit."""
    if entry.slot is None:
        return _whole_days(entry, language)
    when = moment(entry.slot.start, entry.slot.zone, language)
    return " · ".join(filter(None, (when, one_line(entry.place))))


def _whole_days(entry: CalendarEntry, language: Language) -> str:
    ends: Iterable[date] = dict.fromkeys(
        each for each in (entry.first_day, entry.last_day) if each is not None
    )
    return " \N{EN DASH} ".join(day(each, language) for each in ends)


def _change(change: PublicChange, language: Language) -> ChangeLine:
    return ChangeLine(
        uid=change.uid,
        kind=word(change.kind, language),
        title=one_line(change.title),
        before=_told(change.kind, change.before, language),
        now=""
        if change.kind is ChangeKind.CANCELLED
        else _told(change.kind, change.after, language),
    )


def _told(kind: ChangeKind, facts: PublicFacts | None, language: Language) -> str:
    """Say of an activity what a change of this kind is about."""
    if facts is None:
        return ""
    match kind:
        case ChangeKind.MOVED_ROOM:
            return where(facts.place, facts.room)
        case ChangeKind.LENGTH:
            return _hours(facts.slot, facts.slot.zone, language)
        case ChangeKind.MODE:
            return word(facts.modality, language) if facts.modality else ""
        case ChangeKind.TITLE:
            return one_line(facts.title)
        case _:
            return moment(facts.slot.start, facts.slot.zone, language)

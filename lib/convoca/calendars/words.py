"""What a calendar says to people: the title, place and description of an entry, in one language."""

import re
from collections.abc import Iterator

from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import SEAT_ZONE, Slot
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, list_of, moment, ordinal_of_period, state_name
from convoca.i18n.findings import title as rule_title
from convoca.i18n.words import closed_activity, entry_kind, word
from convoca.services.audience import Audience, AudienceKind
from convoca.services.feeds import (
    CalendarEntry,
    CalendarProjection,
    EntryKind,
    EntryStatus,
    RememberedEntry,
)

#: Whatever some program takes for the end of a line.
_BREAKS = re.compile(r"\r\n|[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
#: C0 and C1 controls, lone surrogates, byte order marks, and what XML and so CalDAV refuses.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def clean(outside: str) -> str:
    """Return text from outside as one line: breaks become spaces, other controls go."""
    return _CONTROLS.sub("", _BREAKS.sub(" ", outside)).strip()


def name(projection: CalendarProjection, language: Language) -> str:
    """Name the whole calendar, as a reader's list of calendars shows it."""
    number = projection.period_number
    period = (
        text("Periods of sessions", language)
        if number is None
        else ordinal_of_period(number, language)
    )
    if whose := _whose(projection.audience, language):
        period = text("{period} ({whose})", language, period=period, whose=whose)
    return _marked(period, language, is_example=projection.is_example)


def _whose(audience: Audience, language: Language) -> str:
    """Say for whom a calendar is, by no person's name: it stands in a list that others may see."""
    match audience.kind:
        case AudienceKind.PUBLIC:
            return ""
        case AudienceKind.STAFF:
            return text("staff", language)
        case AudienceKind.STATE:
            return state_name(StateCode(audience.key), language)
        case AudienceKind.SECRETARIAT:
            return text("Executive Secretariat", language)
        case AudienceKind.PETITIONER | AudienceKind.MEMBER | AudienceKind.DELEGATE:
            return _whose_own(audience.kind, language)


def _whose_own(kind: AudienceKind, language: Language) -> str:
    match kind:
        case AudienceKind.PETITIONER:
            return text("for a party", language)
        case AudienceKind.MEMBER:
            return text("for a member", language)
        case _:
            return text("for the delegation of a visit", language)


def summary(said: RememberedEntry, language: Language, *, is_example: bool) -> str:
    subject = _subject(said.entry, language)
    if said.status is EntryStatus.CANCELLED:
        subject = text("[CANCELLED] {subject}", language, subject=subject)
    return _marked(subject, language, is_example=is_example)


def location(entry: CalendarEntry) -> str:
    return ", ".join(filter(None, (clean(entry.room), clean(entry.place))))


def description(said: RememberedEntry, language: Language) -> str:
    """Say when it is in words first, for whatever the reader's program makes of the time."""
    return "\n".join([*_when(said, language), *_what(said, language)])


def _marked(title: str, language: Language, *, is_example: bool) -> str:
    return text("[EXAMPLE] {title}", language, title=title) if is_example else title


def _subject(entry: CalendarEntry, language: Language) -> str:
    if entry.kind is EntryKind.DEADLINE:
        last_day = _last_day(entry, language)
        if entry.number is None:
            return last_day
        return f"{last_day} · {ordinal_of_period(entry.number, language)}"
    if title := clean(entry.title):
        return title
    if entry.is_busy:
        return closed_activity(ActivityKind(entry.kind), language)
    if entry.kind is EntryKind.PERIOD and entry.number is not None:
        return ordinal_of_period(entry.number, language)
    kind = entry_kind(entry.kind, language)
    if entry.number is not None:
        kind = f"{kind} {entry.number}"
    return f"{kind}: {_states(entry, language)}" if entry.states else kind


def _last_day(entry: CalendarEntry, language: Language) -> str:
    rule = rule_title(entry.rule, language) if entry.rule else ""
    what = ": ".join(filter(None, (rule, clean(entry.title))))
    if not entry.articles:
        return text("Last day: {what}", language, what=what)
    articles = list_of(entry.articles, language)
    return text("Last day: {what} (Art. {articles})", language, what=what, articles=articles)


def _when(said: RememberedEntry, language: Language) -> Iterator[str]:
    entry = said.entry
    if entry.slot:
        yield from _hours(entry.slot, language)
    elif entry.kind is EntryKind.DEADLINE:
        yield text("Days are counted at the seat of the Commission, in Washington, DC.", language)
    elif entry.first_day and entry.last_day:
        first, last = day(entry.first_day, language), day(entry.last_day, language)
        yield text("From {first} to {last}, both included.", language, first=first, last=last)
    if said.moved_from:
        former = moment(said.moved_from.start, said.moved_from.zone, language)
        yield text("Moved from: {former}", language, former=former)


def _hours(slot: Slot, language: Language) -> Iterator[str]:
    """Give the beginning at the venue, in Washington and in UTC, each zone once."""
    for zone in dict.fromkeys((slot.zone, SEAT_ZONE, "UTC")):
        yield moment(slot.start, zone, language)


def _what(said: RememberedEntry, language: Language) -> Iterator[str]:
    entry = said.entry
    if said.status is EntryStatus.TENTATIVE:
        yield text("Provisional: it may still change.", language)
    if entry.is_private:
        yield text("Private: not to be passed on.", language)
    if entry.states:
        yield text("States: {states}", language, states=_states(entry, language))
    if entry.panel:
        panel = list_of((clean(member) for member in entry.panel), language)
        yield text("Panel: {panel}", language, panel=panel)
    yield from _how(entry, language)


def _how(entry: CalendarEntry, language: Language) -> Iterator[str]:
    """Say who is heard, in what form and languages, how many come and where to join from afar."""
    if entry.parties:
        parties = list_of((clean(party) for party in entry.parties), language)
        yield text("Parties: {parties}", language, parties=parties)
    if entry.modality:
        yield text("Modality: {modality}", language, modality=word(entry.modality, language))
    if entry.languages:
        spoken = list_of((word(each, language) for each in entry.languages), language)
        yield text("Languages: {languages}", language, languages=spoken)
    if entry.transport:
        yield text("Transport: {transport}", language, transport=clean(entry.transport))
    if entry.attendance is not None:
        yield text("Expected attendance: {count}", language, count=entry.attendance)
    if entry.link:
        yield text("Join at: {link}", language, link=clean(entry.link))


def _states(entry: CalendarEntry, language: Language) -> str:
    return list_of((state_name(code, language) for code in entry.states), language)

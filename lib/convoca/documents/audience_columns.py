"""The columns of the programme as one audience may read it: none that it is never told."""

from collections.abc import Iterator

from convoca.documents.sheet_rows import Column, Style
from convoca.documents.slot_columns import slot_columns
from convoca.domain.hearing import Visibility
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name
from convoca.i18n.words import closed_activity, heading, word
from convoca.services.audience import Audience
from convoca.services.audience_table import Field, is_ever_told
from convoca.services.feeds import CalendarEntry

_Columns = Iterator[Column[CalendarEntry]]


def audience_columns(audience: Audience, language: Language) -> tuple[Column[CalendarEntry], ...]:
    """Return the columns in ``language``."""
    wanted = (*_what(language), *_where(language), *_who(language), *_how(language))
    return (
        *_when(language),
        *(column for field, column in wanted if is_ever_told(field, audience)),
        *_standing(language),
    )


def title_of(entry: CalendarEntry, language: Language) -> str:
    """Return what an entry is about; of a busy block only that something is closed."""
    kind = ActivityKind(entry.kind)
    return closed_activity(kind, language) if entry.is_busy else entry.title


def _when(language: Language) -> tuple[Column[CalendarEntry], ...]:
    return slot_columns(
        lambda entry: entry.slot, text("The date where it takes place.", language), language
    )


_Known = Iterator[tuple[Field, Column[CalendarEntry]]]


def _what(language: Language) -> _Known:
    yield (
        Field.TITLE,
        Column(
            "title",
            heading("title", language),
            text("What it is about, in its own language.", language),
            lambda entry: title_of(entry, language),
            width=52,
        ),
    )
    yield (
        Field.WHEN,
        Column(
            "kind",
            heading("kind", language),
            text("A hearing, a working meeting or a session.", language),
            lambda entry: word(ActivityKind(entry.kind), language),
            width=18,
        ),
    )


def _where(language: Language) -> _Known:
    yield (
        Field.PLACE,
        Column(
            "place",
            heading("place", language),
            text("The city and venue.", language),
            lambda entry: entry.place,
            width=26,
        ),
    )
    yield (
        Field.ROOM,
        Column(
            "room",
            heading("room", language),
            text("The room; a virtual room is a room too.", language),
            lambda entry: entry.room,
        ),
    )


def _who(language: Language) -> _Known:
    yield (
        Field.STATES,
        Column(
            "states",
            heading("states", language),
            text("The States concerned.", language),
            lambda entry: "; ".join(state_name(state, language) for state in entry.states),
            width=22,
        ),
    )
    yield (
        Field.PARTIES,
        Column(
            "parties",
            heading("parties", language),
            text("Who is heard.", language),
            lambda entry: "; ".join(entry.parties),
            width=40,
        ),
    )
    yield (
        Field.PANEL,
        Column(
            "panel",
            heading("panel", language),
            text("The members of the Commission who attend.", language),
            lambda entry: "; ".join(entry.panel),
            width=48,
        ),
    )


def _how(language: Language) -> _Known:
    yield (
        Field.MODALITY,
        Column(
            "modality",
            text("Modality", language),
            text("In person, virtual or hybrid.", language),
            lambda entry: word(entry.modality, language) if entry.modality else None,
            width=14,
        ),
    )
    yield (
        Field.LANGUAGES,
        Column(
            "languages",
            text("Languages", language),
            text("The languages that are spoken.", language),
            lambda entry: "; ".join(word(each, language) for each in entry.languages),
            width=22,
        ),
    )
    yield (
        Field.LINK,
        Column(
            "link",
            text("Link to join", language),
            text("Where to join from afar. Not to be passed on.", language),
            lambda entry: entry.link,
            width=40,
        ),
    )
    yield (
        Field.ATTENDANCE,
        Column(
            "attendance",
            text("Expected attendance", language),
            text("How many people are expected.", language),
            lambda entry: entry.attendance,
            Style.NUMBER,
            13,
        ),
    )


def _standing(language: Language) -> _Columns:
    yield Column(
        "is_private",
        heading("is_private", language),
        text("Hearings are public unless the Commission decides otherwise (Art. 68).", language),
        lambda entry: word(Visibility.PRIVATE if entry.is_private else Visibility.PUBLIC, language),
        width=12,
    )
    yield Column(
        "is_cancelled",
        heading("is_cancelled", language),
        text("Whether it holds, may still change, or is cancelled.", language),
        lambda entry: _status(entry, language),
        width=18,
    )


def _status(entry: CalendarEntry, language: Language) -> str:
    if entry.is_cancelled:
        return text("Cancelled", language)
    return text("Provisional", language) if entry.is_provisional else text("Confirmed", language)

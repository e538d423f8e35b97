"""The columns of the programme: when, where, what, who, and the notice that the parties are due."""

from convoca.documents.sheet_rows import Column, Style
from convoca.documents.slot_columns import slot_columns
from convoca.domain.hearing import Visibility
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name
from convoca.i18n.words import heading, word
from convoca.services.read_models import ProgrammeRow

_Columns = tuple[Column[ProgrammeRow], ...]


def programme_columns(language: Language) -> _Columns:
    """Return the columns in ``language``."""
    return (
        *_when(language),
        *_where(language),
        *_what(language),
        *_who(language),
        *_notice(language),
    )


def _when(language: Language) -> _Columns:
    return (
        *slot_columns(
            lambda row: row.slot,
            text("The date where it takes place. Empty while it waits for a place.", language),
            language,
        ),
        Column(
            "minutes",
            heading("minutes", language),
            text("How long it lasts, in minutes.", language),
            lambda row: row.minutes,
            Style.NUMBER,
            11,
        ),
    )


def _where(language: Language) -> _Columns:
    return (
        Column(
            "place",
            heading("place", language),
            text("The city and venue.", language),
            lambda row: row.place,
            width=26,
        ),
        Column(
            "room",
            heading("room", language),
            text("The room; a virtual room is a room too.", language),
            lambda row: row.room,
        ),
    )


def _what(language: Language) -> _Columns:
    return (
        Column(
            "title",
            heading("title", language),
            text("What it is about, in its own language.", language),
            lambda row: row.title,
            width=52,
        ),
        Column(
            "kind",
            heading("kind", language),
            text("A hearing, a working meeting or a session.", language),
            lambda row: word(row.kind, language),
            width=18,
        ),
        Column(
            "is_private",
            heading("is_private", language),
            text(
                "Hearings are public unless the Commission decides otherwise (Art. 68).", language
            ),
            lambda row: word(Visibility.PRIVATE if row.is_private else Visibility.PUBLIC, language),
            width=12,
        ),
        Column(
            "is_cancelled",
            heading("is_cancelled", language),
            text("Placed, waiting for a place, or cancelled.", language),
            lambda row: _status(row, language),
            width=18,
        ),
    )


def _status(row: ProgrammeRow, language: Language) -> str:
    if row.is_cancelled:
        return text("Cancelled", language)
    return text("Placed", language) if row.slot else text("Waiting for a place", language)


def _who(language: Language) -> _Columns:
    return (
        Column(
            "states",
            heading("states", language),
            text("The States concerned.", language),
            lambda row: "; ".join(state_name(state, language) for state in row.states),
            width=22,
        ),
        Column(
            "parties",
            heading("parties", language),
            text("Who is heard.", language),
            lambda row: "; ".join(row.parties),
            width=40,
        ),
        Column(
            "panel",
            heading("panel", language),
            text("The members of the Commission who attend.", language),
            lambda row: "; ".join(row.panel),
            width=48,
        ),
    )


def _notice(language: Language) -> _Columns:
    return (
        Column(
            "last_day_of_notice",
            heading("last_day_of_notice", language),
            text(
                "The last day to tell the parties date, place and time (Arts. 64.4, 66.5).",
                language,
            ),
            lambda row: row.last_day_of_notice,
            Style.DATE,
            13,
        ),
        Column(
            "notice",
            heading("notice", language),
            text("Whether the parties were told in time (Arts. 64.4, 66.5).", language),
            lambda row: word(row.notice, language) if row.notice else None,
            Style.VERDICT,
        ),
        Column(
            "problems",
            heading("problems", language),
            text("How many problems the programme has with it.", language),
            lambda row: row.problems,
            Style.NUMBER,
            11,
        ),
    )

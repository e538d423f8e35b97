"""The words of a workbook that is edited and brought back: headings, cells, what became of them."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from enum import StrEnum
from typing import Protocol

from convoca.domain.identifiers import RoomId
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, hour, state_name
from convoca.i18n.words import word


class Described(Protocol):
    """A column of such a workbook: its name, how its cells are written, the members of a choice."""

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> str: ...

    @property
    def words(self) -> tuple[StrEnum, ...]: ...


_HEADING_WORDS = {
    "key": "Record key",
    "revision": "Revision",
    "number": "Number",
    "activity": "Kind",
    "status": "Status",
    "title": "Title",
    "day": "Day",
    "hour": "Hour",
    "room": "Room",
    "minutes": "Length (minutes)",
    "zone": "Time zone",
    "theme": "Theme",
    "is_priority": "Priority",
    "on_hold": "Left out of plans",
    "attendance": "People expected",
    "privacy": "Public or private",
    "states": "States",
    "parties": "Parties",
    "reference": "Reference",
    "received_on": "Received on",
    "kind": "Kind",
    "requesters": "Requested by",
    "matter_number": "Matter number",
    "minutes_wanted": "Length requested (minutes)",
    "decision": "Decision",
    "decided_on": "Decided on",
    "decision_reason": "Reason for the decision",
    "note": "Note",
}
_MEANING_WORDS = {
    "key": "Identifies the row for ever. The column is hidden.",
    "revision": "Says on what the row was written. The column is hidden.",
    "number": "The number of the row when the workbook was written.",
    "activity": "A hearing, a working meeting or a session.",
    "status": "Placed, waiting for a place, or cancelled.",
    "title": "What it is about, in its own language.",
    "day": "The date where it takes place. Empty while it waits for a place.",
    "hour": "The hour it begins, where it takes place.",
    "room": "The room; a virtual room is a room too.",
    "minutes": "How long it lasts, in minutes.",
    "zone": "The IANA name of the zone that the hours beside it are in.",
    "theme": "What it is about, in a word, to spread or to group.",
    "is_priority": "Whether it is to have a good hour.",
    "on_hold": "Whether plans leave it without a place.",
    "attendance": "How many people are expected.",
    "privacy": "Hearings are public unless the Commission decides otherwise (Art. 68).",
    "states": "The States concerned.",
    "parties": "Who is heard.",
    "reference": "The number of the request.",
    "received_on": "The date at the seat of the Commission when it arrived.",
    "kind": "What a hearing may be about (Art. 62).",
    "requesters": "Who asks for it.",
    "matter_number": "The number of the petition, case or measure.",
    "minutes_wanted": "The approximate time asked for, in minutes (Art. 66.2).",
    "decision": "What became of the request.",
    "decided_on": "The day of the decision.",
    "decision_reason": "The reason on record.",
    "note": "A note of the Secretariat.",
}
_STATUS_WORDS = {
    "placed": "Placed",
    "waiting": "Waiting for a place",
    "cancelled": "Cancelled",
}
_CELL_OUTCOME_WORDS = {
    "taken": "Taken from the file",
    "kept": "Changed here, kept",
    "same": "Changed to the same on both sides",
    "conflict": "Changed on both sides",
    "refused": "Cannot be taken in",
}
_ROW_OUTCOME_WORDS = {
    "changed": "Changed",
    "kept": "Kept",
    "unchanged": "Unchanged",
    "asked": "To be settled",
    "left_out": "Left out",
}


def field_heading(name: str, language: Language) -> str:
    """Return the heading over a column, or over its key or revision."""
    return text(_HEADING_WORDS[name], language)


def field_meaning(name: str, language: Language) -> str:
    """Say what a column holds."""
    return text(_MEANING_WORDS[name], language)


def cell_outcome(outcome: str, language: Language) -> str:
    """Say what becomes of a cell."""
    return text(_CELL_OUTCOME_WORDS[outcome], language)


def row_outcome(outcome: str, language: Language) -> str:
    """Say what becomes of a row."""
    return text(_ROW_OUTCOME_WORDS[outcome], language)


def shown(field: Described, value: str, language: Language, rooms: Mapping[RoomId, str]) -> str:
    """Return what people read for a value that is written as in ``fields``."""
    if not value:
        return ""
    try:
        return _shown(field, value, language, rooms)
    except ValueError:
        return value  # as somebody typed it, which nobody could read


def _shown(field: Described, value: str, language: Language, rooms: Mapping[RoomId, str]) -> str:
    match field.kind:
        case "day":
            return day_short(date.fromisoformat(value), language)
        case "hour":
            return hour(time.fromisoformat(value), language)
        case "choice":
            return _word(field, _member(field, value), language)
    return cell_text(field, value, language, rooms)


def cell_text(field: Described, value: str, language: Language, rooms: Mapping[RoomId, str]) -> str:
    """Return the text of a cell: words of a list in the language, a room by its name."""
    if not value:
        return ""
    match field.kind:
        case "choice":
            return _word(field, _member(field, value), language)
        case "flag":
            return text("yes", language) if value == "yes" else text("no", language)
        case "states":
            return "; ".join(state_name(code, language) for code in value.split(";"))
        case "room":
            names = {str(room): name for room, name in rooms.items()}
            return names.get(value, value)
    return value


def cell_words(
    field: Described, language: Language, *, rooms: Mapping[RoomId, str], states: Iterable[str]
) -> dict[str, str]:
    """Return what a cell may say and what it stands for; those of ``language`` come first.

    People write the words of a list in any of the four languages; a State's code names it too.
    """
    languages = (language, *(other for other in Language if other is not language))
    found: dict[str, str] = {}
    match field.kind:
        case "choice":
            pairs = [(_word(field, m, each), m.value) for each in languages for m in field.words]
        case "states":
            codes = tuple(states)
            pairs = [(state_name(code, each), code) for each in languages for code in codes]
            pairs += [(code, code) for code in codes]
        case "room":
            pairs = [(name, str(room)) for room, name in rooms.items()]
        case _:
            pairs = []
    for said, value in pairs:
        found.setdefault(said, value)
    return found


def _member(field: Described, value: str) -> StrEnum:
    for member in field.words:
        if member.value == value:
            return member
    raise ValueError(value)


def _word(field: Described, member: StrEnum, language: Language) -> str:
    if field.name == "status":
        return text(_STATUS_WORDS[member], language)
    return word(member, language)

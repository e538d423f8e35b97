"""Fields of records and their values in words, for whatever shows any kind of record."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from uuid import UUID

from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE, Slot
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, hour, moment, state_name
from convoca.i18n.field_words import field_name
from convoca.i18n.words import word

#: What a key refers to, where that has a name.
Names = Mapping[object, str]

_STATES = frozenset(
    {"country", "nationalities", "state", "states", "states_excluded", "territories", "territory"}
)
_NOT_FOR_READERS = frozenset({"id", "sha256", "version"})


def said(field: str, value: object, language: Language, names: Names) -> tuple[str, ...]:
    """Return the value of ``field`` in words, one line per item; nothing where it is empty."""
    if isinstance(value, tuple):
        return tuple(line for item in value for line in said(field, item, language, names))
    if value is None or value == "":
        return ()
    return (_one(field, value, language, names),)


def _one(field: str, value: object, language: Language, names: Names) -> str:
    match value:
        case UUID():
            words = names.get(value, str(value)[:8])
        case bool():
            words = text("yes", language) if value else text("no", language)
        case Enum():
            words = word(value, language)
        case Slot():
            words = moment(value.start, value.zone, language)
        case date() | time():
            words = _when(value, language)
        case _ if is_dataclass(value):
            words = " · ".join(_parts(value, language, names))
        case _:
            words = state_name(str(value), language) if field in _STATES else str(value)
    return words


def _when(value: date | time, language: Language) -> str:
    if isinstance(value, datetime):
        return moment(value, SEAT_ZONE, language)
    return day(value, language) if isinstance(value, date) else hour(value, language)


def _parts(record: object, language: Language, names: Names) -> Iterator[str]:
    """Word what a part of a record says; a number or a yes needs the name of its field."""
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if field.name in _NOT_FOR_READERS or value is False:
            continue
        if value is True:
            yield field_name(field.name, language)
        elif isinstance(value, int):
            yield f"{field_name(field.name, language)}: {value}"
        else:
            yield from said(field.name, value, language, names)


def shown_fields(record: object) -> tuple[str, ...]:
    """Return the fields of a record that say something to people."""
    return tuple(f.name for f in fields(record) if f.name not in _NOT_FOR_READERS)  # type: ignore[arg-type]

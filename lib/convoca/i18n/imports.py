"""What an import tells, in words: the templates come with the remark, the values with the file."""

from collections.abc import Mapping
from datetime import date, datetime

from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day

_OUTCOME_WORDS = {
    "create": "New",
    "update": "Changed",
    "unchanged": "Unchanged",
    "left_out": "Left out",
    "error": "Wrong",
}
_ORDER_WORDS = {"day": "day", "month": "month"}


def outcome(key: str, language: Language) -> str:
    """Say what becomes of a row."""
    return text(_OUTCOME_WORDS[key], language)


def problem(template: str, values: Mapping[str, object], language: Language) -> str:
    """Say what is wrong or strange, its dates written as people read them."""
    worded = {name: _worded(name, value, language) for name, value in values.items()}
    return text(template, language, **worded)


def remedy(template: str, values: Mapping[str, object], language: Language) -> str:
    """Say how to mend it, its dates written as the file should have them (2026-04-07)."""
    return text(template, language, **values) if template else ""


def _worded(name: str, value: object, language: Language) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return day(value, language)
    if name == "order":
        return text(_ORDER_WORDS[str(value)], language)
    return value

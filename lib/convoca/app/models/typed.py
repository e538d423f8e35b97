"""What people have typed, as JSON can hold it: one shape for the inputs of a form, its draft and its model.

A draft may come from an older version of a form, so whatever does not fit is read as empty.
"""

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from convoca.services.importing.text import clean_line, clean_text

Values = Mapping[str, object]
Choice = TypeVar("Choice", bound=StrEnum)


class Typed:
    """Reads the values of a form, cleaned of what cannot be printed."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def line(self, name: str) -> str:
        return clean_line(self._text(name))

    def text(self, name: str) -> str:
        """Return what was typed, its line breaks kept."""
        return clean_text(self._text(name))

    def lines(self, name: str) -> tuple[str, ...]:
        """Return the lines of a text that are not empty."""
        return tuple(line for line in self.text(name).split("\n") if line)

    def flag(self, name: str) -> bool:
        return self._values.get(name) is True

    def number(self, name: str, default: int = 0) -> int:
        value = self._values.get(name)
        return value if isinstance(value, int) else default

    def day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self._text(name))
        except ValueError:
            return None

    def hour(self, name: str) -> time | None:
        try:
            return time.fromisoformat(self._text(name))
        except ValueError:
            return None

    def second(self, name: str) -> bool | None:
        """Return which of an hour that the clocks show twice was meant; None where nobody said."""
        return {"first": False, "second": True}.get(self._text(name))

    def key(self, name: str) -> UUID | None:
        return _key(self._text(name))

    def keys(self, name: str) -> tuple[UUID, ...]:
        """Return the keys of records that were chosen."""
        return tuple(key for item in self.words(name) if (key := _key(item)))

    def words(self, name: str) -> tuple[str, ...]:
        """Return what was chosen from a list, e.g. codes of States."""
        return tuple(item for item in self._items(name) if isinstance(item, str))

    def choice(self, name: str, default: Choice) -> Choice:
        try:
            return type(default)(self._text(name))
        except ValueError:
            return default

    def rows(self, name: str) -> "tuple[Typed, ...]":
        return tuple(Typed(item) for item in self._items(name) if isinstance(item, Mapping))

    def part(self, name: str) -> Values:
        value = self._values.get(name)
        return value if isinstance(value, Mapping) else {}

    def _text(self, name: str) -> str:
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def _items(self, name: str) -> tuple[object, ...]:
        value = self._values.get(name)
        return tuple(value) if isinstance(value, list | tuple) else ()


def _key(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def as_json(value: object) -> object:
    """Return the value of a record's field as a form holds it.

    >>> as_json((date(2027, 3, 8), time(9)))
    ['2027-03-08', '09:00']
    """
    match value:
        case tuple() | list():
            return [as_json(item) for item in value]
        case time():
            return f"{value:%H:%M}"
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case UUID():
            return str(value)
        case _:
            return "" if value is None else value

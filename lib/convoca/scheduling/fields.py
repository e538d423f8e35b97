"""Values of a document from outside, each with the path by which a person finds it again.

Every method raises InvalidValue with that path where the value is not what it has to be.
"""

from dataclasses import dataclass
from datetime import date, time

from convoca.domain.errors import InvalidValue

#: Longest name or sentence that is taken in, in characters.
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Field:
    """One value, e.g. ``Field(4, "events[3].duration")``."""

    value: object
    path: str

    def of(self, key: str) -> "Field":
        """Return what an object holds under ``key``, which it must have."""
        found = self._object()
        if key not in found:
            raise InvalidValue(self._below(key), "This is missing.")
        return Field(found[key], self._below(key))

    def of_or_null(self, key: str) -> "Field | None":
        """Return what an object holds under ``key``, which it must have; None where that is null."""
        found = self.of(key)
        return None if found.value is None else found

    def get(self, key: str) -> "Field | None":
        """Return what an object holds under ``key``; None where that is nothing or null."""
        value = self._object().get(key)
        return None if value is None else Field(value, self._below(key))

    def pairs(self, *, most: int) -> list[tuple[str, "Field"]]:
        """Return the keys of an object with what they hold."""
        found = self._object()
        self._not_longer(len(found), most)
        return [(key, Field(value, self._below(key))) for key, value in found.items()]

    def each(self, *, most: int) -> list["Field"]:
        if not isinstance(self.value, list):
            raise InvalidValue(self.path, "{value} is no list.", value=self._shown())
        self._not_longer(len(self.value), most)
        return [Field(value, f"{self.path}[{i}]") for i, value in enumerate(self.value)]

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``; 4.0 is one, true is none."""
        value = self.value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise InvalidValue(
                self.path,
                "{value} is no whole number from {low} to {high}.",
                value=self._shown(),
                low=low,
                high=high,
            )
        return value

    def number(self, low: float, high: float) -> float:
        value = self.value
        if (
            not isinstance(value, int | float)
            or isinstance(value, bool)
            or not low <= value <= high  # so is not a number that is none, or infinite
        ):
            raise InvalidValue(
                self.path,
                "{value} is no number from {low} to {high}.",
                value=self._shown(),
                low=low,
                high=high,
            )
        return float(value)

    def word(self) -> str:
        """Return a name: not empty, and nothing in it that a terminal or page would obey."""
        value = self.line()
        if not value.strip():
            raise InvalidValue(self.path, "A name is missing.")
        return value

    def line(self) -> str:
        """Return one line of text, perhaps an empty one."""
        value = self.value
        if not isinstance(value, str) or len(value) > _LONGEST or not value.isprintable():
            raise InvalidValue(
                self.path,
                "{value} is no text of one line and at most {most} characters.",
                value=self._shown(),
                most=_LONGEST,
            )
        return value

    def choice(self, among: tuple[str, ...]) -> str:
        if self.value not in among:
            raise InvalidValue(
                self.path,
                "{value} is none of: {among}.",
                value=self._shown(),
                among=", ".join(among),
            )
        return str(self.value)

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise InvalidValue(self.path, "{value} is neither true nor false.", value=self._shown())
        return self.value

    def day(self) -> date:
        try:
            return date.fromisoformat(self.word())
        except ValueError:
            raise InvalidValue(
                self.path, "{value} is no day. Write it as 2027-03-08.", value=self._shown()
            ) from None

    def hour(self) -> time:
        try:
            found = time.fromisoformat(self.word())
        except ValueError:
            raise InvalidValue(
                self.path, "{value} is no hour. Write it as 09:30.", value=self._shown()
            ) from None
        return found.replace(tzinfo=None)

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Return two whole numbers, the first below the second; both are cut to ``low`` and ``high``."""
        ends = self.each(most=2)
        if len(ends) != 2:
            raise InvalidValue(self.path, "A span has two ends.")
        start, end = (end.whole(-_FAR, _FAR) for end in ends)
        if start >= end:
            raise InvalidValue(
                self.path, "A span ends after it begins: [{start}, {end}].", start=start, end=end
            )
        return min(max(start, low), high), min(max(end, low), high)

    def spans(self, low: int, high: int) -> tuple[tuple[int, int], ...]:
        """Return the spans of a list; what lies wholly outside ``low`` to ``high`` is left out."""
        found = [field.span(low, high) for field in self.each(most=MOST_SPANS)]
        return tuple((start, end) for start, end in found if start < end)

    def _object(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            raise InvalidValue(
                self.path, "{value} is no object in curly brackets.", value=self._shown()
            )
        return self.value

    def _not_longer(self, length: int, most: int) -> None:
        if length > most:
            raise InvalidValue(
                self.path, "Holds {length}; at most {most} are taken in.", length=length, most=most
            )

    def _below(self, key: str) -> str:
        name = shown(key)
        return f"{self.path}.{name}" if self.path else name

    def _shown(self) -> str:
        if isinstance(self.value, dict | list):
            return "{…}" if isinstance(self.value, dict) else "[…]"
        if isinstance(self.value, int) and abs(self.value) > _FAR:
            return "…"
        return "null" if self.value is None else shown(self.value)


#: Farther than any grain of any period.
_FAR = 10**15
MOST_SPANS = 10_000


def shown(value: object) -> str:
    """Return a value from outside, short and without anything that a terminal would obey."""
    words = "".join(c if c.isprintable() else "�" for c in str(value)[:80])
    return words[:60] + "…" if len(words) > 60 else words

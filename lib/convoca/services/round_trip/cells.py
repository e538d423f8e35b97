"""Reads a cell as people typed it and writes it the one way in which it can be compared.

Raises Unclear with the code of what is wrong; nothing that can mean two things is guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from convoca.domain.identifiers import RoomId
from convoca.services.folding import fold
from convoca.services.importing.choices import FLAGS
from convoca.services.importing.dates import DateOrder, read_date, read_time
from convoca.services.importing.remark import Unclear
from convoca.services.importing.row import FIRST_YEAR, MOST_DIGITS, YEARS_AHEAD
from convoca.services.importing.table import Value
from convoca.services.importing.text import clean_line, clean_text
from convoca.services.round_trip.fields import LINE, NO, TEXT, YES, CellKind, Field, states_text

_HALF_A_SECOND = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellReader:
    """Reads cells. ``words``, by field, are those that went out: what is shown -> what it stands for.

    ``rooms`` are those of the period now; ``order`` says which of two numbers is the day.
    """

    words: Mapping[str, Mapping[str, str]]
    rooms: Mapping[RoomId, str] = field(default_factory=dict)
    order: DateOrder | None = None
    today: date

    def read(self, column: Field, value: Value) -> str:
        """Return what a cell says, written as in ``fields``. Raises Unclear."""
        if isinstance(value, str):
            value = clean_text(value)
        if value is None or value == "":
            return NO if column.kind is CellKind.FLAG else ""
        return _READERS[column.kind](self, column, value)

    def refuse(self, column: Field, text: str) -> None:
        """Raise Unclear for what can be read and is no value for the field."""
        if not text:
            if column.is_needed:
                raise Unclear("missing_value")
            return
        match column.kind:
            case CellKind.NUMBER if not column.least <= int(text) <= column.most:
                raise Unclear("number_out_of_range", least=column.least, most=column.most)
            case CellKind.DAY:
                self._refuse_unlikely_year(date.fromisoformat(text))
            case CellKind.LINE | CellKind.TEXT:
                most = LINE if column.kind is CellKind.LINE else TEXT
                if len(text) > most:
                    raise Unclear("too_long", length=len(text), most=most)
            case CellKind.ROOM if text not in {str(room) for room in self.rooms}:
                raise Unclear("room_gone", known="; ".join(self.rooms.values()))

    def _refuse_unlikely_year(self, day: date) -> None:
        last = self.today.year + YEARS_AHEAD
        if not FIRST_YEAR <= day.year <= last:
            raise Unclear("year_unlikely", least=FIRST_YEAR, most=last)


def _line(_reader: CellReader, _column: Field, value: Value) -> str:
    return clean_line(_as_text(value))


def _text(_reader: CellReader, _column: Field, value: Value) -> str:
    return _as_text(value)


def _day(reader: CellReader, _column: Field, value: Value) -> str:
    return read_date(value, reader.order).isoformat()


def _hour(_reader: CellReader, _column: Field, value: Value) -> str:
    # A sheet keeps an hour as the fraction of a day, and may be a hair beside it.
    moment = datetime.combine(date(2000, 1, 1), read_time(value)) + _HALF_A_SECOND
    hour = moment.time()
    if hour.second:
        raise Unclear("time_unreadable")
    return f"{hour:%H:%M}"


def _number(_reader: CellReader, _column: Field, value: Value) -> str:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value) if len(value) < MOST_DIGITS else None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unclear("number_unreadable")
    return str(value)


def _choice(reader: CellReader, column: Field, value: Value) -> str:
    known = reader.words.get(column.name, {})
    members = {member.value: member.value for member in column.words}
    found = _found(str(value), known) or _found(str(value), members)
    if found not in members:
        raise Unclear("choice_unknown", known="; ".join(known))
    return found


def _flag(_reader: CellReader, _column: Field, value: Value) -> str:
    shown = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    found = FLAGS.get(fold(shown))
    if found is None:
        raise Unclear("flag_unreadable")
    return YES if found else NO


def _states(reader: CellReader, column: Field, value: Value) -> str:
    known = reader.words.get(column.name, {})
    codes = []
    for named in _as_text(value).replace("\n", ";").split(";"):
        # The name of a State may hold a comma itself.
        for part in [named] if _found(named, known) else named.split(","):
            if not part.strip():
                continue
            code = _found(part, known)
            if code is None:
                raise Unclear("state_unknown", read=part.strip())
            codes.append(code)
    return states_text(codes)


def _room(reader: CellReader, column: Field, value: Value) -> str:
    known = reader.words.get(column.name, {})
    shown = clean_line(_as_text(value))
    if shown in known:
        return known[shown]
    now = {str(room): name for room, name in reader.rooms.items()}
    found = {room for room, name in now.items() if fold(name) == fold(shown)}
    found |= {room for name, room in known.items() if fold(name) == fold(shown)}
    if len(found) > 1:
        raise Unclear("room_doubtful", known="; ".join(now.values()))
    if not found:
        raise Unclear("room_unknown", known="; ".join(now.values()))
    return found.pop()


_READERS: Mapping[CellKind, Callable[[CellReader, Field, Value], str]] = {
    CellKind.LINE: _line,
    CellKind.TEXT: _text,
    CellKind.DAY: _day,
    CellKind.HOUR: _hour,
    CellKind.NUMBER: _number,
    CellKind.CHOICE: _choice,
    CellKind.FLAG: _flag,
    CellKind.STATES: _states,
    CellKind.ROOM: _room,
}


def _as_text(value: Value) -> str:
    """Return text; a whole number is its digits, anything else lost something on its way."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value)
    raise Unclear("not_text")


def _found(shown: str, known: Mapping[str, str]) -> str | None:
    """Find a word as it went out, or folded as people write it."""
    if shown.strip() in known:
        return known[shown.strip()]
    wanted = fold(shown)
    return next((value for word, value in known.items() if fold(word) == wanted), None)

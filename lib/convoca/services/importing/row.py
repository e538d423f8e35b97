"""Reads the cells of one row, and gathers what there is to say about them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import TypeVar

from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language
from convoca.domain.member import Precision
from convoca.domain.slot import SEAT_ZONE, instant, local_instant, zone_info
from convoca.services.folding import fold
from convoca.services.importing import dates as reading
from convoca.services.importing.choices import FLAGS, LANGUAGES
from convoca.services.importing.remark import Level, RowRemark, Unclear, remark
from convoca.services.importing.table import Row, Table, Value
from convoca.services.importing.text import clean_line, clean_text, holds_unprintable
from convoca.services.importing.words import REMEDY_WORDS

T = TypeVar("T")

LINE = 300
TEXT = 20_000
MOST_DIGITS = 18
#: The Commission was founded in 1959; nothing is planned further ahead than this.
FIRST_YEAR = 1959
YEARS_AHEAD = 20
#: What releases print for the seat's clock, in summer and winter alike (PRACTICE 2.4).
SEAT_LABELS = frozenset({"est", "edt", "et", "eastern time", "washington", "washington dc"})


class RowReader:
    """One row of a table. What cannot be read becomes a remark and reads as nothing."""

    def __init__(
        self,
        table: Table,
        row: Row,
        columns: Mapping[str, int],
        *,
        today: date,
        order: reading.DateOrder | None = None,
    ) -> None:
        self.number = row.number
        self.subject = ""
        self.remarks: list[RowRemark] = []
        self.today = today
        self._table = table
        self._row = row
        self._columns = columns
        self._order = order
        if row.overflows:
            self.wrong("row_overflows")

    # What there is to say

    @property
    def is_wrong(self) -> bool:
        return any(r.level is Level.ERROR for r in self.remarks)

    @property
    def is_left_out(self) -> bool:
        return any(r.level is Level.LEFT_OUT for r in self.remarks)

    def note(self, code: str, field: str = "", **values: object) -> None:
        self._say(code, Level.NOTE, field, values)

    def leave_out(self, code: str, field: str = "", **values: object) -> None:
        self._say(code, Level.LEFT_OUT, field, values)

    def wrong(self, code: str, field: str = "", **values: object) -> None:
        self._say(code, Level.ERROR, field, values)

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Turn what the domain refuses into a remark: the domain's own sentence."""
        try:
            yield
        except InvalidValue as error:
            if self.is_wrong:
                return  # it follows from what was told already
            self.remarks.append(
                RowRemark(
                    code=f"refused_{error.field}",
                    level=Level.ERROR,
                    problem=error.detail,
                    remedy=REMEDY_WORDS["refused"],
                    values={k: v for k, v in error.values.items() if k not in {"field", "detail"}},
                    row=self.number,
                    column=self._where(error.field),
                    read=str(self.value(error.field) or "") if error.field else "",
                )
            )

    def _say(self, code: str, level: Level, field: str, values: Mapping[str, object]) -> None:
        told = dict(values)
        read = told.pop("read", None)
        if read is None and field:
            read = self.value(field)
        said = remark(
            code, level, row=self.number, column=self._where(field), read=_shown(read), **told
        )
        if said not in self.remarks:  # a cell may be read for more than one purpose
            self.remarks.append(said)

    def _where(self, field: str) -> str:
        return self._table.column(self._columns[field]) if field in self._columns else ""

    # What the cells hold

    def value(self, field: str) -> Value:
        index = self._columns.get(field)
        if index is None or index >= len(self._row.values):
            return None
        return self._row.values[index]

    def says(self, field: str) -> bool:
        """Return whether the cell holds anything."""
        return self._cell(field) is not None

    def needs(self, *fields: str) -> bool:
        """Leave the row out where one of these cells is empty."""
        empty = [f for f in fields if self.value(f) is None and not self._is_unreadable(f)]
        for field in empty:
            self.leave_out("missing_value", field)
        return not empty

    def line(self, field: str, most: int = LINE) -> str:
        return self._words(field, most, clean_line)

    def text(self, field: str, most: int = TEXT) -> str:
        return self._words(field, most, clean_text)

    def several(self, field: str) -> tuple[str, ...]:
        """Return the entries of a cell, separated by semicolons or line breaks, each once."""
        parts = self.text(field).replace("\n", ";").split(";")
        return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))

    def flag(self, field: str) -> bool | None:
        return self._choice(field, FLAGS, "flag_unreadable")

    def choice(self, field: str, words: Mapping[str, T]) -> T | None:
        return self._choice(field, words, "choice_unknown")

    def whole(self, field: str, least: int, most: int) -> int | None:
        value = self._cell(field)
        if isinstance(value, str):
            digits = clean_line(value)
            if digits.isascii() and digits.isdigit() and len(digits) < MOST_DIGITS:
                value = int(digits)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong("number_unreadable", field)
            return None
        if not least <= value <= most:
            self.wrong("number_out_of_range", field, least=least, most=most)
            return None
        return value

    def day(self, field: str) -> date | None:
        day = self._read(field, lambda value: reading.read_date(value, self._order))
        return day if day is None or self._year_is_likely(field, day) else None

    def days(self, field: str) -> tuple[date, ...]:
        value = self.value(field)
        if not isinstance(value, str):
            day = self.day(field)
            return (day,) if day else ()
        days = []
        for part in self.several(field):
            try:
                days.append(reading.read_date(part, self._order))
            except Unclear as unclear:
                self.wrong(unclear.code, field, **{"read": part, **unclear.values})
        return tuple(sorted(set(days)))

    def partial_day(self, field: str) -> tuple[date, Precision] | None:
        read = self._read(field, lambda value: reading.read_partial_date(value, self._order))
        return read if read is None or self._year_is_likely(field, read[0]) else None

    def hour(self, field: str) -> time | None:
        return self._read(field, reading.read_time)

    def zone(self, field: str) -> str:
        """Return the name of a zone; what releases print for the seat is read as the seat's."""
        label = self.line(field, 60)
        if fold(label) in SEAT_LABELS:
            self.note("zone_label", field, zone=SEAT_ZONE)
            return SEAT_ZONE
        if label and label != "UTC" and "/" not in label:
            self.wrong("zone_unknown_label", field)
            return ""
        with self.refusing():
            zone_info(label or SEAT_ZONE)
            return label
        return ""

    def instant(
        self, field: str, *, day_alone: time, zone: str = "", told: bool
    ) -> datetime | None:
        """Return the instant of a cell in UTC; a day alone is taken at ``day_alone`` at the seat.

        ``told`` says whether taking that hour deserves a remark.
        """
        moment = self._read(field, lambda value: reading.read_moment(value, self._order))
        if moment is None or not self._year_is_likely(field, moment):
            return None
        if not isinstance(moment, datetime):
            if told:
                self.note("noon_assumed", field)
            return local_instant(moment, day_alone, SEAT_ZONE)
        return self.on_the_clock(field, moment, zone)

    def on_the_clock(self, field: str, moment: datetime, zone: str) -> datetime | None:
        """Return the instant of a wall time in ``zone``; of the seat where no zone is stated."""
        if moment.tzinfo is not None:
            return instant(moment)
        if not zone:
            self.note("seat_time_assumed", field)
        with self.refusing():
            return local_instant(moment.date(), moment.time(), zone or SEAT_ZONE)
        return None

    def languages(self, field: str) -> tuple[Language, ...]:
        read = []
        for word in self.several(field):
            for part in word.split(","):
                language = LANGUAGES.get(fold(part))
                if language is None:
                    self.wrong("language_unknown", field, read=part.strip())
                else:
                    read.append(language)
        return tuple(dict.fromkeys(read))

    # How they are read

    def _is_unreadable(self, field: str) -> bool:
        index = self._columns.get(field, -1)
        return (self.number, index) in self._table.unreadable

    def _cell(self, field: str) -> Value:
        """Return the value, or nothing and a remark where the file itself could not say it."""
        if self._is_unreadable(field):
            self.wrong(self._table.unreadable[self.number, self._columns[field]], field)
            return None
        return self.value(field)

    def _words(self, field: str, most: int, clean: Callable[[str], str]) -> str:
        value = self._cell(field)
        if value is None:
            return ""
        if not isinstance(value, str):
            return _shown(value)
        if holds_unprintable(value):
            self.note("characters_removed", field)
        words = clean(value)
        if len(words) > most:
            self.wrong("too_long", field, length=len(words), most=most)
            return ""
        return words

    def _choice(self, field: str, words: Mapping[str, T], code: str) -> T | None:
        value = self._cell(field)
        if value is None:
            return None
        found = words.get(fold(_shown(value)[:LINE]))
        if found is None:
            known = ", ".join(dict.fromkeys(str(choice) for choice in words.values()))
            self.wrong(code, field, known=known)
        return found

    def _read(self, field: str, read: Callable[[Value], T]) -> T | None:
        value = self._cell(field)
        if value is None:
            return None
        try:
            return read(clean_line(value) if isinstance(value, str) else value)
        except Unclear as unclear:
            self.wrong(unclear.code, field, **unclear.values)
            return None

    def _year_is_likely(self, field: str, day: date) -> bool:
        last = self.today.year + YEARS_AHEAD
        if FIRST_YEAR <= day.year <= last:
            return True
        self.wrong("year_unlikely", field, least=FIRST_YEAR, most=last)
        return False


def _shown(value: object) -> str:
    """Write a value as people see it; 90.0 is 90."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

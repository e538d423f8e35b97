"""Dates and times as people write them. What can mean two days is never guessed.

Raises Unclear with the code of what is wrong.
"""

import re
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from convoca.domain.member import Precision
from convoca.services.folding import fold
from convoca.services.importing.remark import Unclear
from convoca.services.importing.table import Value

FIRST_YEAR = 1900
SERIAL_ORIGIN = date(1899, 12, 30)

#: The months as Spanish, English, Portuguese and French write them, without accents.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "enero ene january jan janeiro janvier janv",
            "febrero feb february fevereiro fev fevrier fevr",
            "marzo mar march marco mars",
            "abril abr april apr avril avr",
            "mayo may maio mai",
            "junio jun june junho juin",
            "julio jul july julho juillet juil",
            "agosto ago august aug aout",
            "septiembre setiembre sep sept set september setembro septembre",
            "octubre oct october outubro out octobre",
            "noviembre nov november novembro novembre",
            "diciembre dic december dec dezembro dez decembre",
        ),
        start=1,
    )
    for name in names.split()
}

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2}|\d{4})")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?: ?(?:o|a|er|st|nd|rd|th))? (?:de |of )?([a-z]+) (?:de |del )?(\d{2,4})"
)
_MONTH_DAY = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{2,4})")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2})(?:\.\d+)?)?h?(am|pm)?")


class DateOrder(StrEnum):
    """Which of two numbers is the day, where a person has said so."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


def read_date(value: Value, order: DateOrder | None = None) -> date:
    """Return the day of a cell: a real date, ISO text, or text that can mean one day only."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool | int | float):
        raise _bare_number(value)
    if not isinstance(value, str):
        raise Unclear("date_unreadable")
    text = value.strip()
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _NUMBERS.fullmatch(text):
        return _of_numbers(int(match[1]), int(match[3]), match[4], order)
    if _PARTIAL.fullmatch(text) and not re.fullmatch(r"\d{5,}", text):
        raise Unclear("date_incomplete")
    if re.fullmatch(r"\d+(\.\d+)?", text):
        raise _bare_number(float(text))
    return _of_words(text)


def read_partial_date(value: Value, order: DateOrder | None = None) -> tuple[date, Precision]:
    """Return the first day that a cell can mean, and how exact it is: ``2010-02``, ``2018``."""
    if isinstance(value, float | int) and not isinstance(value, bool) and float(value).is_integer():
        value = str(int(value))
    if isinstance(value, str) and (match := _PARTIAL.fullmatch(value.strip())):
        year, month = int(match[1]), match[2]
        precision = Precision.MONTH if month else Precision.YEAR
        return _day(year, int(month or 1), 1), precision
    return read_date(value, order), Precision.DAY


def read_time(value: Value) -> time:
    """Return the time of a cell: a real time, ``09:30``, ``9:00 a. m.``, ``14 h 30``, ``2pm``."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    if not isinstance(value, str):
        raise Unclear("time_unreadable")
    text = re.sub(r"[\s\u00a0\u202f]", "", value.casefold())
    text = re.sub(r"([ap])\.?m\.?$", r"\1m", text)
    match = _TIME.fullmatch(text)
    if not match or not (match[2] or match[4] or text.endswith("h")):
        raise Unclear("time_unreadable")
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            raise Unclear("time_unreadable")
        hour = hour % 12 + (12 if match[4] == "pm" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise Unclear("time_unreadable") from None


def read_moment(value: Value, order: DateOrder | None = None) -> date | datetime:
    """Return an instant with its offset, a wall time without one, or a day alone."""
    if not isinstance(value, str):
        if isinstance(value, datetime) and value.time() == time():
            return value.date()
        return value if isinstance(value, date) else read_date(value)
    text = value.strip()
    if re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", text):
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass  # not ISO after all: a date and a time as people write them
    if match := re.fullmatch(r"(\S+?),?\s+(\d{1,2}\s*[:.h].*|\d{1,2}\s*[ap]\.?\s?m\.?)", text):
        day = read_date(match[1], order)
        return datetime.combine(day, read_time(match[2]))  # its zone comes apart
    return read_date(text, order)


def _of_numbers(a: int, b: int, year: str, order: DateOrder | None) -> date:
    if len(year) == 2:
        raise Unclear("date_two_digit_year")
    y = int(year)
    day_first, month_first = _maybe(y, b, a), _maybe(y, a, b)
    if order is not None:
        chosen = day_first if order is DateOrder.DAY_FIRST else month_first
        if chosen is None and (day_first or month_first):
            raise Unclear("date_against_order", order=order.split("-", 1)[0])
        return chosen or _day(y, b, a)
    if day_first and month_first and day_first != month_first:
        raise Unclear("date_ambiguous", first=day_first, second=month_first)
    return day_first or month_first or _day(y, b, a)


def _of_words(text: str) -> date:
    plain = fold(text)
    if match := _DAY_MONTH.fullmatch(plain):
        day, name, year = match[1], match[2], match[3]
    elif match := _MONTH_DAY.fullmatch(plain):
        name, day, year = match[1], match[2], match[3]
    else:
        raise Unclear("date_unreadable")
    if name not in MONTHS:
        raise Unclear("date_unreadable")
    if len(year) != 4:
        raise Unclear("date_two_digit_year")
    return _day(int(year), MONTHS[name], int(day))


def _maybe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> date:
    found = _maybe(year, month, day)
    if found is None:
        raise Unclear("date_impossible")
    return found


def _bare_number(value: float) -> Unclear:
    """Tell of a spreadsheet's count of days: likely a date, and not told as one."""
    if not isinstance(value, bool) and 1 <= value < 2_958_466:
        likely = SERIAL_ORIGIN + timedelta(days=int(value))
        if likely.year >= FIRST_YEAR:
            return Unclear("date_serial", likely=likely)
    return Unclear("date_bare_number")

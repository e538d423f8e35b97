"""Dates, hours, periods and States as people write them in each language (Unicode CLDR)."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.lists import format_list

from convoca.domain.language import Language
from convoca.domain.slot import instant, zone_info
from convoca.i18n.catalogue import text


def day(value: date, language: Language) -> str:
    """Write a date in full.

    >>> day(date(2022, 1, 16), Language.SPANISH)
    '16 de enero de 2022'
    """
    return _first_of_month(format_date(value, "long", locale=_locale(language)), value, language)


def day_short(value: date, language: Language) -> str:
    """Write a date for a narrow column, its month in letters.

    >>> day_short(date(2022, 1, 16), Language.ENGLISH)
    'Jan 16, 2022'
    """
    return format_date(value, "medium", locale=_locale(language))


def weekday(value: date, language: Language) -> str:
    """Write a day of a period, whose year is known, with its weekday.

    >>> weekday(date(2027, 3, 8), Language.SPANISH)
    'lun, 8 mar'
    """
    return format_skeleton("MMMEd", value, locale=_locale(language))


def hour(value: time, language: Language) -> str:
    """Write a wall time, e.g. 2:00 PM or 14:00."""
    return _plain(format_time(value, "short", locale=_locale(language)))


def moment(value: datetime, zone: str, language: Language) -> str:
    """Write an instant on the wall clock of ``zone``, with the weekday and the name of the hour.

    The name follows the date: daylight time in summer is not called standard time.
    """
    local = instant(value).astimezone(zone_info(zone))
    when = f"{day_in_full(local.date(), language)}, {hour(local.time(), language)}"
    return f"{when} ({zone_name(value, zone, language)})"


def day_in_full(value: date, language: Language) -> str:
    """Write a date in full with its weekday.

    >>> day_in_full(date(2027, 3, 8), Language.ENGLISH)
    'Monday, March 8, 2027'
    """
    full = format_date(value, "full", locale=_locale(language))
    return _first_of_month(full, value, language)


def zone_name(value: datetime, zone: str, language: Language) -> str:
    """Name the hour that ``zone`` has at an instant, e.g. Eastern Daylight Time."""
    local = instant(value).astimezone(zone_info(zone))
    return format_datetime(local, "zzzz", locale=_locale(language))


def list_of(words: Iterable[str], language: Language) -> str:
    """Join words as a sentence does.

    >>> list_of(["Peru", "Chile", "Cuba"], Language.FRENCH)
    'Peru, Chile et Cuba'
    """
    return format_list(list(words), locale=_locale(language))


def length_in_days(days: int, language: Language) -> str:
    """Write a number of days. CLDR's own pattern is incomplete in Portuguese (Babel 2.18)."""
    if days == 1:
        return text("1 day", language)
    return text("{count} days", language, count=days)


def length_in_months(months: int, language: Language) -> str:
    """Write a number of calendar months."""
    if months == 1:
        return text("1 calendar month", language)
    return text("{count} calendar months", language, count=months)


def ordinal_of_period(number: int, language: Language) -> str:
    """Name a period of sessions by its number.

    >>> ordinal_of_period(191, Language.ENGLISH)
    '191st period of sessions'
    """
    match language:
        case Language.SPANISH:
            return f"{number}.º período de sesiones"
        case Language.PORTUGUESE:
            return f"{number}º período de sessões"
        case Language.FRENCH:
            return f"{number}{'re' if number == 1 else 'e'} période de sessions"
        case _:
            return f"{number}{_english_suffix(number)} period of sessions"


def state_name(code: str, language: Language) -> str:
    """Return what a State is called; a code that CLDR does not know stands for itself.

    >>> state_name("BR", Language.SPANISH)
    'Brasil'
    """
    return str(_locale(language).territories.get(code, code))


def language_name(code: str, language: Language) -> str:
    """Return what a language is called; a code that CLDR does not know stands for itself.

    >>> language_name("fr", Language.SPANISH)
    'francés'
    """
    return str(_locale(language).languages.get(code, code))


def _first_of_month(written: str, value: date, language: Language) -> str:
    """Write the first of a month as an ordinal, as French and Portuguese do and CLDR does not."""
    ordinal = {Language.FRENCH: "1er", Language.PORTUGUESE: "1º"}.get(language)
    if value.day != 1 or ordinal is None:
        return written
    return re.sub(r"\b1(?= )", ordinal, written, count=1)


def _english_suffix(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _plain(written: str) -> str:
    # CLDR sets a narrow no-break space before AM and PM, which many fonts of offices lack.
    return written.replace("\u202f", "\u00a0")


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse(str(language))

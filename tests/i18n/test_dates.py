from datetime import UTC, date, datetime, time

import pytest

from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language
from convoca.i18n.dates import (
    day,
    day_short,
    hour,
    length_in_days,
    length_in_months,
    list_of,
    moment,
    ordinal_of_period,
    state_name,
)

EN, ES, PT, FR = Language


def in_all(write, *values) -> list[str]:
    return [write(*values, language) for language in (EN, ES, PT, FR)]


def test_a_day_is_written_as_each_language_writes_it():
    assert in_all(day, date(2022, 1, 16)) == [
        "January 16, 2022",
        "16 de enero de 2022",
        "16 de janeiro de 2022",
        "16 janvier 2022",
    ]


@pytest.mark.parametrize(
    ("value", "french", "portuguese"),
    [
        (date(2022, 1, 1), "1er janvier 2022", "1º de janeiro de 2022"),
        (date(2022, 1, 2), "2 janvier 2022", "2 de janeiro de 2022"),
        (date(2022, 1, 11), "11 janvier 2022", "11 de janeiro de 2022"),
        (date(2022, 1, 31), "31 janvier 2022", "31 de janeiro de 2022"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french_and_portuguese(value, french, portuguese):
    assert (day(value, FR), day(value, PT)) == (french, portuguese)


def test_a_short_day_has_its_month_in_letters():
    assert all("01" not in written for written in in_all(day_short, date(2022, 1, 16)))


def test_an_hour_is_written_with_12_or_24_hours():
    assert in_all(hour, time(14)) == ["2:00\u00a0PM", "14:00", "14:00", "14:00"]


def test_a_moment_is_written_on_the_clock_of_its_zone_under_the_name_of_its_season():
    summer, winter = (datetime(2022, month, 1, 18, tzinfo=UTC) for month in (7, 1))

    assert moment(summer, "America/New_York", EN) == (
        "Friday, July 1, 2022, 2:00\u00a0PM (Eastern Daylight Time)"
    )
    assert moment(winter, "America/New_York", EN) == (
        "Saturday, January 1, 2022, 1:00\u00a0PM (Eastern Standard Time)"
    )
    assert moment(summer, "America/New_York", FR).startswith("vendredi 1er juillet 2022, 14:00 (")
    assert moment(summer, "America/Bogota", ES).startswith("viernes, 1 de julio de 2022, 13:00 (")


def test_a_moment_has_an_offset():
    with pytest.raises(InvalidValue, match="offset"):
        moment(datetime(2022, 7, 1, 18), "America/New_York", EN)


def test_words_are_joined_as_in_a_sentence():
    assert list_of(["Peru", "Chile", "Cuba"], EN) == "Peru, Chile, and Cuba"
    assert list_of(["Perú", "Chile"], ES) == "Perú y Chile"
    assert list_of(["Cuba"], PT) == "Cuba"
    assert list_of([], FR) == ""


@pytest.mark.parametrize(
    ("number", "ordinal"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (112, "112th"),
        (113, "113th"),
        (121, "121st"),
        (191, "191st"),
        (192, "192nd"),
        (193, "193rd"),
        (200, "200th"),
    ],
)
def test_an_english_period_has_its_suffix(number, ordinal):
    assert ordinal_of_period(number, EN) == f"{ordinal} period of sessions"


def test_a_period_is_called_as_the_commission_calls_it():
    assert in_all(ordinal_of_period, 191)[1:] == [
        "191.º período de sesiones",
        "191º período de sessões",
        "191e période de sessions",
    ]
    assert ordinal_of_period(1, FR) == "1re période de sessions"


def test_a_state_has_its_name_in_each_language_and_an_unknown_code_stands_for_itself():
    assert in_all(state_name, "US") == [
        "United States",
        "Estados Unidos",
        "Estados Unidos",
        "États-Unis",
    ]
    assert state_name("ZQ", EN) == "ZQ"


def test_lengths_have_a_singular():
    assert [length_in_days(n, EN) for n in (1, 50)] == ["1 day", "50 days"]
    assert [length_in_months(n, EN) for n in (1, 2)] == ["1 calendar month", "2 calendar months"]

"""Dates and times as people write them: what can mean two days is asked about."""

from datetime import UTC, date, datetime, time

import pytest

from convoca.domain.member import Precision
from convoca.services.importing.dates import (
    DateOrder,
    read_date,
    read_moment,
    read_partial_date,
    read_time,
)
from convoca.services.importing.remark import Unclear

JULY = date(2026, 7, 20)


@pytest.mark.parametrize(
    "value",
    [
        JULY,
        datetime(2026, 7, 20, 9, 30),
        "2026-07-20",
        "2026/07/20",
        "2026-7-20",
        "2026-07-20 00:00:00",
        " 2026-07-20 ",
        "20/07/2026",
        "07/20/2026",
        "20.07.2026",
        "20-7-2026",
        "20 de julio de 2026",
        "20 de julho de 2026",
        "20 juillet 2026",
        "20 July 2026",
        "July 20, 2026",
        "20-jul-2026",
        "20th of July 2026",
        "20 DE JULIO DEL 2026",
    ],
)
def test_what_can_mean_one_day_only_is_that_day(value):
    assert read_date(value) == JULY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1er mars 2027", date(2027, 3, 1)),
        ("1º de março de 2027", date(2027, 3, 1)),
        ("5/5/2026", date(2026, 5, 5)),
        ("12 août 2026", date(2026, 8, 12)),
        ("3 de setiembre de 2026", date(2026, 9, 3)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_dates_in_four_languages(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize("text", ["07/04/2026", "7-4-2026", "12.11.2026", "1/12/2026"])
def test_what_can_mean_two_days_is_asked_about(text):
    with pytest.raises(Unclear) as unclear:
        read_date(text)
    assert unclear.value.code == "date_ambiguous"


def test_the_question_names_both_days():
    with pytest.raises(Unclear) as unclear:
        read_date("07/04/2026")
    assert unclear.value.values == {"first": date(2026, 4, 7), "second": date(2026, 7, 4)}


def test_a_stated_order_settles_it():
    assert read_date("07/04/2026", DateOrder.DAY_FIRST) == date(2026, 4, 7)
    assert read_date("07/04/2026", DateOrder.MONTH_FIRST) == date(2026, 7, 4)


def test_a_date_against_the_stated_order_is_not_turned_round():
    with pytest.raises(Unclear) as unclear:
        read_date("20/07/2026", DateOrder.MONTH_FIRST)
    assert (unclear.value.code, unclear.value.values) == ("date_against_order", {"order": "month"})


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2026-02-30", "date_impossible"),
        ("2027-02-29", "date_impossible"),
        ("31/04/2026", "date_impossible"),
        ("32/13/2026", "date_impossible"),
        ("31 de junio de 2026", "date_impossible"),
        ("20/07/26", "date_two_digit_year"),
        ("20 jul 26", "date_two_digit_year"),
        (46223, "date_serial"),
        (46223.0, "date_serial"),
        ("46223", "date_serial"),
        (True, "date_bare_number"),
        (-3, "date_bare_number"),
        ("2026-07", "date_incomplete"),
        ("2026", "date_incomplete"),
        ("pronto", "date_unreadable"),
        ("20 de brumario de 2026", "date_unreadable"),
        ("mardi 20 2026", "date_unreadable"),
        ("2026-07-20T09:30", "date_unreadable"),
        ("20/07-2026", "date_unreadable"),
        (time(9), "date_unreadable"),
        (None, "date_unreadable"),
    ],
)
def test_what_is_no_date_says_why(value, code):
    with pytest.raises(Unclear) as unclear:
        read_date(value)
    assert unclear.value.code == code


def test_a_bare_number_tells_the_day_it_likely_was():
    with pytest.raises(Unclear) as unclear:
        read_date(46223)
    assert unclear.value.values == {"likely": JULY}


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2010-02", (date(2010, 2, 1), Precision.MONTH)),
        ("2018", (date(2018, 1, 1), Precision.YEAR)),
        (2018, (date(2018, 1, 1), Precision.YEAR)),
        (2018.0, (date(2018, 1, 1), Precision.YEAR)),
        ("2018-05-07", (date(2018, 5, 7), Precision.DAY)),
        (date(2018, 5, 7), (date(2018, 5, 7), Precision.DAY)),
    ],
)
def test_partial_dates_keep_their_precision(value, read):
    assert read_partial_date(value) == read


def test_a_month_that_is_none_is_refused():
    with pytest.raises(Unclear) as unclear:
        read_partial_date("2010-13")
    assert unclear.value.code == "date_impossible"


@pytest.mark.parametrize(
    ("value", "hour"),
    [
        (time(9, 30), time(9, 30)),
        (datetime(2026, 7, 20, 9, 30), time(9, 30)),
        ("09:30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("09:30:15", time(9, 30, 15)),
        ("9:30 a. m.", time(9, 30)),
        ("2:30\xa0p. m.", time(14, 30)),
        ("2pm", time(14)),
        ("12:15 AM", time(0, 15)),
        ("12 pm", time(12)),
        ("14 h 30", time(14, 30)),
        ("14h30", time(14, 30)),
        ("14h", time(14)),
    ],
)
def test_times_as_people_write_them(value, hour):
    assert read_time(value) == hour


@pytest.mark.parametrize("value", ["930", "24:00", "9", "9:75", "13 pm", "mediodía", 0.375, 9])
def test_what_is_no_time_is_refused(value):
    with pytest.raises(Unclear) as unclear:
        read_time(value)
    assert unclear.value.code == "time_unreadable"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2022-01-17T03:30:00Z", datetime(2022, 1, 17, 3, 30, tzinfo=UTC)),
        ("2022-01-19T23:59", datetime(2022, 1, 19, 23, 59)),
        ("2022-01-19 23:59", datetime(2022, 1, 19, 23, 59)),
        ("19/01/2022 23:59", datetime(2022, 1, 19, 23, 59)),
        ("19/01/2022, 11:59 p. m.", datetime(2022, 1, 19, 23, 59)),
        ("2022-01-19", date(2022, 1, 19)),
        (datetime(2022, 1, 19), date(2022, 1, 19)),
        (datetime(2022, 1, 19, 8), datetime(2022, 1, 19, 8)),
    ],
)
def test_moments_keep_what_they_say_of_hour_and_offset(value, moment):
    assert read_moment(value) == moment
    assert type(read_moment(value)) is type(moment)


def test_an_ambiguous_day_stays_ambiguous_with_an_hour():
    with pytest.raises(Unclear) as unclear:
        read_moment("07/04/2026 09:30")
    assert unclear.value.code == "date_ambiguous"

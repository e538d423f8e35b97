from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.rules.time_limits import (
    days_after,
    days_before,
    is_days_before,
    is_months_before,
    last_day_counting_forward,
    months_after,
    months_before,
)

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
MONTHS = st.integers(min_value=0, max_value=30)


@pytest.mark.parametrize(
    ("opens", "last_day"),
    [
        pytest.param(date(2022, 3, 7), date(2022, 1, 16), id="over-february"),
        pytest.param(date(2024, 3, 7), date(2024, 1, 17), id="over-a-leap-february"),
        pytest.param(date(2024, 2, 29), date(2024, 1, 10), id="opens-on-a-leap-day"),
        pytest.param(date(2023, 2, 19), date(2022, 12, 31), id="over-new-year"),
    ],
)
def test_fifty_days_before_counts_calendar_days(opens, last_day):
    assert days_before(opens, 50) == last_day


@pytest.mark.parametrize(
    ("hearing", "last_day"),
    [
        pytest.param(date(2023, 3, 31), date(2023, 2, 28), id="31-march"),
        pytest.param(date(2024, 3, 31), date(2024, 2, 29), id="31-march-leap-year"),
        pytest.param(date(2024, 3, 30), date(2024, 2, 29), id="30-march-leap-year"),
        pytest.param(date(2024, 3, 29), date(2024, 2, 29), id="29-march-leap-year"),
        pytest.param(date(2024, 3, 28), date(2024, 2, 28), id="28-march-leap-year"),
        pytest.param(date(2023, 2, 28), date(2023, 1, 28), id="28-february"),
        pytest.param(date(2024, 2, 29), date(2024, 1, 29), id="29-february"),
        pytest.param(date(2023, 5, 31), date(2023, 4, 30), id="31-may"),
        pytest.param(date(2023, 1, 15), date(2022, 12, 15), id="january"),
        pytest.param(date(2100, 3, 31), date(2100, 2, 28), id="2100-is-no-leap-year"),
    ],
)
def test_one_month_before_is_the_same_day_or_the_last_of_the_month(hearing, last_day):
    assert months_before(hearing, 1) == last_day


@given(day=DAYS, months=MONTHS)
def test_months_before_agrees_with_walking_back_month_by_month(day: date, months: int):
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    in_that_month = [date(year, month, d) for d in range(1, monthrange(year, month)[1] + 1)]

    assert months_before(day, months) == max(d for d in in_that_month if d.day <= day.day)


@given(day=DAYS, months=MONTHS)
def test_counting_back_and_then_forward_never_ends_after_the_day(day: date, months: int):
    there_and_back = months_after(months_before(day, months), months)

    assert there_and_back <= day
    assert (there_and_back == day) or day.day > 28


@given(day=DAYS, other=DAYS, days=st.integers(min_value=0, max_value=400))
def test_is_days_before_agrees_with_the_last_day(day: date, other: date, days: int):
    assert is_days_before(day, other, days) is (day <= days_before(other, days))
    assert days_after(days_before(day, days), days) == day


@given(hearing=DAYS, apart=st.integers(min_value=-40, max_value=800), months=MONTHS)
def test_is_months_before_agrees_with_the_last_day(hearing: date, apart: int, months: int):
    day = hearing - timedelta(days=apart)

    assert is_months_before(day, hearing, months) is (day <= months_before(hearing, months))


@given(hearing=DAYS, months=st.integers(min_value=1, max_value=3))
def test_the_last_day_counting_forward_is_the_last_that_reaches_the_hearing(
    hearing: date, months: int
):
    span = (hearing - timedelta(days=n) for n in range(months * 32))
    last_day = last_day_counting_forward(hearing, months)

    assert last_day == next(day for day in span if months_after(day, months) <= hearing)
    assert last_day >= months_before(hearing, months)


def test_the_two_ways_of_counting_differ_on_the_last_day_of_short_months_only():
    days = [date(2023, 1, 1) + timedelta(days=n) for n in range(365)]

    assert [d for d in days if last_day_counting_forward(d, 1) != months_before(d, 1)] == [
        date(2023, 2, 28),
        date(2023, 4, 30),
        date(2023, 6, 30),
        date(2023, 9, 30),
        date(2023, 11, 30),
    ]

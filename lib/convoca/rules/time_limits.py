"""How the Rules count time: calendar days (Art. 77) and calendar months. Dates only: ADR 0003.

The predicates answer for two dates without making a third, so that a whole register of requests
can be judged at once; the other functions give the day itself, for people.
"""

from calendar import monthrange
from datetime import date, timedelta


def days_before(day: date, days: int) -> date:
    """Return the last day that is at least ``days`` calendar days before ``day``.

    >>> days_before(date(2022, 3, 7), 50)
    datetime.date(2022, 1, 16)
    """
    return day - timedelta(days=days)


def days_after(day: date, days: int) -> date:
    """Return the last of the ``days`` calendar days that follow ``day``.

    >>> days_after(date(2022, 3, 18), 30)
    datetime.date(2022, 4, 17)
    """
    return day + timedelta(days=days)


def months_before(day: date, months: int) -> date:
    """Count calendar months back; where the day does not exist, take the month's last one.

    >>> months_before(date(2023, 3, 31), 1), months_before(date(2024, 3, 31), 1)
    (datetime.date(2023, 2, 28), datetime.date(2024, 2, 29))
    """
    return _same_day_of_month(day, -months)


def months_after(day: date, months: int) -> date:
    """Count calendar months forward; where the day does not exist, take the month's last one.

    >>> months_after(date(2023, 1, 31), 1)
    datetime.date(2023, 2, 28)
    """
    return _same_day_of_month(day, months)


def last_day_counting_forward(day: date, months: int) -> date:
    """Return the last day from which ``months`` counted forward end by ``day``.

    It differs from ``months_before`` where ``day`` ends a month that is shorter than the one
    counted from: several days then fall on ``day``.

    >>> last_day_counting_forward(date(2023, 2, 28), 1), months_before(date(2023, 2, 28), 1)
    (datetime.date(2023, 1, 31), datetime.date(2023, 1, 28))
    """
    counted_back = months_before(day, months)
    if day.day < _days_in(day.year, day.month):
        return counted_back
    return counted_back.replace(day=_days_in(counted_back.year, counted_back.month))


def last_day_counting_back(day: date, months: int) -> date:
    """Return the last day from which ``months`` counted back end on ``day`` or before.

    It differs from ``months_after`` where ``day`` ends a month that is shorter than the one counted
    to: several days then go back to ``day``.

    >>> last_day_counting_back(date(2023, 2, 28), 1), months_after(date(2023, 2, 28), 1)
    (datetime.date(2023, 3, 31), datetime.date(2023, 3, 28))
    """
    counted_forward = months_after(day, months)
    if day.day < _days_in(day.year, day.month):
        return counted_forward
    return counted_forward.replace(day=_days_in(counted_forward.year, counted_forward.month))


def is_days_before(day: date, other: date, days: int) -> bool:
    """Say whether ``day`` is at least ``days`` calendar days before ``other``.

    >>> is_days_before(date(2022, 1, 16), date(2022, 3, 7), 50)
    True
    """
    return other.toordinal() - day.toordinal() >= days


def is_months_before(day: date, other: date, months: int) -> bool:
    """Say whether ``day`` is at least ``months`` before ``other``, counted back from ``other``.

    >>> is_months_before(date(2023, 1, 31), date(2023, 2, 28), 1)
    False
    """
    # A day of the month that does not exist needs no clamp here: no day can come after it.
    apart = (other.year - day.year) * 12 + other.month - day.month
    return apart > months or (apart == months and day.day <= other.day)


def _same_day_of_month(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def _days_in(year: int, month: int) -> int:
    return monthrange(year, month)[1]

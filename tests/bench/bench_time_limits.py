"""Both lead-time rules over a million pairs, beside python-dateutil in the same run."""

import random
import time
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from convoca.rules.time_limits import is_days_before, is_months_before

FIRST = date(2020, 1, 1)
COUNT = 1_000_000
OF_PEER = 50_000


Pairs = list[tuple[date, date]]


def pairs(count: int) -> Pairs:
    chance = random.Random(1)
    return [
        (
            FIRST + timedelta(days=chance.randrange(3650)),
            FIRST + timedelta(days=chance.randrange(3650)),
        )
        for _ in range(count)
    ]


def ours(given: Pairs) -> tuple[list[bool], list[bool]]:
    return (
        [is_days_before(day, other, 50) for day, other in given],
        [is_months_before(day, other, 1) for day, other in given],
    )


def theirs(given: Pairs) -> tuple[list[bool], list[bool]]:
    fifty_days, a_month = relativedelta(days=50), relativedelta(months=1)
    return (
        [day <= other - fifty_days for day, other in given],
        [day <= other - a_month for day, other in given],
    )


def per_second(work: Callable[[Pairs], object], given: Pairs) -> float:
    """Return pairs per second, each judged by both rules: the best of three runs."""
    fastest = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        work(given)
        fastest = min(fastest, time.perf_counter() - started)
    return len(given) / fastest


def main() -> None:
    given = pairs(COUNT)
    assert ours(given[:5000]) == theirs(given[:5000])
    mine, peer = per_second(ours, given), per_second(theirs, given[:OF_PEER])
    print(f"{'both lead-time rules':<28}{mine / 1e6:8.2f} M pairs/s   reach 1")
    print(f"{'beside relativedelta':<28}{mine / peer:8.1f} x           reach 20")


if __name__ == "__main__":
    main()

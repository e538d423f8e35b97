"""What no programme can cost less than: the least of every term, each taken alone."""

from dataclasses import replace

from convoca.optimiser.tables import EventTable, Tables, tables
from convoca.scheduling.problem import Problem


def lower_bound(problem: Problem, known: Tables | None = None) -> int:
    """Return a number that the cost of no complete programme is below.

    Levels of wishes change which programme is best, not what one costs: they are left aside here.
    """
    if known is None or problem.wishes.levels:
        known = tables(replace(problem, wishes=replace(problem.wishes, levels=())))
    if not all(event.classes for event in known.events):
        return 0
    return _stays(known) + sum(_alone(known, event) for event in known.events) + _overload(known)


def _stays(known: Tables) -> int:
    """Price the shortest stay of each party that still has room for all its events."""
    events_of: list[list[EventTable]] = [[] for _ in known.span_price]
    for event in known.events:
        for party in event.parties:
            events_of[party].append(event)
    return sum(
        price * _shortest_stay(known, events)
        for price, events in zip(known.span_price, events_of, strict=True)
        if price
    )


def _shortest_stay(known: Tables, events: list[EventTable]) -> int:
    """Return the least days between the first and the last of events that are held one after the other."""
    on_days = [_days(known, event) for event in events]
    length = sum(event.duration for event in events)
    open_grains = known.problem.grid.grains_per_day
    for stay in range(known.days):
        if length > (stay + 1) * open_grains:
            continue
        within = (1 << stay + 1) - 1
        if any(
            all(days & within << first for days in on_days) for first in range(known.days - stay)
        ):
            return stay
    return known.days - 1


def _days(known: Tables, event: EventTable) -> int:
    """Return the days, as a set, on which an event may be held."""
    anywhere = 0
    for _, starts in event.room_slots:
        anywhere |= starts
    return sum(1 << day for day, mask in enumerate(known.day_masks) if anywhere & mask)


def _alone(known: Tables, event: EventTable) -> int:
    """Price the best hour, room and panel of an event that is alone in the whole period."""
    least = event.classes[0][0]
    return least + sum(
        price for member, price in event.wanted.items() if not _can_ever_sit(known, event, member)
    )


def _can_ever_sit(known: Tables, event: EventTable, member: int) -> bool:
    away = known.members_away[member]
    return any(
        not away >> start & event.footprint
        for _, mask, _ in event.classes
        for start in range(mask.bit_length())
        if mask >> start & 1
    )


def _overload(known: Tables) -> int:
    """Price the seats that are asked for beyond what the members can sit within their daily load."""
    asked = sum(event.quorum * event.duration for event in known.events)
    open_grains = known.problem.grid.grains_per_day
    offered = sum(
        min(known.load_per_day, open_grains - _away(known, member, day))
        for member in range(len(known.members_away))
        for day in range(known.days)
    )
    return known.load_price * max(0, asked - offered)


def _away(known: Tables, member: int, day: int) -> int:
    """Return for how many of the open grains of a day a member is away."""
    first = day * known.stride
    opened = (1 << known.problem.grid.grains_per_day) - 1
    return (known.members_away[member] >> first & opened).bit_count()

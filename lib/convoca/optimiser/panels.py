"""Who sits on the panel of one event, and what that costs: hours over the daily load, and whoever is missed."""

from collections.abc import Sequence

from convoca.optimiser.state import State
from convoca.optimiser.tables import EventTable


class Panels:
    """The panels that one event could have beside all that are placed already."""

    __slots__ = ("_event", "_free", "_over", "_state")

    def __init__(self, state: State, event: EventTable) -> None:
        for slot in event.bench_slots:
            if state.free[slot] < 0:
                state.find_member_free(slot)
        self._state = state
        self._event = event
        self._over = state.over[event.length]
        self._free = [state.free[slot] for slot in event.bench_slots]

    def at(self, start: int) -> tuple[int, ...]:
        """Return the cheapest panel at a start: among equals, those who sit least in all."""
        event, total = self._event, self._state.total
        day = start // self._state.tables.stride
        ranked = sorted(
            (price, total[member], member)
            for price, member, free in zip(self._prices(day), event.bench, self._free, strict=True)
            if free >> start & 1
        )
        quorum = event.quorum
        return tuple(m for i, (price, _, m) in enumerate(ranked) if i < quorum or price < 0)

    def cost_at(self, start: int) -> int | None:
        """Return what the cheapest panel at a start costs; None where too few members are free."""
        day = start // self._state.tables.stride
        prices = self._prices(day)
        here = sorted(p for p, free in zip(prices, self._free, strict=True) if free >> start & 1)
        return self._cost(here) if len(here) >= self._event.quorum else None

    def alike(self, start: int, starts: int) -> int:
        """Return those of some starts at which the same members are free as at one of them."""
        for free in self._free:
            starts &= free if free >> start & 1 else ~free
        return starts

    def cheapest(self, day: int, starts: int, limit: int) -> tuple[int, int] | None:
        """Return the start of a day whose panel costs least, if less than ``limit``: cost and start."""
        ranked = sorted(zip(self._prices(day), self._free, strict=True))
        prices = [price for price, _ in ranked]
        least = self._cost(prices)
        if least >= limit:
            return None
        first = starts
        for _, free in ranked[: self._event.quorum]:
            first &= free
        if first and (len(prices) <= self._event.quorum or prices[self._event.quorum] >= 0):
            return least, first.bit_length() - 1
        found = None
        while starts:
            start = starts.bit_length() - 1
            same = starts
            here = []
            for price, free in ranked:
                if free >> start & 1:
                    here.append(price)
                    same &= free
                else:
                    same ^= same & free
            starts ^= same
            if len(here) >= self._event.quorum:
                cost = self._cost(here)
                if cost < limit:
                    limit, found = cost, (cost, start)
        return found

    def _cost(self, ranked: Sequence[int]) -> int:
        """Return what a panel costs of members with these prices, the least first."""
        quorum = self._event.quorum
        cost = self._event.all_wanted + sum(ranked[:quorum])
        for price in ranked[quorum:]:
            if price >= 0:
                break
            cost += price
        return cost

    def _prices(self, day: int) -> list[int]:
        """Return what each member of the bench costs on a day: hours over the load, less who is wanted."""
        event, over = self._event, self._over
        first = day * len(self._state.total)
        prices = [over[first + member] for member in event.bench]
        for seat, price in event.wanted_seats:
            prices[seat] -= price
        return prices

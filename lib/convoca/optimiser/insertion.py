"""The cheapest place of one event beside all those that are placed already.

What depends on the day (days of parties, topics), on the hour, the room and the panel is priced apart, so that
sets of starts are compared instead of single ones; only where no panel is free of cost are starts looked at
one by one, and of those with the same members free only one.
"""

from operator import add
from random import Random

from convoca.optimiser.bitsets import at_least
from convoca.optimiser.panels import Panels
from convoca.optimiser.state import Place, State
from convoca.optimiser.tables import EventTable

Found = tuple[int, Place]


class Insertion:
    """Finds the cheapest day, hour, room and panel of an event; chance decides between equals."""

    def __init__(self, state: State, random: Random) -> None:
        self._state = state
        self._random = random
        self._days = list(range(state.tables.days))
        self._span_rows: dict[tuple[int, int, int], list[int]] = {}

    def shuffle_days(self) -> None:
        """Change which of two days that cost the same is preferred."""
        self._random.shuffle(self._days)

    def best(self, index: int, limit: int) -> Found | None:
        """Return the cheapest place below ``limit`` and its cost; None where there is none."""
        state = self._state
        event = state.tables.events[index]
        clear = self.clear_starts(event)
        if not clear:
            return None
        light = self._light_members(event)
        ideal = at_least(light, event.quorum, clear)
        for slot in event.wanted_slots:
            ideal &= state.light_free[slot]
        return self._cheapest(event, clear, ideal, limit)

    def clear_starts(self, event: EventTable) -> int:
        """Return the starts at which a room is free and no party or interpreter is busy."""
        state = self._state
        busy, room_free = state.busy, state.room_free
        clear = 0
        for slot, starts in event.room_slots:
            free = room_free[slot]
            clear |= starts & (free if free >= 0 else state.find_room_free(slot))
        taken = 0
        for i in event.blocking:
            taken |= busy[i]
        if taken:
            duration, done = event.duration, 1
            while (
                done + done <= duration
            ):  # as in starts_that_meet; a call would cost more than this
                taken |= taken >> done
                done += done
            clear ^= clear & (taken | taken >> duration - done)
        return clear

    def _light_members(self, event: EventTable) -> list[int]:
        state = self._state
        free, light_free = state.free, state.light_free
        for slot in event.bench_slots:
            if free[slot] < 0:
                state.find_member_free(slot)
        return [light_free[slot] for slot in event.bench_slots]

    def _cheapest(self, event: EventTable, clear: int, ideal: int, limit: int) -> Found | None:
        day_masks = self._state.tables.day_masks
        of_panels = self._state.least_of_days(event.seats)
        costs = self.costs_of_days(event)
        costs = list(map(add, costs, of_panels)) if costs else of_panels
        in_rooms = (clear, clear & self._released_room_starts(event))
        panels: Panels | None = None
        found: tuple[int, int] | None = None
        for day in sorted(self._days, key=costs.__getitem__):
            of_day = costs[day]
            if of_day >= limit:
                break
            of_this_day = day_masks[day]
            if not clear & of_this_day:
                continue
            for of_class, starts, released in event.classes:
                cost = of_day + of_class
                if cost >= limit:
                    break
                here = in_rooms[released] & of_this_day & starts
                good = here & ideal
                if good:
                    limit, found = cost, (self._pick(good), released)
                    break
                if here:
                    if panels is None:
                        panels = Panels(self._state, event)
                    cost -= of_panels[day]
                    dearer = panels.cheapest(day, here, limit - cost)
                    if dearer:
                        limit, found = cost + dearer[0], (dearer[1], released)
        return (limit, self._place(event, *found)) if found else None

    def costs_of_days(self, event: EventTable) -> list[int] | None:
        """Return what each day costs for the days of parties and for topics; None where none costs anything."""
        state = self._state
        first_day, last_day, prices = state.first_day, state.last_day, state.tables.span_price
        costs: list[int] | None = None
        for party in event.parties:
            first = first_day[party]
            last = last_day[party]
            if first <= last and prices[party]:
                row = self._span_rows.get((prices[party], first, last))
                if row is None:
                    row = self._span_row(prices[party], first, last)
                costs = list(map(add, costs, row)) if costs else row
        if event.topic >= 0:
            row = self._topic_row(event.topic)
            costs = list(map(add, costs, row)) if costs else row
        return costs

    def _span_row(self, price: int, first: int, last: int) -> list[int]:
        row = [price * max(first - day, 0, day - last) for day in range(self._state.tables.days)]
        self._span_rows[price, first, last] = row
        return row

    def _topic_row(self, topic: int) -> list[int]:
        tables = self._state.tables
        at = topic * tables.days
        counts = self._state.topic_count[at : at + tables.days]
        cap, price = tables.topic_caps[topic], tables.topic_price
        if cap:
            return [price if count >= cap else 0 for count in counts]
        if not self._state.topic_days[topic]:
            price = 0  # the first event of a topic that is to be grouped may be on any day
        return [0 if count else price for count in counts]

    def _released_room_starts(self, event: EventTable) -> int:
        for room, (slot, starts) in zip(event.rooms, event.room_slots, strict=True):
            if room == event.released_room:
                return starts & self._state.room_free[slot]
        return 0

    def _pick(self, starts: int) -> int:
        """Take the first or the last start, so that what is left free stays in one piece."""
        if self._random.random() < 0.5:
            return starts.bit_length() - 1
        return (starts & -starts).bit_length() - 1

    def _place(self, event: EventTable, start: int, released: int) -> Place:
        panel = Panels(self._state, event).at(start)
        if released:
            return start, event.released_room, panel
        room_free = self._state.room_free
        for room, (slot, starts) in zip(event.rooms, event.room_slots, strict=True):
            if starts & room_free[slot] & 1 << start:
                return start, room, panel
        raise ValueError(start)

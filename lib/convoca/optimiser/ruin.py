"""Which events to take out together, so that they can be put back better."""

from collections.abc import Callable
from random import Random

from convoca.optimiser.state import Place, State
from convoca.optimiser.tables import Tables


class Ruin:
    """Chooses events that stand in each other's way, or that ought to be near each other, in several manners."""

    def __init__(self, tables: Tables, state: State, random: Random) -> None:
        self._stride = tables.stride
        self._state = state
        self._random = random
        self._all = range(len(tables.events))
        self._events_of: list[list[int]] = [[] for _ in tables.span_price]
        for index, event in enumerate(tables.events):
            for party in event.parties:
                self._events_of[party].append(index)
        self._related = [
            sorted({i for party in event.parties for i in self._events_of[party]} - {index})
            for index, event in enumerate(tables.events)
        ]
        self._travellers = [p for p, price in enumerate(tables.span_price) if price]
        self._horizon = tables.days * tables.stride
        self._grains_per_day = tables.problem.grid.grains_per_day
        self._manners: tuple[Callable[[int], list[int]], ...] = (
            self._any,
            self._of_same_parties,
            self._about_the_same_time,
            self._of_two_days,
            self._that_prolong_a_stay,
        )

    def choose(self, most: int) -> list[int]:
        """Return some placed events, ``most`` of them or fewer."""
        manner = self._manners[int(self._random.random() * len(self._manners))]
        count = 1 + int(self._random.random() * min(most, len(self._all)))
        return manner(count)

    def near(self, index: int, most: int) -> list[int]:
        """Return events that may keep an event that is not placed from finding its place."""
        related = [i for i in self._related[index] if self._state.places[i]]
        chosen = self._random.sample(related, min(len(related), 1 + most // 4))
        others = self._about_the_same_time(max(1, most - len(chosen)))
        return list(dict.fromkeys((*chosen, *others)))

    def _one(self) -> int:
        return int(self._random.random() * len(self._all))

    def _any(self, count: int) -> list[int]:
        return self._random.sample(self._all, count)

    def _of_same_parties(self, count: int) -> list[int]:
        chosen = [self._one()]
        for _ in range(4 * count):
            if len(chosen) >= count:
                break
            related = self._related[self._random.choice(chosen)]
            known = related and self._random.random() < 0.8
            index = self._random.choice(related) if known else self._one()
            if index not in chosen:
                chosen.append(index)
        return chosen

    def _about_the_same_time(self, count: int) -> list[int]:
        places = self._state.places
        index = self._one()
        place = places[index]
        if place is None:
            return [index]
        return self._nearest(place[0], count, spread=6)

    def _nearest(self, grain: int, count: int, *, spread: int) -> list[int]:
        """Return placed events that begin near a grain, not always the nearest ones."""
        draw, near = self._random.random, self._stride // 4
        while True:
            begun = self._begun_within(grain - near, grain + near)
            if len(begun) >= count or near > self._horizon:
                break
            near *= 2
        distances = [(abs(start - grain) + draw() * spread, index) for start, index in begun]
        distances.sort()
        return [index for _, index in distances[:count]]

    def _begun_within(self, first: int, end: int) -> list[tuple[int, int]]:
        """Return the starts in a span, each with its event."""
        return [
            (place[0], index)
            for index, place in enumerate(self._state.places)
            if place and first <= place[0] < end
        ]

    def _of_two_days(self, count: int) -> list[int]:
        """Return events of two days, if they can be had of days on which the same parties come."""
        one = self._one()
        related = self._related[one]
        known = related and self._random.random() < 0.7
        other = self._random.choice(related) if known else self._one()
        places, stride = self._state.places, self._stride
        begun = []
        for day in {self._day(places[one]), self._day(places[other])}:
            begun += self._begun_within(day * stride, (day + 1) * stride)
        chosen = [index for _, index in begun]
        self._random.shuffle(chosen)
        return list(dict.fromkeys((one, other, *chosen[: max(0, count - 2)])))

    def _that_prolong_a_stay(self, count: int) -> list[int]:
        """Return what keeps a party to its first or last day, and what stands where that could go instead."""
        state = self._state
        party = self._random.choice(self._travellers) if self._travellers else None
        if party is None or state.first_day[party] >= state.last_day[party]:
            return self._about_the_same_time(count)
        ends = (state.first_day[party], state.last_day[party])
        end = ends[self._random.random() < 0.5]
        of_party = [(self._day(state.places[i]), i) for i in self._events_of[party]]
        moving = [i for day, i in of_party if day == end][:count]
        days = [day for day, _ in of_party if day not in {end, -1}]
        grain = self._random.choice(days) * self._stride if days else 0
        grain += int(self._random.random() * self._grains_per_day)
        others = self._nearest(grain, max(1, count - len(moving)), spread=8)
        return list(dict.fromkeys((*moving, *others)))

    def _day(self, place: Place | None) -> int:
        return place[0] // self._stride if place else -1

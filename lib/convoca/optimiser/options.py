"""Where one event may go while everything else stays: fast enough to paint while it is dragged."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from convoca.optimiser.bitsets import grains
from convoca.optimiser.insertion import Insertion
from convoca.optimiser.panels import Panels
from convoca.optimiser.programmes import places_of
from convoca.optimiser.state import Place, State
from convoca.optimiser.tables import Tables, tables
from convoca.scheduling.answers import Option
from convoca.scheduling.objectives import total_cost
from convoca.scheduling.problem import Assignment, Problem, Programme


def options(problem: Problem, programme: Programme, event_id: str) -> tuple[Option, ...]:
    """Return every legal place of an event, by start and room, each with the panel that costs least there."""
    return Desk(problem, programme).options(event_id)


class Desk:
    """A programme that is being edited by hand; ask as often as is needed.

    The programme may break rules: what the others take up is taken, whether they may be there or not.
    """

    def __init__(self, problem: Problem, programme: Programme) -> None:
        self._problem = problem
        # What a place costs is told in weights: levels do not change it.
        plain = replace(problem, wishes=replace(problem.wishes, levels=()))
        self._tables = tables(plain)
        self.show(programme)

    def show(self, programme: Programme) -> None:
        """Look at another programme of the same problem: after a move, say."""
        self.programme = dict(programme)
        self._places = places_of(self._problem, programme)
        self._cost = total_cost(programme, self._problem)

    def options(self, event_id: str) -> tuple[Option, ...]:
        """Return every legal place of an event, by start and room. Raises KeyError if there is no such event."""
        index = self._problem.events.index(self._problem.event[event_id])
        state = self._others(index)
        found = list(_places(state, index))
        if not found:
            return ()
        zero = self._cost_of_none(event_id, *found[0])
        rooms, members = self._problem.rooms, self._problem.members
        names = {panel: tuple(members[m].id for m in panel) for _, (_, _, panel) in found}
        return tuple(
            Option(start, rooms[room].id, names[panel], zero + cost)
            for cost, (start, room, panel) in found
        )

    def _cost_of_none(self, event_id: str, cost: int, place: Place) -> int:
        """Return what a place that costs nothing more would change, from one place whose cost is known.

        The checker's functions price that one, so that no habit of the search can make the sum wrong.
        """
        start, room, panel = place
        members = tuple(self._problem.members[m].id for m in panel)
        moved = Assignment(start=start, room=self._problem.rooms[room].id, panel=members)
        with_it = total_cost({**self.programme, event_id: moved}, self._problem)
        return with_it - self._cost - cost

    def _others(self, index: int) -> State:
        """Return the state with all the other events where they are."""
        state = State(self._with_topics_of_placed(index))
        last = self._tables.everywhere.bit_length()
        for other, place in enumerate(self._places):
            if place and other != index and place[0] < last:
                start, room, panel = place
                state.place(other, (start, room, tuple(dict.fromkeys(panel))), 0)
        return state

    def _with_topics_of_placed(self, index: int) -> Tables:
        """Count for the share of a topic on a day what is placed, as the checker does."""
        counts = [0] * len(self._tables.topic_caps)
        for other, event in enumerate(self._tables.events):
            if event.topic >= 0 and (other == index or self._places[other]):
                counts[event.topic] += 1
        caps = tuple(
            max(1, -(-count // self._tables.days)) if cap else 0
            for count, cap in zip(counts, self._tables.topic_caps, strict=True)
        )
        return replace(self._tables, topic_caps=caps)


def _places(state: State, index: int) -> Iterator[tuple[int, Place]]:
    """Yield every place of an event with its cheapest panel, and what it costs."""
    tables = state.tables
    event = tables.events[index]
    chance = Random(0)  # noqa: S311 - nothing is drawn
    insertion, panels = Insertion(state, chance), Panels(state, event)
    clear = insertion.clear_starts(event)
    of_days = insertion.costs_of_days(event) or [0] * tables.days
    free_rooms = [
        (room, starts & state.room_free[slot])
        for room, (slot, starts) in zip(event.rooms, event.room_slots, strict=True)
    ]
    for day, of_day in enumerate(tables.day_masks):
        left = clear & of_day
        while left:
            first = left.bit_length() - 1
            alike = panels.alike(first, left)
            left ^= alike
            seated = panels.cost_at(first)
            if seated is None:
                continue
            panel = tuple(sorted(panels.at(first)))
            cost = seated + of_days[day] + _balance_with(state, panel, event.duration)
            for start in grains(alike):
                for room, free in free_rooms:
                    if free >> start & 1:
                        yield cost + event.cost_at(start, room), (start, room, panel)


def _balance_with(state: State, panel: tuple[int, ...], duration: int) -> int:
    """Return what the balance between the members costs once a panel has sat."""
    total = list(state.total)
    for member in panel:
        total[member] += duration
    return state.tables.balance_price * (max(total) - min(total)) if total else 0

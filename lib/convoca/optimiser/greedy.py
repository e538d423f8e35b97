"""A first programme at once: the events that have least choice first, and whatever stood in the way before."""

from random import Random

from convoca.optimiser.insertion import Insertion
from convoca.optimiser.state import State
from convoca.optimiser.tables import EventTable, Tables

#: Costs are whole numbers below this, so that it forbids nothing.
NO_LIMIT = 1 << 200


def first_state(tables: Tables, random: Random, *, passes: int = 20) -> State:
    """Place the events one by one; begin again, with those that found no place earlier, while any is left over."""
    weights = [0] * len(tables.events)
    best, fewest = State(tables), len(tables.events) + 1
    for _ in range(passes):
        state = State(tables)
        left_over = fill(state, weights, random)
        if len(left_over) < fewest:
            best, fewest = state, len(left_over)
        if not left_over:
            break
        for index in left_over:
            weights[index] += 1
    return best


def fill(state: State, weights: list[int], random: Random) -> list[int]:
    """Place what is not placed, as far as there is room; returns what is left over."""
    insertion = Insertion(state, random)
    events = state.tables.events
    waiting = [index for index, place in enumerate(state.places) if place is None]
    choice = {index: freedom(events[index]) * random.uniform(0.8, 1.2) for index in waiting}
    left_over = []
    for index in sorted(waiting, key=lambda i: (-weights[i], choice[i])):
        found = insertion.best(index, NO_LIMIT)
        if found:
            cost, place = found
            state.place(index, place, cost)
        else:
            left_over.append(index)
    return left_over


def freedom(event: EventTable) -> float:
    """Return how many places an event has for what it takes of the members' time."""
    return event.choices / (event.quorum * event.duration + 1)

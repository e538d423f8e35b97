"""What each wish costs, stated to CP-SAT. The variables are bound from below only: they are minimised."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from convoca.optimiser.bitsets import span_mask
from convoca.optimiser.interval_model import EventVariables, IntervalModel
from convoca.optimiser.prices import hour_classes, start_classes
from convoca.optimiser.tables import SPAN_OBJECTIVES
from convoca.scheduling.problem import Objective

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar

#: A linear expression of CP-SAT, or a number.
Term = Any
Units = Mapping[Objective, int]


def cost(model: IntervalModel, unit: Units) -> Term:
    """Return what a programme costs where one unit of each objective costs so much."""
    terms = [
        *_hours_and_changes_of_time(model, unit),
        *_spans(model, unit),
        *_rapporteurs(model, unit),
        *_topics(model, unit),
        *_daily_loads(model, unit),
        *_balance(model, unit),
        *_changes_of_room_and_panel(model, unit),
    ]
    return sum(terms)


def _hours_and_changes_of_time(model: IntervalModel, unit: Units) -> Iterator[Term]:
    """Price the start of each event: one literal for each price that it can have."""
    for of in model.events:
        hours = hour_classes(of.event, model.problem, unit)
        classes = start_classes(of.event, of.anywhere, hours, model.problem, unit)
        if len(classes) == 1:
            yield classes[0][0]
            continue
        literals = []
        for price, starts in classes:
            literal = model.model.new_bool_var("")
            model.restrict(of, starts, literal)
            literals.append(literal)
            yield price * literal
        model.model.add_exactly_one(literals)


def _spans(model: IntervalModel, unit: Units) -> Iterator[Term]:
    """Price the days between the first and the last event of each State and organisation."""
    of_party = defaultdict(list)
    for of in model.events:
        for party in dict.fromkeys(of.event.parties):
            of_party[party].append(of)
    days = len(model.problem.grid.days)
    for party, events in of_party.items():
        objective = SPAN_OBJECTIVES.get(model.problem.party[party].kind)
        if objective is None or not unit[objective] or len(events) == 1:
            continue
        first = model.model.new_int_var(0, days - 1, "")
        last = model.model.new_int_var(0, days - 1, "")
        for of in events:
            day = _day(model, of)
            model.model.add(first <= day)
            model.model.add(last >= day)
        model.model.add(last - first >= _least_span(model, events))
        yield unit[objective] * (last - first)


def _day(model: IntervalModel, of: EventVariables) -> Term:
    return sum(day * literal for day, literal in model.on_day(of).items())


def _least_span(model: IntervalModel, events: list[EventVariables]) -> int:
    """Return how many days apart the first and last of these are at least, if they are held one at a time.

    For each span of days: is there a day in it for each event, and as much time as they last together?
    """
    grid = model.problem.grid
    needed = sum(of.event.duration for of in events)
    for span in range(len(grid.days)):
        for first in range(len(grid.days) - span):
            days = span_mask(first * grid.stride, (first + span + 1) * grid.stride)
            fits = needed <= (span + 1) * grid.grains_per_day
            if fits and all(of.anywhere & days for of in events):
                return span
    return 0


def _rapporteurs(model: IntervalModel, unit: Units) -> Iterator[Term]:
    price = unit[Objective.RAPPORTEUR_ABSENT]
    members = model.problem.members
    if not price:
        return
    for of in model.events:
        for position, member in enumerate(members):
            if member.id in of.event.rapporteurs and model.problem.may_sit(of.event, member):
                times = of.event.rapporteurs.count(member.id)
                yield price * times * (1 - of.sits.get(position, 0))


def _topics(model: IntervalModel, unit: Units) -> Iterator[Term]:
    price = unit[Objective.TOPICS]
    if not price:
        return
    days = range(len(model.problem.grid.days))
    for topic, wish in model.problem.wishes.topics.items():
        events = [of for of in model.events if of.event.topic == topic]
        if len(events) < 2:
            continue
        share = -(-len(events) // len(days))
        on_days = [model.on_day(of) for of in events]
        used = []
        for day in days:
            literals = [on_day[day] for on_day in on_days if day in on_day]
            if wish == "spread" and len(literals) > share:
                beyond = model.model.new_int_var(0, len(literals) - share, "")
                model.model.add(beyond >= sum(literals) - share)
                yield price * beyond
            elif wish != "spread" and literals:
                used.append(model.model.new_bool_var(""))
                model.model.add_max_equality(used[-1], literals)
        if used:
            model.model.add_at_least_one(used)
            yield price * (sum(used) - 1)


def _daily_loads(model: IntervalModel, unit: Units) -> Iterator[Term]:
    """Price the grains that a member sits on a day beyond what is wished."""
    price, wished = unit[Objective.DAILY_LOAD], model.problem.wishes.load_per_day
    if not price:
        return
    loads: defaultdict[tuple[int, int], list[tuple[int, IntVar, IntVar]]] = defaultdict(list)
    for of in model.events:
        for day, on_day in model.on_day(of).items():
            for member, sits in of.sits.items():
                loads[member, day].append((of.event.duration, sits, on_day))
    for load in loads.values():
        most = sum(duration for duration, _, _ in load)
        if most > wished:
            beyond = model.model.new_int_var(0, most - wished, "")
            seated = []
            for duration, sits, on_day in load:
                both = model.model.new_bool_var("")
                model.model.add_bool_or(both, sits.negated(), on_day.negated())
                seated.append(duration * both)
            model.model.add(beyond >= sum(seated) - wished)
            yield price * beyond


def _balance(model: IntervalModel, unit: Units) -> Iterator[Term]:
    """Price the grains that the busiest member sits more than the least busy one."""
    price = unit[Objective.BALANCE]
    if not price or not model.problem.members:
        return
    most = sum(event.duration for event in model.problem.events)
    highest = model.model.new_int_var(0, most, "")
    lowest = model.model.new_int_var(0, most, "")
    for member in range(len(model.problem.members)):
        load = sum(of.event.duration * of.sits[member] for of in model.events if member in of.sits)
        model.model.add(highest >= load)
        model.model.add(lowest <= load)
    yield price * (highest - lowest)


def _changes_of_room_and_panel(model: IntervalModel, unit: Units) -> Iterator[Term]:
    """Price what differs from the released programme; its hours are priced with the others."""
    price, changes = unit[Objective.CHANGES], model.problem.wishes.changes
    if not price:
        return
    rooms, members = model.problem.rooms, model.problem.members
    for of in model.events:
        released = model.problem.baseline.get(of.event.id)
        if released is None:
            continue
        stays = [literal for room, literal in of.in_room.items() if rooms[room].id == released.room]
        yield price * changes.room * (1 - sum(stays))
        sit = [literal for who, literal in of.sits.items() if members[who].id in released.panel]
        yield price * changes.member * (len(set(released.panel)) - sum(sit))

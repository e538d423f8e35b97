"""What a programme costs under each wish: the weighted units of every objective."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from convoca.scheduling.layout import Layout, Placed
from convoca.scheduling.problem import (
    USUAL_WEIGHTS,
    Event,
    Objective,
    PartyKind,
    Problem,
    Programme,
)


def costs(programme: Programme, problem: Problem) -> dict[Objective, int]:
    """Return the weighted cost of each objective; changes only where there is a baseline."""
    layout = Layout(problem=problem, programme=programme)
    weights = problem.wishes.weights
    return {
        objective: units(layout) * weights.get(objective, USUAL_WEIGHTS[objective])
        for objective, units in _UNITS.items()
        if objective is not Objective.CHANGES or problem.baseline
    }


def total_cost(programme: Programme, problem: Problem) -> int:
    return sum(costs(programme, problem).values())


def absent_rapporteurs(event: Event, panel: tuple[str, ...], problem: Problem) -> int:
    """Count the rapporteurs who are missed; one who may not take part in the matter is not."""
    return sum(
        rapporteur not in panel
        and rapporteur in problem.member
        and problem.may_sit(event, problem.member[rapporteur])
        for rapporteur in event.rapporteurs
    )


def touches_lunch(event: Event, start: int, problem: Problem) -> bool:
    """Whether an event that starts at this grain of a day is held over lunch."""
    begins, ends = problem.wishes.lunch
    return start < ends and begins < start + event.duration


def misses_prime_time(event: Event, start: int, problem: Problem) -> bool:
    """Whether a priority event that starts at this grain of a day is held outside the good hours."""
    begins, ends = problem.wishes.prime
    return event.is_priority and not (begins <= start and start + event.duration <= ends)


def inhuman_hours(event: Event, start: int, problem: Problem) -> int:
    """Count the begun hours that remote participants attend outside the hours humane for them."""
    grid = problem.grid
    an_hour = 60 // grid.grain_minutes
    opens = grid.opens.hour + grid.opens.minute / 60
    count = 0
    for offset in event.remote_offsets:
        begins, ends = ((hour - opens - offset) * an_hour for hour in problem.wishes.remote_hours)
        outside = sum(g < begins or g >= ends for g in range(start, start + event.duration))
        count += -(-outside // an_hour)
    return count


def _days_of_parties(layout: Layout, kind: PartyKind) -> int:
    days: defaultdict[str, list[int]] = defaultdict(list)
    for placed in layout.placed:
        for party in placed.event.parties:
            days[party].append(placed.day)
    known = layout.problem.party
    return sum(
        max(of_party) - min(of_party)
        for party, of_party in days.items()
        if party in known and known[party].kind is kind
    )


def _days_of_states(layout: Layout) -> int:
    return _days_of_parties(layout, PartyKind.STATE)


def _days_of_organisations(layout: Layout) -> int:
    return _days_of_parties(layout, PartyKind.ORGANISATION)


def _rapporteurs(layout: Layout) -> int:
    return sum(absent_rapporteurs(p.event, p.panel, layout.problem) for p in layout.placed)


def _lunch(layout: Layout) -> int:
    return sum(touches_lunch(event, start, layout.problem) for event, start in _starts(layout))


def _prime_time(layout: Layout) -> int:
    return sum(misses_prime_time(event, start, layout.problem) for event, start in _starts(layout))


def _remote_hours(layout: Layout) -> int:
    return sum(inhuman_hours(event, start, layout.problem) for event, start in _starts(layout))


def _starts(layout: Layout) -> Iterator[tuple[Event, int]]:
    grid = layout.problem.grid
    return ((placed.event, grid.in_day(placed.start)) for placed in layout.placed)


def _topics(layout: Layout) -> int:
    """Count what a topic has beyond its share on a day, or the days beyond one that it is held on."""
    topics = layout.problem.wishes.topics
    on_days: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for placed in layout.placed:
        if placed.event.topic in topics:
            on_days[placed.event.topic][placed.day] += 1
    days = len(layout.problem.grid.days)
    units = 0
    for topic, counted in on_days.items():
        if topics[topic] == "spread":
            share = -(-counted.total() // days)
            units += sum(max(0, count - share) for count in counted.values())
        else:
            units += len(counted) - 1
    return units


def _daily_load(layout: Layout) -> int:
    loads: Counter[tuple[str, int]] = Counter()
    for placed in layout.placed:
        for member in _seated(placed, layout.problem):
            loads[member, placed.day] += placed.event.duration
    return sum(max(0, load - layout.problem.wishes.load_per_day) for load in loads.values())


def _balance(layout: Layout) -> int:
    loads = dict.fromkeys(layout.problem.member, 0)
    for placed in layout.placed:
        for member in _seated(placed, layout.problem):
            loads[member] += placed.event.duration
    return max(loads.values(), default=0) - min(loads.values(), default=0)


def _seated(placed: Placed, problem: Problem) -> Iterator[str]:
    return (member for member in set(placed.panel) if member in problem.member)


def _changes(layout: Layout) -> int:
    """Price every change to the baseline; an event that was not in it changes nothing."""
    changes, grid = layout.problem.wishes.changes, layout.problem.grid
    units = 0
    for placed in layout.placed:
        before = layout.problem.baseline.get(placed.event.id)
        if before is None:
            continue
        if grid.day_of(before.start) != placed.day:
            units += changes.day
        elif before.start != placed.start:
            units += changes.time
        units += changes.room * (before.room != placed.room)
        units += changes.member * len(set(before.panel) - set(placed.panel))
    return units


_UNITS: dict[Objective, Callable[[Layout], int]] = {
    Objective.STATE_DAYS: _days_of_states,
    Objective.ORGANISATION_DAYS: _days_of_organisations,
    Objective.RAPPORTEUR_ABSENT: _rapporteurs,
    Objective.LUNCH: _lunch,
    Objective.PRIME_TIME: _prime_time,
    Objective.REMOTE_HOURS: _remote_hours,
    Objective.TOPICS: _topics,
    Objective.DAILY_LOAD: _daily_load,
    Objective.BALANCE: _balance,
    Objective.CHANGES: _changes,
}

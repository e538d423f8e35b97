"""Each hard constraint as it is stated to CP-SAT: posted once, or held by the domains of the variables."""

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from convoca.optimiser.domains import is_frozen
from convoca.optimiser.energy import occupied
from convoca.scheduling.constraints import Constraint

if TYPE_CHECKING:
    from convoca.optimiser.interval_model import IntervalModel

#: No variable has a value that breaks these: what an event may do alone is settled before any search.
HELD_BY_DOMAINS = frozenset(
    {
        Constraint.EVENT_IS_PLACED,
        Constraint.EVENT_IS_KNOWN,
        Constraint.ROOM_IS_KNOWN,
        Constraint.WITHIN_THE_PERIOD,
        Constraint.WITHIN_HEARING_HOURS,
        Constraint.START_IS_ON_THE_GRID,
        Constraint.DAY_IS_ALLOWED,
        Constraint.NOTICE_HAS_RUN,
        Constraint.ROOM_SEATS_EVERYBODY,
        Constraint.ROOM_HAS_THE_LANGUAGES,
        Constraint.ROOM_TAKES_PRIVATE_HEARINGS,
        Constraint.PARTY_IS_AVAILABLE,
        Constraint.MEMBER_SITS_ONCE,
        Constraint.PANEL_TAKES_PART,
        Constraint.PANEL_IS_OF_THE_WORKING_GROUP,
        Constraint.PIN_IS_KEPT,
    }
)

Posting = Callable[["IntervalModel"], None]
POSTINGS: dict[Constraint, Posting] = {}


def posts(*constraints: Constraint) -> Callable[[Posting], Posting]:
    """Register what states some constraints; the same statement may hold several."""

    def register(posting: Posting) -> Posting:
        POSTINGS.update(dict.fromkeys(constraints, posting))
        return posting

    return register


@posts(Constraint.ROOM_IS_OPEN, Constraint.ROOM_IS_NOT_HELD)
def _each_event_is_in_one_room_in_its_hours(model: "IntervalModel") -> None:
    for of in model.events:
        model.model.add_exactly_one(of.in_room.values())
        for room, literal in of.in_room.items():
            model.restrict(of, of.starts[room], literal)


@posts(Constraint.ROOM_IS_FREE, Constraint.ROOM_HAS_TURNAROUND)
def _a_room_holds_one_event_at_a_time(model: "IntervalModel") -> None:
    """Give each event an interval in the room that ends with the turnaround after it."""
    turnaround = model.problem.turnaround
    for room in range(len(model.problem.rooms)):
        intervals, possible = [], 0
        for of in model.events:
            if room in of.in_room:
                length = of.event.duration + turnaround
                intervals.append(model.interval(of, length, of.in_room[room]))
                possible |= occupied(model.instants(of.starts[room]), length)
        model.one_at_a_time(intervals, possible)


@posts(Constraint.PARTY_IS_NOT_IN_TWO_PLACES)
def _a_party_is_heard_once_at_a_time(model: "IntervalModel") -> None:
    of_party = defaultdict(list)
    for of in model.events:
        for party in dict.fromkeys(of.event.parties):
            of_party[party].append(of)
    for events in of_party.values():
        if len(events) > 1:
            possible = 0
            for of in events:
                possible |= occupied(model.instants(of.anywhere), of.event.duration)
            intervals = [model.interval(of, of.event.duration, None) for of in events]
            model.one_at_a_time(intervals, possible)


@posts(Constraint.MEMBER_IS_NOT_IN_TWO_PLACES)
def _a_member_sits_once_at_a_time(model: "IntervalModel") -> None:
    for member in range(len(model.problem.members)):
        intervals, possible = [], 0
        for of in model.events:
            if member in of.sits:
                duration = of.event.duration
                starts = of.anywhere & model.known.present(member, duration)
                intervals.append(model.interval(of, duration, of.sits[member]))
                possible |= occupied(model.instants(starts), duration)
        model.one_at_a_time(intervals, possible)


@posts(Constraint.MEMBER_IS_AVAILABLE, Constraint.PANEL_IS_IN_OFFICE)
def _a_member_sits_where_he_is_present(model: "IntervalModel") -> None:
    for of in model.events:
        for member, literal in of.sits.items():
            model.restrict(of, model.known.present(member, of.event.duration), literal)


@posts(Constraint.PANEL_IS_A_QUORUM)
def _panels_are_quorums(model: "IntervalModel") -> None:
    """Post the number of each panel; and that two quorums for which there are too few members never sit at once.

    That follows from the members' own intervals, and no solver sees it: it is the fact that decides whether a
    period has room for its plenary matters.
    """
    for of in model.events:
        if of.event.quorum:
            model.model.add(sum(of.sits.values()) >= of.event.quorum)
    members = len(model.problem.members)
    plenary = [of for of in model.events if 2 * of.event.quorum > members]
    if len(plenary) > 1:
        possible = 0
        for of in plenary:
            possible |= occupied(model.instants(of.anywhere), of.event.duration)
        model.one_at_a_time(
            [model.interval(of, of.event.duration, None) for of in plenary], possible
        )


@posts(Constraint.INTERPRETERS_SUFFICE)
def _teams_interpret_one_event_at_a_time(model: "IntervalModel") -> None:
    """Let the teams that a day has less than the best one stand as busy from morning to night."""
    for language, teams in model.problem.teams.items():
        asking = [of for of in model.events if language in of.event.languages]
        days = len(model.problem.grid.days)
        of_days = [teams[day] if day < len(teams) else len(asking) for day in range(days)]
        most = max(of_days, default=0)
        if len(asking) <= min(of_days, default=0):
            continue
        intervals = [model.interval(of, of.event.duration, None) for of in asking]
        demands = [1] * len(asking)
        for day, number in enumerate(of_days):
            if number < most:
                begins = day * model.pitch
                busy = model.model.new_fixed_size_interval_var(begins, model.pitch, "")
                intervals.append(busy)
                demands.append(most - number)
        model.model.add_cumulative(intervals, demands, most)


@posts(Constraint.PAST_STAYS)
def _a_panel_that_sat_stays(model: "IntervalModel") -> None:
    """Keep who sat; start and room of what had begun are held by its domain."""
    for of in model.events:
        if is_frozen(of.event, model.problem):
            released = model.problem.baseline[of.event.id].panel
            for position, literal in of.sits.items():
                model.model.add(literal == (model.problem.members[position].id in released))

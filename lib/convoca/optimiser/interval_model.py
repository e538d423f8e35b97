"""A timetabling problem stated to CP-SAT: one start for each event, a room for it, and who sits.

Starts are *instants*: grains, with enough time between two days for the last turnaround of the first. Each event
has an optional interval in each room that it may use and for each member who may sit; each hard constraint is
posted once, in ``postings``, and what the wishes cost is stated in ``cost_terms``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from convoca.optimiser.bitsets import span_mask
from convoca.optimiser.cp_sat import Run, Settings, engine, run
from convoca.optimiser.domains import Domains
from convoca.optimiser.postings import POSTINGS
from convoca.scheduling.problem import Assignment, Event, Problem, Programme, Span

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntervalVar, IntVar
    from ortools.util.python.sorted_interval_list import Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class EventVariables:
    """The unknowns of one event: where it starts, in which room (one is true), which members sit."""

    index: int
    event: Event
    starts: tuple[int, ...]
    start: "IntVar"
    in_room: "Mapping[int, IntVar]"
    sits: "Mapping[int, IntVar]"

    @property
    def anywhere(self) -> int:
        """Return the starts in any room."""
        mask = 0
        for starts in self.starts:
            mask |= starts
        return mask


class IntervalModel:
    """The model of a problem whose events all have some place left in ``starts`` (by event and room).

    ``shows_nights``: hours at which nothing can be held stand in the model as fixed intervals too; a proof that
    there is too little time needs them, a search is slower for them.
    """

    def __init__(
        self,
        problem: Problem,
        known: Domains,
        starts: Sequence[Sequence[int]] | None = None,
        *,
        shows_nights: bool = False,
    ) -> None:
        self.problem = problem
        self.known = known
        self.shows_nights = shows_nights
        self.model: CpModel = engine().CpModel()
        self._on_day: dict[tuple[int, int], IntVar] = {}
        self.events = tuple(
            self._variables(index, tuple(in_rooms))
            for index, in_rooms in enumerate(starts or known.starts)
        )
        for post in dict.fromkeys(POSTINGS.values()):
            post(self)

    def _variables(self, index: int, starts: tuple[int, ...]) -> EventVariables:
        event = self.problem.events[index]
        anywhere = 0
        for in_room in starts:
            anywhere |= in_room
        model = self.model
        return EventVariables(
            index=index,
            event=event,
            starts=starts,
            start=model.new_int_var_from_domain(self.domain(anywhere), f"start {event.id}"),
            in_room={
                room: model.new_bool_var(f"{event.id} in {self.problem.rooms[room].id}")
                for room, in_room in enumerate(starts)
                if in_room
            },
            sits={
                position: model.new_bool_var(f"{member.id} sits {event.id}")
                for position, member in enumerate(self.problem.members)
                if self.problem.may_sit(event, member)
                and anywhere & self.known.present(position, event.duration)
            },
        )

    # -- time -------------------------------------------------------------------------------------------------

    @cached_property
    def pitch(self) -> int:
        """The instants from one day to the next."""
        grid, turnaround = self.problem.grid, self.problem.turnaround
        if grid.stride * grid.grain_minutes == 24 * 60:
            return grid.stride
        return max(grid.stride, grid.grains_per_day + turnaround)

    def instant(self, grain: int) -> int:
        grid = self.problem.grid
        return grid.day_of(grain) * self.pitch + grid.in_day(grain)

    def grain(self, instant: int) -> int:
        day, in_day = divmod(instant, self.pitch)
        return day * self.problem.grid.stride + in_day

    def instants(self, grains: int) -> int:
        """Return a set of grains as a set of instants."""
        stride = self.problem.grid.stride
        if self.pitch == stride:
            return grains
        moved, day = 0, 0
        while grains:
            moved |= (grains & span_mask(0, stride)) << day * self.pitch
            grains >>= stride
            day += 1
        return moved

    def domain(self, grains: int) -> "Domain":
        """Return a set of grains as a domain of instants."""
        spans = [[first, end - 1] for first, end in runs(self.instants(grains))]
        domain: Domain = engine().Domain.from_intervals(spans)
        return domain

    def restrict(self, of: EventVariables, allowed: int, only_if: "IntVar") -> None:
        """Let an event start only at the allowed grains, if a literal is true."""
        if of.anywhere & ~allowed:
            expression, domain = of.start, self.domain(of.anywhere & allowed)
            self.model.add_linear_expression_in_domain(expression, domain).only_enforce_if(only_if)

    def on_day(self, of: EventVariables) -> "dict[int, IntVar]":
        """Return, for each day that an event can be on, a literal that says whether it is."""
        stride = self.problem.grid.stride
        days = [
            day
            for day in range(len(self.problem.grid.days))
            if of.anywhere & span_mask(day * stride, (day + 1) * stride)
        ]
        if (of.index, days[0]) not in self._on_day:
            for day in days:
                literal = self.model.new_bool_var(f"{of.event.id} on day {day}")
                self._on_day[of.index, day] = literal
                self.restrict(of, span_mask(day * stride, (day + 1) * stride), literal)
            self.model.add_exactly_one(self._on_day[of.index, day] for day in days)
        return {day: self._on_day[of.index, day] for day in days}

    # -- intervals --------------------------------------------------------------------------------------------

    def interval(self, of: EventVariables, length: int, only_if: "IntVar | None") -> "IntervalVar":
        """Return an event's interval, which is there only if a literal is true, where one is given."""
        model = self.model
        if only_if is None:
            return model.new_fixed_size_interval_var(of.start, length, "")
        return model.new_optional_fixed_size_interval_var(of.start, length, only_if, "")

    def one_at_a_time(self, intervals: "Sequence[IntervalVar]", possible: int) -> None:
        """Let no two intervals overlap; all of them lie within the possible instants.

        The gaps are the runs of one set, so that no two of them overlap: two that did would make every model
        infeasible.
        """
        gaps = self._gaps(possible) if self.shows_nights else ()
        nights = [self.model.new_fixed_size_interval_var(a, b - a, "") for a, b in gaps]
        self.model.add_no_overlap([*intervals, *nights])

    def _gaps(self, possible: int) -> list[Span]:
        return runs(~possible & span_mask(0, possible.bit_length()))

    # -- programmes -------------------------------------------------------------------------------------------

    def start_from(self, programme: Programme, *, time_limit: float) -> None:
        """Tell the solver of a programme, with the values of all other variables that follow from it.

        A hint that leaves variables open is nearly ignored; with one for each, the search begins there.
        """
        self._hint(programme)
        followed = run(self.model, Settings(time_limit=time_limit, is_fixed_to_hint=True))
        if followed.has_answer:
            self.model.clear_hints()  # type: ignore[no-untyped-call] # the library types all but this
            for index, value in enumerate(followed.values):
                self.model.add_hint(self.model.get_int_var_from_proto_index(index), value)

    def _hint(self, programme: Programme) -> None:
        rooms = {room.id: index for index, room in enumerate(self.problem.rooms)}
        for of in self.events:
            assignment = programme[of.event.id]
            self.model.add_hint(of.start, self.instant(assignment.start))
            for room, literal in of.in_room.items():
                self.model.add_hint(literal, room == rooms[assignment.room])
            for position, literal in of.sits.items():
                self.model.add_hint(literal, self.problem.members[position].id in assignment.panel)

    def programme(self, run: Run) -> Programme:
        """Read the programme that a run has found."""

        def value(variable: "IntVar") -> int:
            return run.values[variable.index]

        return {
            of.event.id: Assignment(
                start=self.grain(value(of.start)),
                room=next(self.problem.rooms[r].id for r, lit in of.in_room.items() if value(lit)),
                panel=tuple(self.problem.members[m].id for m, lit in of.sits.items() if value(lit)),
            )
            for of in self.events
        }


def runs(mask: int) -> list[Span]:
    """Return the half-open runs of a set."""
    found = []
    while mask:
        first = (mask & -mask).bit_length() - 1
        after = mask >> first
        length = (~after & (after + 1)).bit_length() - 1
        found.append((first, first + length))
        mask = after >> length << first + length
    return found

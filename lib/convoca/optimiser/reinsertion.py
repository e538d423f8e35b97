"""A first repair in hundredths of a second: what still holds stays, what was hit goes to its cheapest free place."""

from collections.abc import Callable, Iterable, Iterator
from random import Random

from convoca.optimiser.bitsets import grains
from convoca.optimiser.domains import Domains
from convoca.optimiser.greedy import NO_LIMIT
from convoca.optimiser.insertion import Insertion
from convoca.optimiser.state import Place, State
from convoca.optimiser.tables import tables
from convoca.scheduling.problem import Assignment, Problem, Programme

#: How many events that were not hit are taken out at once, to look for a cheaper repair.
OTHERS_TAKEN_OUT = 6
#: At how many hours the others make way for an event that finds no free place.
HOURS_TRIED = 60


class Reinsertion:
    """A programme in repair, in the prices of the problem's wishes. Same seed, same answer."""

    def __init__(self, problem: Problem, known: Domains, *, seed: int) -> None:
        self.problem = problem
        self.random = Random(seed)  # noqa: S311 - a search, no secret
        self.state = State(tables(problem, known))
        self.insertion = Insertion(self.state, self.random)
        self.unplaced: list[int] = []
        self._known = known
        self._rooms = {room.id: index for index, room in enumerate(problem.rooms)}
        self._members = {member.id: index for index, member in enumerate(problem.members)}

    def keep(self, programme: Programme) -> None:
        """Place events where they were."""
        for index, event in enumerate(self.problem.events):
            if event.id in programme:
                place = self._place(programme[event.id])
                self.state.place(index, place, self.state.cost_of(index, place))

    def insert(self, events: Iterable[int]) -> None:
        """Place events, those with the fewest places first; for one that has none free others make way."""
        for index in sorted(events, key=self._places_alone):
            if not self._insert(index) and not self._displace(index):
                self.unplaced.append(index)

    def improve(self, around: Iterable[int], is_over: Callable[[], bool], rounds: int) -> None:
        """Take out some of the hit events and a few others, and put them back more cheaply."""
        hit = [index for index in around if index not in self.unplaced]
        placed = [i for i, place in enumerate(self.state.places) if place is not None]
        if not hit:
            return
        best = State(self.state.tables)
        best.adopt(self.state)
        for _ in range(rounds):
            if is_over():
                break
            taken = self.random.sample(hit, self.random.randint(1, min(3, len(hit))))
            others = self.random.sample(placed, min(OTHERS_TAKEN_OUT, len(placed)))
            taken += [other for other in others if other not in taken]
            if self._replace(taken) and self.state.cost < best.cost:
                best.adopt(self.state)
            else:
                self.state.adopt(best)

    def programme(self) -> dict[str, Assignment]:
        return dict(self._assignments())

    def _assignments(self) -> Iterator[tuple[str, Assignment]]:
        for event, place in zip(self.problem.events, self.state.places, strict=True):
            if place is not None:
                start, room, panel = place
                members = tuple(self.problem.members[member].id for member in sorted(panel))
                room_id = self.problem.rooms[room].id
                yield event.id, Assignment(start=start, room=room_id, panel=members)

    def _place(self, assignment: Assignment) -> Place:
        panel = tuple(self._members[member] for member in assignment.panel)
        return assignment.start, self._rooms[assignment.room], panel

    def _places_alone(self, index: int) -> int:
        return sum(starts.bit_count() for starts in self._known.starts[index])

    def _insert(self, index: int) -> bool:
        found = self.insertion.best(index, NO_LIMIT)
        if found is None:
            return False
        cost, place = found
        self.state.place(index, place, cost)
        return True

    def _replace(self, taken: list[int]) -> bool:
        for index in taken:
            self.state.remove(index)
        return all(self._insert(index) for index in taken)

    def _displace(self, index: int) -> bool:
        """Make way for an event at one hour or another: the way after which the others cost least elsewhere."""
        before = State(self.state.tables)
        before.adopt(self.state)
        best: State | None = None
        starts = list(grains(self._anywhere(index)))
        for start in self.random.sample(starts, min(HOURS_TRIED, len(starts))):
            others = self._held_meanwhile(start, self.problem.events[index].duration)
            if self._make_way(index, others) and (best is None or self.state.cost < best.cost):
                best = State(self.state.tables)
                best.adopt(self.state)
            self.state.adopt(before)
        if best is not None:
            self.state.adopt(best)
        return best is not None

    def _anywhere(self, index: int) -> int:
        mask = 0
        for starts in self._known.starts[index]:
            mask |= starts
        return mask

    def _held_meanwhile(self, start: int, duration: int) -> list[int]:
        return [
            other
            for other, place in enumerate(self.state.places)
            if place is not None
            and place[0] < start + duration
            and start < place[0] + self.problem.events[other].duration
        ]

    def _make_way(self, index: int, others: list[int]) -> bool:
        for other in others:
            self.state.remove(other)
        self.random.shuffle(others)
        return all(self._insert(each) for each in (index, *others))

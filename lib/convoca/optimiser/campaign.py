"""One call of ``solve``: the best programme so far, who is told of it, and the searches for a better one."""

from random import Random
from time import perf_counter

from convoca.optimiser.bounds import lower_bound
from convoca.optimiser.greedy import first_state
from convoca.optimiser.messages import Places, Task
from convoca.optimiser.pace import Pace
from convoca.optimiser.programmes import places_of, programme_of
from convoca.optimiser.ruin_recreate import Search, state_of
from convoca.optimiser.tables import tables
from convoca.optimiser.workers import ROUNDS, Best, search_together
from convoca.scheduling.answers import (
    Explanation,
    IsCancelled,
    OnProgress,
    Progress,
    Solution,
    Status,
)
from convoca.scheduling.constraints import violations
from convoca.scheduling.objectives import costs
from convoca.scheduling.problem import Problem, Programme


class WrongAnswer(Exception):
    """The checker found fault with what the search gave: a defect, and never shown as a programme."""


class Campaign:
    """The search of one programme, by the wall clock from the moment it is made."""

    def __init__(
        self,
        problem: Problem,
        *,
        seed: int,
        on_progress: OnProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> None:
        self._begun = perf_counter()
        self.problem = problem
        self.programme: Programme = {}
        self.bound = 0
        self._cost: int | None = None
        self._first_feasible: float | None = None
        self._trace: list[Progress] = []
        self._seed = seed
        self._on_progress = on_progress
        self._is_cancelled = is_cancelled
        self._tables = tables(problem)

    @property
    def elapsed(self) -> float:
        return perf_counter() - self._begun

    @property
    def missing(self) -> int:
        return len(self.problem.events) - len(self.programme)

    @property
    def is_over(self) -> bool:
        """Whether somebody wants it to end, or nothing better is possible."""
        if self._is_cancelled is not None and self._is_cancelled():
            return True
        return self._is_optimal

    @property
    def _is_optimal(self) -> bool:
        return (
            self._cost is not None and self._cost <= self.bound and not self.problem.wishes.levels
        )

    def begin(self, start: Programme | None) -> None:
        """Take a programme that is given, as far as it fits and with the rest put in, or make one at once."""
        if start:
            given = state_of(self._tables, places_of(self.problem, start))
            places = Search(given, self._seed).best
        else:
            chance = Random(self._seed)  # noqa: S311 - no secret
            places = first_state(self._tables, chance).places
        self.take(programme_of(self.problem, places))
        self.bound = lower_bound(self.problem, self._tables)

    def search(self, *, seconds: float, iterations: int | None = None) -> None:
        """Search in this process."""
        search = Search(state_of(self._tables, self._places), self._seed)
        pace = Pace(seconds=seconds, iterations=iterations)
        known = (search.best_missing, search.best_cost)
        while pace.share < 1 and not self.is_over:
            pace.advance(search)
            if (search.best_missing, search.best_cost) < known:
                known = (search.best_missing, search.best_cost)
                self.take(programme_of(self.problem, search.best))

    def search_together(
        self, processes: int, *, time_limit: float, iterations: int | None = None
    ) -> None:
        """Search in several processes until the time is up, or for so many iterations of each."""
        places = self._places
        state = state_of(self._tables, places)
        known = (self.missing, state.cost + state.balance)
        tasks = [
            Task(
                problem=self.problem,
                places=places,
                seed=self._seed * 1000 + number,
                rounds=ROUNDS,
                iterations=iterations,
            )
            for number in range(processes)
        ]

        def on_better(found: Best) -> None:
            if found[:2] < known:
                self.take(programme_of(self.problem, found[2]))

        finished = search_together(
            tasks,
            lambda: time_limit - self.elapsed,
            on_better=on_better,
            is_over=lambda: self.is_over,
        )
        if not finished:  # no process can be had here, or somebody has ended one: go on without
            self.search(seconds=time_limit - self.elapsed, iterations=iterations)

    def take(self, programme: Programme) -> None:
        """Make a programme the best one, and tell of it."""
        self.programme = programme
        if not self.missing:
            self._cost = sum(costs(programme, self.problem).values())
            if self._first_feasible is None:
                self._first_feasible = self.elapsed
        self.tell(len(programme), self._cost, self.bound)

    def tell(self, placed: int, cost: int | None, bound: int | None) -> None:
        progress = Progress(
            seconds=self.elapsed,
            placed=placed,
            events=len(self.problem.events),
            cost=cost,
            bound=bound,
        )
        self._trace.append(progress)
        if self._on_progress is not None:
            self._on_progress(progress)

    def solution(
        self, status: Status | None = None, evidence: Explanation | None = None
    ) -> Solution:
        """Judge the best programme and give it. Raises WrongAnswer."""
        broken = violations(self.programme, self.problem)
        if broken:
            raise WrongAnswer(", ".join(f"{v.constraint}: {v.events}" for v in broken))
        if status is None and self.missing:
            status = Status.UNKNOWN
        elif status is None:
            status = Status.OPTIMAL if self._is_optimal else Status.FEASIBLE
        by_objective = costs(self.programme, self.problem)
        placed = self.programme.keys()
        return Solution(
            status=status,
            programme=self.programme,
            cost=None if self.missing else sum(by_objective.values()),
            bound=self.bound,
            cost_by_objective=by_objective,
            first_feasible_s=self._first_feasible,
            elapsed_s=self.elapsed,
            unplaced=tuple(e.id for e in self.problem.events if e.id not in placed),
            evidence=evidence,
            trace=tuple(self._trace),
        )

    @property
    def _places(self) -> Places:
        return places_of(self.problem, self.programme)

"""Repairs a released programme after a disruption: first any answer, then a better one, then the least change."""

from collections.abc import Callable
from dataclasses import replace
from os import cpu_count

from convoca.optimiser import cp_sat
from convoca.optimiser.certificates import certificates
from convoca.optimiser.change_budget import ChangeBudget
from convoca.optimiser.domains import domains, is_frozen
from convoca.optimiser.least_change import Changed, LeastChange, change_cost
from convoca.optimiser.obstacles import explain_event
from convoca.optimiser.reinsertion import Reinsertion
from convoca.optimiser.witness import attempt
from convoca.scheduling.answers import (
    Explanation,
    IsCancelled,
    Move,
    OnProgress,
    Progress,
    Repair,
    Status,
)
from convoca.scheduling.check import broken_events, check
from convoca.scheduling.objectives import costs
from convoca.scheduling.problem import Assignment, Objective, Problem, Programme

#: The part of the time, and the most seconds, in which a better answer is looked for before the least is proven.
SHARE_OF_SEARCH = 0.05
MOST_SEARCH_S = 0.5
ROUNDS_OF_SEARCH = 4000
#: The part of the time in which more is moved, where something finds no place without that.
SHARE_OF_COMPLETION = 0.2
#: The most seconds in which the best is looked for among the programmes that change as little.
MOST_REFINEMENT_S = 10.0


def repair(
    problem: Problem,
    released: Programme,
    *,
    time_limit: float = 30.0,
    workers: int | None = None,
    seed: int = 1,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Repair:
    """Change a released programme as little as the problem, as it is now, demands.

    What no longer exists is dropped; what had begun before ``problem.frozen_before`` stays. At most as many
    events get another day or hour as were hit, unless the first answer needed more. Among repairs that change
    as little, the better programme is taken. ``cost`` is that of the programme without the changes;
    ``change_cost`` is in units of the change weights. What finds no place any more is ``unplaced``.
    """
    elapsed = cp_sat.clock()
    task = _Task(problem, released, seed=seed)
    first_programme = task.first_answer()
    first_answer_s = elapsed()
    first = task.changed(first_programme)

    def tell(cost: int, bound: int) -> None:
        if on_progress is not None:
            events = len(problem.events)
            placed = events - len(task.unplaced)
            on_progress(
                Progress(seconds=elapsed(), placed=placed, events=events, cost=cost, bound=bound)
            )

    def left() -> float:
        return time_limit - elapsed()

    tell(first.change_cost, first.bound)
    if task.has_left_out:
        first = task.completed(
            first, time_limit=SHARE_OF_COMPLETION * left(), is_cancelled=is_cancelled
        )
    best = task.improved(first, _deadline(elapsed, time_limit, is_cancelled))
    tell(best.change_cost, best.bound)
    if cp_sat.is_installed() and task.is_whole and left() > 0:
        search = task.least_change(best, workers or cpu_count() or 1)
        if not best.is_proven:
            best = search.prove(best, time_limit=left(), on_better=tell, is_cancelled=is_cancelled)
        tell(best.change_cost, best.bound)
        if best.is_proven and left() > 0 and not (is_cancelled and is_cancelled()):
            best = search.refine(
                best, time_limit=min(left(), MOST_REFINEMENT_S), is_cancelled=is_cancelled
            )
    return task.answer(best, first_answer_s=first_answer_s, elapsed_s=elapsed())


def _deadline(
    elapsed: Callable[[], float], time_limit: float, is_cancelled: IsCancelled | None
) -> Callable[[], bool]:
    end = elapsed() + min(MOST_SEARCH_S, SHARE_OF_SEARCH * time_limit)
    return lambda: elapsed() > end or (is_cancelled is not None and is_cancelled())


class _Task:
    """One repair: the problem with its baseline, what was hit, and what finds no place any more."""

    def __init__(self, problem: Problem, released: Programme, *, seed: int) -> None:
        self.seed = seed
        baseline = {key: place for key, place in released.items() if key in problem.event}
        self.problem = _with_changes_first(problem, baseline)
        known = self._known = domains(self.problem)
        # What had begun and breaks something now is not undone: it stays, and is left out of the search.
        self.past = {
            event.id: baseline[event.id]
            for event, in_rooms in zip(self.problem.events, known.starts, strict=True)
            if is_frozen(event, self.problem) and not any(in_rooms)
        }
        self.hit = self._hit(baseline)
        placeable = {
            event.id
            for event, in_rooms in zip(self.problem.events, known.starts, strict=True)
            if any(in_rooms)
        }
        self._impossible = tuple(
            event.id for event in problem.events if event.id not in placeable | self.past.keys()
        )
        self.unplaced = self._impossible
        self._search_in(placeable)

    def _hit(self, baseline: Programme) -> tuple[str, ...]:
        broken = {
            event
            for event in broken_events(baseline, self.problem)
            if not is_frozen(self.problem.event[event], self.problem)
        }
        return tuple(event.id for event in self.problem.events if event.id in broken)

    def _search_in(self, events: set[str]) -> None:
        """Leave to the search only these events."""
        chosen = tuple(event for event in self.problem.events if event.id in events)
        is_whole = len(chosen) == len(self.problem.events)
        self.searched = self.problem if is_whole else replace(self.problem, events=chosen)
        self.known = self._known if is_whole else domains(self.searched)
        self.budget = ChangeBudget(self.searched, self.known)

    @property
    def is_whole(self) -> bool:
        """Whether anything is left to be searched."""
        return bool(self.searched.events)

    def first_answer(self) -> Programme:
        """Put what was hit, and what is new, where it costs least."""
        self._reinsertion = Reinsertion(self.searched, self.known, seed=self.seed)
        stays = {
            event.id: self.problem.baseline[event.id]
            for event in self.searched.events
            if event.id in self.problem.baseline and event.id not in self.hit
        }
        self._free = [i for i, event in enumerate(self.searched.events) if event.id not in stays]
        self._reinsertion.keep(stays)
        self._reinsertion.insert(self._free)
        if self._reinsertion.unplaced:
            self._leave_out(self._reinsertion.unplaced)
        return self._reinsertion.programme()

    def _leave_out(self, indices: list[int]) -> None:
        left_out = {self.searched.events[index].id for index in indices}
        self.unplaced = tuple(
            event.id
            for event in self.problem.events
            if event.id in left_out or event.id in self.unplaced
        )
        self._search_in({event.id for event in self.searched.events} - left_out)

    @property
    def has_left_out(self) -> bool:
        """Whether something is unplaced that has a place when it is alone."""
        return self.unplaced != self._impossible

    def completed(
        self, first: Changed, *, time_limit: float, is_cancelled: IsCancelled | None
    ) -> Changed:
        """Go on from the first answer, changing as little as a search can, until nothing is left out."""
        whole = self._reinsertion.problem
        found = attempt(
            whole,
            time_limit=time_limit,
            seed=self.seed,
            begun=self._reinsertion.state,
            is_cancelled=is_cancelled,
        )
        programme = first.programme
        if not found.missing:
            programme = found.programme
            self.unplaced = self._impossible
            self._search_in({event.id for event in whole.events})
        self._reinsertion = Reinsertion(self.searched, self.known, seed=self.seed)
        self._reinsertion.keep(programme)
        self._free = list(range(len(self.searched.events)))
        return self.changed(programme)

    def improved(self, first: Changed, is_over: Callable[[], bool]) -> Changed:
        """Look for a repair that changes less for a moment; it makes the proof much easier."""
        if not first.is_proven:
            self._reinsertion.improve(self._free, is_over, ROUNDS_OF_SEARCH)
            found = self.changed(self._reinsertion.programme())
            moves_more = self._moved(found.programme) > max(
                len(self.hit), self._moved(first.programme)
            )
            if found.change_cost < first.change_cost and not moves_more:
                return found
        return first

    def least_change(self, best: Changed, workers: int) -> LeastChange:
        return LeastChange(
            problem=self.searched,
            budget=self.budget,
            most_moved=max(len(self.hit), self._moved(best.programme)),
            workers=workers,
            seed=self.seed,
        )

    def changed(self, programme: Programme) -> Changed:
        """Return a programme with what its changes cost, and what any repair's must cost."""
        return Changed(
            programme=programme,
            change_cost=change_cost(self.searched, programme),
            bound=self.budget.bound,
        )

    def _moved(self, programme: Programme) -> int:
        """Count the events that are on another day or at another hour than they were released for."""
        baseline = self.problem.baseline
        return sum(
            key in baseline and baseline[key].start != place.start
            for key, place in programme.items()
        )

    def answer(self, best: Changed, *, first_answer_s: float, elapsed_s: float) -> Repair:
        programme = {**best.programme, **self.past}
        proven = best.is_proven and not self.has_left_out
        is_feasible = not self.unplaced and check(self.searched, best.programme).is_feasible
        quality = costs(programme, replace(self.problem, baseline={}))
        status = Status.OPTIMAL if proven else Status.FEASIBLE
        return Repair(
            status=status if is_feasible else Status.UNKNOWN,
            programme=programme,
            moves=self._moves(programme),
            change_cost=best.change_cost,
            bound=best.bound,
            proven=proven,
            cost=sum(quality.values()),
            hit=self.hit,
            unplaced=self.unplaced,
            evidence=self._evidence(programme) if self.unplaced else None,
            first_answer_s=first_answer_s,
            elapsed_s=elapsed_s,
        )

    def _evidence(self, programme: Programme) -> Explanation:
        """Say why something is unplaced: by a proof, or by what stands in the way of the first."""
        found = certificates(self.problem)
        if found:
            return Explanation(certificates=found)
        return explain_event(self.problem, programme, self.unplaced[0])

    def _moves(self, programme: Programme) -> tuple[Move, ...]:
        baseline = self.problem.baseline
        return tuple(
            Move(event=event.id, before=baseline.get(event.id), after=programme.get(event.id))
            for event in self.problem.events
            if not _is_same(baseline.get(event.id), programme.get(event.id))
        )


def _is_same(before: Assignment | None, after: Assignment | None) -> bool:
    if before is None or after is None:
        return before is after
    same_place = (before.start, before.room) == (after.start, after.room)
    return same_place and set(before.panel) == set(after.panel)


def _with_changes_first(problem: Problem, baseline: Programme) -> Problem:
    """Return the problem in which no gain in any other wish pays for a change."""
    wishes = problem.wishes
    others = (tuple(o for o in level if o is not Objective.CHANGES) for level in wishes.levels)
    levels = ((Objective.CHANGES,), *(level for level in others if level))
    weights = {**wishes.weights, Objective.CHANGES: 1}
    return replace(
        problem, baseline=baseline, wishes=replace(wishes, weights=weights, levels=levels)
    )

"""The repair that changes least, with proof, and the best among those that change as little (CP-SAT)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from convoca.optimiser import cp_sat
from convoca.optimiser.bitsets import span_mask
from convoca.optimiser.change_budget import ChangeBudget
from convoca.optimiser.cost_terms import Term, cost
from convoca.optimiser.cp_sat import Outcome, Run, Settings
from convoca.optimiser.interval_model import EventVariables, IntervalModel
from convoca.optimiser.prices import prices
from convoca.scheduling.answers import IsCancelled
from convoca.scheduling.check import check
from convoca.scheduling.objectives import costs
from convoca.scheduling.problem import Objective, Problem, Programme

#: (the best cost of change so far, the bound on it)
OnBetterChange = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A repaired programme, what its changes cost, and what no repair can cost less than."""

    programme: Programme
    change_cost: int
    bound: int

    @property
    def is_proven(self) -> bool:
        return self.bound >= self.change_cost


def change_cost(problem: Problem, programme: Programme) -> int:
    """Return what the changes to the baseline cost, before the weight of changes."""
    weights = {**problem.wishes.weights, Objective.CHANGES: 1}
    unweighted = replace(problem, wishes=replace(problem.wishes, weights=weights))
    return costs(programme, unweighted).get(Objective.CHANGES, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastChange:
    """The search for the least change to a problem's baseline; its wishes weigh a change as 1.

    At most ``most_moved`` events are moved to another day or hour: no more than the disruption hit.
    """

    problem: Problem
    budget: ChangeBudget
    most_moved: int
    workers: int
    seed: int

    def prove(
        self,
        best: Changed,
        *,
        time_limit: float,
        on_better: OnBetterChange,
        is_cancelled: IsCancelled | None,
    ) -> Changed:
        """Return the least change, or the best that is found and the bound that is proven in the time."""
        elapsed = cp_sat.clock()
        model, changes = self._model(best)
        model.model.add(changes <= best.change_cost)
        model.model.minimize(changes)
        model.start_from(best.programme, time_limit=time_limit / 4)
        run = cp_sat.run(
            model.model,
            self._settings(time_limit - elapsed()),
            on_better=lambda value, bound: on_better(
                best.change_cost if value is None else value, max(bound, best.bound)
            ),
            is_cancelled=is_cancelled,
        )
        return self._confirmed(best, model, run)

    def refine(
        self, best: Changed, *, time_limit: float, is_cancelled: IsCancelled | None
    ) -> Changed:
        """Return the best programme that is found among those that change no more."""
        elapsed = cp_sat.clock()
        model, changes = self._model(best)
        model.model.add(changes <= best.change_cost)
        unit = {**prices(self.problem).unit, Objective.CHANGES: 0}
        model.model.minimize(cost(model, unit))
        model.start_from(best.programme, time_limit=time_limit / 4)
        run = cp_sat.run(
            model.model, self._settings(time_limit - elapsed()), is_cancelled=is_cancelled
        )
        if not run.has_answer:
            return best
        found = model.programme(run)
        changed = change_cost(self.problem, found)
        if not check(self.problem, found).is_feasible or changed > best.change_cost:
            return best
        return Changed(programme=found, change_cost=changed, bound=best.bound)

    def _settings(self, time_limit: float) -> Settings:
        return Settings(time_limit=time_limit, workers=self.workers, seed=self.seed)

    def _model(self, best: Changed) -> tuple[IntervalModel, Term]:
        """Return the model of all repairs that change at most as much as the best, and what they change."""
        starts = self.budget.within(best.change_cost)
        model = IntervalModel(self.problem, self.budget.known, starts)
        stays = [literal for of in model.events for literal in _stays(model, of)]
        model.model.add(sum(stays) >= len(stays) - self.most_moved)
        for of in model.events:
            released = self.problem.baseline.get(of.event.id)
            if released is not None:
                # Nobody is added to a panel but to make up its quorum: it would change more, for nothing.
                most = max(of.event.quorum, len(released.panel))
                model.model.add(sum(of.sits.values()) <= most)
        return model, cost(model, {o: int(o is Objective.CHANGES) for o in Objective})

    def _confirmed(self, best: Changed, model: IntervalModel, run: Run) -> Changed:
        """Return what a run found and proved, as far as the checker and the repair in hand do not contradict it."""
        bound = max(best.bound, run.bound)
        if run.outcome is Outcome.INFEASIBLE or bound > best.change_cost:
            return best
        if run.has_answer:
            found = model.programme(run)
            changed = change_cost(self.problem, found)
            if not check(self.problem, found).is_feasible or changed != run.value:
                return best
            if changed < best.change_cost:
                return Changed(programme=found, change_cost=changed, bound=bound)
        return Changed(programme=best.programme, change_cost=best.change_cost, bound=bound)


def _stays(model: IntervalModel, of: EventVariables) -> list[Term]:
    """Return a literal that can be true only if an event keeps its day and hour; none if it was not released."""
    released = model.problem.baseline.get(of.event.id)
    if released is None:
        return []
    kept = span_mask(released.start, released.start + 1)
    if not of.anywhere & kept:
        return [0]
    literal = model.model.new_bool_var(f"{of.event.id} stays")
    model.restrict(of, kept, literal)
    return [literal]

"""The best programme with a proof that none is better, where the time is enough for one (CP-SAT)."""

from dataclasses import dataclass, replace

from convoca.optimiser import cp_sat
from convoca.optimiser.cost_terms import cost
from convoca.optimiser.cp_sat import Outcome, Run, Settings
from convoca.optimiser.domains import domains
from convoca.optimiser.interval_model import IntervalModel
from convoca.optimiser.prices import prices
from convoca.scheduling.answers import IsCancelled, OnProgress, Progress, Status
from convoca.scheduling.check import check
from convoca.scheduling.objectives import total_cost
from convoca.scheduling.problem import Problem, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The best programme known, its cost, and what no programme can go below.

    ``cost`` and ``bound`` are in the prices of the search: where the wishes have levels, these are not the
    weighted cost. INFEASIBLE is said if two runs that work differently agree and there is no programme.
    """

    status: Status
    programme: Programme | None
    cost: int | None
    bound: int = 0


def price(problem: Problem, programme: Programme) -> int:
    """Return what a programme costs in the prices of the search."""
    wishes = replace(problem.wishes, weights=prices(problem).unit)
    return total_cost(programme, replace(problem, wishes=wishes))


def prove(
    problem: Problem,
    start: Programme | None,
    *,
    time_limit: float = 30.0,
    workers: int = 2,
    seed: int = 1,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Proof:
    """Improve a programme, or find one, until it is proven that there is none better or the time is up.

    The checker judges what the solver gives; an answer that it does not confirm, or that a programme in hand
    contradicts, is not used.
    """
    elapsed = cp_sat.clock()
    known = domains(problem)
    in_hand = _in_hand(problem, start)
    if not cp_sat.is_installed() or not all(any(in_rooms) for in_rooms in known.starts):
        return in_hand
    model = IntervalModel(problem, known)
    model.model.minimize(cost(model, prices(problem).unit))
    if in_hand.programme is not None:
        model.start_from(in_hand.programme, time_limit=time_limit / 4)

    def tell(best: int | None, bound: int) -> None:
        if on_progress is not None:
            events = len(problem.events)
            placed = 0 if best is None else events
            on_progress(
                Progress(
                    seconds=elapsed(), placed=placed, events=events, cost=best, bound=max(bound, 0)
                )
            )

    run = cp_sat.run(
        model.model,
        Settings(time_limit=time_limit - elapsed(), workers=workers, seed=seed),
        on_better=tell,
        is_cancelled=is_cancelled,
    )
    if run.outcome is Outcome.INFEASIBLE and in_hand.programme is None:
        agreed = decide(problem, time_limit=time_limit, is_cancelled=is_cancelled)
        status = Status.INFEASIBLE if agreed is Status.INFEASIBLE else Status.UNKNOWN
        return Proof(status=status, programme=None, cost=None)
    return _better(problem, in_hand, model, run)


def _in_hand(problem: Problem, start: Programme | None) -> Proof:
    if start is None or not check(problem, start).is_feasible:
        return Proof(status=Status.UNKNOWN, programme=None, cost=None)
    return Proof(status=Status.FEASIBLE, programme=start, cost=price(problem, start))


def _better(problem: Problem, in_hand: Proof, model: IntervalModel, run: Run) -> Proof:
    """Return the better of a programme in hand and a run's, as far as the checker confirms the run."""
    if not run.has_answer:
        bound = run.bound if run.outcome is Outcome.UNKNOWN else 0
        return Proof(
            status=in_hand.status,
            programme=in_hand.programme,
            cost=in_hand.cost,
            bound=min(bound, in_hand.cost) if in_hand.cost is not None else 0,
        )
    found = model.programme(run)
    is_confirmed = check(problem, found).is_feasible and price(problem, found) == run.value
    is_contradicted = in_hand.cost is not None and in_hand.cost < run.bound
    if not is_confirmed or is_contradicted:
        return in_hand
    if in_hand.cost is not None and in_hand.cost < price(problem, found):
        found = in_hand.programme or found
    best = price(problem, found)
    status = Status.OPTIMAL if run.bound >= best else Status.FEASIBLE
    return Proof(status=status, programme=found, cost=best, bound=run.bound)


def decide(
    problem: Problem, *, time_limit: float, is_cancelled: IsCancelled | None = None
) -> Status:
    """Say whether any programme exists, whatever it costs: FEASIBLE, INFEASIBLE or UNKNOWN.

    INFEASIBLE only if two runs that work differently, without presolve and with it, both say so: one run's word
    is not enough, CP-SAT 9.15 has called feasible models infeasible.
    """
    elapsed = cp_sat.clock()
    known = domains(problem)
    if not all(any(in_rooms) for in_rooms in known.starts):
        return Status.INFEASIBLE
    model = IntervalModel(problem, known, shows_nights=True)
    for is_presolved in (False, True):
        run = cp_sat.run(
            model.model,
            Settings(time_limit=time_limit - elapsed(), is_presolved=is_presolved),
            is_cancelled=is_cancelled,
        )
        if run.has_answer:
            is_confirmed = check(problem, model.programme(run)).is_feasible
            return Status.FEASIBLE if is_confirmed else Status.UNKNOWN
        if run.outcome is Outcome.UNKNOWN:
            return Status.UNKNOWN
    return Status.INFEASIBLE

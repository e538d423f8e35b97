"""The one door to OR-Tools: it is imported (half a second) when a model is first built, and not before."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any

from convoca.scheduling.answers import IsCancelled

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

#: Seconds between two looks at whether somebody has cancelled.
LOOK_EVERY = 0.05

#: The searches that prove most here: the whole linear relaxation, and cores of the objective. With them, the
#: bound after 25 s on 60 events is four times that of the solver's own choice for two workers.
STRATEGIES = ("max_lp_sym", "core")

#: (best value so far or None, bound)
OnBetter = Callable[[int | None, int], None]


class Outcome(Enum):
    OPTIMAL = "OPTIMAL"
    FEASIBLE = "FEASIBLE"
    INFEASIBLE = "INFEASIBLE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a model is solved. Probing stays on: without it 9.15 has called feasible models infeasible."""

    time_limit: float
    workers: int = 1
    seed: int = 1
    is_presolved: bool = True
    strategies: tuple[str, ...] = STRATEGIES
    is_fixed_to_hint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of the solver said; ``values`` has one for each variable, by its index."""

    outcome: Outcome
    value: int | None = None
    bound: int = 0
    values: tuple[int, ...] = field(default=(), repr=False)

    @property
    def has_answer(self) -> bool:
        return self.outcome in {Outcome.OPTIMAL, Outcome.FEASIBLE}


def is_installed() -> bool:
    return find_spec("ortools") is not None


@cache
def engine() -> ModuleType:
    """Import CP-SAT."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - half a second that most runs need not pay

    return cp_model


def run(
    model: "CpModel",
    settings: Settings,
    *,
    on_better: OnBetter | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Run:
    """Solve a model; the callbacks are called from the caller's own thread."""
    solver = _solver(settings)
    heard = _Heard(engine())
    solver.best_bound_callback = heard.hear_bound
    with ThreadPoolExecutor(max_workers=1) as threads:
        answer = threads.submit(solver.solve, model, heard.callback)
        try:
            _follow(answer, heard, on_better, is_cancelled, solver.stop_search)
        finally:
            while not answer.done():
                solver.stop_search()
                wait([answer], timeout=LOOK_EVERY)
    return _result(solver, answer.result(), has_objective=model.has_objective())


class _Heard:
    """What the solver's threads have told so far."""

    def __init__(self, cp_model: Any) -> None:
        self.value: int | None = None
        self.bound = 0
        heard = self

        class Callback(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
            def on_solution_callback(self) -> None:
                heard.value = round(self.objective_value)
                heard.bound = round(self.best_objective_bound)

        self.callback = Callback()

    def hear_bound(self, bound: float) -> None:
        self.bound = round(bound)


def _follow(
    answer: "Future[Any]",
    heard: _Heard,
    on_better: OnBetter | None,
    is_cancelled: IsCancelled | None,
    stop: Callable[[], None],
) -> None:
    told: tuple[int | None, int] = (None, 0)
    while not answer.done():
        wait([answer], timeout=LOOK_EVERY)
        if is_cancelled is not None and is_cancelled():
            stop()
        if on_better is not None and (heard.value, heard.bound) != told:
            told = (heard.value, heard.bound)
            on_better(*told)


def _solver(settings: Settings) -> Any:
    solver = engine().CpSolver()
    parameters = solver.parameters
    parameters.max_time_in_seconds = max(settings.time_limit, 0.01)
    parameters.num_workers = settings.workers
    parameters.random_seed = settings.seed
    parameters.cp_model_presolve = settings.is_presolved
    parameters.cp_model_probing_level = 1
    if settings.workers > 1:
        parameters.subsolvers.extend(settings.strategies)
    parameters.fix_variables_to_their_hinted_value = settings.is_fixed_to_hint
    return solver


def _result(solver: Any, status: Any, *, has_objective: bool) -> Run:
    cp_model = engine()
    outcome = {
        cp_model.OPTIMAL: Outcome.OPTIMAL,
        cp_model.FEASIBLE: Outcome.FEASIBLE,
        cp_model.INFEASIBLE: Outcome.INFEASIBLE,
    }.get(status, Outcome.UNKNOWN)
    answered = outcome in {Outcome.OPTIMAL, Outcome.FEASIBLE}
    return Run(
        outcome=outcome,
        value=round(solver.objective_value) if answered and has_objective else None,
        bound=_whole_bound(solver.best_objective_bound) if has_objective else 0,
        values=tuple(solver.response_proto.solution) if answered else (),
    )


def _whole_bound(bound: float) -> int:
    """Return the bound as a whole number that is surely not above it."""
    return max(0, int(bound + 1e-6)) if abs(bound) < 2**53 else 0


def clock() -> Callable[[], float]:
    """Return a function that says how many seconds have gone by since."""
    begun = time.perf_counter()
    return lambda: time.perf_counter() - begun

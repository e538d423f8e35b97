"""Programmes of 20 to 500 hearings: how soon there is one, what it costs, and what a drag of one asks for.

Costs are those of the independent checker, after so many seconds of the wall clock with one process per core.

python tests/bench/bench_solver.py [SECONDS] [INSTANCE ...]
"""

import importlib.util
import json
import resource
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from types import ModuleType

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from convoca.optimiser.options import Desk
from convoca.optimiser.solve import solve
from convoca.scheduling.interchange import problem_from, programme_document
from convoca.scheduling.problem import Problem, Programme
from support.planning_documents import BENCH

SECONDS = 10.0
INSTANCES = ("h20n-s1", "h20t-s1", "h60n-s1", "h60t-s1", "h150n-s1", "h150t-s1", "h500n-s1")
#: What another engine reached in a minute, the best that was seen of it.
TIMEFOLD = {
    "h60n-s1": 260,
    "h60t-s1": 264,
    "h150n-s1": 1288,
    "h150t-s1": 1458,
    "h500n-s1": 11392,
}


def main(seconds: float, instances: tuple[str, ...]) -> None:
    judge = the_judge()
    print(
        f"{'instance':<10}{'first s':>9}{'cost':>8}{'bound':>7}{'of':>7}{'options ms':>12}  status"
    )
    for name in instances:
        document = json.loads((BENCH / "instances" / f"{name}.json").read_text())
        problem = problem_from(document)
        solution = solve(problem, time_limit=seconds)
        broken, costs = judge.check(document, programme_document(solution.programme, problem))
        cost = sum(costs.values())
        if broken or cost != solution.cost:
            sys.exit(f"{name}: the judge finds {broken[:3]}, cost {cost}")
        share = f"{cost / TIMEFOLD[name]:.2f}x" if name in TIMEFOLD else ""
        print(
            f"{name:<10}{solution.first_feasible_s or 0:>9.3f}{cost:>8}{solution.bound:>7}{share:>7}"
            f"{options_ms(problem, solution.programme):>12.2f}  {solution.status}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    of_workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, of the largest worker {of_workers:.0f} MB")


def options_ms(problem: Problem, programme: Programme) -> float:
    """Return how long one event's legal places take, the desk being laid."""
    desk = Desk(problem, programme)
    spent = []
    for event in problem.events:
        begin = perf_counter()
        desk.options(event.id)
        spent.append((perf_counter() - begin) * 1000)
    return median(spent)


def the_judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", BENCH / "check.py")
    if spec is None or spec.loader is None:
        sys.exit(f"no judge in {BENCH}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    _, *asked = sys.argv
    named = tuple(argument for argument in asked if argument.startswith("h"))
    limits = [float(argument) for argument in asked if not argument.startswith("h")]
    main(limits[0] if limits else SECONDS, named or INSTANCES)

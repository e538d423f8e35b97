"""Plan a whole period: a first programme at once, then better ones for as long as there is time."""

from os import cpu_count

from convoca.optimiser.campaign import Campaign
from convoca.scheduling.answers import (
    Explanation,
    IsCancelled,
    OnProgress,
    Progress,
    Solution,
    Status,
)
from convoca.scheduling.problem import Problem, Programme

#: Up to so many events it is worth while to look for a proof that no programme is better.
PROVABLE = 25
#: The part of the time that the search has before the proof, and the most of it, in seconds.
BEFORE_PROOF, BEFORE_PROOF_S = 0.25, 2.0


def solve(
    problem: Problem,
    *,
    time_limit: float = 10.0,
    workers: int | None = None,
    seed: int = 1,
    iterations: int | None = None,
    start: Programme | None = None,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Solution:
    """Place every event, as well as ``time_limit`` (seconds) allows, and judge the programme before it is given.

    ``workers``: processes, None for one per core. With ``iterations`` (of each worker) the clock is not looked
    at: the same seed, workers and iterations give the same answer. Where it is cancelled the best programme
    until then is given. Raises WrongAnswer.
    """
    campaign = Campaign(problem, seed=seed, on_progress=on_progress, is_cancelled=is_cancelled)
    campaign.begin(start)
    evidence = _evidence(problem) if campaign.missing else None
    if evidence is not None:
        return campaign.solution(Status.INFEASIBLE, evidence)
    processes = workers or cpu_count() or 1
    if iterations is None and len(problem.events) <= PROVABLE:
        campaign.search(seconds=min(time_limit * BEFORE_PROOF, BEFORE_PROOF_S))
        return campaign.solution(_prove(campaign, time_limit, processes))
    if processes == 1:
        campaign.search(seconds=time_limit - campaign.elapsed, iterations=iterations)
    else:
        campaign.search_together(processes, time_limit=time_limit, iterations=iterations)
    return campaign.solution()


def _evidence(problem: Problem) -> Explanation | None:
    from convoca.optimiser.certificates import certificates  # noqa: PLC0415 - only where something is wrong

    found = certificates(problem)
    return Explanation(certificates=found, verified=True) if found else None


def _prove(campaign: Campaign, time_limit: float, processes: int) -> Status | None:
    """Look for a proof in what is left of the time; says OPTIMAL where there is one."""
    from convoca.optimiser.prove import prove  # noqa: PLC0415 - imports OR-Tools

    if campaign.is_over or campaign.elapsed >= time_limit:
        return None

    def tell(progress: Progress) -> None:
        campaign.tell(progress.placed, progress.cost, progress.bound)

    problem = campaign.problem
    proof = prove(
        problem,
        None if campaign.missing else campaign.programme,
        time_limit=time_limit - campaign.elapsed,
        workers=processes,
        on_progress=None if problem.wishes.levels else tell,
        is_cancelled=lambda: campaign.is_over,
    )
    if proof.programme is not None:
        campaign.take(proof.programme)
    if not problem.wishes.levels and proof.bound is not None:
        campaign.bound = max(campaign.bound, proof.bound)
    return Status.OPTIMAL if proof.status is Status.OPTIMAL else None

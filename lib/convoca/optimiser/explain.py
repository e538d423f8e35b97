"""Why a problem has no programme: certificates, a smallest conflict, and cures that have been tried."""

from collections.abc import Callable, Sequence

from convoca.optimiser import cp_sat
from convoca.optimiser.certificates import certificates
from convoca.optimiser.conflict import keeping, of_events, requirements, smallest
from convoca.optimiser.correction import Cause, cures
from convoca.optimiser.verification import is_confirmed
from convoca.optimiser.witness import possibility, programme_of
from convoca.scheduling.answers import (
    Certificate,
    CertificateKind,
    Explanation,
    IsCancelled,
    OnProgress,
    Progress,
    Requirement,
    Status,
)
from convoca.scheduling.problem import Problem

#: Seconds for one question whether some of a conflict is still one.
QUESTION_S = 2.0


def explain(
    problem: Problem,
    *,
    time_limit: float = 15.0,
    on_progress: OnProgress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> Explanation:
    """Say why not everything can be placed, and what would help; nothing if a programme was found or no proof.

    First what can be counted by hand. Where that finds nothing, a proof by CP-SAT, and of it the smallest set of
    events and requirements. ``verified`` only if every proof was confirmed by other means.
    """
    elapsed = cp_sat.clock()

    def left() -> float:
        is_over = is_cancelled is not None and is_cancelled()
        return 0.0 if is_over else time_limit - elapsed()

    def tell() -> None:
        if on_progress is not None:
            on_progress(Progress(seconds=elapsed(), placed=0, events=len(problem.events)))

    found = certificates(problem)
    tell()
    if not found:
        return _without_certificate(problem, left, elapsed, is_cancelled)
    causes: list[Cause] = [
        (certificate, _conflict_of(problem, certificate)) for certificate in found
    ]
    conflict = next((needs for _, needs in causes if needs), ())
    tell()
    verified = all(
        is_confirmed(problem, certificate.events, time_limit=left()) for certificate in found
    )
    if conflict:
        events = next(certificate.events for certificate, needs in causes if needs)
        verified = verified and _is_smallest(of_events(problem, events), conflict, left)
    tell()
    return Explanation(
        certificates=found,
        conflict=conflict,
        correction=cures(problem, causes, left=left, is_cancelled=is_cancelled),
        verified=verified,
        elapsed_s=elapsed(),
    )


def _conflict_of(problem: Problem, certificate: Certificate) -> tuple[Requirement, ...]:
    """Return the smallest conflict behind a certificate; none behind one that only counts."""
    if certificate.kind is CertificateKind.TOO_MUCH:
        return ()
    concerned = of_events(problem, certificate.events)
    return smallest(
        requirements(concerned), lambda kept: bool(certificates(keeping(concerned, kept)))
    )


def _is_smallest(
    problem: Problem, conflict: Sequence[Requirement], left: Callable[[], float]
) -> bool:
    """Whether a conflict is confirmed, and there is a programme as soon as any one of it is given up."""
    everything = tuple(event.id for event in problem.events)
    return is_confirmed(keeping(problem, conflict), everything, time_limit=left()) and all(
        programme_of(
            keeping(problem, [other for other in conflict if other != need]),
            time_limit=min(left(), QUESTION_S),
        )
        is not None
        for need in conflict
    )


def _without_certificate(
    problem: Problem,
    left: Callable[[], float],
    elapsed: Callable[[], float],
    is_cancelled: IsCancelled | None,
) -> Explanation:
    """Explain what cannot be counted: first which events do not go together, then which requirements."""
    if possibility(problem, time_limit=left(), is_cancelled=is_cancelled) is not Status.INFEASIBLE:
        return Explanation(elapsed_s=elapsed())

    def is_impossible(of: Problem) -> bool:
        question = min(left(), QUESTION_S)
        if question <= 0:
            return False
        return possibility(of, time_limit=question, is_cancelled=is_cancelled) is Status.INFEASIBLE

    events = smallest(
        tuple(event.id for event in problem.events),
        lambda kept: bool(kept) and is_impossible(of_events(problem, kept)),
    )
    concerned = of_events(problem, events)
    conflict = smallest(
        requirements(concerned), lambda kept: is_impossible(keeping(concerned, kept))
    )
    return Explanation(
        conflict=conflict,
        events=events,
        correction=cures(problem, (), left=left, is_cancelled=is_cancelled),
        verified=_is_smallest(concerned, conflict, left),
        elapsed_s=elapsed(),
    )

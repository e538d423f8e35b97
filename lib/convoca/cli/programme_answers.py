"""What the engines answered, as data for programs and as sentences for people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day as worded_day
from convoca.i18n.dates import hour as worded_hour
from convoca.i18n.findings import sentence
from convoca.i18n.planning_words import (
    certificate_sentence,
    cure_sentence,
    objective_name,
    requirement_words,
    status_sentence,
)
from convoca.scheduling.answers import Explanation, Move, Repair, Solution, Status
from convoca.scheduling.check import Report
from convoca.scheduling.interchange import programme_document
from convoca.scheduling.problem import Assignment, Objective, Problem

#: Sentences of one kind that a person reads before giving up, and a program is given.
_MOST_SAID, _MOST_LISTED = 20, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``is_complete``: everything is as it should be, exit code 0."""

    data: Mapping[str, object]
    words: str
    is_complete: bool


def rounded(value: float | None) -> float | None:
    """Return seconds or a part as a person reads them; more places would feign precision."""
    return None if value is None else round(value, 4)


def solution_answer(
    solution: Solution, report: Report, problem: Problem, language: Language
) -> Answer:
    """Say what a search found; ``report`` is what the checker says of it."""
    is_complete = _is_found(solution.status) and report.is_feasible
    data: dict[str, object] = {
        "format": "convoca/solve/1",
        "status": str(solution.status),
        "cost": report.cost if is_complete else None,
        "bound": solution.bound,
        "gap": rounded(solution.gap) if is_complete else None,
        "cost_by_objective": _costs(report.cost_by_objective) if is_complete else {},
        "first_feasible_s": rounded(solution.first_feasible_s),
        "elapsed_s": rounded(solution.elapsed_s),
        "violations": len(report.violations),
        "unplaced": list(solution.unplaced),
    }
    if solution.evidence is not None:
        data |= _evidence(solution.evidence, problem, language)
    return Answer(
        data=data,
        words="\n".join(_solution_words(solution, report, problem, language)),
        is_complete=is_complete,
    )


def report_answer(report: Report, language: Language) -> Answer:
    """Say what the checker found in a programme."""
    listed = report.violations[:_MOST_LISTED]
    said = [sentence(violation.as_finding(), language) for violation in listed]
    found = [
        {
            "constraint": str(violation.constraint),
            "events": list(violation.events),
            "articles": list(violation.as_finding().articles),
            "sentence": words,
        }
        for violation, words in zip(listed, said, strict=True)
    ]
    verdict = (
        text("It breaks nothing.", language)
        if report.is_feasible
        else text("It breaks {count} of what must hold:", language, count=len(report.violations))
    )
    cost = text("Cost: {cost}", language, cost=report.cost)
    return Answer(
        data={
            "format": "convoca/check/1",
            "feasible": report.is_feasible,
            "violations": len(report.violations),
            "violated": found,
            "cost": report.cost,
            "cost_by_objective": _costs(report.cost_by_objective),
        },
        words="\n".join(
            [
                verdict,
                *_some(said, len(report.violations), language),
                cost,
                *_prices(report, language),
            ]
        ),
        is_complete=report.is_feasible,
    )


def explanation_answer(explanation: Explanation, problem: Problem, language: Language) -> Answer:
    """Say why there is no programme; complete means that nothing was found to stand in the way."""
    is_free = not explanation.certificates and not explanation.conflict
    words = (
        [text("Nothing was found that stands in the way of a programme.", language)]
        if is_free
        else _explanation_words(explanation, problem, language)
    )
    return Answer(
        data={
            "format": "convoca/explain/1",
            **_evidence(explanation, problem, language),
            "elapsed_s": rounded(explanation.elapsed_s),
        },
        words="\n".join(words),
        is_complete=is_free,
    )


def repair_answer(repair: Repair, report: Report, problem: Problem, language: Language) -> Answer:
    """Say what changes in a released programme; ``report`` is what the checker says of the new one."""
    is_complete = _is_found(repair.status) and report.is_feasible
    data: dict[str, object] = {
        "format": "convoca/repair/1",
        "status": str(repair.status),
        "change_cost": repair.change_cost,
        "bound": repair.bound,
        "proven": repair.proven,
        "cost": report.cost if is_complete else None,
        "cost_by_objective": _costs(report.cost_by_objective) if is_complete else {},
        "hit": list(repair.hit),
        "moves": [_move(move, problem) for move in repair.moves],
        "unplaced": list(repair.unplaced),
        "first_answer_s": rounded(repair.first_answer_s),
        "elapsed_s": rounded(repair.elapsed_s),
        "violations": len(report.violations),
    }
    if repair.evidence is not None:
        data |= _evidence(repair.evidence, problem, language)
    return Answer(
        data=data,
        words="\n".join(_repair_words(repair, problem, language)),
        is_complete=is_complete,
    )


def _is_found(status: Status) -> bool:
    return status in {Status.OPTIMAL, Status.FEASIBLE}


def _costs(costs: Mapping[Objective, int]) -> dict[str, int]:
    return {str(objective): cost for objective, cost in costs.items()}


def _evidence(explanation: Explanation, problem: Problem, language: Language) -> dict[str, object]:
    return {
        "certificates": [
            {
                "kind": str(certificate.kind),
                "events": list(certificate.events),
                "facts": dict(certificate.facts),
                "sentence": certificate_sentence(certificate, language, problem),
            }
            for certificate in explanation.certificates
        ],
        "conflict": [
            {
                "kind": str(requirement.kind),
                "subject": requirement.subject,
                "sentence": requirement_words(requirement, language, problem),
            }
            for requirement in explanation.conflict
        ],
        "correction": [
            {
                "kind": str(cure.kind),
                "events": list(cure.events),
                "count": cure.count,
                "facts": dict(cure.facts),
                "sentence": cure_sentence(cure, language, problem),
            }
            for cure in explanation.correction
        ],
        "verified": explanation.verified,
    }


def _solution_words(
    solution: Solution, report: Report, problem: Problem, language: Language
) -> Iterable[str]:
    yield status_sentence(solution, language)
    if _is_found(solution.status):
        yield from _prices(report, language)
        yield text(
            "First programme after {first} s; searched for {seconds} s.",
            language,
            first=f"{solution.first_feasible_s or 0:.2f}",
            seconds=f"{solution.elapsed_s:.1f}",
        )
    elif solution.evidence is not None:
        yield from _explanation_words(solution.evidence, problem, language)
    elif solution.unplaced:
        yield _not_placed(solution.unplaced, problem, language)


def _prices(report: Report, language: Language) -> list[str]:
    return [
        f"  {cost:>6}  {objective_name(objective, language)}"
        for objective, cost in report.cost_by_objective.items()
        if cost
    ]


def _explanation_words(explanation: Explanation, problem: Problem, language: Language) -> list[str]:
    words = [certificate_sentence(c, language, problem) for c in explanation.certificates]
    if explanation.conflict:
        words.append(text("These cannot all hold:", language))
        words += [
            f"  - {requirement_words(requirement, language, problem)}"
            for requirement in explanation.conflict
        ]
    if explanation.correction:
        words.append(text("What would help:", language))
        words += [f"  - {cure_sentence(c, language, problem)}" for c in explanation.correction]
    return list(dict.fromkeys(words))  # what helps against two causes is said once


def _repair_words(repair: Repair, problem: Problem, language: Language) -> Iterable[str]:
    yield status_sentence(repair, language)
    if _is_found(repair.status):
        yield from (_move_words(move, problem, language) for move in repair.moves)
        yield text("Cost of the changes: {cost}", language, cost=repair.change_cost)
    elif repair.unplaced:
        yield _not_placed(repair.unplaced, problem, language)
        if repair.evidence is not None:
            yield from _explanation_words(repair.evidence, problem, language)


def _not_placed(events: Iterable[str], problem: Problem, language: Language) -> str:
    titles = ", ".join(problem.event[event].title or event for event in events)
    return text("Not placed: {titles}", language, titles=titles)


def _move(move: Move, problem: Problem) -> dict[str, object]:
    def place(assignment: Assignment | None) -> object:
        if assignment is None:
            return None
        return programme_document({move.event: assignment}, problem)[move.event]

    return {"event": move.event, "before": place(move.before), "after": place(move.after)}


def _move_words(move: Move, problem: Problem, language: Language) -> str:
    event = problem.event[move.event]
    before, after = (_place_words(place, problem, language) for place in (move.before, move.after))
    return f"  {event.title or event.id}: {before} → {after}"


def _place_words(place: Assignment | None, problem: Problem, language: Language) -> str:
    if place is None:
        return "—"
    day, hour = problem.grid.wall(place.start)
    when = f"{worded_day(day, language)} {worded_hour(hour, language)}"
    room = problem.room[place.room]
    members = ", ".join(problem.member[member].name or member for member in place.panel)
    return f"{when} {room.name or room.id} ({members})"


def _some(said: list[str], count: int, language: Language) -> list[str]:
    shown = [f"  - {words}" for words in said[:_MOST_SAID]]
    if count > len(shown):
        shown.append(text("… and {count} more", language, count=count - len(shown)))
    return shown

"""What follows a visit: recommendations counted and tracked, the report on the State, Chapter IV.B (Arts. 58-60)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from convoca.domain.commitment import FollowUpNote, FollowUpState
from convoca.domain.errors import InvalidValue, NotFound
from convoca.domain.finding import Finding
from convoca.domain.identifiers import StateCode, new_id
from convoca.domain.on_site_observation import (
    ObservationKind,
    OnSiteObservation,
    Recommendation,
    VisitReport,
)
from convoca.rules.country_reports import (
    report_waits_for_the_state,
    visited_state_is_left_out_of_chapter_iv_b,
)
from convoca.services.observations import save_observation
from convoca.services.ports import UnitOfWork

_RUNNING = frozenset({FollowUpState.OPEN, FollowUpState.PARTLY_DONE})

#: The key, in the table of majorities, of a decision to include a State in Chapter IV.B (Art. 59.7).
_INCLUSION = "chapter_iv_b"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationCount:
    """How many recommendations there are, how many are in which state, and how many are overdue."""

    total: int
    by_state_of_things: Mapping[FollowUpState, int]
    overdue: int


def recommend(
    visit: OnSiteObservation,
    texts: Iterable[str],
    *,
    state: StateCode,
    made_on: date,
    due: date | None = None,
    reason: str,
    uow: UnitOfWork,
) -> OnSiteObservation:
    """Add recommendations to a State, numbered on from those there are; blank ones are left out.

    Raises InvalidValue for a State that the visit is not about, and what saving raises.
    """
    if state not in visit.states:
        raise InvalidValue("state", "A recommendation is made to a State that the visit is about.")
    said = [" ".join(text.split()) for text in texts if text.strip()]
    first = next_number(visit.recommendations)
    new = tuple(
        Recommendation(
            id=new_id(),
            number=number,
            text=text,
            state=state,
            made_on=made_on,
            due=due,
            preliminary=visit.report.published_on is None,
        )
        for number, text in enumerate(said, start=first)
    )
    after = replace(visit, recommendations=(*visit.recommendations, *new))
    return save_observation(after, reason=reason, uow=uow)


def next_number(recommendations: Iterable[Recommendation]) -> int:
    return max((each.number for each in recommendations), default=0) + 1


def follow_up(
    visit: OnSiteObservation, key: UUID, note: FollowUpNote, *, reason: str, uow: UnitOfWork
) -> OnSiteObservation:
    """Note what was heard of a recommendation; earlier notes stay. Raises NotFound and what saving raises."""
    found = next((each for each in visit.recommendations if each.id == key), None)
    if found is None:
        raise NotFound("recommendation", str(key))
    noted = replace(found, followed_up=note.state, notes=(*found.notes, note))
    after = replace(
        visit,
        recommendations=tuple(noted if each.id == key else each for each in visit.recommendations),
    )
    return save_observation(after, reason=reason, uow=uow)


def with_report(visit: OnSiteObservation, report: VisitReport) -> OnSiteObservation:
    """Return a visit with the steps of its report; once it is published nothing in it is preliminary."""
    recommendations = visit.recommendations
    if report.published_on is not None:
        recommendations = tuple(replace(each, preliminary=False) for each in recommendations)
    return replace(visit, report=report, recommendations=recommendations)


def is_overdue(recommendation: Recommendation, today: date) -> bool:
    running = recommendation.followed_up in _RUNNING
    return running and recommendation.due is not None and recommendation.due < today


def count_of(recommendations: Iterable[Recommendation], today: date) -> RecommendationCount:
    found = tuple(recommendations)
    return RecommendationCount(
        total=len(found),
        by_state_of_things={
            state: number
            for state in FollowUpState
            if (number := sum(each.followed_up is state for each in found))
        },
        overdue=sum(is_overdue(each, today) for each in found),
    )


def findings_afterwards(
    visit: OnSiteObservation,
    *,
    visits: Iterable[OnSiteObservation],
    included: Mapping[tuple[StateCode, int], date],
    today: date,
) -> tuple[Finding, ...]:
    """Judge what follows a visit that is over: its report (Art. 60), the annual report of its year (Art. 59.8).

    ``included`` holds the days on which States were included in Chapter IV.B of a year. Of visits
    that are no on-site observations nothing is asked.
    """
    if visit.is_cancelled or visit.closes >= today or visit.kind is not ObservationKind.ON_SITE:
        return ()
    others = tuple(visits)
    return (
        *_of_the_year(visit, others, included),
        report_waits_for_the_state(report=visit.report, today=today),
    )


def _of_the_year(
    visit: OnSiteObservation,
    visits: tuple[OnSiteObservation, ...],
    included: Mapping[tuple[StateCode, int], date],
) -> Iterator[Finding]:
    year = visit.opens.year
    known = [each for each in visits if each.id != visit.id]
    for state in visit.states:
        yield visited_state_is_left_out_of_chapter_iv_b(
            state=state,
            year=year,
            visits=[*known, visit],
            included_on=included.get((state, year)),
        )


def included_in_chapter_iv_b(*, uow: UnitOfWork) -> dict[tuple[StateCode, int], date]:
    """Return the States that the Commission decided to include, by year of the report, with the day.

    A vote counts for the year that its day at the seat lies in; one of January to April is about the
    report of the year before, which is adopted in those months (practice; no article says so).
    ``uow`` is an open transaction.
    """
    found: dict[tuple[StateCode, int], date] = {}
    for question in uow.questions.all(decision=_INCLUSION):
        item = uow.items_of_business.find(question.item) if question.item else None
        if item is None or question.outcome is None or not question.outcome.adopted:
            continue
        decided_on = question.outcome.decided_on
        year = decided_on.year - (decided_on.month <= _LAST_MONTH_OF_THE_REPORT)
        for state in item.states:
            found[state, year] = decided_on
    return found


#: Through April the Commission still adopts the annual report of the year before.
_LAST_MONTH_OF_THE_REPORT = 4

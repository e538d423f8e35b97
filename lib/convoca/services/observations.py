"""On-site observations and other visits: their dates, Special Commission and activities."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Finding
from convoca.domain.identifiers import MemberId
from convoca.domain.member import Member
from convoca.domain.on_site_observation import (
    GuaranteeAnswer,
    OnSiteObservation,
    VisitActivity,
)
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.rules.on_site_observations import member_joins_the_observation
from convoca.services.ports import UnitOfWork


def save_observation(
    observation: OnSiteObservation, *, reason: str, uow: UnitOfWork
) -> OnSiteObservation:
    """Create or change a visit. Raises ConflictingEdit, ReasonMissing."""
    with uow:
        saved = uow.observations.save(observation)
        uow.commit(reason=reason)
    return saved


def who_may_join(
    observation: OnSiteObservation, members: Iterable[Member]
) -> tuple[tuple[Member, Finding], ...]:
    """Judge every member in office on the first day of a visit (Art. 54), whether named or not."""
    return tuple(
        (
            member,
            member_joins_the_observation(
                member=member,
                states=observation.states_touched,
                opens=observation.opens,
                closes=observation.closes,
                kind=observation.kind,
            ),
        )
        for member in members
        if member.in_office(observation.opens)
    )


#: What a State grants before a visit: the facilities of Art. 56, and the standards of Art. 57, a to k.
GUARANTEES = ("56", *"abcdefghijk")


def checklist(observation: OnSiteObservation) -> tuple[GuaranteeAnswer, ...]:
    """Return each guarantee of Arts. 56 and 57 with the State's answer, or without one."""
    answered = {answer.letter: answer for answer in observation.guarantees}
    return tuple(answered.get(letter) or GuaranteeAnswer(letter=letter) for letter in GUARANTEES)


def record_guarantees(
    observation: OnSiteObservation,
    answers: Iterable[GuaranteeAnswer],
    *,
    reason: str,
    uow: UnitOfWork,
) -> OnSiteObservation:
    """Record what the State answered to the guarantees of Arts. 56 and 57; other answers stay.

    Raises InvalidValue for what is no guarantee, ConflictingEdit.
    """
    given = {answer.letter: answer for answer in (*observation.guarantees, *answers)}
    if not given.keys() <= set(GUARANTEES):
        raise InvalidValue("guarantees", "A guarantee is that of Art. 56, or a to k of Art. 57.")
    kept = tuple(given[letter] for letter in GUARANTEES if letter in given)
    return save_observation(replace(observation, guarantees=kept), reason=reason, uow=uow)


class ClashKind(StrEnum):
    """What does not go together in a programme of activities (Art. 55)."""

    MEMBER_IN_TWO_PLACES = "member_in_two_places"
    OUTSIDE_THE_VISIT = "outside_the_visit"
    WITHIN_A_PERIOD = "within_a_period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One thing to look at; ``period`` is the number of the period of sessions it falls into."""

    kind: ClashKind
    activity: UUID | None = None
    other: UUID | None = None
    member: MemberId | None = None
    period: int | None = None


def clashes(
    observation: OnSiteObservation, periods: Iterable[PeriodOfSessions]
) -> tuple[Clash, ...]:
    """Say what clashes within a visit, and with periods of sessions held at the same time."""
    return (
        *_members_in_two_places(observation.activities),
        *_outside_the_visit(observation),
        *_within_a_period(observation, periods),
    )


def _members_in_two_places(activities: Iterable[VisitActivity]) -> Iterator[Clash]:
    in_order = sorted(activities, key=lambda a: (a.slot, str(a.id)))
    for first, second in combinations(in_order, 2):
        if first.slot.overlaps(second.slot):
            for member in (m for m in first.members if m in second.members):
                yield Clash(
                    kind=ClashKind.MEMBER_IN_TWO_PLACES,
                    activity=first.id,
                    other=second.id,
                    member=member,
                )


def _outside_the_visit(observation: OnSiteObservation) -> Iterator[Clash]:
    for activity in observation.activities:
        if not observation.opens <= activity.slot.wall_date <= observation.closes:
            yield Clash(kind=ClashKind.OUTSIDE_THE_VISIT, activity=activity.id)


def _within_a_period(
    observation: OnSiteObservation, periods: Iterable[PeriodOfSessions]
) -> Iterator[Clash]:
    for period in periods:
        if observation.opens <= period.closes and period.opens <= observation.closes:
            yield Clash(kind=ClashKind.WITHIN_A_PERIOD, period=period.number)

"""On-site observations and other visits: their dates, Special Commission and activities."""

from collections.abc import Iterable

from convoca.domain.finding import Finding
from convoca.domain.member import Member
from convoca.domain.on_site_observation import OnSiteObservation
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

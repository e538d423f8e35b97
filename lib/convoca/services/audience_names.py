"""Whom a calendar can be made for, by the names that the Secretariat knows them by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from convoca.domain.errors import NotFound
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.member import members_in_office
from convoca.domain.party import Party, PartyKind
from convoca.services.audience import (
    PUBLIC,
    SECRETARIAT,
    STAFF,
    Audience,
    AudienceKind,
    StaffRole,
    audience_of,
    delegate_audience,
    member_audience,
    state_audience,
)
from convoca.services.period_file import PeriodFile, read_period_file
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAudience:
    """An audience and, for a member or petitioner, who that is: for the Secretariat's eyes alone."""

    audience: Audience
    name: str = ""


def audiences_of(file: PeriodFile, *, uow: UnitOfWork) -> tuple[NamedAudience, ...]:
    """Return everybody for whom a calendar of a period can be made.

    Every Member State, every member in office on a day of the period, every party that is no State,
    and who goes on a visit in its year, or in one that no period is on record of. ``uow`` is an open transaction.
    """
    roles = (Audience(AudienceKind.STAFF, role) for role in StaffRole)
    fixed = (PUBLIC, SECRETARIAT, STAFF, *roles)
    states = sorted({state.code for state in uow.states.all()} | set(_states(file)))
    found = [NamedAudience(audience=audience) for audience in fixed]
    found += [NamedAudience(audience=state_audience(code)) for code in states]
    found += [*_members(file), *_petitioners(file), *_delegates(file)]
    return tuple(found)


def refuse_unknown(audience: Audience, *, uow: UnitOfWork) -> None:
    """Stop where nobody on record is meant by a key. ``uow`` is an open transaction.

    A petitioner's key belongs to one period. Raises NotFound.
    """
    match audience.kind:
        case AudienceKind.STATE:
            states = uow.states.all()
            is_known = not states or any(state.code == audience.key for state in states)
        case AudienceKind.MEMBER:
            is_known = uow.members.find(UUID(audience.key)) is not None
        case AudienceKind.DELEGATE:
            visits = uow.observations.all()
            is_known = any(str(d.id) == audience.key for visit in visits for d in visit.delegates)
        case AudienceKind.PETITIONER:
            files = (read_period_file(each.id, uow=uow) for each in uow.periods.all())
            is_known = any(
                named.audience == audience for file in files for named in _petitioners(file)
            )
        case AudienceKind.PUBLIC | AudienceKind.STAFF | AudienceKind.SECRETARIAT:
            is_known = True
    if not is_known:
        raise NotFound("audience", str(audience))


def _members(file: PeriodFile) -> Iterator[NamedAudience]:
    opening, closing = file.period.opens, file.period.closes
    serving = {
        member.id for day in (opening, closing) for member in members_in_office(file.members, day)
    }
    for member in sorted(file.members, key=lambda member: member.name.casefold()):
        if MemberId(member.id) in serving:
            yield NamedAudience(audience=member_audience(member.id), name=member.name)


def _states(file: PeriodFile) -> Iterator[StateCode]:
    for party in _parties(file):
        if party.kind is PartyKind.STATE and party.state:
            yield party.state


def _petitioners(file: PeriodFile) -> Iterable[NamedAudience]:
    found = {
        audience_of(file.period, party): party.name
        for party in _parties(file)
        if party.kind is not PartyKind.STATE
    }
    named = (NamedAudience(audience=audience, name=name) for audience, name in found.items())
    return sorted(named, key=lambda each: each.name.casefold())


def _delegates(file: PeriodFile) -> Iterable[NamedAudience]:
    years = {each.opens.year for each in file.periods} - {file.period.opens.year}
    visits = (v for v in file.observations if v.opens.year not in years)
    named = (
        NamedAudience(audience=delegate_audience(delegate.id), name=delegate.name)
        for visit in visits
        for delegate in visit.delegates
    )
    return sorted(named, key=lambda each: each.name.casefold())


def _parties(file: PeriodFile) -> Iterator[Party]:
    for hearing in file.hearings:
        yield from hearing.parties
    for meeting in file.meetings:
        yield from meeting.parties

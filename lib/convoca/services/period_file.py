"""The file of a period: everything on record about it at one moment, read in one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from uuid import UUID

from convoca.domain.errors import NotFound
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import MemberId, PeriodId
from convoca.domain.member import Member, Rapporteurship
from convoca.domain.minutes import HearingMinutes, SessionMinutes
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import ActivityKind, Placement, Recusal, ServiceOfNotice, Session
from convoca.scheduling.constraints import Activity, Problem
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class PeriodFile:
    """A period with all that belongs to it; ``periods`` are all periods on record."""

    period: PeriodOfSessions
    periods: tuple[PeriodOfSessions, ...] = ()
    requests: tuple[HearingRequest, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    meetings: tuple[WorkingMeeting, ...] = ()
    sessions: tuple[Session, ...] = ()
    placements: Mapping[UUID, Placement] = field(default_factory=dict)
    notices: tuple[ServiceOfNotice, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    members: tuple[Member, ...] = ()
    rapporteurships: tuple[Rapporteurship, ...] = ()
    observations: tuple[OnSiteObservation, ...] = ()
    hearing_minutes: Mapping[UUID, HearingMinutes] = field(default_factory=dict)
    session_minutes: Mapping[UUID, SessionMinutes] = field(default_factory=dict)

    def placement(self, activity: UUID) -> Placement | None:
        return self.placements.get(activity)

    def hearing_day(self, hearing: Hearing) -> date | None:
        """Return the day of a hearing: placed, or else announced without an hour."""
        placement = self.placements.get(hearing.id)
        return placement.slot.wall_date if placement else hearing.announced_day

    def hearing_hour(self, hearing: Hearing) -> time | None:
        """Return the hour of a hearing on the wall clock of its place, once it is placed."""
        placement = self.placements.get(hearing.id)
        return placement.slot.wall_time if placement else None

    def hearing_place(self, hearing: Hearing) -> str:
        """Return the venue and city of a hearing: placed, or else announced."""
        placement = self.placements.get(hearing.id)
        where = self.period.place_of_room(placement.room) if placement else None
        return where.address if where else hearing.announced_place

    def notices_of(self, hearing: Hearing) -> tuple[ServiceOfNotice, ...]:
        return tuple(notice for notice in self.notices if notice.hearing == hearing.id)

    def kind_of(self, activity: UUID) -> ActivityKind:
        if any(h.id == activity for h in self.hearings):
            return ActivityKind.HEARING
        if any(m.id == activity for m in self.meetings):
            return ActivityKind.WORKING_MEETING
        return ActivityKind.SESSION

    @cached_property
    def member_by_id(self) -> dict[MemberId, Member]:
        return {member.id: member for member in self.members}

    @cached_property
    def timetabling(self) -> Problem:
        """The timetabling problem; what was cancelled takes no part in it."""
        return Problem(
            period=self.period,
            activities={activity.id: activity for activity in _activities(self)},
            members=self.member_by_id,
            recusals=self.recusals,
        )


def _activities(file: PeriodFile) -> Iterable[Activity]:
    for hearing in file.hearings:
        if not hearing.is_cancelled:
            yield Activity(
                id=hearing.id,
                title=hearing.title,
                minutes=hearing.minutes,
                states=hearing.states,
                parties=_party_keys(hearing),
                is_private=hearing.is_private,
            )
    for meeting in file.meetings:
        if not meeting.is_cancelled:
            yield Activity(
                id=meeting.id,
                title=meeting.title,
                minutes=meeting.minutes,
                states=meeting.states,
                parties=_party_keys(meeting),
                is_private=True,
            )
    for session in file.sessions:
        yield Activity(
            id=session.id,
            title=session.title,
            minutes=session.minutes,
            is_private=not session.is_public,
        )


def _party_keys(heard: Hearing | WorkingMeeting) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.key for party in heard.parties))


def period_numbered(number: int, *, uow: UnitOfWork) -> PeriodOfSessions:
    """Return the period with that number. Raises NotFound."""
    found = uow.periods.all(number=number)
    if not found:
        raise NotFound("period of sessions", number)
    return found[0]


def read_period_file(period: PeriodId, *, uow: UnitOfWork) -> PeriodFile:
    """Read everything about one period. Raises NotFound."""
    read = uow.periods.get(period)
    hearings = tuple(uow.hearings.all(period=period))
    sessions = tuple(uow.sessions.all(period=period))
    meetings = tuple(uow.meetings.all(period=period))
    own = {activity.id for group in (hearings, meetings, sessions) for activity in group}
    return PeriodFile(
        period=read,
        periods=tuple(uow.periods.all()),
        requests=tuple(uow.requests.all(period=period)),
        hearings=hearings,
        meetings=meetings,
        sessions=sessions,
        placements={p.id: p for p in uow.placements.all(period=period)},
        notices=tuple(n for n in uow.notices.all() if n.hearing in own),
        recusals=tuple(r for r in uow.recusals.all() if r.activity in own),
        members=tuple(uow.members.all()),
        rapporteurships=tuple(uow.rapporteurships.all()),
        observations=tuple(uow.observations.all()),
        hearing_minutes={m.id: m for m in uow.hearing_minutes.all() if m.id in own},
        session_minutes={m.id: m for m in uow.session_minutes.all() if m.id in own},
    )

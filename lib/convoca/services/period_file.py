"""The file of a period: everything on record about it at one moment, read in one transaction."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from uuid import UUID

from convoca.domain.availability import Unavailability
from convoca.domain.errors import NotFound
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.hearing_day import HearingDay
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import HearingId, MemberId, ParticipantId, PeriodId
from convoca.domain.mandate import Mandate
from convoca.domain.member import Member, Rapporteurship
from convoca.domain.minutes import HearingMinutes, SessionMinutes
from convoca.domain.notice import Notice, NoticeKind, NoticeStatus
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import (
    ActivityKind,
    DraftAct,
    DraftStep,
    Joining,
    Placement,
    Recusal,
    ServiceOfNotice,
    Session,
)
from convoca.domain.release import Release, ReleaseKind
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class PeriodFile:
    """A period with all that belongs to it; ``periods`` are all periods on record.

    ``testimony_notices`` are the served ones that tell a side of the other's witnesses. ``joinings``
    are those in force: which hearing took over which other one. ``ended`` says when a party was told
    that a hearing will not be held; ``served_at`` is the instant of deliveries, by their ids, where
    the day alone does not order them.
    """

    period: PeriodOfSessions
    periods: tuple[PeriodOfSessions, ...] = ()
    requests: tuple[HearingRequest, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    meetings: tuple[WorkingMeeting, ...] = ()
    sessions: tuple[Session, ...] = ()
    placements: Mapping[UUID, Placement] = field(default_factory=dict)
    services_of_notice: tuple[ServiceOfNotice, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    members: tuple[Member, ...] = ()
    rapporteurships: tuple[Rapporteurship, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    observations: tuple[OnSiteObservation, ...] = ()
    hearing_minutes: Mapping[UUID, HearingMinutes] = field(default_factory=dict)
    day_records: Mapping[UUID, HearingDay] = field(default_factory=dict)
    session_minutes: Mapping[UUID, SessionMinutes] = field(default_factory=dict)
    unavailabilities: tuple[Unavailability, ...] = ()
    releases: tuple[Release, ...] = ()
    testimony_notices: tuple[Notice, ...] = ()
    joinings: tuple[Joining, ...] = ()
    ended: Mapping[tuple[UUID, str], tuple[datetime, ...]] = field(default_factory=dict)
    served_at: Mapping[UUID, datetime] = field(default_factory=dict)

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

    def services_for(self, hearing: Hearing) -> tuple[ServiceOfNotice, ...]:
        return tuple(notice for notice in self.services_of_notice if notice.hearing == hearing.id)

    def testimony_told(self, hearing: HearingId) -> frozenset[ParticipantId]:
        """Return the witnesses and experts of whom the other side was told by a notice (Art. 65.5)."""
        return frozenset(
            witness.id
            for notice in self.testimony_notices
            if notice.subject == hearing
            for witness in notice.facts.witnesses
        )

    def kind_of(self, activity: UUID) -> ActivityKind:
        if any(h.id == activity for h in self.hearings):
            return ActivityKind.HEARING
        if any(m.id == activity for m in self.meetings):
            return ActivityKind.WORKING_MEETING
        return ActivityKind.SESSION

    @cached_property
    def records(self) -> "dict[UUID, Activity]":
        """Every hearing, working meeting and session by its id, what was cancelled included."""
        everything: tuple[Activity, ...] = (*self.hearings, *self.meetings, *self.sessions)
        return {record.id: record for record in everything}

    def title_of(self, activity: UUID) -> str:
        record = self.records.get(activity)
        return record.title if record else ""

    def latest_release(self, *kinds: ReleaseKind) -> Release | None:
        """Return the newest release of the given kinds, of any kind where none is given."""
        return next((r for r in reversed(self.releases) if not kinds or r.kind in kinds), None)

    @cached_property
    def unreleased_joinings(self) -> tuple[Joining, ...]:
        """Return what was joined in the draft alone: by the newest release parties rely on, both stand."""
        latest = self.latest_release(ReleaseKind.NOTIFIED, ReleaseKind.PUBLIC)
        stands = {e.activity for e in latest.entries if not e.is_cancelled} if latest else set()
        return tuple(joining for joining in self.joinings if joining.other in stands)

    @cached_property
    def member_by_id(self) -> dict[MemberId, Member]:
        return {member.id: member for member in self.members}

    @cached_property
    def activities(self) -> "dict[UUID, Activity]":
        """What can be placed, by its id; what was cancelled cannot."""
        return {
            key: record
            for key, record in self.records.items()
            if isinstance(record, Session) or not record.is_cancelled
        }


Activity = Hearing | WorkingMeeting | Session


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
    services = tuple(s for s in uow.services_of_notice.all() if s.hearing in own)
    ended = _ended(period, uow)
    return PeriodFile(
        period=read,
        periods=tuple(uow.periods.all()),
        requests=tuple(uow.requests.all(period=period)),
        hearings=hearings,
        meetings=meetings,
        sessions=sessions,
        placements={p.id: p for p in uow.placements.all(period=period)},
        services_of_notice=services,
        recusals=tuple(r for r in uow.recusals.all() if r.activity in own),
        members=tuple(uow.members.all()),
        rapporteurships=tuple(uow.rapporteurships.all()),
        mandates=tuple(uow.mandates.all()),
        observations=tuple(uow.observations.all()),
        hearing_minutes={m.id: m for m in uow.hearing_minutes.all() if m.id in own},
        day_records={d.id: d for d in uow.hearing_days.all() if d.id in own},
        session_minutes={m.id: m for m in uow.session_minutes.all() if m.id in own},
        unavailabilities=tuple(uow.unavailabilities.all(period=period)),
        releases=tuple(uow.releases.all(period=period)),
        testimony_notices=tuple(
            uow.notices.all(
                period=period, kind=NoticeKind.WITNESSES_OFFERED, status=NoticeStatus.SERVED
            )
        ),
        joinings=_in_force(
            step
            for act in (DraftAct.MERGED, DraftAct.SPLIT)
            for step in uow.draft_steps.all(period=period, act=act)
        ),
        ended=ended,
        served_at=_served_at(services, ended.keys(), uow),
    )


def _ended(period: PeriodId, uow: UnitOfWork) -> dict[tuple[UUID, str], tuple[datetime, ...]]:
    found: dict[tuple[UUID, str], tuple[datetime, ...]] = {}
    for notice in uow.notices.all(period=period, kind=NoticeKind.CANCELLATION):
        served = [d.at for d in uow.deliveries.all(notice=notice.id) if d.state.serves]
        if served:
            key = notice.subject, notice.party
            found[key] = (*found.get(key, ()), min(served))
    return found


def _served_at(
    services: Iterable[ServiceOfNotice], ended: Collection[tuple[UUID, str]], uow: UnitOfWork
) -> dict[UUID, datetime]:
    told = tuple(services)
    days = Counter((s.hearing, s.party, s.served_on) for s in told)
    found = (
        uow.deliveries.find(s.delivery)
        for s in told
        if s.delivery
        and (days[s.hearing, s.party, s.served_on] > 1 or (s.hearing, s.party) in ended)
    )
    return {delivery.id: delivery.at for delivery in found if delivery}


def _in_force(steps: Iterable[DraftStep]) -> tuple[Joining, ...]:
    """Return what was joined and not taken apart again; a split that was undone joins too."""
    found: dict[HearingId, Joining] = {}
    for step in sorted(steps, key=lambda step: step.number):
        for joining in step.separated:
            if step.undone:
                found.setdefault(joining.other, joining)
            else:
                found.pop(joining.other, None)
        for joining in () if step.undone else step.joined:
            found[joining.other] = joining
    return tuple(found.values())

"""The day sheets of a visit: what one person of the delegation carries, and nothing of anybody else's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from convoca.domain.errors import NotFound
from convoca.domain.identifiers import MemberId, ObservationId, StateCode
from convoca.domain.member import Member
from convoca.domain.on_site_observation import (
    DelegateRole,
    OnSiteObservation,
    TravelMode,
    VisitActivity,
    VisitActivityKind,
    VisitStage,
)
from convoca.domain.period_of_sessions import Modality
from convoca.domain.slot import Slot
from convoca.services.identities import refuse_protected_names
from convoca.services.participation import may_join
from convoca.services.ports import UnitOfWork
from convoca.services.visits.daylight import Daylight, DaylightOf


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheetLine:
    """One activity that the holder takes part in; ``with_whom`` names the others of the delegation.

    A ``held`` activity waits for the word of security: it may not begin before.
    """

    slot: Slot
    kind: VisitActivityKind
    title: str
    place: str = ""
    mode: TravelMode | None = None
    transport: str = ""
    with_whom: tuple[str, ...] = ()
    held: bool = False
    hold_reason: str = ""
    confidential: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheetDay:
    """One day of the visit. ``places`` and ``territories`` are those of the stages that day.

    ``daylight`` is known where the stage has its coordinates; its instants are in UTC, to be shown
    on the clock of ``zone``.
    """

    day: date
    places: tuple[str, ...] = ()
    territories: tuple[StateCode, ...] = ()
    zone: str = ""
    is_virtual: bool = False
    daylight: Daylight | None = None
    lines: tuple[DaySheetLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """Somebody of the delegation; ``role`` is None for a member of the Commission."""

    name: str
    role: DelegateRole | None = None
    presides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """What one person of the delegation carries: one file, read offline.

    ``key`` is the id of a member or of somebody of the delegation, for the name of the file: no
    person's name stands in it. Every day of the visit is there, also one without an activity.
    ``version`` is that of the visit, so that an old sheet is told from a new one.
    """

    visit: ObservationId
    key: UUID
    name: str
    role: DelegateRole | None
    presides: bool
    title: str
    states: tuple[StateCode, ...]
    territories: tuple[StateCode, ...]
    opens: date
    closes: date
    modality: Modality
    delegation: tuple[Companion, ...]
    days: tuple[DaySheetDay, ...]
    is_cancelled: bool
    is_example: bool
    version: int


def day_sheets(
    visit: ObservationId, *, daylight_of: DaylightOf | None = None, uow: UnitOfWork
) -> tuple[DaySheet, ...]:
    """Return one sheet for each member and each other person of the delegation, by name.

    Raises NotFound, ProtectedNameFound where a sheet would carry the name of somebody protected.
    """
    with uow:
        found = uow.observations.get(visit)
        members = {member.id: member for member in uow.members.all()}
        sheets = sheets_of(found, members, daylight_of=daylight_of)
        for sheet in sheets:
            refuse_protected_names(sheet, uow=uow)
    return sheets


def sheets_of(
    visit: OnSiteObservation,
    members: Mapping[MemberId, Member],
    *,
    daylight_of: DaylightOf | None = None,
) -> tuple[DaySheet, ...]:
    """Return the sheets of a visit as it is given, by name; none for a member whom Art. 54 bars."""
    making = _Making(visit, delegation_of(visit, members), daylight_of)
    sheets = [making.sheet(key) for key in making.people]
    return tuple(sorted(sheets, key=lambda sheet: (sheet.name.casefold(), str(sheet.key))))


def sheet_of(
    visit: OnSiteObservation,
    key: UUID,
    members: Mapping[MemberId, Member],
    *,
    daylight_of: DaylightOf | None = None,
) -> DaySheet:
    """Return the sheet of one person. Raises NotFound for who does not belong to the delegation."""
    making = _Making(visit, delegation_of(visit, members), daylight_of)
    if key not in making.people:
        raise NotFound("delegate", str(key))
    return making.sheet(key)


def delegation_of(
    visit: OnSiteObservation, members: Mapping[MemberId, Member]
) -> dict[UUID, Companion]:
    """Return who goes, by id: the Special Commission with its President at the head, then the others.

    A member whom nationality or residence bars (Art. 54) does not go, whoever named him or her.
    """
    named = visit.special_commission
    in_order = sorted(named.members, key=lambda each: each != named.president)
    people: dict[UUID, Companion] = {
        each: Companion(name=members[each].name, presides=each == named.president)
        for each in in_order
        if each in members and may_join(visit, members[each])
    }
    people |= {each.id: Companion(name=each.name, role=each.role) for each in visit.delegates}
    return people


def takes_part(activity: VisitActivity, key: UUID) -> bool:
    """Whether a member or another person of the delegation is named for an activity."""
    return key in activity.members or key in activity.people


def activities_of(visit: OnSiteObservation, key: UUID) -> tuple[VisitActivity, ...]:
    """Return by time what one person takes part in; nothing at a stage that was refused entry."""
    refused = {stage.id for stage in visit.stages if stage.refused_on is not None}
    own = (a for a in visit.activities if takes_part(a, key) and a.stage not in refused)
    return tuple(sorted(own, key=lambda activity: (activity.slot, str(activity.id))))


def stages_on(visit: OnSiteObservation, day: date) -> tuple[VisitStage, ...]:
    """Return the stages carried out on a day: one that was refused entry is not."""
    return tuple(stage for stage in visit.stages_standing if stage.opens <= day <= stage.closes)


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes the sheets of one visit; ``people`` are those who go."""

    visit: OnSiteObservation
    people: Mapping[UUID, Companion]
    daylight_of: DaylightOf | None

    def sheet(self, key: UUID) -> DaySheet:
        visit, holder = self.visit, self.people[key]
        own = activities_of(visit, key)
        return DaySheet(
            visit=visit.id,
            key=key,
            name=holder.name,
            role=holder.role,
            presides=holder.presides,
            title=visit.title,
            states=visit.states,
            territories=tuple(t for t in visit.states_touched if t not in visit.states),
            opens=visit.opens,
            closes=visit.closes,
            modality=visit.modality,
            delegation=tuple(self.people.values()),
            days=tuple(self._day(day, own, key) for day in _days(visit, own)),
            is_cancelled=visit.is_cancelled,
            is_example=visit.is_example,
            version=visit.version,
        )

    def _day(self, day: date, own: Iterable[VisitActivity], key: UUID) -> DaySheetDay:
        stages = stages_on(self.visit, day)
        activities = [activity for activity in own if activity.slot.wall_date == day]
        zones = [a.slot.zone for a in activities] + [stage.zone for stage in stages]
        return DaySheetDay(
            day=day,
            places=tuple(dict.fromkeys(stage.place for stage in stages)),
            territories=tuple(dict.fromkeys(s.territory for s in stages if s.territory)),
            zone=next(filter(None, zones), ""),
            is_virtual=bool(stages) and all(s.modality is Modality.VIRTUAL for s in stages),
            daylight=self._daylight(stages, day),
            lines=tuple(self._line(activity, key) for activity in activities),
        )

    def _daylight(self, stages: Iterable[VisitStage], day: date) -> Daylight | None:
        where = next((stage.coordinates for stage in stages if stage.coordinates), None)
        return self.daylight_of(where, day) if self.daylight_of and where else None

    def _line(self, activity: VisitActivity, key: UUID) -> DaySheetLine:
        others = (each for each in (*activity.members, *activity.people) if each != key)
        return DaySheetLine(
            slot=activity.slot,
            kind=activity.kind,
            title=activity.title,
            place=activity.place,
            mode=activity.mode,
            transport=activity.transport,
            with_whom=tuple(self.people[each].name for each in others if each in self.people),
            held=activity.held,
            hold_reason=activity.hold_reason,
            confidential=activity.confidential,
        )


def _days(visit: OnSiteObservation, own: Iterable[VisitActivity]) -> list[date]:
    """Return every day of the visit, and any other on which the holder has something to do."""
    count = (visit.closes - visit.opens).days + 1
    days = {visit.opens + timedelta(days=number) for number in range(count)}
    return sorted(days | {activity.slot.wall_date for activity in own})

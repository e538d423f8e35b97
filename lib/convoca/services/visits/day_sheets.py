"""The day sheets of a visit: what one person of the delegation carries, and nothing of anybody else's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from convoca.domain.errors import NotFound
from convoca.domain.identifiers import MemberId, ObservationId, StateCode
from convoca.domain.member import Member
from convoca.domain.on_site_observation import (
    DelegateRole,
    OnSiteObservation,
    VisitActivity,
    VisitActivityKind,
    VisitStage,
)
from convoca.domain.period_of_sessions import Modality
from convoca.domain.slot import Slot
from convoca.services.identities import refuse_protected_names
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
    """Return the sheets of a visit as it is given, by name."""
    people = delegation_of(visit, members)
    sheets = [_sheet(visit, key, people, daylight_of=daylight_of) for key in people]
    return tuple(sorted(sheets, key=lambda sheet: (sheet.name.casefold(), str(sheet.key))))


def sheet_of(
    visit: OnSiteObservation,
    key: UUID,
    members: Mapping[MemberId, Member],
    *,
    daylight_of: DaylightOf | None = None,
) -> DaySheet:
    """Return the sheet of one person. Raises NotFound for who does not belong to the delegation."""
    people = delegation_of(visit, members)
    if key not in people:
        raise NotFound("delegate", str(key))
    return _sheet(visit, key, people, daylight_of=daylight_of)


def delegation_of(
    visit: OnSiteObservation, members: Mapping[MemberId, Member]
) -> dict[UUID, Companion]:
    """Return everybody of the delegation by id: the Special Commission first, its President at the head."""
    named = visit.special_commission
    in_order = sorted(named.members, key=lambda each: each != named.president)
    people: dict[UUID, Companion] = {
        each: Companion(name=members[each].name, presides=each == named.president)
        for each in in_order
        if each in members
    }
    people |= {each.id: Companion(name=each.name, role=each.role) for each in visit.delegates}
    return people


def takes_part(activity: VisitActivity, key: UUID) -> bool:
    """Whether a member or another person of the delegation is named for an activity."""
    return key in activity.members or key in activity.people


def _sheet(
    visit: OnSiteObservation,
    key: UUID,
    people: Mapping[UUID, Companion],
    *,
    daylight_of: DaylightOf | None,
) -> DaySheet:
    holder = people[key]
    own = sorted((a for a in visit.activities if takes_part(a, key)), key=lambda a: a.slot)
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
        delegation=tuple(people.values()),
        days=tuple(
            _day(visit, day, [a for a in own if a.slot.wall_date == day], key, people, daylight_of)
            for day in _days(visit, own)
        ),
        is_cancelled=visit.is_cancelled,
        is_example=visit.is_example,
        version=visit.version,
    )


def _days(visit: OnSiteObservation, own: Iterable[VisitActivity]) -> list[date]:
    """Return every day of the visit, and any other on which the holder has something to do."""
    count = (visit.closes - visit.opens).days + 1
    days = {visit.opens + timedelta(days=number) for number in range(count)}
    return sorted(days | {activity.slot.wall_date for activity in own})


def _day(
    visit: OnSiteObservation,
    day: date,
    activities: list[VisitActivity],
    key: UUID,
    people: Mapping[UUID, Companion],
    daylight_of: DaylightOf | None,
) -> DaySheetDay:
    stages = stages_on(visit, day)
    where = next((stage for stage in stages if stage.coordinates), None)
    zones = [a.slot.zone for a in activities] + [stage.zone for stage in stages if stage.zone]
    return DaySheetDay(
        day=day,
        places=tuple(dict.fromkeys(stage.place for stage in stages)),
        territories=tuple(dict.fromkeys(s.territory for s in stages if s.territory)),
        zone=next(iter(zones), ""),
        is_virtual=bool(stages) and all(s.modality is Modality.VIRTUAL for s in stages),
        daylight=daylight_of(where.coordinates, day)
        if daylight_of and where and where.coordinates
        else None,
        lines=tuple(_line(activity, key, people) for activity in activities),
    )


def stages_on(visit: OnSiteObservation, day: date) -> tuple[VisitStage, ...]:
    """Return the stages carried out on a day: one that was refused entry is not."""
    return tuple(
        stage
        for stage in visit.stages
        if stage.opens <= day <= stage.closes and stage.refused_on is None
    )


def _line(activity: VisitActivity, key: UUID, people: Mapping[UUID, Companion]) -> DaySheetLine:
    others = [each for each in (*activity.members, *activity.people) if each != key]
    return DaySheetLine(
        slot=activity.slot,
        kind=activity.kind,
        title=activity.title,
        place=activity.place,
        transport=activity.transport,
        with_whom=tuple(people[each].name for each in others if each in people),
        held=activity.held,
        hold_reason=activity.hold_reason,
        confidential=activity.confidential,
    )


def last_moment(sheet: DaySheet) -> datetime | None:
    """Return when the last activity of a sheet is over, in UTC; None where there is none."""
    return max((line.slot.end for day in sheet.days for line in day.lines), default=None)

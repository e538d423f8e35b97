"""What does not go together in the programme of activities of a visit (Art. 55), or with what lies beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from convoca.domain.identifiers import ObservationId
from convoca.domain.on_site_observation import (
    Coordinates,
    OnSiteObservation,
    VisitActivity,
    VisitActivityKind,
)
from convoca.domain.period_of_sessions import Modality, PeriodOfSessions
from convoca.services.visits.daylight import Daylight, DaylightOf
from convoca.services.visits.travel import BY_DAYLIGHT, kilometres, least_minutes

#: Nearer than this, in kilometres, is the same place.
_NEAR = 1.0
_DAY = timedelta(days=1)


class ClashKind(StrEnum):
    PERSON_IN_TWO_PLACES = "person_in_two_places"
    NOT_OF_THE_DELEGATION = "not_of_the_delegation"
    OUTSIDE_THE_VISIT = "outside_the_visit"
    OUTSIDE_ITS_STAGE = "outside_its_stage"
    STAGE_REFUSED = "stage_refused"
    STAGE_OUTSIDE_THE_VISIT = "stage_outside_the_visit"
    TOO_FAR = "too_far"
    TOO_FAST = "too_fast"
    IN_THE_DARK = "in_the_dark"
    WITHIN_A_PERIOD = "within_a_period"
    PERSON_ON_ANOTHER_VISIT = "person_on_another_visit"


#: What to look at, and no mistake: two things that may go together all the same.
ADVICE = frozenset({ClashKind.WITHIN_A_PERIOD, ClashKind.IN_THE_DARK, ClashKind.STAGE_REFUSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """One thing to look at. ``person`` is the id of a member or of somebody of the delegation.

    ``period`` is the number of a period of sessions, ``visit`` another visit. ``minutes`` there are,
    ``needed`` it takes at least, for a ``distance`` in kilometres. ``since`` and ``until`` are the
    hours of daylight, in UTC.
    """

    kind: ClashKind
    activity: UUID | None = None
    other: UUID | None = None
    stage: UUID | None = None
    person: UUID | None = None
    period: int | None = None
    visit: ObservationId | None = None
    minutes: int = 0
    needed: int = 0
    distance: int = 0
    since: datetime | None = None
    until: datetime | None = None


def clashes(
    observation: OnSiteObservation,
    periods: Iterable[PeriodOfSessions],
    *,
    others: Iterable[OnSiteObservation] = (),
    daylight_of: DaylightOf | None = None,
) -> tuple[Clash, ...]:
    """Say what clashes within a visit, with periods of sessions held at the same time, and with ``others``."""
    carried_out = [a for a in observation.activities if not _is_refused(observation, a)]
    return (
        *_in_two_places(carried_out),
        *_not_of_the_delegation(observation),
        *_outside(observation),
        *_of_stages(observation),
        *_too_far(observation, carried_out),
        *_too_fast(carried_out),
        *_in_the_dark(carried_out, daylight_of),
        *_within_a_period(observation, periods),
        *_on_another_visit(observation, others),
    )


def _is_refused(observation: OnSiteObservation, activity: VisitActivity) -> bool:
    stage = observation.stage(activity.stage)
    return stage is not None and stage.refused_on is not None


def people_of(activity: VisitActivity) -> tuple[UUID, ...]:
    return (*activity.members, *activity.people)


def _by_time(activities: Iterable[VisitActivity]) -> list[VisitActivity]:
    return sorted(activities, key=lambda a: (a.slot, str(a.id)))


def _in_two_places(activities: Iterable[VisitActivity]) -> Iterator[Clash]:
    for first, second in combinations(_by_time(activities), 2):
        if first.slot.overlaps(second.slot):
            for person in (p for p in people_of(first) if p in people_of(second)):
                yield Clash(
                    kind=ClashKind.PERSON_IN_TWO_PLACES,
                    activity=first.id,
                    other=second.id,
                    person=person,
                )


def _not_of_the_delegation(observation: OnSiteObservation) -> Iterator[Clash]:
    """Activities are assigned to members of the Special Commission and its staff (Art. 55)."""
    there = {*observation.special_commission.members, *(d.id for d in observation.delegates)}
    for activity in observation.activities:
        for person in (p for p in people_of(activity) if p not in there):
            yield Clash(kind=ClashKind.NOT_OF_THE_DELEGATION, activity=activity.id, person=person)


def _outside(observation: OnSiteObservation) -> Iterator[Clash]:
    for activity in observation.activities:
        day, stage = activity.slot.wall_date, observation.stage(activity.stage)
        if not observation.opens <= day <= observation.closes:
            yield Clash(kind=ClashKind.OUTSIDE_THE_VISIT, activity=activity.id)
        elif stage is not None and not stage.opens <= day <= stage.closes:
            yield Clash(kind=ClashKind.OUTSIDE_ITS_STAGE, activity=activity.id, stage=stage.id)
        if _is_refused(observation, activity):
            yield Clash(kind=ClashKind.STAGE_REFUSED, activity=activity.id, stage=activity.stage)


def _of_stages(observation: OnSiteObservation) -> Iterator[Clash]:
    for stage in observation.stages_standing:
        if stage.opens < observation.opens or observation.closes < stage.closes:
            yield Clash(kind=ClashKind.STAGE_OUTSIDE_THE_VISIT, stage=stage.id)


def _too_far(
    observation: OnSiteObservation, activities: Iterable[VisitActivity]
) -> Iterator[Clash]:
    """Tell of places that nobody reaches from one activity to the next, each pair once."""
    on_site = [a for a in _by_time(activities) if not _is_virtual(observation, a)]
    told = set()
    for person in dict.fromkeys(p for a in on_site for p in people_of(a)):
        for first, second, start, end in _ways(a for a in on_site if person in people_of(a)):
            distance = kilometres(start, end)
            minutes = int((second.slot.start - first.slot.end).total_seconds()) // 60
            needed = least_minutes(distance)
            if distance > _NEAR and minutes < needed and (first.id, second.id) not in told:
                told.add((first.id, second.id))
                yield Clash(
                    kind=ClashKind.TOO_FAR,
                    activity=first.id,
                    other=second.id,
                    person=person,
                    minutes=minutes,
                    needed=needed,
                    distance=round(distance),
                )


def _ways(
    own: Iterable[VisitActivity],
) -> Iterator[tuple[VisitActivity, VisitActivity, Coordinates, Coordinates]]:
    """Yield from where to where somebody gets; what lies between at a place unknown is passed over."""
    last: tuple[VisitActivity, Coordinates] | None = None
    for activity in own:
        start, end = activity.coordinates, _ends_at(activity)
        if last is not None and start is not None and not last[0].slot.overlaps(activity.slot):
            yield last[0], activity, last[1], start
        if end is not None:
            last = activity, end


def _is_virtual(observation: OnSiteObservation, activity: VisitActivity) -> bool:
    stage = observation.stage(activity.stage)
    return (stage or observation).modality is Modality.VIRTUAL


def _ends_at(activity: VisitActivity) -> Coordinates | None:
    is_travel = activity.kind is VisitActivityKind.TRAVEL
    return activity.coordinates_to if is_travel else activity.coordinates


def _too_fast(activities: Iterable[VisitActivity]) -> Iterator[Clash]:
    for travel in (a for a in activities if a.kind is VisitActivityKind.TRAVEL):
        if travel.coordinates is None or travel.coordinates_to is None:
            continue
        distance = kilometres(travel.coordinates, travel.coordinates_to)
        needed = least_minutes(distance, travel.mode)
        if travel.slot.minutes < needed:
            yield Clash(
                kind=ClashKind.TOO_FAST,
                activity=travel.id,
                minutes=travel.slot.minutes,
                needed=needed,
                distance=round(distance),
            )


def _in_the_dark(
    activities: Iterable[VisitActivity], daylight_of: DaylightOf | None
) -> Iterator[Clash]:
    """Tell of who travels over land or water before sunrise where it starts or after sunset where it ends."""
    for travel in (a for a in activities if a.kind is VisitActivityKind.TRAVEL):
        start, end = travel.coordinates, travel.coordinates_to or travel.coordinates
        if daylight_of is None or start is None or end is None or travel.mode not in BY_DAYLIGHT:
            continue
        days = _days_around(daylight_of, start, travel), _days_around(daylight_of, end, travel)
        if not all(days) or _is_in_the_light(travel, *days):
            continue
        morning, evening = (_next_to(travel.slot.start, each) for each in days)
        yield Clash(
            kind=ClashKind.IN_THE_DARK,
            activity=travel.id,
            since=_to_the_minute(morning.rises),
            until=_to_the_minute(evening.sets),
        )


def _days_around(
    daylight_of: DaylightOf, where: Coordinates, travel: VisitActivity
) -> list[Daylight]:
    """Return the days at a place that a travel can lie in: across the date line it is another date."""
    first, last = travel.slot.wall_date, travel.slot.end_in(travel.slot.zone).date()
    dates = {first - _DAY, first, first + _DAY, last, last + _DAY}
    found = (daylight_of(where, day) for day in sorted(dates))
    return [each for each in found if each is not None]


def _is_in_the_light(
    travel: VisitActivity, mornings: Iterable[Daylight], evenings: Iterable[Daylight]
) -> bool:
    """Whether the sun is up from the start of a travel to its end, with no night between."""
    begins, ends = travel.slot.start, travel.slot.end
    after = [each for each in evenings if each.rises <= ends <= each.sets]
    return any(
        morning.rises <= begins <= morning.sets
        and any(e.rises < morning.sets and morning.rises < e.sets for e in after)
        for morning in mornings
    )


def _next_to(moment: datetime, days: Iterable[Daylight]) -> Daylight:
    """Return the day whose noon is nearest to an instant."""
    return min(days, key=lambda each: abs(each.rises + (each.sets - each.rises) / 2 - moment))


def _to_the_minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _within_a_period(
    observation: OnSiteObservation, periods: Iterable[PeriodOfSessions]
) -> Iterator[Clash]:
    for period in periods:
        if observation.opens <= period.closes and period.opens <= observation.closes:
            yield Clash(kind=ClashKind.WITHIN_A_PERIOD, period=period.number)


def _on_another_visit(
    observation: OnSiteObservation, others: Iterable[OnSiteObservation]
) -> Iterator[Clash]:
    """Tell of members, and of others by their names, who are on two visits on the same day."""
    names = {" ".join(d.name.casefold().split()): d.id for d in observation.delegates}
    for other in others:
        meanwhile = observation.opens <= other.closes and other.opens <= observation.closes
        if other.id == observation.id or other.is_cancelled or not meanwhile:
            continue
        members = observation.special_commission.members
        shared: list[UUID] = [m for m in members if m in other.special_commission.members]
        called = (" ".join(d.name.casefold().split()) for d in other.delegates)
        shared += [names[name] for name in called if name in names]
        for person in shared:
            yield Clash(kind=ClashKind.PERSON_ON_ANOTHER_VISIT, visit=other.id, person=person)

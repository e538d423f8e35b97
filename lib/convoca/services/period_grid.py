"""The clock of a period of sessions as a grid: instants to grains and back, rooms and what is shut."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import gcd

from convoca.domain.availability import UnavailableKind
from convoca.domain.period_of_sessions import PeriodOfSessions, PeriodPlace
from convoca.domain.slot import Slot, local_instant, zone_info
from convoca.scheduling.problem import Closure, Room, Span, TimeGrid
from convoca.services.period_file import PeriodFile

QUARTER = 15
A_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodClock:
    """A grid around the clock, on the wall of ``zone``: the venue's."""

    grid: TimeGrid
    zone: str

    def minute(self, moment: datetime) -> int:
        """Count the minutes of the wall clock from the first day's midnight."""
        return _minute(moment.astimezone(zone_info(self.zone)), self.grid.days[0])

    def grain(self, moment: datetime) -> int:
        """Return the grain in which an instant lies."""
        return self.minute(moment) // self.grid.grain_minutes

    def around(self, slot: Slot) -> Span:
        """Return the least span of grains that covers a slot."""
        return self.grain(slot.start), -(-self.minute(slot.end) // self.grid.grain_minutes)

    def within(self, begins: datetime, ends: datetime) -> Span:
        """Return the largest span of grains that lies within two instants."""
        return -(-self.minute(begins) // self.grid.grain_minutes), self.grain(ends)

    def length(self, minutes: int) -> int:
        return -(-minutes // self.grid.grain_minutes)

    def slot(self, start: int, duration: int, zone: str) -> Slot:
        """Return the slot of a span of grains on the wall clock of ``zone``.

        Raises NonexistentLocalTime where the clocks skip its hour.
        """
        day, hour = self.grid.wall(start)
        begins = local_instant(day, hour, self.zone, second=False).astimezone(zone_info(zone))
        minutes = duration * self.grid.grain_minutes
        wall = begins.time().replace(fold=0)
        return Slot.local(begins.date(), wall, minutes=minutes, zone=zone, second=False)


def clock_of(file: PeriodFile, slots: Iterable[Slot] = ()) -> PeriodClock:
    """Return a clock fine enough to say exactly where everything on record is, and ``slots`` besides."""
    period = file.period
    first, last = period.opens, period.closes
    for place in period.places:
        for day in (place.opens, place.closes):
            opens, closes = (
                moment.astimezone(zone_info(period.zone)) for moment in _hours(place, day)
            )
            first, last = min(first, opens.date()), max(last, closes.date())
    grain = QUARTER
    for activity in file.activities.values():
        grain = gcd(grain, activity.minutes)
    for slot in (*(p.slot for p in file.placements.values()), *slots):
        grain = gcd(grain, _minute(slot.start_in(period.zone), first), slot.minutes)
    return PeriodClock(
        grid=TimeGrid(
            days=tuple(first + timedelta(days=n) for n in range((last - first).days + 1)),
            opens=time(0),
            grain_minutes=grain,
            grains_per_day=A_DAY // grain,
            stride=A_DAY // grain,
            step=QUARTER // grain,
        ),
        zone=period.zone,
    )


def rooms_of(file: PeriodFile, clock: PeriodClock) -> Iterator[Room]:
    """Yield every room of a period with the hours of its place, and what shuts it."""
    for place in file.period.places:
        hours = tuple(clock.within(*_hours(place, day)) for day in _all_days(place))
        for room in place.rooms:
            yield Room(
                id=str(room.id),
                name=room.name,
                capacity=room.capacity,
                private_allowed=room.private_allowed,
                languages=frozenset(map(str, room.languages)) or None,
                closures=tuple(_closures(file, str(room.id), clock)),
                open=hours,
            )


def unavailable(
    file: PeriodFile, kind: UnavailableKind, key: object, clock: PeriodClock
) -> tuple[Span, ...]:
    """Return when a member or party is away; why is nobody's matter here."""
    return tuple(clock.around(u.span) for u in file.unavailabilities if u.is_of(kind, key))


def hearing_days(period: PeriodOfSessions, clock: PeriodClock) -> frozenset[int] | None:
    """Return the days on which hearings are held, None where no place names them."""
    if not any(place.hearing_days for place in period.places):
        return None
    index = {day: number for number, day in enumerate(clock.grid.days)}
    return frozenset(
        index[day]
        for place in period.places
        for day in place.hearing_days or _all_days(place)
        if day in index
    )


def _closures(file: PeriodFile, room: str, clock: PeriodClock) -> Iterator[Closure]:
    for found in file.unavailabilities:
        if found.kind is UnavailableKind.EVERYBODY or found.is_of(UnavailableKind.ROOM, room):
            span = clock.around(found.span)
            yield Closure(span=span, reason=found.reason, is_hold=found.is_hold)


def _all_days(place: PeriodPlace) -> tuple[date, ...]:
    length = (place.closes - place.opens).days + 1
    return tuple(place.opens + timedelta(days=n) for n in range(length))


def _hours(place: PeriodPlace, day: date) -> tuple[datetime, datetime]:
    """Return when a place opens and closes on a day, on its own wall clock."""
    zone = zone_info(place.zone)
    return (
        datetime.combine(day, place.day_starts, tzinfo=zone),
        datetime.combine(day, place.day_ends, tzinfo=zone),
    )


def _minute(moment: datetime, first: date) -> int:
    return (moment.date() - first).days * A_DAY + moment.hour * 60 + moment.minute

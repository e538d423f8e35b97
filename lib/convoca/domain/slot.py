"""Clock time: an instant in UTC, the zone people sit in, and the wall time they agreed on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from convoca.domain.errors import AmbiguousLocalTime, InvalidValue, NonexistentLocalTime

#: The Commission's seat is in Washington, D.C.; its dates decide what is in time.
SEAT_ZONE = "America/New_York"


@cache
def zone_info(zone: str) -> ZoneInfo:
    """Return the zone of an IANA name. Raises InvalidValue for a name that is not one."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidValue("zone", "“{zone}” is not an IANA time zone.", zone=zone) from None


def instant(moment: datetime) -> datetime:
    """Return ``moment`` in UTC. Raises InvalidValue when it carries no offset."""
    if moment.tzinfo is None:
        raise InvalidValue("instant", "{moment} lacks its offset from UTC.", moment=moment)
    return moment.astimezone(UTC)


def seat_date(moment: datetime) -> date:
    """Return the date at the Commission's seat, where time limits end at 24:00.

    >>> seat_date(datetime(2022, 1, 17, 3, 30, tzinfo=UTC))
    datetime.date(2022, 1, 16)
    """
    return instant(moment).astimezone(zone_info(SEAT_ZONE)).date()


def local_instant(day: date, hour: time, zone: str, *, second: bool | None = None) -> datetime:
    """Return the UTC instant of a wall time.

    A wall time that the clocks show twice needs ``second`` (False the first, True the second);
    raises AmbiguousLocalTime without it, NonexistentLocalTime where the clocks skip it.
    """
    tz = zone_info(zone)
    wall = datetime.combine(day, hour)
    first = wall.replace(tzinfo=tz, fold=0).astimezone(UTC)
    last = wall.replace(tzinfo=tz, fold=1).astimezone(UTC)
    if first.astimezone(tz).replace(tzinfo=None) != wall:
        raise NonexistentLocalTime(f"{wall:%Y-%m-%d %H:%M}", zone)
    if first != last and second is None:
        raise AmbiguousLocalTime(f"{wall:%Y-%m-%d %H:%M}", zone)
    return last if second else first


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A half-open span ``[start, end)``, so that back-to-back slots do not overlap.

    ``zone``, ``wall_date`` and ``wall_time`` keep what was agreed: zones change by law.
    """

    start: datetime
    end: datetime
    zone: str
    wall_date: date
    wall_time: time

    def __post_init__(self) -> None:
        for moment in (self.start, self.end):
            if moment.tzinfo is not UTC:
                raise InvalidValue("slot", "{moment} is not an instant in UTC.", moment=moment)
        if self.end <= self.start:
            raise InvalidValue("slot", "It ends before it begins.")
        zone_info(self.zone)

    @classmethod
    def local(
        cls, day: date, hour: time, *, minutes: int, zone: str, second: bool | None = None
    ) -> Self:
        """Build a slot from the wall clock of ``zone``, e.g. ``America/Bogota``."""
        start = local_instant(day, hour, zone, second=second)
        return cls(start, start + timedelta(minutes=minutes), zone, day, hour)

    @property
    def minutes(self) -> int:
        return int((self.end - self.start).total_seconds()) // 60

    def start_in(self, zone: str) -> datetime:
        return self.start.astimezone(zone_info(zone))

    def end_in(self, zone: str) -> datetime:
        return self.end.astimezone(zone_info(zone))

    def overlaps(self, other: "Slot") -> bool:
        return self.start < other.end and other.start < self.end

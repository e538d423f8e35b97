"""Hours that were given out and would be other ones by the time-zone data that is installed now.

States change their clocks by law, now and then within weeks. What was agreed is the hour on the wall
where people sit; what calendars hold is the instant that it was by the data of the day of release.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version
from uuid import UUID

from convoca.domain.errors import NonexistentLocalTime
from convoca.domain.programme import ActivityKind
from convoca.domain.release import Release, ReleaseKind
from convoca.domain.slot import Slot, local_instant
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftedEntry:
    """A released activity whose hour on the wall is another instant than calendars say.

    ``starts`` is its instant by the data installed now, None where the clocks skip the hour.
    ``time_zones`` is the version of the data that the release was made with.
    """

    period_number: int
    release: int
    activity: UUID
    kind: ActivityKind
    title: str
    slot: Slot
    starts: datetime | None
    time_zones: str


def installed_time_zones() -> str:
    """Return the version of the time-zone data in use, e.g. ``2026.3``."""
    return version("tzdata")


def shifted_entries(*, today: date, uow: UnitOfWork) -> tuple[ShiftedEntry, ...]:
    """Return what is still to come and would move, by period and hour; ``uow`` is not open.

    Looked at is the newest release of each kind, for somebody relies on each.
    """
    with uow:
        found = {
            (shifted.activity, shifted.slot): shifted
            for period in uow.periods.all()
            if period.closes >= today
            for release in _relied_on(uow.releases.all(period=period.id))
            for shifted in _shifted(period.number, release, today)
        }
    return tuple(sorted(found.values(), key=lambda s: (s.period_number, s.slot.start, s.title)))


def _relied_on(releases: Iterable[Release]) -> list[Release]:
    newest: dict[ReleaseKind, Release] = {release.kind: release for release in releases}
    return sorted(newest.values(), key=lambda release: release.number)


def _shifted(period_number: int, release: Release, today: date) -> Iterator[ShiftedEntry]:
    for entry in release.entries:
        slot = entry.slot
        possible = _instants(slot)
        if entry.is_cancelled or slot.wall_date < today or slot.start in possible:
            continue
        yield ShiftedEntry(
            period_number=period_number,
            release=release.number,
            activity=entry.activity,
            kind=entry.kind,
            title=entry.title,
            slot=slot,
            starts=possible[0] if possible else None,
            time_zones=release.manifest.time_zones,
        )


def _instants(slot: Slot) -> list[datetime]:
    """Return what the hour on the wall may be: two instants where the clocks show it twice."""
    try:
        both = [
            local_instant(slot.wall_date, slot.wall_time, slot.zone, second=second)
            for second in (False, True)
        ]
    except NonexistentLocalTime:
        return []
    return list(dict.fromkeys(both))

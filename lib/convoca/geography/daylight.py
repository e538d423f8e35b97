from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from astral import Observer
from astral.sun import sunrise, sunset

from convoca.domain.on_site_observation import Coordinates
from convoca.services.visits.daylight import Daylight

#: Degrees of longitude that the sun passes in an hour.
_DEGREES_AN_HOUR = 15


def daylight(coordinates: Coordinates, day: date) -> Daylight | None:
    """Return sunrise and sunset around the noon of a day at a place; None where one of them is missing.

    The noon is that of the sun, so that no clock and no zone is needed.
    """
    observer = Observer(latitude=coordinates.latitude, longitude=coordinates.longitude)
    noon = datetime.combine(day, time(12), tzinfo=UTC) - timedelta(
        hours=coordinates.longitude / _DEGREES_AN_HOUR
    )
    mornings = (moment for moment in _moments(sunrise, observer, day) if moment < noon)
    evenings = (moment for moment in _moments(sunset, observer, day) if moment > noon)
    rises, sets = max(mornings, default=None), min(evenings, default=None)
    if rises is None or sets is None or sets - rises >= timedelta(days=1):
        return None
    return Daylight(rises=rises, sets=sets)


def _moments(event: Callable[..., datetime], observer: Observer, day: date) -> Iterator[datetime]:
    """Yield when the sun rises, or sets, on a day in UTC and those beside it."""
    for beside in (-1, 0, 1):
        try:
            yield event(observer, date=day + timedelta(days=beside), tzinfo=UTC)
        except ValueError:  # it does not on that day
            continue

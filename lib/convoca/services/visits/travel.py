"""How far places of a visit are from each other, and how long one needs at least from one to the other."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from convoca.domain.on_site_observation import Coordinates, TravelMode

#: Mean radius of the Earth in kilometres (IUGG).
_EARTH = 6371.0088


@dataclass(frozen=True, slots=True)
class Pace:
    """How a mode travels at best: speed in km/h, how much longer its way is than the line, minutes besides.

    Assumptions of planning, on the quick side: what does not fit them will not work, and what fits
    them may still be tight.
    """

    speed: float
    detour: float
    besides: int


PACES = {
    TravelMode.ROAD: Pace(80.0, 1.25, 0),
    # To the airport, security, boarding, and from the airport.
    TravelMode.AIR: Pace(700.0, 1.0, 120),
    TravelMode.WATER: Pace(35.0, 1.15, 10),
    TravelMode.ON_FOOT: Pace(5.0, 1.2, 0),
}

#: How one gets from one activity to the next where nothing else is said.
_USUAL = (TravelMode.ROAD, TravelMode.AIR)

#: Who travels so keeps to daylight: a matter of security, not of any article.
BY_DAYLIGHT = frozenset({TravelMode.ROAD, TravelMode.WATER, TravelMode.ON_FOOT})


def kilometres(start: Coordinates, end: Coordinates) -> float:
    """Return the distance along the great circle, in kilometres.

    >>> round(kilometres(Coordinates(latitude=4.711, longitude=-74.072),
    ...                  Coordinates(latitude=7.894, longitude=-72.508)))
    394
    """
    south, north = radians(start.latitude), radians(end.latitude)
    east = radians(end.longitude - start.longitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))


def least_minutes(distance: float, mode: TravelMode | None = None) -> int:
    """Return how many minutes a distance in kilometres takes at best; by the quicker usual mode where none is given."""
    modes = _USUAL if mode is None else (mode,)
    return round(min(_minutes(distance, PACES[each]) for each in modes))


def _minutes(distance: float, pace: Pace) -> float:
    return distance * pace.detour / pace.speed * 60 + pace.besides

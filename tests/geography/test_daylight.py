"""Sunrise and sunset against an almanac's formula written here, and where the sun stays up or away."""

from datetime import UTC, date, datetime, time, timedelta
from math import acos, cos, degrees, pi, radians, sin, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.on_site_observation import Coordinates
from convoca.geography.daylight import daylight


def by_the_almanac(where: Coordinates, day: date) -> tuple[datetime, datetime]:
    """Return sunrise and sunset after Spencer's series (1971): good to a few minutes."""
    angle = 2 * pi * (day.timetuple().tm_yday - 1) / 365
    tilt = (
        0.006918 - 0.399912 * cos(angle) + 0.070257 * sin(angle)
        - 0.006758 * cos(2 * angle) + 0.000907 * sin(2 * angle)
    )  # fmt: skip
    late = 229.18 * (
        0.000075 + 0.001868 * cos(angle) - 0.032077 * sin(angle)
        - 0.014615 * cos(2 * angle) - 0.040849 * sin(2 * angle)
    )  # fmt: skip
    south = radians(where.latitude)
    half = degrees(acos(cos(radians(90.833)) / (cos(south) * cos(tilt)) - tan(south) * tan(tilt)))
    noon = datetime.combine(day, time(12), tzinfo=UTC) - timedelta(
        minutes=4 * where.longitude + late
    )
    return noon - timedelta(minutes=4 * half), noon + timedelta(minutes=4 * half)


@given(
    st.floats(min_value=-55, max_value=55),
    st.floats(min_value=-179, max_value=179),
    st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31)),
)
def test_the_sun_rises_and_sets_when_the_almanac_says(
    latitude: float, longitude: float, day: date
) -> None:
    where = Coordinates(latitude=latitude, longitude=longitude)
    found, (rises, sets) = daylight(where, day), by_the_almanac(where, day)

    assert found is not None
    assert abs(found.rises - rises) < timedelta(minutes=8)
    assert abs(found.sets - sets) < timedelta(minutes=8)


@pytest.mark.parametrize("day", [date(2027, 6, 21), date(2027, 12, 21)])
def test_where_the_sun_stays_up_or_away_there_is_no_daylight_to_keep_to(day: date) -> None:
    assert daylight(Coordinates(latitude=78, longitude=15), day) is None

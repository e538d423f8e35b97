"""Daylight at a place, as the programme of a visit asks for it; who computes it stands outside."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from convoca.domain.on_site_observation import Coordinates


@dataclass(frozen=True, slots=True, kw_only=True)
class Daylight:
    """Sunrise and sunset of a day at a place, in UTC."""

    rises: datetime
    sets: datetime


class DaylightOf(Protocol):
    """Says when the sun is up; None where it does not rise or does not set that day."""

    def __call__(self, coordinates: Coordinates, day: date, /) -> Daylight | None: ...

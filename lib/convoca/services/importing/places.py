"""The place of a period from a row: city, zone, rooms and hearing days."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from zoneinfo import available_timezones

from convoca.domain.identifiers import RoomId, StateCode
from convoca.domain.period_of_sessions import (
    SEAT_CITY,
    Modality,
    PeriodOfSessions,
    PeriodPlace,
    Room,
)
from convoca.domain.slot import SEAT_ZONE
from convoca.services.folding import fold
from convoca.services.importing.book import Book, identity
from convoca.services.importing.choices import MODALITIES
from convoca.services.importing.row import RowReader

SEAT_STATE = StateCode("US")
SEAT_NAMES = frozenset({"washington", "washington dc", "washington d c"})
SATURDAY = 5
LONGEST = timedelta(days=40)

#: States whose territory keeps more than one legal time: there the capital's says nothing of
#: another city.
SEVERAL_ZONES = frozenset({"BR", "CA", "CL", "EC", "MX", "US"})

#: Cities that have received the Commission and give no zone its name.
CITY_ZONES: Mapping[str, str] = {
    "boulder": "America/Denver",
    "miami": "America/New_York",
    "coral gables": "America/New_York",
    "philadelphia": "America/New_York",
    "guadalajara": "America/Mexico_City",
}


def places_of(row: RowReader, book: Book, period: PeriodOfSessions) -> tuple[PeriodPlace, ...]:
    """Return the period's places with what the row says; ``period`` already has its new days."""
    stored = period.places
    city, modality = _city(row), row.choice("modality", MODALITIES)
    country = book.read_state(row, "country")
    if not city and not stored and modality is Modality.VIRTUAL:
        city, country = SEAT_CITY, SEAT_STATE
        row.note("virtual_at_seat", "modality")
    target, stated_zone = _target(row, stored, city), row.zone("zone")
    if target is None and (stored or not city):
        return stored
    if target is None:
        zone = stated_zone or zone_of(city, country, book)
        if not zone:
            row.note("place_zone_unknown", "city", city=city)
            return stored
        target = PeriodPlace(
            city=city, country=country, opens=period.opens, closes=period.closes, zone=zone
        )
    place = replace(
        target,
        country=country or target.country,
        zone=stated_zone or target.zone,
        venue=row.line("venue", 200) or target.venue,
        modality=modality or target.modality,
        rooms=_rooms(row, period, target),
        hearing_days=_hearing_days(row, target) or target.hearing_days,
    )
    return tuple(place if p is target else p for p in stored) or (place,)


def _city(row: RowReader) -> str:
    city = row.line("city", 120)
    return SEAT_CITY if fold(city) in SEAT_NAMES else city


def _target(row: RowReader, stored: tuple[PeriodPlace, ...], city: str) -> PeriodPlace | None:
    """Return the stored place that the row is about."""
    asked = any(row.says(f) for f in ("hearing_days", "hearings_from", "hearings_to", "rooms"))
    if city:
        found = next((place for place in stored if fold(place.city) == fold(city)), None)
        if found is None and stored:
            row.note("another_place", "city", stored=_cities(stored), city=city)
        return found
    if len(stored) == 1:
        return stored[0]
    if stored and asked:
        row.note("several_places", "hearings_from")
    if not stored and (asked or row.says("modality") or row.says("venue")):
        row.note("place_unknown", "city")
    return None


def zone_of(city: str, country: StateCode | None, book: Book) -> str:
    """Return the zone of a city where there is no doubt about it, or an empty string."""
    called = fold(city)
    if called == fold(SEAT_CITY):
        return SEAT_ZONE
    state = book.state(country) if country else None
    if state is not None and called in {fold(part) for part in state.capital.split("/")}:
        return state.zone
    for known, zone in CITY_ZONES.items():
        if country == SEAT_STATE and f" {known} " in f" {called} ":
            return zone
    return _zones_named_for_cities().get(called, "") or (
        state.zone if state is not None and state.code not in SEVERAL_ZONES else ""
    )


@cache
def _zones_named_for_cities() -> Mapping[str, str]:
    """Folded city -> zone, for the cities that give exactly one zone its name."""
    named: dict[str, list[str]] = {}
    for zone in available_timezones():
        if zone.startswith("America/"):
            named.setdefault(fold(zone.rsplit("/", 1)[-1]), []).append(zone)
    return {city: zones[0] for city, zones in named.items() if len(zones) == 1}


def _rooms(row: RowReader, period: PeriodOfSessions, place: PeriodPlace) -> tuple[Room, ...]:
    known = {fold(room.name) for room in place.rooms}
    new = tuple(
        Room(id=RoomId(identity("room", period.number, fold(name))), name=name[:120])
        for name in row.several("rooms")
        if fold(name) not in known
    )
    return place.rooms + new


def _hearing_days(row: RowReader, place: PeriodPlace) -> tuple[date, ...]:
    """Return the days written out; else, where none are known yet, those between two days."""
    days, where = row.days("hearing_days"), "hearing_days"
    if not days and not place.hearing_days:
        days, where = _days_of_the_span(row), "hearings_from"
    if days and not place.opens <= days[0] <= days[-1] <= place.closes:
        row.wrong("hearing_days_outside", where)
        return ()
    return days


def _days_of_the_span(row: RowReader) -> tuple[date, ...]:
    first, last = row.day("hearings_from"), row.day("hearings_to")
    if first is None or last is None:
        if first or last:
            row.note("hearing_days_open", "hearings_from")
        return ()
    if not timedelta(0) <= last - first <= LONGEST:
        row.wrong("ends_before_it_begins", "hearings_to")
        return ()
    if last - first > timedelta(days=1):
        row.note("hearing_days_between", "hearings_from")
    return _between(first, last)


def _between(first: date, last: date) -> tuple[date, ...]:
    """Return the first and the last day, which are known, and the weekdays between."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(day for day in days if day in {first, last} or day.weekday() < SATURDAY)


def _cities(places: tuple[PeriodPlace, ...]) -> str:
    return ", ".join(place.city for place in places)

"""A period of sessions as its form holds it, and back; hours of the call on the clock of the seat."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from convoca.app.models.typed import Typed, Values, as_json
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import PeriodId, RoomId, StateCode, new_id
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import (
    SEAT_CITY,
    CallForRequests,
    MeetingAway,
    Modality,
    PeriodKind,
    PeriodOfSessions,
    PeriodPlace,
    Room,
    join_link,
)
from convoca.domain.slot import SEAT_ZONE, local_instant, zone_info

#: Both weeks of a period, from a Monday to the Friday of the next week.
USUAL_LENGTH = timedelta(days=11)
#: Days of one place that can be chosen for hearings.
LONGEST_PLACE = 40
_PLAIN = ("kind", "opens", "closes", "languages", "slot_minutes", "calendar_published_on", "note")
_NEXT = ("next_period_opens", "next_period_place", "next_period_fixed_on")
_AWAY = ("majority_voted_on", "votes_in_favour", "consent_given_on", "consent_reference")


def typed_period(period: PeriodOfSessions) -> dict[str, object]:
    """Return what the form says of a period."""
    opens, closes = _wall(period.call.opens), _wall(period.call.closes)
    return {
        "number": period.number,
        **{name: as_json(getattr(period, name)) for name in (*_PLAIN, *_NEXT)},
        **{name: as_json(getattr(period.away, name)) for name in _AWAY},
        "votes_in_favour": _written(period.away.votes_in_favour),
        "call_opens_day": as_json(opens.date() if opens else None),
        "call_opens_hour": as_json(opens.time() if opens else None),
        "call_closes_day": as_json(closes.date() if closes else None),
        "call_closes_hour": as_json(closes.time() if closes else None),
        "states_excluded": as_json(period.call.states_excluded),
        "places": [_typed_place(place) for place in period.places],
    }


def typed_new_period(periods: Iterable[PeriodOfSessions]) -> dict[str, object]:
    """Return a form with what is usual: the next number, the day and city that were fixed, the seat."""
    last = max(periods, key=lambda period: period.number, default=None)
    opens = last.next_period_opens if last else None
    typed = typed_period(
        PeriodOfSessions(
            id=PeriodId(new_id()),
            number=last.number + 1 if last else 1,
            opens=opens or date.max,
            closes=opens + USUAL_LENGTH if opens else date.max,
        )
    )
    if opens is None:
        typed |= {"opens": "", "closes": ""}
    place = typed_new_place(typed) | {"city": SEAT_CITY, "country": "US"}
    return typed | {"places": [place]}


def typed_new_place(values: Values) -> dict[str, object]:
    """Return an empty place that is open as long as the period; two rooms are usual."""
    return {
        "city": "",
        "country": "",
        "venue": "",
        "zone": SEAT_ZONE,
        "modality": Modality.IN_PERSON.value,
        "opens": values.get("opens") or "",
        "closes": values.get("closes") or "",
        "day_starts": "09:00",
        "day_ends": "18:00",
        "hearing_days": [],
        "rooms": [typed_new_room()],
    }


def typed_new_room() -> dict[str, object]:
    return {
        "id": str(new_id()),
        "name": "",
        "capacity": "",
        "private_allowed": True,
        "languages": [],
        "link": "",
    }


def _typed_place(place: PeriodPlace) -> dict[str, object]:
    names = ("city", "country", "venue", "zone", "modality", "opens", "closes")
    return {
        **{name: as_json(getattr(place, name)) for name in names},
        "day_starts": as_json(place.day_starts),
        "day_ends": as_json(place.day_ends),
        "hearing_days": as_json(place.hearing_days),
        "rooms": [
            {
                "id": str(room.id),
                "name": room.name,
                "capacity": _written(room.capacity),
                "private_allowed": room.private_allowed,
                "languages": as_json(room.languages),
                "link": room.link,
            }
            for room in place.rooms
        ],
    }


def _written(number: int | None) -> str:
    return "" if number is None else str(number)


def _wall(moment: datetime | None) -> datetime | None:
    return moment.astimezone(zone_info(SEAT_ZONE)) if moment else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a form says: the period it makes, if it makes one, and what stands in the way.

    ``provisional`` is what can be said of its dates already; None without an opening day.
    ``missing`` are errors of fields that are still empty: nobody has made a mistake yet.
    """

    period: PeriodOfSessions | None
    provisional: PeriodOfSessions | None
    errors: dict[str, InvalidValue]
    missing: dict[str, InvalidValue]


def read_form(values: Values, base: PeriodOfSessions) -> Reading:
    """Read a form over ``base``, of which it keeps what no field of the form says."""
    typed = Typed(values)
    errors: dict[str, InvalidValue] = {}
    missing: dict[str, InvalidValue] = {}
    opens, closes = typed.day("opens"), typed.day("closes")
    if opens is None:
        missing["opens"] = InvalidValue("opens", "Say on which day the period opens.")
        return Reading(period=None, provisional=None, errors=errors, missing=missing)
    if closes is None:
        missing["closes"] = InvalidValue("closes", "Say on which day the period closes.")
    period = replace(
        base,
        number=max(1, typed.number("number")),
        opens=opens,
        closes=max(opens, closes or opens),
        places=(),
        call=_call(typed, base.call, errors),
        **_plain_fields(typed, errors),
    )
    if typed.number("number") < 1:
        errors["number"] = InvalidValue("number", "A period has a number from 1 on.")
    if closes and closes < opens:
        errors["closes"] = InvalidValue("closes", "The period closes before it opens.")
    period = replace(period, places=tuple(_places(typed, period, errors, missing)))
    stands = not errors and not missing
    return Reading(
        period=period if stands else None, provisional=period, errors=errors, missing=missing
    )


def _plain_fields(typed: Typed, errors: dict[str, InvalidValue]) -> dict[str, Any]:
    return {
        "kind": typed.choice("kind", PeriodKind.REGULAR),
        "languages": _languages(typed),
        "slot_minutes": typed.number("slot_minutes", 60),
        "calendar_published_on": typed.day("calendar_published_on"),
        "note": typed.text("note"),
        "next_period_opens": typed.day("next_period_opens"),
        "next_period_place": typed.line("next_period_place"),
        "next_period_fixed_on": typed.day("next_period_fixed_on"),
        "away": MeetingAway(
            majority_voted_on=typed.day("majority_voted_on"),
            votes_in_favour=_number(typed, "votes_in_favour", "votes_in_favour", errors),
            consent_given_on=typed.day("consent_given_on"),
            consent_reference=typed.line("consent_reference"),
        ),
    }


def _languages(typed: Typed) -> tuple[Language, ...]:
    chosen = typed.words("languages")
    return tuple(language for language in Language if language.value in chosen)


def _number(typed: Typed, name: str, key: str, errors: dict[str, InvalidValue]) -> int | None:
    written = typed.line(name)
    if not written:
        return None
    if written.isdecimal() and len(written) <= 6:
        return int(written)
    errors[key] = InvalidValue(name, "Write a whole number, or leave it empty.")
    return None


def _call(
    typed: Typed, stored: CallForRequests, errors: dict[str, InvalidValue]
) -> CallForRequests:
    excluded = tuple(StateCode(code) for code in typed.words("states_excluded"))
    try:
        return CallForRequests(
            opens=_instant(typed, "call_opens", stored.opens),
            closes=_instant(typed, "call_closes", stored.closes),
            states_excluded=excluded,
        )
    except InvalidValue as error:
        errors["call"] = error
        return CallForRequests(states_excluded=excluded)


def _instant(typed: Typed, name: str, stored: datetime | None) -> datetime | None:
    """Return the typed instant; where nobody changed the minute, the stored one with its seconds."""
    day, hour = typed.day(f"{name}_day"), typed.hour(f"{name}_hour")
    if day is None:
        return None
    if hour is None:
        raise InvalidValue("call", "Give the day its hour at the seat.")
    moment = local_instant(day, hour, SEAT_ZONE)
    same = stored and moment == stored.replace(second=0, microsecond=0)
    return stored if same else moment


def _places(
    typed: Typed,
    period: PeriodOfSessions,
    errors: dict[str, InvalidValue],
    missing: dict[str, InvalidValue],
) -> Iterable[PeriodPlace]:
    """Yield the places that can stand; the others are errors under ``place0``, ``place1`` and so on."""
    for number, row in enumerate(typed.rows("places")):
        key = f"place{number}"
        if not row.line("city"):
            missing[key] = InvalidValue("places", "Name the city. For a virtual period, the seat.")
            continue
        try:
            place = _place(row, period, key, errors)
            replace(period, places=(place,))
        except InvalidValue as error:
            errors[key] = error
        else:
            yield place


def _place(
    row: Typed, period: PeriodOfSessions, key: str, errors: dict[str, InvalidValue]
) -> PeriodPlace:
    opens, closes = row.day("opens") or period.opens, row.day("closes") or period.closes
    starts, ends = row.hour("day_starts"), row.hour("day_ends")
    if starts is None or ends is None:
        raise InvalidValue("places", "Say when hearings begin and end.")
    days = (Typed({"day": word}).day("day") for word in row.words("hearing_days"))
    return PeriodPlace(
        city=row.line("city"),
        country=StateCode(row.line("country")) if row.line("country") else None,
        opens=opens,
        closes=closes,
        zone=row.line("zone"),
        venue=row.line("venue"),
        modality=row.choice("modality", Modality.IN_PERSON),
        rooms=tuple(_rooms(row, key, errors)),
        hearing_days=tuple(sorted(day for day in days if day and opens <= day <= closes)),
        day_starts=starts,
        day_ends=ends,
    )


def _rooms(row: Typed, key: str, errors: dict[str, InvalidValue]) -> Iterable[Room]:
    for number, room in enumerate(row.rows("rooms")):
        if not room.line("name"):
            continue
        yield Room(
            id=RoomId(room.key("id") or new_id()),
            name=room.line("name"),
            capacity=_number(room, "capacity", f"{key}room{number}", errors),
            private_allowed=room.flag("private_allowed"),
            languages=_languages(room),
            link=_link(room, f"{key}room{number}link", errors),
        )


def _link(room: Typed, key: str, errors: dict[str, InvalidValue]) -> str:
    try:
        return join_link(room.line("link"))
    except InvalidValue as error:
        errors[key] = error
        return ""


def days_of(place: Values) -> tuple[date, ...]:
    """Return the days of a typed place that can be chosen for hearings."""
    row = Typed(place)
    opens, closes = row.day("opens"), row.day("closes")
    if opens is None or closes is None:
        return ()
    count = min((closes - opens).days + 1, LONGEST_PLACE)
    return tuple(opens + timedelta(days=n) for n in range(count))


def working_days_of(place: Values) -> tuple[date, ...]:
    return tuple(day for day in days_of(place) if day.weekday() < 5)

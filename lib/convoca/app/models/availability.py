"""What is typed about who and what is not to be had, and what is wished for, as the records hold it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.errors import InvalidValue, NonexistentLocalTime
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import InterpreterTeams, PlanningWishes
from convoca.domain.slot import Slot, local_instant, zone_info
from convoca.scheduling.problem import USUAL_WEIGHTS, Objective
from convoca.services.period_file import PeriodFile


def span_of(
    first: date, from_hour: time | None, last: date, to_hour: time | None, zone: str
) -> Slot:
    """Return the span between two wall times; without hours from the first moment to the last.

    Of an hour that the clocks show twice the span takes both.
    """
    begins = (
        _opening(first, zone)
        if from_hour is None
        else local_instant(first, from_hour, zone, second=False)
    )
    ends = (
        _opening(last + timedelta(days=1), zone)
        if to_hour is None
        else local_instant(last, to_hour, zone, second=True)
    )
    if ends <= begins:
        raise InvalidValue("span", "It ends before it begins.")
    local = begins.astimezone(zone_info(zone))
    return Slot(begins, ends, zone, local.date(), local.time())


def _opening(day: date, zone: str) -> datetime:
    """Return the first moment of a day: some clocks skip midnight."""
    try:
        return local_instant(day, time(0), zone, second=False)
    except NonexistentLocalTime:
        return local_instant(day, time(1), zone, second=False)


def typed_span(span: Slot) -> dict[str, Any]:
    """Return a span as its inputs show it: whole days without hours, the last day included."""
    begins, ends = span.start_in(span.zone), span.end_in(span.zone)
    is_whole = begins.time() == ends.time() == time(0)
    return {
        "from_day": begins.date(),
        "from_hour": None if is_whole else begins.time(),
        "to_day": ends.date() - timedelta(days=1) if is_whole else ends.date(),
        "to_hour": None if is_whole else ends.time(),
    }


def unavailability(
    said: Mapping[str, Any], file: PeriodFile, stored: Unavailability | None
) -> Unavailability:
    """Return what the inputs say as a record. Raises InvalidValue."""
    kind = UnavailableKind(said["kind"])
    if said["from_day"] is None:
        raise InvalidValue("span", "Say on which day it begins.")
    key = "" if kind is UnavailableKind.EVERYBODY else said["key"]
    return Unavailability(
        id=stored.id if stored else uuid4(),
        period=file.period.id,
        kind=kind,
        key=key,
        span=span_of(
            said["from_day"],
            said["from_hour"],
            said["to_day"] or said["from_day"],
            said["to_hour"],
            zone_of(file, kind, key),
        ),
        reason=said["reason_why"].strip(),
        is_hold=bool(said["is_hold"]) and kind is UnavailableKind.ROOM,
        version=stored.version if stored else 0,
    )


def zone_of(file: PeriodFile, kind: UnavailableKind, key: str) -> str:
    """Return whose clock a span is read on: that of the room's place, else the period's."""
    if kind is UnavailableKind.ROOM:
        for place in file.period.places:
            if any(str(room.id) == key for room in place.rooms):
                return place.zone
    return file.period.zone


def parties(file: PeriodFile) -> dict[str, str]:
    """Return the name of every party of the period by its key."""
    heard: tuple[Hearing | WorkingMeeting, ...] = (*file.hearings, *file.meetings)
    return {
        party.key: party.name
        for activity in heard
        if not activity.is_cancelled
        for party in activity.parties
    }


def names(file: PeriodFile, kind: UnavailableKind) -> dict[str, str]:
    """Return what can be unavailable in one way: its name by its key."""
    match kind:
        case UnavailableKind.ROOM:
            return {str(room.id): room.name for room in file.period.rooms}
        case UnavailableKind.MEMBER:
            period = file.period
            return {
                str(member.id): member.name
                for member in file.members
                if member.in_office(period.opens) or member.in_office(period.closes)
            }
        case UnavailableKind.PARTY:
            return dict(sorted(parties(file).items(), key=lambda pair: pair[1]))
        case UnavailableKind.EVERYBODY:
            return {}


def interpreter_teams(rows: Iterable[Mapping[str, object]]) -> tuple[InterpreterTeams, ...]:
    """Return the rows of the form as records."""
    return tuple(
        InterpreterTeams(
            language=Language(str(row["language"])),
            teams=int(str(row["teams"])),
            day=date.fromisoformat(str(row["day"])) if row["day"] else None,
        )
        for row in rows
    )


def importances(objective: Objective, stored: int) -> list[tuple[str, int]]:
    """Return in ascending order how much an objective may matter: a key and the price of one unit.

    A stored weight that no key stands for has the key "other".
    """
    usual = USUAL_WEIGHTS[objective]
    prices = {"usual": usual, "none": 0, "some": round(usual / 2), "very": usual * 3}
    known: dict[int, str] = {}
    for key, price in (*prices.items(), ("other", stored)):
        known.setdefault(price, key)
    return sorted(((key, price) for price, key in known.items()), key=lambda one: one[1])


def weight(wishes: PlanningWishes, objective: Objective) -> int:
    """Return what one unit of an objective costs: as wished, else as usual."""
    return wishes.weights.get(objective.value, USUAL_WEIGHTS[objective])


def level(wishes: PlanningWishes, objective: Objective) -> int:
    """Return the level on which an objective is kept, from 1; 0 together with the rest."""
    held = (n for n, names in enumerate(wishes.levels, 1) if objective.value in names)
    return next(held, 0)


def levels(chosen: Mapping[Objective, int]) -> tuple[tuple[str, ...], ...]:
    """Return the objectives of each level, without those that stand together with the rest."""
    used = sorted({number for number in chosen.values() if number})
    return tuple(
        tuple(objective.value for objective, number in chosen.items() if number == one)
        for one in used
    )

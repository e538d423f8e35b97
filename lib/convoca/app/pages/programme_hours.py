"""The hours of a day on the board: those in which rooms are shut or held, and what clocks show elsewhere."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_desk import Desk
from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.errors import NonexistentLocalTime
from convoca.domain.slot import Slot, zone_info
from convoca.i18n.catalogue import text


def closures(desk: Desk, opens: time, closes: time) -> Iterator[dict[str, object]]:
    """Yield the hours of the day shown in which a room is shut, or held for something else.

    Who is absent is not among them: the reason of a member's absence is not for a board.
    """
    model = desk.model
    rooms = [str(room.id) for room in model.rooms(model.day)]
    for shut in model.file.unavailabilities:
        span = _on_this_day(desk, shut.span, opens, closes)
        if span is None or shut.kind not in {UnavailableKind.ROOM, UnavailableKind.EVERYBODY}:
            continue
        start, minutes = span
        for room in rooms:
            if shut.kind is UnavailableKind.EVERYBODY or shut.key == room:
                yield {
                    "room": room,
                    "start": start,
                    "minutes": minutes,
                    "title": _why(shut, desk),
                    "held": shut.is_hold,
                }


def _why(shut: Unavailability, desk: Desk) -> str:
    if shut.is_hold:
        return text("Held: {reason}", desk.language, reason=shut.reason)
    if shut.reason:
        return text("Closed: {reason}", desk.language, reason=shut.reason)
    return text("Closed", desk.language)


def _on_this_day(desk: Desk, span: Slot, opens: time, closes: time) -> tuple[str, int] | None:
    """Return begin and minutes of a span within the hours shown; nothing where it is outside them."""
    day = desk.model.day
    zone = zone_info(desk.model.zone_of(day))
    begins, ends = (at.astimezone(zone).replace(tzinfo=None) for at in (span.start, span.end))
    begins = max(begins, datetime.combine(day, opens))
    ends = min(ends, datetime.combine(day, closes))
    minutes = (ends - begins) // timedelta(minutes=1)
    return (f"{begins:%Y-%m-%dT%H:%M}", minutes) if minutes > 0 else None


def hours_elsewhere(desk: Desk, opens: time, closes: time) -> Iterator[tuple[str, str]]:
    """Yield what clocks show at each full hour of the day in the zone that was asked for."""
    model = desk.model
    if not model.zone:
        return
    city, venue = desk.city_of(model.zone), model.zone_of(model.day)
    for number in range(opens.hour, closes.hour + 1):
        try:
            slot = Slot.local(model.day, time(number), minutes=60, zone=venue, second=False)
        except NonexistentLocalTime:
            continue
        yield f"{number:02}:00", words.hours_in(slot, model.zone, city, desk.language)

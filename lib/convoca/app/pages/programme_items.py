"""How the boards show an activity: as an item with its marks, or as something that waits, with its needs."""

from collections.abc import Iterable

from convoca.app.models.activity_file import ActivityFile
from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_desk import Desk
from convoca.app.widgets.shared_words import states_of
from convoca.domain.hearing import Hearing, MeetingKind, PlanningNeeds, WorkingMeeting
from convoca.domain.programme import ActivityKind, Placement
from convoca.i18n.catalogue import text
from convoca.i18n.words import word
from convoca.services.problems import Severity

Item = dict[str, object]


def placed_item(activity: ActivityFile, placement: Placement, desk: Desk) -> Item:
    """Return what the boards show of a placed activity: its marks are added by ``marked``."""
    slot, language = placement.slot, desk.language
    said = [states_of(activity.states, language), words.kind_word(activity, language)]
    zone = desk.model.zone
    if zone:
        said.insert(0, words.hours_in(slot, zone, desk.city_of(zone), language))
    return {
        "id": str(activity.record.id),
        "title": activity.record.title,
        "subtitle": " · ".join(filter(None, said)),
        "room": str(placement.room),
        "start": f"{slot.wall_date:%Y-%m-%d}T{slot.wall_time:%H:%M}",
        "minutes": slot.minutes,
        "kind": colour_of(activity),
        "private": activity.is_private,
        "pinned": placement.is_pinned,
        "held": needs_of(activity).on_hold,
        "severity": "",
    }


def marked(item: Item, severity: Severity | None) -> Item:
    """Mark what is wrong or near; what is only still to come would mark every hearing."""
    if severity is None or severity is Severity.LATER:
        return item
    return {**item, "severity": "breach" if severity is Severity.BREACH else "warning"}


def waiting_item(activity: ActivityFile, desk: Desk) -> Item:
    """Return what the tray shows: what it is, and what it asks of its place."""
    language = desk.language
    said = [states_of(activity.states, language), words.kind_word(activity, language)]
    return {
        "id": str(activity.record.id),
        "title": activity.record.title,
        "subtitle": " · ".join(filter(None, said)),
        "minutes": activity.record.minutes,
        "kind": colour_of(activity),
        "needs": list(_needs_in_words(activity, desk)),
    }


def hardest_first(waiting: Iterable[ActivityFile]) -> list[ActivityFile]:
    """Order what waits: priority, then what fits fewest places; what is held back comes last.

    Few places fit what is private, long, full of people, or has many languages and States.
    """

    def ease(activity: ActivityFile) -> tuple[object, ...]:
        needs = needs_of(activity)
        tied = len(_languages(activity)) + len(activity.states)
        return (
            needs.on_hold,
            not needs.is_priority,
            -(activity.is_private + tied),
            -(needs.attendance or 0),
            -activity.record.minutes,
            activity.record.title,
        )

    return sorted(waiting, key=ease)


def needs_of(activity: ActivityFile) -> PlanningNeeds:
    record = activity.record
    return record.needs if isinstance(record, Hearing | WorkingMeeting) else PlanningNeeds()


def colour_of(activity: ActivityFile) -> str:
    """Return the boards' word for a kind."""
    if activity.kind is ActivityKind.SESSION:
        return "internal_session"
    record = activity.record
    if isinstance(record, WorkingMeeting) and record.kind is MeetingKind.BILATERAL:
        return "bilateral_meeting"
    return str(activity.kind)


def _languages(activity: ActivityFile) -> tuple[object, ...]:
    return tuple(activity.record.languages) if isinstance(activity.record, Hearing) else ()


def _needs_in_words(activity: ActivityFile, desk: Desk) -> Iterable[dict[str, str]]:
    language, needs, record = desk.language, needs_of(activity), activity.record
    if needs.on_hold:
        yield {"sign": "hold", "text": text("held back", language)}
    if needs.is_priority:
        yield {"sign": "priority", "text": text("priority", language)}
    if activity.is_private:
        yield {"sign": "private", "text": text("private", language)}
    if isinstance(record, Hearing) and record.languages:
        yield {"sign": "", "text": ", ".join(word(one, language) for one in record.languages)}
    if needs.attendance:
        people = text("{count} people", language, count=needs.attendance)
        yield {"sign": "", "text": people}

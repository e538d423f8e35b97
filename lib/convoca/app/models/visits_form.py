"""A visit as a form holds it, and back."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, time
from uuid import UUID

from convoca.app.models.typed import Typed, as_json
from convoca.app.models.visits_rows import (
    BLANK_ROWS,
    consents_of,
    coordinates_of,
    delegates_of,
    recommendations_of,
    report_of,
    stages_of,
    typed_rows,
    written,
)
from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.on_site_observation import (
    NamedBy,
    ObservationKind,
    OnSiteObservation,
    SpecialCommission,
    TravelMode,
    VisitActivity,
    VisitActivityKind,
)
from convoca.domain.period_of_sessions import Modality
from convoca.domain.slot import Slot
from convoca.services.visits.follow_up import with_report

#: What a form says of a visit that nobody has entered yet; ``activity`` is one not added yet.
BLANK: dict[str, object] = {
    "title": "",
    "kind": str(ObservationKind.ON_SITE),
    "opens": "",
    "closes": "",
    "states": [],
    "territories": [],
    "places": "",
    "modality": str(Modality.IN_PERSON),
    "invited_on": "",
    "consent_reference": "",
    "is_public": False,
    "members": [],
    "president": "",
    "named_on": "",
    "named_by": str(NamedBy.COMMISSION),
    "approved_on": "",
    "note": "",
    "activities": [],
    "activity": {},
    **BLANK_ROWS,
}

#: The fields that a form holds as the record does.
_PLAIN = (
    "title",
    "kind",
    "opens",
    "closes",
    "states",
    "territories",
    "places",
    "modality",
    "invited_on",
    "consent_reference",
    "is_public",
    "note",
)
_NAMED = ("members", "president", "named_on", "named_by", "approved_on")

DEFAULT_MINUTES = 60


def typed_visit(visit: OnSiteObservation) -> dict[str, object]:
    """Return what a form says of this visit."""
    return {
        **{name: as_json(getattr(visit, name)) for name in _PLAIN},
        **{name: as_json(getattr(visit.special_commission, name)) for name in _NAMED},
        **typed_rows(visit),
        "activities": [typed_activity(activity) for activity in visit.activities],
        "activity": {},
    }


def visit_of(typed: Typed, base: OnSiteObservation) -> OnSiteObservation:
    """Return ``base`` with what was typed. Raises InvalidValue, which names the field."""
    opens, closes = typed.day("opens"), typed.day("closes")
    if opens is None:
        raise InvalidValue("opens", "Say on which day the visit begins.")
    if closes is None:
        raise InvalidValue("closes", "Say on which day the visit ends.")
    if not typed.line("title"):
        raise InvalidValue("title", "A visit needs a title.")
    visit = replace(
        base,
        title=typed.line("title"),
        kind=typed.choice("kind", ObservationKind.ON_SITE),
        opens=opens,
        closes=closes,
        states=_states(typed, "states"),
        territories=_states(typed, "territories"),
        places=typed.text("places"),
        modality=typed.choice("modality", Modality.IN_PERSON),
        invited_on=typed.day("invited_on"),
        consent_reference=typed.line("consent_reference"),
        is_public=typed.flag("is_public"),
        special_commission=_special_commission(typed),
        stages=stages_of(typed),
        consents=consents_of(typed),
        delegates=delegates_of(typed),
        recommendations=recommendations_of(typed, base),
        activities=activities_of(typed),
        note=typed.text("note"),
    )
    return with_report(visit, report_of(typed))


def activities_of(typed: Typed) -> tuple[VisitActivity, ...]:
    """Return the programme of activities by time. Raises InvalidValue."""
    delegates = {key for row in typed.rows("delegates") if (key := row.key("id"))}
    found = (activity_of(row, delegates) for row in typed.rows("activities"))
    return tuple(sorted(found, key=_by_time))


def _states(typed: Typed, name: str) -> tuple[StateCode, ...]:
    return tuple(StateCode(code) for code in typed.words(name))


def _special_commission(typed: Typed) -> SpecialCommission:
    members = tuple(MemberId(key) for key in typed.keys("members"))
    president = typed.key("president")
    named_by = typed.choice("named_by", NamedBy.COMMISSION)
    in_urgency = named_by is NamedBy.PRESIDENT_IN_URGENCY
    return SpecialCommission(
        members=members,
        president=MemberId(president) if president and president in members else None,
        named_on=typed.day("named_on"),
        named_by=named_by,
        approved_on=typed.day("approved_on") if in_urgency else None,
    )


def typed_activity(activity: VisitActivity) -> dict[str, object]:
    """Return what a form says of an entry of the programme of activities."""
    slot = activity.slot
    return {
        "id": str(activity.id),
        "title": activity.title,
        "day": as_json(slot.wall_date),
        "hour": as_json(slot.wall_time),
        "minutes": slot.minutes,
        "zone": slot.zone,
        "turn": "second" if slot.start_in(slot.zone).fold else "",
        "kind": str(activity.kind),
        "stage": as_json(activity.stage),
        "place": activity.place,
        "coordinates": written(activity.coordinates),
        "coordinates_to": written(activity.coordinates_to),
        "people": as_json((*activity.members, *activity.people)),
        "mode": as_json(activity.mode),
        "transport": activity.transport,
        "held": activity.held,
        "hold_reason": activity.hold_reason,
        "confidential": activity.confidential,
    }


def activity_of(typed: Typed, delegates: Collection[UUID] = ()) -> VisitActivity:
    """Return the activity that was typed. Raises InvalidValue, which names the field.

    Who is not among ``delegates`` is a member.
    """
    key, day, hour = typed.key("id"), typed.day("day"), typed.hour("hour")
    people = typed.keys("people")
    if not typed.line("title"):
        raise InvalidValue("title", "An activity needs a title.")
    if day is None:
        raise InvalidValue("day", "Say on which day the activity is.")
    if hour is None:
        raise InvalidValue("hour", "Say at what hour the activity begins.")
    return VisitActivity(
        id=key or UUID(int=0),
        title=typed.line("title"),
        slot=_slot(typed, day, hour),
        kind=typed.choice("kind", VisitActivityKind.OTHER),
        stage=typed.key("stage"),
        place=typed.line("place"),
        coordinates=coordinates_of(typed.line("coordinates")),
        coordinates_to=coordinates_of(typed.line("coordinates_to"), field="coordinates_to"),
        members=tuple(MemberId(key) for key in people if key not in delegates),
        people=tuple(key for key in people if key in delegates),
        mode=_mode(typed),
        transport=typed.line("transport"),
        held=typed.flag("held"),
        hold_reason=typed.line("hold_reason") if typed.flag("held") else "",
        confidential=typed.flag("confidential"),
    )


def _mode(typed: Typed) -> TravelMode | None:
    return TravelMode(mode) if (mode := typed.line("mode")) in set(TravelMode) else None


def _slot(typed: Typed, day: date, hour: time) -> Slot:
    try:
        return Slot.local(
            day,
            hour,
            minutes=typed.number("minutes", DEFAULT_MINUTES),
            zone=typed.line("zone"),
            second=typed.second("turn"),
        )
    except InvalidValue as error:
        error.field = {"start": "hour", "slot": "minutes"}.get(error.field, error.field)
        raise


def _by_time(activity: VisitActivity) -> tuple[Slot, str]:
    return activity.slot, str(activity.id)

"""What the settled cells of a row mean for its record, and what of it cannot be."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

from convoca.domain.errors import InvalidValue
from convoca.domain.hearing import HearingKind
from convoca.domain.hearing_request import Decision, HearingRequest
from convoca.domain.identifiers import RoomId, StateCode
from convoca.domain.programme import Placement, Session
from convoca.domain.slot import Slot
from convoca.services.importing.remark import Unclear
from convoca.services.period_file import Activity, PeriodFile
from convoca.services.programme import moved
from convoca.services.round_trip.fields import DECISION, NEEDS, PLACE, YES, is_cancelled
from convoca.services.round_trip.plan import ActivityChange, RequestChange

#: What a settled row cannot have: group of fields -> why.
Misfits = dict[str, Unclear]

_CLOSING = frozenset({Decision.GRANTED, Decision.DECLINED, Decision.WITHDRAWN})


def request_misfits(
    request: HearingRequest, wanted: Mapping[str, str], *, changed: Iterable[str], today: date
) -> Misfits:
    """Return what cannot be decided so. ``wanted`` is what the row says when all is settled."""
    if not {"decision", "decided_on", "decision_reason"} & set(changed):
        return {}
    try:
        _refuse_decision(request.decision, wanted, today)
    except Unclear as unclear:
        return {DECISION: unclear}
    return {}


def _refuse_decision(stored: Decision, wanted: Mapping[str, str], today: date) -> None:
    decision = Decision(wanted["decision"])
    day, reason = wanted["decided_on"], wanted["decision_reason"]
    if decision is Decision.PENDING:
        if stored is Decision.PENDING and (day or reason):
            raise Unclear("reason_without_decision")
        return
    if decision is not stored:
        if decision not in _CLOSING:
            raise Unclear("decision_not_here")
        if stored is not Decision.PENDING:
            raise Unclear("decision_stands")
    if not day:
        raise Unclear("decision_without_day")
    if date.fromisoformat(day) > today:
        raise Unclear("future_day", today=today)
    if not reason:
        raise Unclear("decision_without_reason")


def request_change(
    request: HearingRequest, wanted: Mapping[str, str], changed: Iterable[str]
) -> RequestChange:
    """Return the request as the row wants it; a new decision is left to those who decide."""
    names = set(changed)
    values: dict[str, object] = {
        name: wanted[name] for name in ("title", "matter_number", "note") if name in names
    }
    if "kind" in names:
        values["kind"] = HearingKind(wanted["kind"])
    if "states" in names:
        values["states"] = _states(request.states, wanted["states"])
    if "minutes_wanted" in names:
        values["minutes_wanted"] = _number(wanted["minutes_wanted"])
    decision = Decision(wanted["decision"]) if "decision" in names else None
    day, reason = wanted["decided_on"], wanted["decision_reason"]
    on = date.fromisoformat(day) if day else None
    if decision is None and names & {"decided_on", "decision_reason"}:
        values |= {"decided_on": on, "decision_reason": reason}
    after = replace(request, **values)  # type: ignore[arg-type]
    return RequestChange(before=request, after=after, decision=decision, on=on, reason=reason)


def activity_misfits(
    file: PeriodFile, activity: Activity, wanted: Mapping[str, str], *, changed: Iterable[str]
) -> Misfits:
    """Return what an activity cannot have; whether its room is free is asked of all rows together."""
    names, found = set(changed), Misfits()
    if isinstance(activity, Session):
        found |= {name: Unclear("needs_of_session") for name in NEEDS if name in names}
    moves = bool({"day", "hour", "room"} & names)
    if is_cancelled(activity):
        found |= {PLACE: Unclear("place_of_cancelled")} if moves else {}
        found |= {"minutes": Unclear("place_of_cancelled")} if "minutes" in names else {}
    elif moves:
        try:
            _place(file, activity, wanted)
        except Unclear as unclear:
            found[PLACE] = unclear
        except InvalidValue as error:
            found[PLACE] = Unclear("refused", error=error)
    return found


def activity_change(
    file: PeriodFile, activity: Activity, wanted: Mapping[str, str], changed: Iterable[str]
) -> ActivityChange:
    """Return the activity and its place as the row wants them."""
    names = set(changed)
    after = _activity(activity, wanted, names)
    before = file.placement(activity.id)
    placement = before
    if {"day", "hour", "room"} & names:
        placement = _place(file, after, wanted)
    elif "minutes" in names and before is not None:
        end = before.slot.start + timedelta(minutes=after.minutes)
        placement = replace(before, slot=replace(before.slot, end=end))
    return ActivityChange(
        before=activity, after=after, placement_before=before, placement_after=placement
    )


def _activity(activity: Activity, wanted: Mapping[str, str], names: set[str]) -> Activity:
    title = wanted["title"] if "title" in names else activity.title
    minutes = int(wanted["minutes"]) if "minutes" in names else activity.minutes
    if isinstance(activity, Session):
        return replace(activity, title=title, minutes=minutes)
    needs = activity.needs
    if names & set(NEEDS):
        needs = replace(
            needs,
            theme=wanted["theme"] if "theme" in names else needs.theme,
            is_priority=wanted["is_priority"] == YES,
            on_hold=wanted["on_hold"] == YES,
            attendance=_number(wanted["attendance"]),
        )
    return replace(activity, title=title, minutes=minutes, needs=needs)


def _place(file: PeriodFile, activity: Activity, wanted: Mapping[str, str]) -> Placement | None:
    """Return the placement of a row; None where it says no place. Raises Unclear, InvalidValue."""
    day, hour, room = wanted["day"], wanted["hour"], wanted["room"]
    if not (day or hour or room):
        return None
    if not (day and hour and room):
        raise Unclear("place_incomplete")
    where = file.period.place_of_room(RoomId(UUID(room)))
    if where is None:
        raise Unclear("room_gone", known="")
    slot = Slot.local(
        date.fromisoformat(day),
        time.fromisoformat(hour),
        minutes=int(wanted["minutes"]),
        zone=where.zone,
    )
    return moved(file, activity.id, slot, RoomId(UUID(room)))


def _states(stored: Iterable[StateCode], wanted: str) -> tuple[StateCode, ...]:
    """Return the States that are wanted, those that stay in their order."""
    codes = [StateCode(code) for code in wanted.split(";") if code]
    stay = [code for code in stored if code in codes]
    return (*stay, *(code for code in codes if code not in stay))


def _number(text: str) -> int | None:
    return int(text) if text else None

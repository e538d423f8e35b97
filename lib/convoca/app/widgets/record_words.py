"""Fields of records and their values in words, for whatever shows any kind of record."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from uuid import UUID

from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE, Slot
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, hour, moment, state_name
from convoca.i18n.words import word

#: What a key refers to, where that has a name.
Names = Mapping[object, str]

_STATES = frozenset(
    {"country", "nationalities", "state", "states", "states_excluded", "territories"}
)
_NOT_FOR_READERS = frozenset({"id", "sha256", "version"})


def field_name(field: str, language: Language) -> str:
    """Return what people call a field of a record. Raises KeyError for one that none has."""
    return field_names(language)[field]


def said(field: str, value: object, language: Language, names: Names) -> tuple[str, ...]:
    """Return the value of ``field`` in words, one line per item; nothing where it is empty."""
    if isinstance(value, tuple):
        return tuple(line for item in value for line in said(field, item, language, names))
    if value is None or value == "":
        return ()
    return (_one(field, value, language, names),)


def _one(field: str, value: object, language: Language, names: Names) -> str:
    match value:
        case UUID():
            words = names.get(value, str(value)[:8])
        case bool():
            words = text("yes", language) if value else text("no", language)
        case Enum():
            words = word(value, language)
        case Slot():
            words = moment(value.start, value.zone, language)
        case date() | time():
            words = _when(value, language)
        case _ if is_dataclass(value):
            words = " · ".join(_parts(value, language, names))
        case _:
            words = state_name(str(value), language) if field in _STATES else str(value)
    return words


def _when(value: date | time, language: Language) -> str:
    if isinstance(value, datetime):
        return moment(value, SEAT_ZONE, language)
    return day(value, language) if isinstance(value, date) else hour(value, language)


def _parts(record: object, language: Language, names: Names) -> Iterator[str]:
    """Word what a part of a record says; a number or a yes needs the name of its field."""
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if field.name in _NOT_FOR_READERS or value is False:
            continue
        if value is True:
            yield field_name(field.name, language)
        elif isinstance(value, int):
            yield f"{field_name(field.name, language)}: {value}"
        else:
            yield from said(field.name, value, language, names)


def shown_fields(record: object) -> tuple[str, ...]:
    """Return the fields of a record that say something to people."""
    return tuple(f.name for f in fields(record) if f.name not in _NOT_FOR_READERS)  # type: ignore[arg-type]


@cache
def field_names(language: Language) -> Mapping[str, str]:
    """Return the names of all fields of all records but the sealed ones."""
    return {**_of_periods(language), **_of_matters(language), **_of_people(language)}


def _of_periods(language: Language) -> dict[str, str]:
    return {
        "activities": text("Activities", language),
        "away": text("Meeting away from the seat", language),
        "calendar_published_on": text("Calendar published on", language),
        "call": text("Call for requests", language),
        "capacity": text("Capacity", language),
        "city": text("City", language),
        "closes": text("Closes", language),
        "consent_given_on": text("Consent given on", language),
        "consent_reference": text("Reference of the consent", language),
        "country": text("Country", language),
        "day_ends": text("Hearings end at", language),
        "day_starts": text("Hearings begin at", language),
        "end": text("Ends", language),
        "hearing_days": text("Hearing days", language),
        "is_example": text("Example data", language),
        "kind": text("Kind", language),
        "languages": text("Languages", language),
        "lapsed": text("Cancelled", language),
        "majority_voted_on": text("Majority voted on", language),
        "modality": text("Modality", language),
        "next_period_fixed_on": text("Next period fixed on", language),
        "next_period_opens": text("Next period opens", language),
        "next_period_place": text("Place of the next period", language),
        "number": text("Number", language),
        "opens": text("Opens", language),
        "panel": text("Members attending", language),
        "place": text("Place", language),
        "places": text("Places", language),
        "private_allowed": text("Private hearings allowed", language),
        "public_hearings_held": text("Public hearings held", language),
        "room": text("Room", language),
        "rooms": text("Rooms", language),
        "slot": text("When", language),
        "slot_minutes": text("Length of a slot (minutes)", language),
        "start": text("Starts", language),
        "states_excluded": text("States left out of the call", language),
        "venue": text("Venue", language),
        "votes_in_favour": text("Votes in favour", language),
        "wall_date": text("Day", language),
        "wall_time": text("Hour", language),
        "working_meetings_held": text("Working meetings held", language),
        "zone": text("Time zone", language),
    }


def _of_matters(language: Language) -> dict[str, str]:
    return {
        "activity": text("Activity", language),
        "announced_day": text("Announced day", language),
        "announced_place": text("Announced place", language),
        "annexes": text("Annexes", language),
        "attendance": text("Attendance", language),
        "authority": text("Decided by", language),
        "channel": text("Channel", language),
        "circumstances": text("Exceptional circumstances", language),
        "commitments": text("Commitments", language),
        "convocation": text("Convocation", language),
        "convoked_by": text("Convoked by", language),
        "convoked_on": text("Convoked on", language),
        "decided_on": text("Decided on", language),
        "decision": text("Decision", language),
        "decision_reason": text("Reason for the decision", language),
        "decisions": text("Decisions", language),
        "due": text("Due", language),
        "ended": text("Ended", language),
        "exceptional_circumstances": text("Exceptional circumstances", language),
        "ground": text("Ground", language),
        "hearing": text("Hearing", language),
        "hearing_day": text("Day of the hearing", language),
        "in_writing": text("In writing", language),
        "initiative": text("Initiative", language),
        "invited_on": text("Invited on", language),
        "is_cancelled": text("Cancelled", language),
        "is_public": text("Public", language),
        "issue": text("Issue", language),
        "matter_number": text("Matter number", language),
        "matters": text("Matters dealt with", language),
        "merged_into": text("Merged into", language),
        "minutes": text("Length (minutes)", language),
        "minutes_wanted": text("Length requested (minutes)", language),
        "note": text("Note", language),
        "opened_by_decision_on": text("Opened by decision on", language),
        "order_of_business": text("Order of business", language),
        "parties": text("Parties", language),
        "parties_told_at": text("Parties told at", language),
        "party": text("Party", language),
        "period": text("Period of sessions", language),
        "private_decision": text("Decision to hear in private", language),
        "private_wanted": text("Private hearing requested", language),
        "proposed_on": text("Proposed on", language),
        "purpose": text("Purpose", language),
        "raised_by": text("Raised by", language),
        "raised_on": text("Raised on", language),
        "received": text("Received", language),
        "reference": text("Reference", language),
        "requests": text("Requests", language),
        "served_on": text("Served on", language),
        "source": text("Source", language),
        "started": text("Started", language),
        "state_convened": text("State convened", language),
        "statements": text("Statements", language),
        "states": text("States", language),
        "status": text("Status", language),
        "submitted_by": text("Submitted by", language),
        "summary": text("Summary", language),
        "text": text("Text", language),
        "title": text("Title", language),
        "upheld": text("Upheld", language),
        "verified": text("Verified", language),
        "visibility": text("Public or private", language),
        "wanted": text("Activity requested", language),
    }


def _of_people(language: Language) -> dict[str, str]:
    return {
        "approved_on": text("Approved on", language),
        "as_of": text("As of", language),
        "capital": text("Capital", language),
        "code": text("Code", language),
        "confidential": text("Confidential", language),
        "convention": text("American Convention", language),
        "email": text("E-mail", language),
        "ends": text("Until", language),
        "interim": text("Interim", language),
        "language": text("Language", language),
        "may_attend": text("May attend", language),
        "member": text("Member", language),
        "members": text("Members", language),
        "members_present": text("Members present", language),
        "name": text("Name", language),
        "name_en": text("Name in English", language),
        "name_es": text("Name in Spanish", language),
        "named_by": text("Named by", language),
        "named_on": text("Named on", language),
        "nationalities": text("Nationalities", language),
        "office": text("Office", language),
        "offices": text("Offices held", language),
        "organisation": text("Organisation", language),
        "participants": text("Participants", language),
        "post": text("Post", language),
        "precision": text("Precision of the date", language),
        "president": text("President", language),
        "protected": text("Protected", language),
        "requesters": text("Requested by", language),
        "residences": text("Residences", language),
        "role": text("Role", language),
        "side": text("Side", language),
        "special_commission": text("Special Commission", language),
        "staff": text("Staff", language),
        "starts": text("From", language),
        "state": text("State", language),
        "terms": text("Terms of office", language),
        "territories": text("States on whose soil it takes place", language),
        "ties": text("Diplomatic posts", language),
        "withheld_from_state": text("Identity withheld from the State", language),
        "working_group": text("Working group", language),
    }

"""Fields of records and their values in words, for whatever shows any kind of record."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
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
    return text(_FIELD_WORDS[field], language)


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


_PERIOD_WORDS = {
    "activities": "Activities",
    "away": "Meeting away from the seat",
    "calendar_published_on": "Calendar published on",
    "call": "Call for requests",
    "capacity": "Capacity",
    "city": "City",
    "closes": "Closes",
    "consent_given_on": "Consent given on",
    "consent_reference": "Reference of the consent",
    "country": "Country",
    "day_ends": "Hearings end at",
    "day_starts": "Hearings begin at",
    "end": "Ends",
    "hearing_days": "Hearing days",
    "is_example": "Example data",
    "kind": "Kind",
    "languages": "Languages",
    "lapsed": "Cancelled",
    "majority_voted_on": "Majority voted on",
    "modality": "Modality",
    "next_period_fixed_on": "Next period fixed on",
    "next_period_opens": "Next period opens",
    "next_period_place": "Place of the next period",
    "number": "Number",
    "opens": "Opens",
    "panel": "Members attending",
    "place": "Place",
    "places": "Places",
    "private_allowed": "Private hearings allowed",
    "public_hearings_held": "Public hearings held",
    "room": "Room",
    "rooms": "Rooms",
    "slot": "When",
    "slot_minutes": "Length of a slot (minutes)",
    "start": "Starts",
    "states_excluded": "States left out of the call",
    "venue": "Venue",
    "votes_in_favour": "Votes in favour",
    "wall_date": "Day",
    "wall_time": "Hour",
    "working_meetings_held": "Working meetings held",
    "zone": "Time zone",
}


_MATTER_WORDS = {
    "activity": "Activity",
    "announced_day": "Announced day",
    "announced_place": "Announced place",
    "annexes": "Annexes",
    "attendance": "Attendance",
    "authority": "Decided by",
    "channel": "Channel",
    "circumstances": "Exceptional circumstances",
    "commitments": "Commitments",
    "convocation": "Convocation",
    "convoked_by": "Convoked by",
    "convoked_on": "Convoked on",
    "decided_on": "Decided on",
    "decision": "Decision",
    "decision_reason": "Reason for the decision",
    "decisions": "Decisions",
    "due": "Due",
    "ended": "Ended",
    "exceptional_circumstances": "Exceptional circumstances",
    "ground": "Ground",
    "hearing": "Hearing",
    "hearing_day": "Day of the hearing",
    "in_writing": "In writing",
    "initiative": "Initiative",
    "invited_on": "Invited on",
    "is_cancelled": "Cancelled",
    "is_public": "Public",
    "issue": "Issue",
    "matter_number": "Matter number",
    "matters": "Matters dealt with",
    "merged_into": "Merged into",
    "minutes": "Length (minutes)",
    "minutes_wanted": "Length requested (minutes)",
    "note": "Note",
    "opened_by_decision_on": "Opened by decision on",
    "order_of_business": "Order of business",
    "parties": "Parties",
    "parties_told_at": "Parties told at",
    "party": "Party",
    "period": "Period of sessions",
    "private_decision": "Decision to hear in private",
    "private_wanted": "Private hearing requested",
    "proposed_on": "Proposed on",
    "purpose": "Purpose",
    "raised_by": "Raised by",
    "raised_on": "Raised on",
    "received": "Received",
    "reference": "Reference",
    "requests": "Requests",
    "served_on": "Served on",
    "source": "Source",
    "started": "Started",
    "state_convened": "State convened",
    "statements": "Statements",
    "states": "States",
    "status": "Status",
    "submitted_by": "Submitted by",
    "summary": "Summary",
    "text": "Text",
    "title": "Title",
    "upheld": "Upheld",
    "verified": "Verified",
    "visibility": "Public or private",
    "wanted": "Activity requested",
}


_PEOPLE_WORDS = {
    "approved_on": "Approved on",
    "as_of": "As of",
    "capital": "Capital",
    "code": "Code",
    "confidential": "Confidential",
    "convention": "American Convention",
    "email": "E-mail",
    "ends": "Until",
    "interim": "Interim",
    "language": "Language",
    "may_attend": "May attend",
    "member": "Member",
    "members": "Members",
    "members_present": "Members present",
    "name": "Name",
    "name_en": "Name in English",
    "name_es": "Name in Spanish",
    "named_by": "Named by",
    "named_on": "Named on",
    "nationalities": "Nationalities",
    "office": "Office",
    "offices": "Offices held",
    "organisation": "Organisation",
    "participants": "Participants",
    "post": "Post",
    "precision": "Precision of the date",
    "president": "President",
    "protected": "Protected",
    "requesters": "Requested by",
    "residences": "Residences",
    "role": "Role",
    "side": "Side",
    "special_commission": "Special Commission",
    "staff": "Staff",
    "starts": "From",
    "state": "State",
    "terms": "Terms of office",
    "territories": "States on whose soil it takes place",
    "ties": "Diplomatic posts",
    "withheld_from_state": "Identity withheld from the State",
    "working_group": "Working group",
}

_FIELD_WORDS: Mapping[str, str] = {**_PERIOD_WORDS, **_MATTER_WORDS, **_PEOPLE_WORDS}

"""English sentences for what a programme breaks; the keys of the catalogues."""

from collections.abc import Mapping

from convoca.domain.finding import Verdict
from convoca.scheduling.constraints import Constraint

CONSTRAINT_TITLES: Mapping[str, str] = {
    Constraint.EVENT_IS_PLACED: "Without a place",
    Constraint.EVENT_IS_KNOWN: "Not on record",
    Constraint.ROOM_IS_KNOWN: "In a room that is not on record",
    Constraint.WITHIN_THE_PERIOD: "Outside the dates of the place",
    Constraint.WITHIN_HEARING_HOURS: "Outside the hearing hours",
    Constraint.START_IS_ON_THE_GRID: "Unusual minute",
    Constraint.DAY_IS_ALLOWED: "Not on a hearing day",
    Constraint.NOTICE_HAS_RUN: "Before the notice has run",
    Constraint.ROOM_IS_FREE: "Room taken twice",
    Constraint.ROOM_HAS_TURNAROUND: "Too little time between two activities",
    Constraint.ROOM_IS_OPEN: "Room closed",
    Constraint.ROOM_IS_NOT_HELD: "Room held for something else",
    Constraint.ROOM_SEATS_EVERYBODY: "Room too small",
    Constraint.ROOM_HAS_THE_LANGUAGES: "Room without interpretation into a language",
    Constraint.ROOM_TAKES_PRIVATE_HEARINGS: "Private hearing in a room that takes none",
    Constraint.PARTY_IS_NOT_IN_TWO_PLACES: "Party in two rooms at once",
    Constraint.PARTY_IS_AVAILABLE: "Party away",
    Constraint.MEMBER_IS_NOT_IN_TWO_PLACES: "Member in two rooms at once",
    Constraint.MEMBER_IS_AVAILABLE: "Member away",
    Constraint.MEMBER_SITS_ONCE: "Member named twice on the panel",
    Constraint.PANEL_IS_IN_OFFICE: "Member out of office on the panel",
    Constraint.PANEL_TAKES_PART: "Member who may not take part on the panel",
    Constraint.PANEL_IS_OF_THE_WORKING_GROUP: "Member outside the working group on the panel",
    Constraint.PANEL_IS_A_QUORUM: "Panel without a quorum",
    Constraint.INTERPRETERS_SUFFICE: "Too few teams of interpreters",
    Constraint.PIN_IS_KEPT: "Moved although pinned",
    Constraint.PAST_STAYS: "In hours that are past",
}

_SAID: Mapping[Constraint, str | Mapping[str, str]] = {
    Constraint.EVENT_IS_PLACED: "“{first}” has no place in the programme.",
    Constraint.EVENT_IS_KNOWN: "“{first}” is in the programme and is not on record.",
    Constraint.ROOM_IS_KNOWN: "“{first}” is in a room that no place of the period has, on {day} at {hour}.",
    Constraint.WITHIN_THE_PERIOD: "“{first}” is on {day}; its place is open from {opens} to {closes}.",
    Constraint.WITHIN_HEARING_HOURS: "“{first}” begins on {day} at {hour}; hearings are held from {opens} to {closes}.",
    Constraint.START_IS_ON_THE_GRID: "“{first}” begins on {day} at {hour}; the programme is made in steps of {minutes} minutes.",
    Constraint.DAY_IS_ALLOWED: "“{first}” is on {day}, which is not a day of hearings.",
    Constraint.NOTICE_HAS_RUN: "“{first}” is on {day}; with the notice of one month it can be held from {earliest} on.",
    Constraint.ROOM_IS_FREE: "“{first}” and “{second}” are in {room} at the same time, on {day} at {hour}.",
    Constraint.ROOM_HAS_TURNAROUND: "“{second}” begins in {room} on {day} at {hour}, less than {minutes} minutes after “{first}”.",
    Constraint.ROOM_IS_OPEN: {
        "reason": "{room} is closed while “{first}” is held there, on {day} at {hour}: {reason}.",
        "": "{room} is closed while “{first}” is held there, on {day} at {hour}.",
    },
    Constraint.ROOM_IS_NOT_HELD: {
        "reason": "{room} is held for something else while “{first}” is there, on {day} at {hour}: {reason}.",
        "": "{room} is held for something else while “{first}” is there, on {day} at {hour}.",
    },
    Constraint.ROOM_SEATS_EVERYBODY: "“{first}” expects {people} people; {room} takes {capacity}.",
    Constraint.ROOM_HAS_THE_LANGUAGES: "“{first}” needs interpretation that {room} does not offer: {languages}.",
    Constraint.ROOM_TAKES_PRIVATE_HEARINGS: "“{first}” is private, and {room} does not take private hearings.",
    Constraint.PARTY_IS_NOT_IN_TWO_PLACES: {
        "party": "{party} is heard in “{first}” and in “{second}” at the same time, on {day} at {hour}.",
        "": "{state} is heard in “{first}” and in “{second}” at the same time, on {day} at {hour}.",
    },
    Constraint.PARTY_IS_AVAILABLE: {
        "party": "{party} is away while “{first}” is held, on {day} at {hour}.",
        "": "{state} is away while “{first}” is held, on {day} at {hour}.",
    },
    Constraint.MEMBER_IS_NOT_IN_TWO_PLACES: "{member} sits in “{first}” and in “{second}” at the same time, on {day} at {hour}.",
    Constraint.MEMBER_IS_AVAILABLE: "{member} is on the panel of “{first}” and is away on {day} at {hour}.",
    Constraint.MEMBER_SITS_ONCE: "{member} is named twice on the panel of “{first}”.",
    Constraint.PANEL_IS_IN_OFFICE: "{member} is on the panel of “{first}” and is not in office on {day}.",
    Constraint.PANEL_TAKES_PART: "{member} is on the panel of “{first}” and may not take part in it.",
    Constraint.PANEL_IS_OF_THE_WORKING_GROUP: "{member} is on the panel of “{first}” and is not of its working group.",
    Constraint.PANEL_IS_A_QUORUM: "Members on the panel of “{first}”: {members}; needed: {quorum}.",
    Constraint.INTERPRETERS_SUFFICE: "Interpretation of {language} is needed in {needed} rooms at once, on {day} at {hour}; teams on that day: {teams}.",
    Constraint.PIN_IS_KEPT: "“{first}” is pinned to {pinned_day} at {pinned_hour} in {room}, and is elsewhere.",
    Constraint.PAST_STAYS: "“{first}” would be changed on {day} at {hour}, in hours that are past.",
}

#: A panel of nobody is one that is not named yet.
_NOT_KNOWN_YET: Mapping[Constraint, Mapping[Verdict, str]] = {
    Constraint.PANEL_IS_A_QUORUM: {
        Verdict.UNDETERMINED: "Nobody is named for the panel of “{first}” yet; needed: {quorum}."
    }
}

CONSTRAINT_SENTENCES: Mapping[str, Mapping[Verdict, str | Mapping[str, str]]] = {
    constraint: {Verdict.BREACHED: said, **_NOT_KNOWN_YET.get(constraint, {})}
    for constraint, said in _SAID.items()
}

CONSTRAINT_CURES: Mapping[str, str] = {
    "cure_event_is_placed": "Place it, or leave it out on purpose.",
    "cure_event_is_known": "Take it out of the programme.",
    "cure_room_is_known": "Move it to a room of the period.",
    "cure_within_the_period": "Move it to a day on which its place is open.",
    "cure_within_hearing_hours": "Move it into the hearing hours, or leave it there on purpose.",
    "cure_start_is_on_the_grid": "Move it to a usual minute, or leave it there on purpose.",
    "cure_day_is_allowed": "Move it to a day of hearings, or leave it there on purpose.",
    "cure_notice_has_run": "Move it to a later day, or have the notice shortened in exceptional circumstances.",
    "cure_room_is_free": "Move one of the two to another room or hour.",
    "cure_room_has_turnaround": "Leave more time between the two, or leave them there on purpose.",
    "cure_room_is_open": "Move it to another room or hour, or take the closure off the record.",
    "cure_room_is_not_held": "Move it to another room or hour, or release the room.",
    "cure_room_seats_everybody": "Move it to a larger room, or leave it there on purpose.",
    "cure_room_has_the_languages": "Move it to a room with interpretation, or leave it there on purpose.",
    "cure_room_takes_private_hearings": "Move it to a room that takes private hearings.",
    "cure_party_is_not_in_two_places": "Move one of the two to another hour.",
    "cure_party_is_available": "Move it to an hour at which the party can come.",
    "cure_member_is_not_in_two_places": "Move one of the two, or take the member off one panel.",
    "cure_member_is_available": "Take the member off the panel, or move it to another hour.",
    "cure_member_sits_once": "Name the member once.",
    "cure_panel_is_in_office": "Take the member off the panel.",
    "cure_panel_takes_part": "Take the member off the panel.",
    "cure_panel_is_of_the_working_group": "Take the member off the panel, or name the member for the group.",
    "cure_panel_is_a_quorum": "Name more members for the panel, or move it to an hour at which more can come.",
    "cure_interpreters_suffice": "Move one of them to another hour, or find one more team.",
    "cure_pin_is_kept": "Move it back, or lift the pin.",
    "cure_past_stays": "Leave it as it was released.",
}

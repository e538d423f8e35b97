"""English sentences for what a programme breaks; the keys of the catalogues."""

from collections.abc import Mapping

from convoca.domain.finding import Verdict
from convoca.scheduling.constraints import Constraint

CONSTRAINT_TITLES: Mapping[str, str] = {
    Constraint.ROOM_IS_FREE: "Room taken twice",
    Constraint.PARTY_IS_NOT_IN_TWO_PLACES: "Party in two rooms at once",
    Constraint.MEMBER_IS_NOT_IN_TWO_PLACES: "Member in two rooms at once",
    Constraint.WITHIN_THE_PERIOD: "Outside the dates of the place",
    Constraint.WITHIN_HEARING_HOURS: "Outside the hearing hours",
    Constraint.ROOM_TAKES_PRIVATE_HEARINGS: "Private hearing in a room that takes none",
    Constraint.PANEL_IS_IN_OFFICE: "Member out of office on the panel",
    Constraint.PANEL_TAKES_PART: "Member who may not take part on the panel",
}

_SAID: Mapping[Constraint, str | Mapping[str, str]] = {
    Constraint.ROOM_IS_FREE: "“{first}” and “{second}” are in {room} at the same time, on {day} at {hour}.",
    Constraint.PARTY_IS_NOT_IN_TWO_PLACES: {
        "party": "{party} is heard in “{first}” and in “{second}” at the same time, on {day} at {hour}.",
        "": "{state} is heard in “{first}” and in “{second}” at the same time, on {day} at {hour}.",
    },
    Constraint.MEMBER_IS_NOT_IN_TWO_PLACES: "{member} sits in “{first}” and in “{second}” at the same time, on {day} at {hour}.",
    Constraint.WITHIN_THE_PERIOD: "“{first}” is on {day}; its place is open from {opens} to {closes}.",
    Constraint.WITHIN_HEARING_HOURS: "“{first}” begins on {day} at {hour}; hearings are held from {opens} to {closes}.",
    Constraint.ROOM_TAKES_PRIVATE_HEARINGS: "“{first}” is private, and {room} does not take private hearings.",
    Constraint.PANEL_IS_IN_OFFICE: "{member} is on the panel of “{first}” and is not in office on {day}.",
    Constraint.PANEL_TAKES_PART: "{member} is on the panel of “{first}” and may not take part in it.",
}

CONSTRAINT_SENTENCES: Mapping[str, Mapping[Verdict, str | Mapping[str, str]]] = {
    constraint: {Verdict.BREACHED: said} for constraint, said in _SAID.items()
}

CONSTRAINT_CURES: Mapping[str, str] = {
    "cure_room_is_free": "Move one of the two to another room or hour.",
    "cure_party_is_not_in_two_places": "Move one of the two to another hour.",
    "cure_member_is_not_in_two_places": "Move one of the two, or take the member off one panel.",
    "cure_within_the_period": "Move it to a day on which its place is open.",
    "cure_within_hearing_hours": "Move it into the hearing hours, or leave it there on purpose.",
    "cure_room_takes_private_hearings": "Move it to a room that takes private hearings.",
    "cure_panel_is_in_office": "Take the member off the panel.",
    "cure_panel_takes_part": "Take the member off the panel.",
}

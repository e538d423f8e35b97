"""One word per member of the enums of sessions, minutes, hearing days and visits."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from convoca.domain.attendance import AbsenceReason
from convoca.domain.commitment import FollowUpState
from convoca.domain.election import ElectionStatus
from convoca.domain.hearing_day import TestimonyState, TurnKind
from convoca.domain.mandate import MandateKind
from convoca.domain.minutes import Approval, PartyRequest, PartyRequestOutcome
from convoca.domain.on_site_observation import DelegateRole, TravelMode, VisitActivityKind
from convoca.domain.order_of_business import ItemKind, ItemOutcome
from convoca.domain.vote import QuestionStatus, Vote, VoteMethod

_ABSENCE_REASON_WORDS = {
    AbsenceReason.ILLNESS: "Illness",
    AbsenceReason.OTHER_SERIOUS_REASON: "Another serious reason",
}
_FOLLOW_UP_STATE_WORDS = {
    FollowUpState.OPEN: "Not fulfilled yet",
    FollowUpState.PARTLY_DONE: "Partly fulfilled",
    FollowUpState.DONE: "Fulfilled",
    FollowUpState.NOT_DONE: "Not fulfilled",
    FollowUpState.DROPPED: "No longer followed up",
}
_ELECTION_STATUS_WORDS = {
    ElectionStatus.OPEN: "Under way",
    ElectionStatus.ELECTED: "Elected",
    ElectionStatus.BROKEN_OFF: "Broken off",
}
_TESTIMONY_STATE_WORDS = {
    TestimonyState.OUTSIDE: "Waits outside the room",
    TestimonyState.SWORN: "Identified and sworn",
    TestimonyState.BEING_HEARD: "Being heard",
    TestimonyState.DONE: "Heard",
}
_TURN_KIND_WORDS = {
    TurnKind.PRESENTATION: "Presentation",
    TurnKind.TESTIMONY: "Testimony",
    TurnKind.QUESTIONS: "Questions of the members",
    TurnKind.REPLY: "Reply",
    TurnKind.CLOSING: "Closing words",
}
_MANDATE_KIND_WORDS = {
    MandateKind.THEMATIC: "Thematic rapporteurship",
    MandateKind.SPECIAL: "Special rapporteurship",
}
_APPROVAL_WORDS = {
    Approval.SILENCE: "Approved without objection",
    Approval.DECISION: "Approved by decision",
}
_PARTY_REQUEST_WORDS = {
    PartyRequest.COPY_OF_MINUTES: "Copy of the minutes",
    PartyRequest.RECORDING: "Recording of the testimony",
}
_PARTY_REQUEST_OUTCOME_WORDS = {
    PartyRequestOutcome.OPEN: "To be decided",
    PartyRequestOutcome.GIVEN: "Given whole",
    PartyRequestOutcome.REDACTED: "Given with parts left out",
    PartyRequestOutcome.REFUSED: "Not given",
}
_DELEGATE_ROLE_WORDS = {
    DelegateRole.STAFF: "Staff of the Executive Secretariat",
    DelegateRole.INTERPRETER: "Interpreter",
    DelegateRole.SPECIALIST: "Specialist",
    DelegateRole.PRESS: "Press officer",
    DelegateRole.SECURITY: "Security officer",
}
_VISIT_ACTIVITY_KIND_WORDS = {
    VisitActivityKind.AUTHORITIES: "Meeting with authorities",
    VisitActivityKind.CIVIL_SOCIETY: "Meeting with civil society",
    VisitActivityKind.TESTIMONY: "Reception of testimony",
    VisitActivityKind.PLACE_OF_DETENTION: "Place of detention",
    VisitActivityKind.PRIVATE_INTERVIEW: "Interview in private",
    VisitActivityKind.INSPECTION: "Visit to a place",
    VisitActivityKind.PRESS_CONFERENCE: "Press conference",
    VisitActivityKind.INTERNAL: "Internal meeting",
    VisitActivityKind.TRAVEL: "Travel",
    VisitActivityKind.OTHER: "Other activity",
}
_TRAVEL_MODE_WORDS = {
    TravelMode.ROAD: "By road",
    TravelMode.AIR: "By air",
    TravelMode.WATER: "By water",
    TravelMode.ON_FOOT: "On foot",
}
_ITEM_KIND_WORDS = {
    ItemKind.PETITION: "Petition",
    ItemKind.CASE: "Case",
    ItemKind.FRIENDLY_SETTLEMENT: "Friendly settlement",
    ItemKind.PRECAUTIONARY_MEASURE: "Precautionary measure",
    ItemKind.REPORT_ON_A_STATE: "Report on a State",
    ItemKind.REPORT: "Other report",
    ItemKind.ELECTION: "Election of the board of officers",
    ItemKind.RAPPORTEURSHIPS: "Rapporteurships",
    ItemKind.REPORT_OF_THE_PRESIDENT: "Report of the President",
    ItemKind.REPORT_OF_THE_SECRETARY: "Report of the Executive Secretary",
    ItemKind.NEXT_PERIOD: "Date and place of the next period",
    ItemKind.MINUTES: "Minutes of an earlier session",
    ItemKind.RULES: "Rules of Procedure",
    ItemKind.VISIT: "On-site observation or visit",
    ItemKind.OTHER: "Other business",
}
_ITEM_OUTCOME_WORDS = {
    ItemOutcome.OPEN: "Not dealt with yet",
    ItemOutcome.DEALT_WITH: "Dealt with",
    ItemOutcome.CARRIED_OVER: "Carried over",
    ItemOutcome.WITHDRAWN: "Withdrawn from the order of business",
}
_QUESTION_STATUS_WORDS = {
    QuestionStatus.FORMULATED: "Formulated",
    QuestionStatus.OPEN: "Voting open",
    QuestionStatus.CLOSED: "Voting closed",
    QuestionStatus.WITHDRAWN: "Question withdrawn",
}
_VOTE_WORDS = {
    Vote.IN_FAVOUR: "In favour",
    Vote.AGAINST: "Against",
    Vote.ABSTAIN: "Abstention",
}
_VOTE_METHOD_WORDS = {
    VoteMethod.ROLL_CALL: "By roll call",
    VoteMethod.CONSENSUS: "By consensus",
    VoteMethod.IN_WRITING: "In writing between periods of sessions",
}

WORDS_OF_SESSIONS: Mapping[type[Enum], Mapping[Any, str]] = {
    AbsenceReason: _ABSENCE_REASON_WORDS,
    FollowUpState: _FOLLOW_UP_STATE_WORDS,
    ElectionStatus: _ELECTION_STATUS_WORDS,
    TestimonyState: _TESTIMONY_STATE_WORDS,
    TurnKind: _TURN_KIND_WORDS,
    MandateKind: _MANDATE_KIND_WORDS,
    Approval: _APPROVAL_WORDS,
    PartyRequest: _PARTY_REQUEST_WORDS,
    PartyRequestOutcome: _PARTY_REQUEST_OUTCOME_WORDS,
    DelegateRole: _DELEGATE_ROLE_WORDS,
    VisitActivityKind: _VISIT_ACTIVITY_KIND_WORDS,
    TravelMode: _TRAVEL_MODE_WORDS,
    ItemKind: _ITEM_KIND_WORDS,
    ItemOutcome: _ITEM_OUTCOME_WORDS,
    QuestionStatus: _QUESTION_STATUS_WORDS,
    Vote: _VOTE_WORDS,
    VoteMethod: _VOTE_METHOD_WORDS,
}

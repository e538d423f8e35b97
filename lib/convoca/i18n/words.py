"""One word per member of a domain enum, one heading per field of a read model."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from convoca.domain.availability import UnavailableKind
from convoca.domain.finding import Verdict
from convoca.domain.hearing import (
    Dimension,
    HearingKind,
    HearingStatus,
    Initiative,
    Issue,
    MeetingKind,
    Visibility,
)
from convoca.domain.hearing_request import ActivityWanted, Decision
from convoca.domain.language import Language
from convoca.domain.member import Office, Precision, TieKind
from convoca.domain.member_state import Region
from convoca.domain.minutes import MinutesStatus
from convoca.domain.notice import DeliveryState, NoticeKind, NoticeStatus
from convoca.domain.on_site_observation import NamedBy, ObservationKind
from convoca.domain.party import PartyKind, Role, Side
from convoca.domain.period_of_sessions import Modality, PeriodKind
from convoca.domain.programme import ActivityKind, Channel, DraftAct
from convoca.domain.release import ChangeKind, ReleaseKind
from convoca.domain.vote import Majority
from convoca.i18n.catalogue import text
from convoca.i18n.rule_words import MISSING
from convoca.i18n.session_words import WORDS_OF_SESSIONS
from convoca.i18n.year_words import WORDS_OF_THE_YEAR


def word(member: Enum, language: Language, /) -> str:
    """Return what people call ``member``. Raises KeyError for an enum that is not of the domain."""
    return text(_WORDS_OF[type(member)][member], language)


def heading(field: str, language: Language, /) -> str:
    """Return the heading over a field of RequestRow or ProgrammeRow."""
    return text(_HEADING_WORDS[field], language)


def closed_activity(kind: ActivityKind, language: Language, /) -> str:
    """Say that something closed takes place, and nothing else of it."""
    return text(_CLOSED_WORDS[kind], language)


def entry_kind(kind: str, language: Language, /) -> str:
    """Name what an entry of a calendar is, by the value of its kind."""
    return text(_ENTRY_KIND_WORDS[kind], language)


def missing(key: str, language: Language, /) -> str:
    """Name what a request lacks (Arts. 64.2, 65.3, 66.2)."""
    return text(MISSING[key], language)


_VERDICT_WORDS = {
    Verdict.MET: "Met",
    Verdict.BREACHED: "Breached",
    Verdict.WAIVED: "Waived",
    Verdict.UNDETERMINED: "Undetermined",
}
_HEARING_KIND_WORDS = {
    HearingKind.PETITION: "Petition",
    HearingKind.CASE: "Case",
    HearingKind.INTERSTATE_PETITION: "Inter-State petition",
    HearingKind.PRECAUTIONARY_MEASURES: "Precautionary measures",
    HearingKind.FOLLOW_UP: "Follow-up to recommendations",
    HearingKind.COUNTRY_GENERAL: "General: a State",
    HearingKind.THEMATIC_COUNTRY: "General: a theme in a State",
    HearingKind.THEMATIC_REGIONAL: "General: a regional theme",
    HearingKind.OTHER: "Other subject",
}
_ISSUE_WORDS = {
    Issue.ADMISSIBILITY: "Admissibility",
    Issue.FRIENDLY_SETTLEMENT: "Friendly settlement",
    Issue.FACTS: "Verification of the facts",
    Issue.MERITS: "Merits",
    Issue.FOLLOW_UP: "Follow-up to recommendations",
    Issue.OTHER: "Other issue",
}
_INITIATIVE_WORDS = {
    Initiative.PARTY: "At the request of a party",
    Initiative.STATE: "At the request of a State",
    Initiative.COMMISSION: "Own initiative of the Commission",
    Initiative.UNKNOWN: "Initiative unknown",
}
_ENTRY_KIND_WORDS = {
    "period": "Period of sessions",
    "session": "Session",
    "hearing": "Hearing",
    "working_meeting": "Working meeting",
    "visit": "On-site observation",
    "visit_activity": "Activity of a visit",
    "deadline": "Time limit",
}
_CLOSED_WORDS = {
    ActivityKind.HEARING: "Private hearing",
    ActivityKind.WORKING_MEETING: "Working meeting",
    ActivityKind.SESSION: "Closed session",
}
_VISIBILITY_WORDS = {Visibility.PUBLIC: "Public", Visibility.PRIVATE: "Private"}
_HEARING_STATUS_WORDS = {
    HearingStatus.GRANTED: "Granted",
    HearingStatus.HELD: "Held",
    HearingStatus.CANCELLED: "Cancelled",
}
_REGION_WORDS = {
    Region.NORTHERN_AMERICA: "Northern America",
    Region.CENTRAL_AMERICA: "Central America",
    Region.CARIBBEAN: "Caribbean",
    Region.SOUTH_AMERICA: "South America",
}
_DIMENSION_WORDS = {
    Dimension.STATE: "State",
    Dimension.REGION: "Region",
    Dimension.LANGUAGE: "Language",
    Dimension.KIND: "Kind of hearing",
}
_UNAVAILABLE_KIND_WORDS = {
    UnavailableKind.EVERYBODY: "Everything closed",
    UnavailableKind.ROOM: "Room not available",
    UnavailableKind.MEMBER: "Member absent",
    UnavailableKind.PARTY: "Party absent",
}
_RELEASE_KIND_WORDS = {
    ReleaseKind.INTERNAL: "Internal",
    ReleaseKind.NOTIFIED: "Notified to the parties",
    ReleaseKind.PUBLIC: "Public",
}
_CHANGE_KIND_WORDS = {
    ChangeKind.ADDED: "Added",
    ChangeKind.MOVED_DAY: "Another day",
    ChangeKind.MOVED_HOUR: "Another hour",
    ChangeKind.MOVED_ROOM: "Another room",
    ChangeKind.LENGTH: "Length changed",
    ChangeKind.PANEL: "Panel changed",
    ChangeKind.MODE: "Modality changed",
    ChangeKind.PRIVACY: "Public or private changed",
    ChangeKind.TITLE: "Title changed",
    ChangeKind.CANCELLED: "Cancelled",
    ChangeKind.TAKEN_OUT: "Taken out of the programme",
}
_DRAFT_ACT_WORDS = {
    DraftAct.PLACED: "Placed",
    DraftAct.MOVED: "Moved",
    DraftAct.TAKEN_OUT: "Taken out of the programme",
    DraftAct.PANEL: "Panel changed",
    DraftAct.LENGTH: "Length changed",
    DraftAct.PINNED: "Pinned",
    DraftAct.UNPINNED: "Pin removed",
    DraftAct.SWAPPED: "Swapped",
    DraftAct.MERGED: "Merged",
    DraftAct.SPLIT: "Split",
    DraftAct.PLANNED: "Planned",
    DraftAct.REPAIRED: "Repaired",
    DraftAct.ROLLED_BACK: "Rolled back",
    DraftAct.WORKBOOK: "Brought back from a workbook",
}
_MEETING_KIND_WORDS = {
    MeetingKind.WORKING_MEETING: "Working meeting",
    MeetingKind.BILATERAL: "Bilateral meeting",
    MeetingKind.CIVIL_SOCIETY: "Meeting with civil society",
    MeetingKind.STATES: "Meeting with States",
}
_ACTIVITY_WANTED_WORDS = {
    ActivityWanted.HEARING: "Hearing",
    ActivityWanted.WORKING_MEETING: "Working meeting",
}
_DECISION_WORDS = {
    Decision.PENDING: "Pending",
    Decision.GRANTED: "Granted",
    Decision.DECLINED: "Declined",
    Decision.MERGED: "Merged",
    Decision.WITHDRAWN: "Withdrawn",
}
_LANGUAGE_WORDS = {
    Language.ENGLISH: "English",
    Language.SPANISH: "Spanish",
    Language.PORTUGUESE: "Portuguese",
    Language.FRENCH: "French",
}
_OFFICE_WORDS = {
    Office.PRESIDENT: "President",
    Office.FIRST_VICE_PRESIDENT: "First Vice-President",
    Office.SECOND_VICE_PRESIDENT: "Second Vice-President",
}
_TIE_KIND_WORDS = {
    TieKind.ACCREDITED: "Accredited before the State",
    TieKind.SPECIAL_MISSION: "On special mission before the State",
}
_PRECISION_WORDS = {Precision.DAY: "Day", Precision.MONTH: "Month", Precision.YEAR: "Year"}
_MINUTES_STATUS_WORDS = {
    MinutesStatus.DRAFT: "Draft",
    MinutesStatus.COMPLETED: "Completed",
    MinutesStatus.FINAL: "Approved and final",
}
_OBSERVATION_KIND_WORDS = {
    ObservationKind.ON_SITE: "On-site observation",
    ObservationKind.WORKING: "Working visit",
    ObservationKind.TECHNICAL: "Technical visit",
    ObservationKind.VISIT: "Visit",
}
_NAMED_BY_WORDS = {
    NamedBy.COMMISSION: "Named by the Commission",
    NamedBy.PRESIDENT_IN_URGENCY: "Named by the President in an urgent case",
}
_PARTY_KIND_WORDS = {
    PartyKind.STATE: "State",
    PartyKind.PETITIONER: "Petitioner",
    PartyKind.ORGANISATION: "Organisation",
    PartyKind.OTHER: "Other party",
}
_ROLE_WORDS = {
    Role.REPRESENTATIVE: "Representative",
    Role.WITNESS: "Witness",
    Role.EXPERT: "Expert",
    Role.STATE_AGENT: "Agent of the State",
    Role.OBSERVER: "Observer",
}
_SIDE_WORDS = {
    Side.REQUESTER: "Requesting party",
    Side.STATE: "State",
    Side.COMMISSION: "Commission",
}
_PERIOD_KIND_WORDS = {
    PeriodKind.REGULAR: "Regular",
    PeriodKind.SPECIAL: "Special",
    PeriodKind.UNSTATED: "Not stated",
}
_MODALITY_WORDS = {
    Modality.IN_PERSON: "In person",
    Modality.VIRTUAL: "Virtual",
    Modality.HYBRID: "Hybrid",
}
_ACTIVITY_KIND_WORDS = {
    ActivityKind.HEARING: "Hearing",
    ActivityKind.WORKING_MEETING: "Working meeting",
    ActivityKind.SESSION: "Session",
}
_CHANNEL_WORDS = {
    Channel.EMAIL: "E-mail",
    Channel.LETTER: "Letter",
    Channel.PORTAL: "Portal",
    Channel.BY_HAND: "By hand",
}
_NOTICE_KIND_WORDS = {
    NoticeKind.REQUEST_RECEIVED: "Request received",
    NoticeKind.REQUEST_GRANTED: "Request granted",
    NoticeKind.REQUEST_DECLINED: "Request declined",
    NoticeKind.REQUESTS_MERGED: "Requests merged",
    NoticeKind.CONVOCATION: "Convocation",
    NoticeKind.WITNESSES_OFFERED: "Witnesses offered by the other side",
    NoticeKind.CHANGE: "Changed details",
    NoticeKind.PRIVATE_HEARING: "Private hearing",
    NoticeKind.CANCELLATION: "Cancellation",
    NoticeKind.DOCUMENTS_ASKED: "Documents asked for",
    NoticeKind.VISIT: "Visit to the State",
}
_NOTICE_STATUS_WORDS = {
    NoticeStatus.DRAFT: "Draft",
    NoticeStatus.APPROVED: "Approved",
    NoticeStatus.SERVED: "Served",
    NoticeStatus.OVERTAKEN: "Overtaken",
    NoticeStatus.DISCARDED: "Discarded",
}
_MAJORITY_WORDS = {
    Majority.ABSOLUTE: "Absolute majority of all members",
    Majority.PRESENT: "Majority of those present",
    Majority.FIVE: "Five votes",
    Majority.UNANIMOUS: "All members present",
}
_DELIVERY_STATE_WORDS = {
    DeliveryState.WRITTEN: "Written into a file, not sent",
    DeliveryState.ATTEMPTED: "Begun, outcome unknown",
    DeliveryState.HANDED_OVER: "Handed over",
    DeliveryState.DELIVERED: "Delivered",
    DeliveryState.FAILED: "Failed",
}

# Members of different enums are equal where their values are ("state"), so each enum keeps its own.
_WORDS_OF: Mapping[type[Enum], Mapping[Any, str]] = {
    Verdict: _VERDICT_WORDS,
    HearingKind: _HEARING_KIND_WORDS,
    Issue: _ISSUE_WORDS,
    Initiative: _INITIATIVE_WORDS,
    Visibility: _VISIBILITY_WORDS,
    HearingStatus: _HEARING_STATUS_WORDS,
    MeetingKind: _MEETING_KIND_WORDS,
    ActivityWanted: _ACTIVITY_WANTED_WORDS,
    Region: _REGION_WORDS,
    Dimension: _DIMENSION_WORDS,
    Decision: _DECISION_WORDS,
    Language: _LANGUAGE_WORDS,
    Office: _OFFICE_WORDS,
    TieKind: _TIE_KIND_WORDS,
    Precision: _PRECISION_WORDS,
    MinutesStatus: _MINUTES_STATUS_WORDS,
    ObservationKind: _OBSERVATION_KIND_WORDS,
    NamedBy: _NAMED_BY_WORDS,
    PartyKind: _PARTY_KIND_WORDS,
    Role: _ROLE_WORDS,
    Side: _SIDE_WORDS,
    PeriodKind: _PERIOD_KIND_WORDS,
    Modality: _MODALITY_WORDS,
    ActivityKind: _ACTIVITY_KIND_WORDS,
    Channel: _CHANNEL_WORDS,
    NoticeKind: _NOTICE_KIND_WORDS,
    NoticeStatus: _NOTICE_STATUS_WORDS,
    DeliveryState: _DELIVERY_STATE_WORDS,
    Majority: _MAJORITY_WORDS,
    UnavailableKind: _UNAVAILABLE_KIND_WORDS,
    ReleaseKind: _RELEASE_KIND_WORDS,
    ChangeKind: _CHANGE_KIND_WORDS,
    DraftAct: _DRAFT_ACT_WORDS,
    **WORDS_OF_SESSIONS,
    **WORDS_OF_THE_YEAR,
}

_HEADING_WORDS = {
    "id": "Record key",
    "period_number": "Period of sessions",
    "reference": "Reference",
    "received": "Received (UTC)",
    "received_on": "Received on",
    "days_before_opening": "Days before the opening",
    "last_day": "Last day in time",
    "in_time": "In time",
    "in_call": "Within the call",
    "complete": "Complete",
    "missing": "What is missing",
    "title": "Title",
    "kind": "Kind",
    "wanted": "Activity requested",
    "initiative": "Initiative",
    "states": "States",
    "requesters": "Requested by",
    "matter_number": "Matter number",
    "minutes_wanted": "Length requested (minutes)",
    "decision": "Decision",
    "decided_on": "Decided on",
    "decision_reason": "Reason for the decision",
    "merged_into": "Merged into",
    "similar_to": "Similar to",
    "findings": "Findings",
    "slot": "When",
    "place": "Place",
    "room": "Room",
    "minutes": "Length (minutes)",
    "parties": "Parties",
    "panel": "Members attending",
    "is_private": "Public or private",
    "is_cancelled": "Status",
    "last_day_of_notice": "Last day of notice",
    "notice": "Notice",
    "problems": "Problems",
}

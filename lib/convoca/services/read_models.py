"""What each audience may read, row by row: exporters and pages take these and cannot reach the store."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from convoca.domain.attendance import AbsenceReason
from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.hearing import HearingKind, Initiative
from convoca.domain.hearing_request import ActivityWanted, Decision
from convoca.domain.identifiers import HearingRequestId, StateCode
from convoca.domain.language import Language
from convoca.domain.member import Office
from convoca.domain.minutes import Annex, Approval, Attendance, Commitment, MinutesStatus
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import Slot
from convoca.domain.vote import Majority


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A line of the register of requests (Secretariat): the request and what the Rules say of it.

    ``days_before_opening`` counts calendar days from receipt at the seat to the opening (Art. 77).
    ``missing`` holds the keys of what the request lacks; ``similar_to`` references of near-duplicates.
    """

    id: HearingRequestId
    period_number: int
    reference: str
    received: datetime
    received_on: date
    days_before_opening: int
    last_day: date
    in_time: Verdict
    in_call: Verdict
    complete: Verdict
    missing: tuple[str, ...]
    title: str
    kind: HearingKind
    wanted: ActivityWanted
    initiative: Initiative
    states: tuple[StateCode, ...]
    requesters: tuple[str, ...]
    matter_number: str
    minutes_wanted: int | None
    decision: Decision
    decided_on: date | None
    decision_reason: str
    merged_into: str
    similar_to: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow:
    """A line of the programme (Secretariat); ``slot`` is None while it waits for a place.

    ``last_day_of_notice`` and ``notice`` follow Arts. 64.4 and 66.5.
    """

    kind: ActivityKind
    title: str
    slot: Slot | None
    place: str
    room: str
    minutes: int
    states: tuple[StateCode, ...]
    parties: tuple[str, ...]
    panel: tuple[str, ...]
    is_private: bool
    is_cancelled: bool
    last_day_of_notice: date | None
    notice: Verdict | None
    problems: int


class MinutesEdition(StrEnum):
    """``FULL`` for the Commission; ``PARTY_COPY`` for a party that asked for one (Art. 70.2)."""

    FULL = "full"
    PARTY_COPY = "party_copy"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteLine:
    """A vote as the minutes state it, members by name. ``decision`` is a key of the table of majorities.

    ``explained`` pairs a member's name with the text of his or her explanation (Art. 19.3).
    """

    text: str
    decision: str
    majority: Majority | None
    citations: tuple[Citation, ...]
    in_favour: int
    against: int
    abstaining: int
    required: int
    adopted: bool
    dissenting: tuple[str, ...] = ()
    no_part: tuple[str, ...] = ()
    explained: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionLine:
    """Who was elected to the board, at which ballot, with how many votes (Art. 7)."""

    office: Office
    elected: str
    ballots: int
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesProjection:
    """All that the minutes of a hearing (Art. 70.1) or session (Art. 20.1) say; pseudonyms only.

    ``kind`` is HEARING or SESSION. ``statements`` pairs a member's name with the text.
    ``times_present`` says who was there from when to when (UTC; None: to the end), ``absent`` who was
    not and for which announced reason, ``presided`` who presided, in turn. ``corrections`` pairs the
    day of a later decision with its text. ``redacted`` are the paths that a party copy leaves out;
    ``fingerprint`` is the SHA-256 of the minutes on record, whatever the language; a party copy has none.
    ``approve_at_number`` is that of the period at which they are to be approved (Art. 20.2).
    """

    kind: ActivityKind
    period_number: int
    is_example: bool
    title: str
    matter_number: str
    states: tuple[StateCode, ...]
    is_private: bool
    started: datetime | None
    ended: datetime | None
    zone: str
    place: str
    presiding: str
    members_present: tuple[str, ...]
    attendance: tuple[Attendance, ...]
    matters: tuple[str, ...]
    decisions: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    statements: tuple[tuple[str, str], ...]
    annexes: tuple[Annex, ...]
    is_draft: bool
    language: Language | None = None
    edition: MinutesEdition = MinutesEdition.FULL
    version: int = 0
    status: MinutesStatus = MinutesStatus.DRAFT
    fingerprint: str = ""
    times_present: tuple[tuple[str, datetime, datetime | None], ...] = ()
    absent: tuple[tuple[str, AbsenceReason | None], ...] = ()
    presided: tuple[str, ...] = ()
    votes: tuple[VoteLine, ...] = ()
    elections: tuple[ElectionLine, ...] = ()
    absent_parties: tuple[str, ...] = ()
    made_private: bool = False
    recording: str = ""
    approval: Approval | None = None
    approved_on: date | None = None
    approve_at_number: int | None = None
    corrections: tuple[tuple[date, str], ...] = ()
    redacted: tuple[str, ...] = ()

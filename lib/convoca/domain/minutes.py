"""Records of what happened. There is no field for the discussion: Art. 43 keeps it confidential."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from convoca.domain.attendance import AbsenceReason
from convoca.domain.identifiers import HearingId, MemberId, PeriodId, SessionId
from convoca.domain.member import Office
from convoca.domain.party import Role, Side


class MinutesStatus(StrEnum):
    """``FINAL``: approved, locked and hashed; what is wrong in them takes a new decision."""

    DRAFT = "draft"
    COMPLETED = "completed"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who took part; a protected person by pseudonym."""

    name: str
    role: Role = Role.REPRESENTATIVE
    side: Side = Side.REQUESTER
    organisation: str = ""
    protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a party undertook to do, and by when if a day was given."""

    party: str
    text: str
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A document that a party handed in."""

    title: str
    submitted_by: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesPresent:
    """From when to when a member was there (UTC); ``left`` None: to the end."""

    member: MemberId
    arrived: datetime
    left: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """A member who was not there; ``excused`` with the reason that was announced (Art. 14.4)."""

    member: MemberId
    excused: AbsenceReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a member made especially for inclusion in the minutes (Art. 20.1)."""

    member: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteInMinutes:
    """A decision that was put to the vote, as the minutes state it; ``question`` says which one.

    ``dissenting`` voted against, ``no_part`` did not take part (Art. 17.2). ``explained`` are members
    with the text of an explanation that came in time and has no other document to stand in
    (Art. 19.3).
    """

    question: UUID
    text: str
    decision: str
    adopted: bool
    in_favour: int
    against: int
    abstaining: int
    required: int
    dissenting: tuple[MemberId, ...] = ()
    no_part: tuple[MemberId, ...] = ()
    explained: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionInMinutes:
    """Who was elected to the board in the session, at which ballot, with how many votes (Art. 7)."""

    election: UUID
    office: Office
    elected: MemberId
    ballots: int
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingMinutes:
    """Minutes of a hearing: what Art. 70.1 says they state. ``id`` is the hearing's.

    ``absent_parties`` did not appear although convoked (Art. 64.3); ``made_private`` says that it
    was held in private (Art. 68); ``recording`` where the tape of the testimony is kept (Art. 70.3).
    """

    id: HearingId
    started: datetime | None = None
    ended: datetime | None = None
    zone: str = ""
    place: str = ""
    members_present: tuple[MemberId, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    decisions: tuple[str, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    annexes: tuple[Annex, ...] = ()
    absent_parties: tuple[str, ...] = ()
    made_private: bool = False
    recording: str = ""
    status: MinutesStatus = MinutesStatus.DRAFT
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionMinutes:
    """Summary minutes of a session: what Art. 20.1 says they state. ``id`` is the session's.

    ``decisions`` are those that no vote on record decided; ``votes`` the others.
    """

    id: SessionId
    started: datetime | None = None
    ended: datetime | None = None
    zone: str = ""
    place: str = ""
    members_present: tuple[MemberId, ...] = ()
    times_present: tuple[TimesPresent, ...] = ()
    absent: tuple[Absent, ...] = ()
    presided: tuple[MemberId, ...] = ()
    matters: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    votes: tuple[VoteInMinutes, ...] = ()
    elections: tuple[ElectionInMinutes, ...] = ()
    statements: tuple[Statement, ...] = ()
    status: MinutesStatus = MinutesStatus.DRAFT
    version: int = 0


Minutes = HearingMinutes | SessionMinutes


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOfMinutes:
    """One member's copy of one version, and the hash of the document that was sent (Art. 20.2)."""

    member: MemberId
    sent_at: datetime
    sha256: str
    minutes_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationOnMinutes:
    """What a member wrote to the Secretariat about minutes; ``objects`` keeps silence from approving them.

    Until the member takes the objection back, on ``withdrawn_on``.
    """

    member: MemberId
    received_on: date
    text: str
    objects: bool = False
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionOfMinutes:
    """What a new decision corrected in approved minutes; they themselves stay as they were approved."""

    decided_on: date
    text: str
    question: UUID | None = None


class Approval(StrEnum):
    """No objection by the opening of the period (Art. 20.2), or the Commission's own decision."""

    SILENCE = "silence"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class CirculationOfMinutes:
    """How minutes of a session reach the members and are approved (Art. 20.2). ``id`` is the session's.

    ``approve_at`` is the period at which they are to be approved. Whether silence approved them is
    computed, never written down by a job; ``approval``, ``approved_on`` and ``sha256`` of the final
    document are fixed when they are made final. ``minutes_version`` is the version that circulated.
    """

    id: SessionId
    approve_at: PeriodId | None = None
    minutes_version: int = 0
    copies: tuple[CopyOfMinutes, ...] = ()
    observations: tuple[ObservationOnMinutes, ...] = ()
    decided_on: date | None = None
    question: UUID | None = None
    approval: Approval | None = None
    approved_on: date | None = None
    sha256: str = ""
    corrections: tuple[CorrectionOfMinutes, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalDocument:
    """The document of minutes as they became final, byte for byte. ``id`` is the session's.

    ``content`` is in base64. Names and titles that change later do not change it.
    """

    id: SessionId
    sha256: str
    content: str
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRevision:
    """What minutes said when they were saved, to be compared and restored. Sealed in the audit.

    ``minutes`` is the id of the hearing or session, ``number`` the version that was saved.
    """

    id: UUID
    minutes: UUID
    number: int
    saved_at: datetime
    saved_by: str
    reason: str = ""
    hearing: HearingMinutes | None = None
    session: SessionMinutes | None = None
    version: int = 0


class PartyRequest(StrEnum):
    """What a party may ask for: a copy of the minutes (Art. 70.2), the recording of testimony (Art. 70.3)."""

    COPY_OF_MINUTES = "copy_of_minutes"
    RECORDING = "recording"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCheck:
    """What one person found when asked whether a copy could put persons at risk (Art. 70.2)."""

    by: str
    on: date
    is_risk: bool
    note: str = ""


class PartyRequestOutcome(StrEnum):
    """``REDACTED``: given without what could put somebody at risk."""

    OPEN = "open"
    GIVEN = "given"
    REDACTED = "redacted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOfParty:
    """A party asks for a copy of the minutes of a hearing, or for its recording (Arts. 70.2, 70.3).

    Two different persons check the risk before anything is given. ``redacted`` are the parts of the
    minutes that its edition leaves out, by path ("attendance[2]"); ``sha256`` is that of what was given,
    ``looked_at`` that of the minutes as they were checked: other minutes are checked anew.
    """

    id: UUID
    hearing: HearingId
    party: str
    kind: PartyRequest
    asked_on: date
    checks: tuple[RiskCheck, ...] = ()
    redacted: tuple[str, ...] = ()
    looked_at: str = ""
    outcome: PartyRequestOutcome = PartyRequestOutcome.OPEN
    decided_on: date | None = None
    sha256: str = ""
    note: str = ""
    version: int = 0

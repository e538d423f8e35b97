"""Records of what happened. There is no field for the discussion: Art. 43 keeps it confidential."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from convoca.domain.identifiers import HearingId, MemberId, SessionId
from convoca.domain.party import Role, Side


class MinutesStatus(StrEnum):
    DRAFT = "draft"
    COMPLETED = "completed"


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
class HearingMinutes:
    """Minutes of a hearing: what Art. 70.1 says they state. ``id`` is the hearing's."""

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
    status: MinutesStatus = MinutesStatus.DRAFT
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a member made especially for inclusion in the minutes (Art. 20.1)."""

    member: MemberId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionMinutes:
    """Summary minutes of a session: what Art. 20.1 says they state. ``id`` is the session's."""

    id: SessionId
    started: datetime | None = None
    ended: datetime | None = None
    zone: str = ""
    place: str = ""
    members_present: tuple[MemberId, ...] = ()
    matters: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    status: MinutesStatus = MinutesStatus.DRAFT
    version: int = 0

from dataclasses import dataclass
from enum import StrEnum

from convoca.domain.identifiers import ParticipantId, StateCode
from convoca.domain.language import Language


class PartyKind(StrEnum):
    STATE = "state"
    PETITIONER = "petitioner"
    ORGANISATION = "organisation"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A State, petitioner or invitee who is heard.

    ``zone`` is the IANA zone in which the party reads its hours. A petitioner may ask that the
    identity be withheld from the State (Art. 28.2).
    """

    kind: PartyKind
    name: str
    state: StateCode | None = None
    language: Language = Language.SPANISH
    zone: str = ""
    email: str = ""
    withheld_from_state: bool = False

    @property
    def key(self) -> str:
        """What makes two mentions the same party: the State's code, or the folded name."""
        if self.kind is PartyKind.STATE and self.state:
            return f"state:{self.state}"
        return " ".join(self.name.casefold().split())


class Role(StrEnum):
    REPRESENTATIVE = "representative"
    WITNESS = "witness"
    EXPERT = "expert"
    STATE_AGENT = "state_agent"
    OBSERVER = "observer"


class Side(StrEnum):
    """Who brings a participant to the hearing."""

    REQUESTER = "requester"
    STATE = "state"
    COMMISSION = "commission"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A person who takes part in a hearing.

    Where ``protected`` (Arts. 64.3, 65.8), ``name`` is a pseudonym such as "Witness 1"; the
    identity is a ProtectedIdentity, kept apart and reachable by one use case only.
    """

    id: ParticipantId
    name: str
    role: Role = Role.REPRESENTATIVE
    side: Side = Side.REQUESTER
    purpose: str = ""
    language: Language | None = None
    protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedIdentity:
    """Who a protected participant is. No projection, export or audit entry holds it in clear.

    ``read_count`` rises with each reading, so that every reading has an audit entry of its own.
    """

    id: ParticipantId
    name: str
    note: str = ""
    read_count: int = 0
    version: int = 0

    def __repr__(self) -> str:
        return f"ProtectedIdentity(id={self.id})"

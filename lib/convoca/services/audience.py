"""For whom something is made. What each audience may see stands in ``audience_table``."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from uuid import UUID, uuid5

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.party import Party, PartyKind
from convoca.domain.period_of_sessions import PeriodOfSessions


class AudienceKind(StrEnum):
    PUBLIC = "public"
    STAFF = "staff"
    STATE = "state"
    PETITIONER = "petitioner"
    MEMBER = "member"
    DELEGATE = "delegate"
    SECRETARIAT = "secretariat"


class StaffRole(StrEnum):
    """What a part of the staff works on; without a role somebody sees what all of them may."""

    INTERPRETATION = "interpretation"
    PRESS = "press"
    PROTOCOL = "protocol"
    SECURITY = "security"


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom something is made; each has an allow-list of its own, never a filter on another's.

    ``key`` is a State's code, a member's id, the id of a petitioner (``petitioner_id``), that of
    somebody of the delegation of a visit, or a role of the staff. No name ever stands in it, for it becomes part of the names of files.
    """

    kind: AudienceKind
    key: str = ""

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the audience that ``str`` gives this name, e.g. ``state:CO``. Raises InvalidValue."""
        kind, _, key = name.partition(":")
        if kind not in set(AudienceKind) or not _is_key(AudienceKind(kind), key):
            raise InvalidValue(
                "audience",
                "There is no audience “{name}”. Write public, staff, staff:press, state:CO, "
                "petitioner:ID, member:ID, delegate:ID or secretariat.",
                name=name,
            )
        return cls(AudienceKind(kind), key)

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else str(self.kind)

    @property
    def file_name(self) -> str:
        """What stands in the name of a file: as ``str``, without the colon."""
        return str(self).replace(":", "-")


def _is_key(kind: AudienceKind, key: str) -> bool:
    match kind:
        case AudienceKind.STATE:
            return len(key) == 2 and key.isascii() and key.isupper()
        case AudienceKind.STAFF:
            return not key or key in set(StaffRole)
        case AudienceKind.PETITIONER | AudienceKind.MEMBER | AudienceKind.DELEGATE:
            return _is_uuid(key)
        case AudienceKind.PUBLIC | AudienceKind.SECRETARIAT:
            return not key


def _is_uuid(key: str) -> bool:
    try:
        return str(UUID(key)) == key
    except ValueError:
        return False


PUBLIC = Audience(AudienceKind.PUBLIC)
STAFF = Audience(AudienceKind.STAFF)
SECRETARIAT = Audience(AudienceKind.SECRETARIAT)


def state_audience(state: StateCode) -> Audience:
    return Audience(AudienceKind.STATE, state)


def member_audience(member: MemberId) -> Audience:
    return Audience(AudienceKind.MEMBER, str(member))


def delegate_audience(delegate: UUID) -> Audience:
    """Return the audience of somebody who goes on a visit and is no member of the Commission."""
    return Audience(AudienceKind.DELEGATE, str(delegate))


def petitioner_id(period: PeriodOfSessions, party: Party) -> UUID:
    """Return what stands for a petitioner or another party that is no State, in one period.

    It hangs on the period's random id, which never leaves the store: nobody outside can make it
    from a name that he guesses.
    """
    return uuid5(period.id, party.key)


def audience_of(period: PeriodOfSessions, party: Party) -> Audience:
    """Return the audience that a party of a hearing belongs to."""
    if party.kind is PartyKind.STATE and party.state:
        return state_audience(party.state)
    return Audience(AudienceKind.PETITIONER, str(petitioner_id(period, party)))

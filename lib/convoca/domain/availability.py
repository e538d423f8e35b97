"""Who and what is not to be had, and when: closures, absences, holds."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import PeriodId
from convoca.domain.slot import Slot


class UnavailableKind(StrEnum):
    """What is not to be had: everything (a closed building), a room, a member, a party."""

    EVERYBODY = "everybody"
    ROOM = "room"
    MEMBER = "member"
    PARTY = "party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavailability:
    """One span in which nothing is placed: anywhere, in a room, with a member, or with a party.

    ``key`` is the id of the room or member as text, or the key of the party; empty for everybody.
    ``is_hold``: a room is free, and kept for something else. The ``reason`` of a member's absence
    may be health data (Art. 14.4): no projection but the Secretariat's holds it.
    """

    id: UUID
    period: PeriodId
    kind: UnavailableKind
    key: str = ""
    span: Slot
    reason: str = ""
    is_hold: bool = False
    version: int = 0

    def __post_init__(self) -> None:
        if bool(self.key) is (self.kind is UnavailableKind.EVERYBODY):
            raise InvalidValue("key", "Say which room, member or party; nobody for a closure.")
        if self.is_hold and self.kind is not UnavailableKind.ROOM:
            raise InvalidValue("is_hold", "Only a room can be held for something else.")

    def is_of(self, kind: UnavailableKind, key: object) -> bool:
        return self.kind is kind and self.key == str(key)

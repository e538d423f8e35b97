"""Elections by secret ballot (Art. 7). No record links a voter and a ballot: there are only counts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, SessionId
from convoca.domain.member import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many ballots a candidate received."""

    candidate: MemberId
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One ballot of an election, as it was counted when the box was closed.

    ``voters`` handed in a paper each and stand in the order of their ids, ``tallies`` in that of the
    candidates: nothing tells in which order anybody voted. ``invalid`` counts blank and spoiled papers.
    """

    number: int
    candidates: tuple[MemberId, ...]
    voters: tuple[MemberId, ...]
    tallies: tuple[Tally, ...]
    invalid: int = 0
    eliminated: tuple[MemberId, ...] = ()

    def __post_init__(self) -> None:
        if list(self.voters) != sorted(set(self.voters)):
            raise InvalidValue("voters", "Voters stand once each, in the order of their ids.")
        if tuple(tally.candidate for tally in self.tallies) != self.candidates:
            raise InvalidValue("tallies", "Each candidate has one tally.")
        counted = sum(tally.votes for tally in self.tallies) + self.invalid
        if (
            counted != len(self.voters)
            or self.invalid < 0
            or any(t.votes < 0 for t in self.tallies)
        ):
            raise InvalidValue(
                "tallies",
                "{counted} ballots cannot be the work of {voters} voters.",
                counted=counted,
                voters=len(self.voters),
            )


class ElectionStatus(StrEnum):
    OPEN = "open"
    ELECTED = "elected"
    BROKEN_OFF = "broken_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """The election of one officer (Arts. 6, 7), ballot by ballot.

    ``held_on`` is the day on the wall clock of the place. ``unanimous_procedure`` says which other
    procedure the members present agreed on with one voice (Art. 7.2), and ``note`` what the
    Commission decided where the Rules leave a tie open.
    """

    id: UUID
    session: SessionId
    office: Office
    held_on: date
    candidates: tuple[MemberId, ...]
    ballots: tuple[Ballot, ...] = ()
    status: ElectionStatus = ElectionStatus.OPEN
    elected: MemberId | None = None
    fills_vacancy: bool = False
    unanimous_procedure: str = ""
    note: str = ""
    version: int = 0

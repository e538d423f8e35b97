"""Votes of the Commission: what is put to it, who may vote, what they said, and how many it takes (Arts. 4.2, 17-19)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, PeriodId, SessionId
from convoca.domain.language import Language


class Majority(StrEnum):
    """Of all members (Art. 18.1), of those present (Art. 18.2), five votes (Art. 4.2), all present (Art. 7.2)."""

    ABSOLUTE = "absolute"
    PRESENT = "present"
    FIVE = "five"
    UNANIMOUS = "unanimous"


class VoteMethod(StrEnum):
    """In writing: between periods of sessions, by the means the members consider appropriate (Art. 17.5)."""

    ROLL_CALL = "roll_call"
    CONSENSUS = "consensus"
    IN_WRITING = "in_writing"


class Vote(StrEnum):
    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast:
    """What one member said; ``received_on`` is the day at the seat of a vote in writing."""

    member: MemberId
    vote: Vote
    received_on: date | None = None


class QuestionStatus(StrEnum):
    """``FORMULATED``: its text may still change. ``CLOSED``: nothing of it changes any more."""

    FORMULATED = "formulated"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Electorate:
    """Who was in office, who was there, and who did not take part, at the close of a vote.

    ``present`` are those who may vote; ``no_part`` were there or would have been, and are recused or
    barred in the matter (Art. 17.2).
    """

    in_office: tuple[MemberId, ...]
    present: tuple[MemberId, ...]
    no_part: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The text of a question in another official language, distributed before the vote (Art. 43.3)."""

    language: Language
    text: str
    distributed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a vote ended, as it was computed at its close from its electorate; it stands as it is."""

    adopted: bool
    in_favour: int
    against: int
    abstaining: int
    required: int
    decided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question put to the vote, in precise terms (Art. 43.3).

    ``decision`` is a key of the table of majorities: it says how many votes it takes. ``reply_by``
    is the last day of a vote in writing. ``explain_by`` is the last day for explanations where the
    Commission shortened it by an absolute majority in an urgent case (Art. 19.4), ``shortened_by``
    the question in which it did so.
    """

    id: UUID
    period: PeriodId
    decision: str
    text: str
    language: Language = Language.SPANISH
    session: SessionId | None = None
    item: UUID | None = None
    translations: tuple[Translation, ...] = ()
    method: VoteMethod = VoteMethod.ROLL_CALL
    status: QuestionStatus = QuestionStatus.FORMULATED
    reply_by: date | None = None
    votes: tuple[VoteCast, ...] = ()
    electorate: Electorate | None = None
    outcome: Outcome | None = None
    explain_by: date | None = None
    shortened_by: UUID | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if len({vote.member for vote in self.votes}) != len(self.votes):
            raise InvalidValue("votes", "A member votes once on a question.")

    def voted(self, vote: Vote) -> tuple[MemberId, ...]:
        return tuple(cast.member for cast in self.votes if cast.vote is vote)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationOfVote:
    """A member's written reasons, printed after the decision (Art. 19). ``presented_on`` is the seat's day.

    On record from the day a member announces one; ``presented_on`` None while it is awaited.
    ``sha256`` is that of ``text``.
    """

    id: UUID
    question: UUID
    member: MemberId
    language: Language = Language.SPANISH
    presented_on: date | None = None
    text: str = ""
    sha256: str = ""
    version: int = 0

"""The votes of a period and what parties undertook in its hearings, line by line, for the Secretariat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from convoca.domain.commitment import FollowUpState, TrackedCommitment
from convoca.domain.finding import Citation
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.vote import (
    ExplanationOfVote,
    Majority,
    Question,
    QuestionStatus,
    Vote,
    VoteMethod,
)
from convoca.rules.majorities import majority_rule
from convoca.services.identities import refuse_protected_names
from convoca.services.period_file import PeriodFile, period_numbered, read_period_file
from convoca.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRow:
    """A vote that was closed: what was asked, who voted how, and how it ended. No election is one.

    ``session`` is empty for a vote in writing. ``explained`` names those whose reasons are there.
    """

    id: UUID
    decided_on: date
    session: str
    item: str
    text: str
    decision: str
    method: VoteMethod
    majority: Majority
    citations: tuple[Citation, ...]
    required: int
    adopted: bool
    in_favour: tuple[str, ...]
    against: tuple[str, ...]
    abstaining: tuple[str, ...]
    no_part: tuple[str, ...]
    in_office: int
    explained: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow:
    """What a party undertook in a hearing, and what was heard of it since."""

    id: UUID
    hearing: str
    held_on: date | None
    matter_number: str
    states: tuple[StateCode, ...]
    party: str
    text: str
    due: date | None
    state: FollowUpState
    is_overdue: bool
    heard_on: date | None
    heard: str


def register_of_votes(number: int, *, uow: UnitOfWork) -> tuple[PeriodFile, list[VoteRow]]:
    """Return the closed votes of a period, by day. Raises NotFound, ProtectedNameFound."""
    with uow:
        file = read_period_file(period_numbered(number, uow=uow).id, uow=uow)
        explanations = uow.explanations_of_vote.all()
        items = {item.id: item.title for item in uow.items_of_business.all()}
        rows = [
            _vote_row(file, question, items, explanations)
            for question in uow.questions.all(period=file.period.id)
            if question.status is QuestionStatus.CLOSED and question.outcome is not None
        ]
        refuse_protected_names(rows, uow=uow)
    return file, sorted(rows, key=lambda row: (row.decided_on, row.session, str(row.id)))


def _vote_row(
    file: PeriodFile,
    question: Question,
    items: dict[UUID, str],
    explanations: Iterable[ExplanationOfVote],
) -> VoteRow:
    outcome, electorate = question.outcome, question.electorate
    if outcome is None:
        raise ValueError(question.id)
    rule = majority_rule(question.decision, on=outcome.decided_on)
    return VoteRow(
        id=question.id,
        decided_on=outcome.decided_on,
        session=file.title_of(question.session) if question.session else "",
        item=items.get(question.item, "") if question.item else "",
        text=question.text,
        decision=question.decision,
        method=question.method,
        majority=rule.majority,
        citations=rule.citations,
        required=outcome.required,
        adopted=outcome.adopted,
        in_favour=_names(file, question.voted(Vote.IN_FAVOUR)),
        against=_names(file, question.voted(Vote.AGAINST)),
        abstaining=_names(file, question.voted(Vote.ABSTAIN)),
        no_part=_names(file, electorate.no_part if electorate else ()),
        in_office=len(electorate.in_office) if electorate else 0,
        explained=_names(
            file, (e.member for e in explanations if e.question == question.id and e.presented_on)
        ),
    )


def _names(file: PeriodFile, members: Iterable[MemberId]) -> tuple[str, ...]:
    return tuple(file.member_by_id[key].name for key in members if key in file.member_by_id)


def register_of_commitments(
    number: int, *, today: date, uow: UnitOfWork
) -> tuple[PeriodFile, list[CommitmentRow]]:
    """Return what was undertaken in a period's hearings, by the day it is due; without one last.

    Raises NotFound, ProtectedNameFound.
    """
    with uow:
        file = read_period_file(period_numbered(number, uow=uow).id, uow=uow)
        hearings = {hearing.id for hearing in file.hearings}
        rows = [
            _commitment_row(file, commitment, today)
            for commitment in uow.commitments.all()
            if commitment.hearing in hearings
        ]
        refuse_protected_names(rows, uow=uow)
    return file, sorted(rows, key=lambda row: (row.due or date.max, row.hearing, str(row.id)))


def _commitment_row(file: PeriodFile, commitment: TrackedCommitment, today: date) -> CommitmentRow:
    hearing = next(each for each in file.hearings if each.id == commitment.hearing)
    last = commitment.notes[-1] if commitment.notes else None
    return CommitmentRow(
        id=commitment.id,
        hearing=hearing.title,
        held_on=file.hearing_day(hearing),
        matter_number=hearing.matter_number,
        states=hearing.states,
        party=commitment.party,
        text=commitment.text,
        due=commitment.due,
        state=commitment.state,
        is_overdue=commitment.is_overdue(today),
        heard_on=last.on if last else None,
        heard=last.text if last else "",
    )

"""The registers of votes and of commitments of a period."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from convoca.domain.commitment import FollowUpNote, FollowUpState, TrackedCommitment
from convoca.domain.errors import NotFound, ProtectedNameFound
from convoca.domain.identifiers import SessionId
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness
from convoca.domain.party import ProtectedIdentity
from convoca.domain.programme import Session
from convoca.domain.vote import (
    Electorate,
    ExplanationOfVote,
    Majority,
    Outcome,
    Question,
    QuestionStatus,
    Vote,
    VoteCast,
    VoteMethod,
)
from convoca.services.registers import (
    CommitmentRow,
    VoteRow,
    register_of_commitments,
    register_of_votes,
)
from support.builders import a_hearing, a_member, a_period, a_placement
from support.fake_store import FakeUnitOfWork

PERIOD, ANOTHER = a_period(), a_period(number=902)
MEMBERS = [a_member(f"Example {letter}", "CL") for letter in "ABCDE"]
A, B, C, D, E = (member.id for member in MEMBERS)
SESSION = Session(id=SessionId(uuid4()), period=PERIOD.id, title="Example session")
ITEM = ItemOfBusiness(
    id=uuid4(), session=SESSION.id, number=1, kind=ItemKind.CASE, title="Example case"
)
HEARING, ELSEWHERE = a_hearing(PERIOD, matter_number="12.345"), a_hearing(ANOTHER)


def a_question(**changes: Any) -> Question:
    values: dict[str, Any] = {
        "id": uuid4(),
        "period": PERIOD.id,
        "decision": "report_on_a_state",
        "text": "Is the report approved?",
        "session": SESSION.id,
        "item": ITEM.id,
        "status": QuestionStatus.CLOSED,
        "votes": (
            VoteCast(member=A, vote=Vote.IN_FAVOUR),
            VoteCast(member=B, vote=Vote.IN_FAVOUR),
            VoteCast(member=C, vote=Vote.AGAINST),
            VoteCast(member=D, vote=Vote.ABSTAIN),
        ),
        "electorate": Electorate(in_office=(A, B, C, D, E), present=(A, B, C, D), no_part=(E,)),
        "outcome": Outcome(
            adopted=False,
            in_favour=2,
            against=1,
            abstaining=1,
            required=3,
            decided_on=date(2027, 3, 2),
        ),
    }
    return Question(**{**values, **changes})


def stored(*questions: Question, commitments: tuple[TrackedCommitment, ...] = ()) -> FakeUnitOfWork:
    uow = FakeUnitOfWork()
    with uow:
        for period in (PERIOD, ANOTHER):
            uow.periods.save(period)
        for member in MEMBERS:
            uow.members.save(member)
        uow.sessions.save(SESSION)
        uow.items_of_business.save(ITEM)
        uow.hearings.save(HEARING)
        uow.hearings.save(ELSEWHERE)
        uow.placements.save(a_placement(HEARING))
        for question in questions:
            uow.questions.save(question)
        for commitment in commitments:
            uow.commitments.save(commitment)
        uow.commit(reason="Example")
    return uow


def test_a_vote_says_what_was_asked_who_voted_how_and_how_it_ended() -> None:
    question = a_question()
    uow = stored(question)
    with uow:
        for member, day in ((C, date(2027, 3, 20)), (D, None)):
            uow.explanations_of_vote.save(
                ExplanationOfVote(id=uuid4(), question=question.id, member=member, presented_on=day)
            )
        uow.commit(reason="Example")

    _, (row,) = register_of_votes(901, uow=uow)

    assert row == VoteRow(
        id=question.id,
        decided_on=date(2027, 3, 2),
        session="Example session",
        item="Example case",
        text="Is the report approved?",
        decision="report_on_a_state",
        method=VoteMethod.ROLL_CALL,
        majority=Majority.ABSOLUTE,
        citations=row.citations,
        required=3,
        adopted=False,
        in_favour=("Example A", "Example B"),
        against=("Example C",),
        abstaining=("Example D",),
        no_part=("Example E",),
        in_office=5,
        explained=("Example C",),
    )
    assert row.citations


def test_only_closed_votes_of_the_period_are_in_the_register_by_day() -> None:
    outcome = a_question().outcome
    assert outcome is not None
    later = a_question(text="Later", session=None, item=None, method=VoteMethod.IN_WRITING)
    earlier = a_question(
        text="Earlier",
        outcome=Outcome(
            adopted=True, in_favour=4, against=0, abstaining=0, required=3,
            decided_on=date(2027, 3, 1),
        ),
    )  # fmt: skip
    unfinished = [
        a_question(status=status, outcome=None, electorate=None)
        for status in QuestionStatus
        if status is not QuestionStatus.CLOSED
    ]
    elsewhere = a_question(period=ANOTHER.id)

    _, rows = register_of_votes(901, uow=stored(later, earlier, elsewhere, *unfinished))

    assert [row.text for row in rows] == ["Earlier", "Later"]
    assert (rows[1].session, rows[1].item) == ("", "")


def a_commitment(**changes: Any) -> TrackedCommitment:
    values: dict[str, Any] = {
        "id": uuid4(),
        "hearing": HEARING.id,
        "party": "Mexico",
        "text": "To reply in writing",
        "due": date(2027, 6, 1),
    }
    return TrackedCommitment(**{**values, **changes})


@pytest.mark.parametrize(("today", "is_overdue"), [(1, False), (2, True)])
def test_a_commitment_says_who_what_until_when_and_what_was_heard(
    today: int, is_overdue: bool
) -> None:
    notes = (
        FollowUpNote(on=date(2027, 4, 1), text="First", state=FollowUpState.OPEN),
        FollowUpNote(on=date(2027, 5, 1), text="A part came", state=FollowUpState.PARTLY_DONE),
    )
    one = a_commitment(state=FollowUpState.PARTLY_DONE, notes=notes)

    _, (row,) = register_of_commitments(
        901, today=date(2027, 6, today), uow=stored(commitments=(one,))
    )

    assert row == CommitmentRow(
        id=one.id,
        hearing=HEARING.title,
        held_on=date(2027, 3, 8),
        matter_number="12.345",
        states=HEARING.states,
        party="Mexico",
        text="To reply in writing",
        due=date(2027, 6, 1),
        state=FollowUpState.PARTLY_DONE,
        is_overdue=is_overdue,
        heard_on=date(2027, 5, 1),
        heard="A part came",
    )


def test_commitments_of_other_periods_are_elsewhere_and_those_without_a_day_come_last() -> None:
    commitments = (
        a_commitment(text="Some day", due=None),
        a_commitment(text="Second", due=date(2027, 7, 1)),
        a_commitment(text="First"),
        a_commitment(text="Elsewhere", hearing=ELSEWHERE.id),
    )

    _, rows = register_of_commitments(
        901, today=date(2027, 3, 9), uow=stored(commitments=commitments)
    )

    assert [row.text for row in rows] == ["First", "Second", "Some day"]
    assert (rows[2].heard_on, rows[2].heard, rows[2].is_overdue) == (None, "", False)


def test_a_protected_name_stops_both_registers() -> None:
    uow = stored(
        a_question(text="About Ximena Ejemplo"),
        commitments=(a_commitment(text="To protect Ximena Ejemplo"),),
    )
    with uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name="Ximena Ejemplo"))
        uow.commit(reason="Example")

    with pytest.raises(ProtectedNameFound):
        register_of_votes(901, uow=uow)
    with pytest.raises(ProtectedNameFound):
        register_of_commitments(901, today=date(2027, 3, 9), uow=uow)


def test_a_period_that_is_not_on_record_has_no_register() -> None:
    uow = stored()
    with pytest.raises(NotFound):
        register_of_votes(7, uow=uow)
    with pytest.raises(NotFound):
        register_of_commitments(7, today=date(2027, 3, 9), uow=uow)


def test_the_ids_are_those_of_the_records() -> None:
    question, commitment = a_question(), a_commitment()
    uow = stored(question, commitments=(commitment,))

    ids: list[UUID] = [row.id for row in register_of_votes(901, uow=uow)[1]]
    ids += [row.id for row in register_of_commitments(901, today=date(2027, 3, 9), uow=uow)[1]]

    assert ids == [question.id, commitment.id]

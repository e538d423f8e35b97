"""The life of a vote: step by step, and by a machine that tries everything in any order."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from convoca.domain.errors import ConflictingEdit, InvalidValue, NotAllowed
from convoca.domain.finding import Verdict
from convoca.domain.language import Language
from convoca.domain.programme import Recusal
from convoca.domain.vote import (
    Question,
    QuestionStatus,
    Translation,
    Vote,
    VoteMethod,
)
from convoca.rules.voting import Prospect
from convoca.services.sessions import voting as services
from convoca.services.sessions.attendance import arrive, close_session, leave
from convoca.services.sessions.taking_part import decide_recusal, raise_recusal
from convoca.services.sessions.vote_count import vote_now
from support.fake_store import FakeUnitOfWork
from support.sittings import TEN, Sitting, a_sitting, at

FOR, AGAINST, ABSTAIN = Vote


@pytest.fixture
def sitting() -> Sitting:
    return a_sitting(FakeUnitOfWork())


def _formulated(sitting: Sitting, **changes: object) -> Question:
    return services.formulate(sitting.question(**changes), reason="x", uow=sitting.uow).record


def _open(sitting: Sitting, question: Question, when: datetime = TEN) -> Question:
    return services.open_vote(question.id, at=when, reason="x", uow=sitting.uow).record


def _cast(
    sitting: Sitting, question: Question, number: int, vote: Vote, when: datetime = TEN
) -> Question:
    return services.cast(
        question.id, sitting.member(number), vote, at=when, reason="x", uow=sitting.uow
    ).record


def _close(sitting: Sitting, question: Question, when: datetime = TEN) -> Question:
    return services.close_vote(question.id, at=when, reason="x", uow=sitting.uow).record


def test_a_roll_call_ends_with_its_electorate_and_its_count(sitting: Sitting) -> None:
    sitting.open(range(1, 7))
    item = sitting.item("MX")
    question = _open(sitting, _formulated(sitting, item=item.id, decision="report_on_a_state"))
    for number, vote in ((2, FOR), (3, FOR), (4, AGAINST), (5, FOR), (6, ABSTAIN)):
        _cast(sitting, question, number, vote)
    closed = _close(sitting, question)
    assert closed.outcome is not None
    assert closed.electorate is not None
    outcome = closed.outcome
    assert (outcome.in_favour, outcome.against, outcome.abstaining) == (3, 1, 1)
    assert (outcome.required, outcome.adopted) == (4, False)
    assert outcome.decided_on == date(2027, 3, 1)
    assert closed.electorate.in_office == tuple(sitting.member(n) for n in range(1, 8))
    assert closed.electorate.present == tuple(sitting.member(n) for n in range(2, 7))
    assert closed.electorate.no_part == (sitting.member(1),)


def test_who_takes_no_part_does_not_vote(sitting: Sitting) -> None:
    sitting.open()
    question = _open(sitting, _formulated(sitting, item=sitting.item("MX").id))
    with pytest.raises(NotAllowed, match="takes no part"):
        _cast(sitting, question, 1, FOR)


def test_who_is_not_there_does_not_vote(sitting: Sitting) -> None:
    sitting.open(range(1, 6))
    question = _open(sitting, _formulated(sitting))
    with pytest.raises(NotAllowed, match="not there"):
        _cast(sitting, question, 7, FOR)


def test_who_voted_and_left_counts_as_present_at_the_vote(sitting: Sitting) -> None:
    sitting.open(range(1, 5))
    question = _open(sitting, _formulated(sitting))
    for number in range(1, 5):
        _cast(sitting, question, number, FOR)
    leave(sitting.session.id, sitting.member(4), at=at(5), reason="x", uow=sitting.uow)
    closed = _close(sitting, question, at(6))
    assert closed.outcome is not None
    assert closed.outcome.adopted
    assert closed.electorate is not None
    assert sitting.member(4) in closed.electorate.present


def test_another_vote_of_the_same_member_needs_the_first_taken_back(sitting: Sitting) -> None:
    """Two secretaries who heard differently: the second is told, nothing is overwritten."""
    other = FakeUnitOfWork(sitting.uow.store, actor="another")  # type: ignore[attr-defined]
    sitting.open()
    question = _open(sitting, _formulated(sitting))
    _cast(sitting, question, 1, FOR)
    for _ in range(2):
        with pytest.raises(NotAllowed, match="voted otherwise"):
            services.cast(question.id, sitting.member(1), AGAINST, at=TEN, reason="x", uow=other)
    kept = _cast(sitting, question, 1, FOR)
    assert kept.version == question.version + 1  # the same again changes nothing
    services.take_back_vote(question.id, sitting.member(1), reason="misheard", uow=other)
    assert _cast(sitting, question, 1, AGAINST).voted(AGAINST) == (sitting.member(1),)


def test_a_vote_is_not_closed_before_everybody_was_asked(sitting: Sitting) -> None:
    sitting.open(range(1, 6))
    question = _open(sitting, _formulated(sitting))
    for number in range(1, 5):
        _cast(sitting, question, number, FOR)
    with pytest.raises(NotAllowed, match="1 of the members present"):
        _close(sitting, question)
    leave(sitting.session.id, sitting.member(5), at=at(1), reason="x", uow=sitting.uow)
    assert _close(sitting, question, at(2)).status is QuestionStatus.CLOSED


def test_what_is_closed_does_not_change(sitting: Sitting) -> None:
    sitting.open(range(1, 5))
    question = _open(sitting, _formulated(sitting, method=VoteMethod.CONSENSUS))
    closed = _close(sitting, question)
    for act in (
        lambda: services.change_question(
            replace(question, status=QuestionStatus.FORMULATED, text="Otherwise."),
            reason="x",
            uow=sitting.uow,
        ),
        lambda: _cast(sitting, question, 1, AGAINST),
        lambda: services.take_back_vote(
            question.id, sitting.member(1), reason="x", uow=sitting.uow
        ),
        lambda: services.withdraw(question.id, reason="x", uow=sitting.uow),
        lambda: _close(sitting, question),
        lambda: services.take_back_opening_of_vote(question.id, reason="x", uow=sitting.uow),
        lambda: services.put_to_roll_call(question.id, reason="x", uow=sitting.uow),
    ):
        with pytest.raises(NotAllowed, match="closed"):
            act()
    with sitting.uow as uow:
        assert uow.questions.get(question.id) == closed


def test_consensus_needs_its_number_like_any_vote(sitting: Sitting) -> None:
    sitting.open(range(1, 5))
    question = _formulated(sitting, method=VoteMethod.CONSENSUS, decision="incompatibility")
    _open(sitting, question)
    with pytest.raises(NotAllowed, match="by consensus"):
        _cast(sitting, question, 1, FOR)
    closed = _close(sitting, question)
    assert closed.outcome is not None
    assert (closed.outcome.in_favour, closed.outcome.required) == (4, 5)
    assert not closed.outcome.adopted


def test_who_objects_turns_a_consensus_into_a_roll_call(sitting: Sitting) -> None:
    sitting.open(range(1, 5))
    question = _open(sitting, _formulated(sitting, method=VoteMethod.CONSENSUS))
    services.put_to_roll_call(question.id, reason="one objects", uow=sitting.uow)
    assert _cast(sitting, question, 1, AGAINST).voted(AGAINST) == (sitting.member(1),)


def test_without_a_quorum_nothing_is_adopted(sitting: Sitting) -> None:
    sitting.open(range(1, 4))
    question = _formulated(sitting, method=VoteMethod.CONSENSUS)
    opened = services.open_vote(question.id, at=TEN, reason="x", uow=sitting.uow)
    assert opened.findings[0].verdict is Verdict.BREACHED
    closed = _close(sitting, question)
    assert closed.outcome is not None
    assert not closed.outcome.adopted


def test_nothing_is_put_to_the_vote_while_the_session_does_not_sit(sitting: Sitting) -> None:
    question = _formulated(sitting)
    with pytest.raises(NotAllowed, match="not been opened"):
        _open(sitting, question)
    sitting.open()
    _open(sitting, question)
    with pytest.raises(NotAllowed, match="A vote is open"):
        close_session(sitting.session.id, at=at(9), reason="x", uow=sitting.uow)


def test_a_ground_that_was_raised_is_decided_before_the_matter_is(sitting: Sitting) -> None:
    sitting.open()
    item = sitting.item()
    recusal = Recusal(
        id=uuid4(), member=sitting.member(5), activity=item.id, ground="advised a party"
    )
    raise_recusal(recusal, reason="x", uow=sitting.uow)
    question = _formulated(sitting, item=item.id)
    with pytest.raises(NotAllowed, match="decides on it first"):
        _open(sitting, question)
    on_it = _formulated(sitting, item=item.id, decision="recusal", method=VoteMethod.CONSENSUS)
    _close(sitting, _open(sitting, on_it))
    with pytest.raises(NotAllowed, match="ended otherwise"):
        decide_recusal(
            recusal.id, upheld=False, on=date(2027, 3, 1), question=on_it.id, reason="x",
            uow=sitting.uow,
        )  # fmt: skip
    decide_recusal(
        recusal.id, upheld=True, on=date(2027, 3, 1), question=on_it.id, reason="x",
        uow=sitting.uow,
    )  # fmt: skip
    _open(sitting, question)
    with pytest.raises(NotAllowed, match="takes no part"):
        _cast(sitting, question, 5, FOR)


def test_a_vote_of_somebody_recused_meanwhile_is_taken_back_before_the_count(
    sitting: Sitting,
) -> None:
    sitting.open()
    item = sitting.item()
    question = _open(sitting, _formulated(sitting, item=item.id))
    for number in range(1, 8):
        _cast(sitting, question, number, FOR)
    recusal = Recusal(id=uuid4(), member=sitting.member(5), activity=item.id, ground="adviser")
    raise_recusal(recusal, reason="x", uow=sitting.uow)
    decide_recusal(recusal.id, upheld=True, on=date(2027, 3, 1), reason="x", uow=sitting.uow)
    with pytest.raises(NotAllowed, match="Take that vote back"):
        _close(sitting, question)
    services.take_back_vote(question.id, sitting.member(5), reason="x", uow=sitting.uow)
    closed = _close(sitting, question)
    assert closed.outcome is not None
    assert closed.outcome.in_favour == 6


def test_a_translation_is_distributed_before_the_vote(sitting: Sitting) -> None:
    """Art. 43.3; another text makes the translations those of another text."""
    sitting.open()
    question = _formulated(sitting)
    english = Translation(language=Language.ENGLISH, text="Whether it is adopted.")
    services.translate(question.id, english, reason="x", uow=sitting.uow)
    with pytest.raises(NotAllowed, match="not been distributed"):
        _open(sitting, question)
    sent = replace(english, distributed_on=date(2027, 2, 27))
    translated = services.translate(question.id, sent, reason="x", uow=sitting.uow).record
    assert translated.translations == (sent,)
    changed = services.change_question(
        replace(translated, text="Whether all of it is adopted."), reason="x", uow=sitting.uow
    ).record
    assert changed.translations == (english,)
    with pytest.raises(NotAllowed, match="in this language already"):
        services.translate(
            question.id, replace(sent, language=Language.SPANISH), reason="x", uow=sitting.uow
        )


def test_two_who_change_the_terms_do_not_overwrite_each_other(sitting: Sitting) -> None:
    question = _formulated(sitting)
    other = FakeUnitOfWork(sitting.uow.store, actor="another")  # type: ignore[attr-defined]
    services.change_question(replace(question, text="Theirs."), reason="x", uow=other)
    with pytest.raises(ConflictingEdit):
        services.change_question(replace(question, text="Mine."), reason="x", uow=sitting.uow)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"decision": "no such decision"}, "decision"),
        ({"item": uuid4()}, "item"),
        ({"period": uuid4()}, "period"),
        ({"method": VoteMethod.IN_WRITING}, "method"),
        ({"reply_by": date(2027, 4, 1)}, "method"),
    ],
)
def test_a_question_is_in_precise_terms_and_in_its_place(
    sitting: Sitting, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        _formulated(sitting, **changes)
    assert refused.value.field == field


# In writing (Art. 17.5) --------------------------------------------------------------------------

DURING = datetime(2027, 3, 12, 15, tzinfo=UTC)
AFTER = datetime(2027, 3, 15, 15, tzinfo=UTC)
LATE = datetime(2027, 3, 26, 15, tzinfo=UTC)


def _in_writing(sitting: Sitting) -> Question:
    item = sitting.item("MX")
    return _formulated(
        sitting,
        session=None,
        item=item.id,
        method=VoteMethod.IN_WRITING,
        reply_by=date(2027, 3, 25),
    )


def _reply(sitting: Sitting, question: Question, number: int, vote: Vote, day: int) -> Question:
    return services.cast(
        question.id,
        sitting.member(number),
        vote,
        received_on=date(2027, 3, day),
        at=LATE,
        reason="x",
        uow=sitting.uow,
    ).record


def test_members_vote_in_writing_between_periods_alone(sitting: Sitting) -> None:
    question = _in_writing(sitting)
    with pytest.raises(NotAllowed, match="between periods"):
        _open(sitting, question, DURING)
    assert _open(sitting, question, AFTER).status is QuestionStatus.OPEN


def test_a_vote_in_writing_counts_the_replies_that_came_in_time(sitting: Sitting) -> None:
    question = _open(sitting, _in_writing(sitting), AFTER)
    for number, vote in ((2, FOR), (3, FOR), (4, AGAINST), (5, FOR)):
        _reply(sitting, question, number, vote, 20)
    with pytest.raises(NotAllowed, match="takes no part"):
        _reply(sitting, question, 1, FOR, 20)
    with pytest.raises(NotAllowed, match="after the last day"):
        _reply(sitting, question, 6, FOR, 26)
    with pytest.raises(NotAllowed, match="2 members may still reply"):
        _close(sitting, question, AFTER)
    closed = _close(sitting, question, LATE)
    assert closed.outcome is not None
    assert closed.electorate is not None
    assert (closed.outcome.in_favour, closed.outcome.required) == (3, 3)
    assert closed.outcome.adopted
    assert closed.outcome.decided_on == date(2027, 3, 26)
    assert closed.electorate.present == tuple(sitting.member(n) for n in (2, 3, 4, 5))


def test_three_replies_are_no_quorum(sitting: Sitting) -> None:
    question = _open(sitting, _in_writing(sitting), AFTER)
    for number in (2, 3, 4):
        question = _reply(sitting, question, number, FOR, 20)
    now = vote_now(sitting.file(), question, AFTER)
    assert now.prospect is Prospect.OPEN
    closed = _close(sitting, question, LATE)
    assert closed.outcome is not None
    assert not closed.outcome.adopted


def test_it_is_closed_at_once_when_everybody_has_replied(sitting: Sitting) -> None:
    question = _open(sitting, _in_writing(sitting), AFTER)
    for number in range(2, 8):
        services.cast(
            question.id, sitting.member(number), FOR, at=AFTER, reason="x", uow=sitting.uow
        )
    assert _close(sitting, question, AFTER).outcome is not None


# Everything in any order -------------------------------------------------------------------------

DECISIONS = {"other": None, "report_on_a_state": 4, "incompatibility": 5}
NUMBERS = st.integers(1, 7)


class LifeOfAVote(RuleBasedStateMachine):
    """One question of a sitting session; the model is a handful of sets, kept by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.sitting = a_sitting(FakeUnitOfWork())
        self.sitting.open(range(1, 7))
        self.item = self.sitting.item("MX")
        self.there = {1, 2, 3, 4, 5, 6}
        self.barred = {1}
        self.minute = 0
        self.said: dict[int, Vote] = {}
        self.status = QuestionStatus.FORMULATED
        self.decision = "other"
        self.closed: Question | None = None
        self.question = _formulated(self.sitting, item=self.item.id)

    def _now(self) -> datetime:
        self.minute += 1
        return at(self.minute)

    def _do(self, act: object, *, allowed: bool) -> bool:
        try:
            act()  # type: ignore[operator]
        except NotAllowed:
            assert not allowed
            return False
        assert allowed
        return True

    @property
    def stored(self) -> Question:
        with self.sitting.uow as uow:
            found: Question = uow.questions.get(self.question.id)
            return found

    @rule(decision=st.sampled_from(sorted(DECISIONS)))
    def change(self, decision: str) -> None:
        terms = replace(
            self.stored, decision=decision, status=QuestionStatus.FORMULATED, votes=(),
            outcome=None, electorate=None,
        )  # fmt: skip
        if self._do(
            lambda: services.change_question(terms, reason="x", uow=self.sitting.uow),
            allowed=self.status is QuestionStatus.FORMULATED,
        ):
            self.decision = decision

    @rule()
    def put_to_the_vote(self) -> None:
        if self._do(
            lambda: _open(self.sitting, self.question, self._now()),
            allowed=self.status is QuestionStatus.FORMULATED,
        ):
            self.status = QuestionStatus.OPEN

    @initialize(votes=st.lists(st.sampled_from(list(Vote)), min_size=7, max_size=7))
    def most_votes_are_under_way(self, votes: list[Vote]) -> None:
        if votes[0] is not ABSTAIN:
            self.put_to_the_vote()
            if votes[1] is not ABSTAIN:
                self.everybody_who_waits_says(votes)

    @rule()
    def take_back_the_opening(self) -> None:
        if self._do(
            lambda: services.take_back_opening_of_vote(
                self.question.id, reason="x", uow=self.sitting.uow
            ),
            allowed=self.status is QuestionStatus.OPEN and not self.said,
        ):
            self.status = QuestionStatus.FORMULATED

    @rule(number=NUMBERS, vote=st.sampled_from(list(Vote)))
    def say(self, number: int, vote: Vote) -> None:
        free = number not in self.barred
        may = free and (number in self.there or number in self.said)
        if self._do(
            lambda: _cast(self.sitting, self.question, number, vote, self._now()),
            allowed=self.status is QuestionStatus.OPEN
            and may
            and self.said.get(number, vote) is vote,
        ):
            self.said[number] = vote

    @precondition(lambda self: self.status is QuestionStatus.OPEN)
    @rule(votes=st.lists(st.sampled_from(list(Vote)), min_size=7, max_size=7))
    def everybody_who_waits_says(self, votes: list[Vote]) -> None:
        for number in sorted(self.there - self.barred - self.said.keys()):
            self.said[number] = votes[number - 1]
            _cast(self.sitting, self.question, number, votes[number - 1], self._now())

    @rule(number=NUMBERS)
    def take_back(self, number: int) -> None:
        if self._do(
            lambda: services.take_back_vote(
                self.question.id, self.sitting.member(number), reason="x", uow=self.sitting.uow
            ),
            allowed=self.status is QuestionStatus.OPEN and number in self.said,
        ):
            del self.said[number]

    @rule(number=NUMBERS)
    def come_or_go(self, number: int) -> None:
        move, change = (leave, self.there.discard) if number in self.there else (
            arrive, self.there.add,
        )  # fmt: skip
        move(
            self.sitting.session.id, self.sitting.member(number), at=self._now(), reason="x",
            uow=self.sitting.uow,
        )  # fmt: skip
        change(number)

    @precondition(lambda self: len(self.barred) < 2)
    @rule(number=NUMBERS)
    def is_recused(self, number: int) -> None:
        recusal = Recusal(
            id=uuid4(), member=self.sitting.member(number), activity=self.item.id, ground="x"
        )
        raise_recusal(recusal, reason="x", uow=self.sitting.uow)
        decide_recusal(
            recusal.id, upheld=True, on=date(2027, 3, 1), reason="x", uow=self.sitting.uow
        )
        self.barred.add(number)

    @rule()
    def count(self) -> None:
        waiting = self.there - self.barred - self.said.keys()
        if self._do(
            lambda: _close(self.sitting, self.question, self._now()),
            allowed=self.status is QuestionStatus.OPEN
            and not waiting
            and not self.barred & self.said.keys(),
        ):
            self.status = QuestionStatus.CLOSED
            self.closed = self.stored
            event(f"counted with {len(self.there - self.barred)} there")
            self._check_the_count()

    def _check_the_count(self) -> None:
        """By hand: four must be there, and more than half of them, or four or five, say yes."""
        assert self.closed is not None
        assert self.closed.outcome is not None
        assert self.closed.electorate is not None
        voters = (self.there | self.said.keys()) - self.barred
        yes = sum(vote is FOR for vote in self.said.values())
        needed = DECISIONS[self.decision] or len(voters) // 2 + 1
        assert self.closed.outcome.in_favour == yes
        assert self.closed.outcome.required == needed
        assert self.closed.outcome.adopted is (len(voters) >= 4 and yes >= needed)
        assert self._numbers(self.closed.electorate.present) == voters
        assert self._numbers(self.closed.electorate.no_part) == self.barred

    def _numbers(self, members: tuple[UUID, ...]) -> set[int]:
        return {n for n in range(1, 8) if self.sitting.member(n) in members}

    @precondition(lambda self: self.minute > 12)
    @rule()
    def withdraw(self) -> None:
        if self._do(
            lambda: services.withdraw(self.question.id, reason="x", uow=self.sitting.uow),
            allowed=self.status in {QuestionStatus.FORMULATED, QuestionStatus.OPEN},
        ):
            self.status = QuestionStatus.WITHDRAWN

    @invariant()
    def the_record_says_what_happened(self) -> None:
        stored = self.stored
        assert stored.status is self.status
        assert {c.member: c.vote for c in stored.votes} == {
            self.sitting.member(n): vote for n, vote in self.said.items()
        }
        if self.closed is not None:
            assert stored == self.closed


LifeOfAVote.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
TestLifeOfAVote = LifeOfAVote.TestCase

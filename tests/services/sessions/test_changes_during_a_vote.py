"""What happens to a vote while it is open: grounds raised, hours corrected, votes changed, days gone by."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.identifiers import PeriodId
from convoca.domain.member import Term
from convoca.domain.programme import Recusal
from convoca.domain.vote import Question, Vote, VoteMethod
from convoca.services.sessions import voting
from convoca.services.sessions.attendance import correct_times, leave
from convoca.services.sessions.explanations import shorten
from convoca.services.sessions.taking_part import decide_recusal, raise_recusal
from support.builders import a_period
from support.fake_store import FakeUnitOfWork
from support.sittings import TEN, Sitting, a_sitting, at, same_id, seven_members

FOR, AGAINST, ABSTAIN = Vote
DAY, MAY = date(2027, 3, 1), datetime(2027, 5, 3, 15, tzinfo=UTC)


@pytest.fixture
def sitting() -> Sitting:
    return a_sitting(FakeUnitOfWork())


def _put(sitting: Sitting, when: datetime = TEN, **changes: object) -> Question:
    question = voting.formulate(sitting.question(**changes), reason="x", uow=sitting.uow).record
    return voting.open_vote(question.id, at=when, reason="x", uow=sitting.uow).record


def _cast(
    sitting: Sitting, question: Question, number: int, vote: Vote, **changes: object
) -> Question:
    values: dict[str, object] = {"at": TEN, "reason": "x", "uow": sitting.uow}
    return voting.cast(
        question.id,
        sitting.member(number),
        vote,
        **{**values, **changes},  # type: ignore[arg-type]
    ).record


def _close(sitting: Sitting, question: Question, when: datetime = TEN) -> Question:
    return voting.close_vote(question.id, at=when, reason="x", uow=sitting.uow).record


def _ground(sitting: Sitting, number: int, matter: object) -> Recusal:
    made = Recusal(
        id=uuid4(),
        member=sitting.member(number),
        activity=matter,  # type: ignore[arg-type]
        ground="advised a party",
        raised_on=DAY,
    )
    return raise_recusal(made, reason="x", uow=sitting.uow).record


def _voted_on_recusal(sitting: Sitting, item: object) -> Question:
    question = _put(sitting, item=item, decision="recusal", method=VoteMethod.CONSENSUS)
    return _close(sitting, question)


def _decide(sitting: Sitting, recusal: Recusal, by: Question) -> Recusal:
    return decide_recusal(
        recusal.id, upheld=True, on=DAY, question=by.id, reason="x", uow=sitting.uow
    ).record


def test_a_ground_is_raised_once_however_often_the_button_is_pressed(sitting: Sitting) -> None:
    item = sitting.item()
    first, again = _ground(sitting, 5, item.id), _ground(sitting, 5, item.id)
    assert first == again
    with sitting.uow as uow:
        assert len(uow.recusals.all()) == 1


@pytest.mark.parametrize("method", [VoteMethod.ROLL_CALL, VoteMethod.CONSENSUS])
def test_a_ground_raised_during_a_vote_is_decided_before_its_close(
    sitting: Sitting, method: VoteMethod
) -> None:
    """Arts. 17.3, 17.4: otherwise the vote of somebody who takes no part would count."""
    sitting.open(range(1, 6))
    item = sitting.item()
    question = _put(sitting, item=item.id, method=method)
    if method is VoteMethod.ROLL_CALL:
        for number in range(1, 6):
            _cast(sitting, question, number, FOR)
    ground = _ground(sitting, 5, item.id)
    with pytest.raises(NotAllowed, match="decides on it first"):
        _close(sitting, question)
    _decide(sitting, ground, _voted_on_recusal(sitting, item.id))
    if method is VoteMethod.ROLL_CALL:
        with pytest.raises(NotAllowed, match="takes no part"):
            _close(sitting, question)
        voting.take_back_vote(question.id, sitting.member(5), reason="x", uow=sitting.uow)
    closed = _close(sitting, question)
    assert closed.electorate is not None
    assert closed.electorate.no_part == (sitting.member(5),)
    assert sitting.member(5) not in closed.voted(FOR)


def test_the_vote_that_decided_on_a_ground_is_on_record_with_its_day(sitting: Sitting) -> None:
    sitting.open()
    item, other = sitting.item(), sitting.item()
    ground = _ground(sitting, 5, item.id)
    elsewhere = _voted_on_recusal(sitting, other.id)
    with pytest.raises(NotAllowed, match="another matter"):
        _decide(sitting, ground, elsewhere)
    vote = _voted_on_recusal(sitting, item.id)
    late = decide_recusal(
        ground.id, upheld=True, on=date(2027, 6, 1), question=vote.id, reason="x", uow=sitting.uow
    ).record
    assert (late.decided_by, late.decided_on) == (vote.id, DAY)


def test_a_vote_is_changed_in_one_step_or_stays_as_it_was(sitting: Sitting) -> None:
    sitting.open(range(1, 7))
    question = _put(sitting)
    _cast(sitting, question, 1, FOR)
    changed = _cast(sitting, question, 1, ABSTAIN, instead_of=FOR)
    assert changed.voted(ABSTAIN) == (sitting.member(1),)
    with pytest.raises(NotAllowed, match="voted otherwise"):  # what the other page saw is gone
        _cast(sitting, question, 1, AGAINST, instead_of=FOR)


def test_who_never_was_there_is_not_taken_off_the_sheet_after_a_vote(sitting: Sitting) -> None:
    sitting.open()
    question = _put(sitting)
    _cast(sitting, question, 7, FOR)
    for times in ((), ((TEN, at(5)),)):
        if times:
            _correct(sitting, 7, times)
            continue
        with pytest.raises(NotAllowed, match="voted in this session"):
            _correct(sitting, 7, times)
    voting.take_back_vote(question.id, sitting.member(7), reason="x", uow=sitting.uow)
    _correct(sitting, 7, ())


def _correct(sitting: Sitting, number: int, times: tuple[tuple[datetime, datetime], ...]) -> None:
    correct_times(
        sitting.session.id, sitting.member(number), times, at=at(6), reason="x", uow=sitting.uow
    )


def test_hours_corrected_after_the_close_leave_the_electorate_as_it_was(sitting: Sitting) -> None:
    sitting.open(range(1, 5))
    closed = _close(sitting, _put(sitting, method=VoteMethod.CONSENSUS), at(2))
    _correct(sitting, 4, ((TEN, at(1)),))
    with sitting.uow as uow:
        assert uow.questions.get(closed.id) == closed


def test_a_quorum_that_is_lost_before_the_close_decides_nothing(sitting: Sitting) -> None:
    sitting.open(range(1, 5))
    question = _put(sitting, method=VoteMethod.CONSENSUS)
    leave(sitting.session.id, sitting.member(4), at=at(1), reason="x", uow=sitting.uow)
    closed = _close(sitting, question, at(2))
    assert closed.outcome is not None
    assert (closed.outcome.adopted, closed.outcome.in_favour) == (False, 3)


# In writing (Art. 17.5) --------------------------------------------------------------------------


def _in_writing(sitting: Sitting) -> Question:
    item = sitting.item()
    return _put(sitting, MAY, session=None, item=item.id, method=VoteMethod.IN_WRITING)


def test_a_reply_in_writing_comes_between_periods_and_not_in_the_future(sitting: Sitting) -> None:
    question = _in_writing(sitting)
    with sitting.uow as uow:
        uow.periods.save(
            a_period(
                id=PeriodId(same_id("later")), number=902, opens=date(2027, 5, 10),
                closes=date(2027, 5, 14), places=(),
            )
        )  # fmt: skip
        uow.commit(reason="x")
    with pytest.raises(InvalidValue, match="has not come yet"):
        _cast(sitting, question, 1, FOR, at=MAY, received_on=date(2027, 5, 4))
    during = datetime(2027, 5, 11, 15, tzinfo=UTC)
    with pytest.raises(NotAllowed, match="is meeting"):
        _cast(sitting, question, 1, FOR, at=during)
    kept = _cast(sitting, question, 1, FOR, at=during, received_on=date(2027, 5, 7))
    assert kept.votes[0].received_on == date(2027, 5, 7)


def test_a_reply_of_who_left_the_commission_before_the_close_is_not_passed_over() -> None:
    """Otherwise the names on record would be five, and the votes counted four."""
    members = list(seven_members())
    members[6] = replace(members[6], terms=(Term(starts=date(2024, 1, 1), ends=MAY.date()),))
    sitting = a_sitting(FakeUnitOfWork(), members=members)
    question = _in_writing(sitting)
    for number in range(1, 8):
        _cast(sitting, question, number, FOR, at=MAY)
    next_day = datetime(2027, 5, 4, 15, tzinfo=UTC)
    with pytest.raises(NotAllowed, match="not in office on this day"):
        _close(sitting, question, next_day)
    voting.take_back_vote(question.id, sitting.member(7), reason="x", uow=sitting.uow)
    closed = _close(sitting, question, next_day)
    assert closed.outcome is not None
    assert closed.outcome.in_favour == len(closed.votes) == 6


# Explanations (Art. 19.4) ------------------------------------------------------------------------


def test_the_time_for_explanations_is_not_shortened_after_the_fact(sitting: Sitting) -> None:
    """A day before the decision would take back what was in time when it came."""
    sitting.open()
    decided = _close(sitting, _put(sitting, method=VoteMethod.CONSENSUS))
    shorter = _put(sitting, decision="shorter_explanations", method=VoteMethod.CONSENSUS)
    by = _close(sitting, shorter)
    with pytest.raises(InvalidValue, match="had passed"):
        shorten(decided.id, date(2027, 2, 28), by=by.id, reason="x", uow=sitting.uow)
    saved = shorten(decided.id, date(2027, 3, 2), by=by.id, reason="x", uow=sitting.uow).record
    assert saved.explain_by == date(2027, 3, 2)

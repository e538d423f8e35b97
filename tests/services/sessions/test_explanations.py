from datetime import UTC, date, datetime, timedelta

import pytest

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import MemberId
from convoca.domain.language import Language
from convoca.domain.vote import ExplanationOfVote, Question, Vote, VoteMethod
from convoca.services.sessions import explanations as services
from convoca.services.sessions import voting
from convoca.services.sessions.act import Act
from support.fake_store import FakeUnitOfWork
from support.sittings import TEN, Sitting, a_sitting

#: The period closes on 12 March 2027: thirty days after it.
LAST_DAY = date(2027, 4, 11)


@pytest.fixture
def sitting() -> Sitting:
    made = a_sitting(FakeUnitOfWork())
    made.open(range(1, 6))
    return made


def _voted(sitting: Sitting, *, against: int = 3, **changes: object) -> Question:
    question = sitting.question(**changes)
    voting.formulate(question, reason="x", uow=sitting.uow)
    voting.open_vote(question.id, at=TEN, reason="x", uow=sitting.uow)
    for number in range(1, 6):
        vote = Vote.AGAINST if number == against else Vote.IN_FAVOUR
        voting.cast(question.id, sitting.member(number), vote, at=TEN, reason="x", uow=sitting.uow)
    return voting.close_vote(question.id, at=TEN, reason="x", uow=sitting.uow).record


def _present(
    sitting: Sitting, question: Question, number: int, on: date, text: str = "My reasons."
) -> Act[ExplanationOfVote]:
    return services.present(
        question.id,
        sitting.member(number),
        text=text,
        language=Language.SPANISH,
        on=on,
        at=datetime(2027, 6, 1, 12, tzinfo=UTC),
        reason="x",
        uow=sitting.uow,
    )


def test_who_dissents_or_announces_has_thirty_days_after_the_period(sitting: Sitting) -> None:
    question = _voted(sitting)
    services.announce(question.id, sitting.member(1), reason="x", uow=sitting.uow)
    file = sitting.file()
    for today, left, desisted in (
        (LAST_DAY - timedelta(days=1), 2, False),
        (LAST_DAY, 1, False),
        (LAST_DAY + timedelta(days=1), 0, True),
    ):
        found = services.clocks(file, today)
        assert [(c.member.name, c.announced, c.dissents) for c in found] == [
            ("Example Member 1", True, False),
            ("Example Member 3", False, True),
        ]
        assert {(c.last_day, c.days_left, c.desisted) for c in found} == {
            (LAST_DAY, left, desisted)
        }


def test_an_explanation_on_the_last_day_is_in_time_and_a_day_later_it_is_not(
    sitting: Sitting,
) -> None:
    question = _voted(sitting)
    in_time = _present(sitting, question, 3, LAST_DAY)
    late = _present(sitting, question, 1, LAST_DAY + timedelta(days=1))
    assert in_time.findings[0].verdict is Verdict.MET
    assert late.findings[0].verdict is Verdict.BREACHED
    assert len(in_time.record.sha256) == 64
    found = {c.member.name[-1]: c.desisted for c in services.clocks(sitting.file(), LAST_DAY)}
    assert found == {"3": False, "1": True}


def test_another_text_does_not_replace_the_one_on_record(sitting: Sitting) -> None:
    question = _voted(sitting)
    first = _present(sitting, question, 3, LAST_DAY).record
    assert _present(sitting, question, 3, LAST_DAY).record == first
    with pytest.raises(NotAllowed, match="Withdraw it first"):
        _present(sitting, question, 3, LAST_DAY, text="Other reasons.")
    services.withdraw_explanation(first.id, reason="x", uow=sitting.uow)
    assert _present(sitting, question, 3, LAST_DAY, text="Other reasons.").record.text


def test_two_who_announce_the_same_make_one_record(sitting: Sitting) -> None:
    question = _voted(sitting)
    other = FakeUnitOfWork(sitting.uow.store, actor="another")  # type: ignore[attr-defined]
    for uow in (sitting.uow, other):
        services.announce(question.id, sitting.member(1), reason="x", uow=uow)
    assert len(sitting.file().explanations) == 1


def test_who_did_not_vote_explains_nothing(sitting: Sitting) -> None:
    question = _voted(sitting)
    with pytest.raises(NotAllowed, match="did not vote"):
        services.announce(question.id, sitting.member(7), reason="x", uow=sitting.uow)


def test_a_vote_that_is_not_closed_is_not_explained(sitting: Sitting) -> None:
    question = voting.formulate(sitting.question(), reason="x", uow=sitting.uow).record
    with pytest.raises(NotAllowed, match="not closed yet"):
        _present(sitting, question, 1, LAST_DAY)


def test_a_day_that_has_not_come_is_no_day_of_presentation(sitting: Sitting) -> None:
    question = _voted(sitting)
    with pytest.raises(InvalidValue, match="has not come"):
        _present(sitting, question, 3, date(2027, 6, 2))


def test_the_time_is_shortened_by_a_vote_of_an_absolute_majority(sitting: Sitting) -> None:
    question = _voted(sitting)
    wrong = _voted(sitting)
    shorter = _voted(sitting, decision="shorter_explanations")
    with pytest.raises(NotAllowed, match="not on the time"):
        _shorten(sitting, question, wrong, date(2027, 3, 20))
    with pytest.raises(InvalidValue, match="not shorter"):
        _shorten(sitting, question, shorter, LAST_DAY)
    saved = _shorten(sitting, question, shorter, date(2027, 3, 20))
    assert saved.outcome == question.outcome  # the vote itself stays as it is
    clock = next(
        c
        for c in services.clocks(sitting.file(), date(2027, 3, 19))
        if c.question.id == question.id
    )
    assert (clock.last_day, clock.days_left) == (date(2027, 3, 20), 2)


def _shorten(sitting: Sitting, question: Question, by: Question, day: date) -> Question:
    return services.shorten(question.id, day, by=by.id, reason="x", uow=sitting.uow).record


def test_three_of_five_do_not_shorten_the_time(sitting: Sitting) -> None:
    question = _voted(sitting)
    shorter = sitting.question(decision="shorter_explanations")
    voting.formulate(shorter, reason="x", uow=sitting.uow)
    voting.open_vote(shorter.id, at=TEN, reason="x", uow=sitting.uow)
    for number, vote in zip(range(1, 6), (Vote.IN_FAVOUR,) * 3 + (Vote.AGAINST,) * 2, strict=True):
        voting.cast(shorter.id, sitting.member(number), vote, at=TEN, reason="x", uow=sitting.uow)
    voting.close_vote(shorter.id, at=TEN, reason="x", uow=sitting.uow)
    with pytest.raises(NotAllowed, match="ended otherwise"):
        _shorten(sitting, question, shorter, date(2027, 3, 20))


def test_of_a_vote_in_writing_the_days_run_from_the_decision(sitting: Sitting) -> None:
    item = sitting.item()
    question = sitting.question(session=None, item=item.id, method=VoteMethod.IN_WRITING)
    voting.formulate(question, reason="x", uow=sitting.uow)
    moment = datetime(2027, 5, 3, 15, tzinfo=UTC)
    voting.open_vote(question.id, at=moment, reason="x", uow=sitting.uow)
    for number in range(1, 8):
        vote = Vote.AGAINST if number == 7 else Vote.IN_FAVOUR
        voting.cast(
            question.id, MemberId(sitting.member(number)), vote, at=moment, reason="x",
            uow=sitting.uow,
        )  # fmt: skip
    voting.close_vote(question.id, at=moment, reason="x", uow=sitting.uow)
    (clock,) = services.clocks(sitting.file(), date(2027, 5, 4))
    assert (clock.member.name, clock.last_day) == ("Example Member 7", date(2027, 6, 2))

"""Recommendations counted and tracked, the steps of a report, and Chapter IV.B of the year."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from convoca.domain.commitment import FollowUpNote, FollowUpState
from convoca.domain.errors import InvalidValue, NotFound, ProtectedNameFound
from convoca.domain.finding import Verdict
from convoca.domain.on_site_observation import ObservationKind, VisitReport
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness
from convoca.domain.party import ProtectedIdentity
from convoca.domain.vote import Outcome, Question, QuestionStatus
from convoca.services.observations import save_observation
from convoca.services.visits.follow_up import (
    count_of,
    findings_afterwards,
    follow_up,
    included_in_chapter_iv_b,
    is_overdue,
    recommend,
    with_report,
)
from support.fake_store import FakeStore, FakeUnitOfWork
from support.visits import CO, VE, a_visit

TODAY = date(2020, 6, 1)


@pytest.fixture
def uow() -> FakeUnitOfWork:
    return FakeUnitOfWork(FakeStore())


def recommended(uow: FakeUnitOfWork, *texts: str, **more: object):
    visit = save_observation(a_visit(), reason="Example", uow=uow)
    return recommend(
        visit, texts, state=VE, made_on=date(2020, 2, 8), reason="Example", uow=uow, **more
    )


def test_recommendations_are_numbered_on_and_blank_ones_are_none(uow: FakeUnitOfWork) -> None:
    visit = recommended(uow, "One", " ", "Two\n words")
    visit = recommend(
        visit, ["Three"], state=VE, made_on=date(2020, 3, 1), reason="Example", uow=uow
    )

    assert [(r.number, r.text) for r in visit.recommendations] == [
        (1, "One"), (2, "Two words"), (3, "Three"),
    ]  # fmt: skip
    with pytest.raises(InvalidValue):
        recommend(visit, ["Four"], state=CO, made_on=TODAY, reason="Example", uow=uow)


def test_what_is_heard_is_noted_and_earlier_notes_stay(uow: FakeUnitOfWork) -> None:
    visit = recommended(uow, "One", "Two", due=date(2020, 5, 1))
    key = visit.recommendations[0].id
    for state in (FollowUpState.PARTLY_DONE, FollowUpState.DONE):
        note = FollowUpNote(on=date(2020, 4, 1), text="Heard", state=state)
        visit = follow_up(visit, key, note, reason="Example", uow=uow)

    first, second = visit.recommendations
    assert [note.state for note in first.notes] == [FollowUpState.PARTLY_DONE, FollowUpState.DONE]
    assert (is_overdue(first, TODAY), is_overdue(second, TODAY)) == (False, True)
    assert not is_overdue(second, date(2020, 5, 1))
    count = count_of(visit.recommendations, TODAY)
    assert (count.total, count.overdue) == (2, 1)
    assert count.by_state_of_things == {FollowUpState.OPEN: 1, FollowUpState.DONE: 1}
    with pytest.raises(NotFound):
        follow_up(visit, uuid4(), note, reason="Example", uow=uow)


def test_no_recommendation_holds_the_name_of_a_protected_person(uow: FakeUnitOfWork) -> None:
    with uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name="Rosalia Quijano"))
        uow.commit(reason="Example")

    with pytest.raises(ProtectedNameFound):
        recommended(uow, "Protect Rosalía Quijano")


def test_nothing_is_preliminary_once_the_report_is_published(uow: FakeUnitOfWork) -> None:
    visit = recommended(uow, "One")
    assert [r.preliminary for r in visit.recommendations] == [True]

    before = with_report(visit, VisitReport(approved_on=TODAY))
    after = with_report(visit, VisitReport(approved_on=TODAY, published_on=TODAY))

    assert [r.preliminary for r in before.recommendations] == [True]
    assert [r.preliminary for r in after.recommendations] == [False]


# What the Rules say of it ------------------------------------------------------------------------


def judged(visit, *others, included=None, today=TODAY):
    found = findings_afterwards(
        visit, visits=[visit, *others], included=included or {}, today=today
    )
    return {finding.rule: finding.verdict for finding in found}


def test_a_visit_is_judged_afterwards_once_it_is_over_and_only_where_the_articles_bind() -> None:
    visit = a_visit()

    assert judged(visit, today=date(2020, 2, 8)) == {}
    assert judged(visit) == {
        "visited_state_is_left_out_of_chapter_iv_b": Verdict.UNDETERMINED,
        "report_waits_for_the_state": Verdict.UNDETERMINED,
    }
    assert judged(replace(visit, kind=ObservationKind.WORKING)) == {}
    assert judged(replace(visit, is_cancelled=True)) == {}


def test_a_state_that_was_visited_and_included_all_the_same_is_a_breach() -> None:
    rule, included = "visited_state_is_left_out_of_chapter_iv_b", {(VE, 2020): date(2021, 1, 20)}

    assert judged(a_visit(), included=included)[rule] is Verdict.BREACHED
    elsewhere = a_visit(territories=(CO,))
    assert judged(elsewhere, included=included)[rule] is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("decided_on", "year"),
    [(date(2020, 5, 4), 2020), (date(2021, 1, 20), 2020), (date(2021, 5, 1), 2021)],
)
def test_inclusion_is_read_from_the_votes_of_the_commission(
    uow: FakeUnitOfWork, decided_on: date, year: int
) -> None:
    item = ItemOfBusiness(
        id=uuid4(), session=uuid4(), number=1, kind=ItemKind.REPORT, title="Example", states=(VE,)
    )

    def question(*, adopted: bool, decision: str = "chapter_iv_b") -> Question:
        return Question(
            id=uuid4(), period=uuid4(), item=item.id, decision=decision, text="Example?",
            status=QuestionStatus.CLOSED,
            outcome=Outcome(
                adopted=adopted, in_favour=4, against=0, abstaining=0, required=4,
                decided_on=decided_on,
            ),
        )  # fmt: skip

    with uow:
        uow.items_of_business.save(item)
        uow.questions.save(question(adopted=False))
        uow.questions.save(question(adopted=True, decision="other"))
        uow.commit(reason="Example")
        assert included_in_chapter_iv_b(uow=uow) == {}
        uow.questions.save(question(adopted=True))
        uow.commit(reason="Example")
        assert included_in_chapter_iv_b(uow=uow) == {(VE, year): decided_on}

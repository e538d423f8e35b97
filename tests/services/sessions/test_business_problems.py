"""What the Commission's own business leaves to do, and for how long it is said."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from convoca.domain.attendance import AbsenceReason, ExcusedAbsence
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import PeriodId
from convoca.domain.minutes import ObservationOnMinutes
from convoca.domain.order_of_business import ItemKind, ItemOutcome
from convoca.domain.programme import Recusal
from convoca.domain.vote import VoteMethod
from convoca.services.minutes.circulation import finalise, observe
from convoca.services.period_file import read_period_file
from convoca.services.problems import Problem, Severity
from convoca.services.sessions import voting
from convoca.services.sessions.attendance import announce_absence, tell_president
from convoca.services.sessions.explanations import announce
from convoca.services.sessions.order_of_business import change_item
from convoca.services.sessions.problems import business_problems
from convoca.services.sessions.taking_part import decide_recusal, raise_recusal
from support.builders import a_period
from support.fake_store import FakeUnitOfWork
from support.minutes_table import HELD, NEXT, SESSION, THIRD, MinutesTable, a_document, noon
from support.sittings import TEN, Sitting, a_sitting, same_id

DAY = date(2027, 3, 1)


@pytest.fixture
def sitting() -> Sitting:
    return a_sitting(FakeUnitOfWork())


def _problems(sitting: Sitting, today: date = DAY, period: object = None) -> dict[str, Problem]:
    with sitting.uow as uow:
        file = read_period_file(period or sitting.period.id, uow=uow)  # type: ignore[arg-type]
        found = business_problems(file, today=today, uow=uow)
    return {problem.finding.rule: problem for problem in found}


def test_a_period_without_business_on_record_leaves_nothing_to_do(sitting: Sitting) -> None:
    assert _problems(sitting) == {}


def test_the_reports_are_awaited_until_both_are_dealt_with(sitting: Sitting) -> None:
    items = [
        sitting.item(kind=kind)
        for kind in (ItemKind.REPORT_OF_THE_PRESIDENT, ItemKind.REPORT_OF_THE_SECRETARY)
    ]
    rule = "reports_at_the_beginning_are_presented"
    assert _problems(sitting)[rule].finding.verdict is Verdict.UNDETERMINED
    assert _problems(sitting, DAY + timedelta(days=1))[rule].severity is Severity.BREACH
    for item in items:
        change_item(replace(item, outcome=ItemOutcome.DEALT_WITH), reason="x", uow=sitting.uow)
    assert _problems(sitting) == {}


def test_an_absence_is_said_until_its_reason_and_the_president_know(sitting: Sitting) -> None:
    sitting.open(range(1, 7))
    rule = "reasons_for_absence_are_on_record"
    assert _problems(sitting)[rule].finding.facts["without_reason"] == ("Example Member 7",)
    absence = ExcusedAbsence(
        id=uuid4(),
        period=sitting.period.id,
        member=sitting.member(7),
        announced_on=DAY,
        reason=AbsenceReason.ILLNESS,
        detail="an example detail",
    )
    announce_absence(absence, reason="x", uow=sitting.uow)
    found = _problems(sitting)[rule]
    assert found.finding.facts["president_not_told_of"] == ("Example Member 7",)
    assert "example detail" not in str(found)
    tell_president(absence.id, on=DAY, reason="x", uow=sitting.uow)
    assert _problems(sitting) == {}


def test_a_ground_that_was_raised_waits_for_the_commission(sitting: Sitting) -> None:
    item = sitting.item(title="Example matter")
    recusal = Recusal(id=uuid4(), member=sitting.member(5), activity=item.id, ground="adviser")
    raise_recusal(recusal, reason="x", uow=sitting.uow)
    assert _problems(sitting)["member_is_not_recused"].about == "Example matter"
    decide_recusal(recusal.id, upheld=True, on=DAY, reason="x", uow=sitting.uow)
    assert "member_is_not_recused" not in _problems(sitting)


def test_an_explanation_is_awaited_to_its_last_day_also_in_the_next_period(
    sitting: Sitting,
) -> None:
    sitting.open()
    question = sitting.question(method=VoteMethod.CONSENSUS)
    voting.formulate(question, reason="x", uow=sitting.uow)
    voting.open_vote(question.id, at=TEN, reason="x", uow=sitting.uow)
    voting.close_vote(question.id, at=TEN, reason="x", uow=sitting.uow)
    announce(question.id, sitting.member(2), reason="x", uow=sitting.uow)
    later = a_period(
        id=same_id("later"), number=902, opens=date(2027, 4, 5), closes=date(2027, 4, 9), places=()
    )
    with sitting.uow as uow:
        uow.periods.save(later)
        uow.commit(reason="x")
    last_day = date(2027, 4, 11)
    found = _problems(sitting, last_day, later.id)["explanation_of_vote_is_in_time"]
    assert (found.about, found.due, found.period) == ("Example Member 2", last_day, 901)
    assert found.severity is Severity.URGENT
    assert _problems(sitting, last_day + timedelta(days=1), later.id) == {}


def _of_minutes(table: MinutesTable, today: date, period: PeriodId = HELD.id) -> Problem | None:
    with table.uow as uow:
        file = read_period_file(period, uow=uow)
        found = business_problems(file, today=today, uow=uow)
    return next((p for p in found if p.finding.rule == "minutes_are_approved_by_silence"), None)


@pytest.fixture
def circulated() -> MinutesTable:
    table = MinutesTable()
    table.complete()
    assert _of_minutes(table, NEXT.opens) is None
    table.circulate()
    return table


def test_minutes_wait_for_the_opening_and_then_to_be_made_final(circulated: MinutesTable) -> None:
    eve = NEXT.opens - timedelta(days=1)
    for period in (HELD, NEXT):
        waiting = _of_minutes(circulated, eve, period.id)
        assert waiting is not None
        assert (waiting.finding.cure, waiting.due) == ("wait_for_observations", NEXT.opens)
        assert (waiting.severity, waiting.period) == (Severity.URGENT, HELD.number)
    approved = _of_minutes(circulated, NEXT.opens)
    assert approved is not None
    assert (approved.finding.cure, approved.due) == ("make_the_minutes_final", None)
    finalise(
        SESSION.id,
        document=a_document,
        reason="Example",
        now=noon(NEXT.opens),
        uow=circulated.uow,
    )
    assert _of_minutes(circulated, NEXT.opens) is None


def test_minutes_that_were_objected_to_wait_for_the_commission(circulated: MinutesTable) -> None:
    day = date(2027, 4, 2)
    objection = ObservationOnMinutes(member=THIRD.id, received_on=day, text="Example", objects=True)
    observe(SESSION.id, objection, reason="Example", today=day, uow=circulated.uow)
    found = _of_minutes(circulated, NEXT.opens)
    assert found is not None
    assert found.severity is Severity.BREACH
    assert found.finding.cure == "put_the_minutes_to_the_commission"


def test_minutes_that_somebody_was_not_sent_are_said_after_the_opening() -> None:
    table = MinutesTable()
    table.complete()
    table.circulate(members=[THIRD.id])
    found = _of_minutes(table, NEXT.opens)
    assert found is not None
    assert found.finding.cure == "send_the_minutes_to_every_member"
    assert THIRD.name not in found.finding.facts["without_copy"]  # type: ignore[operator]
    assert found.finding.facts["without_copy"]

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from convoca.domain.errors import (
    ConflictingEdit,
    InvalidValue,
    NotAllowed,
    NotFound,
    ProtectedNameFound,
)
from convoca.domain.identifiers import PeriodId, SessionId
from convoca.domain.member import Term
from convoca.domain.minutes import (
    Approval,
    CorrectionOfMinutes,
    MinutesStatus,
    ObservationOnMinutes,
)
from convoca.domain.party import ProtectedIdentity
from convoca.domain.vote import Outcome
from convoca.services.minutes.circulation import (
    approve_at_period,
    approve_by_decision,
    circulate,
    correct,
    finalise,
    observe,
    withdraw_objection,
)
from convoca.services.minutes.stages import MinutesStage, MinutesStanding
from support.builders import a_member
from support.minutes_table import (
    DAY,
    HELD,
    ITEM,
    LAST,
    MEMBERS,
    NEXT,
    PRESIDENT,
    SESSION,
    THIRD,
    MinutesTable,
    a_document,
    a_question,
    noon,
)

APRIL, EVE, OPENING = date(2027, 4, 1), NEXT.opens - timedelta(days=1), NEXT.opens


@pytest.fixture
def table() -> MinutesTable:
    return MinutesTable()


@pytest.fixture
def circulated(table: MinutesTable) -> MinutesTable:
    table.complete()
    table.circulate()
    return table


def stage(standing: MinutesStanding) -> MinutesStage:
    return standing.stage


# Circulation -----------------------------------------------------------------------------------


def test_a_draft_does_not_circulate(table: MinutesTable) -> None:
    table.save(place="Room A")

    with pytest.raises(NotAllowed):
        table.circulate()


def test_every_member_in_office_has_a_copy_logged_with_its_hash(circulated: MinutesTable) -> None:
    life = circulated.life

    assert [copy.member for copy in life.copies] == [m.id for m in circulated.file.period.members]
    assert len({copy.sha256 for copy in life.copies}) == 1
    assert life.minutes_version == circulated.minutes.version
    assert life.approve_at == NEXT.id


def test_they_are_approved_at_the_period_that_was_chosen(table: MinutesTable) -> None:
    table.complete()

    assert table.circulate(approve_at=LAST.id).approve_at == LAST.id


@pytest.mark.parametrize("period", [HELD.id, NEXT.id])
def test_no_period_that_has_begun_can_approve_them(table: MinutesTable, period: PeriodId) -> None:
    table.complete()

    with pytest.raises(NotAllowed):
        table.circulate(OPENING, approve_at=period)


def test_what_circulates_late_is_approved_at_the_period_after(table: MinutesTable) -> None:
    table.complete()

    assert table.circulate(OPENING).approve_at == LAST.id


def test_without_a_coming_period_one_is_named_later(table: MinutesTable) -> None:
    table.complete()
    table.circulate(LAST.opens)
    assert stage(table.standing(LAST.closes)) is MinutesStage.CIRCULATED
    later = date(2028, 2, 1)
    table.enter("periods", _coming(later))

    with table.uow:
        period = table.uow.periods.all(number=904)[0]
    approve_at_period(SESSION.id, period.id, reason="Example", today=LAST.closes, uow=table.uow)

    assert stage(table.standing(later)) is MinutesStage.APPROVED_BY_SILENCE


def _coming(opens: date) -> object:
    return replace(
        LAST, id=PeriodId(uuid4()), number=904, opens=opens, closes=opens, places=(), version=0
    )


# Silence ---------------------------------------------------------------------------------------


def test_silence_approves_at_the_opening_and_not_a_day_before(circulated: MinutesTable) -> None:
    assert stage(circulated.standing(EVE)) is MinutesStage.CIRCULATED
    assert stage(circulated.standing(OPENING)) is MinutesStage.APPROVED_BY_SILENCE


def test_an_observation_that_objects_to_nothing_keeps_nothing_from_approval(
    circulated: MinutesTable,
) -> None:
    circulated.observe(EVE)

    assert stage(circulated.standing(OPENING)) is MinutesStage.APPROVED_BY_SILENCE


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (OPENING, MinutesStage.OBJECTED),
        (OPENING + timedelta(days=1), MinutesStage.APPROVED_BY_SILENCE),
    ],
)
def test_an_objection_counts_until_the_day_of_the_opening(
    circulated: MinutesTable, received: date, expected: MinutesStage
) -> None:
    circulated.observe(received, objects=True)

    assert stage(circulated.standing(OPENING + timedelta(days=2))) is expected


@pytest.mark.parametrize(
    ("taken_back", "expected"),
    [
        (OPENING, MinutesStage.APPROVED_BY_SILENCE),
        (OPENING + timedelta(days=1), MinutesStage.OBJECTED),
    ],
)
def test_an_objection_that_is_taken_back_by_the_opening_is_none(
    circulated: MinutesTable, taken_back: date, expected: MinutesStage
) -> None:
    circulated.observe(APRIL, objects=True)
    withdraw_objection(
        SESSION.id, 1, withdrawn_on=taken_back, reason="Example", today=taken_back,
        uow=circulated.uow,
    )  # fmt: skip

    assert stage(circulated.standing(OPENING + timedelta(days=2))) is expected


def test_the_silence_of_somebody_who_was_sent_nothing_approves_nothing(
    table: MinutesTable,
) -> None:
    table.complete()
    table.circulate(members=[m.id for m in MEMBERS if m is not THIRD])

    standing = table.standing(OPENING)
    assert (standing.stage, standing.without_copy) == (MinutesStage.CIRCULATED, (THIRD.id,))

    table.circulate(EVE, members=[THIRD.id])
    assert stage(table.standing(OPENING)) is MinutesStage.APPROVED_BY_SILENCE


def test_what_changed_after_it_circulated_is_not_what_silence_approves(
    circulated: MinutesTable,
) -> None:
    circulated.save(place="Corrected place")

    standing = circulated.standing(OPENING)
    assert (standing.stage, standing.has_changed) == (MinutesStage.COMPLETED, True)

    circulated.circulate(EVE)
    assert stage(circulated.standing(OPENING)) is MinutesStage.APPROVED_BY_SILENCE


def test_the_opening_of_the_period_moves_with_the_period(circulated: MinutesTable) -> None:
    with circulated.uow:
        period = circulated.uow.periods.get(NEXT.id)
    circulated.enter("periods", replace(period, opens=OPENING + timedelta(days=3)))

    assert stage(circulated.standing(OPENING)) is MinutesStage.CIRCULATED


def test_who_joins_before_the_opening_is_sent_a_copy_too(circulated: MinutesTable) -> None:
    term = Term(starts=APRIL + timedelta(days=30), ends=date(2030, 12, 31))
    joined = a_member("Example Member who joined", terms=(term,))
    circulated.enter("members", joined)

    standing = circulated.standing(OPENING)
    assert (standing.stage, standing.without_copy) == (MinutesStage.CIRCULATED, (joined.id,))

    circulated.circulate(EVE, members=[joined.id])
    assert stage(circulated.standing(OPENING)) is MinutesStage.APPROVED_BY_SILENCE


def test_one_more_copy_takes_nothing_from_what_silence_approved(circulated: MinutesTable) -> None:
    circulated.circulate(OPENING, members=[THIRD.id])

    assert circulated.life.approve_at == NEXT.id
    assert stage(circulated.standing(OPENING)) is MinutesStage.APPROVED_BY_SILENCE


def test_the_period_of_what_silence_approved_stays(circulated: MinutesTable) -> None:
    with pytest.raises(NotAllowed):
        circulated.circulate(OPENING, approve_at=LAST.id)
    with pytest.raises(NotAllowed):
        approve_at_period(SESSION.id, LAST.id, reason="Example", today=OPENING, uow=circulated.uow)


# Decision, final, corrections ------------------------------------------------------------------


def test_minutes_become_final_once_silence_approved_them(circulated: MinutesTable) -> None:
    with pytest.raises(NotAllowed):
        circulated.finalise(EVE)

    life, content = circulated.finalise(OPENING + timedelta(days=4))

    assert (life.approval, life.approved_on) == (Approval.SILENCE, OPENING)
    assert life.sha256 == hashlib.sha256(content).hexdigest()
    assert "status=<MinutesStatus.FINAL" in content.decode()
    assert stage(circulated.standing(OPENING)) is MinutesStage.FINAL


def test_the_commission_decides_where_somebody_objected(circulated: MinutesTable) -> None:
    circulated.observe(APRIL, objects=True)
    with pytest.raises(NotAllowed):
        circulated.finalise(OPENING)

    circulated.decide(OPENING + timedelta(days=1))
    life, _ = circulated.finalise(OPENING + timedelta(days=2))

    assert (life.approval, life.approved_on) == (Approval.DECISION, OPENING + timedelta(days=1))


def test_a_vote_says_on_which_day_minutes_were_approved(circulated: MinutesTable) -> None:
    question = a_question()
    circulated.enter("questions", question)

    life = approve_by_decision(
        SESSION.id, decided_on=OPENING, question=question.id, reason="Example", today=OPENING,
        uow=circulated.uow,
    )  # fmt: skip

    assert (life.decided_on, life.question) == (DAY, question.id)


def test_a_question_that_was_not_adopted_approves_nothing(circulated: MinutesTable) -> None:
    lost = Outcome(adopted=False, in_favour=1, against=3, abstaining=0, required=3, decided_on=DAY)
    question = a_question(outcome=lost)
    circulated.enter("questions", question)

    with pytest.raises(NotAllowed):
        approve_by_decision(
            SESSION.id, decided_on=DAY, question=question.id, reason="Example", today=OPENING,
            uow=circulated.uow,
        )  # fmt: skip


def test_a_vote_about_something_else_approves_nothing(circulated: MinutesTable) -> None:
    other, third = (replace(SESSION, id=SessionId(uuid4())) for _ in range(2))
    item = replace(ITEM, id=uuid4(), session=other.id, minutes_of=third.id)
    merits, of_another = a_question(decision="merits"), a_question(item=item.id, session=other.id)
    for repository, record in (
        ("sessions", other),
        ("sessions", third),
        ("items_of_business", item),
        ("questions", merits),
        ("questions", of_another),
    ):
        circulated.enter(repository, record)

    for question in (merits, of_another):
        with pytest.raises(NotAllowed):
            approve_by_decision(
                SESSION.id, decided_on=DAY, question=question.id, reason="Example", today=OPENING,
                uow=circulated.uow,
            )  # fmt: skip


def test_nobody_decides_on_a_version_that_was_not_read(circulated: MinutesTable) -> None:
    read = circulated.minutes.version
    circulated.save(place="Elsewhere")

    with pytest.raises(ConflictingEdit):
        approve_by_decision(
            SESSION.id, decided_on=OPENING, read_version=read, reason="Example", today=OPENING,
            uow=circulated.uow,
        )  # fmt: skip


@pytest.mark.parametrize("status", [MinutesStatus.DRAFT, MinutesStatus.COMPLETED])
def test_final_minutes_are_locked(circulated: MinutesTable, status: MinutesStatus) -> None:
    circulated.finalise(OPENING)

    with pytest.raises(NotAllowed):
        circulated.save(place="Elsewhere", status=status)
    with pytest.raises(NotAllowed):
        circulated.circulate()
    with pytest.raises(NotAllowed):
        circulated.observe(APRIL)
    with pytest.raises(NotAllowed):
        circulated.decide(OPENING)
    with pytest.raises(NotAllowed):
        circulated.finalise(OPENING)
    assert circulated.minutes.status is MinutesStatus.FINAL


def test_nobody_saves_minutes_as_final_without_approval(table: MinutesTable) -> None:
    with pytest.raises(NotAllowed):
        table.save(status=MinutesStatus.FINAL)


def test_a_correction_is_appended_and_the_minutes_stay(circulated: MinutesTable) -> None:
    correction = CorrectionOfMinutes(decided_on=OPENING, text="The session closed at noon.")
    with pytest.raises(NotAllowed):
        correct(SESSION.id, correction, reason="Example", today=OPENING, uow=circulated.uow)
    circulated.finalise(OPENING)
    before = circulated.minutes

    life = correct(SESSION.id, correction, reason="Example", today=OPENING, uow=circulated.uow)

    assert life.corrections == (correction,)
    assert circulated.minutes == before


# What cannot be --------------------------------------------------------------------------------


def test_what_has_not_happened_yet_is_not_recorded(circulated: MinutesTable) -> None:
    coming = ObservationOnMinutes(member=THIRD.id, received_on=EVE, text="Example")
    with pytest.raises(InvalidValue):
        observe(SESSION.id, coming, reason="Example", today=APRIL, uow=circulated.uow)
    with pytest.raises(InvalidValue):
        approve_by_decision(
            SESSION.id, decided_on=EVE, reason="Example", today=APRIL, uow=circulated.uow
        )


def test_nobody_observes_what_was_sent_to_nobody(table: MinutesTable) -> None:
    table.complete()

    with pytest.raises(NotAllowed):
        table.observe(APRIL)


def test_an_objection_that_is_not_there_cannot_be_taken_back(circulated: MinutesTable) -> None:
    with pytest.raises(NotFound):
        withdraw_objection(
            SESSION.id, 1, withdrawn_on=APRIL, reason="Example", today=APRIL, uow=circulated.uow
        )


def test_what_is_no_objection_or_none_any_more_cannot_be_taken_back(
    circulated: MinutesTable,
) -> None:
    circulated.observe(APRIL)
    circulated.observe(APRIL, objects=True)
    late = OPENING + timedelta(days=1)
    withdraw_objection(
        SESSION.id, 2, withdrawn_on=late, reason="Example", today=late, uow=circulated.uow
    )

    for number in (1, 2):
        with pytest.raises(NotAllowed):
            withdraw_objection(
                SESSION.id, number, withdrawn_on=EVE, reason="Example", today=late,
                uow=circulated.uow,
            )  # fmt: skip
    assert stage(circulated.standing(late)) is MinutesStage.OBJECTED


def test_an_observation_with_a_protected_name_is_refused(circulated: MinutesTable) -> None:
    secret = "Rosalia Quijano"
    circulated.enter("identities", ProtectedIdentity(id=uuid4(), name=secret))
    said = ObservationOnMinutes(member=PRESIDENT.id, received_on=APRIL, text=f"On {secret}")

    with pytest.raises(ProtectedNameFound):
        observe(SESSION.id, said, reason="Example", today=APRIL, uow=circulated.uow)


def test_no_reason_with_a_protected_name_goes_on_record(circulated: MinutesTable) -> None:
    circulated.observe(APRIL, objects=True)
    circulated.enter("identities", ProtectedIdentity(id=uuid4(), name="Rosalia Quijano"))
    uow, why = circulated.uow, "At the wish of Rosalia Quijano"
    acts = (
        lambda: circulate(SESSION.id, document=a_document, reason=why, now=noon(APRIL), uow=uow),
        lambda: approve_at_period(SESSION.id, LAST.id, reason=why, today=APRIL, uow=uow),
        lambda: withdraw_objection(
            SESSION.id, 1, withdrawn_on=APRIL, reason=why, today=APRIL, uow=uow
        ),
        lambda: approve_by_decision(SESSION.id, decided_on=APRIL, reason=why, today=APRIL, uow=uow),
        lambda: finalise(SESSION.id, document=a_document, reason=why, now=noon(APRIL), uow=uow),
    )

    for act in acts:
        with pytest.raises(ProtectedNameFound):
            act()

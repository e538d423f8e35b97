"""Who speaks in which order and how long: custom, and what is on record for the hearing."""

from dataclasses import replace
from uuid import uuid4

import pytest

from convoca.domain.errors import ConflictingEdit, InvalidValue, NotAllowed
from convoca.domain.finding import Verdict
from convoca.domain.hearing import EqualityOfArms, Hearing, HearingKind, Initiative
from convoca.domain.hearing_day import Turn, TurnKind
from convoca.domain.party import Party, PartyKind, Role, Side
from convoca.services.hearing_days.opening import open_hearing
from convoca.services.hearing_days.record import read_hearing_day
from convoca.services.hearing_days.running_order import draft_running_order, time_given
from convoca.services.hearing_days.speaking import save_running_order, start_turn
from support.builders import a_hearing, a_participant, a_period
from support.fake_store import NOW, FakeUnitOfWork

PERIOD = a_period()
HEARING = a_hearing(PERIOD, minutes=90)


def shape(hearing: Hearing) -> list[tuple[TurnKind, Side, int]]:
    return [(turn.kind, turn.side, turn.minutes) for turn in draft_running_order(hearing)]


def test_the_requester_speaks_first_both_sides_equally_long_and_the_rest_is_for_questions() -> None:
    assert shape(HEARING) == [
        (TurnKind.PRESENTATION, Side.REQUESTER, 20),
        (TurnKind.PRESENTATION, Side.STATE, 20),
        (TurnKind.QUESTIONS, Side.COMMISSION, 40),
        (TurnKind.REPLY, Side.REQUESTER, 5),
        (TurnKind.REPLY, Side.STATE, 5),
        (TurnKind.CLOSING, Side.COMMISSION, 0),
    ]


def test_a_state_that_asked_for_the_hearing_speaks_first() -> None:
    order = draft_running_order(replace(HEARING, initiative=Initiative.STATE))

    assert [turn.side for turn in order[:2]] == [Side.STATE, Side.REQUESTER]


def test_in_a_regional_hearing_each_side_has_thirty_minutes() -> None:
    regional = replace(HEARING, kind=HearingKind.THEMATIC_REGIONAL)

    assert [turn.minutes for turn in draft_running_order(regional)[:2]] == [30, 30]


@pytest.mark.parametrize("minutes", [10, 30, 45, 60, 75, 90, 600])
def test_the_turns_fill_the_hearing_and_never_more(minutes: int) -> None:
    for kind in HearingKind:
        order = draft_running_order(replace(HEARING, minutes=minutes, kind=kind))

        assert sum(turn.minutes for turn in order) == minutes
        assert all(turn.minutes >= 0 for turn in order)
        assert time_given(HEARING, order).verdict is Verdict.MET


def test_minutes_on_record_come_before_the_custom() -> None:
    equality = EqualityOfArms(requester_minutes=15, state_minutes=25)
    order = draft_running_order(replace(HEARING, equality=equality))

    assert [turn.minutes for turn in order[:2]] == [15, 25]
    assert time_given(HEARING, order).verdict is Verdict.BREACHED


def test_parties_of_one_side_share_its_minutes_on_one_account() -> None:
    two = Party(kind=PartyKind.ORGANISATION, name="Example Organisation 2")
    three = Party(kind=PartyKind.ORGANISATION, name="Example Organisation 3")
    shared = replace(HEARING, parties=(*HEARING.parties, two, three))

    asking = [turn for turn in draft_running_order(shared) if turn.side is Side.REQUESTER]

    assert [(t.speaker, t.minutes) for t in asking[:3]] == [
        ("Example Organisation 1", 8),
        ("Example Organisation 2", 6),
        ("Example Organisation 3", 6),
    ]
    assert {turn.bloc for turn in asking} == {""}


def test_a_testimony_draws_on_the_time_of_the_side_that_brings_it() -> None:
    witness = a_participant(name="Witness 1", role=Role.WITNESS, protected=True)
    order = draft_running_order(replace(HEARING, participants=(witness,)))

    assert [(t.kind, t.side, t.speaker, t.minutes) for t in order[1:2]] == [
        (TurnKind.TESTIMONY, Side.REQUESTER, "Witness 1", 0)
    ]


def test_a_hearing_with_one_side_has_no_replies() -> None:
    alone = replace(HEARING, parties=HEARING.parties[:1])

    assert TurnKind.REPLY not in {turn.kind for turn in draft_running_order(alone)}


def test_a_second_draft_gives_the_same_turns() -> None:
    assert draft_running_order(HEARING) == draft_running_order(HEARING)


# Edited ----------------------------------------------------------------------------------------


@pytest.fixture
def uow() -> FakeUnitOfWork:
    uow = FakeUnitOfWork()
    with uow:
        uow.periods.save(PERIOD)
        uow.hearings.save(HEARING)
        uow.commit(reason="Example")
    return uow


def order_of(uow: FakeUnitOfWork) -> tuple[Turn, ...]:
    with uow:
        return read_hearing_day(HEARING.id, uow=uow).turns


def test_an_edited_order_keeps_what_the_clock_counted_meanwhile(uow: FakeUnitOfWork) -> None:
    before = order_of(uow)
    open_hearing(HEARING.id, at=NOW, uow=uow)
    start_turn(HEARING.id, before[0].id, at=NOW, now=NOW, uow=uow)
    wanted = (replace(before[0], minutes=25), *before[1:])

    with pytest.raises(NotAllowed):
        save_running_order(HEARING.id, before, wanted, reason="More time", uow=uow)
    day = save_running_order(HEARING.id, before, wanted, reason="More", uow=uow, confirmed=True)

    assert day.turns[0].minutes == 25
    assert day.turns[0].spoken


def test_two_who_edit_the_order_do_not_overwrite_each_other(uow: FakeUnitOfWork) -> None:
    before = order_of(uow)
    mine = (replace(before[0], minutes=10), *before[1:])
    theirs = (replace(before[0], minutes=30), *before[1:])
    save_running_order(HEARING.id, before, theirs, reason="Theirs", uow=uow)

    with pytest.raises(ConflictingEdit):
        save_running_order(HEARING.id, before, mine, reason="Mine", uow=uow)

    assert order_of(uow)[0].minutes == 30


def test_a_turn_in_which_somebody_spoke_stays_in_the_order(uow: FakeUnitOfWork) -> None:
    before = order_of(uow)
    open_hearing(HEARING.id, at=NOW, uow=uow)
    start_turn(HEARING.id, before[0].id, at=NOW, now=NOW, uow=uow)

    with pytest.raises(InvalidValue):
        save_running_order(HEARING.id, before, before[1:], reason="Gone", uow=uow, confirmed=True)


@pytest.mark.parametrize("minutes", [-1, 601])
def test_minutes_that_no_turn_can_take_are_refused(uow: FakeUnitOfWork, minutes: int) -> None:
    before = order_of(uow)
    extra = Turn(id=uuid4(), kind=TurnKind.REPLY, side=Side.STATE, minutes=minutes)

    with pytest.raises(InvalidValue):
        save_running_order(HEARING.id, before, (*before, extra), reason="Example", uow=uow)

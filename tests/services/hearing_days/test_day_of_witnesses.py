"""Arts. 65.7 and 65.8, and who must not meet whom."""

from dataclasses import replace

import pytest

from convoca.domain.errors import InvalidValue, NotAllowed, NotFound, ProtectedNameFound
from convoca.domain.hearing_day import HandedIn, HearingDay, Testimony, TestimonyState
from convoca.domain.identifiers import ParticipantId
from convoca.domain.party import ProtectedIdentity, Role, Side
from convoca.services.hearing_days.appearance import party_arrives, party_stays_away
from convoca.services.hearing_days.handed_in import hand_in
from convoca.services.hearing_days.opening import close_hearing, not_opened_yet, open_hearing
from convoca.services.hearing_days.record import read_hearing_day
from convoca.services.hearing_days.testimony import (
    Meeting,
    call_in,
    dismiss,
    find_testimony,
    heard_apart_from,
    identify,
    keep_apart,
    meetings,
    send_out_again,
    take_oath,
)
from support.builders import a_hearing, a_participant, a_period
from support.fake_store import NOW, FakeUnitOfWork

PERIOD = a_period()
ONE = a_participant(name="Witness 1", role=Role.WITNESS, protected=True)
TWO = a_participant(name="Witness 2", role=Role.WITNESS, side=Side.STATE)
EXPERT = a_participant(name="Example Expert", role=Role.EXPERT)
HEARING = a_hearing(PERIOD, participants=(ONE, TWO, EXPERT))
SECRET = "Rosalia Quijano"


@pytest.fixture
def uow() -> FakeUnitOfWork:
    uow = FakeUnitOfWork()
    with uow:
        uow.periods.save(PERIOD)
        uow.hearings.save(HEARING)
        uow.identities.save(ProtectedIdentity(id=ParticipantId(ONE.id), name=SECRET))
        uow.commit(reason="Example")
    open_hearing(HEARING.id, at=NOW, uow=uow)
    return uow


def day_of(uow: FakeUnitOfWork) -> HearingDay:
    with uow:
        return read_hearing_day(HEARING.id, uow=uow)


def of(uow: FakeUnitOfWork, person: object) -> Testimony:
    return find_testimony(day_of(uow), person.id)  # type: ignore[attr-defined]


def swear(uow: FakeUnitOfWork, *people: object) -> None:
    for person in people:
        identify(HEARING.id, person.id, uow=uow)  # type: ignore[attr-defined]
        take_oath(HEARING.id, person.id, promised=False, at=NOW, uow=uow)  # type: ignore[attr-defined]


def test_every_witness_and_expert_of_the_hearing_waits_outside_at_first(
    uow: FakeUnitOfWork,
) -> None:
    assert [t.participant for t in day_of(uow).testimonies] == [ONE.id, TWO.id, EXPERT.id]
    assert {t.state for t in day_of(uow).testimonies} == {TestimonyState.OUTSIDE}


def test_nobody_takes_an_oath_before_saying_who_he_or_she_is(uow: FakeUnitOfWork) -> None:
    with pytest.raises(NotAllowed):
        take_oath(HEARING.id, ONE.id, promised=True, at=NOW, uow=uow)


def test_no_testimony_before_the_oath_or_promise_not_even_an_experts(uow: FakeUnitOfWork) -> None:
    for person in (ONE, EXPERT):
        identify(HEARING.id, person.id, uow=uow)
        with pytest.raises(NotAllowed, match=r"65\.8"):
            call_in(HEARING.id, person.id, at=NOW, uow=uow)
        assert of(uow, person).from_at is None


def test_a_promise_is_recorded_as_what_it_was(uow: FakeUnitOfWork) -> None:
    identify(HEARING.id, ONE.id, uow=uow)
    take_oath(HEARING.id, ONE.id, promised=True, at=NOW, uow=uow)
    take_oath(HEARING.id, ONE.id, promised=False, at=NOW, uow=uow)

    assert (of(uow, ONE).promised, of(uow, ONE).sworn_at) == (True, NOW)


def test_a_second_witness_is_not_heard_while_one_is(uow: FakeUnitOfWork) -> None:
    swear(uow, ONE, TWO)
    call_in(HEARING.id, ONE.id, at=NOW, uow=uow)

    with pytest.raises(NotAllowed, match=r"65\.7"):
        call_in(HEARING.id, TWO.id, at=NOW, uow=uow)

    dismiss(HEARING.id, ONE.id, at=NOW, uow=uow)
    call_in(HEARING.id, TWO.id, at=NOW, uow=uow)
    assert of(uow, ONE).state is TestimonyState.DONE
    assert of(uow, TWO).state is TestimonyState.BEING_HEARD


def test_the_article_keeps_witnesses_apart_not_experts(uow: FakeUnitOfWork) -> None:
    swear(uow, ONE, EXPERT)
    call_in(HEARING.id, ONE.id, at=NOW, uow=uow)

    call_in(HEARING.id, EXPERT.id, at=NOW, uow=uow)

    assert of(uow, EXPERT).state is TestimonyState.BEING_HEARD


def test_a_witness_who_must_not_meet_the_state_waits_until_it_left_or_somebody_confirms(
    uow: FakeUnitOfWork,
) -> None:
    swear(uow, ONE)
    keep_apart(HEARING.id, ONE.id, (str(Side.STATE),), uow=uow)
    party_arrives(HEARING.id, "state:MX", uow=uow)

    assert meetings(HEARING, day_of(uow), ONE.id) == (Meeting(side=Side.STATE),)
    with pytest.raises(NotAllowed):
        call_in(HEARING.id, ONE.id, at=NOW, uow=uow)
    call_in(HEARING.id, ONE.id, at=NOW, uow=uow, confirmed=True)
    assert of(uow, ONE).state is TestimonyState.BEING_HEARD


@pytest.mark.parametrize("by_side", [True, False])
def test_who_must_not_meet_is_found_either_way_round(uow: FakeUnitOfWork, by_side: bool) -> None:
    swear(uow, ONE, EXPERT)
    kept_from = str(ONE.side) if by_side else str(ONE.id)
    keep_apart(HEARING.id, EXPERT.id, (kept_from,), uow=uow)
    call_in(HEARING.id, EXPERT.id, at=NOW, uow=uow, confirmed=by_side)

    assert meetings(HEARING, day_of(uow), ONE.id) == (Meeting(participant=EXPERT.id),)
    dismiss(HEARING.id, EXPERT.id, at=NOW, uow=uow)
    assert meetings(HEARING, day_of(uow), ONE.id) == ()


def test_nobody_is_kept_from_who_has_no_part_in_the_hearing(uow: FakeUnitOfWork) -> None:
    with pytest.raises(InvalidValue):
        keep_apart(HEARING.id, ONE.id, (SECRET,), uow=uow)


def test_a_step_can_be_taken_back_and_the_oath_stays(uow: FakeUnitOfWork) -> None:
    swear(uow, ONE)
    call_in(HEARING.id, ONE.id, at=NOW, uow=uow)

    send_out_again(HEARING.id, ONE.id, uow=uow)

    assert (of(uow, ONE).state, of(uow, ONE).from_at) == (TestimonyState.SWORN, None)


def test_each_step_is_taken_back_by_itself(uow: FakeUnitOfWork) -> None:
    """An oath on the card of another witness is one too: nobody is sworn by mistake."""
    swear(uow, ONE)
    call_in(HEARING.id, ONE.id, at=NOW, uow=uow)
    dismiss(HEARING.id, ONE.id, at=NOW, uow=uow)
    found = []
    for _ in range(4):
        send_out_again(HEARING.id, ONE.id, uow=uow)
        now = of(uow, ONE)
        found.append((now.state, now.from_at, now.sworn_at, now.identified))

    assert found == [
        (TestimonyState.SWORN, NOW, NOW, True),
        (TestimonyState.SWORN, None, NOW, True),
        (TestimonyState.OUTSIDE, None, None, True),
        (TestimonyState.OUTSIDE, None, None, False),
    ]
    with pytest.raises(NotAllowed, match=r"65\.8"):
        call_in(HEARING.id, ONE.id, at=NOW, uow=uow)


def test_two_who_take_the_same_step_back_take_one_back(uow: FakeUnitOfWork) -> None:
    swear(uow, ONE)
    call_in(HEARING.id, ONE.id, at=NOW, uow=uow)
    seen = of(uow, ONE)
    send_out_again(HEARING.id, ONE.id, uow=uow, seen=seen)

    with pytest.raises(NotAllowed):
        send_out_again(HEARING.id, ONE.id, uow=uow, seen=seen)
    assert of(uow, ONE).sworn_at == NOW


def test_a_side_whose_coming_nobody_recorded_may_be_in_the_room(uow: FakeUnitOfWork) -> None:
    swear(uow, ONE)
    keep_apart(HEARING.id, ONE.id, (str(Side.STATE),), uow=uow)

    assert meetings(HEARING, day_of(uow), ONE.id) == (Meeting(side=Side.STATE, is_certain=False),)
    with pytest.raises(NotAllowed):
        call_in(HEARING.id, ONE.id, at=NOW, uow=uow)
    party_stays_away(HEARING.id, "state:MX", today=NOW.date(), uow=uow)
    assert meetings(HEARING, day_of(uow), ONE.id) == ()


def test_a_side_waits_outside_while_a_witness_is_heard_who_must_not_meet_it(
    uow: FakeUnitOfWork,
) -> None:
    swear(uow, ONE)
    keep_apart(HEARING.id, ONE.id, (str(Side.STATE),), uow=uow)
    assert heard_apart_from(day_of(uow), Side.STATE) == ()
    call_in(HEARING.id, ONE.id, at=NOW, uow=uow, confirmed=True)

    assert heard_apart_from(day_of(uow), Side.STATE) == (ONE.id,)
    assert heard_apart_from(day_of(uow), Side.REQUESTER) == ()


def test_a_testimony_that_did_not_begin_does_not_end(uow: FakeUnitOfWork) -> None:
    with pytest.raises(NotAllowed):
        dismiss(HEARING.id, ONE.id, at=NOW, uow=uow)


def test_a_hearing_does_not_close_over_a_testimony_nor_forget_that_it_began(
    uow: FakeUnitOfWork,
) -> None:
    swear(uow, ONE)
    call_in(HEARING.id, ONE.id, at=NOW, uow=uow)

    with pytest.raises(NotAllowed):
        close_hearing(HEARING.id, at=NOW, uow=uow)
    with pytest.raises(NotAllowed):
        not_opened_yet(HEARING.id, uow=uow)


def test_somebody_who_does_not_testify_is_not_found(uow: FakeUnitOfWork) -> None:
    with pytest.raises(NotFound):
        identify(HEARING.id, PERIOD.id, uow=uow)


def test_no_act_of_the_day_takes_in_a_protected_name(uow: FakeUnitOfWork) -> None:
    document = HandedIn(id=PERIOD.id, title=f"Letter of {SECRET}", side=Side.REQUESTER, at=NOW)

    with pytest.raises(ProtectedNameFound):
        hand_in(HEARING.id, document, uow=uow)

    assert day_of(uow).documents == ()
    assert SECRET not in str([entry.changes for entry in uow.store.entries])


def test_one_who_came_to_the_hearing_later_is_among_the_testimonies(uow: FakeUnitOfWork) -> None:
    late = a_participant(name="Witness 3", role=Role.WITNESS)
    with uow:
        stored = uow.hearings.get(HEARING.id)
        uow.hearings.save(replace(stored, participants=(*stored.participants, late)))
        uow.commit(reason="Example")

    assert of(uow, late).state is TestimonyState.OUTSIDE

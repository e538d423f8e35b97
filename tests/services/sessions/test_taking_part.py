from dataclasses import replace
from datetime import date
from itertools import combinations
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import PeriodId, SessionId, StateCode
from convoca.domain.member import Tie
from convoca.domain.order_of_business import ItemOfBusiness
from convoca.domain.programme import Recusal
from convoca.services.sessions import taking_part as services
from convoca.services.sessions.attendance import announce_absence
from convoca.services.sessions.order_of_business import carry_over
from convoca.services.sessions.session_file import read_session_file
from convoca.services.sessions.taking_part import part_in_item, what_if
from support.builders import a_hearing, a_member, a_period
from support.fake_store import FakeUnitOfWork
from support.sittings import TEN, Sitting, a_sitting, at, seven_members


@pytest.fixture
def sitting() -> Sitting:
    return a_sitting(FakeUnitOfWork())


def _parts(sitting: Sitting, item: ItemOfBusiness) -> dict[str, tuple[Finding, ...]]:
    file = sitting.file()
    found = file.item_by_id[item.id]
    return {m.name[-1]: part_in_item(file, found, m) for m in file.serving}


def _barred(sitting: Sitting, item: ItemOfBusiness) -> str:
    parts = _parts(sitting, item)
    return "".join(
        name for name, found in parts.items() if any(f.verdict is Verdict.BREACHED for f in found)
    )


def _raise(
    sitting: Sitting, number: int, matter: object, ground: str = "advised a party"
) -> Recusal:
    recusal = Recusal(
        id=uuid4(),
        member=sitting.member(number),
        activity=matter,  # type: ignore[arg-type]
        ground=ground,
        raised_by=sitting.member(number),
        raised_on=date(2027, 3, 1),
    )
    return services.raise_recusal(recusal, reason="x", uow=sitting.uow).record


def _decide(sitting: Sitting, recusal: Recusal, *, upheld: bool = True) -> Recusal:
    return services.decide_recusal(
        recusal.id, upheld=upheld, on=date(2027, 3, 1), reason="x", uow=sitting.uow
    ).record


def test_nationals_and_former_diplomats_take_no_part() -> None:
    members = list(seven_members())
    members[6] = replace(members[6], ties=(Tie(state=StateCode("MX")),))
    sitting = a_sitting(FakeUnitOfWork(), members=members)
    assert _barred(sitting, sitting.item("MX", "CO")) == "127"
    assert _barred(sitting, sitting.item()) == ""


def test_the_states_of_the_activity_are_under_review_too(sitting: Sitting) -> None:
    hearing = a_hearing(sitting.period, states=(StateCode("BR"),), parties=())
    with sitting.uow as uow:
        uow.hearings.save(hearing)
        uow.commit(reason="x")
    assert _barred(sitting, sitting.item("GT", activity=hearing.id)) == "34"


def test_a_recusal_is_open_until_the_commission_decides(sitting: Sitting) -> None:
    item = sitting.item()
    recusal = _raise(sitting, 5, item.id)
    assert _parts(sitting, item)["5"][1].verdict is Verdict.UNDETERMINED
    _decide(sitting, recusal)
    assert _barred(sitting, item) == "5"
    with pytest.raises(NotAllowed, match="decided on this ground"):
        _decide(sitting, recusal, upheld=False)
    with pytest.raises(NotAllowed, match="decided on this ground"):
        services.withdraw_recusal(recusal.id, reason="x", uow=sitting.uow)


def test_a_ground_that_was_not_upheld_bars_nobody(sitting: Sitting) -> None:
    item = sitting.item()
    _decide(sitting, _raise(sitting, 5, item.id), upheld=False)
    assert {f.verdict for found in _parts(sitting, item).values() for f in found} == {Verdict.MET}


@pytest.mark.parametrize("through", ["number", "activity", "hearing with the number", "carried"])
def test_a_recusal_counts_wherever_the_same_matter_stands(sitting: Sitting, through: str) -> None:
    hearing = a_hearing(sitting.period, states=(), parties=(), matter_number="900.001")
    earlier = a_period(id=PeriodId(uuid4()), number=900)
    with sitting.uow as uow:
        uow.periods.save(earlier)
        if through == "hearing with the number":
            hearing = replace(hearing, period=earlier.id)
        uow.hearings.save(hearing)
        uow.commit(reason="x")
    item = sitting.item(matter_number="" if through in {"activity", "carried"} else "900.001")
    matter: object = hearing.id
    if through == "number":
        matter = sitting.item(matter_number="900.001").id
    if through == "activity":
        item = sitting.item(activity=hearing.id)
    if through == "carried":
        matter = item.id
    _decide(sitting, _raise(sitting, 5, matter))
    if through == "carried":
        later = sitting.another("Later", days=1)
        carried = carry_over(item.id, to=later.id, reason="x", uow=sitting.uow)
        with sitting.uow as uow:
            file = read_session_file(later.id, uow=uow)
        member = file.member_by_id[sitting.member(5)]
        assert part_in_item(file, carried, member)[1].verdict is Verdict.BREACHED
        return
    assert _barred(sitting, item) == "5"


def test_another_matter_is_another_matter(sitting: Sitting) -> None:
    item = sitting.item(matter_number="900.001")
    other = sitting.item(matter_number="900.002")
    _decide(sitting, _raise(sitting, 5, other.id))
    assert _barred(sitting, item) == ""


def test_a_recusal_needs_a_ground_and_a_matter(sitting: Sitting) -> None:
    item = sitting.item()
    with pytest.raises(InvalidValue, match="which ground"):
        _raise(sitting, 5, item.id, ground=" ")
    with pytest.raises(InvalidValue, match="no such item"):
        _raise(sitting, 5, uuid4())


def test_what_would_follow_if_two_stepped_back(sitting: Sitting) -> None:
    item = sitting.item("MX")
    sitting.open(range(1, 7))
    file = sitting.file()
    now = what_if(file, item, decision="report_on_a_state", moment=TEN)
    assert "".join(m.name[-1] for m in now.signs) == "23456"
    assert now.presiding is not None
    assert now.presiding.name == "Example Member 2"  # the President is a national
    assert now.majority_within_reach.verdict is Verdict.MET
    then = what_if(
        file,
        item,
        stepping_back={sitting.member(2), sitting.member(3)},
        decision="report_on_a_state",
        moment=TEN,
    )
    assert then.quorum.verdict is Verdict.BREACHED
    assert then.majority_within_reach.verdict is Verdict.BREACHED
    assert then.presiding is not None
    assert then.presiding.name == "Example Member 4"
    assert [m.name[-1] for m in then.no_part] == ["1", "2", "3"]


def test_before_the_session_everybody_is_supposed_to_come_who_did_not_announce_an_absence(
    sitting: Sitting,
) -> None:
    from convoca.domain.attendance import AbsenceReason, ExcusedAbsence

    announce_absence(
        ExcusedAbsence(
            id=uuid4(),
            period=sitting.period.id,
            member=sitting.member(7),
            announced_on=date(2027, 2, 1),
            reason=AbsenceReason.ILLNESS,
            session=SessionId(sitting.session.id),
        ),
        reason="x",
        uow=sitting.uow,
    )
    now = what_if(sitting.file(), sitting.item(), decision="other", moment=at(-6000))
    assert now.supposed
    assert len(now.present) == 6


def _oracle(able: int, decision: str) -> tuple[bool, bool]:
    """Quorum, and whether all of them together would do: by hand from Arts. 4.2, 7.2, 16, 18."""
    needed = {"other": able // 2 + 1, "report_on_a_state": 4, "incompatibility": 5}[decision]
    return able >= 4, able >= 4 and able >= needed


def test_every_number_of_present_and_stepping_back() -> None:
    for present in range(8):
        sitting = a_sitting(FakeUnitOfWork())
        sitting.open(range(1, present + 1))
        file, item = sitting.file(), sitting.item()
        for back in range(present + 1):
            for decision in ("other", "report_on_a_state", "incompatibility"):
                found = what_if(
                    file,
                    item,
                    stepping_back={sitting.member(n + 1) for n in range(back)},
                    decision=decision,
                    moment=at(1),
                )
                verdicts = (
                    found.quorum.verdict is Verdict.MET,
                    found.majority_within_reach.verdict is Verdict.MET,
                )
                assert verdicts == _oracle(present - back, decision), (present, back, decision)


@given(st.sets(st.integers(1, 7)))
def test_who_presides_is_the_first_by_precedence_of_those_who_take_part(back: set[int]) -> None:
    sitting = a_sitting(FakeUnitOfWork())
    sitting.open()
    found = what_if(
        sitting.file(),
        sitting.item(),
        stepping_back={sitting.member(n) for n in back},
        decision="other",
        moment=at(1),
    )
    left = sorted(set(range(1, 8)) - back)
    assert (found.presiding.name if found.presiding else "") == (
        f"Example Member {left[0]}" if left else ""
    )


def test_two_vacant_seats_and_two_recused_leave_a_quorum_out_of_reach() -> None:
    """Five in office, of whom any two step back: three are left, and four are needed (Art. 16)."""
    sitting = a_sitting(FakeUnitOfWork(), members=seven_members()[:5])
    sitting.open(range(1, 6))
    for pair in combinations(range(1, 6), 2):
        found = what_if(
            sitting.file(),
            sitting.item(),
            stepping_back={sitting.member(n) for n in pair},
            decision="other",
            moment=at(1),
        )
        assert found.quorum.verdict is Verdict.BREACHED


def test_a_member_without_a_nationality_on_record_leaves_it_open() -> None:
    stateless = a_member("Example Member 8")
    sitting = a_sitting(FakeUnitOfWork(), members=(*seven_members()[:6], stateless))
    found = _parts(sitting, sitting.item("MX"))["8"]
    assert found[0].verdict is Verdict.UNDETERMINED

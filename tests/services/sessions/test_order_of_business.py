from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.errors import ConflictingEdit, InvalidValue, NotAllowed, ProtectedNameFound
from convoca.domain.identifiers import ParticipantId, PeriodId, SessionId
from convoca.domain.minutes import CirculationOfMinutes, MinutesStatus, SessionMinutes
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness, ItemOutcome
from convoca.domain.party import ProtectedIdentity
from convoca.domain.programme import Recusal, Session
from convoca.services.sessions import order_of_business as services
from convoca.services.sessions.attendance import close_session
from convoca.services.sessions.names_left import names_left_in_business
from convoca.services.sessions.taking_part import raise_recusal
from support.builders import a_period
from support.fake_store import FakeUnitOfWork
from support.sittings import Sitting, a_sitting, at


@pytest.fixture
def sitting() -> Sitting:
    return a_sitting(FakeUnitOfWork())


def _titles(sitting: Sitting) -> list[str]:
    return [item.title for item in sorted(sitting.file().items, key=lambda item: item.number)]


def _draft(sitting: Sitting, session: Session | None = None) -> list[ItemKind]:
    added = services.draft_work_programme(
        (session or sitting.session).id,
        titled=lambda kind, about: f"{kind} {about}".strip(),
        reason="x",
        uow=sitting.uow,
    )
    return [item.kind for item in added]


def _with_an_earlier_period(sitting: Sitting) -> SessionId:
    """An earlier period of the same year with one session."""
    earlier = a_period(
        id=PeriodId(uuid4()), number=900, opens=date(2027, 1, 11), closes=date(2027, 1, 15),
        places=(),
    )  # fmt: skip
    session = Session(id=SessionId(uuid4()), period=earlier.id, title="Example earlier session")
    with sitting.uow as uow:
        uow.periods.save(earlier)
        uow.sessions.save(session)
        uow.commit(reason="x")
    return session.id


def test_items_stand_in_the_order_in_which_they_came_and_can_be_moved(sitting: Sitting) -> None:
    items = [sitting.item(title=title) for title in "abcd"]
    assert [item.number for item in items] == [1, 2, 3, 4]
    services.move_item(items[3].id, to=2, reason="x", uow=sitting.uow)
    assert _titles(sitting) == list("adbc")
    services.move_item(items[0].id, to=99, reason="x", uow=sitting.uow)
    assert _titles(sitting) == list("dbca")
    services.move_item(items[2].id, to=-5, reason="x", uow=sitting.uow)
    assert _titles(sitting) == list("cdba")


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 7)), max_size=8))
def test_whatever_is_moved_the_numbers_run_from_one_without_a_gap(
    moves: list[tuple[int, int]],
) -> None:
    sitting = a_sitting(FakeUnitOfWork())
    items = [sitting.item(title=title) for title in "abcde"]
    expected = list("abcde")
    for number, to in moves:
        services.move_item(items[number].id, to=to, reason="x", uow=sitting.uow)
        expected.remove("abcde"[number])
        expected.insert(max(0, to - 1), "abcde"[number])
    assert _titles(sitting) == expected
    assert sorted(item.number for item in sitting.file().items) == [1, 2, 3, 4, 5]


def test_the_same_item_sent_twice_is_one(sitting: Sitting) -> None:
    item = sitting.item()
    again = services.add_item(replace(item, version=0), reason="x", uow=sitting.uow)
    assert again == item
    assert len(sitting.file().items) == 1


def test_two_who_change_an_item_do_not_overwrite_each_other(sitting: Sitting) -> None:
    item = sitting.item()
    services.change_item(replace(item, title="Theirs"), reason="x", uow=sitting.uow)
    with pytest.raises(ConflictingEdit):
        services.change_item(replace(item, title="Mine"), reason="x", uow=sitting.uow)


def test_an_item_that_something_rests_on_is_not_removed(sitting: Sitting) -> None:
    item, other = sitting.item(), sitting.item(title="Another")
    raise_recusal(
        Recusal(id=uuid4(), member=sitting.member(1), activity=item.id, ground="x"),
        reason="x",
        uow=sitting.uow,
    )
    with pytest.raises(NotAllowed, match="rests on this item"):
        services.remove_item(item.id, reason="x", uow=sitting.uow)
    services.remove_item(other.id, reason="x", uow=sitting.uow)
    assert [found.id for found in sitting.file().items] == [item.id]


def test_an_item_is_carried_over_once_to_a_later_session_and_can_come_back(
    sitting: Sitting,
) -> None:
    item = sitting.item("MX", matter_number="900.001", decisions=("Example decision.",))
    later = sitting.another("Later", days=1)
    new = services.carry_over(item.id, to=later.id, reason="x", uow=sitting.uow)
    assert services.carry_over(item.id, to=later.id, reason="x", uow=sitting.uow) == new
    assert (new.carried_from, new.states, new.decisions, new.outcome) == (
        item.id, item.states, (), ItemOutcome.OPEN,
    )  # fmt: skip
    assert sitting.file().items[0].outcome is ItemOutcome.CARRIED_OVER
    with pytest.raises(NotAllowed, match="rests on this item"):
        services.remove_item(item.id, reason="x", uow=sitting.uow)
    services.remove_item(new.id, reason="x", uow=sitting.uow)
    assert sitting.file().items[0].outcome is ItemOutcome.OPEN


def test_nothing_is_carried_back_or_into_a_session_that_is_over(sitting: Sitting) -> None:
    earlier = sitting.another("Earlier", days=-1)
    with pytest.raises(NotAllowed, match="later session"):
        services.carry_over(sitting.item().id, to=earlier.id, reason="x", uow=sitting.uow)
    later = replace(sitting, session=sitting.another("Later", days=1))
    later.open()
    close_session(later.session.id, at=at(2000), reason="x", uow=sitting.uow)
    with pytest.raises(NotAllowed, match="is over"):
        services.carry_over(sitting.item().id, to=later.session.id, reason="x", uow=sitting.uow)


def test_only_carrying_over_makes_an_item_carried_over(sitting: Sitting) -> None:
    item = sitting.item()
    with pytest.raises(NotAllowed, match="Carry the item over"):
        services.change_item(
            replace(item, outcome=ItemOutcome.CARRIED_OVER), reason="x", uow=sitting.uow
        )


# The work programme ------------------------------------------------------------------------------


def test_the_first_session_of_the_year_elects_and_designates(sitting: Sitting) -> None:
    last = sitting.another("Last", days=2)
    assert _draft(sitting) == [
        ItemKind.REPORT_OF_THE_PRESIDENT,
        ItemKind.REPORT_OF_THE_SECRETARY,
        ItemKind.ELECTION,
        ItemKind.RAPPORTEURSHIPS,
    ]
    assert _draft(sitting, last) == [ItemKind.NEXT_PERIOD]


def test_drafted_twice_nothing_is_there_twice(sitting: Sitting) -> None:
    _draft(sitting)
    before = sitting.file().items
    assert _draft(sitting) == []
    assert sitting.file().items == before
    assert [item.number for item in before] == list(range(1, len(before) + 1))


def test_what_another_session_of_the_period_has_is_not_drafted_again(sitting: Sitting) -> None:
    other = replace(sitting, session=sitting.another("Second", days=1))
    other.item(kind=ItemKind.ELECTION)
    assert ItemKind.ELECTION not in _draft(sitting)


def test_a_later_period_elects_only_to_a_vacancy(sitting: Sitting) -> None:
    _with_an_earlier_period(sitting)
    sitting.another("Last", days=2)
    reports = [ItemKind.REPORT_OF_THE_PRESIDENT, ItemKind.REPORT_OF_THE_SECRETARY]
    assert _draft(sitting) == reports
    with sitting.uow as uow:
        uow.members.save(replace(uow.members.get(sitting.member(2)), offices=()))
        uow.commit(reason="x")
    assert _draft(sitting) == [ItemKind.ELECTION]


def test_minutes_that_are_to_be_approved_stand_in_the_first_session(sitting: Sitting) -> None:
    earlier = _with_an_earlier_period(sitting)
    last = sitting.another("Last", days=2)
    with sitting.uow as uow:
        uow.circulations.save(CirculationOfMinutes(id=earlier, approve_at=sitting.period.id))
        uow.commit(reason="x")
    _draft(sitting)
    (minutes,) = [i for i in sitting.file().items if i.kind is ItemKind.MINUTES]
    assert (minutes.minutes_of, minutes.title) == (earlier, "minutes Example earlier session")
    assert _draft(sitting, last) == [ItemKind.NEXT_PERIOD]


def test_what_a_session_that_is_over_left_open_is_carried_over(sitting: Sitting) -> None:
    sitting.open()
    left = sitting.item(title="Left open")
    sitting.item(title="Dealt with", outcome=ItemOutcome.DEALT_WITH)
    later = sitting.another("Later", days=1)
    assert ItemKind.CASE not in _draft(sitting, later)  # the first one still sits
    close_session(sitting.session.id, at=at(60), reason="x", uow=sitting.uow)
    assert ItemKind.CASE in _draft(sitting, later)
    with sitting.uow as uow:
        (carried,) = uow.items_of_business.all(session=later.id, kind=ItemKind.CASE)
    assert carried.carried_from == left.id


def test_a_period_whose_next_one_is_fixed_does_not_deal_with_it(sitting: Sitting) -> None:
    with sitting.uow as uow:
        uow.periods.save(replace(sitting.period, next_period_place="Example City"))
        uow.commit(reason="x")
    assert ItemKind.NEXT_PERIOD not in _draft(sitting)


# What stops --------------------------------------------------------------------------------------


def test_an_item_says_what_it_is_about(sitting: Sitting) -> None:
    with pytest.raises(InvalidValue, match="what the item is about"):
        sitting.item(title=" ")
    with pytest.raises(InvalidValue, match="own minutes"):
        sitting.item(minutes_of=sitting.session.id)


def test_no_protected_name_comes_into_the_order_of_business(sitting: Sitting) -> None:
    with sitting.uow as uow:
        uow.identities.save(ProtectedIdentity(id=ParticipantId(uuid4()), name="Ejemplo Protegida"))
        uow.commit(reason="x")
    with pytest.raises(ProtectedNameFound):
        sitting.item(title="Case of Ejemplo Protegida")


def test_where_a_name_stands_that_is_sealed_later_is_said(sitting: Sitting) -> None:
    sitting.item(title="Case of Ejemplo Protegida", decisions=("Nothing.", "Ejemplo Protegida."))
    with sitting.uow as uow:
        found = list(names_left_in_business("Ejemplo Protegida", uow=uow))
        assert list(names_left_in_business("Otra Persona", uow=uow)) == []
    assert found == ["item of business: title", "item of business: decisions[2]"]


def test_once_the_minutes_are_final_the_order_of_business_stays(sitting: Sitting) -> None:
    item = sitting.item()
    with sitting.uow as uow:
        uow.session_minutes.save(SessionMinutes(id=sitting.session.id, status=MinutesStatus.FINAL))
        uow.commit(reason="x")
    uow = sitting.uow
    for act in (
        lambda: sitting.item(title="Another"),
        lambda: services.change_item(replace(item, title="x"), reason="x", uow=uow),
        lambda: services.move_item(item.id, to=1, reason="x", uow=uow),
        lambda: services.remove_item(item.id, reason="x", uow=uow),
        lambda: _draft(sitting),
    ):
        with pytest.raises(NotAllowed, match="final"):
            act()


def test_an_item_keeps_its_session_and_where_it_came_from(sitting: Sitting) -> None:
    item = sitting.item()
    other = sitting.another("Later", days=1)
    changed = services.change_item(
        replace(item, session=other.id, title="Changed"), reason="x", uow=sitting.uow
    )
    assert isinstance(changed, ItemOfBusiness)
    assert (changed.session, changed.title) == (sitting.session.id, "Changed")

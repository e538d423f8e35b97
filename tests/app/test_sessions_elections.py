"""Elections without a browser: a private screen that keeps nothing, counts, ties, and who holds the office then."""

from collections.abc import Iterator

import pytest
from ipywidgets import BoundedIntText, Dropdown, RadioButtons, Text, Widget

from convoca.domain.election import ElectionStatus
from convoca.domain.identifiers import MemberId
from convoca.domain.member import Office
from support.election_page import BLANK, boxes, under_way, vote
from support.notice_desk import announced, every, labels, press, said, the
from support.session_desk import SessionDesk, a_session_desk


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


@pytest.fixture
def table() -> SessionDesk:
    return a_session_desk()


def test_who_votes_sees_the_names_alone_and_nothing_of_it_is_left(table: SessionDesk) -> None:
    desk, panel = under_way(table, 4, 5)
    before = len(table.office.store.entries)
    press("Vote at this computer", panel)
    assert set(labels(panel)) == {"Put the paper into the box", "Go back without voting"}
    assert "Papers in the box" not in said(panel)
    press("Put the paper into the box", panel)
    assert "Choose a name or a blank paper." in said(panel)
    screen = the("Your vote", panel, RadioButtons)
    assert screen.index is None

    screen.value = table.sitting.member(5)
    press("Put the paper into the box", panel)
    assert screen.index is None
    assert screen.comm is None
    assert "Papers in the box: 1." in said(panel)
    assert len(table.office.store.entries) == before
    assert str(announced(desk)) == "The paper is in the box."
    press("Vote at this computer", panel)
    assert the("Your vote", panel, RadioButtons).index is None


def test_who_has_an_absolute_majority_holds_the_office_from_that_day(table: SessionDesk) -> None:
    desk, panel = under_way(table, 4, 5)
    for number in (4, 4, 4, 5, 5, 5):
        vote(panel, table.sitting.member(number))
    vote(panel, table.sitting.member(4))
    assert "Everybody who is there has handed in a paper." in _tips(panel)
    press("Close the box and count", panel)

    (election,) = desk.model.file.elections
    assert election.elected == table.sitting.member(4)
    assert "Example Member 4 is elected." in said(panel)
    assert desk.model.file.member_by_id[MemberId(table.sitting.member(4))].holds(
        Office.PRESIDENT, desk.model.file.day
    )


def _tips(panel: Widget) -> str:
    return " ".join(str(getattr(w, "tooltip", "")) for w in every(panel))


def test_the_lowest_is_eliminated_and_the_next_ballot_has_an_empty_box(table: SessionDesk) -> None:
    _, panel = under_way(table, 4, 5, 6)
    for number in (4, 4, 4, 5, 5, 6):
        vote(panel, table.sitting.member(number))
    vote(panel, BLANK)
    press("Close the box and count", panel)

    assert "eliminated (Art. 7.4)" in said(panel)
    assert "Ballot 2" in said(panel)
    assert "Papers in the box: 0." in said(panel)
    assert "Between: Example Member 4 and Example Member 5." in said(panel)


def test_a_tie_that_the_rules_leave_open_is_decided_by_the_commission(table: SessionDesk) -> None:
    desk, panel = under_way(table, 4, 5)
    press("Papers were counted by hand…", panel)
    for number in (4, 5):
        the(f"Example Member {number}", panel, BoundedIntText).value = 3
    the("Blank or spoiled papers", panel, BoundedIntText).value = 1
    press("Keep these counts", panel)
    assert "are equally low. The Rules do not say who goes on" in said(panel)

    boxes(panel, "Who goes on to the next ballot").value = tuple(
        str(table.sitting.member(n)) for n in (4, 5)
    )
    press("Go on to the next ballot", panel)
    assert "Say what the Commission decided." in said(panel)
    the("What the Commission decided", panel, Text).value = "Both names again"
    press("Go on to the next ballot", panel)
    assert "Ballot 2" in said(panel)
    assert "Both names again" in desk.model.file.elections[0].note


def test_counts_that_cannot_be_are_refused(table: SessionDesk) -> None:
    desk, panel = under_way(table, 4, 5)
    press("Papers were counted by hand…", panel)
    the("Example Member 4", panel, BoundedIntText).value = 5
    press("Keep these counts", panel)
    assert "5 ballots cannot be the work of 7 voters." in said(panel)
    assert desk.model.file.elections[0].ballots == ()


def test_one_election_at_a_time_and_one_for_each_office(table: SessionDesk) -> None:
    desk, panel = under_way(table, 4)
    office = the("Office", panel, Dropdown)
    assert "Open the election" in labels(panel)
    assert [value for _, value in office.options] == [
        Office.FIRST_VICE_PRESIDENT,
        Office.SECOND_VICE_PRESIDENT,
    ]
    assert "New election" not in said(panel)
    press("Break it off", panel)
    assert desk.model.file.elections[0].status is ElectionStatus.BROKEN_OFF
    assert "New election" in said(panel)

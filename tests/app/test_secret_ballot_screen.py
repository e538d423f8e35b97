"""The private voting screen leaves nothing behind in the kernel, and a box that cannot be counted stays open."""

import json
import re
from collections.abc import Iterator, Sequence

import pytest
from ipywidgets import RadioButtons, Text, Widget

from convoca.app.models.sessions_elections import ElectionsModel
from convoca.domain.errors import NotAllowed
from convoca.services.sessions.attendance import correct_times, leave
from convoca.services.sessions.ballot_box import counted_ballot
from convoca.services.sessions.elections import close_ballot
from support.election_page import under_way, vote
from support.notice_desk import every, press, said, the
from support.session_desk import a_session_desk


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


def _states() -> list[str]:
    """Every widget that ``request_states`` of ``jupyter.widget.control`` would return, without its id."""
    states = Widget.get_manager_state()["state"].values()
    return sorted(re.sub("[0-9a-f]{32}", "", json.dumps(s, sort_keys=True)) for s in states)


def _after(choices: Sequence[int]) -> tuple[list[str], object, list[str]]:
    """Return the widgets, the screens that were used, and what was written, after a ballot of seven papers."""
    Widget.close_all()
    table = a_session_desk()
    _, panel = under_way(table, 4, 5)
    before = len(table.office.store.entries)
    screens: list[object] = []
    for choice in choices:
        press("Vote at this computer", panel)
        screen = the("Your vote", panel, RadioButtons)
        screen.value = table.sitting.member(choice)
        press("Put the paper into the box", panel)
        kept = {name: str(value) for name, value in screen.get_state().items()}
        screens.append({name: kept[name] for name in kept if name not in {"layout", "style"}})
    with table.sitting.uow as uow:
        assert uow.drafts.of_everybody() == []
    return _states(), screens, [str(e) for e in table.office.store.entries[before:]]


def test_no_widget_depends_on_who_voted_for_whom() -> None:
    one, other = _after((4, 4, 4, 5, 5, 5, 4)), _after((5, 4, 5, 4, 4, 5, 4))
    assert one == other
    assert one[2] == []


def test_what_was_chosen_without_a_vote_is_forgotten_too() -> None:
    table = a_session_desk()
    _, panel = under_way(table, 4, 5)
    untouched = _states()
    press("Vote at this computer", panel)
    screen = the("Your vote", panel, RadioButtons)
    screen.value = table.sitting.member(5)
    press("Go back without voting", panel)
    assert (screen.index, screen.value, screen.label) == (None, None, None)
    assert not [state for state in _states() if '"_model_name": "RadioButtonsModel"' in state]
    assert [s for s in untouched if "Papers in the box" in s] == [
        s for s in _states() if "Papers in the box" in s
    ]


def test_a_box_that_could_not_be_counted_goes_on_taking_papers() -> None:
    table = a_session_desk()
    desk, panel = under_way(table, 4, 5)
    for number in (4, 4, 4, 4, 5, 5):
        vote(panel, table.sitting.member(number))
    (why,) = [w for w in every(panel) if isinstance(w, Text) and w.value == "Ballot counted"]
    kept, why.value = why.value, " "
    press("Close the box and count", panel)
    assert desk.model.file.elections[0].ballots == ()
    why.value = kept
    vote(panel, table.sitting.member(5))
    assert "Papers in the box: 7." in said(panel)
    press("Close the box and count", panel)
    assert desk.model.file.elections[0].elected == table.sitting.member(4)


def test_who_voted_and_left_has_voted() -> None:
    table = a_session_desk()
    desk, panel = under_way(table, 4, 5)
    for number in (4, 4, 4, 4, 5, 5, 5):
        vote(panel, table.sitting.member(number))
    sitting = table.sitting
    table.office.wait(5)
    leave(sitting.session.id, sitting.member(7), at=table.office.now(), reason="x", uow=sitting.uow)
    desk.model.refresh()
    press("Close the box and count", panel)
    assert desk.model.file.elections[0].elected == sitting.member(4)
    with pytest.raises(NotAllowed, match="voted in this session"):
        correct_times(
            sitting.session.id, sitting.member(7), (), at=table.office.now(), reason="x",
            uow=sitting.uow,
        )  # fmt: skip


def test_no_paper_goes_into_a_box_that_is_not_counted_any_more() -> None:
    """Another coordinator counted the ballot by hand while this page held a box."""
    table = a_session_desk()
    desk, _ = under_way(table, 4, 5)
    elections, sitting = ElectionsModel(desk.model), table.sitting
    election = desk.model.file.elections[0]
    everybody = [sitting.member(n) for n in range(1, 8)]
    counts = {sitting.member(4): 3, sitting.member(5): 3}
    ballot = counted_ballot(1, counts, voters=everybody, invalid=1)
    close_ballot(election.id, ballot, at=table.office.now(), reason="x", uow=sitting.uow)
    elections.put(election, sitting.member(1), None)  # nobody knows yet
    desk.model.refresh()
    with pytest.raises(NotAllowed, match="counted already"):
        elections.put(election, sitting.member(2), None)


def test_who_left_meanwhile_puts_no_paper_into_the_box() -> None:
    table = a_session_desk()
    desk, _ = under_way(table, 4, 5)
    elections, sitting = ElectionsModel(desk.model), table.sitting
    table.office.wait(5)
    leave(sitting.session.id, sitting.member(7), at=table.office.now(), reason="x", uow=sitting.uow)
    desk.model.refresh()
    with pytest.raises(NotAllowed, match="not there"):
        elections.put(desk.model.file.elections[0], sitting.member(7), None)

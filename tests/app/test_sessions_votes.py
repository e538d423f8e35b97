"""Taking part and votes without a browser: who is barred, what if, and the life of a question on the page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from ipywidgets import DatePicker, Dropdown, Textarea, ToggleButtons, Widget

from convoca.app.models.sessions_votes import VotesModel
from convoca.app.pages.sessions_desk import Desk
from convoca.app.pages.sessions_votes import VotesPanel
from convoca.app.pages.sessions_what_if import WhatIfPanel
from convoca.app.widgets.choice_lists import CheckList
from convoca.domain.order_of_business import ItemKind, ItemOutcome
from convoca.domain.vote import QuestionStatus, Vote, VoteMethod
from support.notice_desk import announced, every, labels, press, said, the
from support.session_desk import SessionDesk, a_session_desk

QUESTION = "Shall the example report be adopted?"


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


@pytest.fixture
def table() -> SessionDesk:
    return a_session_desk()


def at_the_item(
    table: SessionDesk, *states: str, present: int = 7, **changes: object
) -> tuple[Desk, Widget]:
    """Open the session, and the page with one item on its order of business."""
    table.sitting.open(range(1, present + 1))
    table.sitting.item(*states, **changes)
    desk = table.desk()
    return desk, VotesPanel(desk).widget


def formulated(panel: Widget, **choices: object) -> None:
    press("Formulate a question", panel)
    the("The question in precise terms", panel, Textarea).value = QUESTION
    for label, value in choices.items():
        the(label, panel, Dropdown).value = value
    press("Put it on record", panel)


def lines(panel: Widget) -> dict[str, Any]:
    """Return the line of each member who may vote."""
    return {w.description: w for w in every(panel) if isinstance(w, ToggleButtons)}


def test_a_national_takes_no_part_and_has_no_line_to_vote_on(table: SessionDesk) -> None:
    _, panel = at_the_item(table, "MX")
    formulated(panel)
    press("Put it to the vote", panel)

    assert "takes no part" in said(panel)
    assert list(lines(panel)) == [f"Example Member {n}" for n in range(2, 8)]
    assert "No part in it (Art. 17.2): Example Member 1." in said(panel)


def test_the_majority_is_that_of_the_kind_of_item(table: SessionDesk) -> None:
    desk, panel = at_the_item(table, kind=ItemKind.REPORT_ON_A_STATE)
    press("Formulate a question", panel)
    decision = the("What is decided", panel, Dropdown)

    assert decision.value == "report_on_a_state"
    assert "Absolute majority of all members (Art. 18.1.c)" in decision.label
    assert desk.model.file.questions == ()


def test_a_vote_is_counted_live_and_stays_as_it_was_closed(table: SessionDesk) -> None:
    desk, panel = at_the_item(table, present=5)
    formulated(panel)
    press("Put it to the vote", panel)
    members = list(lines(panel).values())
    for line in members[:3]:
        line.value = Vote.IN_FAVOUR
    assert "In favour 3, against 0, abstaining 0; not said yet 2." in said(panel)
    members[3].value = Vote.AGAINST
    members[3].value = Vote.ABSTAIN
    press("Close the vote…", panel)
    press("Close the vote now", panel)
    assert "1 of the members present have not voted." in said(panel)

    members[4].value = Vote.AGAINST
    press("Close the vote…", panel)
    press("Close the vote now", panel)
    (question,) = desk.model.file.questions
    assert question.outcome is not None
    assert question.outcome.adopted is (question.outcome.in_favour >= question.outcome.required)
    assert "In favour 3, against 1, abstaining 1" in said(panel)
    assert not {"Close the vote…", "Withdraw the question"} & set(labels(panel))


def test_what_was_said_is_taken_back_while_the_vote_is_open(table: SessionDesk) -> None:
    desk, panel = at_the_item(table)
    formulated(panel)
    press("Put it to the vote", panel)
    first = next(iter(lines(panel).values()))
    first.value = Vote.AGAINST
    first.value = None
    assert desk.model.file.questions[0].votes == ()
    press("It is not put to the vote yet", panel)
    assert desk.model.file.questions[0].status is QuestionStatus.FORMULATED


def test_a_ground_is_decided_before_the_vote(table: SessionDesk) -> None:
    desk, panel = at_the_item(table)
    press("Raise a ground…", panel)
    press("Record the ground", panel)
    assert "Say on which ground." in said(panel)
    the("Ground", panel, Textarea).value = "Example ground"
    the("Member who should take no part", panel, Dropdown).value = table.sitting.member(3)
    press("Record the ground", panel)
    formulated(panel)
    press("Put it to the vote", panel)
    assert "A recusal was raised in this matter." in said(panel)

    press("Takes no part", panel)
    assert announced(desk) == "Example Member 3 takes no part."
    press("Put it to the vote", panel)
    assert "Example Member 3" not in lines(panel)


def test_by_consensus_nobody_is_asked_unless_somebody_objects(table: SessionDesk) -> None:
    desk, panel = at_the_item(table)
    formulated(panel, **{"How the members vote": VoteMethod.CONSENSUS})
    press("Put it to the vote", panel)
    assert lines(panel) == {}
    assert "if nobody objects, all 7 who take part are in favour" in said(panel)
    press("Somebody objects: roll call", panel)
    assert len(lines(panel)) == 7
    assert desk.model.file.questions[0].method is VoteMethod.ROLL_CALL


def test_what_if_says_whether_the_majority_is_within_reach(table: SessionDesk) -> None:
    table.sitting.open(range(1, 6))
    table.sitting.item("MX")
    desk = table.desk()
    panel = WhatIfPanel(desk, VotesModel(desk.model)).widget
    decision = the("For the decision", panel, Dropdown)
    decision.value = "final_report"
    assert "As things stand, 4 take part." in said(panel)
    assert "Within reach" in said(panel)
    assert "Example Member 2 presides." in said(panel)

    boxes = next(w for w in every(panel) if isinstance(w, CheckList))
    boxes.value = (str(table.sitting.member(2)),)
    assert "Without Example Member 2, 3 take part." in said(panel)
    assert "Out of reach" in said(panel)
    assert "No quorum" in said(panel)
    assert "Example Member 3 presides." in said(panel)


def test_before_the_session_sits_nothing_is_put_to_the_vote(table: SessionDesk) -> None:
    table.sitting.item()
    panel = VotesPanel(table.desk()).widget
    formulated(panel)
    assert "Put it to the vote" not in labels(panel)
    assert "Open the session first, under Attendance." in said(panel)


def test_the_form_of_a_new_question_keeps_what_was_typed(table: SessionDesk) -> None:
    _, panel = at_the_item(table)
    press("Formulate a question", panel)
    the("The question in precise terms", panel, Textarea).value = "Half a"
    again = VotesPanel(table.desk()).widget
    press("Formulate a question", again)
    assert the("The question in precise terms", again, Textarea).value == "Half a"


def test_an_item_that_is_dealt_with_gives_way_to_the_next(table: SessionDesk) -> None:
    table.sitting.item(title="Another")
    desk, panel = at_the_item(table, title="Second")
    press("The item is dealt with", panel)
    assert [item.outcome for item in desk.model.items] == [ItemOutcome.DEALT_WITH, ItemOutcome.OPEN]
    assert desk.model.chosen == desk.model.items[1]
    press("The item is dealt with", panel)
    assert "The item is dealt with" not in labels(panel)


def test_in_writing_members_reply_after_the_period_by_a_day(table: SessionDesk) -> None:
    desk, panel = at_the_item(table)
    formulated(panel, **{"How the members vote": VoteMethod.IN_WRITING})
    press("Put it to the vote", panel)
    assert "The Commission is meeting" in said(panel)

    table.office.wait(20 * 24 * 60)
    press("Put it to the vote", panel)
    members = lines(panel)
    for line in members.values():
        the("Reply received on", panel, DatePicker).value = date(2027, 3, 20)
        line.value = Vote.IN_FAVOUR
    (question,) = desk.model.file.all_questions
    assert {cast.received_on for cast in question.votes} == {date(2027, 3, 20)}
    press("Close the vote…", panel)
    press("Close the vote now", panel)
    assert "In favour 7, against 0" in said(panel)


def test_votes_are_named_in_the_order_of_the_roll_however_they_came(table: SessionDesk) -> None:
    _, panel = at_the_item(table, present=4)
    formulated(panel)
    press("Put it to the vote", panel)
    assert {line.value for line in lines(panel).values()} == {None}
    for number in (3, 1, 4, 2):
        lines(panel)[f"Example Member {number}"].value = Vote.IN_FAVOUR
    press("Close the vote…", panel)
    press("Close the vote now", panel)

    everybody = "Example Member 1, Example Member 2, Example Member 3, and Example Member 4"
    assert everybody in said(panel)

"""Explanations of vote without a browser: a clock for who dissents, a text in time, one that is late."""

from collections.abc import Iterator
from datetime import date

import pytest
from ipywidgets import DatePicker, Dropdown, Textarea, Widget

from convoca.app.pages.sessions_desk import Desk
from convoca.app.pages.sessions_explanations import ExplanationsPanel
from convoca.app.widgets.table import Table
from convoca.domain.vote import Vote
from convoca.services.sessions.voting import cast, close_vote, formulate, open_vote
from support.notice_desk import announced, every, press, said, the
from support.session_desk import SessionDesk, a_session_desk

LAST_DAY = date(2027, 4, 11)  # 30 days after 12 March 2027


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


@pytest.fixture
def table() -> SessionDesk:
    """A vote is closed in which the seventh member voted against."""
    table = a_session_desk()
    table.sitting.open()
    uow, now = table.sitting.uow, table.office.now()
    question = formulate(table.sitting.question(), reason="x", uow=uow).record
    open_vote(question.id, at=now, reason="x", uow=uow)
    for number in range(1, 8):
        said_ = Vote.AGAINST if number == 7 else Vote.IN_FAVOUR
        cast(question.id, table.sitting.member(number), said_, at=now, reason="x", uow=uow)
    close_vote(question.id, at=now, reason="x", uow=uow)
    return table


def opened(table: SessionDesk) -> tuple[Desk, Widget, Table]:
    desk = table.desk()
    panel = ExplanationsPanel(desk).widget
    return desk, panel, next(w for w in every(panel) if isinstance(w, Table))


def states(rows: Table) -> list[str]:
    return [str(row[1][3]) for row in rows._rows]


def present(panel: Widget, on: date) -> None:
    the("Text of the explanation", panel, Textarea).value = "Example reasons"
    the("Received on", panel, DatePicker).value = on
    press("Keep the explanation", panel)


def test_who_voted_against_has_a_clock_and_a_text_stops_it(table: SessionDesk) -> None:
    _, panel, rows = opened(table)
    assert states(rows) == ["may still come"]
    rows.selected = str(rows._rows[0][0])
    press("Keep the explanation", panel)
    assert "Say on which day it was received." in said(panel)

    present(panel, date(2027, 3, 1))
    assert states(rows) == ["presented in time"]
    assert "Example reasons" in said(panel)


def test_a_text_after_the_last_day_is_kept_and_the_member_desisted(table: SessionDesk) -> None:
    table.office.wait((LAST_DAY - date(2027, 3, 1)).days * 24 * 60 + 24 * 60)
    _, panel, rows = opened(table)
    assert states(rows) == ["desisted; the dissent stays"]
    rows.selected = str(rows._rows[0][0])
    present(panel, date(2027, 4, 12))
    assert states(rows) == ["came too late: desisted"]


def test_who_agrees_may_announce_reasons_of_his_own(table: SessionDesk) -> None:
    desk, panel, rows = opened(table)
    the("Member", panel, Dropdown).value = table.sitting.member(2)
    press("Announce an explanation", panel)
    assert sorted(states(rows)) == ["announced", "may still come"]
    assert announced(desk) == "The explanation is announced."
    assert table.sitting.member(2) not in [v for _, v in the("Member", panel, Dropdown).options]


def test_a_text_is_taken_off_the_record_with_a_reason(table: SessionDesk) -> None:
    desk, panel, rows = opened(table)
    rows.selected = str(rows._rows[0][0])
    present(panel, date(2027, 3, 1))
    press("Withdraw the explanation", panel)
    assert len(desk.model.file.explanations) == 1
    reasons = [w for w in every(panel) if getattr(w, "description", "") == "Reason"]
    reasons[0].value = "Entered for another member"
    press("Withdraw the explanation", panel)
    assert desk.model.file.explanations == ()
    assert states(rows) == ["may still come"]


def test_the_time_is_shortened_by_a_vote_alone(table: SessionDesk) -> None:
    _, panel, _ = opened(table)
    assert "It takes a vote on it, adopted by an absolute majority" in said(panel)
    shorter = the("Last day for explanations", panel, DatePicker)
    assert shorter not in list(_shown(panel))


def _shown(widget: Widget) -> Iterator[Widget]:
    if widget.layout.display != "none":
        yield widget
        for child in getattr(widget, "children", ()):
            yield from _shown(child)

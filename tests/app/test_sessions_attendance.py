"""Attendance without a browser: members come and go, and the page says at once whether there is a quorum."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from ipywidgets import Checkbox, Dropdown, Text, Textarea, TimePicker, VBox, Widget

from convoca.app.models.sessions_attendance import AttendanceModel
from convoca.app.pages import sessions
from convoca.app.pages.sessions_absences import AbsencesPanel
from convoca.app.pages.sessions_attendance import AttendancePanel
from convoca.app.pages.sessions_desk import Desk
from convoca.app.pages.sessions_head import Head
from convoca.domain.attendance import AbsenceReason
from support.notice_desk import announced, every, press, said, the
from support.session_desk import SessionDesk, a_session_desk


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


@pytest.fixture
def table() -> SessionDesk:
    return a_session_desk()


def opened(table: SessionDesk, *, present: int) -> tuple[Desk, Widget, Widget]:
    """Open the session with so many members; return the desk, the head of the page and the panel."""
    desk = table.desk()
    head, panel = Head(desk, VBox()).widget, AttendancePanel(desk).widget
    press("Open the session", panel)
    for _ in range(present):
        button_of(panel, "Arrives").click()
    return desk, head, panel


def button_of(panel: Widget, label: str) -> Any:
    """Return the first button of that name that can be pressed."""
    found = (w for w in every(panel) if getattr(w, "description", None) == label)
    return next(w for w in found if not w.disabled)


def test_the_quorum_is_said_at_every_arrival_and_departure(table: SessionDesk) -> None:
    _, head, panel = opened(table, present=3)
    assert "No quorum" in said(head)
    button_of(panel, "Arrives").click()
    assert "Members present: 4. A quorum is 4." in said(head)
    assert "No quorum" not in said(head)

    button_of(panel, "Leaves").click()
    assert "No quorum" in said(head)
    assert "Example Member 2 presides (First Vice-President" in said(head)


def test_who_presses_twice_lets_nobody_leave_again(table: SessionDesk) -> None:
    desk, head, panel = opened(table, present=0)
    arrives = button_of(panel, "Arrives")
    arrives.click()
    arrives.click()
    assert arrives.disabled
    assert "Members present: 1." in said(head)
    assert [p.left for p in desk.model.file.sheet.presences] == [None]


def test_an_hour_that_was_typed_is_taken_and_one_to_come_refused(table: SessionDesk) -> None:
    desk, _, panel = opened(table, present=1)
    table.office.wait(60)
    hour = the("Hour (empty: now)", panel, TimePicker)
    hour.value = time(10, 15)
    button_of(panel, "Arrives").click()
    assert desk.hour(desk.model.file.sheet.presences[-1].arrived) == desk.hour(
        desk.model.instant(time(10, 15))
    )
    assert hour.value is None

    hour.value = time(11, 30)
    button_of(panel, "Arrives").click()
    assert "This hour is yet to come." in said(panel)
    assert len(desk.model.file.sheet.presences) == 2


def test_the_close_lets_everybody_leave_and_can_be_taken_back(table: SessionDesk) -> None:
    desk, head, panel = opened(table, present=5)
    table.office.wait(90)
    press("Close the session", panel)
    assert "This session is over." in said(head)
    assert "was there" in said(panel)
    assert all(p.left for p in desk.model.file.sheet.presences)

    press("Open it again", panel)
    assert "Members present: 5." in said(head)


def test_hours_are_corrected_by_the_clock_on_the_wall(table: SessionDesk) -> None:
    desk, _, panel = opened(table, present=1)
    table.office.wait(60)
    came, left = (
        the(label, panel, TimePicker) for label in ("Came in", "Left (empty: still there)")
    )
    came.value, left.value = time(10, 5), time(10, 40)
    press("Save the hours", panel)

    (presence,) = desk.model.file.sheet.presences
    assert presence.left is not None
    assert (desk.model.wall(presence.arrived), desk.model.wall(presence.left)) == (
        time(10, 5),
        time(10, 40),
    )


def announce(panel: Widget, **typed: str) -> None:
    press("Record an absence…", panel)
    the("What was said of it", panel, Textarea).value = typed.get("detail", "")
    press("Record the absence", panel)


def test_what_was_said_of_an_absence_is_read_for_a_reason_that_goes_on_record(
    table: SessionDesk,
) -> None:
    desk = table.desk()
    panel = AbsencesPanel(desk, AttendanceModel(desk.model)).widget
    announce(panel, detail="Example ailment")
    assert "Illness" in said(panel)
    assert "Example ailment" not in said(panel)

    press("Read what was said…", panel)
    reading = [w for w in every(panel) if isinstance(w, Text) and w.description == "Reason"][-1]
    press("Show it; this goes on record", panel)
    assert "Example ailment" not in said(panel)

    reading.value = "The minutes ask for it"
    press("Show it; this goes on record", panel)
    assert "Example ailment" in said(panel)
    assert table.office.store.entries[-1].reason == "The minutes ask for it"


def test_an_absence_of_days_covers_the_session_and_the_president_is_told(
    table: SessionDesk,
) -> None:
    desk = table.desk()
    attendance = AttendanceModel(desk.model)
    panel = AbsencesPanel(desk, attendance).widget
    press("Record an absence…", panel)
    the("Reason of the absence", panel, Dropdown).value = AbsenceReason.OTHER_SERIOUS_REASON
    the("For more than this session", panel, Checkbox).value = True
    press("Record the absence", panel)
    assert attendance.seats()[0].absence is not None

    press("The President was told today", panel)
    (absence,) = desk.model.file.absences
    assert absence.president_told_on == date(2027, 3, 1)
    press("Withdraw the absence", panel)
    assert desk.model.file.absences == ()
    assert announced(desk) == "The absence is withdrawn."


def test_what_somebody_else_recorded_is_shown_and_told(table: SessionDesk) -> None:
    desk, head, _ = opened(table, present=3)
    other = AttendanceModel(table.desk().model)
    other.arrive([table.sitting.member(7)], hour=None, reason="x")

    sessions.tell_others(desk)
    assert "Members present: 4." in said(head)
    assert announced(desk) == "coordinator changed something in this session meanwhile."


def test_a_session_opened_on_another_day_than_its_own_says_so(table: SessionDesk) -> None:
    table.office.clock -= timedelta(days=1)
    head = Head(table.desk(), VBox()).widget
    assert "Its day in the programme: March 1, 2027 (tomorrow)." in said(head)

    _, head, _ = opened(table, present=1)
    assert "It was opened on February 28, 2027, not on March 1, 2027" in said(head)


def test_a_session_on_its_day_says_nothing_of_days(table: SessionDesk) -> None:
    _, head, _ = opened(table, present=1)
    assert "its day in the programme" not in said(head).lower()

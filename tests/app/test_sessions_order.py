"""The order of business without a browser: drafted, put in order, carried over, and edited by two."""

from collections.abc import Iterator

import pytest
from ipywidgets import Dropdown, Text, Textarea, VBox, Widget

from convoca.app.models.sessions import session_lines, usual_session
from convoca.app.pages import sessions
from convoca.app.pages.sessions_desk import Desk
from convoca.app.pages.sessions_order import OrderPanel
from convoca.app.widgets.table import Table
from convoca.domain.order_of_business import ItemKind, ItemOutcome
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


def opened(table: SessionDesk) -> tuple[Desk, Widget]:
    desk = table.desk()
    return desk, OrderPanel(desk).widget


def titles(desk: Desk) -> list[str]:
    return [item.title for item in desk.model.items]


def test_the_work_programme_is_drafted_once(table: SessionDesk) -> None:
    desk, panel = opened(table)
    assert "Nothing is on the order of business yet." in said(panel)
    press("Draft the work programme", panel)
    drafted = titles(desk)
    assert "Report of the President" in drafted
    assert desk.model.chosen == desk.model.items[0]

    press("Draft the work programme", panel)
    assert titles(desk) == drafted
    assert announced(desk) == "The work programme is complete: nothing was added."


def test_an_item_is_added_and_its_kind_decides_nothing_by_itself(table: SessionDesk) -> None:
    desk, panel = opened(table)
    press("Add an item", panel)
    press("Add to the order of business", panel)
    assert "Say what the item is about." in said(panel)
    the("What it is about", panel, Text).value = "Example report"
    the("Kind", panel, Dropdown).value = ItemKind.REPORT
    press("Add to the order of business", panel)

    (item,) = desk.model.items
    assert (item.title, item.kind) == ("Example report", ItemKind.REPORT)
    assert "Save the item" in labels(panel)


def test_items_are_moved_by_buttons_and_the_ends_say_why_not(table: SessionDesk) -> None:
    for title in ("One", "Two", "Three"):
        table.sitting.item(title=title)
    desk, panel = opened(table)
    assert "Move up" not in labels(panel)
    press("Move down", panel)
    press("Move down", panel)
    assert titles(desk) == ["Two", "Three", "One"]
    assert "Move down" not in labels(panel)
    assert desk.model.chosen is not None
    assert desk.model.chosen.title == "One"


def test_an_item_is_carried_over_to_a_later_session(table: SessionDesk) -> None:
    table.sitting.item(title="Unfinished")
    later = table.sitting.another("Example session 2", days=1)
    desk, panel = opened(table)
    press("Carry over", panel)

    assert desk.model.items[0].outcome is ItemOutcome.CARRIED_OVER
    desk.model.choose(later.id)
    assert titles(desk) == ["Unfinished"]


def test_two_who_edit_an_item_see_both_versions(table: SessionDesk) -> None:
    table.sitting.item(title="Before")
    _, mine = opened(table)
    _, theirs = opened(table)
    the("What it is about", theirs, Text).value = "Theirs"
    press("Save the item", theirs)
    the("What it is about", mine, Text).value = "Mine"
    the("Decisions taken without a vote", mine, Textarea).value = "Noted."
    press("Save the item", mine)

    assert "Two versions" in said(mine)
    press("Save mine over it", mine)
    stored = table.desk().model.items[0]
    assert (stored.title, stored.decisions) == ("Mine", ("Noted.",))


def test_the_table_and_the_address_follow_the_chosen_item(table: SessionDesk) -> None:
    table.sitting.item(title="One")
    second = table.sitting.item(title="Two")
    desk = table.desk(item=str(second.id), tab="2")
    page = sessions.page_of(desk, VBox())
    assert desk.model.chosen == second
    assert desk.model.tab == 2

    desk.model.tab = 0
    rows = next(w for w in every(page) if isinstance(w, Table))
    assert rows.selected == str(second.id)
    rows.selected = str(desk.model.items[0].id)
    assert f"item={desk.model.items[0].id}" in desk.visit.channel.address


def test_the_session_that_sits_or_comes_next_is_shown_first(table: SessionDesk) -> None:
    later = table.sitting.another("Example session 2", days=1)
    with table.office.reading() as uow:
        lines = session_lines(uow)
    found = []
    for minutes in (0, 24 * 60, 48 * 60):
        table.office.wait(minutes)
        found.append(usual_session(lines, table.sitting.period.id, table.office.now()))
    assert [line and line.id for line in found] == [table.sitting.session.id, later.id, later.id]

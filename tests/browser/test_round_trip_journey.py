"""A programme goes out, is edited by somebody else, comes back against a change made meanwhile."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from convoca.bootstrap import open_convoca
from support.coordinator import Coordinator
from support.suite import Suite, chromium, served

pytestmark = pytest.mark.browser


@pytest.fixture
def suite(tmp_path: Path) -> Iterator[Suite]:
    with served(tmp_path) as running:
        yield running


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def edit(path: Path) -> str:
    """Give the first two hearings of the sheet another title; return the old one of the first."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = {cell.value: cell.column for cell in sheet[1]}
    rows = [
        n for n in range(2, sheet.max_row + 1) if sheet.cell(n, column["Kind"]).value == "Hearing"
    ]
    first, second = (sheet.cell(row, column["Title"]) for row in rows[:2])
    was = str(first.value)
    first.value, second.value = "Example: there", "Example: <b>bold</b>"
    sheet.cell(rows[1], column["Theme"]).value = "Example rivers"
    book.save(path)
    return was


def change_here(suite: Suite, title: str) -> None:
    with open_convoca(database=suite.database) as convoca, convoca.unit_of_work() as uow:
        hearing = next(hearing for hearing in uow.hearings.all() if hearing.title == title)
        uow.hearings.save(replace(hearing, title="Example: here"))
        uow.commit(reason="Meanwhile")


def test_a_workbook_comes_back_and_a_conflict_is_settled(suite: Suite, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    person = Coordinator.at(page, suite)
    person.come_in()
    person.go_to("Calendars and exports")
    person.choose("Language of the files", "English")
    path = person.receive("Programme to edit", suite.folder)
    change_here(suite, edit(path))

    with page.expect_file_chooser() as chooser:
        person.main.get_by_role("button", name="Bring a workbook back").click()
    chooser.value.set_files(path)
    person.sees("Open questions: 1. Nothing is written.")
    expect(person.button("Take in the changes (3)")).to_have_count(0)
    person.row("Changed on both sides").click()
    person.press("Take it from the file")
    person.press("Take in the changes (3)")
    person.is_told("Written: 2 records.")

    with open_convoca(database=suite.database) as convoca, convoca.reading() as uow:
        titles = {hearing.title for hearing in uow.hearings.all()}
    assert {"Example: there", "Example: <b>bold</b>"} <= titles
    assert "Example: here" not in titles
    assert person.watch.foreign == []
    assert person.watch.errors == []
    assert suite.failures == []

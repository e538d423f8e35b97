"""The Commission's year by keys alone: a State gets its rapporteur, a mandate is reviewed, a day is counted."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from support.keyboard import KeyboardCoordinator
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


def test_the_year_by_keys_alone(suite: Suite, browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    page.add_init_script(
        "addEventListener('pointerdown', () => console.error('a mouse was used'), true)"
    )
    person = KeyboardCoordinator.at(page, suite)
    person.come_in()
    person.go_to("Year")
    person.sees("14 of 35")

    person.tab("Country rapporteurs")
    person.open(person.row("Belize"), "Belize")
    expect(person.field("Member in charge")).to_be_focused()
    page.keyboard.type("Example Member Amarilla")
    person.type("Source", "Example minutes")
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    person.reload()
    person.sees("What you had typed here and not saved is back.")
    expect(person.field("Source")).to_have_value("Example minutes")
    person.press("Save")
    person.is_told("The designation is saved.")
    person.sees("15 of 35")
    expect(person.row("Belize")).to_contain_text("In charge")

    person.tab("Mandates")
    overdue = "Example theme: people deprived of liberty"
    person.open(person.row(overdue), overdue)
    person.sees("no later review is on record")
    person.type("Last reviewed on", datetime.now(UTC).date() - timedelta(days=20))
    person.press("Save")
    person.is_told("The mandate is saved.")
    expect(person.row(overdue)).to_contain_text("In order")

    person.tab("Time limits of petitions")
    person.choose("Time limit", "Observations of the State on the merits")
    person.type("Counted from", date(2027, 3, 31))
    person.sees("Saturday, July 31, 2027")
    person.sees("Thursday, September 30, 2027")
    person.type("Arrived or done on", date(2027, 8, 1))
    person.sees("is after the last day")

    book = load_workbook(person.receive("Download the year (Excel)", tmp_path))
    belize = next(row for row in book.worksheets[0].values if row[1] == "Belize")
    assert belize[2] == "Example Member Amarilla"
    assert person.watch.foreign == []
    assert person.watch.errors == []
    assert suite.failures == []


def test_the_year_fits_a_telephone(suite: Suite, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800}, locale="en-US")
    person = KeyboardCoordinator.at(page, suite)
    person.come_in()
    for tab in ("year", "rapporteurs", "mandates", "reports", "limits"):
        page.goto(suite.address("year", language="es", tab=tab))
        person.wait_until_open()
        assert page.evaluate("document.documentElement.scrollWidth") == 390, tab
    assert person.watch.errors == []

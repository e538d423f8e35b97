"""The main way without a mouse: enter a request, grant it, place its hearing, write the calendars."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import period_and_requests as first
import programme_and_after as second
import pytest
from days import Days
from playwright.sync_api import Browser

from support import outside
from support.keyboard import KeyboardCoordinator
from support.suite import CONVOCA, Suite, chromium, served

pytestmark = pytest.mark.browser


@pytest.fixture
def suite(tmp_path: Path) -> Iterator[Suite]:
    with served(tmp_path, example=False) as running:
        yield running


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def test_a_request_becomes_a_hearing_in_the_calendars_by_keys_alone(
    suite: Suite, browser: Browser
) -> None:
    days = Days.at_the_seat()
    _import_a_period(days, suite)
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    page.add_init_script(
        "addEventListener('pointerdown', () => console.error('a mouse was used'), true)"
    )
    person = KeyboardCoordinator.at(page, suite)
    person.come_in()
    person.go_to("Requests")
    first.enter_a_request(person, days)
    first.grant(person)
    second.place_by_keys(person, first.SEALED, "10:00, Padilha Vidal")
    second.write_calendars(person)

    public = outside.events(suite.folder / "feeds" / "201" / "public-en.ics")
    assert [title for title in public if first.SEALED in title]
    assert person.watch.foreign == []
    assert person.watch.errors == []
    assert suite.failures == []


def _import_a_period(days: Days, suite: Suite) -> None:
    path = suite.folder / "periods.csv"
    path.write_text(
        "number,kind,opens,closes,city,country,rooms\n"
        f'201,regular,{days.opens},{days.closes},"Washington, DC",US,Padilha Vidal; Rubén Darío\n',
        "utf-8",
    )
    command = [CONVOCA, "import", "periods", str(path), "--apply", "--db", suite.database]
    subprocess.run(command, check=True, capture_output=True)

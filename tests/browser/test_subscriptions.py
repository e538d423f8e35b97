"""Somebody gets a secret address without a mouse: issued, copied by keys, read, and revoked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
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


def test_a_subscription_by_keys_alone(suite: Suite, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    page.add_init_script(
        "addEventListener('pointerdown', () => console.error('a mouse was used'), true)"
    )
    person = KeyboardCoordinator.at(page, suite)
    person.come_in()
    person.go_to("Calendars and exports")

    person.type("For whom", "Press office")
    person.type("Reason", "Asked by letter")
    person.press("Issue the subscription")
    person.tab_to(person.field("Secret address"))
    copied = page.evaluate("getSelection().toString()")
    assert copied.startswith("http://127.0.0.1:8867/feeds/")
    assert copied.endswith("/calendar.ics")
    person.press("Hide the address")
    expect(person.main.get_by_label("Secret address")).to_have_count(0)

    person.open(person.row("Press office"), "Press office")
    person.type("Reason", "Left the office")
    person.press("Revoke the subscription")
    expect(person.row("Revoked")).to_have_count(1)
    assert person.watch.foreign == []
    assert person.watch.errors == []
    assert suite.failures == []

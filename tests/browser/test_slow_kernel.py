"""A person who types and presses a button before a busy kernel answers: no letter is lost."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

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


@contextmanager
def held(suite: Suite) -> Iterator[None]:
    """Stop every kernel of a suite for a while, as a machine under load does."""
    kernels = [
        int(process.name)
        for process in Path("/proc").iterdir()
        if process.name.isdecimal() and _is_kernel_of(process, suite)
    ]
    assert kernels
    for pid in kernels:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in kernels:
            os.kill(pid, signal.SIGCONT)


def _is_kernel_of(process: Path, suite: Suite) -> bool:
    try:
        command = (process / "cmdline").read_bytes()
        environment = (process / "environ").read_bytes()
    except OSError:
        return False
    return b"kernel-" in command and suite.database.encode() in environment


def test_what_is_typed_arrives_before_the_button_that_follows_it(
    suite: Suite, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    person = Coordinator.at(page, suite)
    person.come_in()
    person.go_to("Requests")
    person.press("Enter a request")
    person.press("Add who asks…")
    name = person.field("Name")
    expect(name).to_be_visible()

    with held(suite):
        name.click()
        page.keyboard.type("Displaced Families")
        person.button("Take in").click()

    person.sees("Displaced Families")

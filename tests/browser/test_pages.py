"""Every page draws, in every language and at both sizes, and asks no other host for anything.

With CONVOCA_SCREENSHOTS set to a folder, the pictures of README and docs are made here.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from convoca.domain.language import Language
from support.suite import Suite, chromium, served, watched

pytestmark = pytest.mark.browser

PAGES = (
    "home", "period", "requests", "programme", "notices", "hearing-day",
    "sessions", "minutes", "visits", "year", "calendars",
)  # fmt: skip
SIZES = ((1366, 768), (390, 844))


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    with served(tmp_path_factory.mktemp("suite")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize(
    ("page_name", "language", "size"),
    [(page, language, SIZES[0]) for page in PAGES for language in Language]
    + [(page, Language.ENGLISH, SIZES[1]) for page in PAGES],
)
def test_a_page_draws(
    suite: Suite, browser: Browser, page_name: str, language: Language, size: tuple[int, int]
) -> None:
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height})
    watch = watched(page, suite)
    page.goto(suite.door)
    page.goto(suite.address(page_name, language=language.value))
    page.wait_for_selector("main h1")
    page.wait_for_function("!document.querySelector('main [aria-busy=true]')")
    page.wait_for_timeout(800)

    assert page.locator("html").get_attribute("lang") == language.value
    assert page.locator("main h1").count() == 1
    scroll, client = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert scroll <= client, "the page is wider than the window"
    unnamed = page.evaluate(UNNAMED_INPUTS)
    assert unnamed == [], "inputs without a name for screen readers"
    folder = os.environ.get("CONVOCA_SCREENSHOTS")
    if folder and language in {Language.ENGLISH, Language.SPANISH}:
        page.screenshot(path=Path(folder) / f"{page_name}-{language}-{width}.png")
    page.close()
    assert watch.foreign == []
    assert watch.errors == []


UNNAMED_INPUTS = """
Array.from(document.querySelectorAll('main input, main select, main textarea, main button'))
  .filter(e => e.offsetParent !== null && e.type !== 'hidden')
  .filter(e => !(e.labels && Array.from(e.labels).some(l => l.textContent.trim()))
            && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')
            && !e.getAttribute('title') && !e.textContent.trim() && !e.placeholder)
  .map(e => e.outerHTML.slice(0, 160))
"""


def test_nobody_gets_in_without_the_key(suite: Suite, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.goto(suite.address("home"))
    assert page.locator("main h1").count() == 0 or "Convoca" in page.title()
    assert "Example Member" not in page.content()
    page.close()

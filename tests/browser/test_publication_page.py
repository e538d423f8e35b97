"""The published page in a real browser: the reader's own hour, no foreign request, narrow and on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from convoca.publication import child
from convoca.services.public_programme_file import FILE_NAME, programme_json
from support.public_programmes import a_public_programme
from support.suite import chromium

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("publication")
    (made / FILE_NAME).write_bytes(programme_json(a_public_programme()))
    child.render(made)
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def opened(browser: Browser, folder: Path, *, width: int = 1366, **options: object) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 800}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.said = []  # type: ignore[attr-defined]
    page.on("console", lambda message: page.said.append(message.text))  # type: ignore[attr-defined]
    page.on("request", lambda request: page.said.append(request.url))  # type: ignore[attr-defined]
    page.goto((folder / "en" / "index.html").as_uri())
    return page


def foreign(page: Page) -> list[str]:
    own = ("file:", "data:")
    return [said for said in page.said if not said.startswith(own)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [1366, 390])
def test_the_reader_gets_the_own_hour_and_the_page_fits(
    browser: Browser, folder: Path, width: int
) -> None:
    page = opened(browser, folder, width=width, timezone_id="Asia/Tokyo", locale="en-US")
    first = page.locator(".hours").first.inner_text().replace("\u202f", " ").replace("\xa0", " ")
    assert first.splitlines()[-1] == "On your clock: Tue, Mar 9, 12:00 AM GMT+9"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert foreign(page) == []


def test_whoever_is_at_the_place_gets_no_second_hour(browser: Browser, folder: Path) -> None:
    page = opened(browser, folder, timezone_id="America/Guatemala")
    others = page.locator(".own").all_inner_texts()
    assert len(others) == 1  # the activity in Chile


def test_the_page_is_complete_without_a_script(browser: Browser, folder: Path) -> None:
    page = opened(browser, folder, java_script_enabled=False)
    assert page.locator(".own").count() == 0
    assert page.get_by_role("row").count() > 10
    assert foreign(page) == []


def test_paper_leaves_out_what_leads_elsewhere(browser: Browser, folder: Path) -> None:
    page = opened(browser, folder, timezone_id="Asia/Tokyo")
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()
    assert not page.locator(".own").first.is_visible()
    assert page.get_by_role("table").first.is_visible()


def test_the_policy_stops_a_script_that_is_not_ours(browser: Browser, folder: Path) -> None:
    page = opened(browser, folder)
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), "
        "{textContent: 'document.title = \"changed\"'}))"
    )
    assert page.title() == "Programme, 901st period of sessions"
    assert any("Content Security Policy" in said for said in foreign(page))

"""A visit on its page: entry to a stage is refused, another State takes its place, and somebody may not go there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.coordinator import Coordinator
from support.suite import Suite, chromium, served

pytestmark = pytest.mark.browser

VISIT = "Example on-site observation in Guatemala"
NATIONAL = "Example Member Blanca"  # of Colombia


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    with served(tmp_path_factory.mktemp("suite")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(params=[(1366, 768), (390, 800)], ids=["wide", "narrow"], scope="module")
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, accept_downloads=True
    )
    yield context.new_page()
    context.close()


def test_every_part_of_a_visit_fits_the_page(page: Page, suite: Suite) -> None:
    person = Coordinator.at(page, suite)
    person.come_in()
    page.goto(suite.address("visits", language="en"))
    person.wait_until_open()
    person.open(person.row(VISIT), VISIT)
    for name in (
        "The visit", "States and stages", "Special Commission", "Programme of activities",
        "Afterwards", "Day sheets", "History",
    ):  # fmt: skip
        person.tab(name)
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert person.watch.errors == []
    assert suite.failures == []


def test_refused_entry_another_place_and_somebody_who_may_not_go_there(
    browser: Browser, suite: Suite, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    page = context.new_page()
    person = Coordinator.at(page, suite)
    person.come_in()
    person.go_to("Visits")
    person.open(person.row(VISIT), VISIT)

    # What follows is said before the refusal is on record.
    person.tab("States and stages")
    person.press("Record that entry was refused…")
    page.get_by_label("Stage that was refused entry").select_option(index=1)
    expect(person.field("Refused by").locator("option:checked")).to_have_text("Honduras")
    person.sees("Activities that wait: 2")
    person.sees("Honduras: that its refusal is on record.")
    form = page.locator(".cv-card").filter(has_text="Stage that was refused entry")
    form.get_by_label("Reason", exact=True).fill("The State refused")
    person.press("Record that entry was refused")
    person.is_told("The refusal is on record.")
    person.sees("Example Port: entry refused on")

    # Another place: a national of that State is named at once.
    person.press("Put another place in its stead…")
    form = page.locator(".cv-card").filter(has_text="Instead of")
    form.get_by_label("Place", exact=True).fill("Example Border Town")
    form.get_by_label("On the soil of", exact=True).select_option(label="Colombia")
    person.sees("Activities that move there, on hold: 2")
    expect(form.get_by_text(f"{NATIONAL} may not take part")).to_be_visible()
    expect(form.get_by_text("Colombia: its consent, and the guarantees")).to_be_visible()
    form.get_by_label("Reason", exact=True).fill("Moved")
    person.press("Put another place in its stead")
    person.is_told("The stage has another place. Activities that moved: 2; left behind: 0.")
    breach = person.main.get_by_text("The delegation includes members who may not take part")
    expect(breach.first).to_contain_text(NATIONAL)

    # Who may not go carries no sheet; the others hand out theirs.
    person.tab("Day sheets")
    whose = person.field("Person")
    expect(whose.locator("option", has_text="Example Interpreter")).to_have_count(1)
    expect(whose.locator("option", has_text=NATIONAL)).to_have_count(0)
    sheet = person.receive("PDF", tmp_path)
    assert sheet.read_bytes().startswith(b"%PDF-")

    # The programme says what waits, and a reload brings the visit back.
    person.reload()
    expect(person.main.get_by_role("heading", name=VISIT)).to_be_visible()
    person.tab("Programme of activities")
    person.sees("On hold: The stage was refused entry: to be confirmed.")
    assert person.watch.errors == []
    assert person.watch.foreign == []
    assert suite.failures == []
    context.close()

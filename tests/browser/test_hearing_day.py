"""The page Hearing day in a browser whose connection fails: nothing typed and no press is lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from convoca.bootstrap import open_convoca
from convoca.domain.hearing_day import HearingDay
from convoca.domain.minutes import HearingMinutes
from support.bad_network import Line, bad_network
from support.coordinator import Coordinator
from support.suite import PATIENCE, Suite, chromium, served

pytestmark = pytest.mark.browser

DECISION = "To ask the State for information within a month"
NO_CONNECTION = "No connection."


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    folder = tmp_path_factory.mktemp("suite")
    folder.chmod(0o700)
    with served(folder) as running:
        yield running


@pytest.fixture
def line(suite: Suite) -> Iterator[Line]:
    with bad_network(suite.door) as laid:
        yield laid


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


class Table:
    """Somebody who sits at one hearing with a tablet."""

    def __init__(self, page: Page, suite: Suite, line: Line, title: str) -> None:
        self.person = Coordinator.at(page, suite)
        self.page, self.suite = page, suite
        page.goto(line.through(suite.door))
        page.goto(line.through(suite.address("hearing-day", language="en", period=900)))
        self.person.wait_until_open()
        self.person.row(title).click()
        self.tab("Clock and running order")
        self.hearing = page.evaluate("new URL(location.href).searchParams.get('hearing')")
        self.person.press("Open the hearing")
        self.person.is_told("The hearing is open.")

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name, exact=True).click()

    @property
    def clock(self) -> Locator:
        return self.page.get_by_role("timer")

    def starts(self, turn: int) -> None:
        self.page.locator(".cv-clock-turns button").nth(turn).click()
        expect(self.page.locator(".cv-clock-turns li").nth(turn)).to_have_attribute(
            "aria-current", "step"
        )

    def types(self, words: str) -> None:
        self.tab("For the minutes")
        self.person.field("Decision").press_sequentially(words)

    def kept_in_the_tab(self) -> int:
        return int(self.page.evaluate("Object.keys(sessionStorage).length"))

    def waits_until_all_is_sent(self) -> None:
        for _ in range(PATIENCE // 250):
            if not self.kept_in_the_tab():
                return
            self.page.wait_for_timeout(250)
        pytest.fail("what was kept in the tab was not sent")

    # What the store holds ------------------------------------------------------------------------

    def day(self) -> HearingDay:
        with open_convoca(database=self.suite.database) as office, office.reading() as uow:
            return uow.hearing_days.get(UUID(self.hearing))

    def minutes(self) -> HearingMinutes:
        with open_convoca(database=self.suite.database) as office, office.reading() as uow:
            return uow.hearing_minutes.get(UUID(self.hearing))

    def drafts(self) -> list[object]:
        with open_convoca(database=self.suite.database) as office, office.reading() as uow:
            kept = uow.drafts.of_everybody()
        return [each.body["typed"] for each in kept if each.key == f"hearing-day:{self.hearing}"]


def test_what_happens_while_the_connection_is_cut_is_there_when_it_is_back(
    suite: Suite, browser: Browser, line: Line
) -> None:
    page = browser.new_page(viewport={"width": 1024, "height": 768}, locale="en-US")
    table = Table(page, suite, line, "Situación de los desplazamientos internos en México")
    table.starts(0)
    before = table.clock.inner_text()

    line.cut()
    cut_at = datetime.now(UTC)
    table.starts(1)
    table.person.sees(NO_CONNECTION)
    page.wait_for_timeout(1_500)
    assert table.clock.inner_text() != before
    table.types(DECISION)
    table.person.sees(NO_CONNECTION)
    assert table.kept_in_the_tab() == 2
    assert len([turn for turn in table.day().turns if turn.spoken]) == 1
    mended_at = datetime.now(UTC)

    line.mend()
    table.waits_until_all_is_sent()
    table.person.press("Add the decision")
    table.person.is_told("The decision stands in the minutes.")

    first, second = table.day().turns[:2]
    started = second.spoken[0].started
    assert first.spoken[0].stopped == started
    assert cut_at - timedelta(seconds=1) <= started <= mended_at
    assert table.minutes().decisions == (DECISION,)
    page.close()


def test_a_connection_that_dies_without_a_word_loses_nothing(
    suite: Suite, browser: Browser, line: Line
) -> None:
    """The browser believes itself connected: what it sends is gone, and no answer ever comes.

    That holds for the ordinary inputs of the page too, and for the tab that is open.
    """
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale="en-US")
    table = Table(page, suite, line, "Situación de la Defensoría del Pueblo en Perú")

    line.silence()
    table.starts(0)
    table.types(DECISION)
    table.person.type("Party", "Example Organisation 05")
    table.person.sees(NO_CONNECTION)

    line.mend()
    table.waits_until_all_is_sent()
    assert table.day().turns[0].spoken
    table.person.press("Add the decision")
    table.person.is_told("The decision stands in the minutes.")
    table.person.type("What the party undertakes", "To reply")
    table.person.press("Add the commitment")
    table.person.is_told("The commitment stands in the minutes.")
    assert [c.party for c in table.minutes().commitments] == ["Example Organisation 05"]
    page.close()


def test_a_reload_in_the_middle_of_it_brings_everything_back(
    suite: Suite, browser: Browser, line: Line
) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    table = Table(page, suite, line, "Víctimas de violencia sexual en El Salvador")
    table.starts(0)
    line.cut()
    table.starts(1)
    table.types(DECISION)
    page.wait_for_timeout(300)

    line.mend()
    page.reload()
    table.person.wait_until_open()

    table.tab("For the minutes")
    expect(table.person.field("Decision")).to_have_value(DECISION)
    table.tab("Clock and running order")
    expect(page.locator(".cv-clock-turns li").nth(1)).to_have_attribute("aria-current", "step")
    table.waits_until_all_is_sent()
    assert len([turn for turn in table.day().turns if turn.spoken]) == 2
    assert table.drafts() == [{"decision": DECISION}]
    page.close()


def test_two_tabs_lose_nothing_of_each_other_and_leave_nothing_on_the_computer(
    suite: Suite, browser: Browser, line: Line
) -> None:
    """Both press without a connection, and both are loaded again before all was sent."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-US")
    one = context.new_page()
    table = Table(one, suite, line, "Protection of human rights defenders in Colombia")
    two = context.new_page()
    two.goto(one.url)
    Coordinator.at(two, suite).wait_until_open()
    line.cut()
    table.starts(1)
    two.locator(".cv-clock-turns button").nth(2).click()
    assert one.evaluate("localStorage.length") == 0
    one.wait_for_timeout(300)

    line.mend()
    for page in (one, two):
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        Coordinator.at(page, suite).wait_until_open()
    for _ in range(PATIENCE // 250):
        spoken = [bool(turn.spoken) for turn in table.day().turns[:3]]
        if spoken == [False, True, True]:
            break
        one.wait_for_timeout(250)
    assert spoken == [False, True, True]
    context.close()


def test_a_decision_that_was_added_without_a_connection_does_not_come_back_as_a_text(
    suite: Suite, browser: Browser, line: Line
) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    table = Table(page, suite, line, "Situation of campesino communities in Honduras")
    table.tab("For the minutes")
    line.cut()
    table.types(DECISION)
    table.person.press("Add the decision")
    page.wait_for_timeout(5_000)

    line.mend()
    table.person.is_told("The decision stands in the minutes.")
    table.waits_until_all_is_sent()
    page.wait_for_timeout(3_000)
    expect(table.person.field("Decision")).to_have_value("")
    assert table.minutes().decisions == (DECISION,)
    assert table.drafts() == []
    page.close()

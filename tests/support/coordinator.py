"""A coordinator at the pages: finds things by role and name, as people and screen readers do."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from support.suite import PATIENCE, Suite, Watch, watched

expect.set_options(timeout=PATIENCE)


@dataclass
class Coordinator:
    """One person in one browser window; ``watch`` notes what the pages must not do."""

    page: Page
    suite: Suite
    watch: Watch

    @classmethod
    def at(cls, page: Page, suite: Suite) -> "Coordinator":
        return cls(page, suite, watched(page, suite))

    def come_in(self) -> None:
        """Open the address that ``convoca serve`` shows."""
        self.page.goto(self.suite.door)
        self.wait_until_open()

    def wait_until_open(self) -> None:
        """Wait until the page has drawn its widgets."""
        expect(self.page.locator("#cv-cells:not(.cv-page--opening)")).to_be_visible()

    def reload(self) -> None:
        self.page.reload()
        self.wait_until_open()

    # What is there -------------------------------------------------------------------------------

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def menu(self) -> Locator:
        return self.page.get_by_role("banner")

    @property
    def title(self) -> Locator:
        return self.main.get_by_role("heading", level=1)

    def field(self, name: str, nth: int = 0) -> Locator:
        """Return the input that a screen reader calls ``name``."""
        return self.main.get_by_label(name, exact=True).filter(visible=True).nth(nth)

    def button(self, name: str, nth: int = 0) -> Locator:
        return self.main.get_by_role("button", name=name, exact=True).nth(nth)

    def row(self, words: str) -> Locator:
        return self.main.get_by_role("row").filter(has_text=words)

    def row_of(self, reference: str) -> Locator:
        """Return the row that is headed ``reference``: others may only mention it."""
        head = self.page.get_by_role("rowheader", name=reference, exact=True)
        return self.main.get_by_role("row").filter(has=head)

    def sees(self, words: str) -> None:
        """Wait until these words stand on the page."""
        expect(self.main.get_by_text(words).filter(visible=True).first).to_be_visible()

    def sees_no_more(self, words: str) -> None:
        """Wait until these words are gone from the page."""
        expect(self.main.get_by_text(words).filter(visible=True)).to_have_count(0)

    def is_told(self, words: str) -> None:
        """Wait until the page says these words, as a screen reader reads them out."""
        expect(self.page.get_by_role("status").filter(has_text=words).first).to_be_visible()

    def is_refused(self, words: str) -> None:
        """Wait until an alert says these words."""
        expect(self.main.get_by_role("alert").filter(has_text=words).first).to_be_visible()

    # What is done --------------------------------------------------------------------------------

    def go_to(self, page_name: str) -> None:
        """Follow a link of the menu."""
        link = self.menu.get_by_role("link", name=page_name, exact=True)
        link.click()
        expect(link).to_have_attribute("aria-current", "page")
        self.wait_until_open()

    def follow(self, name: str, title: str) -> None:
        """Follow a link on the page to the page with ``title``."""
        self.main.get_by_role("link", name=name, exact=True).click()
        expect(self.title).to_have_text(title)
        self.wait_until_open()

    def focus(self, target: Locator) -> None:
        """Go to what keys are pressed on next."""
        target.focus()

    def press(self, name: str, nth: int = 0) -> None:
        self.button(name, nth).click()

    def type(self, name: str, words: object, nth: int = 0) -> None:
        """Put words, a number or a day into an input."""
        self.field(name, nth).fill(words.isoformat() if isinstance(words, date) else str(words))

    def choose(self, name: str, option: str, nth: int = 0) -> None:
        """Choose an option of a list by its words."""
        self.field(name, nth).select_option(label=option)

    def tick(self, name: str, *, on: bool = True) -> None:
        """Tick a box, or take the tick away."""
        self.field(name).set_checked(on)

    def tab(self, name: str) -> None:
        """Turn to a tab."""
        tab = self.main.get_by_role("tab", name=name, exact=True)
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")

    def open(self, row: Locator, heading: str) -> None:
        """Choose a row of a table, and wait for what it opens."""
        row.click()
        expect(self.main.get_by_role("heading", name=heading, exact=True)).to_be_visible()

    def receive(self, name: str, folder: Path, nth: int = 0) -> Path:
        """Press a button that hands over a file, and keep the file."""
        with self.page.expect_download() as download:
            self.press(name, nth)
        kept = folder / download.value.suggested_filename
        download.value.save_as(kept)
        return kept

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

    def go_to(self, page_name: str) -> None:
        """Follow a link of the menu."""
        link = self.page.get_by_role("banner").get_by_role("link", name=page_name, exact=True)
        link.click()
        expect(link).to_have_attribute("aria-current", "page")
        self.wait_until_open()

    # What is there -------------------------------------------------------------------------------

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def field(self, name: str, nth: int = 0) -> Locator:
        """Return the input that a screen reader calls ``name``."""
        return self.main.get_by_label(name, exact=True).filter(visible=True).nth(nth)

    def button(self, name: str, nth: int = 0) -> Locator:
        return self.main.get_by_role("button", name=name, exact=True).nth(nth)

    def sees(self, words: str) -> None:
        """Wait until these words stand on the page."""
        expect(self.main.get_by_text(words).filter(visible=True).first).to_be_visible()

    def is_told(self, words: str) -> None:
        """Wait until a live region says these words."""
        expect(self.page.locator("#cv-polite")).to_contain_text(words)

    # What is done --------------------------------------------------------------------------------

    def press(self, name: str, nth: int = 0) -> None:
        self.button(name, nth).click()

    def type(self, name: str, words: str | date, nth: int = 0) -> None:
        """Put words or a day into an input."""
        self.field(name, nth).fill(str(words))

    def choose(self, name: str, option: str, nth: int = 0) -> None:
        """Choose an option of a list by its words."""
        self.field(name, nth).select_option(label=option)

    def tab(self, name: str) -> None:
        """Turn to a tab."""
        self.main.get_by_role("tab", name=name, exact=True).click()
        expect(self.main.get_by_role("tab", name=name, exact=True)).to_have_attribute(
            "aria-selected", "true"
        )

    def receive(self, name: str, folder: Path, nth: int = 0) -> Path:
        """Press a button that hands over a file, and keep the file."""
        with self.page.expect_download() as download:
            self.press(name, nth)
        kept = folder / download.value.suggested_filename
        download.value.save_as(kept)
        return kept

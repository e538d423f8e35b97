"""The coordinator without a mouse: Tab, Enter, Space, arrows and letters alone."""

from datetime import date

from playwright.sync_api import Locator, expect

from support.coordinator import Coordinator

HAS_FOCUS = "all => all.includes(document.activeElement)"


class KeyboardCoordinator(Coordinator):
    """Does what `Coordinator` does; whatever Tab does not reach soon, this person never reaches."""

    def key(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, target: Locator, *, most: int = 90) -> None:
        """Press Tab until ``target`` has the focus; from the end of a page it goes on at its top."""
        expect(target).to_be_visible()
        for _ in range(most):
            if target.evaluate_all(HAS_FOCUS):
                return
            self.key("Tab")
        raise AssertionError(f"{most} Tabs do not lead to {target}")

    def go_to(self, page_name: str) -> None:
        link = self.menu.get_by_role("link", name=page_name, exact=True)
        self.tab_to(link)
        self.key("Enter")
        expect(link).to_have_attribute("aria-current", "page")
        self.wait_until_open()

    def focus(self, target: Locator) -> None:
        self.tab_to(target)

    def press(self, name: str, nth: int = 0) -> None:
        self.tab_to(self.button(name, nth))
        self.key("Enter")

    def type(self, name: str, words: object, nth: int = 0) -> None:
        self.tab_to(self.field(name, nth))
        if isinstance(words, date):
            self.page.keyboard.type(f"{words:%m%d%Y}")  # a date input of en-US, part by part
        else:
            self.key("Control+a")
            self.page.keyboard.type(str(words))

    def choose(self, name: str, option: str, nth: int = 0) -> None:
        field = self.field(name, nth)
        self.tab_to(field)
        self.key("Home")
        option = option.replace("\N{NO-BREAK SPACE}", " ")
        for _ in range(field.locator("option").count()):
            chosen = field.evaluate("list => list.selectedOptions[0]?.label ?? ''")
            if chosen.replace("\N{NO-BREAK SPACE}", " ") == option:
                return
            self.key("ArrowDown")
        raise AssertionError(f"{name} does not offer {option}")

    def tick(self, name: str, *, on: bool = True) -> None:
        box = self.field(name)
        self.tab_to(box)
        if box.is_checked() != on:
            self.key("Space")
        expect(box).to_be_checked(checked=on)

    def tab(self, name: str) -> None:
        named = self.page.get_by_role("tab").filter(has_text=name)
        tabs = self.main.get_by_role("tablist").filter(has=named).get_by_role("tab")
        tab = tabs.filter(has_text=name)
        self.tab_to(tabs.and_(self.main.locator("[tabindex='0']")))
        for _ in range(tabs.count()):
            if tab.evaluate_all(HAS_FOCUS):
                break
            self.key("ArrowRight")
        self.key("Enter")
        expect(tab).to_have_attribute("aria-selected", "true")

    def open(self, row: Locator, heading: str) -> None:
        rows = self.main.get_by_role("row").and_(self.main.locator("[tabindex='0']"))
        self.tab_to(rows)
        self.key("Home")
        for _ in range(30):
            if row.evaluate_all(HAS_FOCUS):
                break
            self.key("ArrowDown")
        self.key("Enter")
        expect(self.main.get_by_role("heading", name=heading, exact=True)).to_be_visible()

"""A drop on the board in Chromium, from letting go to the last thing that changes on the page: board, problems, messages.

Beside it what a pick-up takes until the legal places are painted, and what the whole period takes to be drawn.

python tests/bench/bench_board.py
"""

import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser, CDPSession, Page

from bench.bench_programme import a_store
from convoca.bootstrap import open_convoca
from support.suite import PATIENCE, chromium, served

DAYS = tuple(date(2027, 3, day) for day in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12))
DROPS, AT_MOST_MS, STILL_MS = 10, 250, 1000

#: Notes when a thing was let go, and when the page changed last after it.
WATCH = """
() => {
    window.changed = performance.now();
    addEventListener("pointerup", () => { window.letGo = window.changed = performance.now(); }, { capture: true });
    const note = () => { window.changed = performance.now(); };
    new MutationObserver(note).observe(document.querySelector("main"), {
        subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["class", "style", "aria-label"],
    });
}
"""

#: Promises the milliseconds from now until the first place is painted.
PAINTED = """
() => {
    const begun = performance.now();
    const cells = document.querySelector(".board-cells");
    window.painted = new Promise((done, fail) => {
        setTimeout(() => fail(new Error("no place was painted")), 20_000);
        new MutationObserver((_, observer) => {
            if (!cells.querySelector("[data-grade]")) return;
            observer.disconnect();
            done(performance.now() - begun);
        }).observe(cells, { subtree: true, attributes: true, attributeFilter: ["data-grade"] });
    });
}
"""


def main() -> None:
    os.environ.setdefault("CONVOCA_LANGUAGE", "en")
    for hearings, days in ((60, DAYS[5:]), (150, DAYS)):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "store").mkdir()
            with open_convoca(database=f"sqlite:///{folder / 'store' / 'convoca.db'}") as convoca:
                period = a_store(convoca, hearings=hearings, days=days)
            with served(folder, example=False) as suite, chromium() as browser:
                page = _page(browser, suite.door, suite.address("programme", period=period.number))
                painted, dropped, worked = _drops(page)
                glance = _glance(page)
                failures = suite.failures
        print(
            f"{hearings:>3} hearings: drop to the last repainting median {median(dropped):4.0f} ms, "
            f"worst {max(dropped):4.0f} (at most {AT_MOST_MS} at 60), of the browser's processor {median(worked):3.0f}; "
            f"pick-up to painted places {median(painted):4.0f} ms; whole period shown {glance:4.0f} ms"
            + (f"; failed: {failures}" if failures else "")
        )


def _page(browser: Browser, door: str, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(PATIENCE)
    page.request.get(door, max_redirects=0)
    page.goto(address)
    page.locator(".ec-event").first.wait_for()
    page.evaluate(WATCH)
    page.evaluate("document.querySelector('.board').scrollIntoView()")
    return page


def _drops(page: Page) -> tuple[list[float], list[float], list[float]]:
    """Drag one hearing to a free hour and back; milliseconds to painted places, of the drop, of the browser's work."""
    painted, dropped, worked = [], [], []
    meter = page.context.new_cdp_session(page)
    meter.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
    meter.send("Performance.enable")
    quarters = page.locator(".board-row").count()
    for number in range(DROPS):
        _rest(page)
        grid = page.locator(".board-cells").bounding_box()
        item = page.locator(".ec-event", has_text="Example hearing 0").bounding_box()
        if grid is None or item is None:
            raise LookupError("the board is not drawn")
        far = grid["height"] / quarters * 14  # from nine to half past twelve
        x, y = item["x"] + item["width"] / 2, item["y"] + 8
        page.mouse.move(x, y)
        page.mouse.down()
        page.evaluate(PAINTED)
        page.mouse.move(x, y + 24, steps=3)
        painted.append(page.evaluate("window.painted"))
        page.mouse.move(x, y + (far if number % 2 == 0 else -far), steps=4)
        before = _work(meter)
        page.mouse.up()
        _rest(page)
        dropped.append(page.evaluate("window.changed - window.letGo"))
        worked.append(_work(meter) - before)
    return painted, dropped, worked


def _work(meter: CDPSession) -> float:
    """Return how long the page's own thread has worked, in milliseconds."""
    metrics = meter.send("Performance.getMetrics")["metrics"]
    return next(m["value"] for m in metrics if m["name"] == "TaskDuration") * 1000


def _glance(page: Page) -> float:
    """Open the whole period; milliseconds until all is drawn."""
    page.get_by_role("tab", name="Whole period").click()
    page.locator(".period-item").first.wait_for()
    _rest(page)
    return page.evaluate("window.changed - window.letGo")


def _rest(page: Page) -> None:
    """Wait until the page has not changed for a while."""
    while page.evaluate("performance.now() - window.changed") < STILL_MS:
        page.wait_for_timeout(100)


if __name__ == "__main__":
    main()

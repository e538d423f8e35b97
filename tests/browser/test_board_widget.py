"""The two widgets in a real browser, through Voilà, under the suite's Content-Security-Policy and far from the venue's zone."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path
from textwrap import dedent

import nbformat
import pytest
from playwright.sync_api import expect, sync_playwright

import convoca

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
BOARD = """
    import ipywidgets
    from convoca.app.widgets.board import Board, Place, Places
    from convoca.domain.language import Language

    HOSTILE = "<img src=x onerror=\\"document.title='broken into'\\">"
    board = Board(
        language=Language.ENGLISH, day="2027-03-08", rooms=[{"id": "A", "title": "Sala A"}, {"id": "B", "title": "Sala B"}],
        items=[{"id": "h1", "title": "Water", "subtitle": HOSTILE, "room": "A", "start": "2027-03-08T09:00", "minutes": 60,
                "kind": "hearing", "severity": "breach", "private": True}],
        tray=[{"id": "t1", "title": HOSTILE, "subtitle": "", "minutes": 30, "needs": [{"sign": "priority", "text": HOSTILE}]}],
        closures=[{"room": "B", "start": "2027-03-08T16:00", "minutes": 60, "title": HOSTILE, "held": True}],
    )
    said = ipywidgets.Label("nothing")

    def on_move(item, room, start):
        said.value = f"{item} {room} {start}"
        if start.endswith("12:00"):
            return "Lunch is at noon."
        thing = {"kind": "hearing", **next(t for t in [*board.items, *board.tray] if t["id"] == item), "room": room, "start": start}
        board.tray = [t for t in board.tray if t["id"] != item]
        board.items = [*(t for t in board.items if t["id"] != item), thing]
        return ""

    def on_take_out(item):
        board.tray = [*board.tray, *(t for t in board.items if t["id"] == item)]
        board.items = [t for t in board.items if t["id"] != item]
        return ""

    def on_pin(item):
        board.items = [{**t, "pinned": not t.get("pinned")} if t["id"] == item else t for t in board.items]
        return ""

    def on_swap(item, other):
        at = {t["id"]: (t["room"], t["start"]) for t in board.items}
        goes = {item: at[other], other: at[item]}
        board.items = [{**t, **dict(zip(("room", "start"), goes.get(t["id"], at[t["id"]])))} for t in board.items]
        return ""

    def on_pick_up(item):
        at = [("A", "10:00", "better", -12), ("B", "10:00", "worse", 24), ("B", "10:30", "worse", 24)]
        return Places(places=tuple(Place(room=r, start=f"2027-03-08T{h}", grade=g, change=c) for r, h, g, c in at),
                      remark=f"Legal places: 3, for {item}.")

    def on_why_not(item, room, start):
        said.value = f"why not {room} {start}"
        return "Lunch is near." + HOSTILE

    board.on_move(on_move)
    board.on_take_out(on_take_out)
    board.on_pin(on_pin)
    board.on_swap(on_swap)
    board.on_pick_up(on_pick_up)
    board.on_why_not(on_why_not)
    display(board, said)
"""
PERIOD = """
    import ipywidgets
    from convoca.app.widgets.period_board import PeriodBoard
    from convoca.domain.language import Language

    HOSTILE = "<img src=x onerror=\\"document.title='broken into'\\">"
    rooms = [{"id": r, "title": f"Sala {r}"} for r in "ABCD"]
    days = [f"2027-03-{day:02}" for day in (1, 2, 3, 4, 5, 8, 9, 10, 11, 12)]
    items = [{"id": f"h{n}", "title": f"Hearing {n} {HOSTILE}", "subtitle": HOSTILE, "room": "ABCD"[n % 4], "start": f"{days[n // 15]}T{9 + n % 15 // 4 * 2:02}:00",
              "minutes": 60, "kind": "hearing", "severity": "breach" if n == 1 else "", "private": n == 2, "pinned": n == 3, "dim": n == 4} for n in range(150)]
    said = ipywidgets.Label("nothing")
    board = PeriodBoard(language=Language.ENGLISH, days=[{"day": d, "title": d, "told": HOSTILE, "rooms": rooms} for d in days], items=items,
                        kinds=[{"kind": "hearing", "title": "Hearing"}])
    board.on_open(lambda item: setattr(said, "value", f"open {item}"))
    display(board, said)
"""
TABLE = """
    import ipywidgets
    from convoca.app.widgets.table import Column, table
    from convoca.domain.language import Language

    HOSTILE = "<img src=x onerror=\\"document.title='broken into'\\">"
    rows = [{"id": f"r{n}", "title": f"{n} {HOSTILE}", "state": ["Perú", "Chile"][n % 2], "days": n} for n in range(10_000)]
    said = ipywidgets.Label("nothing")
    columns = [Column("title", "Title"), Column("state", "State", filter=True), Column("days", "Days", kind="number")]
    requests = table(columns, rows, language=Language.ENGLISH, caption="Requests", on_select=lambda key: setattr(said, "value", f"key {key}"))
    display(requests, said)
"""


@pytest.fixture(scope="module")
def voila(tmp_path_factory):
    """The address of stock Voilà over a folder with the two notebooks."""
    folder = tmp_path_factory.mktemp("notebooks")
    for name, source in (("board", BOARD), ("table", TABLE), ("period", PERIOD)):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(dedent(source))])
        notebook.metadata.kernelspec = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        nbformat.write(notebook, folder / f"{name}.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(convoca.__path__[0]).parent),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    command = [
        sys.executable,
        "-m",
        "voila",
        "--no-browser",
        f"--port={port}",
        "--Voila.ip=127.0.0.1",
        str(folder),
    ]
    headers = {"headers": {"Content-Security-Policy": POLICY}}
    (folder / "voila.json").write_text(json.dumps({"Voila": {"tornado_settings": headers}}))
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            command, env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT
        )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address, server):
    for _ in range(150):
        assert server.poll() is None, "voila ended"
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("voila did not answer")


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-sync",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(voila, browser):
    """Open a notebook in a browser in Tokyo; at the end nothing has failed in it, and the widgets asked no other host."""
    faults = []
    elsewhere = set()
    contexts = []

    def open_page(name, width=1366, height=768):
        context = browser.new_context(
            viewport={"width": width, "height": height}, timezone_id="Asia/Tokyo"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))

        page.on("console", lambda message: "blob:" in message.text and faults.append(message.text))
        page.on(
            "request", lambda request: elsewhere.add(urllib.parse.urlsplit(request.url).hostname)
        )
        answer = page.goto(f"{voila}voila/render/{name}.ipynb")
        assert answer.headers["content-security-policy"] == POLICY
        return page

    yield open_page
    titles = [page.title() for context in contexts for page in context.pages]
    for context in contexts:
        context.close()
    assert faults == []
    # Stock Voilà links Font Awesome from there (the policy blocks it); the suite's own template does not.
    assert elsewhere <= {None, "", "127.0.0.1", "cdn.jsdelivr.net"}
    assert "broken into" not in titles


def drag(page, source, target):
    page.mouse.move(*source)
    page.mouse.down()
    page.mouse.move((source[0] + target[0]) / 2, (source[1] + target[1]) / 2, steps=5)
    page.mouse.move(*target, steps=5)
    page.mouse.up()


def cell(page, name):
    return page.get_by_role("gridcell", name=name)


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_board_by_mouse(visit):
    page = visit("board")
    status, said = page.get_by_role("status"), page.locator(".widget-label")
    item = page.locator(".ec-event", has_text="Water")
    expect(item).to_be_visible(timeout=60_000)
    expect(cell(page, "09:00, Sala A: Water, 09:00\N{EN DASH}10:00")).to_be_attached()
    tray = page.get_by_role("region", name="Not placed yet")

    drag(page, middle(tray.get_by_role("button")), middle(cell(page, "14:30, Sala B: free")))
    expect(said).to_have_text("t1 B 2027-03-08T14:30")
    expect(cell(page, "14:30, Sala B: <img")).to_be_attached()
    expect(tray).to_contain_text("Everything is placed.")

    grip = middle(cell(page, "09:00, Sala A"))
    drag(page, grip, middle(cell(page, "11:00, Sala B")))
    expect(said).to_have_text("h1 B 2027-03-08T11:00")
    drag(page, middle(cell(page, "11:00, Sala B")), middle(cell(page, "12:00, Sala A")))
    expect(status).to_contain_text("Lunch is at noon.")
    expect(cell(page, "11:00, Sala B: Water, 11:00\N{EN DASH}12:00")).to_be_attached()

    drag(page, middle(cell(page, "11:00, Sala B")), middle(tray))
    expect(tray).to_contain_text("Water")
    expect(page.locator(".ec-event:not(.board-closure)")).to_have_count(1)


def test_legal_places_are_painted_while_something_is_dragged(visit):
    page = visit("board")
    status, said = page.get_by_role("status"), page.locator(".widget-label")
    expect(page.locator(".ec-event", has_text="Water")).to_be_visible(timeout=60_000)
    page.mouse.move(*middle(cell(page, "09:00, Sala A")))
    page.mouse.down()
    page.mouse.move(*middle(cell(page, "11:00, Sala A")), steps=5)
    expect(page.locator("[role=gridcell][data-grade=better]")).to_have_count(1)
    expect(page.locator("[role=gridcell][data-grade=worse]")).to_have_count(2)
    assert cell(page, "10:00, Sala A").get_attribute("data-change") == "−12"
    expect(said).to_have_text("why not A 2027-03-08T11:00")
    bubble = page.locator(".board-bubble")
    expect(bubble).to_contain_text("Not a legal place: Lunch is near.<img")
    page.mouse.move(*middle(cell(page, "10:00, Sala B")), steps=5)
    expect(bubble).to_have_text("Worse than now: +24")
    page.mouse.move(*middle(cell(page, "13:00, Sala B")), steps=5)
    page.mouse.up()
    expect(status).to_contain_text("Water: now at 13:00, Sala B. Not a legal place: Lunch is near.")
    expect(page.locator("[role=gridcell][data-grade]")).to_have_count(0)
    expect(bubble).to_be_hidden()


def test_the_period_at_a_glance(visit):
    page = visit("period")
    said = page.locator(".widget-label")
    blocks = page.get_by_role("button")
    expect(blocks).to_have_count(150, timeout=60_000)
    assert page.locator(".period-days").bounding_box()["height"] < 700
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    expect(blocks.first).to_be_focused()
    expect(page.locator(".period-tip")).to_contain_text("Hearing 0 <img")
    page.keyboard.press("ArrowRight")
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("Sala B.*breach"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(said).to_have_text(re.compile("open h1[5-8]$"))
    page.keyboard.press("End")
    expect(page.locator(":focus")).to_have_attribute("aria-label", re.compile("^Hearing 1[34]"))
    blocks.nth(2).click()
    expect(said).to_have_text("open h2")


def test_the_period_is_an_agenda_on_a_narrow_screen(visit):
    page = visit("period", width=390, height=844)
    first = page.get_by_role("button").first
    expect(first).to_be_visible(timeout=60_000)
    assert first.bounding_box()["width"] > 300
    expect(first).to_contain_text("09:00")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [1366, 390])
def test_the_board_by_keyboard(visit, width):
    page = visit("board", width=width, height=844)
    status, said = page.get_by_role("status"), page.locator(".widget-label")
    first = cell(page, "09:00, Sala A: Water, 09:00\N{EN DASH}10:00")
    expect(first).to_be_attached(timeout=60_000)
    assert first.get_attribute("aria-label").endswith("breach, private")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    expect(first).to_be_focused()

    page.keyboard.press("Enter")
    expect(page.locator(".board-title")).to_have_text("Where to? Water")
    expect(status).to_contain_text("Legal places: 3, for h1.")
    expect(cell(page, "10:00, Sala A: free. Better than now: −12")).to_be_attached()
    page.keyboard.press("Escape")
    expect(status).to_contain_text("stays where it was")
    expect(first).to_be_focused()

    page.keyboard.press("Enter")
    expect(status).to_contain_text("Legal places: 3")
    page.keyboard.press("ArrowDown" if width < 640 else "ArrowRight")
    if width > 640:
        expect(status).to_contain_text("Not a legal place: Lunch is near.")
        for _ in range(2):
            page.keyboard.press("ArrowDown")
    target = cell(page, "10:00, Sala B: free. Worse than now: +24")
    target.focus()
    page.keyboard.press("Enter")
    expect(said).to_have_text("h1 B 2027-03-08T10:00")
    expect(status).to_have_text("Water: now at 10:00, Sala B.")
    moved = cell(page, "10:00, Sala B: Water")
    expect(moved).to_be_focused()

    page.keyboard.press("p")
    expect(status).to_contain_text("pinned, no plan moves it")
    expect(moved).to_have_attribute("aria-label", re.compile("pinned"))
    expect(moved).to_be_focused()
    page.keyboard.press("P")
    expect(status).to_contain_text("not pinned any more")

    page.keyboard.press("Delete")
    expect(status).to_contain_text("taken out")
    expect(page.get_by_role("button", name="Water")).to_be_focused()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Legal places: 3, for h1.")
    cell(page, "10:00, Sala A: free. One of the best places").focus()
    page.keyboard.press("Enter")
    expect(status).to_have_text("Water: now at 10:00, Sala A.")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_two_change_places_by_keyboard(visit):
    page = visit("board")
    status = page.get_by_role("status")
    expect(page.locator(".ec-event", has_text="Water")).to_be_visible(timeout=60_000)
    tray = page.get_by_role("region", name="Not placed yet")
    drag(page, middle(tray.get_by_role("button")), middle(cell(page, "14:30, Sala B: free")))
    second = cell(page, "14:30, Sala B: <img")
    expect(second).to_be_attached()
    cell(page, "09:00, Sala A: Water").focus()
    page.keyboard.press("x")
    expect(status).to_contain_text("Go to the other one and press Enter")
    page.keyboard.press("Escape")
    expect(status).to_contain_text("stays where it was")
    page.keyboard.press("x")
    second.focus()
    page.keyboard.press("Enter")
    expect(status).to_have_text("Water: swapped.")
    expect(cell(page, "14:30, Sala B: Water")).to_be_focused()


def test_the_table_by_keyboard_with_ten_thousand_hostile_rows(visit):
    page = visit("table")
    table, said = page.get_by_role("table", name="Requests"), page.locator(".widget-label")
    expect(table).to_be_visible(timeout=60_000)
    expect(table.get_by_role("rowheader").first).to_contain_text("<img src=x")
    page.get_by_label("Search").fill("peru 99")
    expect(page.locator(".table-count")).to_have_text("95 of 10000 rows")
    page.get_by_label("State").select_option("Chile")
    expect(page.locator(".table-count")).to_have_text("0 of 10000 rows")
    page.get_by_label("State").select_option("Perú")
    days = table.get_by_role("columnheader", name="Days")
    days.get_by_role("button").click()
    days.get_by_role("button").click()
    expect(days).to_have_attribute("aria-sort", "descending")
    first = table.locator("tbody tr").first
    expect(first).to_contain_text("9998")

    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(said).to_have_text("key r9996")
    expect(table.locator("tr[aria-current=true]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(said).to_have_text("key")
    page.keyboard.press("PageDown")
    expect(page.get_by_role("navigation", name="Pages")).to_contain_text("Page 2 of 4")

"""The two widgets in a real browser, through Voilà, under the suite's Content-Security-Policy and far from the venue's zone."""

import json
import os
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
    from convoca.app.widgets.board import Board
    from convoca.domain.language import Language

    HOSTILE = "<img src=x onerror=\\"document.title='broken into'\\">"
    board = Board(
        language=Language.ENGLISH, day="2027-03-08", rooms=[{"id": "A", "title": "Sala A"}, {"id": "B", "title": "Sala B"}],
        items=[{"id": "h1", "title": "Water", "subtitle": HOSTILE, "room": "A", "start": "2027-03-08T09:00", "minutes": 60,
                "kind": "hearing", "severity": "breach", "private": True}],
        tray=[{"id": "t1", "title": HOSTILE, "subtitle": "", "minutes": 30}],
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

    board.on_move(on_move)
    board.on_take_out(on_take_out)
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
    for name, source in (("board", BOARD), ("table", TABLE)):
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
    expect(page.locator(".ec-event")).to_have_count(1)


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
    expect(status).to_contain_text("Water picked up.")
    page.keyboard.press("Escape")
    expect(status).to_contain_text("stays where it was")
    expect(first).to_be_focused()

    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    expect(cell(page, "09:00, Sala B: free")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_have_text("h1 B 2027-03-08T09:00")
    expect(status).to_have_text("Water: now at 09:00, Sala B.")
    expect(cell(page, "09:00, Sala B: Water")).to_be_focused()

    page.keyboard.press("Delete")
    expect(status).to_contain_text("taken out")
    expect(page.get_by_role("button", name="Water")).to_be_focused()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("picked up")
    target = cell(page, "12:00, Sala A: free")
    target.focus()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Lunch is at noon.")
    expect(page.get_by_role("button", name="Water")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


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

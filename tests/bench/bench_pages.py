"""From navigation to a usable page: our Home beside a stock Voilà hello page, in turn, in one run.

Usable is when the page's first input or button can be seen. Medians; a warm pool is given time to
refill between visits.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, BrowserContext

from support.suite import chromium, served

ROUNDS = 7
REFILL = 8.0
HELLO = "import ipywidgets\nipywidgets.Button(description='Hello')"
WARM = ("--preheat_kernel=True", "--pool_size=2", "--VoilaKernelManager.fill_delay=5")


@contextmanager
def stock(folder: Path, port: int, *options: str) -> Iterator[str]:
    """Serve the hello page with Voilà as it comes."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(HELLO)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "", "language": "python"}
    path = folder / "hello.ipynb"
    nbformat.write(notebook, path)
    program = str(Path(sys.executable).with_name("voila"))
    server = subprocess.Popen(
        [program, str(path), "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1", *options],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(30)


def seconds_to_use(context: BrowserContext, address: str, usable: str) -> float:
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(usable, state="visible", timeout=60_000)
    taken = time.perf_counter() - started
    page.close()
    return taken


def first_and_again(
    browser: Browser, address: str, usable: str, enter: Callable[[BrowserContext], object]
) -> tuple[float, float]:
    """Return the seconds of a first visit, with nothing kept, and of a second one."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    enter(context)
    first = seconds_to_use(context, address, usable)
    time.sleep(1)
    again = seconds_to_use(context, address, usable)
    context.close()
    return first, again


def wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=30).read(1)
        except OSError:
            time.sleep(0.3)
        else:
            return


def main() -> None:
    os.environ.setdefault("CONVOCA_LANGUAGE", "en")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ours = stack.enter_context(served(folder / "ours"))
        theirs = stack.enter_context(stock(folder, 8961, *WARM))
        browser = stack.enter_context(chromium())
        wait_for(theirs)
        variants = {
            "stock hello, warm pool": (theirs, "button", lambda _: None),
            "our Home, warm pool": (
                ours.address("home"),
                "main select",
                lambda context: context.request.get(ours.door, max_redirects=0),
            ),
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in variants}
        for _ in range(ROUNDS):
            for name, (address, usable, enter) in variants.items():
                time.sleep(REFILL)
                taken[name].append(first_and_again(browser, address, usable, enter))
    medians = {
        name: [statistics.median(visits) for visits in zip(*times, strict=True)]
        for name, times in taken.items()
    }
    base = medians["stock hello, warm pool"]
    for name, (first, again) in medians.items():
        print(
            f"{name:<26} first {first:5.2f} s ({first / base[0]:4.2f}x)   "
            f"again {again:5.2f} s ({again / base[1]:4.2f}x)   reach 1.10x"
        )


if __name__ == "__main__":
    main()

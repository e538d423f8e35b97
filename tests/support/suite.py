"""The suite as ``convoca serve`` starts it, over a store with the example period, and a browser."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

CONVOCA = str(Path(sys.executable).with_name("convoca"))
PATIENCE = 60_000  # milliseconds; for a machine under load

CHROMIUM = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True)
class Suite:
    """A served suite; ``door`` is the address with the key, ``folder`` holds what it writes.

    ``said`` grows by what the server logs.
    """

    door: str
    database: str
    folder: Path
    said: list[str] = field(default_factory=list)

    @property
    def failures(self) -> list[str]:
        """Return the references under which the pages logged what they did not expect."""
        return [line for line in self.said if "convoca.app: reference" in line]

    def address(self, page: str, **parameters: object) -> str:
        parts = urlsplit(self.door)
        return f"{parts.scheme}://{parts.netloc}/{page}?{urlencode(parameters)}"


@contextmanager
def served(folder: Path, *, example: bool = True) -> Iterator[Suite]:
    """Serve the suite on a free port; it is ended by its pid."""
    database = f"sqlite:///{folder / 'store' / 'convoca.db'}"
    environment = {
        **os.environ,
        "CONVOCA_USER": "Example Coordinator",
        "CONVOCA_EXPORTS": str(folder / "exports"),
        "CONVOCA_CALENDARS": str(folder / "feeds"),
    }
    if example:
        subprocess.run([CONVOCA, "demo", "--db", database], env=environment, check=True)
    server = subprocess.Popen(
        [CONVOCA, "serve", "--db", database, "--port", "0", "--no-browser", "--stop-after", "900"],
        env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        suite = Suite(_door(server), database, folder)
        Thread(target=_listen, args=(server, suite.said), daemon=True).start()
        yield suite
    finally:
        server.terminate()
        server.wait(timeout=30)


def _listen(server: "subprocess.Popen[str]", said: list[str]) -> None:
    """Read on until the server ends: a pipe that nobody empties would stop it once it is full."""
    if server.stdout:
        with server.stdout:
            said.extend(server.stdout)


def _door(server: "subprocess.Popen[str]") -> str:
    said = []
    for line in server.stdout or ():
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\S+", line):
            return found.group(0)
    raise RuntimeError("the suite did not start:\n" + "".join(said))


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(CHROMIUM)
        )
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page must not do, noted while it does it."""

    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def watched(page: Page, suite: Suite) -> Watch:
    """Note every request to another host, and every error on the console."""
    watch = Watch()
    own = urlsplit(suite.door).netloc

    def note_request(address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != own:
            watch.foreign.append(address)

    page.on("request", lambda request: note_request(request.url))
    page.on("pageerror", lambda error: watch.errors.append(str(error)))
    page.on(
        "console",
        lambda message: watch.errors.append(message.text) if message.type == "error" else None,
    )
    page.set_default_timeout(PATIENCE)
    return watch

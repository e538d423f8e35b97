"""The server: who gets in, what is sent, what a kernel knows, and how all of it ends.

Plain HTTP against a started server; what a browser does with it is in tests/browser.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

KEY = "key-of-this-test"
PATIENCE = 60  # seconds; a machine under load, never reached otherwise

LAUNCHERS = {
    "home": """
import json, os, pathlib
from convoca.app import frame
from ipywidgets import Label

def build(visit):
    heard = {"page": visit.page, "language": visit.language, "person": visit.person,
             "parameters": dict(visit.parameters), "environment": dict(os.environ),
             "folder": os.getcwd()}
    pathlib.Path(os.environ["CONVOCA_REPORT"]).write_text(json.dumps(heard))
    return frame.View("A page", Label("drawn"))

frame.show(build)
""",
    "broken": "raise ValueError('the name of a protected witness')",
    "failing": """
from convoca.app import frame

def build(visit):
    raise ValueError("the name of a protected witness")

frame.show(build)
""",
}

SERVE = """
import os, sys
from pathlib import Path
from convoca.app.server import serve
serve(
    notebooks=Path(sys.argv[1]), port=int(sys.argv[2]), open_browser="BROWSER" in os.environ,
    environment=os.environ, person="Ana", pool_size=int(sys.argv[3]),
    session_seconds=int(sys.argv[4]), stop_after=120,
)
"""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Browser:
    """As much of a browser as these tests need: it keeps cookies and follows nothing."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, {"Cookie": cookie, **headers})
            response = connection.getresponse()
            answer = Answer(
                response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
            )
        finally:
            connection.close()
        answer.cookies = _cookies(response)
        self.cookies |= answer.cookies
        return answer

    def sign_in(self) -> "Browser":
        self.get(f"/home?token={KEY}")
        return self


def _cookies(response: HTTPResponse) -> dict[str, str]:
    pairs = (
        each.split(";")[0].split("=", 1) for each in response.headers.get_all("Set-Cookie", [])
    )
    return dict(pairs)


@dataclass
class Served:
    process: "subprocess.Popen[bytes]"
    report: Path
    folder: Path

    def log(self) -> str:
        return (self.folder / "log").read_text()

    @property
    def address(self) -> re.Match[str] | None:
        return re.search(r"http://127\.0\.0\.1:(\d+)/\?token=", self.log())

    @property
    def port(self) -> int:
        return int(self.address[1])

    def visitor(self) -> Browser:
        return Browser(self.port)

    def member(self) -> Browser:
        return self.visitor().sign_in()

    def heard(self) -> dict[str, object]:
        return json.loads(self.report.read_text())

    def kernels(self) -> list[int]:
        """Return the processes of the kernels, which are the server's children."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]


@contextmanager
def served(
    folder: Path, *, pool_size: int = 1, session_seconds: int = 1200, browser: str = ""
) -> Iterator[Served]:
    notebooks = folder / "notebooks"
    notebooks.mkdir()
    for page, source in LAUNCHERS.items():
        kernel = {"kernelspec": {"name": "python3", "display_name": "", "language": "python"}}
        nbformat.write(
            new_notebook(cells=[new_code_cell(source)], metadata=kernel),
            notebooks / f"{page}.ipynb",
        )
    report = folder / "report.json"
    environment = {name: value for name, value in os.environ.items() if name != "BROWSER"}
    if browser:
        environment["BROWSER"] = browser
    secrets = {"DB_PASSWORD": "hidden", "AWS_SECRET_ACCESS_KEY": "hidden", "JUPYTER_TOKEN": KEY}
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                SERVE,
                str(notebooks),
                "0",
                str(pool_size),
                str(session_seconds),
            ],
            env={**environment, **secrets, "CONVOCA_REPORT": str(report)},
            cwd=folder,
            stderr=log,
        )
    running = Served(process, report, folder)
    try:
        assert until(lambda: running.address is not None or process.poll() is not None)
        assert running.address, running.log()
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served")) as running:
        yield running


def until(condition: Callable[[], bool]) -> bool:
    """Wait until ``condition`` holds; False where it does not in good time."""
    end = time.monotonic() + PATIENCE
    while not (held := condition()) and time.monotonic() < end:
        time.sleep(0.1)
    return held


# Who gets in --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/home", "/broken", "/nowhere", "/home.ipynb"])
def test_a_visitor_without_the_key_is_sent_to_the_door(server: Served, path: str) -> None:
    answer = server.visitor().get(path)
    assert answer.status == 302
    assert answer.headers["location"].startswith("/login?next=")
    assert not answer.body


@pytest.mark.parametrize(
    "path",
    [
        "/api/kernels/00000000-0000-0000-0000-000000000000",
        "/api/session/00000000-0000-0000-0000-000000000000",
    ],
)
def test_interfaces_refuse_a_visitor_without_the_key(server: Served, path: str) -> None:
    assert server.visitor().get(path).status == 403


def test_the_websocket_of_a_kernel_refuses_a_visitor_without_the_key(server: Served) -> None:
    page = server.member().get("/home").text
    kernel = re.search(r'"kernelId": "([0-9a-f-]+)"', page)[1]
    handshake = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    path = f"/api/kernels/{kernel}/channels"
    assert server.visitor().get(path, **handshake).status == 403


def test_the_key_opens_and_leaves_the_address(server: Served) -> None:
    browser = server.visitor()
    answer = browser.get(f"/home?period=191&token={KEY}")
    assert (answer.status, answer.headers["location"]) == (302, "/home?period=191")
    assert browser.get("/home?period=191").status == 200


def test_a_wrong_key_does_not_open(server: Served) -> None:
    assert server.visitor().get("/home?token=guess").status == 302


def test_the_door_takes_the_key_and_leads_on(server: Served) -> None:
    browser = server.visitor()
    door = browser.get("/login?next=%2Fhome%3Fperiod%3D191").text
    proof = re.search(r'name="_xsrf" value="([^"]+)"', door)[1]

    def knock(key: str) -> Answer:
        form = urlencode({"_xsrf": proof, "next": "/home?period=191", "password": key})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return browser.get("/login", "POST", form, **kind)

    assert knock("guess").status == 401
    opened = knock(KEY)
    assert (opened.status, opened.headers["location"]) == (302, "/home?period=191")


def test_the_door_leads_to_no_other_host(server: Served) -> None:
    answer = server.member().get("/login?next=https%3A%2F%2Fexample.org%2F")
    assert answer.headers["location"] == "/"


def test_a_foreign_name_for_this_machine_is_refused(server: Served) -> None:
    """Else a page of another site could have its own name resolved to this server."""
    assert server.visitor().get("/home", Host="example.org").status == 403


def test_the_key_is_on_no_command_line(tmp_path: Path) -> None:
    """Every account of the machine can read the arguments of a process, and so of the browser."""
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {seen}.new && mv {seen}.new {seen}\n')
    browser.chmod(0o700)
    with served(tmp_path, pool_size=0, browser=f"{browser} %s") as running:
        assert until(seen.exists)
        argument = seen.read_text().strip()
        opener = Path(argument.removeprefix("file://"))
        assert KEY not in argument
        assert f"{running.port}/?token={KEY}" in opener.read_text()
        assert opener.stat().st_mode & 0o077 == 0
    assert not opener.exists()


# What there is ------------------------------------------------------------------------------------


def test_the_root_leads_home(server: Served) -> None:
    assert server.member().get("/?period=191").headers["location"] == "/home?period=191"


@pytest.mark.parametrize(
    "path",
    [
        "/home.ipynb",
        "/voila/tree",
        "/voila/render/home.ipynb",
        "/voila/files/home.ipynb",
        "/voila/api/contents",
        "/voila/templates/lab/static/voila.js",
        "/voila/query/00000000-0000-0000-0000-000000000000",
        "/api/contents",
        "/api/kernels",
        "/api/sessions",
        "/nowhere",
    ],
)
def test_nothing_but_the_pages_can_be_reached(server: Served, path: str) -> None:
    answer = server.member().get(path, **{"Accept-Language": "en"})
    assert answer.status == 404
    assert "There is no such page." in answer.text


def test_a_page_carries_the_security_headers(server: Served) -> None:
    headers = server.member().get("/home").headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["script-src"] == "'self' blob:"
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_a_page_names_no_other_host(server: Served) -> None:
    page = server.member().get("/home").text
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", page)


# Files that never change --------------------------------------------------------------------------


def assets(server: Served) -> list[str]:
    return re.findall(r'(?:src|href)="(/static/[^"]+)"', server.member().get("/home").text)


def test_assets_are_kept_for_ever_and_sent_packed(server: Served) -> None:
    paths = assets(server)
    assert len(paths) >= 4
    for path in paths:
        answer = server.visitor().get(path, **{"Accept-Encoding": "gzip"})
        assert answer.status == 200
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    ["../server.py", "..%2Fserver.py", "%2e%2e/server.py", "/etc/passwd", "%2Fetc%2Fpasswd"],
)
def test_assets_end_at_their_folder(server: Served, name: str) -> None:
    style = next(path for path in assets(server) if path.endswith("convoca.css"))
    answer = server.member().get(style.removesuffix("convoca.css") + name)
    assert answer.status == 404


# What a page's kernel knows -----------------------------------------------------------------------


def test_a_warm_kernel_learns_who_came_and_what_for(server: Served) -> None:
    server.member().get("/home?period=191&hearing=a%20%22b%22%20%27c%27%5C&language=pt")
    heard = server.heard()
    assert heard["page"] == "home"
    assert heard["language"] == "pt"
    assert heard["person"] == "Ana"
    assert heard["parameters"] == {"period": "191", "hearing": "a \"b\" 'c'\\"}
    assert heard["folder"] == str(server.folder)


def test_a_kernel_started_on_request_learns_the_same(tmp_path: Path) -> None:
    with served(tmp_path, pool_size=0) as cold:
        cold.member().get("/home?period=191&language=fr")
        heard = cold.heard()
    assert (heard["language"], heard["parameters"]) == ("fr", {"period": "191"})


def test_a_kernel_gets_no_secret_of_the_server(server: Served) -> None:
    server.member().get("/home")
    environment = server.heard()["environment"]
    assert "CONVOCA_REPORT" in environment
    assert not {"DB_PASSWORD", "AWS_SECRET_ACCESS_KEY", "JUPYTER_TOKEN"} & set(environment)
    assert KEY not in json.dumps(server.heard())


# Language -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "preferred", "expected"),
    [
        ("/home", "", "es"),
        ("/home", "de", "es"),
        ("/home", "fr-CA,fr;q=0.9", "fr"),
        ("/home", "de,en;q=0.5", "en"),
        ("/home?language=pt", "en", "pt"),
        ("/home?language=xx", "en", "en"),
    ],
)
def test_the_language_of_a_page(server: Served, path: str, preferred: str, expected: str) -> None:
    page = server.member().get(path, **{"Accept-Language": preferred}).text
    assert f'<html lang="{expected}">' in page


def test_a_chosen_language_stays(server: Served) -> None:
    browser = server.member()
    browser.get("/home?language=pt")
    assert '<html lang="pt">' in browser.get("/home", **{"Accept-Language": "en"}).text
    assert '<html lang="pt">' in browser.get("/nowhere").text


def test_the_switch_keeps_the_place(server: Served) -> None:
    page = server.member().get("/home?period=191&language=pt").text
    assert 'href="/home?period=191&amp;language=fr"' in page


# When something fails -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "sign"),
    [("broken", 'class="cv-failed"'), ("failing", "Something went wrong that Convoca did not")],
)
def test_a_failing_page_stays_calm_and_tells_nothing(server: Served, page: str, sign: str) -> None:
    answer = server.member().get(f"/{page}", **{"Accept-Language": "en"})
    assert answer.status == 200
    assert sign in answer.text
    assert "protected witness" not in answer.text
    assert "Traceback" not in answer.text
    assert "ValueError" in server.log()


# The session --------------------------------------------------------------------------------------


def kernel_of(page: Answer) -> str:
    return json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page.text)[1])[
        "kernelId"
    ]


def test_asking_for_the_session_does_not_prolong_it(server: Served) -> None:
    browser = server.member()
    place = f"/api/session/{kernel_of(browser.get('/home'))}"
    first = browser.get(place)
    assert json.loads(first.text)["state"] == "open"

    def left() -> int:
        return json.loads(browser.get(place).text)["seconds_left"]

    assert until(lambda: left() <= 1197)
    browser.get(place, "POST", **{"X-XSRFToken": browser.cookies["_xsrf"]})
    assert left() >= 1199


def test_a_session_ends_after_its_time_without_activity(tmp_path: Path) -> None:
    with served(tmp_path, pool_size=0, session_seconds=2) as short:
        browser = short.member()
        place = f"/api/session/{kernel_of(browser.get('/home'))}"
        assert until(lambda: json.loads(browser.get(place).text) == {"state": "ended"})
        assert until(lambda: not short.kernels())


def test_a_dead_kernel_is_told_and_not_started_again(server: Served) -> None:
    browser = server.member()
    place = f"/api/session/{kernel_of(browser.get('/home'))}"
    pid = next(iter(_kernel_processes(set(server.kernels()), place)))
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: json.loads(browser.get(place).text) == {"state": "lost"})


def _kernel_processes(pids: set[int], place: str) -> set[int]:
    """Return those of ``pids`` whose command line names the kernel of ``place``."""
    kernel = place.rsplit("/", 1)[1]
    return {pid for pid in pids if kernel in Path(f"/proc/{pid}/cmdline").read_text()}


def test_leaving_a_page_ends_its_kernel(server: Served) -> None:
    browser = server.member()
    kernel = kernel_of(browser.get("/home"))
    form = urlencode({"_xsrf": browser.cookies["_xsrf"]})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.get(f"/voila/api/shutdown/{kernel}", "POST", form, **kind).status == 204
    assert json.loads(browser.get(f"/api/session/{kernel}").text) == {"state": "ended"}


def test_another_site_cannot_end_a_kernel(server: Served) -> None:
    browser = server.member()
    kernel = kernel_of(browser.get("/home"))
    assert browser.get(f"/voila/api/shutdown/{kernel}", "POST").status == 403


# The end ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_with_its_kernels(tmp_path: Path, sign: signal.Signals) -> None:
    with served(tmp_path, pool_size=2) as running:
        running.member().get("/home")
        kernels = running.kernels()
        assert len(kernels) >= 2
        running.process.send_signal(sign)
        assert running.process.wait(PATIENCE) == 0
    assert not [pid for pid in kernels if Path(f"/proc/{pid}").exists()]


def test_a_taken_port_is_an_error(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = subprocess.run(
            [sys.executable, "-c", SERVE, str(tmp_path), str(port), "0", "1200"],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert ended.returncode != 0
    assert "Address already in use" in ended.stderr


def test_the_server_listens_to_this_machine_alone(server: Served) -> None:
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    port = f"{server.port:04X}"
    addresses = re.findall(rf"([0-9A-F]+):{port} [0-9A-F]+:0000 0A", listening)
    assert addresses == ["0100007F"]

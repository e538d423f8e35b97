"""The server of feeds over real HTTP: what a subscriber gets, and what everybody else does not.

Most tests start the server in a thread of their own; what a process does is tried with the command.
"""

import asyncio
import gzip
import hashlib
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from icalendar import Calendar

from convoca.app import feed_server
from convoca.app.feed_server import FeedServer
from convoca.app.served_feeds import ServedFeeds
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import UnusableStore
from convoca.domain.hearing import Visibility
from convoca.domain.language import Language
from convoca.domain.party import ProtectedIdentity
from convoca.services.audience import PUBLIC, SECRETARIAT, Audience
from convoca.services.feed_subscriptions import (
    issue_subscription,
    revoke_subscription,
    rotate_subscription,
    subscription_lines,
)
from support.builders import a_hearing, a_member, a_period, a_placement

PATIENCE = 30  # seconds; a machine under load, never reached otherwise
WRONG = "A" * 43


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def titles(self) -> set[str]:
        events = Calendar.from_ical(self.body).walk("VEVENT")
        return {str(event["SUMMARY"]).removeprefix("[EXAMPLE] ") for event in events}

    @property
    def told(self) -> tuple[int, dict[str, str], bytes]:
        """All that can be told from it; the date changes with every answer."""
        return self.status, {k: v for k, v in self.headers.items() if k != "date"}, self.body


@dataclass
class Subscribed:
    id: UUID
    token: str

    @property
    def path(self) -> str:
        return f"/feeds/{self.token}/calendar.ics"


class Office:
    """A store with a public and a private hearing, and its server."""

    def __init__(self, convoca: Convoca, port: int = 0) -> None:
        self.convoca, self.port = convoca, port

    def get(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            fields = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, fields, response.read())
        finally:
            connection.close()

    def issue(
        self, audience: Audience = SECRETARIAT, language: Language = Language.ENGLISH
    ) -> Subscribed:
        issued = issue_subscription(
            "Example", audience, language, now=self.convoca.now(), reason="Example",
            uow=self.convoca.unit_of_work(),
        )  # fmt: skip
        return Subscribed(issued.subscription.id, issued.token)

    def subscribe(
        self, audience: Audience = SECRETARIAT, language: Language = Language.ENGLISH
    ) -> Subscribed:
        """Issue a subscription, and wait until the server knows it."""
        issued = self.issue(audience, language)
        assert until(lambda: self.get(issued.path).status == 200)
        return issued

    def change(self, titled: str, /, **changes: object) -> None:
        with self.convoca.unit_of_work() as uow:
            (hearing,) = uow.hearings.all(title=titled)
            uow.hearings.save(replace(hearing, **changes))
            uow.commit(reason="Example")

    def last_used(self) -> list[datetime | None]:
        return [line.last_used for line in subscription_lines(uow=self.convoca.reading())]


def until(holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"


@pytest.fixture
def convoca(store: str) -> Iterator[Convoca]:
    with open_convoca(database=store) as opened:
        period = a_period()
        hearings = (
            a_hearing(period, title="Open matter"),
            a_hearing(period, title="Closed matter", visibility=Visibility.PRIVATE),
        )
        with opened.unit_of_work() as uow:
            uow.periods.save(period)
            for number, hearing in enumerate(hearings):
                uow.hearings.save(hearing)
                room = period.places[0].rooms[number].id
                uow.placements.save(a_placement(hearing, room=room))
            uow.commit(reason="Example")
        yield opened


@contextmanager
def serving(convoca: Convoca) -> Iterator[Office]:
    office, ready, ended = Office(convoca), threading.Event(), threading.Event()
    loop, stop = asyncio.new_event_loop(), asyncio.Event()

    def started(port: int) -> None:
        office.port = port
        ready.set()

    def run() -> None:
        server = FeedServer(ServedFeeds(convoca), now=convoca.now)
        loop.run_until_complete(server.run(0, stop, started))
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
        ended.set()

    with (
        patch.object(feed_server, "LOOK_EVERY", 0.05),
        patch.object(feed_server, "LOOK_AGAIN", 0.1),
    ):
        thread = threading.Thread(target=run)
        thread.start()
        assert ready.wait(PATIENCE)
        try:
            yield office
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join(PATIENCE)
            assert ended.is_set()


@pytest.fixture
def office(convoca: Convoca) -> Iterator[Office]:
    with serving(convoca) as running:
        yield running


# What a subscriber gets ---------------------------------------------------------------------------


def test_a_subscriber_gets_the_calendar_of_one_audience_and_no_other(office: Office) -> None:
    inside = office.get(office.subscribe(SECRETARIAT).path)
    outside = office.get(office.subscribe(PUBLIC).path)

    assert inside.headers["content-type"] == "text/calendar; charset=utf-8"
    assert {"Open matter", "Closed matter"} <= inside.titles
    assert "Open matter" in outside.titles
    assert b"Closed matter" not in outside.body


def test_it_comes_in_the_language_of_the_subscription(office: Office) -> None:
    path = office.subscribe(language=Language.PORTUGUESE).path

    assert b"LANGUAGE=pt" in office.get(path, **{"Accept-Language": "en"}).body


def test_it_may_be_packed_and_says_the_same(office: Office) -> None:
    path = office.subscribe().path
    plain, packed = office.get(path), office.get(path, **{"Accept-Encoding": "br, gzip;q=0.5"})

    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert plain.headers["etag"] != packed.headers["etag"]  # a strong validator is of the bytes


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "gzip; q=0.000, br", "*;q=0"])
def test_it_is_not_packed_for_who_does_not_want_it(office: Office, accepted: str) -> None:
    answer = office.get(office.subscribe().path, **{"Accept-Encoding": accepted})

    assert "content-encoding" not in answer.headers
    assert answer.body.startswith(b"BEGIN:VCALENDAR")


def test_who_has_it_already_gets_it_not_again(office: Office) -> None:
    path = office.subscribe().path
    plain, packed = office.get(path), office.get(path, **{"Accept-Encoding": "gzip"})

    for known in (
        plain.headers["etag"],
        packed.headers["etag"],
        f"W/{plain.headers['etag']}",
        f'"other", {plain.headers["etag"]}',
        "*",
    ):
        answer = office.get(path, **{"If-None-Match": known})
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["etag"] == plain.headers["etag"]
        assert answer.headers["cache-control"] == "private, no-cache"
    assert office.get(path, **{"If-None-Match": '"other"'}).status == 200


def test_a_date_alone_never_keeps_what_is_gone(office: Office) -> None:
    """What turned private leaves no newer date behind, so that no date may answer "not modified"."""
    answer = office.get(
        office.subscribe().path, **{"If-Modified-Since": "Tue, 01 Jan 2999 00:00:00 GMT"}
    )

    assert answer.status == 200
    assert "last-modified" not in answer.headers


def test_head_says_the_same_without_the_calendar(office: Office) -> None:
    path = office.subscribe().path
    got, head = office.get(path), office.get(path, "HEAD")

    assert head.body == b""
    assert head.told[:2] == got.told[:2]
    assert head.headers["content-length"] == str(len(got.body))


def test_it_tells_caches_searchers_and_browsers_to_keep_off(office: Office) -> None:
    headers = office.get(office.subscribe().path).headers

    assert headers["cache-control"] == "private, no-cache"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert not {"server", "set-cookie", "access-control-allow-origin"} & set(headers)


def test_many_requests_may_come_on_one_connection(office: Office) -> None:
    path = office.subscribe().path
    connection = HTTPConnection("127.0.0.1", office.port, timeout=PATIENCE)
    for wanted, status in ((path, 200), ("/", 404), (path, 200)):
        connection.request("GET", wanted)
        response = connection.getresponse()
        assert (response.status, bool(response.read())) == (status, True)
    connection.close()


# What changes -------------------------------------------------------------------------------------


def test_a_change_of_the_store_reaches_the_subscriber(office: Office) -> None:
    path = office.subscribe(PUBLIC).path
    before = office.get(path).headers["etag"]
    office.change("Open matter", title="Renamed matter")

    assert until(lambda: "Renamed matter" in office.get(path).titles)
    assert office.get(path, **{"If-None-Match": before}).status == 200


def test_what_turns_private_leaves_the_public_calendar(office: Office) -> None:
    path = office.subscribe(PUBLIC).path
    office.change("Open matter", visibility=Visibility.PRIVATE)

    assert until(lambda: b"Open matter" not in office.get(path).body)
    assert office.get(path).status == 200


def test_a_change_elsewhere_makes_no_bytes_anew(convoca: Convoca) -> None:
    feeds, office = ServedFeeds(convoca), Office(convoca)
    token = office.issue().token
    feeds.refresh()
    before = feeds.find(token)
    with convoca.unit_of_work() as uow:
        uow.members.save(a_member("Example Member", "MX"))
        uow.commit(reason="Example")
    feeds.refresh()

    after = feeds.find(token)
    assert before is not None
    assert after is not None
    assert after.representation is before.representation


def test_a_request_reads_no_store(convoca: Convoca) -> None:
    feeds, office = ServedFeeds(convoca), Office(convoca)
    token = office.issue().token
    feeds.refresh()
    convoca.store.close()
    with patch.object(Convoca, "reading", side_effect=AssertionError("the store was read")):
        assert feeds.find(token) is not None


def test_two_subscribers_of_one_calendar_share_its_bytes(convoca: Convoca) -> None:
    feeds, office = ServedFeeds(convoca), Office(convoca)
    tokens = [office.issue().token for _ in range(2)]
    feeds.refresh()

    first, second = (feeds.find(token) for token in tokens)
    assert first is not None
    assert second is not None
    assert first.subscription != second.subscription
    assert first.representation is second.representation


def test_a_revoked_address_stops_though_its_bytes_were_kept(office: Office) -> None:
    gone, stays = office.subscribe(), office.subscribe()
    etag = office.get(gone.path).headers["etag"]
    revoke_subscription(
        gone.id, now=office.convoca.now(), reason="Left", uow=office.convoca.unit_of_work()
    )

    assert until(lambda: office.get(gone.path).status == 404)
    assert office.get(gone.path, **{"If-None-Match": etag}).status == 404
    assert office.get(stays.path).status == 200


def test_of_a_rotated_address_only_the_new_one_answers(office: Office) -> None:
    old = office.subscribe()
    rotated = rotate_subscription(
        old.id, now=office.convoca.now(), reason="Lost", uow=office.convoca.unit_of_work()
    )
    new = Subscribed(old.id, rotated.token)

    assert until(lambda: office.get(new.path).status == 200)
    assert office.get(old.path).status == 404


def test_a_revoked_address_stops_before_anything_is_made_anew(convoca: Convoca) -> None:
    """And even where what would be made anew cannot be made."""
    feeds, office = ServedFeeds(convoca), Office(convoca)
    gone, stays = office.issue(), office.issue()
    feeds.refresh()
    revoke_subscription(gone.id, now=convoca.now(), reason="Left", uow=convoca.unit_of_work())
    broken = UnusableStore("The store is away.")
    with (
        patch.object(Convoca, "subscribed_calendar", side_effect=broken),
        pytest.raises(UnusableStore),
    ):
        feeds.refresh()

    assert feeds.find(gone.token) is None
    assert feeds.find(stays.token) is not None


def test_a_calendar_that_names_who_is_protected_is_not_served(office: Office) -> None:
    public, inside = office.subscribe(PUBLIC), office.subscribe(SECRETARIAT)
    with office.convoca.unit_of_work() as uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name="Closed Matter"))
        uow.commit(reason="Example")

    assert until(lambda: office.get(inside.path).status == 404)
    assert office.get(public.path).status == 200
    office.change("Closed matter", title="Another title")
    assert until(lambda: office.get(inside.path).status == 200)
    assert b"Closed matter" not in office.get(inside.path).body


def test_when_the_store_fails_the_calendars_stay_and_come_back(office: Office) -> None:
    path = office.subscribe().path
    with patch.object(Convoca, "state", side_effect=UnusableStore("The store is away.")) as asked:
        assert until(lambda: asked.call_count >= 2)
        assert office.get(path).status == 200
    office.change("Open matter", title="Renamed matter")
    assert until(lambda: "Renamed matter" in office.get(path).titles)


# The last use -------------------------------------------------------------------------------------


def test_the_last_use_is_written_seldom_and_at_the_end(convoca: Convoca) -> None:
    with serving(convoca) as office:
        begun = datetime.now(UTC)
        subscribed = office.subscribe()
        for _ in range(20):
            office.get(subscribed.path)
        assert office.last_used() == [None]
    (used,) = office.last_used()
    assert used is not None
    assert used >= begun


def test_the_last_use_is_written_while_it_runs(convoca: Convoca) -> None:
    with patch.object(feed_server, "NOTE_EVERY", 0.0), serving(convoca) as office:
        office.subscribe()
        assert until(lambda: office.last_used() != [None])


# What everybody else gets -------------------------------------------------------------------------


def hostile(path: str, token: str) -> list[tuple[str, str, dict[str, str]]]:
    """Requests that must all get the same answer."""
    paths = [
        "/", "/feeds", "/feeds/", f"/feeds/{WRONG}/calendar.ics", f"/feeds/{token}", f"/feeds/{token}/",
        f"/feeds/{token}/calendar.ics/", f"/feeds/{token}/other.ics", f"/feeds/{token}/../calendar.ics",
        f"/feeds/{token[:-1]}/calendar.ics", f"/feeds/{token}A/calendar.ics",
        f"/feeds/{token.swapcase()}/calendar.ics", f"/feeds//{token}/calendar.ics",
        f"/feeds/calendar.ics?token={token}", f"/?{path}", f"/feeds/{WRONG}/calendar.ics?token={token}",
        f"/feeds/..%2f{token}/calendar.ics", f"/%66eeds/{token}/calendar.ics",
        "/feeds/../../../etc/passwd", "/feeds/%2e%2e/%2e%2e/etc/passwd", "/feeds/..\\..\\windows",
        "/feeds/%00", "/feeds/" + "%C3%A9" * 20, "/feeds/" + "x" * 8000, f"{path}%0d%0aX-Injected:%201",
        f"{path};type=a", f"{path}#fragment", f"http://other.example{path}", "/robots.txt", "/login",
        f"/feeds/{hashlib.sha256(token.encode()).hexdigest()}/calendar.ics", "*",
    ]  # fmt: skip
    asked: list[tuple[str, str, dict[str, str]]] = [("GET", each, {}) for each in paths]
    methods = ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "REPORT", "BREW", "get")
    asked += [(method, path, {}) for method in methods]
    asked += [
        ("GET", "/", {"Authorization": f"Bearer {token}", "Cookie": f"token={token}"}),
        ("GET", f"/feeds/{WRONG}/calendar.ics", {"If-None-Match": "*"}),
        ("GET", f"/feeds/{WRONG}/calendar.ics", {"Accept-Encoding": "gzip", "Range": "bytes=0-4"}),
        (
            "GET",
            "/",
            {"X-Original-URL": path, "X-Rewrite-URL": path, "X-HTTP-Method-Override": "GET"},
        ),
        ("POST", path, {"X-HTTP-Method-Override": "GET"}),
    ]
    return asked


def test_every_failure_gets_the_same_answer(office: Office) -> None:
    subscribed, gone = office.subscribe(), office.subscribe()
    revoke_subscription(
        gone.id, now=office.convoca.now(), reason="Left", uow=office.convoca.unit_of_work()
    )
    assert until(lambda: office.get(gone.path).status == 404)
    expected = office.get("/").told
    assert expected[0] == 404

    different = [
        (method, path, headers)
        for method, path, headers in hostile(subscribed.path, subscribed.token)
        if office.get(path, method, **headers).told != expected
    ]
    assert different == []
    assert office.get(gone.path).told == expected
    assert office.get("/", "HEAD").told == (*expected[:2], b"")
    assert office.get(subscribed.path, "POST", "a=1" * 1000).told == expected


def test_the_steps_are_the_same_for_every_token(convoca: Convoca) -> None:
    """Time itself cannot be tested on a busy machine: what is done is counted instead."""
    feeds, office = ServedFeeds(convoca), Office(convoca)
    known = office.issue().token
    feeds.refresh()
    import convoca.app.served_feeds as module

    steps = []
    for token in (known, WRONG, "", "é" * 9):
        with (
            patch.object(
                module.hmac, "compare_digest", wraps=module.hmac.compare_digest
            ) as compared,
            patch.object(module, "digest_of", wraps=module.digest_of) as digested,
        ):
            found = feeds.find(token)
        assert (found is not None) is (token == known)
        steps.append((digested.call_count, [len(arg) for arg in compared.call_args.args]))
    assert steps == [(1, [64, 64])] * 4


def _raw(office: Office, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", office.port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
        return answer


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(b"nonsense\r\n\r\n", id="nonsense"),
        pytest.param(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 9, id="TLS"),
        pytest.param(b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", id="huge-header"),
        pytest.param(b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n", id="many-headers"),
        pytest.param(b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", id="huge-path"),
        pytest.param(
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\nx", id="huge-body"
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            id="two-lengths",
        ),
        pytest.param(b"GET /feeds/\xff\xfe HTTP/1.1\r\nHost: a\r\n\r\n", id="no-text"),
        pytest.param(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", id="HTTP/2"),
    ],
)
def test_what_is_no_request_gets_no_calendar_and_harms_nobody(
    office: Office, request_: bytes
) -> None:
    subscribed = office.subscribe()
    try:
        answer = _raw(office, request_)
    except OSError:  # the connection was ended while there was more to send
        answer = b""

    assert re.match(rb"(HTTP/1\.1 (404|4\d\d) |$)", answer)
    assert b"VCALENDAR" not in answer
    assert b"Traceback" not in answer
    assert office.get(subscribed.path).status == 200


# The process --------------------------------------------------------------------------------------


@contextmanager
def process(store: str, port: int = 0) -> Iterator["subprocess.Popen[str]"]:
    started = subprocess.Popen(
        [Path(sys.executable).with_name("convoca"), "feeds", "serve", "--port", str(port),
         "--db", store, "--stop-after", "120"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_process_serves_this_machine_alone_logs_no_token_and_ends_cleanly(
    convoca: Convoca, store: str, sign: signal.Signals
) -> None:
    subscribed = Office(convoca).issue()
    with process(store) as running:
        assert running.stderr is not None
        said = running.stderr.readline()
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/feeds/", said)[1])  # type: ignore[index]
        office = Office(convoca, port)
        assert office.get(subscribed.path).status == 200
        for method, path, headers in hostile(subscribed.path, subscribed.token):
            office.get(path, method, **headers)
        _raw(office, f"GET {subscribed.path} NONSENSE\r\n\r\n".encode())
        listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
        running.send_signal(sign)
        output, errors = running.communicate(timeout=PATIENCE)
    assert re.findall(rf"([0-9A-F]+):{port:04X} [0-9A-F]+:0000 0A", listening) == ["0100007F"]
    assert (running.returncode, output, errors) == (0, "", "")
    assert office.last_used() != [None]


def test_a_taken_port_is_an_error(store: str) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        process(store, taken.getsockname()[1]) as running,
    ):
        _, errors = running.communicate(timeout=PATIENCE)
    assert running.returncode == 1
    assert "Address already in use" in errors


def test_no_token_is_logged_whatever_is_logged() -> None:
    code = (
        "import logging, sys\n"
        "from convoca.app.feed_server import _log_without_secrets\n"
        "_log_without_secrets()\n"
        "try:\n"
        "    raise ValueError('GET /feeds/SECRET/calendar.ics')\n"
        "except ValueError:\n"
        "    logging.getLogger('tornado.application').exception('%s', '/feeds/SECRET/calendar.ics')\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stderr.count("feeds/...") >= 2
    assert "ValueError" in said.stderr
    assert "SECRET" not in said.stderr

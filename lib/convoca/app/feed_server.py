"""The server of feeds: calendars at secret addresses, read-only, for a reverse proxy on this machine.

Every answer that is no calendar is the same one, made by the same steps: whoever tries addresses
learns nothing, not even which of them are well formed.
"""

import asyncio
import contextlib
import logging
import re
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final
from uuid import UUID

from tornado.httpserver import HTTPServer
from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPMessageDelegate,
    HTTPServerConnectionDelegate,
    RequestStartLine,
    ResponseStartLine,
    format_timestamp,
)
from tornado.netutil import bind_sockets

from convoca.app.served_feeds import LOG, ServedFeeds
from convoca.bootstrap import Convoca

ADDRESS: Final = "127.0.0.1"
#: Seconds from one look at the store to the next: so long lives an address that was revoked.
LOOK_EVERY: Final = 2.0
#: The same after the store failed.
LOOK_AGAIN: Final = 30.0
#: Seconds in which what was read is gathered before it is written down.
NOTE_EVERY: Final = 15 * 60.0

HEADERS: Final = {
    # A copy may be kept, for "not modified" refers to it, but it is asked about each time. Never
    # no-store: then a program would fetch everything anew, though it keeps the calendar anyway.
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
_NOT_FOUND: Final = b"There is nothing here.\n"
#: 43 characters are 32 bytes. What follows a question mark is never read.
_PLACE: Final = re.compile(r"/feeds/([A-Za-z0-9_-]{43})/calendar\.ics(?:\?.*)?", re.ASCII)
_SECRET: Final = re.compile(r"(feeds/)[^/\s\"']+")


def serve(convoca: Convoca, *, port: int, stop_after: float | None = None) -> None:
    """Serve every subscription to this machine until told to stop; port 0 takes a free one.

    ``stop_after`` (seconds) ends the server by itself. Raises OSError where the port is taken.
    """
    _log_without_secrets()
    server = FeedServer(ServedFeeds(convoca), now=convoca.now)

    def started(port: int) -> None:
        sys.stderr.write(f"Convoca: http://{ADDRESS}:{port}/feeds/\n")

    async def until_told() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: loop.call_soon_threadsafe(stop.set))
        if stop_after is not None:
            loop.call_later(stop_after, stop.set)
        await server.run(port, stop, started)

    asyncio.run(until_told())


class FeedServer(HTTPServerConnectionDelegate):
    """Answers from memory, and looks at the store in a thread beside."""

    def __init__(self, feeds: ServedFeeds, *, now: Callable[[], datetime]) -> None:
        self._feeds = feeds
        self._now = now
        self._used: set[UUID] = set()

    async def run(self, port: int, stop: asyncio.Event, started: Callable[[int], None]) -> None:
        """Serve until ``stop``; ``started`` is told the port. What was read is noted at the end."""
        server = HTTPServer(
            self,
            max_header_size=16_384,
            max_body_size=16_384,
            idle_connection_timeout=75,
            body_timeout=10,
        )
        sockets = bind_sockets(port, ADDRESS)
        try:
            await asyncio.to_thread(self._feeds.refresh)
        except BaseException:
            for each in sockets:
                each.close()
            raise
        server.add_sockets(sockets)
        started(sockets[0].getsockname()[1])
        try:
            await self._look_after_the_store(stop)
        finally:
            server.stop()
            await server.close_all_connections()
            await self._note_uses()

    def start_request(
        self, _server_connection: object, request_connection: HTTPConnection
    ) -> HTTPMessageDelegate:
        return _Request(request_connection, self._answer)

    def _answer(self, asked: RequestStartLine, headers: HTTPHeaders) -> "_Answer":
        """Say what a request gets; the steps up to the branch are the same for all."""
        place = _PLACE.fullmatch(asked.path)
        found = self._feeds.find(place[1] if place else "")
        date = {"Date": format_timestamp(self._now())}
        if found is None or place is None or asked.method not in {"GET", "HEAD"}:
            kind = {"Content-Type": "text/plain; charset=utf-8"}
            return _Answer(HTTPStatus.NOT_FOUND, {**HEADERS, **date, **kind}, _NOT_FOUND)
        self._used.add(found.subscription)
        made = found.representation
        is_packed = _takes_gzip(headers.get("Accept-Encoding", ""))
        tag = made.packed_tag if is_packed else made.plain_tag
        fields = {**HEADERS, **date, "ETag": tag}
        if _is_known(headers.get("If-None-Match", ""), {made.plain_tag, made.packed_tag}):
            return _Answer(HTTPStatus.NOT_MODIFIED, fields, b"")
        fields["Content-Type"] = "text/calendar; charset=utf-8"
        if is_packed:
            fields["Content-Encoding"] = "gzip"
        return _Answer(HTTPStatus.OK, fields, made.packed if is_packed else made.plain)

    async def _look_after_the_store(self, stop: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()
        noted, pause = loop.time(), LOOK_EVERY
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
                return
            went_well = await _went_well(self._feeds.refresh)
            pause = LOOK_EVERY if went_well else LOOK_AGAIN
            if loop.time() - noted >= NOTE_EVERY:
                noted = loop.time()
                await self._note_uses()

    async def _note_uses(self) -> None:
        used, self._used = self._used, set()
        if used:
            await _went_well(lambda: self._feeds.note_uses(used))


@dataclass(frozen=True, slots=True)
class _Answer:
    """Status, fields and body of an answer."""

    status: HTTPStatus
    fields: dict[str, str]
    body: bytes


class _Request(HTTPMessageDelegate):
    """One request; a body is read past and never looked at."""

    def __init__(
        self,
        connection: HTTPConnection,
        answer: Callable[[RequestStartLine, HTTPHeaders], _Answer],
    ) -> None:
        self._connection = connection
        self._answer = answer

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> None:
        self._asked, self._headers = start_line, headers

    def finish(self) -> None:
        asked = self._asked
        if not isinstance(asked, RequestStartLine):
            return
        answer = self._answer(asked, self._headers)
        fields = HTTPHeaders(answer.fields)
        if answer.status is not HTTPStatus.NOT_MODIFIED:
            fields["Content-Length"] = str(len(answer.body))
        line = ResponseStartLine("HTTP/1.1", answer.status, answer.status.phrase)
        body = b"" if asked.method == "HEAD" else answer.body
        self._connection.write_headers(line, fields, body)
        self._connection.finish()


def _takes_gzip(accepted: str) -> bool:
    """Read Accept-Encoding (RFC 9110 §12.5.3)."""
    for offer in accepted.lower().split(","):
        coding, _, weight = (part.strip() for part in offer.partition(";"))
        if coding in {"gzip", "x-gzip", "*"}:
            return not re.fullmatch(r"q\s*=\s*0(\.0*)?", weight)
    return False


def _is_known(if_none_match: str, tags: set[str]) -> bool:
    """Compare weakly (RFC 9110 §13.1.2): both packings say the same."""
    named = (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
    return any(tag == "*" or tag in tags for tag in named)


async def _went_well(work: Callable[[], None]) -> bool:
    """Do ``work`` in a thread; after a failure what is served stays, and the next time may succeed."""
    try:
        await asyncio.to_thread(work)
    except Exception:  # noqa: BLE001 - a store that is away for a while must not end the service
        LOG.exception("The store did not answer. The calendars stay as they were.")
        return False
    return True


class _WithoutSecrets(logging.Formatter):
    """Leaves the token out of every address, in what libraries say and in tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub(r"\1...", super().format(record))


def _log_without_secrets() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(_WithoutSecrets("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)

"""The server of feeds on this machine: 200 feeds of 1,000 events under load, and one of 500 by hand.

Milliseconds of one answer are the wall's, over one connection. The load is wrk's where it is
installed (``apt-get install wrk``), else that of connections from a process of our own, which
takes time from the server; both ask for one feed after the other, packed and with
"If-None-Match" in turn, while every two seconds a whole calendar is made anew.
"""

import asyncio
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from datetime import time as hour
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from convoca.app.feed_server import FeedServer
from convoca.app.served_feeds import Representation, ServedFeed, ServedFeeds
from convoca.bootstrap import Convoca, open_convoca
from convoca.calendars import ical
from convoca.domain.feed_subscription import digest_of
from convoca.domain.language import Language
from convoca.domain.slot import Slot
from convoca.services.audience import PUBLIC, SECRETARIAT
from convoca.services.feed_subscriptions import issue_subscription
from convoca.services.feeds import Feed
from support.builders import ROOM, a_hearing, a_period, a_placement

FEEDS, EVENTS, SECONDS, CONNECTIONS = 200, 1_000, 10, 16
AT_LEAST, P99_AT_MOST = 500, 250.0
COLD_AT_MOST, CACHED_AT_MOST, UNCHANGED_AT_MOST = 300.0, 10.0, 5.0
ASKED = 300
_LUA = """
local paths, tags = {}, {}
for line in io.lines("%s") do
  local path, tag = line:match("(%%S+) (%%S+)")
  table.insert(paths, path); table.insert(tags, tag)
end
local n = 0
function request()
  n = n + 1
  local i = n %% #paths + 1
  local headers = {["Accept-Encoding"] = "gzip"}
  if n %% 2 == 0 then headers["If-None-Match"] = tags[i] end
  return wrk.format("GET", paths[i], headers)
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("FIGURES %%d %%d %%f %%d\\n", summary.requests, summary.duration,
    latency:percentile(99) / 1000, e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_convoca(database=f"sqlite:///{folder}/store/convoca.db") as convoca,
    ):
        one_feed_of_500(convoca)
        feeds = ManyFeeds(convoca)
        with served(feeds, convoca) as port:
            under_load(feeds, port, Path(folder))


def one_feed_of_500(convoca: Convoca) -> None:
    empty = convoca.subscribed_calendar(PUBLIC, None)
    convoca.calendar_bytes(empty, Language.SPANISH)  # the libraries are loaded, as in a server
    subscribed = a_large_period(convoca, events=500)
    feeds = ServedFeeds(convoca)
    begin, worked = time.perf_counter(), time.process_time()
    feeds.refresh()
    cold, cold_worked = time.perf_counter() - begin, time.process_time() - worked
    begin = time.perf_counter()
    feeds.refresh()
    look = time.perf_counter() - begin
    with served(feeds, convoca) as port:
        path = f"/feeds/{subscribed}/calendar.ics"
        connection = HTTPConnection("127.0.0.1", port)
        connection.connect()
        cached, answer, tag = answers(connection, path, {})
        unchanged, _, _ = answers(connection, path, {"If-None-Match": tag})
        connection.close()
    print(f"a feed of 500 events, {answer / 1000:.0f} kB{'':20} ms  at most")
    for name, milliseconds, at_most in (
        ("cold: from the store to bytes", cold * 1000, COLD_AT_MOST),
        ("  (the processor's share)", cold_worked * 1000, COLD_AT_MOST),
        ("cached, median", statistics.median(cached), CACHED_AT_MOST),
        ("cached, 99 of 100", statistics.quantiles(cached, n=100)[98], CACHED_AT_MOST),
        ("not modified, median", statistics.median(unchanged), UNCHANGED_AT_MOST),
        ("not modified, 99 of 100", statistics.quantiles(unchanged, n=100)[98], UNCHANGED_AT_MOST),
    ):
        print(f"{name:40}{milliseconds:8.2f}{at_most:9.0f}")
    print(f"{'(a look that finds no change)':40}{look * 1000:8.2f}")


def a_large_period(convoca: Convoca, *, events: int) -> str:
    """Put a period into the store whose Secretariat's calendar has so many hearings; returns a token."""
    period = a_period()
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        for number in range(events):
            hearing = a_hearing(
                period, title=f"Ejemplo {number}: protección de personas defensoras"
            )
            day = date(2027, 3, 1) + timedelta(days=number // 12)
            slot = Slot.local(day, hour(8 + number % 12), minutes=45, zone="America/New_York")
            uow.hearings.save(hearing)
            uow.placements.save(a_placement(hearing, slot=slot, room=ROOM))
        uow.commit(reason="Example")
    issued = issue_subscription(
        "Example", SECRETARIAT, Language.SPANISH, period=period.number, now=convoca.now(),
        reason="Example", uow=convoca.unit_of_work(),
    )  # fmt: skip
    return issued.token


def answers(
    connection: HTTPConnection, path: str, headers: dict[str, str]
) -> tuple[list[float], int, str]:
    """Return the milliseconds of each answer, the bytes and the tag of the last one."""
    taken, size, tag = [], 0, ""
    for _ in range(ASKED):
        begin = time.perf_counter()
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        size = len(response.read())
        taken.append((time.perf_counter() - begin) * 1000)
        tag = response.headers["ETag"]
    return taken, size, tag


class ManyFeeds(ServedFeeds):
    """200 calendars of the same length, each other bytes: what they say does not matter here."""

    def __init__(self, convoca: Convoca) -> None:
        super().__init__(convoca)
        self.asked: list[tuple[str, str]] = []
        self.bytes = 0
        self._feed = one_calendar(convoca)
        content = convoca.calendar_bytes(self._feed, Language.SPANISH)
        served = {}
        for number in range(FEEDS):
            token = f"{number:043d}"
            own = re.sub(rb"UID:.{8}", b"UID:%08x" % number, content)
            made = Representation.of(own)
            served[digest_of(token)] = ServedFeed(uuid4(), digest_of(token), made)
            self.asked.append((f"/feeds/{token}/calendar.ics", made.packed_tag))
            self.bytes = len(own)
        self._served = served

    def refresh(self) -> None:
        """Make one calendar anew at each look, as if somebody changed all of it every two seconds."""
        ical._event.cache_clear()
        Representation.of(self._convoca.calendar_bytes(self._feed, Language.SPANISH))

    def note_uses(self, subscriptions: object) -> None:
        """Keep no note of it."""


def one_calendar(convoca: Convoca) -> Feed:
    with open_convoca(database=f"{convoca.settings.database}.1000") as other:
        a_large_period(other, events=EVENTS)
        return other.subscribed_calendar(SECRETARIAT, None)


@contextmanager
def served(feeds: ServedFeeds, convoca: Convoca) -> Iterator[int]:
    ready, ports = threading.Event(), []
    loop, stop = asyncio.new_event_loop(), asyncio.Event()

    def started(port: int) -> None:
        ports.append(port)
        ready.set()

    server = FeedServer(feeds, now=convoca.now)
    thread = threading.Thread(target=lambda: loop.run_until_complete(server.run(0, stop, started)))
    thread.start()
    ready.wait()
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


def under_load(feeds: ManyFeeds, port: int, folder: Path) -> None:
    wrk = shutil.which("wrk")
    by = "wrk" if wrk else "a process of our own"
    rate, p99, errors = (
        loaded_by_wrk(wrk, feeds, port, folder) if wrk else loaded_by_ourselves(feeds, port)
    )
    print(f"\n{FEEDS} feeds of {EVENTS:,} events, {feeds.bytes / 1000:.0f} kB each, load by {by}")
    print(f"{'answers a second':40}{rate:8.0f}  at least {AT_LEAST}")
    print(f"{'99 of 100 within, ms':40}{p99:8.1f}  at most {P99_AT_MOST:.0f}")
    print(f"{'errors':40}{errors:8d}  at most 0")


def loaded_by_wrk(wrk: str, feeds: ManyFeeds, port: int, folder: Path) -> tuple[float, float, int]:
    paths, script = folder / "paths", folder / "feeds.lua"
    paths.write_text("".join(f"{path} {tag}\n" for path, tag in feeds.asked))
    script.write_text(_LUA % paths)
    said = subprocess.run(
        [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script, f"http://127.0.0.1:{port}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    figures = re.search(r"FIGURES (\d+) (\d+) ([\d.]+) (\d+)", said)
    if figures is None:
        raise ValueError(said)
    return (
        int(figures[1]) / (int(figures[2]) / 1e6),
        float(figures[3]),
        int(figures[4]),
    )


#: A process that asks on several connections at once, and prints the milliseconds of each answer.
_LOADER = """
import asyncio, sys, time

async def ask(port, asked, turn, step, end, taken, wrong):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < end:
        path, tag = asked[turn % len(asked)]
        known = f"If-None-Match: {tag}\\r\\n" if turn // step % 2 else ""
        begin = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\\r\\nHost: a\\r\\nAccept-Encoding: gzip\\r\\n{known}\\r\\n".encode())
        head = await reader.readuntil(b"\\r\\n\\r\\n")
        if b"Content-Length: " in head:
            await reader.readexactly(int(head.split(b"Content-Length: ")[1].split(b"\\r\\n")[0]))
        taken.append((time.perf_counter() - begin) * 1000)
        wrong += [head] if not head.startswith(b"HTTP/1.1 304" if known else b"HTTP/1.1 200") else []
        turn += step
    writer.close()

async def main():
    port, seconds, connections = map(int, sys.argv[1:4])
    asked = [line.split() for line in sys.stdin]
    end, taken, wrong = time.perf_counter() + seconds, [], []
    await asyncio.gather(*(ask(port, asked, n, connections, end, taken, wrong) for n in range(connections)))
    taken.sort()
    print(len(taken) / seconds, taken[int(len(taken) * 0.99)], len(wrong))

asyncio.run(main())
"""


def loaded_by_ourselves(feeds: ManyFeeds, port: int) -> tuple[float, float, int]:
    said = subprocess.run(
        [sys.executable, "-c", _LOADER, str(port), str(SECONDS), str(CONNECTIONS)],
        input="".join(f"{path} {tag}\n" for path, tag in feeds.asked),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    return float(said[0]), float(said[1]), int(said[2])


if __name__ == "__main__":
    main()

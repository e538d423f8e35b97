"""Programs that subscribe to calendars for people, and say what they show by now.

vdirsyncer and khal have an environment of their own, made once per machine outside the repository.
"""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import check_ics

PINNED = ("vdirsyncer==0.20.0", "khal==0.14.1")
#: Where khal's user lives: its clocks change in the story.
ZONE = "America/New_York"
#: A moment that khal shows, and how it is told to write it.
MINUTE = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class Shown:
    """An event as somebody sees it; days are whole, and the end is exclusive as in the truth."""

    start: str
    end: str
    status: str
    summary: str
    location: str = ""
    uid: str = ""


class Thunderbird:
    """A running Thunderbird that subscribes to addresses."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def shows(self) -> dict[str, list[Shown]]:
        """Have it look again, and return what it shows of each address."""
        said = json.loads(_asked(self._process, "look\n"))
        return {address: [Shown(**item) for item in items] for address, items in said.items()}


@contextmanager
def thunderbird(addresses: list[str]) -> Iterator[Thunderbird]:
    """Start it; it ends when it is asked nothing more."""
    python = check_ics.installed() / ".venv" / "bin" / "python"
    program = Path(__file__).with_name("thunderbird_follower.py")
    process = subprocess.Popen(
        [python, program, *addresses], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert json.loads(_asked(process))["version"]
        yield Thunderbird(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(60)
        assert process.stdout
        process.stdout.close()


def _asked(process: "subprocess.Popen[str]", question: str = "") -> str:
    assert process.stdin
    assert process.stdout
    process.stdin.write(question)
    process.stdin.flush()
    answer = process.stdout.readline()
    assert answer, "Thunderbird ended: what it said stands above"
    return answer


class Khal:
    """khal on the files that vdirsyncer keeps in step with addresses."""

    def __init__(self, folder: Path, addresses: Mapping[str, str], years: tuple[int, int]) -> None:
        self._folder, self._names, self._years = folder, tuple(addresses), years
        self._bin = _environment()
        (folder / "vdirsyncer.conf").write_text(_vdirsyncer(folder, addresses), "utf-8")
        (folder / "khal.conf").write_text(_khal(folder, addresses), "utf-8")
        for name in addresses:
            (folder / name).mkdir()
        self._run("vdirsyncer", "discover")

    def shows(self) -> dict[str, list[Shown]]:
        """Have vdirsyncer fetch, and return what khal shows of each calendar."""
        self._run("vdirsyncer", "sync")
        return {name: list(self._listed(name)) for name in self._names}

    def _listed(self, name: str) -> Iterator[Shown]:
        fields = ("start-long-full", "end-long-full", "all-day", "status", "title", "location")
        asked = [option for field in fields for option in ("--json", field)]
        first, last = self._years
        span = (f"{first}-01-01", f"{last}-12-31")
        said = self._run(
            "khal", "-c", self._folder / "khal.conf", "list", "--once", "-a", name, *asked, *span
        )
        for line in said.splitlines():
            yield from (_shown(event) for event in json.loads(line))

    def _run(self, program: str, *arguments: object) -> str:
        run = subprocess.run(
            [self._bin / program, *map(str, arguments)],
            capture_output=True,
            check=False,
            text=True,
            encoding="utf-8",
            env={
                **os.environ,
                "HOME": str(self._folder),
                "LC_ALL": "C.UTF-8",
                "TZ": ZONE,
                "VDIRSYNCER_CONFIG": str(self._folder / "vdirsyncer.conf"),
            },
        )
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout


def _shown(event: Mapping[str, str]) -> Shown:
    start, end = event["start-long-full"], event["end-long-full"]
    if event["all-day"] == "True":  # khal shows the last day, as people say it
        last = date.fromisoformat(end[:10])
        start, end = start[:10], (last + timedelta(days=1)).isoformat()
    return Shown(start, end, event["status"], event["title"], event["location"])


def in_khals_words(meant: Shown) -> Shown:
    """Return what khal shows of an event: the hour where its user lives, and no UID of ours."""
    start, end = (
        datetime.fromisoformat(moment).astimezone(ZoneInfo(ZONE)).strftime(MINUTE)
        if "T" in moment
        else moment
        for moment in (meant.start, meant.end)
    )
    return Shown(start, end, meant.status, meant.summary, meant.location)


def _environment() -> Path:
    """Return the folder of the programs, installed where they are not. Raises RuntimeError."""
    folder = check_ics.CACHE / "-".join(PINNED)
    check_ics.CACHE.mkdir(parents=True, exist_ok=True)
    with (check_ics.CACHE / "followers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # test workers start together
        if not (folder / "ready").exists():
            _install(folder)
            (folder / "ready").touch()
    return folder / "bin"


def _install(folder: Path) -> None:
    pip = [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", *PINNED]
    for command in ([sys.executable, "-m", "venv", "--clear", folder], pip):
        run = subprocess.run(command, capture_output=True, check=False, text=True)
        if run.returncode:
            raise RuntimeError(f"{PINNED} could not be installed from PyPI.\n{run.stderr[-2000:]}")


def _vdirsyncer(folder: Path, addresses: Mapping[str, str]) -> str:
    pairs = (
        f"""
[pair {name}]
a = "{name}_there"
b = "{name}_here"
collections = null
[storage {name}_there]
type = "http"
url = "{address}"
[storage {name}_here]
type = "filesystem"
path = "{folder / name}"
fileext = ".ics"
"""
        for name, address in addresses.items()
    )
    return f'[general]\nstatus_path = "{folder / "status"}"\n' + "".join(pairs)


def _khal(folder: Path, addresses: Mapping[str, str]) -> str:
    calendars = "".join(
        f"[[{name}]]\npath = {folder / name}\nreadonly = True\n" for name in addresses
    )
    return f"""[calendars]
{calendars}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = {MINUTE}
longdatetimeformat = {MINUTE}
local_timezone = {ZONE}
default_timezone = {ZONE}
[sqlite]
path = {folder / "khal.db"}
"""

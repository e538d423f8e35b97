"""The independent calendar checker of ``../shared``: installed once per machine, outside the repository."""

import fcntl
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SOURCE = SHARED / "tools" / "check_ics"
CACHE = Path.home() / ".cache" / "convoca-check-ics"

#: What `install.sh core` installs; our own lint beside ten programs that others wrote.
CORE = (
    "own-lint",
    "icalendar",
    "ical",
    "vobject",
    "ics",
    "khal",
    "radicale",
    "ical.js",
    "node-ical",
    "ts-ics",
    "libical",
)
#: `install.sh` goes on when pip fails, so that only a look tells whether the programs are there.
INSTALLED = (
    [".venv/bin/python", "-c", "import icalendar, ical, vobject, ics, khal, radicale, caldav"],
    ["test", "-d", "node_modules/ical.js", "-a", "-d", "node_modules/ts-ics"],
    ["test", "-x", "adapters/libical_check"],
)


def installed() -> Path:
    """Return the folder of the installed checker. Raises RuntimeError saying what failed."""
    folder = CACHE / _fingerprint()
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # test workers start together
        if not (folder / "ready").exists():
            shutil.rmtree(folder, ignore_errors=True)
            _install(folder)
            (folder / "ready").touch()
    return folder


def check(folder: Path, calendar: Path, truth: Path) -> dict[str, dict[str, object]]:
    """Show one calendar to every program; returns what each saw, by its name."""
    command = ["./check_ics.sh", "--json", "--clients", ",".join(CORE), "--expect"]
    run = subprocess.run(
        [*command, str(truth), str(calendar)],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
    )
    assert run.returncode in (0, 1), run.stderr
    assert not run.stderr.strip(), run.stderr  # it names here the programs that it left out
    verdicts: dict[str, dict[str, object]] = json.loads(run.stdout)[str(calendar)]
    return verdicts


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in _files():
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _files() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*") if path.is_file())


def _install(folder: Path) -> None:
    for path in _files():
        copy = folder / path.relative_to(SOURCE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)  # not its mode: the source is read-only
        copy.chmod(0o755)
    for command in (["./install.sh", "core"], *INSTALLED):
        run = subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True)
        if run.returncode:
            said = (run.stdout + run.stderr)[-2000:]
            raise RuntimeError(
                f"check_ics could not be installed in {folder}: {' '.join(command)!r} ended with "
                f"{run.returncode}. It needs apt, PyPI and npm once per machine.\n{said}"
            )

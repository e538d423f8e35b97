"""The independent calendar checker of ``../shared``: installed once per machine, outside the repository."""

import fcntl
import hashlib
import importlib.util
import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
SOURCE = SHARED / "tools" / "check_ics"
CACHE = Path.home() / ".cache" / "convoca-check-ics"

#: What is asked of `install.sh`: the whole set and not its core.
SET = "full"
#: What that installs: our own lint beside fifteen programs that others wrote.
PROGRAMS = (
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
    "kde",
    "sabre",
    "ruby",
    "calcurse",
    "thunderbird",
)
#: `install.sh` goes on when pip fails, so that only a look tells whether the programs are there.
INSTALLED = (
    [
        ".venv/bin/python",
        "-c",
        "import icalendar, ical, vobject, ics, khal, radicale, caldav, marionette_driver",
    ],
    ["test", "-d", "node_modules/ical.js", "-a", "-d", "node_modules/ts-ics"],
    ["test", "-x", "adapters/libical_check", "-a", "-x", "adapters/kcal_check"],
    ["ruby", "-e", "require 'icalendar'"],
    ["php", "-r", "require 'Sabre/VObject/autoload.php';"],
    ["sh", "-c", "command -v calcurse && command -v thunderbird"],
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


def check(folder: Path, truths: Mapping[Path, Path]) -> dict[Path, dict[str, dict[str, object]]]:
    """Show calendars to every program, each started once; returns what each saw, by its name.

    ``truths`` gives beside each calendar the file with what it was meant to say.
    """
    checker = _module(folder)
    left_out = [name for name in PROGRAMS if not checker.available(name)]
    assert not left_out, f"not installed: {left_out}"
    calendars = [str(path) for path in truths]
    rows = [row for name in PROGRAMS for row in checker.run(name, calendars)]
    verdicts = {}
    for calendar, truth in truths.items():
        own = [row for row in rows if row["file"] == str(calendar)]
        meant = json.loads(truth.read_text("utf-8"))
        verdicts[calendar] = checker.report(str(calendar), own, meant)[2]
    return verdicts


def _module(folder: Path) -> ModuleType:
    """Load the checker itself, which starts the programs and compares what they saw."""
    spec = importlib.util.spec_from_file_location("installed_check_ics", folder / "check_ics.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _fingerprint() -> str:
    digest = hashlib.sha256(SET.encode())
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
    for command in (["./install.sh", SET], *INSTALLED):
        run = subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True)
        if run.returncode:
            said = (run.stdout + run.stderr)[-2000:]
            raise RuntimeError(
                f"check_ics could not be installed in {folder}: {' '.join(command)!r} ended with "
                f"{run.returncode}. It needs apt, PyPI and npm once per machine.\n{said}"
            )

"""A PostgreSQL server of the tests' own, in a temporary folder, on a Unix socket only."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def binary(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[4]))
    program = str(found[-1]) if found else shutil.which(name)
    if program is None:
        raise RuntimeError(f"{name} is missing: run 'make setup', or install PostgreSQL >= 15")
    return program


def _as_other_user(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextmanager
def postgresql_cluster() -> Iterator[Path]:
    """Make the folder of a server that does not run yet; its files lie in ``data``, its log in ``log``."""
    folder = Path(tempfile.mkdtemp(prefix="convoca-pg-"))
    try:
        access = ["-U", "convoca", "-A", "trust"]
        _run(folder, binary("initdb"), "-D", folder / "data", *access, "-E", "UTF8", "--no-sync")
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(folder: Path, *settings: str, stop: str = "immediate") -> Iterator[str]:
    """Run the server of a folder; yields the SQLAlchemy URL of its ``postgres`` database; ends it by its pid."""
    wanted = ("listen_addresses=''", f"unix_socket_directories={folder}", "fsync=off", *settings)
    options = " ".join(f"-c {setting}" for setting in wanted)
    control = [binary("pg_ctl"), "-D", folder / "data", "-w"]
    _run(folder, *control, "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://convoca@/postgres?host={folder}"
    finally:
        _run(folder, *control, "-m", stop, "stop")


def _run(folder: Path, *command: str | Path) -> None:
    who = _as_other_user(folder)
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **who)


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Start a server; yields the SQLAlchemy URL of its ``postgres`` database; ends it by its pid."""
    with postgresql_cluster() as folder, running(folder) as url:
        yield url

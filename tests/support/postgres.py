"""A PostgreSQL server of the tests' own, in a temporary folder, on a Unix socket only."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any


def _binary(name: str) -> str:
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
def postgresql_server() -> Iterator[str]:
    """Start a server; yields the SQLAlchemy URL of its ``postgres`` database; ends it by its pid."""
    folder = Path(tempfile.mkdtemp(prefix="convoca-pg-"))
    who = _as_other_user(folder)
    data, log = folder / "data", folder / "log"
    run = partial(subprocess.run, check=True, cwd=folder, stdout=subprocess.DEVNULL, **who)
    try:
        access = ["-U", "convoca", "-A", "trust"]
        run([_binary("initdb"), "-D", data, *access, "-E", "UTF8", "--no-sync"])
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        control = [_binary("pg_ctl"), "-D", data, "-w"]
        run([*control, "-l", log, "-o", options, "start"])
        try:
            yield f"postgresql+psycopg://convoca@/postgres?host={folder}"
        finally:
            run([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)

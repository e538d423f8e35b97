"""Opening the store safely: SQLite with immediate transactions and full durability, or PostgreSQL."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError

from convoca.domain.errors import UnusableStore

#: Older libraries can corrupt a database in WAL mode (the WAL-reset bug).
_FIRST_SAFE_WAL = (3, 51, 3)


@contextmanager
def faults_told() -> Iterator[None]:
    """Turn what a database or its disk refuses into UnusableStore: full, read-only, out of reach."""
    try:
        yield
    except IntegrityError:
        raise
    except (DatabaseError, OSError) as error:
        reason = error.orig if isinstance(error, DatabaseError) else error
        raise UnusableStore("The database cannot be used: {reason}", reason=reason) from error


def open_engine(url: str) -> Engine:
    """Open the database at ``url`` without touching its schema.

    Raises UnusableStore where others can read the file, or the URL names no supported database.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        # The address is not repeated: it may hold a password.
        raise UnusableStore("This is not the address of a database: sqlite:///FILE.db") from None
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    if parsed.get_backend_name() == "postgresql":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_pre_ping=True,
        )
    raise UnusableStore(
        "{backend} is not supported. Use an SQLite file or PostgreSQL 15 or newer.",
        backend=parsed.get_backend_name(),
    )


def _open_sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        with faults_told():
            _prepare_file(Path(url.database))
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_file(path: Path) -> None:
    if not path.parent.exists():
        path.parent.mkdir(parents=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder")
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise UnusableStore(
            "Others on this computer can open {path}. Run: chmod 600 {path}", path=path
        )


def _configure_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 30000")
    wal_is_safe = sqlite3.sqlite_version_info >= _FIRST_SAFE_WAL
    cursor.execute(f"PRAGMA journal_mode = {'WAL' if wal_is_safe else 'TRUNCATE'}")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")  # a deleted name must not stay in the file
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads first and writes later can double-book.
    writes = connection.get_execution_options().get("convoca_writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

"""Nothing in the files of a PostgreSQL server depends on who voted for whom, or in which order (Art. 7.2).

Three servers begin from the same bytes. In two of them the same election is held with the same counts,
and everybody votes for somebody else and in another order. Afterwards every file is compared: tables,
write-ahead log, and the server's own log, in which each statement stands with its values.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from support.ballots import (
    FIRST_WAY,
    OTHER_COUNTS,
    OTHER_WAY,
    hold,
    stored,
)
from support.postgres import binary, postgresql_cluster, running

#: What works by the clock rests, so that the same work leaves the same bytes.
QUIET = (
    "autovacuum=off",
    "checkpoint_timeout=1d",
    "full_page_writes=off",
    "log_checkpoints=off",
    "log_statement=all",
    "max_wal_senders=0",
    "wal_level=minimal",
)
#: The process and its socket; addresses in memory of what is known about tables; times of checkpoints.
OF_THE_PROCESS = frozenset({"postmaster.pid", "pg_internal.init", "pg_control"})
WAL = "data/pg_wal/000000010000000000000001"
#: Records that hold no row: that something was committed, a checkpoint made (both with the time), an
#: index begun (with three bytes that the server never sets).
WITHOUT_A_ROW = re.compile(r"desc: (COMMIT|CHECKPOINT_\w+|RUNNING_XACTS|NEWROOT lev 0)\b")

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def ways() -> Iterator[tuple[Files, ...]]:
    with postgresql_cluster() as folder:
        with running(folder, *QUIET, stop="fast") as url, stored(url):
            pass
        yield tuple(
            _files_after(folder, way, seed)
            for seed, way in enumerate((FIRST_WAY, OTHER_WAY, OTHER_COUNTS))
        )


def _files_after(folder: Path, way: tuple[tuple[int, ...], ...], seed: int) -> Files:
    """Hold an election on a server whose files are as they were before."""
    kept = folder / "kept"
    if not kept.exists():
        _copy(folder / "data", kept)
    shutil.rmtree(folder / "data")
    _copy(kept, folder / "data")
    (folder / "log").unlink()
    with running(folder, *QUIET, stop="fast") as url:
        with stored(url) as store:
            hold(store, way, seed, None)
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql("CHECKPOINT")
        engine.dispose()
        return _files(folder, kept)


def _copy(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-a", source, target], check=True)  # with owner and mode


def _files(folder: Path, kept: Path) -> Files:
    files = (p for p in folder.rglob("*") if p.is_file() and kept not in p.parents)
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in files
        if path.name not in OF_THE_PROCESS and path.suffix != ".lock"
    }


def _differing(one: Files, other: Files) -> set[str]:
    assert one.keys() == other.keys()
    return {name for name in one if one[name] != other[name]} - {"log", WAL}


def test_no_byte_of_a_table_depends_on_who_voted_for_whom(ways: tuple[Files, ...]) -> None:
    first, other_way, other_counts = ways
    assert _differing(first, other_way) == set()
    assert _differing(
        first, other_counts
    )  # what may be stored, the counts, is seen by this comparison


def test_the_log_of_the_server_says_the_same_but_for_its_times(ways: tuple[Files, ...]) -> None:
    first, other_way, other_counts = (_without_times(files["log"].decode()) for files in ways)
    assert any('"tallies"' in line for line in first)
    assert first == other_way
    assert first != other_counts


def _without_times(log: str) -> list[str]:
    return [re.sub(r"^[\d-]+ [\d:.]+ \w+ \[\d+\]", "", line) for line in log.splitlines()]


def test_the_write_ahead_log_differs_in_times_alone(
    ways: tuple[Files, ...], tmp_path: Path
) -> None:
    first, other_way, other_counts = (_records(files[WAL], tmp_path) for files in ways)
    assert len(first) > 1000
    assert _unlike(first, other_way) == []
    assert _unlike(first, other_counts)


def _records(wal: bytes, folder: Path) -> list[tuple[str, bytes]]:
    """Return what pg_waldump calls each record, and its bytes; of one without a row, its length."""
    path = folder / Path(WAL).name
    path.write_bytes(wal)
    listed = subprocess.run(
        [binary("pg_waldump"), path], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    starts = [int(found[1], 16) % len(wal) for line in listed if (found := _LSN.search(line))]
    spans = zip(listed, starts, [*starts[1:], len(wal)], strict=True)
    return [
        (_NAMED.sub("", line), b"" if WITHOUT_A_ROW.search(line) else wal[start:end])
        for line, start, end in spans
    ]


_LSN = re.compile(r"lsn: \w+/(\w+),")
#: The time that a record with a time says at its end, and what stands after it.
_NAMED = re.compile(r"(?<=desc: COMMIT ).*|(?<=; oldest).*")


def _unlike(one: list[tuple[str, bytes]], other: list[tuple[str, bytes]]) -> list[str]:
    if len(one) != len(other):
        return ["another number of records"]
    return [mine[0] for mine, theirs in zip(one, other, strict=True) if mine != theirs]

"""Nothing that is stored depends on who voted for whom, or in which order (Art. 7.2).

The same election is held twice in two stores: the same voters, the same counts, but every voter votes
for somebody else and in another order. If any byte told how anybody voted, or who came first, the
two stores would differ in it.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, make_url

from convoca.domain.election import Election, ElectionStatus
from convoca.domain.errors import NotAllowed
from convoca.domain.identifiers import MemberId
from convoca.domain.member import Office
from convoca.persistence.store import Store
from convoca.services.sessions.ballot_box import BallotBox
from convoca.services.sessions.elections import (
    close_ballot,
    open_election,
)
from support.ballots import (
    FIRST_WAY,
    OTHER_COUNTS,
    OTHER_WAY,
    bytes_beside,
    hold,
    stored,
)
from support.sittings import TEN, a_sitting, at, same_id


def test_no_byte_of_the_files_depends_on_who_voted_for_whom(tmp_path: Path) -> None:
    seen = []
    for seed, way in enumerate((FIRST_WAY, OTHER_WAY, OTHER_COUNTS)):
        folder = tmp_path / str(seed)
        with stored(f"sqlite:///{folder / 'convoca.db'}") as store:
            election = hold(store, way, seed, folder)
            open_files = bytes_beside(folder)
        seen.append((election, open_files, bytes_beside(folder)))
    assert seen[0][0].status is ElectionStatus.ELECTED
    assert len(seen[0][0].ballots) == 3
    assert sum(map(len, seen[0][1].values())) > 100_000  # the files were there to be compared
    assert seen[0] == seen[1]
    assert seen[0][1] != seen[2][1]  # what may be stored, the counts, is seen by this comparison


def test_no_row_backup_or_audit_depends_on_who_voted_for_whom(database: str) -> None:
    kept = []
    for way, seed in ((FIRST_WAY, 1), (OTHER_WAY, 2)):
        with _database(database, seed) as url, stored(url) as store:
            hold(store, way, seed, None)
            with zipfile.ZipFile(io.BytesIO(store.back_up())) as backup:
                files = {name: backup.read(name) for name in backup.namelist()}
            with store.transaction(actor="tester") as uow:
                entries = uow.audit.entries(limit=10_000)
                assert uow.drafts.of_everybody() == []
            kept.append((files, entries, _rows_as_they_lie(store)))
    assert b'"tallies"' in kept[0][0]["election.jsonl"]
    assert kept[0] == kept[1]


def _rows_as_they_lie(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table with its place on the disk, which tells in which order it came."""
    place = "ctid::text" if store.engine.dialect.name == "postgresql" else "rowid"
    with store.engine.connect() as connection:
        return {
            name: [
                tuple(row)
                for row in connection.exec_driver_sql(f'SELECT {place}, * FROM "{name}" ORDER BY 1')
            ]
            for name in inspect(store.engine).get_table_names()
        }


@contextmanager
def _database(url: str, seed: int) -> Iterator[str]:
    """A database of its own beside the given one."""
    parsed = make_url(url)
    assert parsed.database is not None
    if parsed.get_backend_name() == "sqlite":
        yield url.replace("convoca.db", f"{seed}.db")
        return
    name = f"{parsed.database}_{seed}"
    admin = create_engine(parsed, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield parsed.set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


def test_two_who_count_the_same_ballot_make_one(database: str) -> None:
    """The second is told; nothing is counted twice, and no officer is elected twice."""
    with stored(database) as store:
        mine, theirs = store.transaction(actor="a"), store.transaction(actor="b")
        sitting = a_sitting(mine)
        sitting.open()
        made = Election(
            id=same_id("election"),
            session=sitting.session.id,
            office=Office.PRESIDENT,
            held_on=date(2027, 3, 1),
            candidates=(sitting.member(4), sitting.member(5)),
        )
        open_election(made, at=TEN, reason="x", uow=mine)
        boxes = []
        for uow in (mine, theirs):
            box = BallotBox(made.candidates)
            for voter in range(1, 8):
                box.put(MemberId(sitting.member(voter)), sitting.member(4 if voter < 5 else 5))
            boxes.append((uow, box.close(1)))
        (first, ballot), (second, again) = boxes
        close_ballot(made.id, ballot, at=at(1), reason="x", uow=first)
        with pytest.raises(NotAllowed, match="election is over"):
            close_ballot(made.id, again, at=at(1), reason="x", uow=second)
        with mine as uow:
            assert len(uow.elections.get(made.id).ballots) == 1
            assert len(uow.members.get(sitting.member(4)).offices) == 1

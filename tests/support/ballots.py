"""The same election, held with other links between voters and ballots, in any store."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random

from convoca.domain.election import Election
from convoca.domain.member import Office
from convoca.persistence.store import Store, open_store
from convoca.services.sessions.ballot_box import BallotBox
from convoca.services.sessions.elections import (
    candidates_now,
    close_ballot,
    decide_tie,
    open_election,
)
from support.sittings import TEN, a_sitting, at, same_id

#: Ballot by ballot: whom each of the seven voters names, as numbers of members; 0 is a blank paper.
FIRST_WAY = ((4, 4, 5, 5, 6, 6, 0), (4, 4, 4, 5, 5, 5, 0), (4, 4, 4, 4, 5, 5, 5))
OTHER_WAY = ((0, 6, 6, 5, 5, 4, 4), (5, 5, 0, 5, 4, 4, 4), (5, 4, 5, 4, 5, 4, 4))
#: The last ballot has other counts.
OTHER_COUNTS = (*FIRST_WAY[:2], (4, 4, 4, 4, 4, 5, 5))


def _orders(seed: int) -> list[list[int]]:
    random = Random(seed)
    return [random.sample(range(1, 8), 7) for _ in FIRST_WAY]


def hold(
    store: Store, ballots: Sequence[Sequence[int]], seed: int, folder: Path | None
) -> Election:
    """Hold an election of three ballots with two ties in the way."""
    uow = store.transaction(actor="tester")
    sitting = a_sitting(uow)
    sitting.open()
    made = Election(
        id=same_id("election"),
        session=sitting.session.id,
        office=Office.PRESIDENT,
        held_on=date(2027, 3, 1),
        candidates=tuple(sitting.member(n) for n in (4, 5, 6)),
    )
    election = open_election(made, at=TEN, reason="x", uow=uow).record
    for number, (choices, order) in enumerate(zip(ballots, _orders(seed), strict=True), start=1):
        if candidates_now(election).tied:
            going_on = [sitting.member(n) for n in (4, 5)]
            election = decide_tie(election.id, going_on, note="by lot", reason="x", uow=uow).record
        box = BallotBox(candidates_now(election).candidates)
        before = bytes_beside(folder)
        for voter in order:
            choice = choices[voter - 1]
            box.put(sitting.member(voter), sitting.member(choice) if choice else None)
            assert bytes_beside(folder) == before  # a paper leaves no trace outside the box
        election = close_ballot(
            election.id, box.close(number), at=at(number), reason="x", uow=uow
        ).record
    return election


def bytes_beside(folder: Path | None) -> dict[str, bytes]:
    """Every byte of every file beside a database: the database, its journal, its write-ahead log."""
    if folder is None:
        return {}
    files = (
        path for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm")
    )
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@contextmanager
def stored(url: str) -> Iterator[Store]:
    store = open_store(url, now=lambda: TEN)
    try:
        yield store
    finally:
        store.close()

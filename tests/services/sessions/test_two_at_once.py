"""Two coordinators who do the same at the same moment, on both databases: it is done once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier, Event
from uuid import uuid4

import pytest

from convoca.domain.election import Election, ElectionStatus
from convoca.domain.errors import ConflictingEdit, NotAllowed
from convoca.domain.identifiers import MemberId
from convoca.domain.member import Office
from convoca.domain.vote import QuestionStatus, VoteMethod
from convoca.persistence.store import Store, open_store
from convoca.services.ports import UnitOfWork
from convoca.services.sessions import elections, voting
from convoca.services.sessions.ballot_box import counted_ballot
from support.sittings import TEN, Sitting, a_sitting, at


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = open_store(database, now=lambda: TEN)
    yield opened
    opened.close()


@pytest.fixture
def sitting(store: Store) -> Sitting:
    made = a_sitting(store.transaction(actor="tester"))
    made.open()
    return made


def _both(store: Store, act: Callable[[UnitOfWork], object]) -> list[bool]:
    """Let two do the same at once; return who succeeded."""
    barrier = Barrier(2)

    def do(actor: str) -> bool:
        uow = store.transaction(actor=actor)
        barrier.wait()
        try:
            act(uow)
        except (NotAllowed, ConflictingEdit):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(do, ("a", "b")))


def _election(sitting: Sitting) -> Election:
    return Election(
        id=uuid4(),
        session=sitting.session.id,
        office=Office.PRESIDENT,
        held_on=date(2027, 3, 1),
        candidates=(sitting.member(4), sitting.member(5)),
    )


def test_a_vote_is_closed_once(store: Store, sitting: Sitting) -> None:
    question = sitting.question(method=VoteMethod.CONSENSUS)
    voting.formulate(question, reason="x", uow=sitting.uow)
    voting.open_vote(question.id, at=TEN, reason="x", uow=sitting.uow)
    done = _both(store, lambda u: voting.close_vote(question.id, at=TEN, reason="x", uow=u))
    assert any(done)  # to the second it is done already, or he is told
    with sitting.uow as uow:
        closed = uow.questions.get(question.id)
    assert (closed.status, closed.version) == (QuestionStatus.CLOSED, 3)


def test_a_ballot_is_counted_once(store: Store, sitting: Sitting) -> None:
    election = elections.open_election(_election(sitting), at=TEN, reason="x", uow=sitting.uow)
    ballot = counted_ballot(
        1,
        {sitting.member(4): 4, sitting.member(5): 3},
        voters=[MemberId(sitting.member(n)) for n in range(1, 8)],
    )
    key = election.record.id
    done = _both(store, lambda u: elections.close_ballot(key, ballot, at=at(1), reason="x", uow=u))
    assert any(done)  # to the second it is done already, or he is told
    with sitting.uow as uow:
        assert len(uow.elections.get(key).ballots) == 1
        assert len(uow.members.get(sitting.member(4)).offices) == 1


def test_who_counts_a_ballot_waits_for_whoever_counts_it(store: Store, sitting: Sitting) -> None:
    """Otherwise both would read it uncounted, and seat the officer twice."""
    key = elections.open_election(_election(sitting), at=TEN, reason="x", uow=sitting.uow).record.id
    read = Event()

    def second() -> bool:
        with store.transaction(actor="b") as uow:
            uow.elections.get(key)
            read.set()
        return True

    with ThreadPoolExecutor(1) as pool:
        with store.transaction(actor="a") as uow:
            uow.elections.get(key)
            waiting = pool.submit(second)
            assert not read.wait(0.3)
        assert waiting.result(timeout=30)


def test_one_office_has_one_election_in_a_session(store: Store, sitting: Sitting) -> None:
    """Each of the two sees none under way: the database lets one of them in."""
    for number in range(1, 4):
        done = _both(
            store,
            lambda u: elections.open_election(_election(sitting), at=TEN, reason="x", uow=u),
        )
        assert done == [False, True]
        with sitting.uow as uow:
            found = uow.elections.all(session=sitting.session.id)
        assert len(found) == number
        (held,) = [each for each in found if each.status is ElectionStatus.OPEN]
        elections.break_off(held.id, note="", reason="x", uow=sitting.uow)

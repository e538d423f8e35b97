"""Items that were carried over, votes that shortened another, and recusals come back whatever their ids."""

from pathlib import Path
from uuid import UUID

from convoca.domain.programme import Recusal
from convoca.domain.vote import VoteMethod
from convoca.persistence.store import Store, open_store
from convoca.services.sessions import voting
from convoca.services.sessions.explanations import shorten
from convoca.services.sessions.taking_part import decide_recusal, raise_recusal
from support.sittings import TEN, Sitting, a_sitting

FIRST, SECOND, LAST = UUID(int=1), UUID(int=2), UUID(int=2**127)


def _adopted(sitting: Sitting, **changes: object) -> UUID:
    question = sitting.question(method=VoteMethod.CONSENSUS, **changes)
    voting.formulate(question, reason="x", uow=sitting.uow)
    voting.open_vote(question.id, at=TEN, reason="x", uow=sitting.uow)
    return voting.close_vote(question.id, at=TEN, reason="x", uow=sitting.uow).record.id


def _business(store: Store) -> None:
    """Enter records each of which refers to one that a backup, in the order of ids, writes after it."""
    sitting = a_sitting(store.transaction(actor="tester"))
    sitting.open()
    earlier = sitting.item(id=LAST)
    later = sitting.another("Later", days=1)
    sitting.item(id=FIRST, session=later.id, carried_from=earlier.id)
    decided = _adopted(sitting, id=FIRST)
    shorter = _adopted(sitting, id=LAST, decision="shorter_explanations")
    shorten(decided, TEN.date(), by=shorter, reason="x", uow=sitting.uow)
    ground = Recusal(id=FIRST, member=sitting.member(5), activity=LAST, ground="adviser")
    raise_recusal(ground, reason="x", uow=sitting.uow)
    vote = _adopted(sitting, id=SECOND, item=LAST, decision="recusal")
    decide_recusal(
        ground.id, upheld=True, on=TEN.date(), question=vote, reason="x", uow=sitting.uow
    )


def test_what_refers_to_a_record_of_its_own_kind_comes_back(database: str, tmp_path: Path) -> None:
    old = open_store(f"sqlite:///{tmp_path / 'old' / 'convoca.db'}", now=lambda: TEN)
    _business(old)
    path = tmp_path / "backup.zip"
    path.write_bytes(old.back_up())
    new = open_store(database, now=lambda: TEN)
    new.restore(path)
    for store in (old, new):
        with store.transaction(actor="tester", writes=False) as uow:
            assert uow.items_of_business.get(FIRST).carried_from == LAST
            assert uow.questions.get(FIRST).shortened_by == LAST
            assert uow.recusals.get(FIRST).decided_by == SECOND
        store.close()

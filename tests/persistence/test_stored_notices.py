"""Notices on both databases: whoever is sending one keeps it from being taken back meanwhile."""

from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event, Thread
from uuid import uuid4

import pytest

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.notice import Notice, NoticeKind
from support.builders import a_period

AT = datetime(2027, 1, 4, 15, 0, tzinfo=UTC)


@pytest.fixture
def convoca(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        yield opened


def test_who_reads_a_notice_to_change_it_waits_for_the_other(convoca: Convoca) -> None:
    period = a_period()
    notice = Notice(
        id=uuid4(), period=period.id, kind=NoticeKind.CONVOCATION, subject=uuid4(),
        recipient="state:MX", party="state:MX", addressee="México", drafted_at=AT,
    )  # fmt: skip
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        uow.notices.save(notice)
        uow.commit(reason="Example")
    had_it = Event()

    def read_it_too() -> None:
        with convoca.unit_of_work() as other:
            other.notices.get(notice.id)
            had_it.set()

    second = Thread(target=read_it_too)
    with convoca.unit_of_work() as first:
        first.notices.get(notice.id)
        second.start()
        assert not had_it.wait(0.3)
        with convoca.reading() as reader:
            assert reader.notices.get(notice.id).addressee == "México"
    assert had_it.wait(30)
    second.join()

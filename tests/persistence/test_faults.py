"""What a disk or a server refuses is one clear sentence, and nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import UnusableStore
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.services.audience import PUBLIC
from convoca.services.periods import save_period
from support.builders import a_period, a_request
from support.command import convoca as command


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("sqlite:///{folder}", id="a-folder"),
        pytest.param("sqlite:///{folder}/text", id="no-database"),
        pytest.param("sqlite:///{folder}/text/convoca.db", id="below-a-file"),
        pytest.param("postgresql://user:Vlornik@127.0.0.1:1/none", id="no-server"),
        pytest.param("Vlornik", id="no-address"),
    ],
)
def test_a_store_that_cannot_be_opened_is_told_without_its_password(
    tmp_path: Path, url: str
) -> None:
    text = tmp_path / "text"
    text.write_text("This is no database. " * 200)
    text.chmod(0o600)

    answer = command("audit", "verify", "--db", url.format(folder=tmp_path))

    assert answer.code == 1
    assert "Traceback" not in answer.errors
    assert "Vlornik" not in answer.errors
    assert "database" in answer.errors
    assert "chmod" not in answer.errors


def test_on_a_full_disk_nothing_is_written(tmp_path: Path) -> None:
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as convoca:
        period = save_period(a_period(), reason="Example", uow=convoca.unit_of_work())

        def be_full(connection: Connection) -> None:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")  # no page more than there are

        event.listen(convoca.store.engine, "begin", be_full)
        with pytest.raises(UnusableStore, match="full"):
            _take_in_many(convoca, period)
        with convoca.reading() as uow:
            assert (uow.requests.all(), uow.audit.verify()) == ([], 1)


def _take_in_many(convoca: Convoca, period: PeriodOfSessions) -> None:
    with convoca.unit_of_work() as uow:
        for _ in range(200):
            uow.requests.save(a_request(period, summary="An example summary. " * 200))
        uow.commit(reason="Received")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    database = f"sqlite:///{tmp_path / 'convoca.db'}"

    answer = command("backup", in_the_way / "backup.zip", "--db", database)

    assert (answer.code, "Traceback" in answer.errors) == (1, False)
    assert str(in_the_way) in answer.errors


def test_two_writers_of_a_calendar_give_every_entry_one_uid(database: str) -> None:
    with open_convoca(database=database) as convoca:
        save_period(a_period(), reason="Example", uow=convoca.unit_of_work())
        with ThreadPoolExecutor(8) as pool:
            feeds = list(pool.map(lambda _: convoca.calendar(901, PUBLIC), range(8)))

    assert len({tuple(entry.uid for entry in feed.entries) for feed in feeds}) == 1
    assert feeds[0].entries

"""What calendars said: the last word of each, and every version of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from convoca.bootstrap import now
from convoca.persistence.audit import canonical
from convoca.persistence.column_types import CONVERTER
from convoca.persistence.engine import open_engine
from convoca.persistence.schema import migrate
from convoca.persistence.store import Store, open_store
from convoca.services.feeds import CalendarEntry, EntryKind, EntryStatus, RememberedEntry
from convoca.services.ports import UnitOfWork
from support.fake_store import FakeUnitOfWork

FIRST = datetime(2027, 1, 4, 15, 0, 0, 500_000, tzinfo=UTC)
LATER = datetime(2027, 1, 5, 15, tzinfo=UTC)


def said(subject: str, **changes: object) -> RememberedEntry:
    day = date(2027, 3, 8)
    entry = CalendarEntry(subject=subject, kind=EntryKind.VISIT, first_day=day, last_day=day)
    return RememberedEntry(
        uid=f"uid-{subject}",
        entry=replace(entry, **changes),  # type: ignore[arg-type]
        status=EntryStatus.CONFIRMED,
        sequence=0,
        revised_at=FIRST.replace(microsecond=0),
    )


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = open_store(database, now=now)
    yield opened
    opened.close()


@pytest.fixture(params=[False, True], ids=["stored", "fake"])
def uow(store: Store, request: pytest.FixtureRequest) -> UnitOfWork:
    return FakeUnitOfWork() if request.param else store.transaction(actor="Example")


def remember(uow: UnitOfWork, feed: str, entries: list[RememberedEntry], at: datetime) -> None:
    with uow:
        uow.calendar.remember(feed, entries, at=at)
        uow.commit(reason="Example")


def test_only_what_is_new_changed_or_gone_is_a_version(uow: UnitOfWork) -> None:
    remember(uow, "f", [said("a"), said("b"), said("c")], FIRST)
    remember(uow, "f", [said("a"), said("b", title="Other")], LATER)
    remember(uow, "f", [said("a"), said("b", title="Other")], LATER)
    remember(uow, "other", [said("a")], LATER)

    with uow:
        versions = uow.calendar.revisions(feed="f")
        assert uow.calendar.remembered("f") == [said("a"), said("b", title="Other")]
    assert [(v.number, v.subject, v.uid, v.at, v.said) for v in versions] == [
        (1, "a", "uid-a", FIRST, said("a")),
        (2, "b", "uid-b", FIRST, said("b")),
        (3, "c", "uid-c", FIRST, said("c")),
        (4, "b", "uid-b", LATER, said("b", title="Other")),
        (5, "c", "uid-c", LATER, None),
    ]


def test_versions_are_found_by_uid_and_subject(uow: UnitOfWork) -> None:
    remember(uow, "f", [said("a"), said("b")], FIRST)
    remember(uow, "g", [said("a")], FIRST)

    with uow:
        assert [v.feed for v in uow.calendar.revisions(subject="a")] == ["f", "g"]
        assert [v.subject for v in uow.calendar.revisions(uid="uid-b")] == ["b"]
        assert uow.calendar.revisions(uid="uid-z") == []


def test_nothing_is_remembered_without_a_commit(uow: UnitOfWork) -> None:
    with uow:
        uow.calendar.remember("f", [said("a")], at=FIRST)
    with uow:
        assert uow.calendar.remembered("f") == []
        assert uow.calendar.revisions(feed="f") == []


def test_a_field_that_older_versions_did_not_write_is_no_change(store: Store) -> None:
    with store.transaction(actor="Example") as uow:
        uow.calendar.remember("f", [said("a")], at=FIRST)
        uow.commit(reason="Example")
    with store.engine.begin() as connection:
        connection.execute(
            sql("UPDATE calendar_entry SET body = replace(body, :field, '')"),
            {"field": '"is_busy":false,'},
        )
    with store.transaction(actor="Example") as uow:
        assert uow.calendar.remembered("f") == [said("a")]
        uow.calendar.remember("f", [said("a")], at=LATER)
        assert len(uow.calendar.revisions(feed="f")) == 1


def test_a_backup_holds_the_versions(tmp_path: Path) -> None:
    first = open_store(f"sqlite:///{tmp_path / 'a' / 'convoca.db'}", now=now)
    remember(first.transaction(actor="Example"), "f", [said("a")], FIRST)
    remember(first.transaction(actor="Example"), "f", [], LATER)
    path = tmp_path / "convoca.backup"
    path.write_bytes(first.back_up())
    other = open_store(f"sqlite:///{tmp_path / 'b' / 'convoca.db'}", now=now)
    other.restore(path)

    with first.transaction(actor="Example") as uow, other.transaction(actor="Example") as again:
        assert again.calendar.revisions() == uow.calendar.revisions()
        assert len(again.calendar.revisions(feed="f")) == 2
    first.close()
    other.close()


def test_what_was_said_before_there_were_versions_is_the_first_one(database: str) -> None:
    engine = open_engine(database)
    migrate(engine, "0003")
    rows = [
        {"f": feed, "s": subject, "u": f"uid-{subject}", "b": body_of(subject)}
        for feed, subject in (("f", "a"), ("f", "b"), ("g", "a"))
    ]
    with engine.begin() as connection:
        connection.execute(
            sql("INSERT INTO calendar_entry (feed, subject, uid, body) VALUES (:f, :s, :u, :b)"),
            rows,
        )
    engine.dispose()

    store = open_store(database, now=now)
    with store.transaction(actor="Example") as uow:
        assert [(v.feed, v.number, v.said, v.at) for v in uow.calendar.revisions()] == [
            ("f", 1, said("a"), said("a").revised_at),
            ("f", 2, said("b"), said("b").revised_at),
            ("g", 1, said("a"), said("a").revised_at),
        ]
    store.close()


def body_of(subject: str) -> str:
    return canonical(CONVERTER.unstructure(said(subject)))

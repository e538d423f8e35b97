"""Subscriptions on both databases: what is kept, what the audit holds, what a backup brings back."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.feed_subscription import digest_of
from convoca.domain.language import Language
from convoca.services.audience import SECRETARIAT
from convoca.services.feed_subscriptions import (
    issue_subscription,
    note_uses,
    open_subscriptions,
    revoke_subscription,
    rotate_subscription,
    subscription_lines,
)
from support.builders import a_period

AT = datetime(2027, 1, 4, 15, 0, tzinfo=UTC)


@pytest.fixture
def convoca(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        yield opened


def issue(convoca: Convoca):
    with convoca.unit_of_work() as uow:
        uow.periods.save(a_period())
        uow.commit(reason="Example")
    return issue_subscription(
        "Interpreters",
        SECRETARIAT,
        Language.PORTUGUESE,
        period=901,
        now=AT,
        reason="Example",
        uow=convoca.unit_of_work(),
    )


def test_what_is_issued_comes_back_equal(convoca: Convoca) -> None:
    issued = issue(convoca)

    assert open_subscriptions(uow=convoca.reading()) == (issued.subscription,)


def test_neither_token_nor_digest_stands_in_the_audit(convoca: Convoca) -> None:
    issued = issue(convoca)
    key = issued.subscription.id
    rotated = rotate_subscription(key, now=AT, reason="Lost", uow=convoca.unit_of_work())
    revoke_subscription(key, now=AT, reason="Left", uow=convoca.unit_of_work())

    with convoca.store.engine.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM audit_entry")).all())
    assert kept.count("feed_subscription") == 3
    for secret in (issued.token, rotated.token, digest_of(issued.token), digest_of(rotated.token)):
        assert secret not in kept
    with convoca.reading() as uow:
        (change,) = uow.audit.entries(record=key)[0].changes
        assert uow.audit.verify() == 4
    assert json.loads(json.dumps(change["after"]))["digest"] == "sealed"


def test_no_token_is_anywhere_in_the_store(convoca: Convoca) -> None:
    issued = issue(convoca)

    with convoca.store.engine.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM feed_subscription")).all())
    assert issued.token not in kept
    assert digest_of(issued.token) in kept


def test_the_last_use_is_kept_once_and_outside_the_audit(convoca: Convoca) -> None:
    key = issue(convoca).subscription.id
    with convoca.reading() as uow:
        head = uow.audit.head()

    for days in (1, 2):
        note_uses([key], at=AT + timedelta(days=days), uow=convoca.unit_of_work())

    (line,) = subscription_lines(uow=convoca.reading())
    assert line.last_used == AT + timedelta(days=2)
    with convoca.reading() as uow:
        assert uow.audit.head() == head


def test_a_backup_brings_the_subscriptions_back(convoca: Convoca, tmp_path: Path) -> None:
    issued = issue(convoca)
    note_uses([issued.subscription.id], at=AT, uow=convoca.unit_of_work())
    backup = convoca.back_up(tmp_path / "backup.zip")

    with open_convoca(database=f"sqlite:///{tmp_path / 'new' / 'convoca.db'}") as other:
        other.restore(backup)
        assert open_subscriptions(uow=other.reading()) == (issued.subscription,)
        assert subscription_lines(uow=other.reading()) == subscription_lines(uow=convoca.reading())


def test_a_calendar_that_says_nothing_new_is_not_written(convoca: Convoca) -> None:
    """Who reads every other second must keep nobody waiting who writes."""
    issue(convoca)
    first = convoca.subscribed_calendar(SECRETARIAT, None)

    with convoca.unit_of_work() as uow:  # SQLite lets nobody else write meanwhile
        uow.periods.save(a_period(number=902))
        assert convoca.subscribed_calendar(SECRETARIAT, None) == first

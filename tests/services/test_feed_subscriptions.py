"""Subscriptions: what is kept of an address, what stops one, and what goes on record."""

import hashlib
import re
from datetime import timedelta
from uuid import uuid4

import pytest

from convoca.domain.errors import InvalidValue, NotAllowed, NotFound, ReasonMissing
from convoca.domain.feed_subscription import digest_of
from convoca.domain.language import Language
from convoca.services.audience import PUBLIC, SECRETARIAT, Audience
from convoca.services.feed_subscriptions import (
    issue_subscription,
    note_uses,
    open_subscriptions,
    revoke_subscription,
    rotate_subscription,
    subscription_lines,
)
from support.builders import a_period
from support.fake_store import NOW, FakeUnitOfWork

LATER = NOW + timedelta(days=3)


@pytest.fixture
def uow() -> FakeUnitOfWork:
    return FakeUnitOfWork()


def issue(uow: FakeUnitOfWork, **changes):
    values = {"period": None, "now": NOW, "reason": "Asked on the phone", "uow": uow}
    return issue_subscription("Press office", PUBLIC, Language.FRENCH, **{**values, **changes})


def test_a_token_has_256_random_bits_and_fits_into_an_address(uow):
    tokens = {issue(uow).token for _ in range(50)}

    assert len(tokens) == 50
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", token) for token in tokens)


def test_nothing_but_the_digest_of_a_token_is_kept(uow):
    issued = issue(uow)

    (stored,) = uow.store.records["feed_subscriptions"].values()
    assert stored.digest == hashlib.sha256(issued.token.encode()).hexdigest()
    assert issued.token not in repr(uow.store)
    assert stored.digest not in repr(stored)


def test_another_address_stops_the_old_one(uow):
    issued = issue(uow)

    rotated = rotate_subscription(issued.subscription.id, now=LATER, reason="Lost phone", uow=uow)

    (is_open,) = open_subscriptions(uow=uow)
    assert is_open.digest == digest_of(rotated.token) != digest_of(issued.token)
    assert is_open.issued_at == LATER


def test_a_revoked_subscription_has_no_address_and_gets_none(uow):
    issued = issue(uow)

    revoked = revoke_subscription(issued.subscription.id, now=LATER, reason="Left", uow=uow)

    assert (revoked.digest, revoked.revoked_at) == ("", LATER)
    assert open_subscriptions(uow=uow) == ()
    for act in (rotate_subscription, revoke_subscription):
        with pytest.raises(NotAllowed, match="Press office"):
            act(issued.subscription.id, now=LATER, reason="Again", uow=uow)


def test_each_act_goes_on_record_with_its_reason(uow):
    issued = issue(uow)
    rotate_subscription(issued.subscription.id, now=LATER, reason="Lost phone", uow=uow)
    revoke_subscription(issued.subscription.id, now=LATER, reason="Left", uow=uow)

    with uow:
        entries = uow.audit.entries(record=issued.subscription.id)
    assert [entry.reason for entry in entries] == ["Left", "Lost phone", "Asked on the phone"]


def test_without_a_reason_there_is_no_subscription(uow):
    with pytest.raises(ReasonMissing):
        issue(uow, reason=" ")
    assert subscription_lines(uow=uow) == ()


def test_it_is_for_somebody_and_for_a_period_on_record(uow):
    with pytest.raises(InvalidValue, match="for whom"):
        issue_subscription(" ", PUBLIC, Language.FRENCH, now=NOW, reason="Example", uow=uow)
    with pytest.raises(NotFound):
        issue(uow, period=999)
    with pytest.raises(NotFound):
        revoke_subscription(uuid4(), now=NOW, reason="Example", uow=uow)


def test_the_list_shows_the_open_ones_first_and_when_each_was_last_read(uow):
    with uow:
        uow.periods.save(a_period())
        uow.commit(reason="Example")
    gone = issue(uow).subscription
    revoke_subscription(gone.id, now=NOW, reason="Left", uow=uow)
    kept = issue(uow, period=901).subscription
    note_uses([kept.id], at=LATER, uow=uow)

    first, second = subscription_lines(uow=uow)

    assert (first.id, first.period, first.last_used) == (kept.id, 901, LATER)
    assert (second.id, second.period, second.last_used) == (gone.id, None, None)


def test_an_audience_is_found_by_its_name():
    assert [Audience.named(str(each)) for each in (PUBLIC, SECRETARIAT)] == [PUBLIC, SECRETARIAT]
    with pytest.raises(InvalidValue, match="nobody"):
        Audience.named("nobody")


def test_a_token_that_is_no_text_for_people_has_a_digest_too():
    assert len(digest_of("\ud800")) == 64

"""Subscriptions to calendars: issued, given another address, revoked, each with a reason on record."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from convoca.domain.feed_subscription import FeedSubscription, digest_of
from convoca.domain.identifiers import new_id
from convoca.domain.language import Language
from convoca.services.audience import Audience
from convoca.services.audience_names import refuse_unknown
from convoca.services.period_file import period_numbered
from convoca.services.ports import UnitOfWork

#: Random bytes of a token: 256 bits, which nobody comes upon by trying.
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedSubscription:
    """A subscription with the token of its new address, which exists nowhere else."""

    subscription: FeedSubscription
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionLine:
    """What people see of a subscription; ``period`` is a number, None for all periods.

    ``last_used`` lags by minutes, for it is written seldom.
    """

    id: UUID
    holder: str
    audience: str
    period: int | None
    language: Language
    issued_at: datetime
    revoked_at: datetime | None
    last_used: datetime | None


def issue_subscription(
    holder: str,
    audience: Audience,
    language: Language,
    *,
    period: int | None = None,
    now: datetime,
    reason: str,
    uow: UnitOfWork,
) -> IssuedSubscription:
    """Give somebody an address for the calendar of a period, or of all. Raises InvalidValue, NotFound."""
    token = _new_token()
    with uow:
        refuse_unknown(audience, uow=uow)
        saved = uow.feed_subscriptions.save(
            FeedSubscription(
                id=new_id(),
                holder=holder.strip(),
                audience=str(audience),
                period=None if period is None else period_numbered(period, uow=uow).id,
                language=language,
                digest=digest_of(token),
                issued_at=now,
            )
        )
        uow.commit(reason=reason)
    return IssuedSubscription(subscription=saved, token=token)


def rotate_subscription(
    subscription: UUID, *, now: datetime, reason: str, uow: UnitOfWork
) -> IssuedSubscription:
    """Give a subscription another address; the old one stops. Raises NotFound, NotAllowed."""
    token = _new_token()
    with uow:
        stored = uow.feed_subscriptions.get(subscription)
        saved = uow.feed_subscriptions.save(stored.rotated(token, at=now))
        uow.commit(reason=reason)
    return IssuedSubscription(subscription=saved, token=token)


def revoke_subscription(
    subscription: UUID, *, now: datetime, reason: str, uow: UnitOfWork
) -> FeedSubscription:
    """Stop an address for good. Raises NotFound, NotAllowed where it was stopped before."""
    with uow:
        stored = uow.feed_subscriptions.get(subscription)
        saved = uow.feed_subscriptions.save(stored.revoked(at=now))
        uow.commit(reason=reason)
    return saved


def subscription_lines(*, uow: UnitOfWork) -> tuple[SubscriptionLine, ...]:
    """Return every subscription on record: the open ones first, each by its holder."""
    with uow:
        numbers = {period.id: period.number for period in uow.periods.all()}
        last = uow.feed_uses.last()
        lines = [
            SubscriptionLine(
                id=each.id,
                holder=each.holder,
                audience=each.audience,
                period=None if each.period is None else numbers.get(each.period),
                language=each.language,
                issued_at=each.issued_at,
                revoked_at=each.revoked_at,
                last_used=last.get(each.id),
            )
            for each in uow.feed_subscriptions.all()
        ]
    return tuple(sorted(lines, key=lambda line: (bool(line.revoked_at), line.holder.casefold())))


def open_subscriptions(*, uow: UnitOfWork) -> tuple[FeedSubscription, ...]:
    """Return the subscriptions that have an address."""
    with uow:
        return tuple(each for each in uow.feed_subscriptions.all() if each.is_open)


def note_uses(subscriptions: Iterable[UUID], *, at: datetime, uow: UnitOfWork) -> None:
    """Remember that calendars were read. That is nobody's act in the office: the audit is not told."""
    with uow:
        uow.feed_uses.note(subscriptions, at)
        uow.commit(reason="Calendars read")


def _new_token() -> str:
    """Return a token that can stand in an address: letters, digits, hyphens and underscores."""
    return secrets.token_urlsafe(TOKEN_BYTES)

"""``convoca feeds serve|issue|list|rotate|revoke``."""

from collections.abc import Iterable
from uuid import UUID

import click

from convoca.bootstrap import Convoca, open_convoca
from convoca.cli.output import LANGUAGE, options, say
from convoca.domain.language import Language
from convoca.services.audience import Audience
from convoca.services.feed_subscriptions import (
    IssuedSubscription,
    SubscriptionLine,
    issue_subscription,
    revoke_subscription,
    rotate_subscription,
    subscription_lines,
)

_REASON = click.option("--reason", required=True, help="Why; it goes on record.")
_SUBSCRIPTION = click.argument("subscription", type=click.UUID)


@click.group()
def feeds() -> None:
    """Calendars at secret addresses, which people subscribe to."""


@feeds.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8867, show_default=True)
@click.option("--stop-after", type=float, hidden=True, help="Stop by itself after so many seconds.")
@options
def serve(port: int, stop_after: float | None, database: str, as_json: bool) -> None:
    """Serve the calendars of all subscriptions to this computer, for a reverse proxy on it."""
    from convoca.app.feed_server import serve as serve_feeds  # noqa: PLC0415 - it loads Tornado

    with open_convoca(database=database) as convoca:
        serve_feeds(convoca, port=port, stop_after=stop_after)


@feeds.command("issue")
@click.option("--for", "holder", required=True, help="Who gets it, e.g. “Press office”.")
@click.option(
    "--audience",
    metavar="AUDIENCE",
    required=True,
    help="public, staff, staff:press, state:CO, petitioner:ID, member:ID or secretariat.",
)
@click.option("--period", type=int, help="Number of the period (default: all periods).")
@click.option("--language", type=LANGUAGE, help="Language of the calendar.")
@_REASON
@options
def issue(
    holder: str,
    audience: str,
    period: int | None,
    language: str | None,
    reason: str,
    database: str,
    as_json: bool,
) -> None:
    """Give somebody a secret address for a calendar. It is shown this once."""
    with open_convoca(database=database) as convoca:
        issued = issue_subscription(
            holder,
            Audience.named(audience),
            Language(language) if language else convoca.settings.language,
            period=period,
            now=convoca.now(),
            reason=reason,
            uow=convoca.unit_of_work(),
        )
        _say_address(convoca, issued, as_json=as_json)


@feeds.command("rotate")
@_SUBSCRIPTION
@_REASON
@options
def rotate(subscription: UUID, reason: str, database: str, as_json: bool) -> None:
    """Give a subscription another address; the old one stops. It is shown this once."""
    with open_convoca(database=database) as convoca:
        issued = rotate_subscription(
            subscription, now=convoca.now(), reason=reason, uow=convoca.unit_of_work()
        )
        _say_address(convoca, issued, as_json=as_json)


@feeds.command("revoke")
@_SUBSCRIPTION
@_REASON
@options
def revoke(subscription: UUID, reason: str, database: str, as_json: bool) -> None:
    """Stop the address of a subscription for good."""
    with open_convoca(database=database) as convoca:
        revoke_subscription(
            subscription, now=convoca.now(), reason=reason, uow=convoca.unit_of_work()
        )
        lines = _lines_of(convoca, subscription)
    say("\n".join(map(_worded, lines)), _data(lines), as_json=as_json)


@feeds.command("list")
@options
def listed(database: str, as_json: bool) -> None:
    """List the subscriptions, and when each was last read. No address is in it."""
    with open_convoca(database=database) as convoca:
        lines = subscription_lines(uow=convoca.reading())
    say("\n".join(map(_worded, lines)), _data(lines), as_json=as_json)


def _say_address(convoca: Convoca, issued: IssuedSubscription, *, as_json: bool) -> None:
    address = convoca.feed_address(issued.token)
    lines = _lines_of(convoca, issued.subscription.id)
    words = "\n".join([address, *map(_worded, lines)])
    say(words, {**_data(lines), "address": address}, as_json=as_json)


def _lines_of(convoca: Convoca, subscription: UUID) -> tuple[SubscriptionLine, ...]:
    lines = subscription_lines(uow=convoca.reading())
    return tuple(line for line in lines if line.id == subscription)


def _worded(line: SubscriptionLine) -> str:
    state = f"revoked {line.revoked_at:%Y-%m-%d}" if line.revoked_at else "open"
    used = f"last read {line.last_used:%Y-%m-%d %H:%M}Z" if line.last_used else "never read"
    period = "all periods" if line.period is None else f"period {line.period}"
    what = f"{line.audience}, {period}, {line.language}"
    return f"{line.id}  {line.holder}: {what}; issued {line.issued_at:%Y-%m-%d}; {used}; {state}"


def _data(lines: Iterable[SubscriptionLine]) -> dict[str, object]:
    return {
        "format": "convoca/feeds/1",
        "feeds": [
            {
                "id": str(line.id),
                "for": line.holder,
                "audience": line.audience,
                "period": line.period,
                "language": str(line.language),
                "issued_at": line.issued_at.isoformat(),
                "revoked_at": line.revoked_at.isoformat() if line.revoked_at else None,
                "last_used": line.last_used.isoformat() if line.last_used else None,
            }
            for line in lines
        ],
    }


COMMANDS = (feeds,)

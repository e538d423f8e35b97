"""When each calendar was last read (see ``services.ports.FeedUses``)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from convoca.persistence.feed_tables import feed_use


class SqlFeedUses:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last(self) -> dict[UUID, datetime]:
        rows = self._connection.execute(select(feed_use))
        return {row.subscription: row.used_at for row in rows}

    def note(self, subscriptions: Iterable[UUID], at: datetime, /) -> None:
        used = list(subscriptions)
        if not used:
            return
        self._connection.execute(delete(feed_use).where(feed_use.c.subscription.in_(used)))
        rows = [{"subscription": each, "used_at": at} for each in used]
        self._connection.execute(insert(feed_use), rows)

"""The schema of subscriptions to calendars, and of when they were last read."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, Uuid

from convoca.domain.language import Language
from convoca.persistence.column_types import UtcDateTime, Word
from convoca.persistence.tables import metadata

feed_subscription = Table(
    "feed_subscription",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("holder", Text, nullable=False),
    Column("audience", String(200), nullable=False),
    Column("period", Uuid(), ForeignKey("period_of_sessions.id")),
    Column("language", Word(Language), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("issued_at", UtcDateTime(), nullable=False),
    Column("revoked_at", UtcDateTime()),
    Column("version", Integer, nullable=False),
)

#: Outside the audit, and a table of its own: whoever reads a calendar changes no record.
feed_use = Table(
    "feed_use",
    metadata,
    Column("subscription", Uuid(), ForeignKey("feed_subscription.id"), primary_key=True),
    Column("used_at", UtcDateTime(), nullable=False),
)

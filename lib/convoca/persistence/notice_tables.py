"""The schema of notices, the proof that they were served, and what each calendar said, version by version."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, Uuid

from convoca.domain import notice as n
from convoca.domain.language import Language
from convoca.domain.programme import Channel
from convoca.persistence.column_types import Structured, UtcDateTime, Word
from convoca.persistence.tables import metadata

notice = Table(
    "notice",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("period", Uuid(), ForeignKey("period_of_sessions.id"), index=True),
    Column("kind", Word(n.NoticeKind), nullable=False),
    Column("subject", Uuid(), nullable=False, index=True),
    Column("recipient", String(200), nullable=False),
    Column("party", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("language", Word(Language), nullable=False),
    Column("zone", Text, nullable=False),
    Column("facts", Structured(n.NoticeFacts), nullable=False),
    Column("message", Text, nullable=False),
    Column("release", Integer),
    Column("status", Word(n.NoticeStatus), nullable=False),
    Column("drafted_at", UtcDateTime(), nullable=False),
    Column("approved_at", UtcDateTime()),
    Column("approved_by", Text, nullable=False),
    Column("signatory", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("overtaken_by", Uuid(), ForeignKey("notice.id")),
    Column("version", Integer, nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("notice", Uuid(), ForeignKey("notice.id"), nullable=False, index=True),
    Column("at", UtcDateTime(), nullable=False),
    Column("channel", Word(Channel), nullable=False),
    Column("address", Text, nullable=False),
    Column("language", Word(Language), nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("state", Word(n.DeliveryState), nullable=False),
    Column("reference", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

#: What a calendar said of one subject, each version once: outside the audit, as its memory is.
calendar_revision = Table(
    "calendar_revision",
    metadata,
    Column("feed", String(200), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("subject", String(200), nullable=False),
    Column("uid", String(200), nullable=False),
    Column("revised_at", UtcDateTime(), nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_calendar_revision_subject", "feed", "subject"),
)

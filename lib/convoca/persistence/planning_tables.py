"""The schema of planning: who is not to be had, the steps of the draft, the releases."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, Time, Uuid

from convoca.domain import availability as a
from convoca.domain import programme as pr
from convoca.domain import release as r
from convoca.persistence.column_types import Structured, UtcDateTime, Word
from convoca.persistence.tables import metadata

unavailability = Table(
    "unavailability",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("period", Uuid(), ForeignKey("period_of_sessions.id"), nullable=False, index=True),
    Column("kind", Word(a.UnavailableKind), nullable=False),
    Column("key", Text, nullable=False),
    Column("starts_at", UtcDateTime(), nullable=False),
    Column("ends_at", UtcDateTime(), nullable=False),
    Column("zone", Text, nullable=False),
    Column("wall_date", Date, nullable=False),
    Column("wall_time", Time, nullable=False),
    Column("reason", Text, nullable=False),
    Column("is_hold", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

draft_step = Table(
    "draft_step",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("period", Uuid(), ForeignKey("period_of_sessions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("act", Word(pr.DraftAct), nullable=False),
    Column("changes", Structured(tuple[pr.PlacementChange, ...]), nullable=False),
    Column("joined", Structured(tuple[pr.Joining, ...]), nullable=False),
    Column("separated", Structured(tuple[pr.Joining, ...]), nullable=False),
    Column("undone", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_draft_step_number", "period", "number", unique=True),
)

#: RELEASE is a word of SQL, so the table has two.
programme_release = Table(
    "programme_release",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("period", Uuid(), ForeignKey("period_of_sessions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", Word(r.ReleaseKind), nullable=False),
    Column("comment", Text, nullable=False),
    Column("made_at", UtcDateTime(), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("entries", Structured(tuple[r.ReleasedEntry, ...]), nullable=False),
    Column("overrides", Structured(tuple[r.Override, ...]), nullable=False),
    Column("manifest", Structured(r.Manifest), nullable=False),
    Column("rolls_back_to", Integer),
    Column("version", Integer, nullable=False),
    Index("uq_programme_release_number", "period", "number", unique=True),
)

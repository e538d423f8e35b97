"""Planning: who is not to be had, what activities need, the steps of the draft, the releases."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add("period_of_sessions", "interpreter_teams", sa.JSON(), "[]")
    _add("period_of_sessions", "wishes", sa.JSON(), "{}")
    _add("hearing", "needs", sa.JSON(), "{}")
    _add("working_meeting", "needs", sa.JSON(), "{}")
    _add("placement", "is_pinned", sa.Boolean(), sa.false())
    op.create_table(
        "unavailability",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("wall_date", sa.Date(), nullable=False),
        sa.Column("wall_time", sa.Time(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_hold", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_the_period("unavailability"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unavailability")),
    )
    op.create_index(op.f("ix_unavailability_period"), "unavailability", ["period"])
    op.create_table(
        "draft_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("joined", sa.JSON(), nullable=False),
        sa.Column("separated", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_the_period("draft_step"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_step")),
    )
    op.create_index("uq_draft_step_number", "draft_step", ["period", "number"], unique=True)
    op.create_table(
        "programme_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("overrides", sa.JSON(), nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.Column("rolls_back_to", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_the_period("programme_release"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_release")),
    )
    op.create_index(
        "uq_programme_release_number", "programme_release", ["period", "number"], unique=True
    )
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if is_postgresql else _SQLITE:
        op.execute(statement)


def _add(table: str, column: str, kind: sa.JSON | sa.Boolean, default: Any) -> None:
    """Add a column that the rows on record fill with its default."""
    op.add_column(table, sa.Column(column, kind, nullable=False, server_default=default))


def _of_the_period(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["period"], ["period_of_sessions.id"], name=op.f(f"fk_{table}_period")
    )


_POSTGRESQL = (
    """CREATE FUNCTION releases_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'a release is never changed'; END $$""",
    """CREATE TRIGGER programme_release_is_final BEFORE UPDATE OR DELETE ON programme_release
       FOR EACH ROW EXECUTE FUNCTION releases_are_final()""",
)

_SQLITE = (
    """CREATE TRIGGER release_update BEFORE UPDATE ON programme_release
       BEGIN SELECT RAISE(ABORT, 'a release is never changed'); END""",
    """CREATE TRIGGER release_delete BEFORE DELETE ON programme_release
       BEGIN SELECT RAISE(ABORT, 'a release is never changed'); END""",
)

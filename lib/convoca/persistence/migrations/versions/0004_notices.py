"""Notices and the proof of their service; what each calendar said; guarantees, links, reasons."""

import json
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("release", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("signatory", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("overtaken_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["period"], ["period_of_sessions.id"], name=op.f("fk_notice_period")
        ),
        sa.ForeignKeyConstraint(
            ["overtaken_by"], ["notice.id"], name=op.f("fk_notice_overtaken_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_period"), "notice", ["period"])
    op.create_index(op.f("ix_notice_subject"), "notice", ["subject"])
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["notice"], ["notice.id"], name=op.f("fk_delivery_notice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_notice"), "delivery", ["notice"])
    op.create_table(
        "calendar_revision",
        sa.Column("feed", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("uid", sa.String(length=200), nullable=False),
        sa.Column("revised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("feed", "number", name=op.f("pk_calendar_revision")),
    )
    op.create_index("ix_calendar_revision_subject", "calendar_revision", ["feed", "subject"])
    _begin_the_history()
    empty = sa.text("'[]'")
    op.add_column(
        "on_site_observation",
        sa.Column("guarantees", sa.JSON(), nullable=False, server_default=empty),
    )
    op.add_column(
        "hearing",
        sa.Column("equality", sa.JSON(), nullable=False, server_default=sa.text("'{}'")),
    )
    op.add_column("service_of_notice", sa.Column("delivery", sa.Uuid(), nullable=True))


def _begin_the_history() -> None:
    """Make what each calendar says by now its first version."""
    rows = op.get_bind().execute(
        sa.text("SELECT feed, subject, uid, body FROM calendar_entry ORDER BY feed, subject")
    )
    table = sa.table(
        "calendar_revision",
        *(sa.column(name) for name in ("feed", "number", "subject", "uid", "body")),
        sa.column("revised_at", sa.DateTime(timezone=True)),
    )
    for _feed, said in groupby(rows.mappings().all(), lambda row: row["feed"]):
        history = [
            {
                **row,
                "number": number,
                "revised_at": datetime.fromisoformat(json.loads(row["body"])["revised_at"]),
            }
            for number, row in enumerate(said, start=1)
        ]
        op.bulk_insert(table, history)

"""Subscriptions to calendars at secret addresses, and when they were last read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feed_subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("period", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["period"], ["period_of_sessions.id"], name=op.f("fk_feed_subscription_period")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_subscription")),
    )
    op.create_table(
        "feed_use",
        sa.Column("subscription", sa.Uuid(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription"], ["feed_subscription.id"], name=op.f("fk_feed_use_subscription")
        ),
        sa.PrimaryKeyConstraint("subscription", name=op.f("pk_feed_use")),
    )

"""Sessions item by item, votes and elections; the life of minutes; hearing days; stages of visits; mandates."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_tables()
    _widen_tables()
    _make_items_of_orders_of_business()
    _make_delegates_of_staff()
    with op.batch_alter_table("session") as session:
        session.drop_column("order_of_business")
    with op.batch_alter_table("on_site_observation") as observation:
        observation.drop_column("staff")


def _make_items_of_orders_of_business() -> None:
    """Make an item of each line that a session was to deal with."""
    session = sa.table(
        "session", sa.column("id", sa.Uuid()), sa.column("order_of_business", sa.JSON())
    )
    item = sa.table(
        "item_of_business",
        sa.column("id", sa.Uuid()),
        sa.column("session", sa.Uuid()),
        sa.column("number", sa.Integer()),
        sa.column("states", sa.JSON()),
        sa.column("decisions", sa.JSON()),
        *(sa.column(name, sa.Text()) for name in ("kind", "title", "matter_number", "outcome")),
        sa.column("version", sa.Integer()),
    )
    rows = op.get_bind().execute(sa.select(session)).all()
    items = [
        {
            "id": uuid4(),
            "session": row.id,
            "number": number,
            "kind": "other",
            "title": line,
            "matter_number": "",
            "states": [],
            "outcome": "open",
            "decisions": [],
            "version": 1,
        }
        for row in rows
        for number, line in enumerate(row.order_of_business, start=1)
    ]
    if items:
        op.bulk_insert(item, items)


def _make_delegates_of_staff() -> None:
    """Give each name of a visit's staff an id, so that activities and day sheets can refer to it."""
    visit = sa.table(
        "on_site_observation",
        sa.column("id", sa.Uuid()),
        sa.column("staff", sa.JSON()),
        sa.column("delegates", sa.JSON()),
    )
    for row in op.get_bind().execute(sa.select(visit.c.id, visit.c.staff)).all():
        delegates = [{"id": str(uuid4()), "name": name, "role": "staff"} for name in row.staff]
        op.execute(sa.update(visit).where(visit.c.id == row.id).values(delegates=delegates))


def _widen_tables() -> None:
    op.add_column(
        "hearing_minutes",
        sa.Column("absent_parties", sa.JSON(), nullable=False, server_default=sa.text("'[]'")),
    )
    op.add_column(
        "hearing_minutes",
        sa.Column("made_private", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "hearing_minutes",
        sa.Column("recording", sa.Text(), nullable=False, server_default=sa.text("''")),
    )
    for name in ("stages", "consents", "delegates", "recommendations"):
        empty = sa.Column(name, sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        op.add_column("on_site_observation", empty)
    op.add_column(
        "on_site_observation",
        sa.Column("report", sa.JSON(), nullable=False, server_default=sa.text("'{}'")),
    )
    # In one statement, since SQLite adds no constraint to a column that is there.
    uuid = sa.Uuid().compile(op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE recusal ADD COLUMN decided_by {uuid}"
        " CONSTRAINT fk_recusal_decided_by REFERENCES question (id)"
    )
    for name in ("times_present", "absent", "presided", "votes", "elections"):
        empty = sa.Column(name, sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        op.add_column("session_minutes", empty)


def _create_tables() -> None:
    op.create_table(
        "final_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["session.id"], name=op.f("fk_final_document_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_final_document")),
    )
    op.create_table(
        "minutes_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("minutes", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("hearing", sa.JSON(), nullable=True),
        sa.Column("session", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_revision")),
    )
    op.create_index(
        "uq_minutes_revision_number", "minutes_revision", ["minutes", "number"], unique=True
    )
    op.create_table(
        "mandate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("member", sa.Uuid(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("holder_since", sa.Date(), nullable=True),
        sa.Column("renewed_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name=op.f("fk_mandate_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
    )
    op.create_table(
        "attendance_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("presences", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["session.id"], name=op.f("fk_attendance_sheet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_sheet")),
    )
    op.create_table(
        "election",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session", sa.Uuid(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("ballots", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("elected", sa.Uuid(), nullable=True),
        sa.Column("fills_vacancy", sa.Boolean(), nullable=False),
        sa.Column("unanimous_procedure", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["elected"], ["member.id"], name=op.f("fk_election_elected")),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name=op.f("fk_election_session")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election")),
    )
    op.create_index(op.f("ix_election_session"), "election", ["session"], unique=False)
    op.create_index(
        "uq_election_office",
        "election",
        ["session", "office"],
        unique=True,
        sqlite_where=sa.text("status <> 'broken_off'"),
        postgresql_where=sa.text("status <> 'broken_off'"),
    )
    op.create_table(
        "excused_absence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Uuid(), nullable=False),
        sa.Column("member", sa.Uuid(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("session", sa.Uuid(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("president_told_on", sa.Date(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("read_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["member.id"], name=op.f("fk_excused_absence_member")),
        sa.ForeignKeyConstraint(
            ["period"], ["period_of_sessions.id"], name=op.f("fk_excused_absence_period")
        ),
        sa.ForeignKeyConstraint(
            ["session"], ["session.id"], name=op.f("fk_excused_absence_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excused_absence")),
    )
    op.create_index(op.f("ix_excused_absence_period"), "excused_absence", ["period"], unique=False)
    op.create_table(
        "hearing_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("turns", sa.JSON(), nullable=False),
        sa.Column("testimonies", sa.JSON(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("arrived_parties", sa.JSON(), nullable=False),
        sa.Column("absent_parties", sa.JSON(), nullable=False),
        sa.Column("made_private_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("private_reason", sa.Text(), nullable=False),
        sa.Column("recording", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["hearing.id"], name=op.f("fk_hearing_day_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_day")),
    )
    op.create_table(
        "item_of_business",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("matter_number", sa.Text(), nullable=False),
        sa.Column("states", sa.JSON(), nullable=False),
        sa.Column("activity", sa.Uuid(), nullable=True),
        sa.Column("minutes_of", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("carried_from", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["carried_from"], ["item_of_business.id"], name=op.f("fk_item_of_business_carried_from")
        ),
        sa.ForeignKeyConstraint(
            ["minutes_of"], ["session.id"], name=op.f("fk_item_of_business_minutes_of")
        ),
        sa.ForeignKeyConstraint(
            ["session"], ["session.id"], name=op.f("fk_item_of_business_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_of_business")),
    )
    op.create_index(
        op.f("ix_item_of_business_session"), "item_of_business", ["session"], unique=False
    )
    op.create_table(
        "rapporteur_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=True),
        sa.Column("mandate", sa.Uuid(), nullable=True),
        sa.Column("member", sa.Uuid(), nullable=True),
        sa.Column("presented_on", sa.Date(), nullable=True),
        sa.Column("in_writing", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mandate"], ["mandate.id"], name=op.f("fk_rapporteur_report_mandate")
        ),
        sa.ForeignKeyConstraint(
            ["member"], ["member.id"], name=op.f("fk_rapporteur_report_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rapporteur_report")),
    )
    op.create_table(
        "request_of_party",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hearing", sa.Uuid(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("redacted", sa.JSON(), nullable=False),
        sa.Column("looked_at", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hearing"], ["hearing.id"], name=op.f("fk_request_of_party_hearing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_of_party")),
    )
    op.create_index(
        op.f("ix_request_of_party_hearing"), "request_of_party", ["hearing"], unique=False
    )
    op.create_table(
        "tracked_commitment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hearing", sa.Uuid(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hearing"], ["hearing.id"], name=op.f("fk_tracked_commitment_hearing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracked_commitment")),
    )
    op.create_index(
        op.f("ix_tracked_commitment_hearing"), "tracked_commitment", ["hearing"], unique=False
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.Uuid(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("session", sa.Uuid(), nullable=True),
        sa.Column("item", sa.Uuid(), nullable=True),
        sa.Column("translations", sa.JSON(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("votes", sa.JSON(), nullable=False),
        sa.Column("electorate", sa.JSON(), nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=True),
        sa.Column("explain_by", sa.Date(), nullable=True),
        sa.Column("shortened_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["item_of_business.id"], name=op.f("fk_question_item")),
        sa.ForeignKeyConstraint(
            ["period"], ["period_of_sessions.id"], name=op.f("fk_question_period")
        ),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name=op.f("fk_question_session")),
        sa.ForeignKeyConstraint(
            ["shortened_by"], ["question.id"], name=op.f("fk_question_shortened_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    op.create_index(op.f("ix_question_period"), "question", ["period"], unique=False)
    op.create_index(op.f("ix_question_session"), "question", ["session"], unique=False)
    op.create_table(
        "circulation_of_minutes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("approve_at", sa.Uuid(), nullable=True),
        sa.Column("minutes_version", sa.Integer(), nullable=False),
        sa.Column("copies", sa.JSON(), nullable=False),
        sa.Column("observations", sa.JSON(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("question", sa.Uuid(), nullable=True),
        sa.Column("approval", sa.String(length=40), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("corrections", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approve_at"],
            ["period_of_sessions.id"],
            name=op.f("fk_circulation_of_minutes_approve_at"),
        ),
        sa.ForeignKeyConstraint(["id"], ["session.id"], name=op.f("fk_circulation_of_minutes_id")),
        sa.ForeignKeyConstraint(
            ["question"], ["question.id"], name=op.f("fk_circulation_of_minutes_question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circulation_of_minutes")),
    )
    op.create_table(
        "explanation_of_vote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.Uuid(), nullable=False),
        sa.Column("member", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("presented_on", sa.Date(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member"], ["member.id"], name=op.f("fk_explanation_of_vote_member")
        ),
        sa.ForeignKeyConstraint(
            ["question"], ["question.id"], name=op.f("fk_explanation_of_vote_question")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation_of_vote")),
    )
    op.create_index(
        "uq_explanation_of_vote_member", "explanation_of_vote", ["question", "member"], unique=True
    )

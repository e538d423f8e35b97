"""The schema of sessions and their minutes, of the day of a hearing, and of what follows from both."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    text,
)

from convoca.domain import attendance as a
from convoca.domain import commitment as c
from convoca.domain import election as e
from convoca.domain import hearing_day as d
from convoca.domain import mandate as ma
from convoca.domain import minutes as mi
from convoca.domain import order_of_business as o
from convoca.domain import vote as v
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.language import Language
from convoca.domain.member import Office
from convoca.persistence.column_types import Structured, UtcDateTime, Word
from convoca.persistence.tables import metadata

Members = tuple[MemberId, ...]
Texts = tuple[str, ...]

item_of_business = Table(
    "item_of_business",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("session", Uuid(), ForeignKey("session.id"), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("kind", Word(o.ItemKind), nullable=False),
    Column("title", Text, nullable=False),
    Column("matter_number", Text, nullable=False),
    Column("states", Structured(tuple[StateCode, ...]), nullable=False),
    Column("activity", Uuid()),
    Column("minutes_of", Uuid(), ForeignKey("session.id")),
    Column("outcome", Word(o.ItemOutcome), nullable=False),
    Column("decisions", Structured(Texts), nullable=False),
    Column("carried_from", Uuid(), ForeignKey("item_of_business.id")),
    Column("version", Integer, nullable=False),
)

attendance_sheet = Table(
    "attendance_sheet",
    metadata,
    Column("id", Uuid(), ForeignKey("session.id"), primary_key=True),
    Column("opened", UtcDateTime()),
    Column("closed", UtcDateTime()),
    Column("presences", Structured(tuple[a.Presence, ...]), nullable=False),
    Column("version", Integer, nullable=False),
)

excused_absence = Table(
    "excused_absence",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("period", Uuid(), ForeignKey("period_of_sessions.id"), nullable=False, index=True),
    Column("member", Uuid(), ForeignKey("member.id"), nullable=False),
    Column("announced_on", Date, nullable=False),
    Column("reason", Word(a.AbsenceReason), nullable=False),
    Column("session", Uuid(), ForeignKey("session.id")),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("president_told_on", Date),
    Column("detail", Text, nullable=False),
    Column("read_count", Integer, nullable=False),
    Column("version", Integer, nullable=False),
)

question = Table(
    "question",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("period", Uuid(), ForeignKey("period_of_sessions.id"), nullable=False, index=True),
    Column("decision", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Word(Language), nullable=False),
    Column("session", Uuid(), ForeignKey("session.id"), index=True),
    Column("item", Uuid(), ForeignKey("item_of_business.id")),
    Column("translations", Structured(tuple[v.Translation, ...]), nullable=False),
    Column("method", Word(v.VoteMethod), nullable=False),
    Column("status", Word(v.QuestionStatus), nullable=False),
    Column("reply_by", Date),
    Column("votes", Structured(tuple[v.VoteCast, ...]), nullable=False),
    Column("electorate", Structured(v.Electorate | None)),
    Column("outcome", Structured(v.Outcome | None)),
    Column("explain_by", Date),
    Column("shortened_by", Uuid(), ForeignKey("question.id")),
    Column("version", Integer, nullable=False),
)

explanation_of_vote = Table(
    "explanation_of_vote",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("question", Uuid(), ForeignKey("question.id"), nullable=False),
    Column("member", Uuid(), ForeignKey("member.id"), nullable=False),
    Column("language", Word(Language), nullable=False),
    Column("presented_on", Date),
    Column("text", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_explanation_of_vote_member", "question", "member", unique=True),
)

#: Counts alone: no row, column or order links a voter and a ballot (Art. 7.2).
_IS_HELD = text(f"status <> '{e.ElectionStatus.BROKEN_OFF}'")

election = Table(
    "election",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("session", Uuid(), ForeignKey("session.id"), nullable=False, index=True),
    Column("office", Word(Office), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("candidates", Structured(tuple[MemberId, ...]), nullable=False),
    Column("ballots", Structured(tuple[e.Ballot, ...]), nullable=False),
    Column("status", Word(e.ElectionStatus), nullable=False),
    Column("elected", Uuid(), ForeignKey("member.id")),
    Column("fills_vacancy", Boolean, nullable=False),
    Column("unanimous_procedure", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),
    # Two who open the election of one officer at once do not both succeed.
    Index(
        "uq_election_office",
        "session",
        "office",
        unique=True,
        sqlite_where=_IS_HELD,
        postgresql_where=_IS_HELD,
    ),
)

hearing_minutes = Table(
    "hearing_minutes",
    metadata,
    Column("id", Uuid(), ForeignKey("hearing.id"), primary_key=True),
    Column("started", UtcDateTime()),
    Column("ended", UtcDateTime()),
    Column("zone", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("members_present", Structured(Members), nullable=False),
    Column("attendance", Structured(tuple[mi.Attendance, ...]), nullable=False),
    Column("decisions", Structured(Texts), nullable=False),
    Column("commitments", Structured(tuple[mi.Commitment, ...]), nullable=False),
    Column("annexes", Structured(tuple[mi.Annex, ...]), nullable=False),
    Column("absent_parties", Structured(Texts), nullable=False),
    Column("made_private", Boolean, nullable=False),
    Column("recording", Text, nullable=False),
    Column("status", Word(mi.MinutesStatus), nullable=False),
    Column("version", Integer, nullable=False),
)

session_minutes = Table(
    "session_minutes",
    metadata,
    Column("id", Uuid(), ForeignKey("session.id"), primary_key=True),
    Column("started", UtcDateTime()),
    Column("ended", UtcDateTime()),
    Column("zone", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("members_present", Structured(Members), nullable=False),
    Column("times_present", Structured(tuple[mi.TimesPresent, ...]), nullable=False),
    Column("absent", Structured(tuple[mi.Absent, ...]), nullable=False),
    Column("presided", Structured(Members), nullable=False),
    Column("matters", Structured(Texts), nullable=False),
    Column("decisions", Structured(Texts), nullable=False),
    Column("votes", Structured(tuple[mi.VoteInMinutes, ...]), nullable=False),
    Column("elections", Structured(tuple[mi.ElectionInMinutes, ...]), nullable=False),
    Column("statements", Structured(tuple[mi.Statement, ...]), nullable=False),
    Column("status", Word(mi.MinutesStatus), nullable=False),
    Column("version", Integer, nullable=False),
)

circulation_of_minutes = Table(
    "circulation_of_minutes",
    metadata,
    Column("id", Uuid(), ForeignKey("session.id"), primary_key=True),
    Column("approve_at", Uuid(), ForeignKey("period_of_sessions.id")),
    Column("minutes_version", Integer, nullable=False),
    Column("copies", Structured(tuple[mi.CopyOfMinutes, ...]), nullable=False),
    Column("observations", Structured(tuple[mi.ObservationOnMinutes, ...]), nullable=False),
    Column("decided_on", Date),
    Column("question", Uuid(), ForeignKey("question.id")),
    Column("approval", Word(mi.Approval)),
    Column("approved_on", Date),
    Column("sha256", String(64), nullable=False),
    Column("corrections", Structured(tuple[mi.CorrectionOfMinutes, ...]), nullable=False),
    Column("version", Integer, nullable=False),
)

final_document = Table(
    "final_document",
    metadata,
    Column("id", Uuid(), ForeignKey("session.id"), primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("content", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

minutes_revision = Table(
    "minutes_revision",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("minutes", Uuid(), nullable=False),
    Column("number", Integer, nullable=False),
    Column("saved_at", UtcDateTime(), nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hearing", Structured(mi.HearingMinutes | None)),
    Column("session", Structured(mi.SessionMinutes | None)),
    Column("version", Integer, nullable=False),
    Index("uq_minutes_revision_number", "minutes", "number", unique=True),
)

request_of_party = Table(
    "request_of_party",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("hearing", Uuid(), ForeignKey("hearing.id"), nullable=False, index=True),
    Column("party", Text, nullable=False),
    Column("kind", Word(mi.PartyRequest), nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("checks", Structured(tuple[mi.RiskCheck, ...]), nullable=False),
    Column("redacted", Structured(Texts), nullable=False),
    Column("looked_at", String(64), nullable=False),
    Column("outcome", Word(mi.PartyRequestOutcome), nullable=False),
    Column("decided_on", Date),
    Column("sha256", String(64), nullable=False),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

tracked_commitment = Table(
    "tracked_commitment",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("hearing", Uuid(), ForeignKey("hearing.id"), nullable=False, index=True),
    Column("party", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("due", Date),
    Column("state", Word(c.FollowUpState), nullable=False),
    Column("notes", Structured(tuple[c.FollowUpNote, ...]), nullable=False),
    Column("version", Integer, nullable=False),
)

hearing_day = Table(
    "hearing_day",
    metadata,
    Column("id", Uuid(), ForeignKey("hearing.id"), primary_key=True),
    Column("opened", UtcDateTime()),
    Column("closed", UtcDateTime()),
    Column("turns", Structured(tuple[d.Turn, ...]), nullable=False),
    Column("testimonies", Structured(tuple[d.Testimony, ...]), nullable=False),
    Column("documents", Structured(tuple[d.HandedIn, ...]), nullable=False),
    Column("arrived_parties", Structured(Texts), nullable=False),
    Column("absent_parties", Structured(Texts), nullable=False),
    Column("made_private_at", UtcDateTime()),
    Column("private_reason", Text, nullable=False),
    Column("recording", Text, nullable=False),
    Column("version", Integer, nullable=False),
)

mandate = Table(
    "mandate",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Word(ma.MandateKind), nullable=False),
    Column("created_on", Date),
    Column("reviewed_on", Date),
    Column("member", Uuid(), ForeignKey("member.id")),
    Column("holder", Text, nullable=False),
    Column("holder_since", Date),
    Column("renewed_on", Date),
    Column("ended_on", Date),
    Column("source", Text, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("is_example", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

rapporteur_report = Table(
    "rapporteur_report",
    metadata,
    Column("id", Uuid(), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("state", String(2)),
    Column("mandate", Uuid(), ForeignKey("mandate.id")),
    Column("member", Uuid(), ForeignKey("member.id")),
    Column("presented_on", Date),
    Column("in_writing", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)

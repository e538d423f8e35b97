"""The schema. A column is named like the attribute it holds: see ADR 0002."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    Uuid,
)

from convoca.domain import hearing as h
from convoca.domain import hearing_request as r
from convoca.domain import member as m
from convoca.domain import on_site_observation as o
from convoca.domain import period_of_sessions as p
from convoca.domain import programme as pr
from convoca.domain.identifiers import HearingRequestId, MemberId, StateCode
from convoca.domain.language import Language
from convoca.domain.party import Participant, Party
from convoca.persistence.column_types import Structured, UtcDateTime, Word

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _id() -> Column[object]:
    return Column("id", Uuid(), primary_key=True)


def _version() -> Column[int]:
    return Column("version", Integer, nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


def _structured(name: str, shape: object) -> Column[object]:
    return Column(name, Structured(shape), nullable=False)


def _period() -> Column[object]:
    return Column("period", Uuid(), ForeignKey("period_of_sessions.id"), nullable=False, index=True)


States = tuple[StateCode, ...]
Languages = tuple[Language, ...]
Members = tuple[MemberId, ...]
Texts = tuple[str, ...]

member_state = Table(
    "member_state",
    metadata,
    Column("code", String(2), primary_key=True),
    _text("name_en"),
    _text("name_es"),
    _text("capital"),
    _text("zone"),
    _text("convention"),
    _text("source"),
    _flag("verified"),
    _version(),
)

member = Table(
    "member",
    metadata,
    _id(),
    _text("name"),
    _structured("nationalities", States),
    _structured("terms", tuple[m.Term, ...]),
    _structured("residences", tuple[m.Residence, ...]),
    _structured("ties", tuple[m.Tie, ...]),
    _structured("offices", tuple[m.OfficeHeld, ...]),
    _text("source"),
    _flag("verified"),
    _flag("is_example"),
    _version(),
)

rapporteurship = Table(
    "rapporteurship",
    metadata,
    _id(),
    Column("member", Uuid(), ForeignKey("member.id"), nullable=False),
    Column("state", String(2), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("precision", Word(m.Precision), nullable=False),
    _text("source"),
    _text("note"),
    _flag("verified"),
    _version(),
)

period_of_sessions = Table(
    "period_of_sessions",
    metadata,
    _id(),
    Column("number", Integer, nullable=False, unique=True),
    Column("opens", Date, nullable=False),
    Column("closes", Date, nullable=False),
    Column("kind", Word(p.PeriodKind), nullable=False),
    _structured("places", tuple[p.PeriodPlace, ...]),
    _structured("languages", Languages),
    Column("slot_minutes", Integer, nullable=False),
    _structured("call", p.CallForRequests),
    _structured("away", p.MeetingAway),
    Column("next_period_opens", Date),
    _text("next_period_place"),
    Column("next_period_fixed_on", Date),
    Column("calendar_published_on", Date),
    Column("public_hearings_held", Integer),
    Column("working_meetings_held", Integer),
    _structured("interpreter_teams", tuple[p.InterpreterTeams, ...]),
    _structured("wishes", p.PlanningWishes),
    _text("note"),
    _text("source"),
    _flag("verified"),
    _flag("is_example"),
    _version(),
)

hearing_request = Table(
    "hearing_request",
    metadata,
    _id(),
    _period(),
    _text("reference"),
    Column("received", UtcDateTime(), nullable=False),
    _text("title"),
    Column("kind", Word(h.HearingKind), nullable=False),
    Column("wanted", Word(r.ActivityWanted), nullable=False),
    Column("initiative", Word(h.Initiative), nullable=False),
    _flag("in_writing"),
    _text("purpose"),
    _text("summary"),
    Column("minutes_wanted", Integer),
    _structured("states", States),
    _structured("requesters", tuple[Party, ...]),
    _structured("participants", tuple[Participant, ...]),
    _text("matter_number"),
    Column("issue", Word(h.Issue)),
    _structured("languages", Languages),
    _flag("private_wanted"),
    Column("decision", Word(r.Decision), nullable=False),
    Column("decided_on", Date),
    _text("decision_reason"),
    Column("merged_into", Uuid()),
    Column("hearing", Uuid()),
    _text("note"),
    _version(),
    Index("uq_hearing_request_reference", "period", "reference", unique=True),
)

hearing = Table(
    "hearing",
    metadata,
    _id(),
    _period(),
    _text("title"),
    Column("kind", Word(h.HearingKind), nullable=False),
    Column("initiative", Word(h.Initiative), nullable=False),
    Column("status", Word(h.HearingStatus), nullable=False),
    _structured("states", States),
    _structured("parties", tuple[Party, ...]),
    _structured("participants", tuple[Participant, ...]),
    _structured("requests", tuple[HearingRequestId, ...]),
    _text("matter_number"),
    Column("issue", Word(h.Issue)),
    Column("visibility", Word(h.Visibility), nullable=False),
    _structured("private_decision", h.PrivateDecision),
    _structured("convocation", h.Convocation),
    _flag("state_convened"),
    Column("minutes", Integer, nullable=False),
    _structured("languages", Languages),
    Column("modality", Word(p.Modality)),
    _structured("working_group", Members),
    Column("announced_day", Date),
    _text("announced_place"),
    _structured("needs", h.PlanningNeeds),
    _structured("equality", h.EqualityOfArms),
    _text("note"),
    _text("source"),
    _flag("verified"),
    _version(),
)

working_meeting = Table(
    "working_meeting",
    metadata,
    _id(),
    _period(),
    _text("title"),
    Column("kind", Word(h.MeetingKind), nullable=False),
    _structured("states", States),
    _structured("parties", tuple[Party, ...]),
    _structured("requests", tuple[HearingRequestId, ...]),
    _text("matter_number"),
    Column("minutes", Integer, nullable=False),
    _flag("is_cancelled"),
    _structured("needs", h.PlanningNeeds),
    _text("note"),
    _version(),
)

session = Table(
    "session",
    metadata,
    _id(),
    _period(),
    _text("title"),
    Column("minutes", Integer, nullable=False),
    _flag("is_public"),
    Column("opened_by_decision_on", Date),
    _version(),
)

placement = Table(
    "placement",
    metadata,
    _id(),
    _period(),
    Column("kind", Word(pr.ActivityKind), nullable=False),
    Column("starts_at", UtcDateTime(), nullable=False),
    Column("ends_at", UtcDateTime(), nullable=False),
    _text("zone"),
    Column("wall_date", Date, nullable=False),
    Column("wall_time", Time, nullable=False),
    Column("room", Uuid(), nullable=False),
    _structured("panel", Members),
    _flag("lapsed"),
    _flag("is_pinned"),
    _version(),
    Index("ix_placement_room_starts_at", "room", "starts_at"),
)

service_of_notice = Table(
    "service_of_notice",
    metadata,
    _id(),
    Column("hearing", Uuid(), ForeignKey("hearing.id"), nullable=False, index=True),
    _text("party"),
    Column("served_on", Date, nullable=False),
    Column("hearing_day", Date, nullable=False),
    Column("hearing_hour", Time),
    _text("hearing_place"),
    Column("channel", Word(pr.Channel), nullable=False),
    _text("exceptional_circumstances"),
    _text("authority"),
    _text("note"),
    Column("delivery", Uuid()),
    _version(),
)

recusal = Table(
    "recusal",
    metadata,
    _id(),
    Column("member", Uuid(), ForeignKey("member.id"), nullable=False),
    Column("activity", Uuid(), nullable=False, index=True),
    _text("ground"),
    Column("raised_by", Uuid(), ForeignKey("member.id")),
    Column("raised_on", Date),
    Column("decided_on", Date),
    Column("decided_by", Uuid(), ForeignKey("question.id")),
    Column("upheld", Boolean),
    _version(),
)

on_site_observation = Table(
    "on_site_observation",
    metadata,
    _id(),
    _text("title"),
    Column("opens", Date, nullable=False),
    Column("closes", Date, nullable=False),
    _structured("states", States),
    _structured("territories", States),
    Column("kind", Word(o.ObservationKind), nullable=False),
    Column("modality", Word(p.Modality), nullable=False),
    _text("places"),
    Column("invited_on", Date),
    _text("consent_reference"),
    _structured("special_commission", o.SpecialCommission),
    _structured("stages", tuple[o.VisitStage, ...]),
    _structured("consents", tuple[o.Consent, ...]),
    _structured("delegates", tuple[o.Delegate, ...]),
    _structured("activities", tuple[o.VisitActivity, ...]),
    _structured("guarantees", tuple[o.GuaranteeAnswer, ...]),
    _structured("recommendations", tuple[o.Recommendation, ...]),
    _structured("report", o.VisitReport),
    _flag("is_public"),
    _flag("is_cancelled"),
    _text("note"),
    _text("source"),
    _flag("verified"),
    _flag("is_example"),
    _version(),
)

#: Who protected persons are: a table of its own, read by one use case, sealed in the audit.
protected_identity = Table(
    "protected_identity",
    metadata,
    _id(),
    _text("name"),
    _text("note"),
    Column("read_count", Integer, nullable=False),
    _version(),
)

draft = Table(
    "draft",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("author", String(200), primary_key=True),
    _text("body"),
    Column("saved_at", UtcDateTime(), nullable=False),
)

calendar_entry = Table(
    "calendar_entry",
    metadata,
    Column("feed", String(200), primary_key=True),
    Column("subject", String(200), primary_key=True),
    Column("uid", String(200), nullable=False),
    _text("body"),
)

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime(), nullable=False),
    _text("actor"),
    _text("reason"),
    _text("changes"),
    _text("findings"),
    _text("waived"),
    _text("authority"),
    _text("previous_hash"),
    _text("hash"),
)

#: Which records an audit entry touched, so that a record's history is found without a scan.
audit_record = Table(
    "audit_record",
    metadata,
    Column("seq", Integer, ForeignKey("audit_entry.seq"), primary_key=True),
    Column("record", String(40), primary_key=True),
    Index("ix_audit_record_record", "record"),
)

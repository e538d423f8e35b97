"""Rows to records and back. Columns carry the conversion, so most records need a line (ADR 0002)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import RowMapping, Table

from convoca.domain.attendance import AttendanceSheet, ExcusedAbsence
from convoca.domain.availability import Unavailability
from convoca.domain.commitment import TrackedCommitment
from convoca.domain.election import Election
from convoca.domain.feed_subscription import FeedSubscription
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.hearing_day import HearingDay
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.mandate import Mandate, RapporteurReport
from convoca.domain.member import Member, Rapporteurship
from convoca.domain.member_state import MemberState
from convoca.domain.minutes import (
    CirculationOfMinutes,
    FinalDocument,
    HearingMinutes,
    MinutesRevision,
    RequestOfParty,
    SessionMinutes,
)
from convoca.domain.notice import Delivery, Notice
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.domain.order_of_business import ItemOfBusiness
from convoca.domain.party import ProtectedIdentity
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import DraftStep, Placement, Recusal, ServiceOfNotice, Session
from convoca.domain.release import Release
from convoca.domain.slot import Slot
from convoca.domain.vote import ExplanationOfVote, Question
from convoca.persistence import (
    feed_tables,
    notice_tables,
    planning_tables,
    session_tables,
    tables,
)

T = TypeVar("T")

Row = Mapping[str, Any] | RowMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMap(Generic[T]):
    """One kind of record: its class, its table, its key, and the order in which it is listed."""

    record: type[T]
    table: Table
    order: tuple[str, ...]
    key: str = "id"

    @property
    def name(self) -> str:
        return self.table.name

    def to_row(self, record: T) -> dict[str, Any]:
        return {column.name: getattr(record, column.name) for column in self.table.columns}

    def from_row(self, row: Row) -> T:
        return self.record(**dict(row))


class SlotMap(RecordMap[T]):
    """A slot is five columns, so that the database itself can compare and refuse.

    ``slot`` names the field that holds it.
    """

    slot = "slot"

    def to_row(self, record: T) -> dict[str, Any]:
        slot: Slot = getattr(record, self.slot)
        values = {
            "starts_at": slot.start,
            "ends_at": slot.end,
            "zone": slot.zone,
            "wall_date": slot.wall_date,
            "wall_time": slot.wall_time,
        }
        names = (column.name for column in self.table.columns if column.name not in values)
        return {**{name: getattr(record, name) for name in names}, **values}

    def from_row(self, row: Row) -> T:
        values = dict(row)
        names = ("starts_at", "ends_at", "zone", "wall_date", "wall_time")
        slot = Slot(*(values.pop(name) for name in names))
        return self.record(**{**values, self.slot: slot})


class SpanMap(SlotMap[Unavailability]):
    slot = "span"


STATES = RecordMap(record=MemberState, table=tables.member_state, order=("code",), key="code")
MEMBERS = RecordMap(record=Member, table=tables.member, order=("name", "id"))
RAPPORTEURSHIPS = RecordMap(
    record=Rapporteurship, table=tables.rapporteurship, order=("as_of", "state", "id")
)
PERIODS = RecordMap(record=PeriodOfSessions, table=tables.period_of_sessions, order=("number",))
REQUESTS = RecordMap(
    record=HearingRequest, table=tables.hearing_request, order=("received", "reference")
)
HEARINGS = RecordMap(record=Hearing, table=tables.hearing, order=("title", "id"))
MEETINGS = RecordMap(record=WorkingMeeting, table=tables.working_meeting, order=("title", "id"))
SESSIONS = RecordMap(record=Session, table=tables.session, order=("title", "id"))
PLACEMENTS: RecordMap[Placement] = SlotMap(
    record=Placement, table=tables.placement, order=("starts_at", "room", "id")
)
SERVICES_OF_NOTICE = RecordMap(
    record=ServiceOfNotice, table=tables.service_of_notice, order=("served_on", "id")
)
RECUSALS = RecordMap(record=Recusal, table=tables.recusal, order=("member", "id"))
OBSERVATIONS = RecordMap(
    record=OnSiteObservation, table=tables.on_site_observation, order=("opens", "title", "id")
)
HEARING_MINUTES = RecordMap(
    record=HearingMinutes, table=session_tables.hearing_minutes, order=("id",)
)
SESSION_MINUTES = RecordMap(
    record=SessionMinutes, table=session_tables.session_minutes, order=("id",)
)
UNAVAILABILITIES = SpanMap(
    record=Unavailability, table=planning_tables.unavailability, order=("starts_at", "key", "id")
)
DRAFT_STEPS = RecordMap(
    record=DraftStep, table=planning_tables.draft_step, order=("period", "number")
)
RELEASES = RecordMap(
    record=Release, table=planning_tables.programme_release, order=("period", "number")
)
IDENTITIES = RecordMap(record=ProtectedIdentity, table=tables.protected_identity, order=("id",))
FEED_SUBSCRIPTIONS = RecordMap(
    record=FeedSubscription, table=feed_tables.feed_subscription, order=("holder", "id")
)
NOTICES = RecordMap(record=Notice, table=notice_tables.notice, order=("drafted_at", "id"))
DELIVERIES = RecordMap(record=Delivery, table=notice_tables.delivery, order=("at", "id"))
ITEMS = RecordMap(
    record=ItemOfBusiness, table=session_tables.item_of_business, order=("session", "number", "id")
)
ATTENDANCE_SHEETS = RecordMap(
    record=AttendanceSheet, table=session_tables.attendance_sheet, order=("id",)
)
EXCUSED_ABSENCES = RecordMap(
    record=ExcusedAbsence, table=session_tables.excused_absence, order=("announced_on", "id")
)
QUESTIONS = RecordMap(record=Question, table=session_tables.question, order=("period", "id"))
EXPLANATIONS = RecordMap(
    record=ExplanationOfVote, table=session_tables.explanation_of_vote, order=("question", "id")
)
ELECTIONS = RecordMap(
    record=Election, table=session_tables.election, order=("held_on", "office", "id")
)
CIRCULATIONS = RecordMap(
    record=CirculationOfMinutes, table=session_tables.circulation_of_minutes, order=("id",)
)
FINAL_DOCUMENTS = RecordMap(
    record=FinalDocument, table=session_tables.final_document, order=("id",)
)
MINUTES_REVISIONS = RecordMap(
    record=MinutesRevision, table=session_tables.minutes_revision, order=("minutes", "number")
)
REQUESTS_OF_PARTIES = RecordMap(
    record=RequestOfParty, table=session_tables.request_of_party, order=("asked_on", "id")
)
COMMITMENTS = RecordMap(
    record=TrackedCommitment, table=session_tables.tracked_commitment, order=("hearing", "id")
)
HEARING_DAYS = RecordMap(record=HearingDay, table=session_tables.hearing_day, order=("id",))
MANDATES = RecordMap(record=Mandate, table=session_tables.mandate, order=("name", "id"))
RAPPORTEUR_REPORTS = RecordMap(
    record=RapporteurReport, table=session_tables.rapporteur_report, order=("year", "id")
)

#: Every kind of record, parents before children.
RECORD_MAPS: tuple[RecordMap[Any], ...] = (
    STATES,
    MEMBERS,
    RAPPORTEURSHIPS,
    PERIODS,
    REQUESTS,
    HEARINGS,
    MEETINGS,
    SESSIONS,
    PLACEMENTS,
    SERVICES_OF_NOTICE,
    OBSERVATIONS,
    HEARING_MINUTES,
    SESSION_MINUTES,
    UNAVAILABILITIES,
    DRAFT_STEPS,
    RELEASES,
    IDENTITIES,
    FEED_SUBSCRIPTIONS,
    NOTICES,
    DELIVERIES,
    ITEMS,
    ATTENDANCE_SHEETS,
    EXCUSED_ABSENCES,
    QUESTIONS,
    RECUSALS,
    EXPLANATIONS,
    ELECTIONS,
    CIRCULATIONS,
    FINAL_DOCUMENTS,
    MINUTES_REVISIONS,
    REQUESTS_OF_PARTIES,
    COMMITMENTS,
    HEARING_DAYS,
    MANDATES,
    RAPPORTEUR_REPORTS,
)

"""Rows to records and back. Columns carry the conversion, so most records need a line (ADR 0002)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import RowMapping, Table

from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.member import Member, Rapporteurship
from convoca.domain.member_state import MemberState
from convoca.domain.minutes import HearingMinutes, SessionMinutes
from convoca.domain.on_site_observation import OnSiteObservation
from convoca.domain.party import ProtectedIdentity
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import Placement, Recusal, ServiceOfNotice, Session
from convoca.domain.slot import Slot
from convoca.persistence import tables

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


class PlacementMap(RecordMap[Placement]):
    """A slot is five columns, so that the database itself can refuse a double booking."""

    def to_row(self, record: Placement) -> dict[str, Any]:
        slot = record.slot
        return {
            "id": record.id,
            "period": record.period,
            "kind": record.kind,
            "starts_at": slot.start,
            "ends_at": slot.end,
            "zone": slot.zone,
            "wall_date": slot.wall_date,
            "wall_time": slot.wall_time,
            "room": record.room,
            "panel": record.panel,
            "lapsed": record.lapsed,
            "version": record.version,
        }

    def from_row(self, row: Row) -> Placement:
        return Placement(
            id=row["id"],
            period=row["period"],
            kind=row["kind"],
            slot=Slot(
                row["starts_at"], row["ends_at"], row["zone"], row["wall_date"], row["wall_time"]
            ),
            room=row["room"],
            panel=row["panel"],
            lapsed=row["lapsed"],
            version=row["version"],
        )


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
PLACEMENTS = PlacementMap(
    record=Placement, table=tables.placement, order=("starts_at", "room", "id")
)
NOTICES = RecordMap(
    record=ServiceOfNotice, table=tables.service_of_notice, order=("served_on", "id")
)
RECUSALS = RecordMap(record=Recusal, table=tables.recusal, order=("member", "id"))
OBSERVATIONS = RecordMap(
    record=OnSiteObservation, table=tables.on_site_observation, order=("opens", "title", "id")
)
HEARING_MINUTES = RecordMap(record=HearingMinutes, table=tables.hearing_minutes, order=("id",))
SESSION_MINUTES = RecordMap(record=SessionMinutes, table=tables.session_minutes, order=("id",))
IDENTITIES = RecordMap(record=ProtectedIdentity, table=tables.protected_identity, order=("id",))

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
    NOTICES,
    RECUSALS,
    OBSERVATIONS,
    HEARING_MINUTES,
    SESSION_MINUTES,
    IDENTITIES,
)

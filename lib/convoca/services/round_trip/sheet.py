"""What goes out to be edited: a row per record, with its key, its revision and what it says."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from convoca.domain.identifiers import RoomId, StateCode
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.services.identities import refuse_protected_names
from convoca.services.period_file import PeriodFile, period_numbered, read_period_file
from convoca.services.ports import UnitOfWork
from convoca.services.round_trip.fields import (
    IDENTITY,
    WorkbookKind,
    activity_values,
    request_values,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A record as it goes out. ``values`` are written as in ``fields``."""

    key: UUID
    revision: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTripSheet:
    """A workbook before it is written; ``states`` are those that a cell may name."""

    kind: WorkbookKind
    period: PeriodOfSessions
    rows: tuple[SheetRow, ...]
    rooms: Mapping[RoomId, str]
    states: tuple[StateCode, ...]


def round_trip_sheet(number: int, kind: WorkbookKind, *, uow: UnitOfWork) -> RoundTripSheet:
    """Return what goes out of a period. Raises NotFound, ProtectedNameFound."""
    with uow:
        file = read_period_file(period_numbered(number, uow=uow).id, uow=uow)
        states = tuple(state.code for state in uow.states.all())
        sheet = sheet_of(file, kind, states)
        refuse_protected_names([row.values for row in sheet.rows], uow=uow)
    return sheet


def sheet_of(
    file: PeriodFile, kind: WorkbookKind, states: tuple[StateCode, ...] = ()
) -> RoundTripSheet:
    """Return the rows of a period: requests by reference, activities by hour and room."""
    return RoundTripSheet(
        kind=kind,
        period=file.period,
        rows=_requests(file) if kind is WorkbookKind.REQUESTS else _activities(file),
        rooms=room_labels(file.period),
        states=states,
    )


def room_labels(period: PeriodOfSessions) -> dict[RoomId, str]:
    """Return what people call each room: its name, with the city where two share it."""
    names = [room.name for room in period.rooms]
    return {
        room.id: room.name if names.count(room.name) == 1 else f"{room.name} ({place.city})"
        for place in period.places
        for room in place.rooms
    }


def versions_of(file: PeriodFile, kind: WorkbookKind) -> dict[UUID, str]:
    """Return the stored version of every record; that of a placement follows the activity's."""
    if kind is WorkbookKind.REQUESTS:
        return {request.id: str(request.version) for request in file.requests}
    placed = {key: placement.version for key, placement in file.placements.items()}
    return {key: f"{record.version}.{placed.get(key, 0)}" for key, record in file.records.items()}


def revision(version: str, key: UUID, identity: str) -> str:
    """Return a version with a mark of whose it is: rows sorted without their keys give themselves away."""
    whose = hashlib.sha256(f"{key}\x1f{identity}".encode()).hexdigest()[:8]
    return f"{version}-{whose}"


def _requests(file: PeriodFile) -> tuple[SheetRow, ...]:
    versions = versions_of(file, WorkbookKind.REQUESTS)
    rows = ((request.id, request_values(request)) for request in file.requests)
    return _rows(rows, versions, IDENTITY[WorkbookKind.REQUESTS])


def _activities(file: PeriodFile) -> tuple[SheetRow, ...]:
    versions = versions_of(file, WorkbookKind.PROGRAMME)
    labels = room_labels(file.period)
    said = [(key, activity_values(file, record)) for key, record in file.records.items()]
    said.sort(
        key=lambda row: (
            not row[1]["day"],
            row[1]["day"],
            row[1]["hour"],
            next((label for room, label in labels.items() if str(room) == row[1]["room"]), ""),
            row[1]["title"],
            str(row[0]),
        )
    )
    numbered = (
        (key, {**values, "number": str(number)}) for number, (key, values) in enumerate(said, 1)
    )
    return _rows(numbered, versions, IDENTITY[WorkbookKind.PROGRAMME])


def _rows(
    rows: Iterable[tuple[UUID, dict[str, str]]], versions: Mapping[UUID, str], identity: str
) -> tuple[SheetRow, ...]:
    return tuple(
        SheetRow(key=key, revision=revision(versions[key], key, values[identity]), values=values)
        for key, values in rows
    )

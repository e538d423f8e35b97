"""Records in and out of one transaction, with version checks and a list of what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Column, Connection, Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from convoca.domain.attendance import ExcusedAbsence
from convoca.domain.errors import (
    ConflictingEdit,
    ConvocaError,
    DoubleBooking,
    NotAllowed,
    NotFound,
)
from convoca.domain.feed_subscription import FeedSubscription
from convoca.domain.hearing_day import HearingDay
from convoca.domain.minutes import FinalDocument, MinutesRevision
from convoca.domain.notice import Notice
from convoca.domain.party import ProtectedIdentity
from convoca.domain.programme import DraftStep, Placement
from convoca.domain.release import Release
from convoca.domain.vote import ExplanationOfVote
from convoca.persistence import tables
from convoca.persistence.column_types import CONVERTER
from convoca.persistence.mapping import DRAFT_STEPS, PLACEMENTS, RELEASES, RecordMap

T = TypeVar("T")

SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; None where it did not exist or does not any more."""

    name: str
    key: str
    before: object | None
    after: object | None

    def as_json(self) -> dict[str, object]:
        return {
            "record": self.name,
            "key": self.key,
            "before": _open_or_sealed(self.before),
            "after": _open_or_sealed(self.after),
        }


#: Lists of people: a name that is protected tomorrow must not stand in the audit of today.
_PEOPLE = ("participants", "attendance")

#: Secrets, data about health, and texts that may name a witness; a hash beside a text says which it was.
_SEALED_FIELDS: Mapping[type, tuple[str, ...]] = {
    FeedSubscription: ("digest",),
    Notice: ("text", "message"),
    ExcusedAbsence: ("detail",),
    ExplanationOfVote: ("text",),
    FinalDocument: ("content",),
    MinutesRevision: ("hearing", "session"),
}


def _open_or_sealed(record: object | None) -> object:
    # The audit is read by more people than the identities, and is never erased: it says that a
    # name changed, not what it is.
    if record is None:
        return None
    if isinstance(record, ProtectedIdentity):
        return SEALED
    values = CONVERTER.unstructure(record)
    for field in _SEALED_FIELDS.get(type(record), ()):
        values[field] = SEALED
    if isinstance(record, Notice):
        for witness in values["facts"]["witnesses"]:
            witness["name"] = SEALED
    if isinstance(record, HearingDay):
        for turn in values["turns"]:
            turn["speaker"] = SEALED
    for field in _PEOPLE:
        for person in values.get(field, ()):
            person["name"] = SEALED
    return values


class SqlRepository(Generic[T]):
    """One kind of record within one transaction (see ``services.ports.Repository``)."""

    def __init__(
        self, mapping: RecordMap[T], connection: Connection, changes: list[Change]
    ) -> None:
        self._mapping = mapping
        self._connection = connection
        self._changes = changes
        self._key = mapping.table.c[mapping.key]

    def get(self, key: UUID | str, /) -> T:
        found = self.find(key)
        if found is None:
            raise NotFound(self._mapping.name, key)
        return found

    def find(self, key: UUID | str, /) -> T | None:
        query = select(self._mapping.table).where(self._key == key)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else self._mapping.from_row(row)

    def all(self, **equal: object) -> list[T]:
        query = self._where(equal).order_by(*self._order)
        return [self._mapping.from_row(row) for row in self._connection.execute(query).mappings()]

    def last(self, **equal: object) -> T | None:
        query = self._where(equal).order_by(*(column.desc() for column in self._order)).limit(1)
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else self._mapping.from_row(row)

    @property
    def _order(self) -> list[Column[Any]]:
        return [self._mapping.table.c[name] for name in self._mapping.order]

    def _where(self, equal: Mapping[str, object]) -> Select[Any]:
        table = self._mapping.table
        return select(table).where(*(table.c[name] == value for name, value in equal.items()))

    def save(self, record: T, /) -> T:
        row = self._mapping.to_row(record)
        key, version = row[self._mapping.key], row["version"]
        stored = self.find(key)
        if stored is not None and _same(stored, record):
            return stored
        self._check_version(record, stored, version)
        saved = self._write(row, key, version, is_new=stored is None)
        self._changes.append(Change(self._mapping.name, str(key), stored, saved))
        return saved

    def remove(self, record: T, /) -> None:
        row = self._mapping.to_row(record)
        key, version = row[self._mapping.key], row["version"]
        table = self._mapping.table
        gone = self._connection.execute(
            delete(table).where(self._key == key, table.c.version == version)
        ).rowcount
        if not gone:
            self._check_version(record, self.get(key), version)
        self._changes.append(Change(self._mapping.name, str(key), record, None))

    def _write(self, row: Mapping[str, Any], key: object, version: int, *, is_new: bool) -> T:
        table = self._mapping.table
        values = {**row, "version": version + 1}
        try:
            if is_new:
                self._connection.execute(insert(table).values(values))
            else:
                written = self._connection.execute(
                    update(table).where(self._key == key, table.c.version == version).values(values)
                ).rowcount
                if not written:
                    raise ConflictingEdit(
                        self._mapping.name, read_version=version, stored_version=version + 1
                    )
        except IntegrityError as error:
            raise self._clash(values) from error
        return self._mapping.from_row(values)

    def _clash(self, _row: Mapping[str, Any]) -> ConvocaError:
        return NotAllowed(
            "This {record} clashes with a stored one: its number or reference is taken, or what "
            "it belongs to does not exist.",
            record=self._mapping.name,
        )

    def _check_version(self, record: T, stored: T | None, version: int) -> None:
        stored_version = 0 if stored is None else self._mapping.to_row(stored)["version"]
        if stored_version != version:
            raise ConflictingEdit(
                self._mapping.name,
                read_version=version,
                stored_version=stored_version,
                mine=record,
                theirs=stored,
            )


def _same(stored: object, record: object) -> bool:
    """Whether both say the same, whatever their version: then a retry has nothing to do."""
    return bool(stored == replace(record, version=stored.version))  # type: ignore[type-var, attr-defined]


class PlacementRepository(SqlRepository[Placement]):
    """Placements, never two in one room at one time."""

    def __init__(self, connection: Connection, changes: list[Change]) -> None:
        super().__init__(PLACEMENTS, connection, changes)

    def save(self, record: Placement, /) -> Placement:
        table = tables.placement
        taken = self._connection.execute(
            select(table.c.id).where(
                table.c.room == record.room,
                table.c.id != record.id,
                table.c.starts_at < record.slot.end,
                table.c.ends_at > record.slot.start,
                table.c.lapsed.is_(False),
            )
        ).first()
        if taken is not None and not record.lapsed:
            raise self._clash(self._mapping.to_row(record), holder=str(taken.id))
        return super().save(record)

    def _write(
        self, row: Mapping[str, Any], key: object, version: int, *, is_new: bool
    ) -> Placement:
        """Give a place that is given anew a version that nobody read before it was taken away.

        An entry of the audit raises a version by two at most: one to step aside, one to arrive.
        """
        if is_new:
            touched = tables.audit_record
            count = select(func.count()).where(touched.c.record == str(key))
            version = 2 * self._connection.execute(count).scalar_one()
        return super()._write(row, key, version, is_new=is_new)

    def _clash(self, row: Mapping[str, Any], holder: str = "") -> DoubleBooking:
        slot = self._mapping.from_row(row).slot
        return DoubleBooking(
            room=str(row["room"]),
            start=f"{slot.start_in(slot.zone):%Y-%m-%d %H:%M}",
            end=f"{slot.end_in(slot.zone):%H:%M}",
            holder=holder,
        )


def _wait_for_others(connection: Connection, lock: int, period: object) -> None:
    """Let one transaction at a time number the records of a period; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(lock, func.hashtext(str(period)))))


class DraftStepRepository(SqlRepository[DraftStep]):
    """The steps of a draft, numbered without a gap."""

    def __init__(self, connection: Connection, changes: list[Change]) -> None:
        super().__init__(DRAFT_STEPS, connection, changes)

    def last(self, **equal: object) -> DraftStep | None:
        _wait_for_others(self._connection, 640468, equal.get("period"))
        return super().last(**equal)


class WaitingRepository(SqlRepository[T]):
    """Who reads one record in order to change it waits for whoever is changing it, and the reverse.

    For acts that do more than save the record: send a notice, seat the officer whom a ballot elected.
    """

    def find(self, key: UUID | str, /) -> T | None:
        query = select(self._mapping.table).where(self._key == key)
        if self._connection.get_execution_options().get("convoca_writes", True):
            query = query.with_for_update()  # without a meaning on SQLite, which has one writer
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else self._mapping.from_row(row)


class ReleaseRepository(SqlRepository[Release]):
    """Releases come in and stay as they are; the database itself refuses the rest."""

    def __init__(self, connection: Connection, changes: list[Change]) -> None:
        super().__init__(RELEASES, connection, changes)

    def save(self, record: Release, /) -> Release:
        stored = self.find(record.id)
        if stored is not None and not _same(stored, record):
            raise NotAllowed(_FINAL)
        return super().save(record)

    def last(self, **equal: object) -> Release | None:
        _wait_for_others(self._connection, 640469, equal.get("period"))
        return super().last(**equal)

    def remove(self, _record: Release, /) -> None:
        raise NotAllowed(_FINAL)


_FINAL = "A release is never changed or removed. Make a new one."

"""Records in and out of one transaction, with version checks and a list of what changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from convoca.domain.errors import (
    ConflictingEdit,
    ConvocaError,
    DoubleBooking,
    NotAllowed,
    NotFound,
)
from convoca.domain.party import ProtectedIdentity
from convoca.domain.programme import Placement
from convoca.persistence import tables
from convoca.persistence.column_types import CONVERTER
from convoca.persistence.mapping import PLACEMENTS, RecordMap

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


def _open_or_sealed(record: object | None) -> object:
    # The audit is read by more people than the identities, and is never erased: it says that a
    # name changed, not what it is.
    if record is None:
        return None
    if isinstance(record, ProtectedIdentity):
        return SEALED
    values = CONVERTER.unstructure(record)
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
        table = self._mapping.table
        query = select(table).order_by(*(table.c[name] for name in self._mapping.order))
        for name, value in equal.items():
            query = query.where(table.c[name] == value)
        return [self._mapping.from_row(row) for row in self._connection.execute(query).mappings()]

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

    def _clash(self, row: Mapping[str, Any], holder: str = "") -> DoubleBooking:
        slot = self._mapping.from_row(row).slot
        return DoubleBooking(
            room=str(row["room"]),
            start=f"{slot.start_in(slot.zone):%Y-%m-%d %H:%M}",
            end=f"{slot.end_in(slot.zone):%H:%M}",
            holder=holder,
        )

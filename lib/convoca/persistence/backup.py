"""A backup is one file of JSON lines in a zip: the same for both databases, so one restores the other."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cattrs import BaseValidationError
from sqlalchemy import Connection, Engine, Table, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from convoca.domain.errors import InvalidValue, NotAllowed, UnreadableFile
from convoca.persistence import feed_tables, notice_tables, tables
from convoca.persistence.audit import SqlAuditTrail
from convoca.persistence.column_types import CONVERTER
from convoca.persistence.mapping import RECORD_MAPS
from convoca.persistence.schema import current_version

FORMAT = "convoca/backup/1"

#: Tables without a record class of their own, and how their values are read that are no text.
_PLAIN = (
    tables.draft,
    tables.calendar_entry,
    tables.audit_entry,
    tables.audit_record,
    feed_tables.feed_use,
    notice_tables.calendar_revision,
)
_READ: dict[str, Callable[[str], object]] = {
    "saved_at": datetime.fromisoformat,
    "at": datetime.fromisoformat,
    "used_at": datetime.fromisoformat,
    "revised_at": datetime.fromisoformat,
    "subscription": UUID,
}

_NEEDED = {"schema", "audit_entries", "audit_head", "sha256"}
_NO_BACKUP = "This is not a backup made by Convoca."
#: Bytes, unpacked: many times the store of a large office, and no memory is filled by less.
_LARGEST = 1_000_000_000
#: What reading JSON of another shape than ours raises.
_ILL_MADE = (KeyError, TypeError, ValueError, AttributeError, RecursionError)


def write_backup(engine: Engine, *, at: datetime) -> bytes:
    """Return the whole store, protected identities included, as one file: keep it as safe as the store.

    Its manifest holds the head of the audit chain, an anchor outside the database.
    """
    with engine.connect().execution_options(convoca_writes=False) as connection:
        if engine.dialect.name == "postgresql":
            # One snapshot for all tables: what others commit meanwhile is not half in it.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        contents = dict(_tables(connection))
        trail = SqlAuditTrail(connection)
        manifest = {
            "format": FORMAT,
            "schema": current_version(engine),
            "at": at.isoformat(),
            "audit_entries": trail.verify(),
            "audit_head": trail.head(),
            "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()},
        }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest, indent=1))
        for name, data in contents.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _tables(connection: Connection) -> Iterator[tuple[str, bytes]]:
    for mapping in RECORD_MAPS:
        query = select(mapping.table).order_by(*mapping.table.primary_key.columns)
        records = (mapping.from_row(row) for row in connection.execute(query).mappings())
        yield f"{mapping.name}.jsonl", _lines(CONVERTER.unstructure(r) for r in records)
    for table in _PLAIN:
        query = select(table).order_by(*table.primary_key.columns)
        rows = (dict(row) for row in connection.execute(query).mappings())
        yield f"{table.name}.jsonl", _lines(CONVERTER.unstructure(row) for row in rows)


def _lines(rows: Iterator[Any]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def read_backup(engine: Engine, path: Path) -> int:
    """Restore a backup into an empty store, all or nothing; returns the number of audit entries.

    Raises UnreadableFile where the file is damaged or no backup, NotAllowed where the store holds
    something already.
    """
    manifest, contents = _opened(path)
    if manifest["schema"] != current_version(engine):
        raise UnreadableFile(
            str(path),
            "It was made with schema {version}. Restore it with that Convoca, then upgrade.",
            version=manifest["schema"],
        )
    with engine.begin() as connection:
        _refuse_a_store_in_use(connection)
        trail = SqlAuditTrail(connection)
        try:
            _fill(connection, contents)
            entries = trail.verify()
        except (*_ILL_MADE, BaseValidationError, InvalidValue, SQLAlchemyError) as error:
            raise UnreadableFile(str(path), _NO_BACKUP) from error
        if (entries, trail.head()) != (manifest["audit_entries"], manifest["audit_head"]):
            raise UnreadableFile(str(path), "Its audit trail does not match its manifest.")
    return entries


def _fill(connection: Connection, contents: dict[str, list[dict[str, Any]]]) -> None:
    for mapping in RECORD_MAPS:
        rows = [
            mapping.to_row(CONVERTER.structure(line, mapping.record))
            for line in contents[f"{mapping.name}.jsonl"]
        ]
        _insert(connection, mapping.table, list(_parents_first(mapping.table, rows)))
    for table in _PLAIN:
        _insert(connection, table, [_typed(line) for line in contents[f"{table.name}.jsonl"]])


def _parents_first(table: Table, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield rows after those of the same table that they refer to: an item after the one it was carried from."""
    refers = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    while rows and refers:
        waiting = {row["id"] for row in rows}
        ready = [row for row in rows if waiting.isdisjoint(row[name] for name in refers)]
        if not ready:  # a circle: the database refuses it
            break
        yield from ready
        placed = {row["id"] for row in ready}
        rows = [row for row in rows if row["id"] not in placed]
    yield from rows


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _typed(line: dict[str, Any]) -> dict[str, Any]:
    return {name: _READ[name](value) if name in _READ else value for name, value in line.items()}


def _refuse_a_store_in_use(connection: Connection) -> None:
    for table in (tables.audit_entry, tables.period_of_sessions):
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise NotAllowed(
                "This store holds something already. Restore into a new one: --db sqlite:///NEW.db"
            )


def _opened(path: Path) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST:
                raise UnreadableFile(str(path), _NO_BACKUP)
            manifest = json.loads(archive.read("manifest.json"))
            if manifest["format"] != FORMAT or not manifest.keys() >= _NEEDED:
                raise UnreadableFile(str(path), _NO_BACKUP)
            contents = {}
            for name, digest in manifest["sha256"].items():
                data = archive.read(name)
                if hashlib.sha256(data).hexdigest() != digest:
                    raise UnreadableFile(str(path), "“{name}” is damaged.", name=name)
                # Bytes end their lines with "\n" alone; a text may hold U+2028 and its like.
                contents[name] = [json.loads(line) for line in data.splitlines()]
    except FileNotFoundError:
        raise UnreadableFile(str(path), "There is no such file.") from None
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, *_ILL_MADE) as error:
        raise UnreadableFile(str(path), _NO_BACKUP) from error
    return manifest, contents

"""The audit trail: append-only, each entry chained to the one before by SHA-256."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, RowMapping, insert, select

from convoca.domain.errors import UnusableStore
from convoca.domain.finding import Finding
from convoca.persistence import tables
from convoca.persistence.column_types import CONVERTER
from convoca.persistence.repository import Change
from convoca.services.ports import AuditEntry

_FIRST = "0" * 64

Row = Mapping[str, object] | RowMapping


def canonical(value: object) -> str:
    """Return ``value`` as JSON that is the same wherever it is written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(row: Row) -> str:
    sealed = {name: str(value) for name, value in row.items() if name not in {"hash", "at"}}
    at = row["at"]
    sealed["at"] = at.isoformat(timespec="microseconds") if isinstance(at, datetime) else str(at)
    return hashlib.sha256(canonical(sealed).encode()).hexdigest()


class SqlAuditTrail:
    """The trail within one transaction (see ``services.ports.AuditTrail``)."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self,
        changes: Iterable[Change],
        *,
        at: datetime,
        actor: str,
        reason: str,
        findings: Iterable[Finding],
        waived: str,
        authority: str,
    ) -> None:
        if self._connection.dialect.name == "postgresql":
            # Two writers must not chain to the same entry; SQLite has one writer anyway.
            self._connection.exec_driver_sql("SELECT pg_advisory_xact_lock(640466)")
        last = self._connection.execute(
            select(tables.audit_entry.c.seq, tables.audit_entry.c.hash)
            .order_by(tables.audit_entry.c.seq.desc())
            .limit(1)
        ).one_or_none()
        changes = list(changes)
        row: dict[str, object] = {
            "seq": 1 if last is None else last.seq + 1,
            "at": at,
            "actor": actor,
            "reason": reason,
            "changes": canonical([change.as_json() for change in changes]),
            "findings": canonical([_finding_json(finding) for finding in findings]),
            "waived": waived,
            "authority": authority,
            "previous_hash": _FIRST if last is None else last.hash,
        }
        row["hash"] = _hash(row)
        self._connection.execute(insert(tables.audit_entry).values(row))
        touched = sorted({change.key for change in changes})
        self._connection.execute(
            insert(tables.audit_record), [{"seq": row["seq"], "record": key} for key in touched]
        )

    def entries(self, *, record: UUID | None = None, limit: int = 200) -> list[AuditEntry]:
        table = tables.audit_entry
        query = select(table).order_by(table.c.seq.desc()).limit(limit)
        if record is not None:
            touched = tables.audit_record
            query = query.join(touched, touched.c.seq == table.c.seq).where(
                touched.c.record == str(record)
            )
        return [_entry(row) for row in self._connection.execute(query).mappings()]

    def verify(self) -> int:
        previous, count = _FIRST, 0
        query = select(tables.audit_entry).order_by(tables.audit_entry.c.seq)
        for row in self._connection.execute(query).mappings():
            count += 1
            if (row["seq"], row["previous_hash"], row["hash"]) != (count, previous, _hash(row)):
                raise _broken_at(row["seq"])
            previous = row["hash"]
        if differing := self._touched() ^ self._indexed():
            raise _broken_at(min(differing)[0])
        return count

    def _touched(self) -> set[tuple[int, str]]:
        """Return which records each entry changed, as the entries say."""
        table = tables.audit_entry
        rows = self._connection.execute(select(table.c.seq, table.c.changes))
        return {(row.seq, change["key"]) for row in rows for change in json.loads(row.changes)}

    def _indexed(self) -> set[tuple[int, str]]:
        """Return the same from the index by which the history of a record is found."""
        rows = self._connection.execute(select(tables.audit_record))
        return {(row.seq, row.record) for row in rows}

    def head(self) -> str:
        """Return the hash of the last entry, to be kept outside the database."""
        table = tables.audit_entry
        query = select(table.c.hash).order_by(table.c.seq.desc()).limit(1)
        return self._connection.execute(query).scalar_one_or_none() or _FIRST


def _broken_at(seq: int) -> UnusableStore:
    return UnusableStore(
        "The audit trail is broken at entry {seq}: it was changed outside Convoca. "
        "Restore a backup and compare.",
        seq=seq,
    )


def _entry(row: Row) -> AuditEntry:
    values = dict(row)
    for name in ("changes", "findings"):
        values[name] = json.loads(str(values[name]))
    return AuditEntry(**values)


def _finding_json(finding: Finding) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "verdict": str(finding.verdict),
        "articles": list(finding.articles),
        "facts": {name: CONVERTER.unstructure(value) for name, value in finding.facts.items()},
    }

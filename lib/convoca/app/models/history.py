"""What happened to a record: the audit entries that touch it, without what they keep in clear."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from convoca.services.ports import AuditEntry, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """Who did what to a record, when and why.

    ``changed`` names the fields that changed, none where it was entered; ``identity`` says that the
    entry is about a sealed identity; ``waived`` is the article that was not kept.
    """

    at: datetime
    actor: str
    reason: str
    changed: tuple[str, ...] = ()
    is_new: bool = False
    identity: bool = False
    waived: str = ""


def newest_entry(uow: UnitOfWork) -> int:
    """Return the number of the newest audit entry, 0 where there is none."""
    newest = uow.audit.entries(limit=1)
    return newest[0].seq if newest else 0


def entries_since(seen: int, uow: UnitOfWork) -> list[AuditEntry]:
    """Return the latest entries after the one with number ``seen``, the latest first; 20 at most."""
    if newest_entry(uow) == seen:  # asked every few seconds, and nearly always so
        return []
    return [entry for entry in uow.audit.entries(limit=20) if entry.seq > seen]


def history_of(
    record: UUID, kind: type, *, sealed: Iterable[UUID] = (), uow: UnitOfWork
) -> list[HistoryEntry]:
    """Return the entries about a record of some ``kind`` and its sealed identities, the latest first."""
    names = tuple(f.name for f in fields(kind) if f.name != "version")
    about = (record, *sealed)
    entries = {entry.seq: entry for key in about for entry in uow.audit.entries(record=key)}
    return [_told(entries[seq], record, names) for seq in sorted(entries, reverse=True)]


def _told(entry: AuditEntry, record: UUID, names: Iterable[str]) -> HistoryEntry:
    change = next((c for c in entry.changes if c["key"] == str(record)), None)
    before, after = (change["before"], change["after"]) if change else (None, None)
    return HistoryEntry(
        at=entry.at,
        actor=entry.actor,
        reason=entry.reason,
        changed=tuple(_changed(before, after, names)),
        is_new=change is not None and before is None,
        identity=change is None,
        waived=entry.waived,
    )


def _changed(before: object, after: object, names: Iterable[str]) -> Iterator[str]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from (name for name in names if before.get(name) != after.get(name))

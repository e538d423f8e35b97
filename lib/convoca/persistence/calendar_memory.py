"""What each feed last said, and every version of it: outside the audit, for it is nobody's act."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from convoca.persistence import tables
from convoca.persistence.audit import canonical
from convoca.persistence.column_types import CONVERTER
from convoca.persistence.notice_tables import calendar_revision
from convoca.services.feed_changes import Revision
from convoca.services.feeds import RememberedEntry


class SqlCalendarMemory:
    """See ``services.ports.CalendarMemory``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def remembered(self, feed: str, /) -> list[RememberedEntry]:
        if self._connection.dialect.name == "postgresql":
            # Two writers of one feed must not give an entry two UIDs; SQLite has one writer anyway.
            lock = select(func.pg_advisory_xact_lock(640467, func.hashtext(feed)))
            self._connection.execute(lock)
        return [_entry(body) for body in self._bodies(feed).values()]

    def remember(self, feed: str, entries: Iterable[RememberedEntry], /, *, at: datetime) -> None:
        before = self._bodies(feed)
        now = {said.entry.subject: said for said in entries}
        changed = [said for said in now.values() if _differs(said, before)]
        gone = [_entry(before[subject]) for subject in before if subject not in now]
        self._forget(feed, [said.entry.subject for said in (*changed, *gone)])
        rows = [_row(feed, said) | {"body": _body(said)} for said in changed]
        if rows:
            self._connection.execute(insert(tables.calendar_entry), rows)
        rows += [_row(feed, said) | {"body": canonical(None)} for said in gone]
        self._append(feed, rows, at)

    def revisions(self, **equal: str) -> list[Revision]:
        table = calendar_revision
        query = select(table).order_by(table.c.feed, table.c.number)
        for name, value in equal.items():
            query = query.where(table.c[name] == value)
        return [
            Revision(
                feed=row.feed,
                number=row.number,
                subject=row.subject,
                uid=row.uid,
                at=row.revised_at,
                said=None if row.body == canonical(None) else _entry(row.body),
            )
            for row in self._connection.execute(query)
        ]

    def _bodies(self, feed: str) -> dict[str, str]:
        table = tables.calendar_entry
        query = select(table.c.subject, table.c.body).where(table.c.feed == feed)
        rows = self._connection.execute(query.order_by(table.c.subject))
        return {row.subject: row.body for row in rows}

    def _forget(self, feed: str, subjects: Iterable[str]) -> None:
        table = tables.calendar_entry
        keys = [{"which": subject} for subject in subjects]
        if keys:
            which = (table.c.feed == feed) & (table.c.subject == bindparam("which"))
            self._connection.execute(delete(table).where(which), keys)

    def _append(self, feed: str, rows: Iterable[Mapping[str, str]], at: datetime) -> None:
        table = calendar_revision
        query = select(func.coalesce(func.max(table.c.number), 0)).where(table.c.feed == feed)
        last = self._connection.execute(query).scalar_one()
        numbered = [
            {**row, "number": number, "revised_at": at}
            for number, row in enumerate(rows, start=last + 1)
        ]
        if numbered:
            self._connection.execute(insert(table), numbered)


def _row(feed: str, said: RememberedEntry) -> dict[str, str]:
    return {"feed": feed, "subject": said.entry.subject, "uid": said.uid}


def _body(said: RememberedEntry) -> str:
    return canonical(CONVERTER.unstructure(said))


def _entry(body: str) -> RememberedEntry:
    return CONVERTER.structure(json.loads(body), RememberedEntry)


def _differs(said: RememberedEntry, before: Mapping[str, str]) -> bool:
    """Whether a feed says something else; a field that older versions did not write is no change."""
    body = before.get(said.entry.subject)
    return body is None or (body != _body(said) and _entry(body) != said)

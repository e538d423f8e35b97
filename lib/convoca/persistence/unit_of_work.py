"""One transaction over every kind of record, committed with its audit entry or not at all."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, delete, insert, select
from sqlalchemy.exc import DatabaseError

from convoca.domain.errors import NotAllowed, ReasonMissing
from convoca.domain.finding import Finding
from convoca.persistence import mapping, tables
from convoca.persistence.audit import SqlAuditTrail, canonical
from convoca.persistence.calendar_memory import SqlCalendarMemory
from convoca.persistence.engine import faults_told
from convoca.persistence.feed_uses import SqlFeedUses
from convoca.persistence.repository import (
    Change,
    DraftStepRepository,
    PlacementRepository,
    ReleaseRepository,
    SqlRepository,
    WaitingRepository,
)
from convoca.services.ports import Draft, UnitOfWork


class SqlUnitOfWork(UnitOfWork):
    """See ``services.ports.UnitOfWork``. ``writes`` False opens a transaction that only reads."""

    def __init__(
        self, engine: Engine, *, actor: str, now: Callable[[], datetime], writes: bool = True
    ) -> None:
        self.actor = actor
        self._engine = engine
        self._now = now
        self._writes = writes

    def __enter__(self) -> Self:
        with faults_told():
            opened = self._engine.connect()
            self._connection = opened.execution_options(convoca_writes=self._writes)
            self._transaction = self._connection.begin()
        changes: list[Change] = []
        self._changes = changes
        connection = self._connection
        self.states = SqlRepository(mapping.STATES, connection, changes)
        self.members = SqlRepository(mapping.MEMBERS, connection, changes)
        self.rapporteurships = SqlRepository(mapping.RAPPORTEURSHIPS, connection, changes)
        self.periods = SqlRepository(mapping.PERIODS, connection, changes)
        self.requests = SqlRepository(mapping.REQUESTS, connection, changes)
        self.hearings = SqlRepository(mapping.HEARINGS, connection, changes)
        self.meetings = SqlRepository(mapping.MEETINGS, connection, changes)
        self.sessions = SqlRepository(mapping.SESSIONS, connection, changes)
        self.placements = PlacementRepository(connection, changes)
        self.services_of_notice = SqlRepository(mapping.SERVICES_OF_NOTICE, connection, changes)
        self.recusals = SqlRepository(mapping.RECUSALS, connection, changes)
        self.observations = SqlRepository(mapping.OBSERVATIONS, connection, changes)
        self.hearing_minutes = SqlRepository(mapping.HEARING_MINUTES, connection, changes)
        self.session_minutes = SqlRepository(mapping.SESSION_MINUTES, connection, changes)
        self.unavailabilities = SqlRepository(mapping.UNAVAILABILITIES, connection, changes)
        self.draft_steps = DraftStepRepository(connection, changes)
        self.releases = ReleaseRepository(connection, changes)
        self.identities = SqlRepository(mapping.IDENTITIES, connection, changes)
        self.feed_subscriptions = SqlRepository(mapping.FEED_SUBSCRIPTIONS, connection, changes)
        self.notices = WaitingRepository(mapping.NOTICES, connection, changes)
        self.deliveries = SqlRepository(mapping.DELIVERIES, connection, changes)
        self.items_of_business = SqlRepository(mapping.ITEMS, connection, changes)
        self.attendance_sheets = SqlRepository(mapping.ATTENDANCE_SHEETS, connection, changes)
        self.excused_absences = SqlRepository(mapping.EXCUSED_ABSENCES, connection, changes)
        self.questions = SqlRepository(mapping.QUESTIONS, connection, changes)
        self.explanations_of_vote = SqlRepository(mapping.EXPLANATIONS, connection, changes)
        self.elections = WaitingRepository(mapping.ELECTIONS, connection, changes)
        self.circulations = SqlRepository(mapping.CIRCULATIONS, connection, changes)
        self.final_documents = SqlRepository(mapping.FINAL_DOCUMENTS, connection, changes)
        self.minutes_revisions = SqlRepository(mapping.MINUTES_REVISIONS, connection, changes)
        self.requests_of_parties = SqlRepository(mapping.REQUESTS_OF_PARTIES, connection, changes)
        self.commitments = SqlRepository(mapping.COMMITMENTS, connection, changes)
        self.hearing_days = SqlRepository(mapping.HEARING_DAYS, connection, changes)
        self.mandates = SqlRepository(mapping.MANDATES, connection, changes)
        self.rapporteur_reports = SqlRepository(mapping.RAPPORTEUR_REPORTS, connection, changes)
        self.drafts = SqlDrafts(connection, author=self.actor, now=self._now)
        self.calendar = SqlCalendarMemory(connection)
        self.feed_uses = SqlFeedUses(connection)
        self.audit = SqlAuditTrail(connection)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        try:
            if self._transaction.is_active:
                self._transaction.rollback()
        finally:
            self._connection.close()
        if isinstance(error, DatabaseError):
            with faults_told():
                raise error

    def commit(
        self,
        *,
        reason: str,
        findings: Iterable[Finding] = (),
        waived: str = "",
        authority: str = "",
    ) -> None:
        if not self._writes:
            raise NotAllowed("This transaction only reads.")
        if not reason.strip():
            raise ReasonMissing
        if self._changes:
            self.audit.append(
                self._changes,
                at=self._now(),
                actor=self.actor,
                reason=reason.strip(),
                findings=findings,
                waived=waived,
                authority=authority,
            )
        self._transaction.commit()
        self._changes.clear()


class SqlDrafts:
    """Drafts of one author (see ``services.ports.Drafts``)."""

    def __init__(self, connection: Connection, *, author: str, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._author = author
        self._now = now

    def find(self, key: str, /) -> Draft | None:
        table = tables.draft
        row = self._connection.execute(
            select(table).where(table.c.key == key, table.c.author == self._author)
        ).one_or_none()
        return None if row is None else _draft(row)

    def keep(self, key: str, body: Mapping[str, object], /) -> None:
        self.discard(key)
        self._connection.execute(
            insert(tables.draft).values(
                key=key, author=self._author, body=canonical(dict(body)), saved_at=self._now()
            )
        )

    def discard(self, key: str, /) -> None:
        table = tables.draft
        self._connection.execute(
            delete(table).where(table.c.key == key, table.c.author == self._author)
        )

    def of_everybody(self) -> list[Draft]:
        return [_draft(row) for row in self._connection.execute(select(tables.draft))]

    def forget(self, draft: Draft, /) -> None:
        table = tables.draft
        self._connection.execute(
            delete(table).where(table.c.key == draft.key, table.c.author == draft.author)
        )


def _draft(row: Row[Any]) -> Draft:
    return Draft(key=row.key, author=row.author, body=json.loads(row.body), saved_at=row.saved_at)

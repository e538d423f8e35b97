"""A store in memory that keeps the promises of ``services.ports``: for tests of use cases.

One ``FakeStore`` may be opened by several ``FakeUnitOfWork``, as two editors would. Nothing is
kept without a commit, no commit without a reason, and a version that is no longer the stored one
is refused.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from convoca.domain.attendance import AttendanceSheet, ExcusedAbsence
from convoca.domain.availability import Unavailability
from convoca.domain.commitment import TrackedCommitment
from convoca.domain.election import Election
from convoca.domain.errors import ConflictingEdit, NotFound, ReasonMissing, UnusableStore
from convoca.domain.feed_subscription import FeedSubscription
from convoca.domain.finding import Finding
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
from convoca.domain.vote import ExplanationOfVote, Question
from convoca.services.feed_changes import Revision
from convoca.services.feeds import RememberedEntry
from convoca.services.ports import (
    AuditEntry,
    AuditTrail,
    CalendarMemory,
    Draft,
    Drafts,
    FeedUses,
    Repository,
)

NOW = datetime(2027, 1, 4, 15, 0, tzinfo=UTC)

REPOSITORIES = (
    "states",
    "members",
    "rapporteurships",
    "periods",
    "requests",
    "hearings",
    "meetings",
    "sessions",
    "placements",
    "services_of_notice",
    "recusals",
    "observations",
    "hearing_minutes",
    "session_minutes",
    "unavailabilities",
    "draft_steps",
    "releases",
    "identities",
    "feed_subscriptions",
    "notices",
    "deliveries",
    "items_of_business",
    "attendance_sheets",
    "excused_absences",
    "questions",
    "explanations_of_vote",
    "elections",
    "circulations",
    "final_documents",
    "minutes_revisions",
    "requests_of_parties",
    "commitments",
    "hearing_days",
    "mandates",
    "rapporteur_reports",
)


def key_of(record: Any) -> UUID | str:
    key: UUID | str = record.code if isinstance(record, MemberState) else record.id
    return key


@dataclass
class FakeStore:
    """What is committed."""

    records: dict[str, dict[UUID | str, Any]] = field(
        default_factory=lambda: {name: {} for name in REPOSITORIES}
    )
    entries: list[AuditEntry] = field(default_factory=list)
    drafts: dict[tuple[str, str], Draft] = field(default_factory=dict)
    calendar: dict[str, list[RememberedEntry]] = field(default_factory=dict)
    revisions: list[Revision] = field(default_factory=list)
    feed_uses: dict[UUID, datetime] = field(default_factory=dict)


class FakeRepository:
    """One kind of record, as the running transaction sees it."""

    def __init__(self, uow: "FakeUnitOfWork", name: str) -> None:
        self._uow = uow
        self._name = name

    @property
    def _rows(self) -> dict[UUID | str, Any]:
        return self._uow.working(self._name)

    def get(self, key: UUID | str, /) -> Any:
        if key not in self._rows:
            raise NotFound(self._name, key)
        return self._rows[key]

    def find(self, key: UUID | str, /) -> Any | None:
        return self._rows.get(key)

    def all(self, **equal: object) -> list[Any]:
        return [
            record
            for record in self._rows.values()
            if all(getattr(record, name) == value for name, value in equal.items())
        ]

    def last(self, **equal: object) -> Any | None:
        return next(reversed(self.all(**equal)), None)

    def save(self, record: Any, /) -> Any:
        key = key_of(record)
        stored = self._rows.get(key)
        if stored is not None and replace(stored, version=record.version) == record:
            return stored
        self._refuse_if_stale(record, stored)
        saved = replace(record, version=record.version + 1)
        self._rows[key] = saved
        self._uow.touch(self._name, key)
        return saved

    def remove(self, record: Any, /) -> None:
        stored = self._rows.get(key_of(record))
        self._refuse_if_stale(record, stored)
        if stored is not None:
            del self._rows[key_of(record)]
            self._uow.touch(self._name, key_of(record))

    def _refuse_if_stale(self, record: Any, stored: Any) -> None:
        stored_version = 0 if stored is None else stored.version
        if record.version != stored_version:
            raise ConflictingEdit(
                type(record).__name__,
                read_version=record.version,
                stored_version=stored_version,
                mine=record,
                theirs=stored,
            )


class FakeAuditTrail:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def entries(self, *, record: UUID | None = None, limit: int = 200) -> list[AuditEntry]:
        found = [
            entry
            for entry in reversed(self._store.entries)
            if record is None or any(change["key"] == str(record) for change in entry.changes)
        ]
        return found[:limit]

    def verify(self) -> int:
        previous = ""
        for entry in self._store.entries:
            if entry.previous_hash != previous or entry.hash != _hash(entry):
                raise UnusableStore("The audit chain is broken at entry {seq}.", seq=entry.seq)
            previous = entry.hash
        return len(self._store.entries)


class FakeDrafts:
    """Kept at once: a draft is nobody's act yet."""

    def __init__(self, store: FakeStore, actor: str) -> None:
        self._store = store
        self._actor = actor

    def find(self, key: str, /) -> Draft | None:
        return self._store.drafts.get((self._actor, key))

    def keep(self, key: str, body: Mapping[str, object], /) -> None:
        self._store.drafts[self._actor, key] = Draft(
            key=key, author=self._actor, body=dict(body), saved_at=NOW
        )

    def discard(self, key: str, /) -> None:
        self._store.drafts.pop((self._actor, key), None)

    def of_everybody(self) -> list[Draft]:
        return list(self._store.drafts.values())

    def forget(self, draft: Draft, /) -> None:
        self._store.drafts.pop((draft.author, draft.key), None)


class FakeCalendarMemory:
    def __init__(self, uow: "FakeUnitOfWork") -> None:
        self._uow = uow

    def remembered(self, feed: str, /) -> list[RememberedEntry]:
        return list(self._uow.working_calendar().get(feed, []))

    def remember(self, feed: str, entries: Iterable[RememberedEntry], /, *, at: datetime) -> None:
        before = {said.entry.subject: said for said in self.remembered(feed)}
        now = {said.entry.subject: said for said in entries}
        self._uow.working_calendar()[feed] = list(now.values())
        for said in now.values():
            if before.get(said.entry.subject) != said:
                self._append(feed, said, at, said)
        for subject, said in before.items():
            if subject not in now:
                self._append(feed, said, at, None)

    def revisions(self, **equal: str) -> list[Revision]:
        return [
            each
            for each in sorted(self._uow.working_revisions(), key=lambda r: (r.feed, r.number))
            if all(getattr(each, name) == value for name, value in equal.items())
        ]

    def _append(
        self, feed: str, about: RememberedEntry, at: datetime, said: RememberedEntry | None
    ) -> None:
        number = len(self.revisions(feed=feed)) + 1
        self._uow.working_revisions().append(
            Revision(
                feed=feed,
                number=number,
                subject=about.entry.subject,
                uid=about.uid,
                at=at,
                said=said,
            )
        )


class FakeFeedUses:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def last(self) -> dict[UUID, datetime]:
        return dict(self._store.feed_uses)

    def note(self, subscriptions: Iterable[UUID], at: datetime, /) -> None:
        self._store.feed_uses |= dict.fromkeys(subscriptions, at)


class FakeUnitOfWork:
    """Implements ``ports.UnitOfWork``; may be entered again and again, never within itself."""

    def __init__(
        self, store: FakeStore | None = None, *, actor: str = "coordinator", now: datetime = NOW
    ) -> None:
        self.store = store or FakeStore()
        self.actor = actor
        self.now = now
        self._working: dict[str, dict[UUID | str, Any]] | None = None
        self._calendar: dict[str, list[RememberedEntry]] = {}
        self._revisions: list[Revision] = []
        self._touched: dict[tuple[str, UUID | str], None] = {}
        self._base: dict[str, dict[UUID | str, Any]] = {}
        self.states: Repository[MemberState] = FakeRepository(self, "states")
        self.members: Repository[Member] = FakeRepository(self, "members")
        self.rapporteurships: Repository[Rapporteurship] = FakeRepository(self, "rapporteurships")
        self.periods: Repository[PeriodOfSessions] = FakeRepository(self, "periods")
        self.requests: Repository[HearingRequest] = FakeRepository(self, "requests")
        self.hearings: Repository[Hearing] = FakeRepository(self, "hearings")
        self.meetings: Repository[WorkingMeeting] = FakeRepository(self, "meetings")
        self.sessions: Repository[Session] = FakeRepository(self, "sessions")
        self.placements: Repository[Placement] = FakeRepository(self, "placements")
        self.services_of_notice: Repository[ServiceOfNotice] = FakeRepository(
            self, "services_of_notice"
        )
        self.recusals: Repository[Recusal] = FakeRepository(self, "recusals")
        self.observations: Repository[OnSiteObservation] = FakeRepository(self, "observations")
        self.hearing_minutes: Repository[HearingMinutes] = FakeRepository(self, "hearing_minutes")
        self.session_minutes: Repository[SessionMinutes] = FakeRepository(self, "session_minutes")
        self.unavailabilities: Repository[Unavailability] = FakeRepository(self, "unavailabilities")
        self.draft_steps: Repository[DraftStep] = FakeRepository(self, "draft_steps")
        self.releases: Repository[Release] = FakeRepository(self, "releases")
        self.identities: Repository[ProtectedIdentity] = FakeRepository(self, "identities")
        self.feed_subscriptions: Repository[FeedSubscription] = FakeRepository(
            self, "feed_subscriptions"
        )
        self.notices: Repository[Notice] = FakeRepository(self, "notices")
        self.deliveries: Repository[Delivery] = FakeRepository(self, "deliveries")
        self.items_of_business: Repository[ItemOfBusiness] = FakeRepository(
            self, "items_of_business"
        )
        self.attendance_sheets: Repository[AttendanceSheet] = FakeRepository(
            self, "attendance_sheets"
        )
        self.excused_absences: Repository[ExcusedAbsence] = FakeRepository(self, "excused_absences")
        self.questions: Repository[Question] = FakeRepository(self, "questions")
        self.explanations_of_vote: Repository[ExplanationOfVote] = FakeRepository(
            self, "explanations_of_vote"
        )
        self.elections: Repository[Election] = FakeRepository(self, "elections")
        self.circulations: Repository[CirculationOfMinutes] = FakeRepository(self, "circulations")
        self.final_documents: Repository[FinalDocument] = FakeRepository(self, "final_documents")
        self.minutes_revisions: Repository[MinutesRevision] = FakeRepository(
            self, "minutes_revisions"
        )
        self.requests_of_parties: Repository[RequestOfParty] = FakeRepository(
            self, "requests_of_parties"
        )
        self.commitments: Repository[TrackedCommitment] = FakeRepository(self, "commitments")
        self.hearing_days: Repository[HearingDay] = FakeRepository(self, "hearing_days")
        self.mandates: Repository[Mandate] = FakeRepository(self, "mandates")
        self.rapporteur_reports: Repository[RapporteurReport] = FakeRepository(
            self, "rapporteur_reports"
        )
        self.drafts: Drafts = FakeDrafts(self.store, actor)
        self.calendar: CalendarMemory = FakeCalendarMemory(self)
        self.feed_uses: FeedUses = FakeFeedUses(self.store)
        self.audit: AuditTrail = FakeAuditTrail(self.store)

    def __enter__(self) -> Self:
        if self._working is not None:
            raise RuntimeError("this unit of work is already open")
        self._begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        self._working = None
        self._calendar = {}
        self._revisions = []
        self._touched = {}

    def commit(
        self,
        *,
        reason: str,
        findings: Iterable[Finding] = (),
        waived: str = "",
        authority: str = "",
    ) -> None:
        if self._working is None:
            raise RuntimeError("commit outside of `with uow:`")
        if not reason.strip():
            raise ReasonMissing
        changes = self._changes()
        for name, key in self._touched:
            if self._working[name].get(key) is None:
                self.store.records[name].pop(key, None)
            else:
                self.store.records[name][key] = self._working[name][key]
        self.store.calendar = {feed: list(entries) for feed, entries in self._calendar.items()}
        self.store.revisions = list(self._revisions)
        self._append(reason, changes, tuple(findings), waived, authority)
        self._begin()

    def working(self, name: str) -> dict[UUID | str, Any]:
        if self._working is None:
            raise RuntimeError("the store is read and written inside `with uow:` only")
        return self._working[name]

    def working_calendar(self) -> dict[str, list[RememberedEntry]]:
        if self._working is None:
            raise RuntimeError("the store is read and written inside `with uow:` only")
        return self._calendar

    def working_revisions(self) -> list[Revision]:
        if self._working is None:
            raise RuntimeError("the store is read and written inside `with uow:` only")
        return self._revisions

    def touch(self, name: str, key: UUID | str) -> None:
        self._touched[name, key] = None

    def _begin(self) -> None:
        self._base = {name: dict(rows) for name, rows in self.store.records.items()}
        self._working = {name: dict(rows) for name, rows in self._base.items()}
        self._calendar = {feed: list(entries) for feed, entries in self.store.calendar.items()}
        self._revisions = list(self.store.revisions)
        self._touched = {}

    def _changes(self) -> list[dict[str, object]]:
        """What would be written; refuses what another unit of work has changed meanwhile."""
        changes: list[dict[str, object]] = []
        for name, key in sorted(self._touched, key=str):
            before, after = self._base[name].get(key), self.working(name).get(key)
            stored = self.store.records[name].get(key)
            if stored != before:
                raise ConflictingEdit(
                    name,
                    read_version=before.version if before else 0,
                    stored_version=stored.version if stored else 0,
                    mine=after,
                    theirs=stored,
                )
            changes.append(
                {"record": name, "key": str(key), "before": _told(before), "after": _told(after)}
            )
        return changes

    def _append(
        self,
        reason: str,
        changes: list[dict[str, object]],
        findings: tuple[Finding, ...],
        waived: str,
        authority: str,
    ) -> None:
        entry = AuditEntry(
            seq=len(self.store.entries) + 1,
            at=self.now,
            actor=self.actor,
            reason=reason,
            changes=changes,
            findings=[
                {"rule": f.rule, "verdict": str(f.verdict), "articles": f.articles}
                for f in findings
            ],
            waived=waived,
            authority=authority,
            previous_hash=self.store.entries[-1].hash if self.store.entries else "",
        )
        self.store.entries.append(replace(entry, hash=_hash(entry)))


def _told(record: Any) -> dict[str, object] | None:
    """A record as the audit keeps it; of a protected identity only that it changed."""
    if record is None:
        return None
    if isinstance(record, ProtectedIdentity):
        return {"id": str(record.id), "version": record.version}
    return asdict(record)


def _hash(entry: AuditEntry) -> str:
    return hashlib.sha256(repr(replace(entry, hash="")).encode()).hexdigest()

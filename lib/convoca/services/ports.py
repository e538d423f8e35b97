"""What the use cases need from the outside world, as protocols."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self, TypeVar
from uuid import UUID

from convoca.domain.attendance import AttendanceSheet, ExcusedAbsence
from convoca.domain.availability import Unavailability
from convoca.domain.commitment import TrackedCommitment
from convoca.domain.election import Election
from convoca.domain.feed_subscription import FeedSubscription
from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.hearing_day import HearingDay
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.language import Language
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
from convoca.scheduling.answers import (
    Explanation,
    IsCancelled,
    OnProgress,
    Option,
    Repair,
    Solution,
)
from convoca.scheduling.problem import Problem, Programme
from convoca.services.feed_changes import Revision
from convoca.services.feeds import Feed, RememberedEntry

T = TypeVar("T")


class Repository(Protocol[T]):
    """One kind of record. What comes out is frozen; a change is saved as a new object."""

    def get(self, key: UUID | str, /) -> T:
        """Return the record. Raises NotFound."""
        ...

    def find(self, key: UUID | str, /) -> T | None: ...

    def all(self, **equal: object) -> list[T]:
        """Every record whose named fields equal the given values, in a stable order."""
        ...

    def last(self, **equal: object) -> T | None:
        """Return the last of ``all``; who changes what follows from it waits for the others."""
        ...

    def save(self, record: T, /) -> T:
        """Insert (version 0) or update; returns the record with its new version.

        Saving the same new record twice is harmless. Raises ConflictingEdit.
        """
        ...

    def remove(self, record: T, /) -> None:
        """Delete the record. Raises ConflictingEdit."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who changed what, when and why. ``changes`` hold each record before and after."""

    seq: int
    at: datetime
    actor: str
    reason: str
    changes: Sequence[Mapping[str, object]]
    findings: Sequence[Mapping[str, object]] = ()
    waived: str = ""
    authority: str = ""
    previous_hash: str = ""
    hash: str = ""


class AuditTrail(Protocol):
    """Append-only; written by the unit of work alone."""

    def entries(self, *, record: UUID | None = None, limit: int = 200) -> list[AuditEntry]: ...

    def verify(self) -> int:
        """Return how many entries the chain holds. Raises UnusableStore at the first broken one."""
        ...

    def head(self) -> str:
        """Return the hash of the last entry, to be kept outside the database."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person has typed and not yet sent; only its author sees it."""

    key: str
    author: str
    body: Mapping[str, object]
    saved_at: datetime


class Drafts(Protocol):
    """Drafts are saved at once, outside the audit: they are nobody's act yet."""

    def find(self, key: str, /) -> Draft | None: ...

    def keep(self, key: str, body: Mapping[str, object], /) -> None: ...

    def discard(self, key: str, /) -> None: ...

    def of_everybody(self) -> list[Draft]:
        """Return the drafts of all authors: to find what must be forgotten, never to be shown."""
        ...

    def forget(self, draft: Draft, /) -> None:
        """Remove a draft, whoever its author is."""
        ...


class CalendarMemory(Protocol):
    """What each feed last said, entry by entry, and every version of it; UIDs are kept for ever."""

    def remembered(self, feed: str, /) -> list[RememberedEntry]: ...

    def remember(self, feed: str, entries: Iterable[RememberedEntry], /, *, at: datetime) -> None:
        """Replace what was remembered of ``feed``; what is new, changed or gone is one revision each."""
        ...

    def revisions(self, **equal: str) -> list[Revision]:
        """Return those whose ``feed``, ``subject`` or ``uid`` equal the given values, by feed and number."""
        ...


class FeedUses(Protocol):
    """When the calendar of each subscription was last read; outside the audit."""

    def last(self) -> dict[UUID, datetime]: ...

    def note(self, subscriptions: Iterable[UUID], at: datetime, /) -> None: ...


class UnitOfWork(Protocol):
    """One transaction: everything in it is committed with one reason, or nothing is."""

    actor: str
    states: Repository[MemberState]
    members: Repository[Member]
    rapporteurships: Repository[Rapporteurship]
    periods: Repository[PeriodOfSessions]
    requests: Repository[HearingRequest]
    hearings: Repository[Hearing]
    meetings: Repository[WorkingMeeting]
    sessions: Repository[Session]
    placements: Repository[Placement]
    services_of_notice: Repository[ServiceOfNotice]
    recusals: Repository[Recusal]
    observations: Repository[OnSiteObservation]
    hearing_minutes: Repository[HearingMinutes]
    session_minutes: Repository[SessionMinutes]
    unavailabilities: Repository[Unavailability]
    draft_steps: Repository[DraftStep]
    releases: Repository[Release]
    identities: Repository[ProtectedIdentity]
    feed_subscriptions: Repository[FeedSubscription]
    notices: Repository[Notice]
    deliveries: Repository[Delivery]
    items_of_business: Repository[ItemOfBusiness]
    attendance_sheets: Repository[AttendanceSheet]
    excused_absences: Repository[ExcusedAbsence]
    questions: Repository[Question]
    explanations_of_vote: Repository[ExplanationOfVote]
    elections: Repository[Election]
    circulations: Repository[CirculationOfMinutes]
    final_documents: Repository[FinalDocument]
    minutes_revisions: Repository[MinutesRevision]
    requests_of_parties: Repository[RequestOfParty]
    commitments: Repository[TrackedCommitment]
    hearing_days: Repository[HearingDay]
    mandates: Repository[Mandate]
    rapporteur_reports: Repository[RapporteurReport]
    drafts: Drafts
    calendar: CalendarMemory
    feed_uses: FeedUses
    audit: AuditTrail

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
        /,
    ) -> None:
        """Undo whatever was not committed."""
        ...

    def commit(
        self,
        *,
        reason: str,
        findings: Iterable[Finding] = (),
        waived: str = "",
        authority: str = "",
    ) -> None:
        """Write the changes and their audit entry together. Raises ReasonMissing."""
        ...


class CalendarWriter(Protocol):
    """Turns a feed into iCalendar bytes (RFC 5545): the same feed, the same bytes."""

    def __call__(self, feed: Feed, language: Language, /) -> bytes: ...


class Planner(Protocol):
    """Searches programmes: for a problem, for the least change, for reasons, for one event's places.

    Times are in seconds. ``is_cancelled`` is asked now and then; the best found by then is returned.
    The same seed and number of ``iterations`` give the same answer.
    """

    def solve(
        self,
        problem: Problem,
        /,
        *,
        time_limit: float = 10.0,
        workers: int | None = None,
        seed: int = 1,
        iterations: int | None = None,
        start: Programme | None = None,
        on_progress: OnProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> Solution: ...

    def explain(
        self,
        problem: Problem,
        /,
        *,
        time_limit: float = 15.0,
        on_progress: OnProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> Explanation: ...

    def explain_event(
        self,
        problem: Problem,
        programme: Programme,
        event_id: str,
        /,
        *,
        time_limit: float = 5.0,
        is_cancelled: IsCancelled | None = None,
    ) -> Explanation: ...

    def repair(
        self,
        problem: Problem,
        released: Programme,
        /,
        *,
        time_limit: float = 30.0,
        workers: int | None = None,
        seed: int = 1,
        on_progress: OnProgress | None = None,
        is_cancelled: IsCancelled | None = None,
    ) -> Repair: ...

    def options(
        self, problem: Problem, programme: Programme, event_id: str, /
    ) -> tuple[Option, ...]: ...

"""What a calendar said of one thing, version after version, and what changed from one to the next."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from uuid import UUID

from convoca.domain.errors import NotFound
from convoca.domain.identifiers import PeriodId
from convoca.services.audience import Audience
from convoca.services.exports import current_calendar, next_calendar
from convoca.services.feed_causes import Causes, EntryCause, EntryChange, activity_in
from convoca.services.feed_changes import Revision, feed_key
from convoca.services.feeds import (
    CalendarEntry,
    EntryKind,
    EntryStatus,
    Feed,
    RememberedEntry,
)
from convoca.services.identities import names_in, names_kept_from, names_withheld_in
from convoca.services.ports import UnitOfWork

#: The kinds of entries whose subject is one activity or visit.
_OF_ONE = (
    EntryKind.HEARING,
    EntryKind.WORKING_MEETING,
    EntryKind.SESSION,
    EntryKind.VISIT,
    EntryKind.VISIT_ACTIVITY,
)


def entry_for(
    period: PeriodId, audience: Audience, activity: UUID, *, now: datetime, uow: UnitOfWork
) -> RememberedEntry | None:
    """Return what a recipient's calendar says of an activity, and remember it if it is new.

    Where the calendar says nothing of it any more, what it said last, as cancelled and one version
    on, for that may be what the recipient still sees; None where it never spoke of it. It is the
    calendar of the period, or of all periods where the audience subscribes to that one alone.
    ``uow`` is not open. Raises ProtectedNameFound.
    """
    which = _subscribed(period, audience, uow=uow)
    feed = _said_now(which, audience, now=now, uow=uow)
    subjects = {f"{kind}:{activity}" for kind in _OF_ONE}
    for entry in feed.entries:
        if entry.entry.subject in subjects:
            return entry
    with uow:
        said = uow.calendar.revisions(feed=feed_key(which, audience))
        names = names_kept_from(audience, uow=uow, activity=activity)
    former = [revision for revision in said if revision.subject in subjects]
    if len(former) < 2 or former[-2].said is None:
        return None
    return _withdrawn(former[-2].said, former[-1].at, names)


def _withdrawn(said: RememberedEntry, at: datetime, names: Collection[str]) -> RememberedEntry:
    """Return an entry that left a calendar at an instant, as whoever was told of it is told so.

    Of one that holds a name which is protected by now only the kind and the time are left.
    """
    entry = said.entry
    if names_in(entry, names):
        entry = CalendarEntry(
            subject=entry.subject,
            kind=entry.kind,
            slot=entry.slot,
            first_day=entry.first_day,
            last_day=entry.last_day,
        )
    was_cancelled = said.status is EntryStatus.CANCELLED
    return replace(
        said,
        entry=replace(entry, is_cancelled=True),
        status=EntryStatus.CANCELLED,
        sequence=said.sequence if was_cancelled else said.sequence + 1,
        revised_at=at.replace(microsecond=0),
    )


def _subscribed(period: PeriodId, audience: Audience, *, uow: UnitOfWork) -> PeriodId | None:
    with uow:
        subscriptions = uow.feed_subscriptions.all(audience=str(audience), revoked_at=None)
    periods = {each.period for each in subscriptions}
    return None if None in periods and period not in periods else period


def _said_now(
    period: PeriodId | None, audience: Audience, *, now: datetime, uow: UnitOfWork
) -> Feed:
    current = current_calendar(period, audience, now=now, uow=uow)
    return current or next_calendar(period, audience, now=now, uow=uow)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryVersion:
    """One version of an entry, numbered from 1; ``at`` is when the calendar first said so.

    ``said`` and ``before`` are what it says and said until then: None where there is nothing, and
    where it is kept back, for it holds a name that is protected by now or withheld
    from that audience.
    """

    number: int
    at: datetime
    changes: tuple[EntryChange, ...]
    said: RememberedEntry | None
    before: RememberedEntry | None
    is_kept_back: bool = False
    causes: tuple[EntryCause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryHistory:
    """All that one calendar said of one thing, the oldest first. ``period`` None: of all periods."""

    period: PeriodId | None
    audience: Audience
    uid: str
    subject: str
    versions: tuple[EntryVersion, ...]


def explain(
    uid: str = "",
    *,
    period: PeriodId | None = None,
    audience: Audience | None = None,
    activity: UUID | None = None,
    uow: UnitOfWork,
) -> EntryHistory:
    """Tell the versions of the entry with a UID, or of an activity in one audience's calendar.

    What came back under another UID is the same thing, and its versions are told together. For the
    Secretariat, who may tell others what changed and not because of which acts: those are the
    causes. Raises NotFound.
    """
    with uow:
        if uid or audience is None:
            of_one = uow.calendar.revisions(uid=uid)
            feeds, subjects = {each.feed for each in of_one}, {each.subject for each in of_one}
        else:
            feeds, subjects = (
                {feed_key(period, audience)},
                {f"{kind}:{activity}" for kind in _OF_ONE},
            )
        said = [each for feed in feeds for each in uow.calendar.revisions(feed=feed)]
        found = [each for each in said if each.subject in subjects]
        if not found:
            raise NotFound("calendar_entry", uid or str(activity))
        return _history(found, uow=uow)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedEntry:
    """A thing of which a calendar has said several things; ``last`` is what it said last.

    ``last`` is None where that is kept back. ``at`` is when it changed last.
    """

    uid: str
    last: RememberedEntry | None
    versions: int
    at: datetime


def changed_entries(
    period: PeriodId | None, audience: Audience, *, uow: UnitOfWork
) -> tuple[ChangedEntry, ...]:
    """Return what changed or left one audience's calendar since it appeared, the latest first."""
    with uow:
        names = names_kept_from(audience, uow=uow)
        found: dict[str, list[Revision]] = {}
        for revision in uow.calendar.revisions(feed=feed_key(period, audience)):
            found.setdefault(revision.subject, []).append(revision)
        changed = [
            ChangedEntry(
                uid=said[-1].uid,
                last=_open(
                    next((r for r in reversed(said) if r.said), None),
                    (*names, *names_withheld_in(activity_in(subject), audience, uow=uow)),
                )[0],
                versions=len(said),
                at=said[-1].at,
            )
            for subject, said in found.items()
            if len(said) > 1
        ]
    return tuple(sorted(changed, key=lambda entry: (entry.at, entry.uid), reverse=True))


def _history(revisions: Sequence[Revision], *, uow: UnitOfWork) -> EntryHistory:
    first = revisions[0]
    of, _, audience = first.feed.partition(":")
    period = None if of == "all" else PeriodId(UUID(of))
    whose = Audience.named(audience)
    names = names_kept_from(whose, uow=uow, activity=activity_in(first.subject))
    causes = Causes(period, whose, first.subject, names=names, uow=uow)
    versions = []
    before: Revision | None = None
    for number, revision in enumerate(revisions, start=1):
        changes = tuple(_changes(before.said if before else None, revision.said))
        said, is_kept_back = _open(revision, names)
        versions.append(
            EntryVersion(
                number=number,
                at=revision.at,
                changes=changes,
                said=said,
                before=_open(before, names)[0],
                is_kept_back=is_kept_back,
                causes=causes.between(before.at if before else None, revision.at, changes),
            )
        )
        before = revision
    return EntryHistory(
        period=period,
        audience=whose,
        uid=revisions[-1].uid,
        subject=first.subject,
        versions=tuple(versions),
    )


def _open(revision: Revision | None, names: Collection[str]) -> tuple[RememberedEntry | None, bool]:
    """Return what may still be shown of a version, and whether something is kept back."""
    said = revision.said if revision else None
    is_kept_back = said is not None and bool(names_in(said.entry, names))
    return (None if is_kept_back else said), is_kept_back


#: The fields of an entry whose change has a name of its own; status is told apart, the rest is one.
_NAMED = {
    "slot": EntryChange.TIME,
    "first_day": EntryChange.TIME,
    "last_day": EntryChange.TIME,
    "place": EntryChange.PLACE,
    "room": EntryChange.ROOM,
    "is_private": EntryChange.PRIVACY,
    "modality": EntryChange.MODE,
    "link": EntryChange.LINK,
    "panel": EntryChange.PANEL,
    "title": EntryChange.TITLE,
}
_STATUS = {"is_cancelled", "is_provisional"}


def _changes(before: RememberedEntry | None, now: RememberedEntry | None) -> Iterator[EntryChange]:
    """Yield what differs, the weightiest first."""
    if now is None:
        yield EntryChange.VANISHED
    elif before is None:
        yield EntryChange.APPEARED
    else:
        yield from _new_status(before.status, now.status)
        differing = {
            _NAMED.get(field.name, EntryChange.OTHER)
            for field in fields(CalendarEntry)
            if field.name not in _STATUS
            and getattr(before.entry, field.name) != getattr(now.entry, field.name)
        }
        yield from (change for change in EntryChange if change in differing)


def _new_status(before: EntryStatus, now: EntryStatus) -> Iterator[EntryChange]:
    if now is before:
        return
    if now is EntryStatus.CANCELLED:
        yield EntryChange.CANCELLED
        return
    if before is EntryStatus.CANCELLED:
        yield EntryChange.TAKEN_UP
    yield (EntryChange.PROVISIONAL if now is EntryStatus.TENTATIVE else EntryChange.CONFIRMED)

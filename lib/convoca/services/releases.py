"""Releases of the programme: what blocks one, what it says for ever, what changed, the way back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

from convoca.domain.errors import NotAllowed, NotFound
from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.programme import DraftAct, Placement, PlacementChange, Session
from convoca.domain.release import (
    Change,
    ChangeKind,
    Override,
    Release,
    ReleasedEntry,
    ReleaseKind,
)
from convoca.domain.slot import instant, seat_date
from convoca.scheduling.constraints import Constraint, Violation
from convoca.services.draft_history import carry_out
from convoca.services.identities import refuse_protected_names
from convoca.services.notices.drafting import draft_within
from convoca.services.period_file import Activity, PeriodFile, read_period_file
from convoca.services.ports import UnitOfWork
from convoca.services.problems import Severity, SubjectKind, problems
from convoca.services.release_manifest import manifest_of

#: Requests and visits have problems of their own, which block no programme.
_NOT_OF_THE_PROGRAMME = {SubjectKind.REQUEST, SubjectKind.VISIT}
#: Who may rely on it, the fewest first.
_REACH = (ReleaseKind.INTERNAL, ReleaseKind.NOTIFIED, ReleaseKind.PUBLIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """What stands in the way of a release: a finding with its article and cure, and whose it is.

    ``activity`` None: it is the period's. ``about`` narrows it, e.g. the party that was not told.
    """

    rule: str
    activity: UUID | None
    title: str
    finding: Finding
    about: str = ""


def blockers(file: PeriodFile, kind: ReleaseKind, today: date) -> tuple[Blocker, ...]:
    """Return what must be cured or overridden before a release, the gravest first.

    Breaches of the Rules, and what cannot be, block every release; a public one also asks that every
    activity has its place or waits on purpose.
    """
    found = [
        Blocker(
            rule=problem.finding.rule,
            activity=None if problem.kind is SubjectKind.PERIOD else problem.subject,
            title=problem.title,
            finding=problem.finding,
            about=problem.about,
        )
        for problem in problems(file, today)
        if problem.severity is Severity.BREACH and problem.kind not in _NOT_OF_THE_PROGRAMME
    ]
    if kind is ReleaseKind.PUBLIC:
        found += _not_placed(file)
    return tuple(found)


def _not_placed(file: PeriodFile) -> Iterator[Blocker]:
    for activity in file.activities.values():
        on_hold = not isinstance(activity, Session) and activity.needs.on_hold
        if file.placement(activity.id) is None and not on_hold:
            finding = Violation(
                constraint=Constraint.EVENT_IS_PLACED,
                events=(str(activity.id),),
                facts={"first": activity.title},
            ).as_finding()
            yield Blocker(
                rule=finding.rule, activity=activity.id, title=activity.title, finding=finding
            )


def is_overridden(blocker: Blocker, overrides: Iterable[Override]) -> bool:
    """Whether somebody let it pass: its rule for its activity, or its rule throughout."""
    return any(
        override.rule == blocker.rule and override.activity in {None, blocker.activity}
        for override in overrides
    )


def release(
    file: PeriodFile,
    kind: ReleaseKind,
    *,
    comment: str = "",
    overrides: Sequence[Override] = (),
    now: datetime,
    uow: UnitOfWork,
) -> Release:
    """Give the programme out as it stands; it is numbered, and stays as it is for ever.

    ``file`` is what the person saw. Raises NotAllowed where something blocks the release, or the
    programme changed meanwhile; ProtectedNameFound where a protected name stands in it.
    """
    with uow:
        latest = uow.releases.last(period=file.period.id)
        stored = read_period_file(file.period.id, uow=uow)
        if current_entries(stored) != current_entries(file):
            raise NotAllowed(
                "The programme changed since you looked at it. Look again, then release."
            )
        passed = _gate(stored, kind, overrides, now)
        made = _made(stored, kind, latest, comment=comment, overrides=passed, now=now, uow=uow)
        _commit(made, stored, now, uow)
    return made


def _gate(
    file: PeriodFile, kind: ReleaseKind, overrides: Sequence[Override], now: datetime
) -> tuple[Override, ...]:
    """Return the overrides that let something pass. Raises NotAllowed where something still blocks."""
    found = blockers(file, kind, seat_date(now))
    left = [blocker for blocker in found if not is_overridden(blocker, overrides)]
    if left:
        raise NotAllowed(
            "{count} problems block this release, first: “{title}”. Cure them, or let them pass "
            "with a reason and an authority.",
            count=len(left),
            title=left[0].title,
        )
    return tuple(
        override
        for override in overrides
        if any(is_overridden(blocker, (override,)) for blocker in found)
    )


def _made(
    file: PeriodFile,
    kind: ReleaseKind,
    latest: Release | None,
    *,
    comment: str,
    overrides: tuple[Override, ...],
    now: datetime,
    rolls_back_to: int | None = None,
    uow: UnitOfWork,
) -> Release:
    entries = current_entries(file)
    made = Release(
        id=uuid4(),
        period=file.period.id,
        number=latest.number + 1 if latest else 1,
        kind=kind,
        comment=comment.strip(),
        made_at=instant(now),
        made_by=uow.actor,
        entries=entries,
        overrides=overrides,
        manifest=manifest_of(entries, overrides, latest),
        rolls_back_to=rolls_back_to,
    )
    refuse_protected_names(made, uow=uow)
    return uow.releases.save(made)


def _commit(made: Release, file: PeriodFile, now: datetime, uow: UnitOfWork) -> None:
    """Commit a release with the notices that it makes due; the audit says what was let pass, by whom."""
    if made.kind is not ReleaseKind.INTERNAL:
        draft_within(file.period.id, now=now, uow=uow)
    passed = [
        blocker.finding
        for blocker in blockers(file, made.kind, seat_date(now))
        if is_overridden(blocker, made.overrides)
    ]
    articles = dict.fromkeys(article for finding in passed for article in finding.articles)
    authorities = dict.fromkeys(override.authority for override in made.overrides)
    uow.commit(
        reason=made.comment or f"Release {made.number} ({made.kind})",
        findings=passed,
        waived=", ".join(articles),
        authority=", ".join(authorities),
    )


def current_entries(file: PeriodFile) -> tuple[ReleasedEntry, ...]:
    """Return what a release would say now: everything placed by hour and room, and what was cancelled."""
    found = [
        _entry(file, file.records[placement.id], placement)
        for placement in file.placements.values()
        if placement.id in file.records
    ]
    return tuple(sorted(found, key=lambda e: (e.slot.start, e.room_name, str(e.activity))))


def _entry(file: PeriodFile, record: Activity, placement: Placement) -> ReleasedEntry:
    where, room = file.period.place_of_room(placement.room), file.period.room(placement.room)
    own = record.modality if isinstance(record, Hearing) else None
    panel = tuple(file.member_by_id[m] for m in placement.panel if m in file.member_by_id)
    return ReleasedEntry(
        activity=record.id,
        kind=placement.kind,
        title=record.title,
        slot=placement.slot,
        room=placement.room,
        room_name=room.name if room else "",
        place=where.address if where else "",
        panel=tuple(member.id for member in panel),
        panel_names=tuple(member.name for member in panel),
        modality=own or (where.modality if where else None),
        states=() if isinstance(record, Session) else record.states,
        is_private=_is_private(record),
        is_cancelled=placement.lapsed or record.id not in file.activities,
        is_pinned=placement.is_pinned,
    )


def _is_private(record: Activity) -> bool:
    match record:
        case Hearing():
            return record.is_private
        case WorkingMeeting():
            return True
        case Session():
            return not record.is_public


def difference(before: Release | None, after: Iterable[ReleasedEntry]) -> tuple[Change, ...]:
    """Say what differs between a release (None: nothing was released) and other entries."""
    return _differences(before.entries if before else (), after)


def _differences(
    before: Iterable[ReleasedEntry], after: Iterable[ReleasedEntry]
) -> tuple[Change, ...]:
    old = {entry.activity: entry for entry in before}
    new = {entry.activity: entry for entry in after}
    keys = sorted({**old, **new}, key=lambda key: _reading_order(new.get(key) or old[key]))
    return tuple(
        Change(
            kind=kind,
            activity=key,
            title=(new.get(key) or old[key]).title,
            before=old.get(key),
            after=new.get(key),
        )
        for key in keys
        for kind in _kinds(old.get(key), new.get(key))
    )


def _reading_order(entry: ReleasedEntry) -> tuple[datetime, str, str]:
    return entry.slot.start, entry.room_name, str(entry.activity)


def _kinds(before: ReleasedEntry | None, after: ReleasedEntry | None) -> Iterator[ChangeKind]:
    was = before is not None and not before.is_cancelled
    if before is None or after is None or not was or after.is_cancelled:
        if was:
            yield ChangeKind.TAKEN_OUT if after is None else ChangeKind.CANCELLED
        elif after is not None and not after.is_cancelled:
            yield ChangeKind.ADDED
        return
    if before.slot.wall_date != after.slot.wall_date:
        yield ChangeKind.MOVED_DAY
    elif before.slot.start != after.slot.start:
        yield ChangeKind.MOVED_HOUR
    was_so, is_so = _facets(before), _facets(after)
    yield from (kind for kind in was_so if was_so[kind] != is_so[kind])


def _facets(entry: ReleasedEntry) -> dict[ChangeKind, object]:
    return {
        ChangeKind.MOVED_ROOM: entry.room,
        ChangeKind.LENGTH: entry.slot.minutes,
        ChangeKind.PANEL: frozenset(entry.panel),
        ChangeKind.MODE: entry.modality,
        ChangeKind.PRIVACY: entry.is_private,
        ChangeKind.TITLE: entry.title,
    }


def public_entries(entries: Iterable[ReleasedEntry], file: PeriodFile) -> tuple[ReleasedEntry, ...]:
    """Return what everybody may see of released entries, by an allow-list.

    Privacy is judged by the release and by today's record: the stricter wins. What was cancelled
    since says so. Who sits, and what is pinned, is nobody's matter.
    """
    return tuple(
        replace(
            entry,
            is_cancelled=entry.is_cancelled or entry.activity not in file.activities,
            panel=(),
            panel_names=(),
            is_pinned=False,
        )
        for entry in entries
        if not entry.is_private
        and entry.activity in file.records
        and not _is_private(file.records[entry.activity])
    )


def public_difference(
    before: Release | None, after: Release, file: PeriodFile
) -> tuple[Change, ...]:
    """Say what differs between two releases as everybody may know it."""
    was = public_entries(before.entries, file) if before else ()
    return _differences(was, public_entries(after.entries, file))


def release_numbered(file: PeriodFile, number: int) -> Release:
    """Return a release of a period by its number. Raises NotFound."""
    for found in file.releases:
        if found.number == number:
            return found
    raise NotFound("release", number)


def roll_back(
    file: PeriodFile,
    number: int,
    *,
    comment: str = "",
    overrides: Sequence[Override] = (),
    now: datetime,
    uow: UnitOfWork,
) -> Release:
    """Bring the draft to what an earlier release said, in one step, and release that again.

    The new release reaches whomever the releases since then reached. It goes through the gate like
    any other, for a recusal or an absence may be on record since; what was let pass then still is.
    What was cancelled since stays so. Raises NotAllowed, NotFound, ProtectedNameFound.
    """
    old = release_numbered(file, number)
    since = [found.kind for found in file.releases if found.number >= number]
    kind = max(since, key=_REACH.index)
    with uow:
        latest = uow.releases.last(period=file.period.id)
        stored = read_period_file(file.period.id, uow=uow)
        if stored.releases != file.releases:
            raise NotAllowed("Somebody made a release since you looked. Look again.")
        carry_out(stored.period.id, DraftAct.ROLLED_BACK, _way_back(stored, old), uow=uow)
        stored = read_period_file(file.period.id, uow=uow)
        passed = _gate(stored, kind, (*old.overrides, *overrides), now)
        made = _made(
            stored, kind, latest, comment=comment, overrides=passed, now=now, rolls_back_to=number,
            uow=uow,
        )  # fmt: skip
        _commit(made, stored, now, uow)
    return made


def _way_back(file: PeriodFile, old: Release) -> Iterator[PlacementChange]:
    """Yield what becomes of each activity that was not cancelled. Raises NotAllowed without its room."""
    said = {entry.activity: entry for entry in old.entries if not entry.is_cancelled}
    for activity in file.activities.values():
        entry, before = said.get(activity.id), file.placement(activity.id)
        after = None
        if entry is not None:
            if file.period.room(entry.room) is None:
                raise NotAllowed(
                    "The room in which “{title}” was is gone. Move it by hand.", title=entry.title
                )
            after = Placement(
                id=activity.id,
                period=file.period.id,
                kind=entry.kind,
                slot=entry.slot,
                room=entry.room,
                panel=entry.panel,
                is_pinned=entry.is_pinned,
                version=before.version if before else 0,
            )
        if before is not None or after is not None:
            yield PlacementChange(activity=activity.id, before=before, after=after)

"""Which programme an audience is told: what was released, or the draft, activity by activity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.identifiers import MemberId
from convoca.domain.programme import Session
from convoca.domain.release import ReleasedEntry, ReleaseKind
from convoca.services.audience import Audience, AudienceKind, audience_of
from convoca.services.audience_table import SOURCES, Source, Thing
from convoca.services.participation import may_sit
from convoca.services.period_file import Activity, PeriodFile
from convoca.services.releases import current_entries

#: The releases that parties may rely on.
_TOLD = (ReleaseKind.NOTIFIED, ReleaseKind.PUBLIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An activity as one programme says it; its record is today's. Nothing of it is shown as it is.

    ``is_for_everybody``: a party is told of it what everybody is, for nothing was released to it.
    """

    entry: ReleasedEntry
    record: Activity
    is_provisional: bool = False
    is_for_everybody: bool = False

    @property
    def thing(self) -> Thing:
        """What it is: closed where the release or today's record says so, whichever is stricter."""
        match self.record:
            case Hearing():
                is_private = self.entry.is_private or self.record.is_private
                return Thing.PRIVATE_HEARING if is_private else Thing.PUBLIC_HEARING
            case WorkingMeeting():
                return Thing.WORKING_MEETING
            case Session():
                is_public = self.record.is_public and not self.entry.is_private
                return Thing.PUBLIC_SESSION if is_public else Thing.CONFIDENTIAL_SESSION

    @property
    def is_open(self) -> bool:
        return self.thing in {Thing.PUBLIC_HEARING, Thing.PUBLIC_SESSION}


def told_programme(file: PeriodFile, audience: Audience) -> tuple[Told, ...]:
    """Return what is in the programme that an audience is told, before anything is left out of it."""
    match SOURCES[audience.kind]:
        case Source.PUBLIC:
            found = _public(file)
        case Source.TOLD:
            own = {key: said for key, said in _told(file).items() if is_own(said, file, audience)}
            public = {key: said for key, said in _public(file).items() if said.is_open}
            found = {k: replace(said, is_for_everybody=True) for k, said in public.items()} | own
        case Source.TOLD_AND_DRAFT:
            found = _told_and_draft(file)
        case Source.DRAFT:
            found = _draft(file)
        case Source.NONE:
            found = {}
    return tuple(found.values())


def is_own(said: Told, file: PeriodFile, audience: Audience) -> bool:
    """Whether an audience is a party to a matter, by today's record.

    A State is one too where it was convened to a hearing about it. A meeting of others about a
    State is not the State's. Who joins a hearing in the draft alone is no party to it yet.
    """
    record = said.record
    if isinstance(record, Session) or said.is_for_everybody or audience.kind not in _PARTIES:
        return False
    joinings = [j for j in file.unreleased_joinings if j.kept == record.id]
    coming = {party for joining in joinings for party in joining.parties}
    own = [party for party in record.parties if party.key not in coming]
    if any(audience_of(file.period, party) == audience for party in own):
        return True
    is_convened = isinstance(record, Hearing) and record.state_convened
    states = set(record.states) - {state for joining in joinings for state in joining.states}
    return is_convened and audience.kind is AudienceKind.STATE and audience.key in states


_PARTIES = {AudienceKind.STATE, AudienceKind.PETITIONER}


def is_barred(file: PeriodFile, activity: UUID, audience: Audience) -> bool:
    """Whether a member takes no part in a matter (Art. 17), and so is told nothing of it.

    A member who is not on record is told of nothing that has States or parties.
    """
    if audience.kind is not AudienceKind.MEMBER:
        return False
    member = file.member_by_id.get(MemberId(UUID(audience.key)))
    return member is None or not may_sit(file, activity, member)


def _public(file: PeriodFile) -> dict[UUID, Told]:
    latest = file.latest_release(ReleaseKind.PUBLIC)
    if latest is not None:
        return _read(file, latest.entries)
    return _read(file, current_entries(file), is_provisional=not _is_published(file))


def _told(file: PeriodFile) -> dict[UUID, Told]:
    """Return what the newest release says, and as cancelled what it says no more."""
    releases = [release for release in reversed(file.releases) if release.kind in _TOLD]
    found = _read(file, releases[0].entries) if releases else {}
    for release in releases[1:]:
        gone = [e for e in release.entries if e.activity not in found]
        found |= _read(file, (replace(entry, is_cancelled=True) for entry in gone))
    return found


def _told_and_draft(file: PeriodFile) -> dict[UUID, Told]:
    latest = file.latest_release(*_TOLD)
    standing = {entry.activity for entry in latest.entries} if latest else set()
    draft = [entry for entry in current_entries(file) if entry.activity not in standing]
    return _told(file) | _read(file, draft, is_provisional=not _is_published(file))


def _draft(file: PeriodFile) -> dict[UUID, Told]:
    latest = file.latest_release(*_TOLD)
    released = _where_and_when(latest.entries) if latest else {}
    found: dict[UUID, Told] = {}
    for entry in current_entries(file):
        is_as_released = released.get(entry.activity) == (entry.slot, entry.room)
        is_provisional = not (is_as_released or _is_published(file))
        found |= _read(file, (entry,), is_provisional=is_provisional)
    return found


def _where_and_when(entries: Iterable[ReleasedEntry]) -> Mapping[UUID, object]:
    return {entry.activity: (entry.slot, entry.room) for entry in entries}


def _is_published(file: PeriodFile) -> bool:
    return file.period.calendar_published_on is not None


def _read(
    file: PeriodFile, entries: Iterable[ReleasedEntry], *, is_provisional: bool = False
) -> dict[UUID, Told]:
    """Read entries as of today: what was cancelled since says so, what was removed is not there.

    What was joined with another in the draft alone stands as it was released.
    """
    standing = {*file.activities, *(joining.other for joining in file.unreleased_joinings)}
    return {
        entry.activity: Told(
            entry=replace(entry, is_cancelled=entry.is_cancelled or entry.activity not in standing),
            record=file.records[entry.activity],
            is_provisional=is_provisional,
        )
        for entry in entries
        if entry.activity in file.records
    }

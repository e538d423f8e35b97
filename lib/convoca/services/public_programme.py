"""The programme as everybody may know it, with what changed since it was published last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from convoca.domain.errors import NotAllowed
from convoca.domain.finding import Finding
from convoca.domain.period_of_sessions import Modality
from convoca.domain.programme import Session
from convoca.domain.release import Change, ChangeKind, Release, ReleasedEntry, ReleaseKind
from convoca.domain.slot import Slot, seat_date
from convoca.rules.customs import calendar_is_published_in_time
from convoca.services.audience import PUBLIC
from convoca.services.feeds import Feed
from convoca.services.identities import (
    names_in,
    protected_names,
    refuse_protected_names,
    withheld_names,
)
from convoca.services.period_file import PeriodFile, period_numbered, read_period_file
from convoca.services.ports import UnitOfWork
from convoca.services.releases import difference, public_entries


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFacts:
    """What was published of one activity: its title, when it is and where."""

    title: str
    slot: Slot
    place: str = ""
    room: str = ""
    modality: Modality | None = None
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicChange:
    """One difference from the edition before; ``before`` None: it is new, ``after`` None: it is gone.

    ``uid`` is that of its entry in the calendar, empty where there is none.
    """

    kind: ChangeKind
    uid: str
    before: PublicFacts | None
    after: PublicFacts | None

    @property
    def title(self) -> str:
        facts = self.after or self.before
        return facts.title if facts else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A public release as everybody knows it: counted among the public ones alone.

    The number of the release itself would tell how often the programme was given to others.
    ``audit_sha256`` is the hash of the audit entry that made it: an anchor outside the database.
    ``time_zones`` is the version of the zone data that it was made with.
    """

    number: int
    released_on: date
    previous_on: date | None
    time_zones: str
    audit_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicProgramme:
    """All that a publication says; ``feed`` is the calendar for everybody.

    Publishers render this and nothing else. ``organiser_*`` is the role mailbox of the calendar.
    """

    feed: Feed
    edition: Edition
    changes: tuple[PublicChange, ...]
    organiser_name: str
    organiser_email: str


def refuse_unreleased(number: int, *, uow: UnitOfWork) -> None:
    """Stop where nothing was released to everybody. Raises NotFound, NotAllowed."""
    with uow:
        _latest(read_period_file(period_numbered(number, uow=uow).id, uow=uow))


def public_programme(
    number: int, feed: Feed, *, organiser_name: str, organiser_email: str, uow: UnitOfWork
) -> PublicProgramme:
    """Put together what is published of a period's last public release.

    ``feed`` is the calendar for everybody as it was handed out just now. Raises NotFound,
    NotAllowed where nothing was released to everybody, ProtectedNameFound.
    """
    with uow:
        file = read_period_file(period_numbered(number, uow=uow).id, uow=uow)
        names = [*protected_names(uow=uow), *withheld_names(uow=uow)]
        made = PublicProgramme(
            feed=feed,
            edition=_edition(file, uow=uow),
            changes=tuple(_changes(file, feed, names)),
            organiser_name=organiser_name,
            organiser_email=organiser_email,
        )
        refuse_protected_names(made, uow=uow, audience=PUBLIC)
    return made


def lead_time(file: PeriodFile, today: date) -> Finding:
    """Compare the first publication of the programme with the opening (a custom, no article)."""
    editions = _editions(file)
    first = seat_date(editions[0].made_at) if editions else None
    published_on = file.period.calendar_published_on or first
    return calendar_is_published_in_time(
        period=replace(file.period, calendar_published_on=published_on), today=today
    )


def _editions(file: PeriodFile) -> list[Release]:
    return [release for release in file.releases if release.kind is ReleaseKind.PUBLIC]


def _latest(file: PeriodFile) -> Release:
    editions = _editions(file)
    if not editions:
        raise NotAllowed(
            "The programme of this period was never released to everybody. Release it as public first."
        )
    return editions[-1]


def _edition(file: PeriodFile, *, uow: UnitOfWork) -> Edition:
    editions, latest = _editions(file), _latest(file)
    sealed = uow.audit.entries(record=latest.id, limit=1)
    return Edition(
        number=len(editions),
        released_on=seat_date(latest.made_at),
        previous_on=seat_date(editions[-2].made_at) if len(editions) > 1 else None,
        time_zones=latest.manifest.time_zones,
        audit_sha256=sealed[0].hash if sealed else "",
    )


def _changes(file: PeriodFile, feed: Feed, protected: Sequence[str]) -> Iterator[PublicChange]:
    """Yield what differs from the edition before; in the first one, what was cancelled since.

    What this edition holds as private is passed over, whatever the record says by now; and so is what
    the edition before said with a name that is protected by now, for it can be mended no more, or with
    that of a party which is withheld in this very matter (Art. 28.2).
    """
    editions, latest = _editions(file), _latest(file)
    before = editions[-2] if len(editions) > 1 else latest
    hidden = {entry.activity for entry in latest.entries if entry.is_private}
    uids = {said.entry.subject: said.uid for said in feed.entries}
    now = public_entries(latest.entries, file)
    for change in difference(replace(before, entries=_as_published(before, file)), now):
        names = [*protected, *_withheld_in(file, change.activity)]
        if change.activity not in hidden and not names_in(change.before, names):
            yield _public_change(change, uids)


def _withheld_in(file: PeriodFile, activity: UUID) -> Iterator[str]:
    """Yield who is withheld in one matter, whatever they are called in others."""
    record = file.records[activity]
    for party in () if isinstance(record, Session) else record.parties:
        if party.withheld_from_state:
            yield party.name


def _as_published(release: Release, file: PeriodFile) -> tuple[ReleasedEntry, ...]:
    """Return what everybody may see of an edition, cancelled only where it said so itself."""
    said = {entry.activity: entry.is_cancelled for entry in release.entries}
    return tuple(
        replace(entry, is_cancelled=said[entry.activity])
        for entry in public_entries(release.entries, file)
    )


def _public_change(change: Change, uids: Mapping[str, str]) -> PublicChange:
    facts = change.after or change.before
    subject = f"{facts.kind}:{facts.activity}" if facts else ""
    return PublicChange(
        kind=change.kind,
        uid=uids.get(subject, ""),
        before=_facts(change.before),
        after=_facts(change.after),
    )


def _facts(entry: ReleasedEntry | None) -> PublicFacts | None:
    if entry is None:
        return None
    return PublicFacts(
        title=entry.title,
        slot=entry.slot,
        place=entry.place,
        room=entry.room_name,
        modality=entry.modality,
        is_cancelled=entry.is_cancelled,
    )

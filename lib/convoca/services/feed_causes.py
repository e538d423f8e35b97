"""Because of what a calendar says something else: the acts on record between two of its versions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from convoca.domain.identifiers import PeriodId
from convoca.domain.release import Release, ReleaseKind
from convoca.services.audience import Audience, AudienceKind
from convoca.services.identities import names_in
from convoca.services.ports import AuditEntry, UnitOfWork


class EntryChange(StrEnum):
    """What differs between two versions of an entry; one version may differ in several ways."""

    APPEARED = "appeared"
    CANCELLED = "cancelled"
    TAKEN_UP = "taken_up"
    CONFIRMED = "confirmed"
    PROVISIONAL = "provisional"
    TIME = "time"
    PLACE = "place"
    ROOM = "room"
    PRIVACY = "privacy"
    MODE = "mode"
    LINK = "link"
    PANEL = "panel"
    TITLE = "title"
    OTHER = "other"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCause:
    """One act on record: when, by whom and why. ``fields`` are what it changed in the record.

    ``release`` is the number of the release that the act made. ``reason`` is empty where it holds a
    name that is protected by now.
    """

    at: datetime
    actor: str
    reason: str
    fields: tuple[str, ...] = ()
    release: int | None = None


_ABOUT_STATUS: Final = frozenset(
    {
        EntryChange.APPEARED,
        EntryChange.CANCELLED,
        EntryChange.TAKEN_UP,
        EntryChange.CONFIRMED,
        EntryChange.PROVISIONAL,
        EntryChange.VANISHED,
    }
)
_ABOUT_PRIVACY: Final = frozenset({EntryChange.APPEARED, EntryChange.PRIVACY, EntryChange.VANISHED})
_ABOUT_TIME: Final = frozenset({EntryChange.TIME})
_ABOUT_PLACE: Final = frozenset({EntryChange.PLACE, EntryChange.ROOM, EntryChange.LINK})

#: What in an entry a field of a record decides; every other field decides other words.
_DECIDES: Final[Mapping[str, frozenset[EntryChange]]] = {
    "slot": _ABOUT_TIME,
    "minutes": _ABOUT_TIME,
    "opens": _ABOUT_TIME,
    "closes": _ABOUT_TIME,
    "room": _ABOUT_PLACE,
    "places": _ABOUT_PLACE,
    "modality": frozenset({EntryChange.MODE}),
    "panel": frozenset({EntryChange.PANEL}),
    "title": frozenset({EntryChange.TITLE}),
    "status": _ABOUT_STATUS,
    "lapsed": _ABOUT_STATUS,
    "is_cancelled": _ABOUT_STATUS,
    "calendar_published_on": _ABOUT_STATUS,
    "visibility": _ABOUT_PRIVACY,
    "is_public": _ABOUT_PRIVACY,
    # Who is a party decides in whose calendar it stands.
    "parties": _ABOUT_PRIVACY | {EntryChange.OTHER},
    "states": _ABOUT_PRIVACY | {EntryChange.OTHER},
    "state_convened": _ABOUT_PRIVACY,
}
_OTHER: Final = frozenset({EntryChange.OTHER})

#: Who sees what was released, and not the draft; with the releases that they may rely on.
_RELIES_ON: Final = {
    AudienceKind.PUBLIC: {ReleaseKind.PUBLIC},
    AudienceKind.STATE: {ReleaseKind.PUBLIC, ReleaseKind.NOTIFIED},
    AudienceKind.PETITIONER: {ReleaseKind.PUBLIC, ReleaseKind.NOTIFIED},
}

#: So many acts on one record are looked through, the latest.
_LOOKED_THROUGH: Final = 1000


class Causes:
    """The acts that may explain the versions of one entry, within an open transaction."""

    def __init__(
        self,
        period: PeriodId | None,
        audience: Audience,
        subject: str,
        *,
        names: Iterable[str],
        uow: UnitOfWork,
    ) -> None:
        self._names = list(names)
        self._activity = activity_in(subject)
        self._period = own = period or _period_of(self._activity, uow)
        kinds = _RELIES_ON.get(audience.kind, set())
        self._releases = [
            release
            for release in (uow.releases.all(period=own) if own and kinds else ())
            if release.kind in kinds
        ]
        self._acts = _acts([self._activity, own, *(r.id for r in self._releases)], uow)

    def between(
        self, after: datetime | None, until: datetime, changes: Iterable[EntryChange]
    ) -> tuple[EntryCause, ...]:
        """Return the acts after one version and up to the next that explain what changed.

        Where a calendar follows the releases, the acts on the draft count from the release that the
        earlier version rested on to the one that the later rests on.
        """
        drafted_after, drafted_until = after, until
        if self._releases:
            drafted_after = _last(self._releases, after) or after
            drafted_until = _last(self._releases, until) or until
        wanted = set(changes)

        def is_in_time(act: AuditEntry, change: Mapping[str, object]) -> bool:
            if _is_of_the_draft(change):
                return _is_between(act.at, drafted_after, drafted_until)
            return _is_between(act.at, after, until)

        return tuple(
            self._cause(act, telling)
            for act in self._acts
            if (
                telling := [c for c in act.changes if is_in_time(act, c) and self._tells(c, wanted)]
            )
        )

    def _tells(self, change: Mapping[str, object], wanted: set[EntryChange]) -> bool:
        """Whether a change of a record decides what differs in the entry."""
        if any(str(release.id) == change["key"] for release in self._releases):
            return True
        is_own = change["key"] == str(self._activity)
        if not is_own and change["key"] != str(self._period):
            return False
        if change["before"] is None or change["after"] is None:
            return is_own and bool(_ABOUT_STATUS & wanted)
        return any(_DECIDES.get(name, _OTHER) & wanted for name in _changed(change))

    def _cause(self, act: AuditEntry, telling: Sequence[Mapping[str, object]]) -> EntryCause:
        keys = {change["key"] for change in telling}
        names = dict.fromkeys(name for change in telling for name in _changed(change))
        return EntryCause(
            at=act.at,
            actor=act.actor,
            reason="" if names_in(act.reason, self._names) else act.reason,
            fields=tuple(names),
            release=next((r.number for r in self._releases if str(r.id) in keys), None),
        )


def _acts(records: Iterable[UUID | None], uow: UnitOfWork) -> list[AuditEntry]:
    found = {
        act.seq: act
        for record in records
        if record is not None
        for act in uow.audit.entries(record=record, limit=_LOOKED_THROUGH)
    }
    return [found[seq] for seq in sorted(found)]


def _is_of_the_draft(change: Mapping[str, object]) -> bool:
    """Whether it is a placement that changed, whose key is that of its activity."""
    record = change["after"] or change["before"]
    return isinstance(record, Mapping) and "lapsed" in record


def _changed(change: Mapping[str, object]) -> Iterator[str]:
    before, after = change["before"], change["after"]
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in after:
            if name != "version" and before.get(name) != after.get(name):
                yield name


def _is_between(at: datetime, after: datetime | None, until: datetime) -> bool:
    return at <= until and (after is None or at > after)


def _last(releases: Iterable[Release], until: datetime | None) -> datetime | None:
    """Return when the last release by ``until`` was made."""
    return max((r.made_at for r in releases if until and r.made_at <= until), default=None)


def activity_in(subject: str) -> UUID | None:
    """Return the activity or visit that a subject ends with; a time limit of all has none."""
    try:
        return UUID(subject.rpartition(":")[2])
    except ValueError:
        return None


def _period_of(activity: UUID | None, uow: UnitOfWork) -> PeriodId | None:
    if activity is None:
        return None
    found = uow.hearings.find(activity) or uow.meetings.find(activity)
    session = None if found else uow.sessions.find(activity)
    holder = found or session
    return holder.period if holder else None

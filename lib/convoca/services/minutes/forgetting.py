"""What becomes of minutes and of the hearing's day when a participant's name is sealed (Arts. 64.3, 65.8)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from convoca.domain.identifiers import HearingId
from convoca.domain.minutes import HearingMinutes
from convoca.services.folding import fold
from convoca.services.identities import names_in
from convoca.services.ports import UnitOfWork


def forget_in_minutes(
    hearing: HearingId | None, name: str, pseudonym: str, *, uow: UnitOfWork
) -> tuple[str, ...]:
    """Put the pseudonym for a name into the minutes of a hearing and their versions.

    A version of any minutes in which the name still stands is removed: nobody can mend it by hand.
    ``hearing`` is None where the request has none yet; ``uow`` is an open transaction. Returns where
    the name still stands: there, in the record of its day, and in the minutes of other hearings and of sessions.
    """
    left = _forget_in_hearing(hearing, name, pseudonym, uow=uow) if hearing else []
    _forget_in_versions(name, pseudonym, uow=uow)
    return (*left, *_left_beside(hearing, name, uow=uow))


def _forget_in_hearing(
    hearing: HearingId, name: str, pseudonym: str, *, uow: UnitOfWork
) -> list[str]:
    left: list[str] = []
    minutes = uow.hearing_minutes.find(hearing)
    if minutes is not None:
        saved = uow.hearing_minutes.save(_renamed(minutes, name, pseudonym))
        left += names_in(saved, [name])
    day = uow.hearing_days.find(hearing)
    if day is not None:
        left += names_in(day, [name])
    return left


def _forget_in_versions(name: str, pseudonym: str, *, uow: UnitOfWork) -> None:
    for version in uow.minutes_revisions.all():
        changed = version
        if version.hearing is not None:
            renamed = _renamed(version.hearing, name, pseudonym)
            changed = replace(version, hearing=renamed)
        if names_in(changed, [name]):
            uow.minutes_revisions.remove(version)
        elif changed != version:
            uow.minutes_revisions.save(changed)


def _left_beside(hearing: HearingId | None, name: str, *, uow: UnitOfWork) -> Iterator[str]:
    """Yield where the name stands in what parties asked for and undertook, and in other minutes."""
    others = (minutes for minutes in uow.hearing_minutes.all() if minutes.id != hearing)
    records: dict[str, Iterable[object]] = {
        "party request": uow.requests_of_parties.all(),
        "commitment": uow.commitments.all(),
        "minutes of another hearing": others,
        "minutes of a session": uow.session_minutes.all(),
        "circulation of minutes": uow.circulations.all(),
    }
    for kind, stored in records.items():
        for record in stored:
            yield from (f"{kind}: {where}" for where in names_in(record, [name]))


def _renamed(minutes: HearingMinutes, name: str, pseudonym: str) -> HearingMinutes:
    """Return minutes in which whoever attended under ``name`` attended under a pseudonym."""
    return replace(
        minutes,
        attendance=tuple(
            replace(present, name=pseudonym, protected=True)
            if fold(present.name) == fold(name)
            else present
            for present in minutes.attendance
        ),
    )

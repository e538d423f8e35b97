"""Who protected persons are (Arts. 64.3, 65.8): sealed, shown on a recorded reason, never exported."""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from itertools import combinations
from uuid import UUID

from convoca.domain.errors import NotAllowed, ProtectedNameFound
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import HearingRequestId, ParticipantId
from convoca.domain.minutes import HearingMinutes
from convoca.domain.party import Participant, ProtectedIdentity
from convoca.services.folding import fold
from convoca.services.ports import UnitOfWork

#: Letters of other scripts that look like Latin ones, and Latin ones that no accent explains.
_LOOKALIKES = str.maketrans("авеіјкмнорстухѕαβεικνορτυχłøđı", "abeijkmhopctyxsabeikvoptuxlodi")


def protect_participant(
    request_id: HearingRequestId,
    participant_id: ParticipantId,
    *,
    pseudonym: str,
    reason: str,
    uow: UnitOfWork,
) -> tuple[str, ...]:
    """Seal a participant's name behind a pseudonym: in the request, the hearing and its minutes.

    Drafts that hold the name are forgotten. Returns the fields in which it still stands, to be
    mended by hand. Raises ProtectedNameFound where the pseudonym or the reason gives it away.
    """
    with uow:
        request = uow.requests.get(request_id)
        person = next((p for p in request.participants if p.id == participant_id), None)
        if person is None or person.protected:
            raise NotAllowed("This person is not in the request, or is protected already.")
        for where in names_in({"pseudonym": pseudonym, "reason": reason}, [person.name]):
            raise ProtectedNameFound(where)
        uow.identities.save(ProtectedIdentity(id=person.id, name=person.name))
        protected = replace(person, name=pseudonym, protected=True)
        changed: list[HearingRequest | Hearing | HearingMinutes] = [
            uow.requests.save(
                replace(request, participants=_replaced(request.participants, protected))
            )
        ]
        hearing = uow.hearings.find(request.hearing) if request.hearing else None
        if hearing is not None:
            changed.append(
                uow.hearings.save(
                    replace(hearing, participants=_replaced(hearing.participants, protected))
                )
            )
        minutes = uow.hearing_minutes.find(request.hearing) if request.hearing else None
        if minutes is not None:
            changed.append(uow.hearing_minutes.save(_renamed(minutes, person.name, pseudonym)))
        for draft in uow.drafts.of_everybody():
            if names_in(draft.body, [person.name]):
                uow.drafts.forget(draft)
        uow.commit(reason=reason)
    return tuple(where for record in changed for where in names_in(record, [person.name]))


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


def _replaced(
    participants: tuple[Participant, ...], changed: Participant
) -> tuple[Participant, ...]:
    return tuple(changed if p.id == changed.id else p for p in participants)


def reveal_identity(participant: ParticipantId, *, reason: str, uow: UnitOfWork) -> str:
    """Return a protected person's name; that it was read, by whom and why, goes on record first.

    Raises ProtectedNameFound where the reason holds the name: it would stay on record in clear.
    """
    with uow:
        identity = uow.identities.get(participant)
        for where in names_in({"reason": reason}, [identity.name]):
            raise ProtectedNameFound(where)
        uow.identities.save(replace(identity, read_count=identity.read_count + 1))
        uow.commit(reason=reason)
    return identity.name


def refuse_protected_names(*projections: object, uow: UnitOfWork) -> None:
    """Stop an export in which a protected name stands: a second wall behind the allow-lists.

    ``uow`` is an open transaction. Raises ProtectedNameFound.
    """
    names = protected_names(uow=uow)
    for projection in projections if names else ():
        for where in names_in(projection, names):
            raise ProtectedNameFound(where)


def protected_names(*, uow: UnitOfWork) -> list[str]:
    """Return the names to compare with, for the second wall alone."""
    return [identity.name for identity in uow.identities.all()]


def refuse_unsealed(record: HearingRequest | Hearing, *, uow: UnitOfWork) -> None:
    """Stop a record in which the sealed name of one of its own participants stands.

    Protected or not any more: a page that was opened before the name was sealed still holds it.
    ``uow`` is an open transaction. Raises ProtectedNameFound: the audit would keep it for ever.
    """
    found = (uow.identities.find(participant.id) for participant in record.participants)
    for where in names_in(record, [identity.name for identity in found if identity]):
        raise ProtectedNameFound(where)


def names_in(value: object, names: Iterable[str]) -> list[str]:
    """Return the dotted paths of texts in ``value`` that hold one of ``names``.

    A name is found without case and accents, with its parts in either order, written together,
    or with initials.
    """
    patterns = [pattern for name in names if (pattern := _pattern(name))]
    return [path for path, words in _texts(value, "") if _any_matches(patterns, words)]


def _any_matches(patterns: list[re.Pattern[str]], words: str) -> bool:
    folded = _plain(words)
    return any(pattern.search(folded) for pattern in patterns)


def _plain(words: str) -> str:
    return fold(html.unescape(words)).translate(_LOOKALIKES)


def _pattern(name: str) -> re.Pattern[str] | None:
    """Two parts are enough ("Ana Pérez" or "A. Soto" of "Ana Pérez de Soto"), in either order.

    Parts of up to three letters tell nothing ("de la"), and may stand between or be left out.
    """
    words = _plain(name).split()
    parts = [word for word in words if len(word) > 3] or words
    if not parts:
        return None
    if len(parts) == 1:
        return re.compile(rf"\b{re.escape(parts[0])}\b")
    between = r"\s?(?:\w{1,3}\s){0,3}"
    found = []
    for first, second in combinations(map(re.escape, parts), 2):
        found += [between.join(order) for order in ((first, second), (second, first))]
        found += [rf"{first[0]}\s{second}", rf"{second}\s{first[0]}"]
    return re.compile(rf"\b(?:{'|'.join(found)})\b")


def _texts(value: object, path: str) -> Iterable[tuple[str, str]]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield path, value
    elif isinstance(value, int | float | date | datetime | UUID | Enum) or value is None:
        return
    elif is_dataclass(value):
        for field in fields(value):
            below = f"{path}.{field.name}" if path else field.name
            yield from _texts(getattr(value, field.name), below)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, Iterable):
        for number, item in enumerate(value, start=1):
            yield from _texts(item, f"{path}[{number}]")

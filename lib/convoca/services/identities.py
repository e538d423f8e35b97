"""Who protected persons are (Arts. 64.3, 65.8): sealed, shown on a recorded reason, never exported."""

import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from itertools import pairwise
from uuid import UUID

from convoca.domain.errors import NotAllowed, ProtectedNameFound
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import HearingRequestId, ParticipantId
from convoca.domain.party import Participant, ProtectedIdentity
from convoca.services.folding import fold
from convoca.services.ports import UnitOfWork


def protect_participant(
    request_id: HearingRequestId,
    participant_id: ParticipantId,
    *,
    pseudonym: str,
    reason: str,
    uow: UnitOfWork,
) -> tuple[str, ...]:
    """Seal a participant's name behind a pseudonym, in the request and the hearing that followed.

    Returns the fields in which the name still stands, to be mended by hand.
    """
    with uow:
        request = uow.requests.get(request_id)
        person = next((p for p in request.participants if p.id == participant_id), None)
        if person is None or person.protected:
            raise NotAllowed("This person is not in the request, or is protected already.")
        uow.identities.save(ProtectedIdentity(id=person.id, name=person.name))
        protected = replace(person, name=pseudonym, protected=True)
        changed: list[HearingRequest | Hearing] = [
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
        uow.commit(reason=reason)
    return tuple(where for record in changed for where in names_in(record, [person.name]))


def _replaced(
    participants: tuple[Participant, ...], changed: Participant
) -> tuple[Participant, ...]:
    return tuple(changed if p.id == changed.id else p for p in participants)


def reveal_identity(participant: ParticipantId, *, reason: str, uow: UnitOfWork) -> str:
    """Return a protected person's name; that it was read, by whom and why, goes on record first."""
    with uow:
        identity = uow.identities.get(participant)
        uow.identities.save(replace(identity, read_count=identity.read_count + 1))
        uow.commit(reason=reason)
    return identity.name


def refuse_protected_names(*projections: object, uow: UnitOfWork) -> None:
    """Stop an export in which a protected name stands: a second wall behind the allow-lists.

    ``uow`` is an open transaction. Raises ProtectedNameFound.
    """
    names = [identity.name for identity in uow.identities.all()]
    for projection in projections if names else ():
        for where in names_in(projection, names):
            raise ProtectedNameFound(where)


def names_in(value: object, names: Iterable[str]) -> list[str]:
    """Return the dotted paths of texts in ``value`` that hold one of ``names``.

    A name is found without case and accents, with its parts in either order.
    """
    patterns = [pattern for name in names if (pattern := _pattern(name))]
    return [path for path, words in _texts(value, "") if _any_matches(patterns, words)]


def _any_matches(patterns: list[re.Pattern[str]], words: str) -> bool:
    folded = fold(words)
    return any(pattern.search(folded) for pattern in patterns)


def _pattern(name: str) -> re.Pattern[str] | None:
    """Two neighbouring parts are enough ("Ana Pérez" of "Ana Pérez de Soto"), in either order.

    Parts of up to three letters tell nothing ("de la"), and may stand between or be left out.
    """
    words = fold(name).split()
    parts = [word for word in words if len(word) > 3] or words
    if not parts:
        return None
    pairs: set[tuple[str, ...]] = {*pairwise(parts), (parts[0], parts[-1])}
    orders = {order for pair in pairs for order in (pair, pair[::-1])}
    if len(parts) == 1:
        orders = {(parts[0],)}
    between = r"\s(?:\w{1,3}\s){0,3}"
    found = "|".join(between.join(map(re.escape, order)) for order in sorted(orders))
    return re.compile(rf"\b(?:{found})\b")


def _texts(value: object, path: str) -> Iterable[tuple[str, str]]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield path, value
    elif isinstance(value, int | float | date | datetime | UUID | Enum) or value is None:
        return
    elif is_dataclass(value):
        for field in fields(value):
            below = f"{path}.{field.name}" if path else field.name
            yield from _texts(getattr(value, field.name), below)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, Iterable):
        for number, item in enumerate(value, start=1):
            yield from _texts(item, f"{path}[{number}]")

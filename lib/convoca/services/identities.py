"""Who protected persons are (Arts. 64.3, 65.8): sealed, shown on a recorded reason, never exported."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from itertools import combinations
from uuid import UUID

from convoca.domain.errors import ProtectedNameFound
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import ParticipantId
from convoca.domain.party import Party
from convoca.services.audience import Audience, AudienceKind
from convoca.services.folding import fold
from convoca.services.period_file import PeriodFile
from convoca.services.ports import UnitOfWork

#: Before whom a party that asked so is withheld (Art. 28.2): what everybody reads a State reads too.
_WITHHELD_FROM = frozenset({AudienceKind.STATE, AudienceKind.PUBLIC})

#: Letters of other scripts that look like Latin ones, and Latin ones that no accent explains.
_LOOKALIKES = str.maketrans("авеіјкмнорстухѕαβεικνορτυχłøđı", "abeijkmhopctyxsabeikvoptuxlodi")


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


def refuse_protected_names(
    *projections: object,
    uow: UnitOfWork,
    audience: Audience | None = None,
    read: Sequence[PeriodFile] = (),
) -> None:
    """Stop an export in which a protected name stands: a second wall behind the allow-lists.

    For a State and for everybody, the parties that asked to be withheld from the State (Art. 28.2)
    are protected alike. ``uow`` is an open transaction, ``read`` are the files of periods that were
    read in it already. Raises ProtectedNameFound.
    """
    _refuse(projections, names_kept_from(audience, uow=uow, read=read))


def names_kept_from(
    audience: Audience | None,
    *,
    uow: UnitOfWork,
    activity: UUID | None = None,
    read: Sequence[PeriodFile] = (),
) -> list[str]:
    """Return the protected names, and before some audiences those of withheld parties (Art. 28.2).

    Of what is told about one ``activity``, also of those who are in the open elsewhere.
    """
    names = protected_names(uow=uow)
    if audience is not None and audience.kind in _WITHHELD_FROM:
        names += withheld_names(uow=uow, read=read)
        names += names_withheld_in(activity, audience, uow=uow)
    return names


def names_withheld_in(
    activity: UUID | None, audience: Audience, *, uow: UnitOfWork
) -> tuple[str, ...]:
    """Return which parties of one activity asked to be withheld from an audience."""
    if activity is None or audience.kind not in _WITHHELD_FROM:
        return ()
    found = uow.hearings.find(activity) or uow.meetings.find(activity)
    parties = found.parties if found else ()
    return tuple(party.name for party in parties if party.withheld_from_state)


def refuse_withheld_names(said: object, parties: Iterable[Party], audience: Audience) -> None:
    """Stop what is said of one matter to a State or to everybody with the name of a withheld party.

    Whatever the party is called in other matters (Art. 28.2). Raises ProtectedNameFound.
    """
    if audience.kind in _WITHHELD_FROM:
        _refuse((said,), [party.name for party in parties if party.withheld_from_state])


def _refuse(projections: Iterable[object], names: list[str]) -> None:
    for projection in projections if names else ():
        for where in names_in(projection, names):
            raise ProtectedNameFound(where)


def withheld_names(*, uow: UnitOfWork, read: Sequence[PeriodFile] = ()) -> list[str]:
    """Return who asked to be withheld from the State, and is a party to no other matter in the open.

    What stands in the files ``read`` in this transaction is not read again.
    """
    known = {file.period.id for file in read}
    unread = [period.id for period in uow.periods.all() if period.id not in known]
    parties = [p for f in read for p in _parties_of(f.requests, f.hearings, f.meetings)]
    for key in unread:
        requests, hearings = uow.requests.all(period=key), uow.hearings.all(period=key)
        parties += _parties_of(requests, hearings, uow.meetings.all(period=key))
    in_the_open = {party.key for party in parties if not party.withheld_from_state}
    withheld = (party for party in parties if party.withheld_from_state)
    return list(dict.fromkeys(party.name for party in withheld if party.key not in in_the_open))


def _parties_of(
    requests: Iterable[HearingRequest],
    hearings: Iterable[Hearing],
    meetings: Iterable[WorkingMeeting],
) -> Iterator[Party]:
    for request in requests:
        yield from request.requesters
    for hearing in hearings:
        yield from hearing.parties
    for meeting in meetings:
        yield from meeting.parties


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


def without_name(text: str, name: str, pseudonym: str) -> str:
    """Return a text with a pseudonym for a name, however it is written there; others stay as they are."""
    if not names_in(text, [name]):
        return text
    parts = {word for word in _plain(name).split() if len(word) > 3} or set(_plain(name).split())
    found = re.sub(re.escape(name), pseudonym.replace("\\", r"\\"), text, flags=re.IGNORECASE)
    if names_in(found, [name]):
        found = re.sub(r"\w+", lambda w: pseudonym if _plain(w[0]) in parts else w[0], found)
    return pseudonym if names_in(found, [name]) else found


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

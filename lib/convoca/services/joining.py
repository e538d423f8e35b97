"""Two hearings become one, and one becomes two again: what moves between them, by keys and ids."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from convoca.domain.errors import NotAllowed
from convoca.domain.hearing import Hearing, HearingStatus
from convoca.domain.hearing_request import Decision, HearingRequest
from convoca.domain.identifiers import HearingId
from convoca.domain.party import Participant, Party
from convoca.domain.programme import Joining
from convoca.services.identities import refuse_unsealed
from convoca.services.ports import UnitOfWork


def joining_of(kept: Hearing, other: Hearing) -> Joining:
    """Say what ``kept`` takes over from ``other``: what it does not have itself."""
    own_parties = {party.key for party in kept.parties}
    own_people = {person.id for person in kept.participants}
    return Joining(
        kept=kept.id,
        other=other.id,
        parties=tuple(p.key for p in other.parties if p.key not in own_parties),
        participants=tuple(p.id for p in other.participants if p.id not in own_people),
        requests=tuple(r for r in other.requests if r not in kept.requests),
        states=tuple(s for s in other.states if s not in kept.states),
        languages=tuple(lang for lang in other.languages if lang not in kept.languages),
        note=f"→ {kept.title}",
    )


def parting_of(
    hearing: Hearing, request: HearingRequest, rest: Iterable[HearingRequest], other: HearingId
) -> Joining:
    """Say what goes with one of the requests that a hearing came of, and with none of the rest."""
    others = tuple(rest)
    stay = {party.key for r in others for party in r.requesters}
    stay |= {f"state:{state}" for r in others for state in r.states}
    come = {party.key for party in request.requesters}
    come |= {f"state:{state}" for state in request.states}
    people = {person.id for person in request.participants}
    people -= {person.id for r in others for person in r.participants}
    return Joining(
        kept=hearing.id,
        other=other,
        parties=tuple(p.key for p in hearing.parties if p.key in come - stay),
        participants=tuple(p.id for p in hearing.participants if p.id in people),
        requests=(request.id,),
        states=tuple(
            state
            for state in hearing.states
            if state in request.states and not any(state in r.states for r in others)
        ),
        languages=tuple(
            lang
            for lang in hearing.languages
            if lang in request.languages and not any(lang in r.languages for r in others)
        ),
        note=f"→ {hearing.title}",
    )


def join(joining: Joining, *, uow: UnitOfWork) -> Hearing:
    """Let one hearing take over from another, which is cancelled; people keep their seal.

    They move and are not copied: who is protected later has one name to be sealed. ``uow`` is an open
    transaction. Raises NotAllowed where the other has minutes.
    """
    kept, other = uow.hearings.get(joining.kept), uow.hearings.get(joining.other)
    if uow.hearing_minutes.find(other.id) is not None:
        raise NotAllowed("“{title}” has minutes: it was held.", title=other.title)
    coming = [person for person in other.participants if person.id in joining.participants]
    saved = replace(
        kept,
        parties=_united(
            kept.parties, (p for p in other.parties if p.key in joining.parties), other
        ),
        participants=(*kept.participants, *_told_apart(coming, kept.participants)),
        requests=(*kept.requests, *joining.requests),
        states=(*kept.states, *joining.states),
        languages=(*kept.languages, *joining.languages),
    )
    refuse_unsealed(saved, uow=uow)
    saved = uow.hearings.save(saved)
    uow.hearings.save(
        replace(
            other,
            status=HearingStatus.CANCELLED,
            participants=(),
            note="\n".join(line for line in (other.note, joining.note) if line),
        )
    )
    _point_requests(joining, kept.id, uow)
    return saved


def separate(joining: Joining, *, uow: UnitOfWork) -> Hearing:
    """Give back what one hearing took over from another, which is to be held again.

    ``uow`` is an open transaction.
    """
    kept, other = uow.hearings.get(joining.kept), uow.hearings.get(joining.other)
    moving = tuple(p for p in kept.participants if p.id in joining.participants)
    had = {party.key for party in other.parties}
    back = tuple(p for p in kept.parties if p.key in joining.parties and p.key not in had)
    uow.hearings.save(
        replace(
            kept,
            parties=tuple(p for p in kept.parties if p.key not in joining.parties),
            participants=tuple(p for p in kept.participants if p not in moving),
            requests=tuple(r for r in kept.requests if r not in joining.requests),
            states=tuple(s for s in kept.states if s not in joining.states),
            languages=tuple(lang for lang in kept.languages if lang not in joining.languages),
        )
    )
    lines = other.note.split("\n")
    freed = replace(
        other,
        status=HearingStatus.GRANTED,
        parties=(*other.parties, *back),
        participants=(*other.participants, *moving),
        note="\n".join(line for line in lines if line != joining.note),
    )
    refuse_unsealed(freed, uow=uow)
    _point_requests(joining, other.id, uow)
    return uow.hearings.save(freed)


def _point_requests(joining: Joining, hearing: HearingId, uow: UnitOfWork) -> None:
    for key in joining.requests:
        request = uow.requests.find(key)
        if request is not None:
            decision = Decision.GRANTED if hearing == joining.other else request.decision
            merged_into = None if hearing == joining.other else request.merged_into
            uow.requests.save(
                replace(request, hearing=hearing, decision=decision, merged_into=merged_into)
            )


def _united(
    parties: tuple[Party, ...], coming: Iterable[Party], other: Hearing
) -> tuple[Party, ...]:
    """Return all parties once; who is withheld from the State in one hearing is so in both."""
    withheld = {party.key for party in other.parties if party.withheld_from_state}
    own = (
        replace(party, withheld_from_state=party.withheld_from_state or party.key in withheld)
        for party in parties
    )
    return (*own, *coming)


def _told_apart(
    coming: Iterable[Participant], own: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Give a pseudonym that both hearings use a number: two people are behind it."""
    taken = {person.name for person in own if person.protected}
    found: dict[UUID, Participant] = {}
    for person in coming:
        name, number = person.name, 2
        while person.protected and name in taken:
            name, number = f"{person.name} ({number})", number + 1
        taken.add(name)
        found[person.id] = replace(person, name=name)
    return tuple(found.values())

"""Sealing a participant's name (Arts. 64.3, 65.8) wherever it stands on record."""

from dataclasses import replace

from convoca.domain.errors import NotAllowed, ProtectedNameFound
from convoca.domain.hearing import Hearing
from convoca.domain.hearing_request import HearingRequest
from convoca.domain.identifiers import HearingRequestId, ParticipantId
from convoca.domain.party import Participant, ProtectedIdentity
from convoca.services.hearing_days.forgetting import forget_on_hearing_days
from convoca.services.identities import names_in
from convoca.services.minutes.forgetting import forget_in_minutes
from convoca.services.notices.forgetting import forget_in_notices
from convoca.services.ports import UnitOfWork
from convoca.services.sessions.names_left import names_left_in_business


def protect_participant(
    request_id: HearingRequestId,
    participant_id: ParticipantId,
    *,
    pseudonym: str,
    reason: str,
    uow: UnitOfWork,
) -> tuple[str, ...]:
    """Seal a participant's name behind a pseudonym: in the request, the hearing, its day, minutes and notices.

    Drafts that hold the name are forgotten, and so are earlier versions of minutes in which it still
    stands elsewhere. Returns the fields in which it still stands, to be mended by hand, and the
    letters that left the house with it. Raises ProtectedNameFound where the pseudonym or the reason
    gives it away.
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
        forget_on_hearing_days(person.name, pseudonym, uow=uow)
        minuted = forget_in_minutes(request.hearing, person.name, pseudonym, uow=uow)
        for draft in uow.drafts.of_everybody():
            if names_in(draft.body, [person.name]):
                uow.drafts.forget(draft)
        sent = forget_in_notices(person.name, pseudonym, person.id, uow=uow)
        in_business = tuple(names_left_in_business(person.name, uow=uow))
        uow.commit(reason=reason)
    left = (where for record in changed for where in names_in(record, [person.name]))
    return (*left, *minuted, *in_business, *sent)


def _replaced(
    participants: tuple[Participant, ...], changed: Participant
) -> tuple[Participant, ...]:
    return tuple(changed if p.id == changed.id else p for p in participants)

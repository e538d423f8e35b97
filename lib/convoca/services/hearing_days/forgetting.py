"""What becomes of the days of hearings, and of what follows from them, when a participant's name is sealed.

What these records say cannot all be mended by hand, and one name in the record of a day would stop
every act on it. So the pseudonym takes the name's place wherever it is found (Arts. 64.3, 65.8).
"""

from dataclasses import replace

from convoca.domain.commitment import TrackedCommitment
from convoca.domain.hearing_day import HearingDay
from convoca.domain.minutes import Commitment, RequestOfParty
from convoca.services.commitments import commitment_id
from convoca.services.identities import without_name
from convoca.services.ports import UnitOfWork


def forget_on_hearing_days(name: str, pseudonym: str, *, uow: UnitOfWork) -> None:
    """Put the pseudonym for a name into days, followed-up commitments and requests of parties.

    ``uow`` is an open transaction.
    """
    for day in uow.hearing_days.all():
        if (renamed := _day(day, name, pseudonym)) != day:
            uow.hearing_days.save(renamed)
    for request in uow.requests_of_parties.all():
        if (asked := _request(request, name, pseudonym)) != request:
            uow.requests_of_parties.save(asked)
    for commitment in uow.commitments.all():
        if (followed := _commitment(commitment, name, pseudonym)) != commitment:
            _save(commitment, followed, uow)


def _day(day: HearingDay, name: str, pseudonym: str) -> HearingDay:
    def plain(text: str) -> str:
        return without_name(text, name, pseudonym)

    return replace(
        day,
        turns=tuple(
            replace(turn, speaker=plain(turn.speaker), bloc=plain(turn.bloc)) for turn in day.turns
        ),
        documents=tuple(replace(each, title=plain(each.title)) for each in day.documents),
        private_reason=plain(day.private_reason),
        recording=plain(day.recording),
    )


def _request(request: RequestOfParty, name: str, pseudonym: str) -> RequestOfParty:
    checks = (
        replace(check, note=without_name(check.note, name, pseudonym)) for check in request.checks
    )
    note = without_name(request.note, name, pseudonym)
    return replace(request, note=note, checks=tuple(checks))


def _commitment(commitment: TrackedCommitment, name: str, pseudonym: str) -> TrackedCommitment:
    notes = (
        replace(note, text=without_name(note.text, name, pseudonym)) for note in commitment.notes
    )
    text = without_name(commitment.text, name, pseudonym)
    return replace(commitment, text=text, notes=tuple(notes))


def _save(before: TrackedCommitment, after: TrackedCommitment, uow: UnitOfWork) -> None:
    """Minutes that state it in the new words must find it: its id is made from them."""
    if before.text == after.text:
        uow.commitments.save(after)
        return
    stated = Commitment(party=after.party, text=after.text)
    uow.commitments.remove(before)
    uow.commitments.save(replace(after, id=commitment_id(after.hearing, stated), version=0))

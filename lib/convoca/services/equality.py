"""What keeps the sides of a hearing level (Arts. 65.2, 65.6), put on record."""

from dataclasses import replace

from convoca.domain.hearing import EqualityOfArms, Hearing
from convoca.services.identities import refuse_unsealed
from convoca.services.ports import UnitOfWork


def record_equality(
    hearing: Hearing, equality: EqualityOfArms, *, reason: str, uow: UnitOfWork
) -> Hearing:
    """Record time to speak, untold testimony and time for observations. Raises ConflictingEdit."""
    changed = replace(hearing, equality=equality)
    with uow:
        refuse_unsealed(changed, uow=uow)
        saved = uow.hearings.save(changed)
        uow.commit(reason=reason)
    return saved

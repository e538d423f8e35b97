"""Designating country rapporteurs (Art. 15.2): each with its day and source, nothing overwritten."""

from dataclasses import replace
from datetime import date

from convoca.domain.errors import InvalidValue
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.member import Rapporteurship
from convoca.rules.rapporteurships import rapporteur_is_no_national
from convoca.services.identities import refuse_protected_names
from convoca.services.importing.book import identity
from convoca.services.ports import UnitOfWork


def designation(
    *, member: MemberId, state: StateCode, as_of: date, source: str = "", note: str = ""
) -> Rapporteurship:
    """Return a designation that is not on record yet; an import of the same one finds it again."""
    return Rapporteurship(
        id=identity("rapporteurship", state, as_of),
        member=member,
        state=state,
        as_of=as_of,
        source=source,
        note=note,
    )


def save_rapporteurship(
    rapporteurship: Rapporteurship, *, reason: str, uow: UnitOfWork
) -> Rapporteurship:
    """Record who is in charge of a State from a day on, or correct what is on record of that day.

    What was on record of earlier days stays: it is the history. What the Rules say of it goes into
    the audit with it and stops nothing. Raises NotFound, InvalidValue, ConflictingEdit,
    ReasonMissing, ProtectedNameFound.
    """
    with uow:
        member = uow.members.get(rapporteurship.member)
        uow.states.get(rapporteurship.state)
        _refuse_a_second(rapporteurship, uow)
        refuse_protected_names(rapporteurship, uow=uow)
        saved = uow.rapporteurships.save(rapporteurship)
        finding = rapporteur_is_no_national(member=member, state=saved.state)
        uow.commit(reason=reason, findings=(finding,))
    return saved


def remove_rapporteurship(rapporteurship: Rapporteurship, *, reason: str, uow: UnitOfWork) -> None:
    """Take out a designation that was recorded by mistake. Raises ConflictingEdit, ReasonMissing."""
    with uow:
        uow.rapporteurships.remove(rapporteurship)
        uow.commit(reason=reason)


def corrected(
    rapporteurship: Rapporteurship, *, member: MemberId, as_of: date, source: str, note: str
) -> Rapporteurship:
    """Return a designation as it should have been recorded."""
    return replace(rapporteurship, member=member, as_of=as_of, source=source, note=note)


def _refuse_a_second(rapporteurship: Rapporteurship, uow: UnitOfWork) -> None:
    for other in uow.rapporteurships.all(state=rapporteurship.state):
        if other.as_of == rapporteurship.as_of and other.id != rapporteurship.id:
            raise InvalidValue(
                "as_of", "A rapporteur is on record of this State from this day on. Correct that."
            )

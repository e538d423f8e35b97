"""On-site observations and other visits: saved, who may go, and what the State guarantees."""

from collections.abc import Iterable
from dataclasses import replace

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Finding
from convoca.domain.identifiers import StateCode
from convoca.domain.member import Member
from convoca.domain.on_site_observation import GuaranteeAnswer, OnSiteObservation
from convoca.rules.on_site_observations import member_joins_the_observation
from convoca.services.identities import refuse_protected_names
from convoca.services.ports import UnitOfWork


def save_observation(
    observation: OnSiteObservation, *, reason: str, uow: UnitOfWork
) -> OnSiteObservation:
    """Create or change a visit. Raises ConflictingEdit, ReasonMissing, ProtectedNameFound."""
    with uow:
        refuse_protected_names(observation, uow=uow)
        saved = uow.observations.save(observation)
        uow.commit(reason=reason)
    return saved


def who_may_join(
    observation: OnSiteObservation, members: Iterable[Member]
) -> tuple[tuple[Member, Finding], ...]:
    """Judge every member in office on the first day of a visit (Art. 54), whether named or not."""
    return tuple(
        (
            member,
            member_joins_the_observation(
                member=member,
                states=observation.states_touched,
                opens=observation.opens,
                closes=observation.closes,
                kind=observation.kind,
            ),
        )
        for member in members
        if member.in_office(observation.opens)
    )


#: What a State grants before a visit: the facilities of Art. 56, and the standards of Art. 57, a to k.
GUARANTEES = ("56", *"abcdefghijk")


def checklist(observation: OnSiteObservation, state: StateCode) -> tuple[GuaranteeAnswer, ...]:
    """Return each guarantee of Arts. 56 and 57 with the answer of one State, or without one.

    An answer on record without its State is that of a visit which touches one State alone.
    """
    is_sole = observation.states_touched == (state,)
    answered = {a.letter: a for a in observation.guarantees if a.state is None and is_sole}
    answered |= {a.letter: a for a in observation.guarantees if a.state == state}
    return tuple(
        replace(answered.get(letter) or GuaranteeAnswer(letter=letter), state=state)
        for letter in GUARANTEES
    )


def record_guarantees(
    observation: OnSiteObservation,
    answers: Iterable[GuaranteeAnswer],
    *,
    reason: str,
    uow: UnitOfWork,
) -> OnSiteObservation:
    """Record what the States answered to the guarantees of Arts. 56 and 57; other answers stay.

    Raises InvalidValue for what is no guarantee, ConflictingEdit.
    """
    given = {(a.state or "", a.letter): a for a in (*observation.guarantees, *answers)}
    if not {letter for _, letter in given} <= set(GUARANTEES):
        raise InvalidValue("guarantees", "A guarantee is that of Art. 56, or a to k of Art. 57.")
    kept = tuple(given[key] for key in sorted(given, key=_order_of_answers))
    return save_observation(replace(observation, guarantees=kept), reason=reason, uow=uow)


def _order_of_answers(key: tuple[str, str]) -> tuple[str, int]:
    state, letter = key
    return state, GUARANTEES.index(letter)

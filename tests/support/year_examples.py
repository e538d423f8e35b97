"""An example of every verdict and sentence of the rules on rapporteurs, mandates and petitions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

from convoca.domain.finding import Finding
from convoca.domain.identifiers import StateCode
from convoca.domain.mandate import Mandate, MandateKind, RapporteurReport
from convoca.domain.member import Member, Rapporteurship, Tie, TieKind
from convoca.domain.petition_step import PetitionStep
from convoca.rules.petition_time_limits import petition_step_is_in_time
from convoca.rules.rapporteurships import (
    every_state_has_a_rapporteur,
    mandate_is_reviewed_in_time,
    rapporteur_is_no_national,
    rapporteur_reported_in_the_year,
    rapporteurs_are_reviewed_in_the_first_session,
    special_rapporteur_is_within_the_term,
)
from support.builders import a_member

MX, PE = StateCode("MX"), StateCode("PE")
IN_THE_YEAR, AFTER_THE_YEAR = date(2027, 6, 1), date(2028, 1, 1)


def a_rapporteurship(member: Member, state: StateCode, as_of: date) -> Rapporteurship:
    return Rapporteurship(id=uuid4(), member=member.id, state=state, as_of=as_of)


def a_mandate(**changes: object) -> Mandate:
    values: dict[str, object] = {
        "id": uuid4(),
        "name": "Example theme",
        "kind": MandateKind.SPECIAL,
        "created_on": date(2024, 3, 1),
        "holder": "Example Rapporteur",
        "holder_since": date(2024, 10, 1),
    }
    return Mandate(**{**values, **changes})  # type: ignore[arg-type]


def a_report(**changes: object) -> RapporteurReport:
    values: dict[str, object] = {"id": uuid4(), "year": 2027, "presented_on": date(2027, 11, 2)}
    return RapporteurReport(**{**values, **changes})  # type: ignore[arg-type]


def examples_of_the_year() -> Iterator[Finding]:
    yield from _of_rapporteurs()
    yield from _of_reports()
    yield from _of_mandates()
    yield from _of_petitions()


def _of_rapporteurs() -> Iterator[Finding]:
    member = a_member("Ana Example", "CO")
    of_mexico = a_rapporteurship(member, MX, date(2026, 3, 2))
    of_peru = replace(of_mexico, id=uuid4(), state=PE)
    for known, today in (
        ((of_mexico, of_peru), IN_THE_YEAR),
        ((of_mexico,), IN_THE_YEAR),
        ((of_mexico,), date(2027, 5, 31)),
        ((), IN_THE_YEAR),
    ):
        yield every_state_has_a_rapporteur(
            states=(MX, PE), rapporteurships=known, members=[member], on=IN_THE_YEAR, today=today
        )
    yield every_state_has_a_rapporteur(
        states=(MX, PE),
        rapporteurships=(of_mexico, of_peru),
        members=[replace(member, terms=())],
        on=IN_THE_YEAR,
        today=IN_THE_YEAR,
    )
    posted = replace(
        member,
        ties=(Tie(state=MX), Tie(state=MX, kind=TieKind.SPECIAL_MISSION)),
        nationalities=(MX,),
    )
    for each in (member, posted, replace(member, nationalities=())):
        yield rapporteur_is_no_national(member=each, state=MX)
    first = date(2027, 3, 1)
    for session, reviewed_on, today in (
        (first, first, IN_THE_YEAR),
        (first, date(2027, 7, 5), IN_THE_YEAR),
        (first, None, AFTER_THE_YEAR),
        (first, None, IN_THE_YEAR),
        (first, None, date(2027, 1, 4)),
        (None, None, date(2027, 1, 4)),
    ):
        yield rapporteurs_are_reviewed_in_the_first_session(
            year=2027, first_session=session, reviewed_on=reviewed_on, today=today
        )


def _of_reports() -> Iterator[Finding]:
    for report, is_a_mandate, today in (
        (a_report(), False, IN_THE_YEAR),
        (a_report(in_writing=False), True, IN_THE_YEAR),
        (a_report(presented_on=date(2028, 1, 1)), False, AFTER_THE_YEAR),
        (None, False, AFTER_THE_YEAR),
        (None, True, IN_THE_YEAR),
    ):
        yield rapporteur_reported_in_the_year(
            year=2027,
            rapporteurship="Example theme",
            report=report,
            is_a_mandate=is_a_mandate,
            today=today,
        )


def _of_mandates() -> Iterator[Finding]:
    for mandate, today in (
        (a_mandate(), date(2027, 3, 1)),
        (a_mandate(), date(2027, 3, 2)),
        (a_mandate(ended_on=date(2026, 3, 1)), date(2027, 3, 2)),
        (a_mandate(created_on=None), date(2027, 3, 1)),
    ):
        yield mandate_is_reviewed_in_time(mandate=mandate, today=today)
    for mandate, today in (
        (a_mandate(), date(2027, 9, 30)),
        (a_mandate(), date(2027, 10, 1)),
        (a_mandate(renewed_on=date(2027, 9, 1)), date(2030, 10, 1)),
        (a_mandate(holder_since=None), date(2027, 9, 30)),
        (a_mandate(kind=MandateKind.THEMATIC), date(2027, 9, 30)),
    ):
        yield special_rapporteur_is_within_the_term(mandate=mandate, today=today)


def _of_petitions() -> Iterator[Finding]:
    response, final = PetitionStep.STATE_RESPONSE, PetitionStep.FINAL_REPORT
    start, today = date(2027, 1, 15), date(2027, 2, 1)
    for step, set_to, acted_on, on in (
        (response, None, date(2027, 4, 15), today),
        (response, None, date(2027, 4, 16), today),
        (response, None, None, date(2027, 4, 16)),
        (response, None, None, today),
        (response, date(2027, 5, 16), None, today),
        (final, None, date(2027, 4, 16), today),
        (final, None, date(2027, 4, 15), today),
        (final, None, None, today),
        (PetitionStep.OBSERVATIONS_ON_A_STATE_REPORT, None, None, today),
    ):
        yield petition_step_is_in_time(
            step=step, starts=start, set_to=set_to, acted_on=acted_on, today=on
        )
    position = PetitionStep.POSITION_ON_REFERRAL
    yield petition_step_is_in_time(
        step=position, starts=date(2027, 2, 28), acted_on=date(2027, 3, 29), today=today
    )
    yield petition_step_is_in_time(
        step=response, starts=date(2012, 5, 2), acted_on=date(2012, 7, 2), today=today
    )

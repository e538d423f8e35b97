"""Mandates of thematic and special rapporteurs (Arts. 15.3, 15.4), and the yearly reports (Arts. 15.2, 15.6)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.finding import Finding
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.mandate import Mandate, MandateKind, RapporteurReport
from convoca.rules.rapporteurships import mandate_is_reviewed_in_time
from convoca.services.identities import refuse_protected_names
from convoca.services.importing.book import identity
from convoca.services.ports import UnitOfWork


def save_mandate(mandate: Mandate, *, reason: str, uow: UnitOfWork) -> Mandate:
    """Create or change a mandate. A thematic one is a member's, a special one another person's.

    Whether a review that is new on record came in time (Art. 15.3) goes into the audit.
    Raises InvalidValue, NotFound, ConflictingEdit, ReasonMissing, ProtectedNameFound.
    """
    refuse_the_impossible(mandate)
    with uow:
        if mandate.member is not None:
            uow.members.get(mandate.member)
        refuse_protected_names(mandate, uow=uow)
        before = uow.mandates.find(mandate.id)
        saved = uow.mandates.save(mandate)
        uow.commit(reason=reason, findings=_of_the_review(before, saved))
    return saved


def _of_the_review(before: Mandate | None, after: Mandate) -> tuple[Finding, ...]:
    reviewed_on = after.reviewed_on
    if before is None or reviewed_on is None or reviewed_on == before.reviewed_on:
        return ()
    return (mandate_is_reviewed_in_time(mandate=before, today=reviewed_on),)


def remove_mandate(mandate: Mandate, *, reason: str, uow: UnitOfWork) -> None:
    """Take out a mandate that was recorded by mistake; one that ended stays and says so.

    Raises NotAllowed where reports hang on it, ConflictingEdit, ReasonMissing.
    """
    with uow:
        if uow.rapporteur_reports.all(mandate=mandate.id):
            raise NotAllowed("Reports of this mandate are on record. Record its end instead.")
        uow.mandates.remove(mandate)
        uow.commit(reason=reason)


def refuse_the_impossible(mandate: Mandate) -> None:
    """Refuse what no mandate can be: days before those they build on, a holder of the other kind. Raises InvalidValue."""
    if not mandate.name.strip():
        raise InvalidValue("name", "Say what the mandate is called.")
    if mandate.kind is MandateKind.THEMATIC and mandate.holder:
        raise InvalidValue("holder", "A thematic rapporteurship is a member's: choose the member.")
    if mandate.kind is MandateKind.SPECIAL and mandate.member is not None:
        raise InvalidValue("member", "A special rapporteur is no member: write the person's name.")
    if mandate.created_on is not None:
        _not_before(mandate, "reviewed_on", mandate.created_on)
        _not_before(mandate, "holder_since", mandate.created_on)
        _not_before(mandate, "ended_on", mandate.created_on)
    if mandate.renewed_on is not None:
        if mandate.holder_since is None:
            raise InvalidValue("holder_since", "Say since when the person holds it.")
        _not_before(mandate, "renewed_on", mandate.holder_since)


def _not_before(mandate: Mandate, field: str, earliest: date) -> None:
    day: date | None = getattr(mandate, field)
    if day is not None and day < earliest:
        raise InvalidValue(field, "This day lies before the one that it builds on.")


def new_report(
    year: int, *, state: StateCode | None = None, mandate: UUID | None = None
) -> RapporteurReport:
    """Return a report that is not on record yet: each rapporteurship has one for each year."""
    return RapporteurReport(
        id=identity("rapporteur report", year, state or mandate),
        year=year,
        state=state,
        mandate=mandate,
    )


def record_report(
    report: RapporteurReport,
    *,
    presented_on: date,
    member: MemberId | None,
    in_writing: bool,
    reason: str,
    uow: UnitOfWork,
) -> RapporteurReport:
    """Record that a rapporteur reported to the plenary. Raises InvalidValue, ConflictingEdit, ReasonMissing."""
    if (report.state is None) == (report.mandate is None):
        raise InvalidValue("report", "A report is that of a State or that of a mandate.")
    if presented_on < date(report.year, 1, 1):
        raise InvalidValue(
            "presented_on", "A report is not presented before the year that it is for."
        )
    presented = replace(report, presented_on=presented_on, member=member, in_writing=in_writing)
    with uow:
        saved = uow.rapporteur_reports.save(presented)
        uow.commit(reason=reason)
    return saved


def remove_report(report: RapporteurReport, *, reason: str, uow: UnitOfWork) -> None:
    """Take out a report that was recorded by mistake. Raises ConflictingEdit, ReasonMissing."""
    with uow:
        uow.rapporteur_reports.remove(report)
        uow.commit(reason=reason)

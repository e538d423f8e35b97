"""What the Rules say of a year: every finding, in the order of the articles."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.mandate import Mandate, MandateKind, RapporteurReport
from convoca.domain.member import Member
from convoca.rules.elections import election_is_held_on_its_day
from convoca.rules.functioning import two_regular_periods_in_the_year
from convoca.rules.rapporteurships import (
    every_state_has_a_rapporteur,
    mandate_is_reviewed_in_time,
    rapporteur_reported_in_the_year,
    rapporteurs_are_reviewed_in_the_first_session,
    special_rapporteur_is_within_the_term,
)
from convoca.services.year.coverage import coverage
from convoca.services.year.year_file import YearFile

#: Words a State in the reader's language.
Names = Callable[[StateCode], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """The report of one rapporteur for a year, received or awaited: of a State or of a mandate.

    ``member`` or ``holder`` is who reported, or who is in charge on the day of asking.
    """

    state: StateCode | None = None
    mandate: Mandate | None = None
    member: Member | None = None
    holder: str = ""
    report: RapporteurReport | None = None
    finding: Finding

    @property
    def key(self) -> str:
        return str(self.state or (self.mandate.id if self.mandate else ""))


def year_findings(file: YearFile, today: date) -> tuple[Finding, ...]:
    """Judge the year as a whole: periods, board, and country rapporteurs as of ``today`` within it."""
    return (
        election_is_held_on_its_day(
            held_on=file.board_elected_on, first_session_day=file.first_session, today=today
        ),
        two_regular_periods_in_the_year(year=file.year, periods=file.periods, today=today),
        every_state_has_a_rapporteur(
            states=file.states,
            rapporteurships=file.rapporteurships,
            members=file.members,
            on=file.within(today),
            today=today,
        ),
        rapporteurs_are_reviewed_in_the_first_session(
            year=file.year,
            first_session=file.first_session,
            reviewed_on=file.rapporteurships_considered_on,
            today=today,
        ),
    )


def findings_about_nationals(file: YearFile, today: date) -> tuple[Finding, ...]:
    """Return what is wrong or open about the nationality and posts of country rapporteurs."""
    judged = (c.finding for c in coverage(file, file.within(today)) if c.is_in_office)
    return tuple(f for f in judged if f and f.verdict is not Verdict.MET)


def mandate_findings(mandate: Mandate, today: date) -> tuple[Finding, ...]:
    """Judge one mandate: its review (Art. 15.3), and the term of its special rapporteur (Art. 15.4)."""
    review = mandate_is_reviewed_in_time(mandate=mandate, today=today)
    if mandate.kind is MandateKind.SPECIAL and mandate.holder:
        return review, special_rapporteur_is_within_the_term(mandate=mandate, today=today)
    return (review,)


def stands_in(mandate: Mandate, year: int) -> bool:
    """Whether a mandate existed on a day of the year."""
    is_created = mandate.created_on is None or mandate.created_on.year <= year
    return is_created and (mandate.ended_on is None or mandate.ended_on.year >= year)


def report_lines(file: YearFile, today: date, *, names: Names) -> tuple[ReportLine, ...]:
    """Return every report of the year, received or awaited: of the States, then of the mandates.

    ``names`` words a State, for the findings name it.
    """
    return (*_of_states(file, today, names), *_of_mandates(file, today))


def _of_states(file: YearFile, today: date, names: Names) -> Iterator[ReportLine]:
    reports = {report.state: report for report in file.reports if report.state}
    for each in coverage(file, file.within(today)):
        report = reports.get(each.state)
        if each.rapporteurship is None and report is None:
            continue
        yield ReportLine(
            state=each.state,
            member=_who(file, report) or each.member,
            report=report,
            finding=rapporteur_reported_in_the_year(
                year=file.year,
                rapporteurship=names(each.state),
                report=report,
                is_a_mandate=False,
                today=today,
            ),
        )


def _of_mandates(file: YearFile, today: date) -> Iterator[ReportLine]:
    reports: dict[UUID, RapporteurReport] = {r.mandate: r for r in file.reports if r.mandate}
    for mandate in file.mandates:
        report = reports.get(mandate.id)
        if not stands_in(mandate, file.year) and report is None:
            continue
        yield ReportLine(
            mandate=mandate,
            member=_who(file, report) or _member(file, mandate.member),
            holder=mandate.holder,
            report=report,
            finding=rapporteur_reported_in_the_year(
                year=file.year,
                rapporteurship=mandate.name,
                report=report,
                is_a_mandate=True,
                today=today,
            ),
        )


def _who(file: YearFile, report: RapporteurReport | None) -> Member | None:
    return _member(file, report.member) if report else None


def _member(file: YearFile, member: MemberId | None) -> Member | None:
    return file.member_by_id.get(member) if member else None

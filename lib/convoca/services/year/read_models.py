"""A year as one list, as workbooks and frames read it: a row for each thing that is on record or due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from convoca.domain.finding import Finding, Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.mandate import Mandate
from convoca.domain.member import Office
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.rules.rapporteurships import review_falls_due, term_of_special_rapporteur_ends
from convoca.services.identities import refuse_protected_names
from convoca.services.ports import UnitOfWork
from convoca.services.year.coverage import Coverage, coverage
from convoca.services.year.findings import (
    ReportLine,
    mandate_findings,
    report_lines,
    stands_in,
)
from convoca.services.year.year_days import YearDay, days_of_the_year
from convoca.services.year.year_file import YearFile, read_year_file


class YearPart(StrEnum):
    """What a row is about."""

    PERIOD = "period"
    OFFICE = "office"
    RAPPORTEURSHIP = "rapporteurship"
    MANDATE = "mandate"
    REPORT = "report"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One thing of the year. ``name`` is as it is on record; what has no name is told by the others.

    ``day`` is when it began or was done, ``due`` when it ends or falls due; ``rule`` is the key of the
    rule that gives the day.
    """

    part: YearPart
    name: str = ""
    number: int | None = None
    state: StateCode | None = None
    office: Office | None = None
    rule: str = ""
    who: str = ""
    day: date | None = None
    due: date | None = None
    verdict: Verdict | None = None
    articles: tuple[str, ...] = ()
    source: str = ""


def register_of_the_year(
    year: int, today: date, *, uow: UnitOfWork
) -> tuple[YearFile, tuple[YearRow, ...]]:
    """Read a year and its rows for an export. Raises InvalidValue, ProtectedNameFound."""
    with uow:
        file = read_year_file(year, uow=uow)
        rows = year_rows(file, today)
        refuse_protected_names(rows, uow=uow)
    return file, rows


def year_rows(file: YearFile, today: date) -> tuple[YearRow, ...]:
    """Return the rows of a year, part by part; the rapporteurs as of ``today`` within the year."""
    on = file.within(today)
    return (
        *(_period(period) for period in file.own_periods),
        *_board(file, on),
        *(_rapporteurship(each) for each in coverage(file, on)),
        *(_mandate(file, m, today) for m in file.mandates if stands_in(m, file.year)),
        *(_report(line) for line in report_lines(file, today, names=str)),
        *(_day(day) for day in days_of_the_year(file)),
    )


def _period(period: PeriodOfSessions) -> YearRow:
    return YearRow(
        part=YearPart.PERIOD,
        number=period.number,
        day=period.opens,
        due=period.closes,
        articles=("14.1",),
        source=period.source,
    )


def _board(file: YearFile, on: date) -> Iterator[YearRow]:
    for office, member, held in file.board_on(on):
        yield YearRow(
            part=YearPart.OFFICE,
            office=office,
            who=member.name if member else "",
            day=held.starts if held else None,
            due=held.ends if held else None,
            articles=("6",),
            source=member.source if member else "",
        )


def _rapporteurship(each: Coverage) -> YearRow:
    held = each.rapporteurship
    return YearRow(
        part=YearPart.RAPPORTEURSHIP,
        state=each.state,
        who=each.member.name if each.member else "",
        day=held.as_of if held else None,
        verdict=Verdict.MET if each.is_covered else Verdict.BREACHED,
        articles=("15.2",),
        source=held.source if held else "",
    )


def _mandate(file: YearFile, mandate: Mandate, today: date) -> YearRow:
    judged = mandate_findings(mandate, today)
    ends = term_of_special_rapporteur_ends(mandate)
    days = [day for day in (review_falls_due(mandate), ends) if day]
    holder = file.member_by_id.get(mandate.member) if mandate.member else None
    return YearRow(
        part=YearPart.MANDATE,
        name=mandate.name,
        who=mandate.holder or (holder.name if holder else ""),
        day=mandate.reviewed_on or mandate.created_on,
        due=min(days, default=None),
        verdict=_gravest(judged),
        articles=tuple(dict.fromkeys(a for finding in judged for a in finding.articles)),
        source=mandate.source,
    )


def _gravest(findings: tuple[Finding, ...]) -> Verdict:
    found = {finding.verdict for finding in findings}
    order = (Verdict.BREACHED, Verdict.UNDETERMINED, Verdict.MET)
    return next(verdict for verdict in order if verdict in found)


def _report(line: ReportLine) -> YearRow:
    last_day = line.finding.facts["last_day"]
    return YearRow(
        part=YearPart.REPORT,
        name=line.mandate.name if line.mandate else "",
        state=line.state,
        who=line.member.name if line.member else line.holder,
        day=line.report.presented_on if line.report else None,
        due=last_day if isinstance(last_day, date) else None,
        verdict=line.finding.verdict,
        articles=line.finding.articles,
    )


def _day(day: YearDay) -> YearRow:
    return YearRow(
        part=YearPart.DAY,
        name=day.name,
        rule=day.rule,
        due=day.day,
        articles=(str(day.citation),),
    )

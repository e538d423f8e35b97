"""What the page Year knows: one calendar year of the Commission's own work."""

from collections.abc import Callable
from datetime import date

from traitlets import HasTraits, Instance, Int, Unicode

from convoca.app.models.acting import Acting
from convoca.bootstrap import Convoca
from convoca.domain.finding import Finding
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.mandate import Mandate
from convoca.domain.member import Member
from convoca.services.year.coverage import Coverage, candidates, coverage, coverage_of
from convoca.services.year.findings import (
    ReportLine,
    findings_about_nationals,
    mandate_findings,
    report_lines,
    year_findings,
)
from convoca.services.year.year_days import YearDay, days_of_the_year
from convoca.services.year.year_file import YearFile, read_year_file


class YearModel(Acting, HasTraits):
    """One year. ``as_of`` is the day on which the rapporteurs are looked at, within the year at first."""

    file = Instance(YearFile)
    as_of = Instance(date)
    tab = Int(help="Which part of the page is open, from 0.")
    chosen = Unicode(help="The key of the State, mandate or report that is open.")

    def __init__(self, office: Convoca, year: int) -> None:
        self.office, self.today = office, office.today()
        file = self._read(year)
        super().__init__(file=file, as_of=file.within(self.today))

    def _read(self, year: int) -> YearFile:
        with self.office.reading() as uow:
            return read_year_file(year, uow=uow)

    def refresh(self) -> None:
        """Read the year again."""
        self.file = self._read(self.year)

    @property
    def year(self) -> int:
        return self.file.year

    def years(self) -> tuple[int, ...]:
        """Return the years that something is on record of, and those around today; the last first."""
        known = {period.opens.year for period in self.file.periods}
        known |= {rapporteurship.as_of.year for rapporteurship in self.file.rapporteurships}
        known |= {self.today.year - 1, self.today.year, self.today.year + 1, self.year}
        return tuple(sorted(known, reverse=True))

    @property
    def is_example(self) -> bool:
        return self.file.is_example

    # The year as a whole -------------------------------------------------------------------------

    def findings(self) -> tuple[Finding, ...]:
        """Judge the year, and whoever is in charge of a State that he or she may not be in charge of."""
        found = year_findings(self.file, self.today)
        return (*found, *findings_about_nationals(self.file, self.today))

    def days(self) -> tuple[YearDay, ...]:
        return days_of_the_year(self.file)

    # Rapporteurs ---------------------------------------------------------------------------------

    def coverage(self) -> tuple[Coverage, ...]:
        return coverage(self.file, self.as_of)

    def state(self, code: StateCode) -> Coverage:
        return coverage_of(self.file, code, self.as_of)

    def candidates(self, state: StateCode, on: date) -> tuple[tuple[Member, Finding, int], ...]:
        return candidates(self.file, state, on)

    # Mandates and reports ------------------------------------------------------------------------

    def mandate_findings(self, mandate: Mandate) -> tuple[Finding, ...]:
        return mandate_findings(mandate, self.today)

    def report_lines(self, names: Callable[[StateCode], str]) -> tuple[ReportLine, ...]:
        return report_lines(self.file, self.today, names=names)

    def workbook(self, language: Language) -> tuple[str, bytes]:
        """Return the name and content of the year as a workbook."""
        return self.office.year_workbook(self.year, language)

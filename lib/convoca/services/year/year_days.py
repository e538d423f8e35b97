"""The days of a year on which the Commission's own work falls due: for calendars and the command."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from convoca.domain.finding import Citation
from convoca.domain.mandate import Mandate
from convoca.rules.rapporteurships import review_falls_due, term_of_special_rapporteur_ends
from convoca.services.period_file import PeriodFile
from convoca.services.year.year_file import YearFile

#: How the subject of each of these days begins.
SUBJECT = "year:"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDay:
    """A day on which something of the year is due, under a rule; ``mandate`` says of what it is.

    ``name`` is what people call it, as it is on record. A ``subject`` names the day for ever.
    """

    rule: str
    citation: Citation
    day: date
    year: int
    mandate: UUID | None = None
    name: str = ""

    @property
    def subject(self) -> str:
        of_what = f":{self.mandate}" if self.mandate else ""
        return f"{SUBJECT}{self.year}:{self.rule}{of_what}"


def days_of_the_year(file: YearFile) -> tuple[YearDay, ...]:
    """Return every day of the year, the first one first."""
    opening = file.first_session or next((p.opens for p in file.own_periods), None)
    found = [*days_of_the_first_session(file.year, opening)]
    found += days_of_mandates(file.year, file.mandates)
    found += days_of_reports(file.year)
    return tuple(sorted(found, key=lambda day: (day.day, day.subject)))


def days_of_the_period(file: PeriodFile) -> tuple[YearDay, ...]:
    """Return the days that the calendar of a period tells of its year.

    What the first session does stands in the calendar of the year's first period alone; what is about
    rapporteurs in that of each.
    """
    year = file.period.opens.year
    found = [*days_of_mandates(year, file.mandates)]
    if file.mandates or file.rapporteurships:
        found += days_of_reports(year)
    of_the_year = (period.opens for period in file.periods if period.opens.year == year)
    if file.period.opens == min(of_the_year, default=file.period.opens):
        placed = (file.placement(session.id) for session in file.sessions)
        first = min((p.slot.wall_date for p in placed if p), default=file.period.opens)
        found += days_of_the_first_session(year, first)
    return tuple(found)


def days_of_the_first_session(year: int, day: date | None) -> Iterator[YearDay]:
    """Yield what the year's first session does: it elects the board and looks at the rapporteurships."""
    if day is not None:
        yield YearDay(
            rule="election_is_held_on_its_day", citation=Citation(7, 5), day=day, year=year
        )
        yield YearDay(
            rule="rapporteurs_are_reviewed_in_the_first_session",
            citation=Citation(15, 2),
            day=day,
            year=year,
        )


def days_of_mandates(year: int, mandates: Iterable[Mandate]) -> Iterator[YearDay]:
    """Yield the reviews and the ends of terms that fall into the year; not of mandates that ended."""
    for mandate in mandates:
        due = review_falls_due(mandate)
        if due is not None and due.year == year and not _ended_by(mandate, due):
            yield _of_mandate(mandate, "mandate_is_reviewed_in_time", Citation(15, 3), due)
        ends = term_of_special_rapporteur_ends(mandate)
        if ends is not None and ends.year == year and mandate.holder:
            rule = "special_rapporteur_is_within_the_term"
            yield _of_mandate(mandate, rule, Citation(15, 4), ends)


def days_of_reports(year: int) -> Iterator[YearDay]:
    """Yield the last day for the reports of the rapporteurs."""
    yield YearDay(
        rule="rapporteur_reported_in_the_year",
        citation=Citation(15, 6),
        day=date(year, 12, 31),
        year=year,
    )


def _ended_by(mandate: Mandate, day: date) -> bool:
    return mandate.ended_on is not None and mandate.ended_on <= day


def _of_mandate(mandate: Mandate, rule: str, citation: Citation, day: date) -> YearDay:
    return YearDay(
        rule=rule,
        citation=citation,
        day=day,
        year=day.year,
        mandate=mandate.id,
        name=mandate.name,
    )

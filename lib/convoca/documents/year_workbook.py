"""A year of the Commission's own work as a workbook: a line for each thing on record or due."""

from collections.abc import Iterable
from datetime import date

from convoca.documents.sheet_rows import Column, Style
from convoca.documents.workbook_file import Book, workbook_bytes
from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, ordinal_of_period, state_name
from convoca.i18n.words import word
from convoca.services.year.read_models import YearPart, YearRow

_PART_WORDS = {
    YearPart.PERIOD: "Period of sessions",
    YearPart.OFFICE: "Board of officers",
    YearPart.RAPPORTEURSHIP: "Country rapporteurship",
    YearPart.MANDATE: "Mandate",
    YearPart.REPORT: "Yearly report",
    YearPart.DAY: "Day of the year",
}


def year_workbook(
    rows: Iterable[YearRow],
    *,
    year: int,
    language: Language,
    is_example: bool,
    as_of: date | None = None,
) -> bytes:
    """Return the workbook; ``as_of`` is the day of the data. Raises InvalidValue for over-long text."""
    example = text("EXAMPLE: invented data", language) if is_example else ""
    lines = tuple(rows)
    about = [(text("Lines", language), str(len(lines)))]
    if as_of is not None:
        about.append((text("As of", language), day(as_of, language)))
    if example:
        about.append(
            (
                example,
                text("Nothing in this file happened. It shows what Convoca does.", language),
            )
        )
    return workbook_bytes(
        Book(
            title=text("The year {year}", language, year=year),
            sheet=str(year),
            about_sheet=text("About", language),
            about=about,
            rows=lines,
            columns=year_columns(language),
            name_of=lambda row: name_of(row, language),
            banner=example,
            page=text("Page {page} of {pages}", language, page="&P", pages="&N"),
            language=language,
            as_of=as_of,
        )
    )


def name_of(row: YearRow, language: Language) -> str:
    """Name what a row is about, in the reader's language where it has no name of its own."""
    if row.number is not None:
        return ordinal_of_period(row.number, language)
    if row.office is not None:
        return word(row.office, language)
    if row.state is not None:
        return state_name(row.state, language)
    if row.rule:
        rule = findings.title(row.rule, language)
        return f"{rule}: {row.name}" if row.name else rule
    return row.name


def year_columns(language: Language) -> tuple[Column[YearRow], ...]:
    """Return the columns; docs/formats/workbooks.md describes them."""
    return (
        Column(
            "part",
            text("Part of the year", language),
            text("What the line is about.", language),
            lambda row: text(_PART_WORDS[row.part], language),
            width=22,
        ),
        Column(
            "name",
            text("Name", language),
            text("The period, office, State, mandate or duty.", language),
            lambda row: name_of(row, language),
            width=44,
        ),
        Column(
            "who",
            text("Who", language),
            text("Who holds the office, is in charge or reports.", language),
            lambda row: row.who or None,
            width=30,
        ),
        Column(
            "day",
            text("Began or done on", language),
            text("First day, day of the last review, or day of presentation.", language),
            lambda row: row.day,
            Style.DATE,
        ),
        Column(
            "due",
            text("Ends or due on", language),
            text("Last day, the next review, or the last day in time.", language),
            lambda row: row.due,
            Style.DATE,
        ),
        Column(
            "verdict",
            text("Finding", language),
            text("What the Rules say of it, where they say something.", language),
            lambda row: word(row.verdict, language) if row.verdict else None,
            Style.VERDICT,
        ),
        Column(
            "articles",
            text("Articles", language),
            text("Of the Rules of Procedure of the Inter-American Commission.", language),
            lambda row: ", ".join(row.articles) or None,
            width=12,
        ),
        Column(
            "source",
            text("Source", language),
            text("Where it is written.", language),
            lambda row: row.source or None,
            width=50,
        ),
    )

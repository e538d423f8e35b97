"""The register of requests and the programme of a period as workbooks (docs/formats/workbooks.md)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from convoca.documents.audience_columns import audience_columns, title_of
from convoca.documents.programme_columns import programme_columns
from convoca.documents.request_columns import request_columns
from convoca.documents.sheet_rows import Column, R
from convoca.documents.workbook_file import Book, workbook_bytes
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, ordinal_of_period
from convoca.services.feeds import CalendarProjection
from convoca.services.read_models import ProgrammeRow, RequestRow


def requests_workbook(
    rows: Iterable[RequestRow],
    *,
    period_number: int,
    language: Language,
    is_example: bool,
    as_of: date | None = None,
) -> bytes:
    """Return the register of requests: a line per request, with what the Rules say of each.

    ``as_of``, the day of the data, dates the file. Raises InvalidValue for over-long text.
    """
    period = ordinal_of_period(period_number, language)
    return workbook_bytes(
        book(
            tuple(rows),
            request_columns(language),
            lambda row: row.reference,
            title=text("Register of requests, {period}", language, period=period),
            sheet=text("Requests", language),
            language=language,
            is_example=is_example,
            as_of=as_of,
        )
    )


def programme_workbook(
    rows: Iterable[ProgrammeRow],
    *,
    period_number: int,
    language: Language,
    is_example: bool,
    as_of: date | None = None,
) -> bytes:
    """Return the programme: a line per activity, in the order given.

    ``as_of``, the day of the data, dates the file. Raises InvalidValue for over-long text.
    """
    period = ordinal_of_period(period_number, language)
    return workbook_bytes(
        book(
            tuple(rows),
            programme_columns(language),
            lambda row: row.title,
            title=text("Programme, {period}", language, period=period),
            sheet=text("Programme", language),
            language=language,
            is_example=is_example,
            as_of=as_of,
        )
    )


def audience_workbook(
    projection: CalendarProjection, *, language: Language, as_of: date | None = None
) -> bytes:
    """Return the programme as one audience may read it: a line per entry that has an hour.

    ``projection`` is of one period. Raises InvalidValue for over-long text.
    """
    rows = sorted(
        (entry for entry in projection.entries if entry.is_of_the_programme),
        key=lambda entry: (entry.span[0].isoformat(), entry.room, entry.subject),
    )
    period = ordinal_of_period(projection.period_number or 0, language)
    return workbook_bytes(
        book(
            rows,
            audience_columns(projection.audience, language),
            lambda entry: title_of(entry, language),
            title=text("Programme, {period}", language, period=period),
            sheet=text("Programme", language),
            language=language,
            is_example=projection.is_example,
            as_of=as_of,
        )
    )


def book(
    rows: Sequence[R],
    columns: Sequence[Column[R]],
    name_of: Callable[[R], str],
    *,
    title: str,
    sheet: str,
    language: Language,
    is_example: bool,
    as_of: date | None,
) -> Book[R]:
    """Return a workbook of one table, with the page about it that all of ours have."""
    return Book(
        title=title,
        sheet=sheet,
        about_sheet=text("About", language),
        about=_about(len(rows), language, is_example=is_example, as_of=as_of),
        rows=rows,
        columns=columns,
        name_of=name_of,
        banner=text("EXAMPLE: invented data", language) if is_example else "",
        page=text("Page {page} of {pages}", language, page="&P", pages="&N"),
        language=language,
        as_of=as_of,
    )


def _about(
    lines: int, language: Language, *, is_example: bool, as_of: date | None
) -> list[tuple[str, str]]:
    """Return what the second sheet says before it explains the columns."""
    about = [(text("Lines", language), str(lines))]
    if as_of is not None:
        about.append((text("As of", language), day(as_of, language)))
    if is_example:
        about.append(
            (
                text("EXAMPLE: invented data", language),
                text("Nothing in this file happened. It shows what Convoca does.", language),
            )
        )
    about.append(
        (
            text("Articles", language),
            text("Of the Rules of Procedure of the Inter-American Commission.", language),
        )
    )
    return about

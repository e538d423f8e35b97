"""A workbook to be edited by somebody else and brought back (docs/formats/workbooks.md)."""

from collections.abc import Callable, Mapping
from datetime import date, time

from convoca.documents.locked_sheet import HiddenSheet
from convoca.documents.sheet_rows import Column, Style, Value
from convoca.documents.workbook_file import Book, workbook_bytes
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, ordinal_of_period
from convoca.i18n.round_trip_words import cell_text, cell_words, field_heading, field_meaning
from convoca.services.round_trip.base_sheet import SHEET, base_rows
from convoca.services.round_trip.fields import FIELDS, CellKind, Field, WorkbookKind
from convoca.services.round_trip.sheet import RoundTripSheet, SheetRow

_STYLES = {
    CellKind.DAY: Style.DATE,
    CellKind.HOUR: Style.TIME,
    CellKind.NUMBER: Style.NUMBER,
}
_WIDTHS = {"title": 52, "decision_reason": 36, "note": 36, "requesters": 36, "parties": 36}
_LISTED = frozenset({CellKind.CHOICE, CellKind.ROOM})


def round_trip_workbook(
    sheet: RoundTripSheet, *, language: Language, as_of: date | None = None
) -> bytes:
    """Return the workbook: open cells to be edited, grey ones not, and what all of them say now.

    The same sheet gives the same bytes. Raises InvalidValue for over-long text.
    """
    fields = FIELDS[sheet.kind]
    named = _named_states(sheet)
    words = {
        field.name: found
        for field in fields
        if (
            found := cell_words(
                field,
                language,
                rooms=sheet.rooms,
                states=sorted({*named, *sheet.states}) if field.is_open else named,
            )
        )
    }
    name = _name(sheet.kind, language)
    hidden = base_rows(
        sheet,
        name=name,
        key_headings=(field_heading("key", language), field_heading("revision", language)),
        headings={field.name: field_heading(field.name, language) for field in fields},
        words=words,
    )
    return workbook_bytes(
        Book(
            title=_title(sheet, language),
            sheet=name,
            about_sheet=text("About", language),
            about=_about(sheet, language, as_of),
            rows=sheet.rows,
            columns=_columns(sheet, language, words),
            name_of=lambda row: row.values["title"],
            banner=text("EXAMPLE: invented data", language) if sheet.period.is_example else "",
            page=text("Page {page} of {pages}", language, page="&P", pages="&N"),
            language=language,
            as_of=as_of,
            is_locked=True,
            hidden=HiddenSheet(name=SHEET, rows=hidden),
        )
    )


def _named_states(sheet: RoundTripSheet) -> tuple[str, ...]:
    """Return the States that a row names, those included that the store does not know."""
    codes = (row.values.get("states", "").split(";") for row in sheet.rows)
    return tuple(sorted({code for each in codes for code in each if code}))


def _name(kind: WorkbookKind, language: Language) -> str:
    if kind is WorkbookKind.REQUESTS:
        return text("Requests", language)
    return text("Programme", language)


def _title(sheet: RoundTripSheet, language: Language) -> str:
    period = ordinal_of_period(sheet.period.number, language)
    if sheet.kind is WorkbookKind.REQUESTS:
        return text("Register of requests to edit, {period}", language, period=period)
    return text("Programme to edit, {period}", language, period=period)


def _about(sheet: RoundTripSheet, language: Language, as_of: date | None) -> list[tuple[str, str]]:
    about = [(text("Lines", language), str(len(sheet.rows)))]
    if as_of is not None:
        about.append((text("As of", language), day(as_of, language)))
    return [
        *about,
        (
            text("How to edit", language),
            text(
                "Write into the white cells; the grey ones are for reading. Sort whole rows only. "
                "Deleting a row takes nothing away, and a new row is not taken in.",
                language,
            ),
        ),
        (
            text("How to bring it back", language),
            text(
                "On the page Calendars and exports, choose the file under “Bring a workbook back”. "
                "Nothing is written before you have seen what would change.",
                language,
            ),
        ),
    ]


def _columns(
    sheet: RoundTripSheet, language: Language, words: Mapping[str, Mapping[str, str]]
) -> tuple[Column[SheetRow], ...]:
    return (
        *(_column(field, sheet, language, words) for field in FIELDS[sheet.kind]),
        _hidden("key", language, lambda row: str(row.key)),
        _hidden("revision", language, lambda row: row.revision),
    )


def _column(
    field: Field,
    sheet: RoundTripSheet,
    language: Language,
    words: Mapping[str, Mapping[str, str]],
) -> Column[SheetRow]:
    def read(row: SheetRow) -> Value:
        value = row.values.get(field.name, "")
        return (
            _value(field, value)
            if field.kind in _STYLES
            else cell_text(field, value, language, sheet.rooms)
        )

    return Column(
        field.name,
        field_heading(field.name, language),
        field_meaning(field.name, language),
        read,
        _STYLES.get(field.kind, Style.TEXT),
        _WIDTHS.get(field.name, 16),
        is_open=field.is_open,
        choices=_choices(field, language, sheet, words),
    )


def _choices(
    field: Field,
    language: Language,
    sheet: RoundTripSheet,
    words: Mapping[str, Mapping[str, str]],
) -> tuple[str, ...]:
    """Return what a spreadsheet program offers in a cell, in the language of the workbook."""
    if not field.is_open:
        return ()
    if field.kind is CellKind.FLAG:
        return text("yes", language), text("no", language)
    if field.kind not in _LISTED:
        return ()
    values = dict.fromkeys(words[field.name].values()) if field.name in words else {}
    return tuple(cell_text(field, value, language, sheet.rooms) for value in values)


def _value(field: Field, value: str) -> Value:
    if not value:
        return None
    match field.kind:
        case CellKind.DAY:
            return date.fromisoformat(value)
        case CellKind.HOUR:
            return time.fromisoformat(value)
    return int(value)


def _hidden(name: str, language: Language, read: Callable[[SheetRow], str]) -> Column[SheetRow]:
    return Column(
        name,
        field_heading(name, language),
        field_meaning(name, language),
        read,
        width=38,
        hidden=True,
    )

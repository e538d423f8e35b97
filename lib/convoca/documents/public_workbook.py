"""The public programme as a workbook: what everybody may know, a line for each activity with an hour."""

from convoca.documents.programme_words import (
    modality_of,
    one_line,
    period_name,
    states_of,
    status,
    subject,
)
from convoca.documents.sheet_rows import Column, Style, Value
from convoca.documents.workbook_file import Book, workbook_bytes
from convoca.domain.language import Language
from convoca.domain.slot import Slot
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, moment
from convoca.i18n.words import entry_kind, heading
from convoca.services.feeds import RememberedEntry
from convoca.services.public_programme import PublicProgramme

_Columns = tuple[Column[RememberedEntry], ...]


def public_workbook(programme: PublicProgramme, language: Language) -> bytes:
    """Return the workbook in one language: the same programme, the same bytes.

    Raises InvalidValue for over-long text.
    """
    projection = programme.feed.projection
    rows = tuple(said for said in programme.feed.entries if said.entry.is_of_the_programme)
    example = text("EXAMPLE: invented data", language)
    return workbook_bytes(
        Book(
            title=text("Programme, {period}", language, period=period_name(programme, language)),
            sheet=text("Programme", language),
            about_sheet=text("About", language),
            about=[
                (text("Edition", language), str(programme.edition.number)),
                (text("Released on", language), day(programme.edition.released_on, language)),
                (text("Lines", language), str(len(rows))),
                *([(example, _invented(language))] if projection.is_example else []),
            ],
            rows=rows,
            columns=(*_when(language), *_where(language), *_what(language)),
            name_of=lambda said: said.entry.title,
            banner=example if projection.is_example else "",
            page=text("Page {page} of {pages}", language, page="&P", pages="&N"),
            language=language,
            as_of=programme.edition.released_on,
        )
    )


def _invented(language: Language) -> str:
    return text("Nothing in this file happened. It shows what Convoca does.", language)


def _when(language: Language) -> _Columns:
    return (
        Column(
            "slot",
            text("Day", language),
            text("The date where it takes place.", language),
            lambda said: _slot(said).wall_date,
            Style.DATE,
            13,
        ),
        Column(
            "slot",
            text("From", language),
            text("The hour it begins, where it takes place.", language),
            lambda said: _slot(said).wall_time,
            Style.TIME,
            9,
        ),
        Column(
            "slot",
            text("To", language),
            text("The hour it ends, where it takes place.", language),
            lambda said: _slot(said).end_in(_slot(said).zone).time(),
            Style.TIME,
            9,
        ),
        Column(
            "slot",
            text("Time zone", language),
            text("The IANA name of the zone that the hours beside it are in.", language),
            lambda said: _slot(said).zone,
            width=20,
        ),
        Column(
            "slot",
            text("Begins (UTC)", language),
            text("When it begins, in coordinated universal time.", language),
            lambda said: _slot(said).start.replace(tzinfo=None),
            Style.INSTANT,
            17,
        ),
    )


def _where(language: Language) -> _Columns:
    return (
        Column(
            "place",
            heading("place", language),
            text("The city and venue.", language),
            lambda said: one_line(said.entry.place),
            width=30,
        ),
        Column(
            "room",
            heading("room", language),
            text("The room; a virtual room is a room too.", language),
            lambda said: one_line(said.entry.room),
        ),
        Column(
            "modality",
            text("Modality", language),
            text("In person, virtual, or both.", language),
            lambda said: modality_of(said.entry, language),
        ),
    )


def _what(language: Language) -> _Columns:
    return (
        Column(
            "title",
            heading("title", language),
            text("What it is about, in its own language.", language),
            lambda said: subject(said, language),
            width=60,
        ),
        Column(
            "kind",
            heading("kind", language),
            text("A hearing or a session.", language),
            lambda said: entry_kind(said.entry.kind, language),
            width=16,
        ),
        Column(
            "states",
            heading("states", language),
            text("The States concerned.", language),
            lambda said: states_of(said.entry, language),
            width=26,
        ),
        Column(
            "is_cancelled",
            heading("is_cancelled", language),
            text("Confirmed, provisional or cancelled.", language),
            lambda said: status(said, language),
            width=14,
        ),
        Column(
            "slot",
            text("Moved from", language),
            text("When it was before it last moved.", language),
            lambda said: _former(said, language),
            width=40,
        ),
    )


def _slot(said: RememberedEntry) -> Slot:
    if said.entry.slot is None:
        raise TypeError(said.entry.kind)
    return said.entry.slot


def _former(said: RememberedEntry, language: Language) -> Value:
    slot = said.moved_from
    return moment(slot.start, slot.zone, language) if slot else None

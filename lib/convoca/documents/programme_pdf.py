"""The public programme to print: PDF/UA-1 and PDF/A-2a."""

from collections.abc import Iterator

from convoca.documents import programme_words
from convoca.documents.programme_words import ChangeLine, Day, Line
from convoca.documents.typesetting import Facts, Heading, Paper, Paragraph, Part, Table, pdf_of
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.services.public_programme import PublicProgramme


def programme_pdf(programme: PublicProgramme, language: Language) -> bytes:
    """Return the programme in one language: the same programme, the same bytes."""
    is_example = programme.feed.projection.is_example
    return pdf_of(
        Paper(
            title=programme_words.title(programme, language),
            language=language,
            name=text("Inter-American Commission on Human Rights", language),
            parts=tuple(_parts(programme, language)),
            page=text("Page {page} of {pages}", language),
            notice=programme_words.edition(programme, language),
            marks=(text("EXAMPLE: invented data", language),) if is_example else (),
            dated=programme.feed.revised_at,
            is_landscape=True,
            size=10.0,
        )
    )


def _parts(programme: PublicProgramme, language: Language) -> Iterator[Part]:
    yield Paragraph(text=programme_words.span(programme, language))
    yield Paragraph(
        text=text(
            "Hours are those of the place where the activity is held. The programme may still change.",
            language,
        ),
        style="note",
    )
    if changes := programme_words.changes(programme, language):
        yield Heading(text=programme_words.since(programme, language))
        yield _changes(changes, language)
    yield Heading(text=text("Public activities", language))
    for day in programme_words.days(programme, language):
        yield Heading(text=day.heading, level=2)
        yield _day(day, language)
    if dates := programme_words.other_dates(programme, language):
        yield Heading(text=text("Other dates", language))
        yield Facts(facts=dates)


def _changes(changes: tuple[ChangeLine, ...], language: Language) -> Table:
    return Table(
        headings=(
            text("Activity", language),
            text("What changed", language),
            text("Before", language),
            text("Now", language),
        ),
        rows=tuple((line.title, line.kind, line.before, line.now) for line in changes),
        shares=(3, 1, 2, 2),
    )


def _day(day: Day, language: Language) -> Table:
    return Table(
        headings=(
            text("Hours: {clock}", language, clock=day.clock),
            text("Activity", language),
            text("Place", language),
        ),
        rows=tuple(
            (
                "\n".join((line.hours, *line.elsewhere)),
                _activity(line, language),
                "\n".join(filter(None, (line.where, line.modality))),
            )
            for line in day.lines
        ),
        shares=(2, 4, 2),
    )


def _activity(line: Line, language: Language) -> str:
    """Say first that it is cancelled, for nothing is struck through."""
    title = line.title
    if line.is_cancelled:
        title = text("[CANCELLED] {subject}", language, subject=title)
    return "\n".join(filter(None, (title, line.about, *line.notes)))

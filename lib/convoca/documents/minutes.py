"""The minutes of a hearing (Art. 70.1) and of a session (Art. 20.1) as a Word document and as a PDF."""

from collections.abc import Iterator

from convoca.documents.minutes_of_hearings import hearing_parts
from convoca.documents.minutes_of_sessions import session_parts
from convoca.documents.minutes_parts import fingerprint_of, name_of, notice_of
from convoca.documents.typesetting import Facts, Heading, Paper, Paragraph, Part, pdf_of
from convoca.documents.word_paper import word_of
from convoca.domain.hearing import Visibility
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, list_of, moment, ordinal_of_period, state_name
from convoca.i18n.words import heading, word
from convoca.services.read_models import MinutesEdition, MinutesProjection


def minutes_document(projection: MinutesProjection, *, language: Language) -> bytes:
    """Return the minutes as a DOCX file: the same minutes, the same bytes."""
    return word_of(minutes_paper(projection, language))


def minutes_pdf(projection: MinutesProjection, *, language: Language) -> bytes:
    """Return the minutes as PDF/UA-1 and PDF/A-2a: the same minutes, the same bytes."""
    return pdf_of(minutes_paper(projection, language))


def minutes_paper(projection: MinutesProjection, language: Language) -> Paper:
    """Return what stands on the paper, whatever program it is for."""
    return Paper(
        title=name_of(projection, language),
        subtitle=projection.title,
        language=language,
        name=text("Inter-American Commission on Human Rights", language),
        marks=_marks(projection, language),
        notice=f"{notice_of(projection, language)} · {_version(projection, language)}",
        page=text("Page {page} of {pages}", language),
        dated=projection.ended or projection.started,
        parts=tuple(_parts(projection, language)),
    )


def _marks(projection: MinutesProjection, language: Language) -> tuple[str, ...]:
    is_session = projection.kind is ActivityKind.SESSION
    said = (
        (projection.is_draft, text("DRAFT", language)),
        (projection.is_example, text("EXAMPLE: invented data", language)),
        (is_session or projection.is_private, text("CONFIDENTIAL", language)),
        (_is_party_copy(projection), text("COPY FOR A PARTY", language)),
    )
    return tuple(mark for holds, mark in said if holds)


def _version(projection: MinutesProjection, language: Language) -> str:
    return text("version {number}", language, number=projection.version)


def _is_party_copy(projection: MinutesProjection) -> bool:
    return projection.edition is MinutesEdition.PARTY_COPY


def _parts(projection: MinutesProjection, language: Language) -> Iterator[Part]:
    if projection.redacted:
        left_out = text(
            "Parts that could put persons at risk were left out of this copy (Art. 70.2).", language
        )
        yield Paragraph(text=left_out, style="strong")
    yield Facts(facts=tuple(_facts(projection, language)))
    if projection.kind is ActivityKind.HEARING:
        yield from hearing_parts(projection, language)
    else:
        yield from session_parts(projection, language)
    yield from _corrections(projection, language)
    yield Heading(text=text("About this document", language))
    yield Facts(facts=tuple(_about(projection, language)))


def _facts(projection: MinutesProjection, language: Language) -> Iterator[tuple[str, str]]:
    """Say first when, where and on what."""
    unknown = text("Not recorded", language)
    yield (
        text("Period of sessions", language),
        ordinal_of_period(projection.period_number, language),
    )
    zone = projection.zone or SEAT_ZONE
    for label, when in (
        (text("Began", language), projection.started),
        (text("Ended", language), projection.ended),
    ):
        yield label, moment(when, zone, language) if when else unknown
    yield text("Place", language), projection.place or unknown
    yield text("Presiding", language), _presiding(projection, language) or unknown
    if projection.kind is ActivityKind.HEARING:
        visibility = Visibility.PRIVATE if projection.is_private else Visibility.PUBLIC
        yield heading("is_private", language), word(visibility, language)
    if projection.states:
        states = (state_name(state, language) for state in projection.states)
        yield text("States", language), list_of(states, language)
    if projection.matter_number:
        yield text("Matter number", language), projection.matter_number


def _presiding(projection: MinutesProjection, language: Language) -> str:
    """Return who presided, in turn; a name is never cut by the words between."""
    return list_of(projection.presided, language) if projection.presided else projection.presiding


def _corrections(projection: MinutesProjection, language: Language) -> Iterator[Part]:
    """Say what a later decision corrected; the minutes above stay as they were approved."""
    if not projection.corrections:
        return
    yield Heading(text=text("Corrections decided after approval", language))
    for decided_on, said in projection.corrections:
        yield Heading(text=day(decided_on, language), level=2)
        yield Paragraph(text=said)


def _about(projection: MinutesProjection, language: Language) -> Iterator[tuple[str, str]]:
    edition = (
        text("Copy for a party (Art. 70.2)", language)
        if _is_party_copy(projection)
        else text("Full edition", language)
    )
    yield text("Edition", language), edition
    yield text("State of the minutes", language), word(projection.status, language)
    if projection.approval and projection.approved_on:
        approved = f"{word(projection.approval, language)}, {day(projection.approved_on, language)}"
        yield text("Approval", language), approved
    elif projection.approve_at_number:
        period = ordinal_of_period(projection.approve_at_number, language)
        yield text("Period at whose opening they are to be approved", language), period
    yield text("Version", language), str(projection.version)
    yield text("Content (SHA-256)", language), fingerprint_of(projection)
    yield text("Handling", language), notice_of(projection, language)

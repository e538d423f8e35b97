"""The minutes of a hearing (Art. 70.1) and of a session (Art. 20.1) as a Word document."""

from collections.abc import Sequence

from docx.document import Document

from convoca.documents.plain_text import plain_text
from convoca.documents.word_file import blank_document, document_bytes, set_running_lines
from convoca.documents.word_parts import add_facts, add_list, add_table
from convoca.domain.hearing import Visibility
from convoca.domain.language import Language
from convoca.domain.minutes import Annex, Attendance, Commitment
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, list_of, moment, ordinal_of_period, state_name
from convoca.i18n.words import heading, word
from convoca.services.read_models import MinutesProjection


def minutes_document(projection: MinutesProjection, *, language: Language) -> bytes:
    """Return the minutes as a DOCX file: the same minutes, the same bytes."""
    is_hearing = projection.kind is ActivityKind.HEARING
    if is_hearing:
        name = text("Minutes of hearing", language)
    else:
        name = text("Summary minutes of session", language)
    title = f"{name}: {projection.title}"
    document = blank_document(title, language, dated=projection.ended or projection.started)
    _add_running_lines(document, projection, language)
    document.add_paragraph(name, style="Title")
    document.add_paragraph(plain_text(projection.title), style="Subtitle")
    add_facts(document, _facts(projection, language))
    if is_hearing:
        _add_hearing(document, projection, language)
    else:
        _add_session(document, projection, language)
    return document_bytes(document)


def _add_running_lines(
    document: Document, projection: MinutesProjection, language: Language
) -> None:
    marks = []
    if projection.is_draft:
        marks.append(text("DRAFT", language))
    if projection.is_example:
        marks.append(text("EXAMPLE: invented data", language))
    if projection.kind is ActivityKind.HEARING:
        notice = text("Internal working document of the Commission (Art. 70.2)", language)
    else:
        notice = text("Confidential internal working document (Art. 20.1)", language)
    set_running_lines(
        document,
        name=text("Inter-American Commission on Human Rights", language),
        marks=marks,
        notice=notice,
        page=text("Page {page} of {pages}", language),
    )


def _facts(projection: MinutesProjection, language: Language) -> list[tuple[str, str]]:
    """Return what the minutes say first: when, where and on what."""
    zone = projection.zone or SEAT_ZONE
    unknown = text("Not recorded", language)
    facts = [
        (
            text("Period of sessions", language),
            ordinal_of_period(projection.period_number, language),
        )
    ]
    for label, when in (
        (text("Began", language), projection.started),
        (text("Ended", language), projection.ended),
    ):
        facts.append((label, moment(when, zone, language) if when else unknown))
    facts += [
        (text("Place", language), projection.place or unknown),
        (text("Presiding", language), projection.presiding or unknown),
    ]
    if projection.kind is ActivityKind.HEARING:
        visibility = Visibility.PRIVATE if projection.is_private else Visibility.PUBLIC
        facts.append((heading("is_private", language), word(visibility, language)))
    if projection.states:
        states = list_of((state_name(state, language) for state in projection.states), language)
        facts.append((text("States", language), states))
    if projection.matter_number:
        facts.append((text("Matter number", language), projection.matter_number))
    return facts


def _add_hearing(document: Document, projection: MinutesProjection, language: Language) -> None:
    _add_names(document, projection, language)
    document.add_heading(text("Participants", language), level=1)
    _add_attendance(document, projection.attendance, language)
    document.add_heading(text("Decisions adopted", language), level=1)
    _add_items(document, projection.decisions, language)
    document.add_heading(text("Commitments assumed by the parties", language), level=1)
    _add_commitments(document, projection.commitments, language)
    document.add_heading(text("Annexes: documents submitted by the parties", language), level=1)
    _add_annexes(document, projection.annexes, language)


def _add_session(document: Document, projection: MinutesProjection, language: Language) -> None:
    _add_names(document, projection, language)
    document.add_heading(text("Matters dealt with", language), level=1)
    _add_items(document, projection.matters, language)
    document.add_heading(text("Decisions taken", language), level=1)
    _add_items(document, projection.decisions, language)
    document.add_heading(text("Statements made for inclusion in the minutes", language), level=1)
    _add_statements(document, projection.statements, language)


def _add_names(document: Document, projection: MinutesProjection, language: Language) -> None:
    document.add_heading(text("Members of the Commission present", language), level=1)
    if projection.members_present:
        add_list(document, projection.members_present, numbered=False)
    else:
        _say_nothing_was_recorded(document, language)


def _add_items(document: Document, items: Sequence[str], language: Language) -> None:
    if items:
        add_list(document, items, numbered=True)
    else:
        _say_nothing_was_recorded(document, language)


def _add_attendance(
    document: Document, attendance: Sequence[Attendance], language: Language
) -> None:
    if not attendance:
        _say_nothing_was_recorded(document, language)
        return
    headings = (
        text("Name", language),
        text("Role", language),
        text("Side", language),
        text("Organisation", language),
    )
    rows = [
        (
            f"{person.name} *" if person.protected else person.name,
            word(person.role, language),
            word(person.side, language),
            person.organisation,
        )
        for person in attendance
    ]
    add_table(document, headings, rows, (0.32, 0.2, 0.2, 0.28))
    if any(person.protected for person in attendance):
        note = text(
            "* Named by pseudonym: the identity is kept in confidence (Arts. 64.3, 65.8).", language
        )
        document.add_paragraph(note, style="Note")


def _add_commitments(
    document: Document, commitments: Sequence[Commitment], language: Language
) -> None:
    if not commitments:
        _say_nothing_was_recorded(document, language)
        return
    headings = (text("Party", language), text("Commitment", language), text("By", language))
    rows = [
        (
            commitment.party,
            commitment.text,
            day(commitment.due, language) if commitment.due else text("No day given", language),
        )
        for commitment in commitments
    ]
    add_table(document, headings, rows, (0.22, 0.54, 0.24))


def _add_annexes(document: Document, annexes: Sequence[Annex], language: Language) -> None:
    if not annexes:
        _say_nothing_was_recorded(document, language)
        return
    headings = (
        text("Annex", language),
        text("Document", language),
        text("Submitted by", language),
        text("SHA-256", language),
    )
    rows = [
        (str(number), annex.title, annex.submitted_by, annex.sha256)
        for number, annex in enumerate(annexes, 1)
    ]
    add_table(document, headings, rows, (0.1, 0.32, 0.22, 0.36))


def _add_statements(
    document: Document, statements: Sequence[tuple[str, str]], language: Language
) -> None:
    if not statements:
        _say_nothing_was_recorded(document, language)
        return
    headings = (text("Member", language), text("Statement", language))
    add_table(document, headings, statements, (0.28, 0.72))


def _say_nothing_was_recorded(document: Document, language: Language) -> None:
    nothing = text("Nothing was recorded under this heading.", language)
    document.add_paragraph(nothing, style="Note")

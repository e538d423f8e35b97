"""Notices as their readers get them: the text of a mail, a Word document, an accessible PDF."""

from datetime import UTC, date, datetime, time
from io import BytesIO

import docx
from docxtpl.template import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from convoca.documents.letter_layout import parts_of
from convoca.documents.notice_templates import letterhead
from convoca.documents.notice_texts import marks_of, subject_of, text_of
from convoca.documents.plain_text import plain_text
from convoca.documents.typesetting import Facts, Heading, Listing, Paper, Paragraph, Part, pdf_of
from convoca.documents.word_file import document_bytes
from convoca.domain.slot import SEAT_ZONE, zone_info
from convoca.i18n.catalogue import text as worded
from convoca.services.notices.letters import Letter


class NoticeLetters:
    """Writes letters by the reviewed templates: the same letter, the same bytes."""

    def subject(self, letter: Letter, /) -> str:
        return subject_of(letter)

    def text(self, letter: Letter, /) -> str:
        return text_of(letter)

    def docx(self, letter: Letter, text: str, /) -> bytes:
        document = DocxTemplate(BytesIO(letterhead(letter.language)))
        values = {
            "mark": _safe(_mark(letter)),
            "parts": [_as_values(part, letter) for part in _body(letter, text)],
        }
        document.render(values, jinja_env=_environment())
        stream = BytesIO()
        document.save(stream)
        return _with_properties(stream.getvalue(), letter)

    def pdf(self, letter: Letter, text: str, /) -> bytes:
        language = letter.language
        return pdf_of(
            Paper(
                title=subject_of(letter),
                language=language,
                name=worded("Inter-American Commission on Human Rights", language),
                parts=_body(letter, text),
                page=worded("Page {page} of {pages}", language),
                notice=letter.reference,
                marks=marks_of(letter),
                dated=_instant(letter.dated),
            )
        )


def _with_properties(content: bytes, letter: Letter) -> bytes:
    document = docx.Document(BytesIO(content))
    properties = document.core_properties
    properties.title = plain_text(subject_of(letter))[:255]
    properties.created = properties.modified = _instant(letter.dated)
    return document_bytes(document)


def _body(letter: Letter, text: str) -> tuple[Part, ...]:
    """Return the parts of the text; the marks at its head stand above every page already."""
    mark = _mark(letter)
    return parts_of(text.removeprefix(f"{mark}\n\n") if mark else text)


def _mark(letter: Letter) -> str:
    return " · ".join(marks_of(letter))


def _instant(day: date) -> datetime:
    """Return noon at the seat, so that the day is the same in every zone of the Americas."""
    return datetime.combine(day, time(12), zone_info(SEAT_ZONE)).astimezone(UTC)


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _as_values(part: Part, letter: Letter) -> dict[str, object]:
    """Return what the letterhead knows of a part; a part that lacks something has it empty."""
    said = part.text if isinstance(part, Heading | Paragraph) else subject_of(letter)
    facts = part.facts if isinstance(part, Facts) else ()
    items = part.items if isinstance(part, Listing) else ()
    return {
        "kind": part.kind,
        "text": _safe(said),
        "facts": [{"label": _safe(label), "said": _safe(value)} for label, value in facts],
        "entries": [_safe(item) for item in items],
    }


def _safe(said: str) -> Markup:
    # docxtpl turns {_{ into {{ after filling in; written as a reference, the underscore stays.
    return Markup(str(escape(plain_text(said))).replace("_", "&#95;"))  # noqa: S704 - escaped above

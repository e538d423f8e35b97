"""A Word document as a file: paper, styles, language, properties, header and footer."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from string import Formatter

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from convoca.documents.deterministic_zip import repack
from convoca.documents.plain_text import plain_text
from convoca.domain.language import Language

#: Width between the margins of a Letter page, the paper of the Commission's seat.
TEXT_WIDTH = Inches(6.5)

_BLUE, _GREY, _RED = (RGBColor.from_string(code) for code in ("1F4E79", "4B5563", "B91C1C"))
_RULE = "B8C2CC"
_LOCALES = {
    Language.ENGLISH: "en-US",
    Language.SPANISH: "es-ES",
    Language.PORTUGUESE: "pt-BR",
    Language.FRENCH: "fr-FR",
}
# The library's template carries a picture, another program's properties and a second set of styles.
_DROPPED_PARTS = ("/thumbnail", "/extended-properties", "/customXml", "/stylesWithEffects")


def blank_document(title: str, language: Language, *, dated: datetime | None) -> Document:
    """Return an empty document in ``language`` with its properties set; ``dated`` is an instant."""
    document = docx.Document()
    _drop_foreign_parts(document)
    properties = document.core_properties
    properties.title, properties.language = plain_text(title)[:255], str(language)
    properties.author = properties.last_modified_by = "Convoca"
    properties.comments, properties.revision = "", 1
    properties.created = properties.modified = dated or datetime(1980, 1, 1, tzinfo=UTC)
    for root in (document.styles.element, document.settings.element):
        for tag in ("w:lang", "w:themeFontLang"):
            for element in root.iter(qn(tag)):
                element.set(qn("w:val"), _LOCALES[language])
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    _set_styles(document)
    return document


def shape_lower_headings(document: Document) -> None:
    """Set the headings below the first level, and the room after notes; letterheads have none of them."""
    _shape(document.styles["Heading 2"], size=12, color=_BLUE, before=12, after=4)
    _shape(document.styles["Heading 3"], size=11, color=_BLUE, before=10, after=4)
    _shape(document.styles["Note"], size=10, before=4, after=4)


def document_bytes(document: Document) -> bytes:
    """Return the file: the same document, the same bytes."""
    stream = BytesIO()
    document.save(stream)
    return repack(stream.getvalue())


def set_running_lines(
    document: Document, *, name: str, marks: Iterable[str], notice: str, page: str
) -> None:
    """Fill the header (whose paper it is, and marks that nobody may overlook) and the footer.

    ``page`` is a template with ``{page}`` and ``{pages}``, which become fields.
    """
    section = document.sections[0]
    section.header.paragraphs[0].add_run(name)
    for mark in marks:
        section.header.add_paragraph(mark, style="Mark")
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{notice}\t")
    for said, field, _, _ in Formatter().parse(page):
        footer.add_run(said)
        if field:
            _add_field(footer, "PAGE" if field == "page" else "NUMPAGES")


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that the reader's program computes (ECMA-376 Part 1, 17.16.19)."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001 - python-docx knows no fields
    paragraph._p.append(field)  # noqa: SLF001


def _drop_foreign_parts(document: Document) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for key in [k for k, r in relations.items() if r.reltype.endswith(_DROPPED_PARTS)]:
            del relations[key]


def _set_styles(document: Document) -> None:
    styles = document.styles
    _shape(styles["Normal"], size=11, after=6)
    _shape(styles["Title"], size=22, color=_BLUE, before=8, after=4)
    _shape(styles["Subtitle"], size=13, color=_GREY, after=12).font.italic = False
    _shape(styles["Heading 1"], size=14, color=_BLUE, before=16, after=6)
    for name in ("Header", "Footer"):
        line = _shape(styles[name], size=9, color=_GREY)
        line.paragraph_format.tab_stops.clear_all()
        line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _add_style(document, "Table Text", size=10, before=2, after=2)
    _add_style(document, "Table Heading", size=10, before=2, after=2).font.bold = True
    mark = _add_style(document, "Mark", size=14, color=_RED, before=2, after=2)
    mark.font.bold, mark.paragraph_format.alignment = True, WD_ALIGN_PARAGRAPH.CENTER
    _add_style(document, "Note", size=10, color=_GREY, before=4).font.italic = True
    for border in styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for side in border:
            side.set(qn("w:color"), _RULE)


def _add_style(
    document: Document,
    name: str,
    *,
    size: int,
    color: RGBColor | None = None,
    before: int = 0,
    after: int = 0,
) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    return _shape(style, size=size, color=color, before=before, after=after)


def _shape(
    style: BaseStyle, *, size: int, color: RGBColor | None = None, before: int = 0, after: int = 0
) -> ParagraphStyle:
    """Set the size and the space around a paragraph style, in points."""
    if not isinstance(style, ParagraphStyle):
        raise TypeError(style)
    style.font.size = Pt(size)
    if color is not None:
        style.font.color.rgb = color
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    return style

"""A paper as a Word document: the same parts as its PDF, in Word's own styles."""

from docx.document import Document

from convoca.documents.plain_text import plain_text
from convoca.documents.typesetting import (
    Facts,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Part,
    Table,
)
from convoca.documents.word_file import (
    blank_document,
    document_bytes,
    set_running_lines,
    shape_lower_headings,
)
from convoca.documents.word_parts import add_facts, add_list, add_table


def word_of(paper: Paper) -> bytes:
    """Return the paper as a DOCX file: the same paper, the same bytes."""
    document = blank_document(paper.name_of_file, paper.language, dated=paper.dated)
    shape_lower_headings(document)
    marks = [" · ".join(paper.marks)] if paper.marks else []
    set_running_lines(document, name=paper.name, marks=marks, notice=paper.notice, page=paper.page)
    document.add_paragraph(plain_text(paper.title), style="Title")
    if paper.subtitle:
        document.add_paragraph(plain_text(paper.subtitle), style="Subtitle")
    for part in paper.parts:
        _add(document, part)
    return document_bytes(document)


def _add(document: Document, part: Part) -> None:
    match part:
        case Heading():
            document.add_heading(plain_text(part.text), level=part.level)
        case Paragraph():
            style = "Note" if part.style == "note" else "Normal"
            run = document.add_paragraph(style=style).add_run(plain_text(part.text))
            run.bold = True if part.style == "strong" else None
        case Listing():
            add_list(document, part.items, numbered=part.numbered)
        case Facts():
            add_facts(document, part.facts)
        case Table():
            add_table(document, part.headings, part.rows, part.shares)

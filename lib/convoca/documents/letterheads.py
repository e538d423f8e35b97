"""The letterheads of the notices: Word templates in four languages, made here and kept beside the texts.

``python -m convoca.documents.letterheads`` makes them anew; then a review, then the list of hashes.
"""

import sys
from pathlib import Path

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt

from convoca.documents.word_file import blank_document, document_bytes, set_running_lines
from convoca.domain.language import Language

_NAMES = {
    Language.SPANISH: "Comisión Interamericana de Derechos Humanos · Secretaría Ejecutiva",
    Language.ENGLISH: "Inter-American Commission on Human Rights · Executive Secretariat",
    Language.PORTUGUESE: "Comissão Interamericana de Direitos Humanos · Secretaria Executiva",
    Language.FRENCH: "Commission interaméricaine des droits de l\u2019homme · Secrétariat exécutif",
}
_PAGES = {
    Language.SPANISH: "Página {page} de {pages}",
    Language.ENGLISH: "Page {page} of {pages}",
    Language.PORTUGUESE: "Página {page} de {pages}",
    Language.FRENCH: "Page {page} sur {pages}",
}
_ADDRESS = "1889 F Street NW, Washington, D.C. 20006"
# How each part of a letter looks; docxtpl drops a paragraph that holds a tag beginning with p.
_PARTS = (
    ("title", "Title", "{{ part.text }}"),
    ("heading", "Heading 1", "{{ part.text }}"),
    ("paragraph", "Normal", "{{ part.text }}"),
)


def letterhead_template(language: Language) -> bytes:
    """Return the letterhead of one language: the same bytes each time."""
    document = blank_document("", language, dated=None)
    properties = document.core_properties
    properties.author = properties.last_modified_by = ""
    set_running_lines(
        document,
        name=_NAMES[language],
        marks=("{{ mark }}",),
        notice=_ADDRESS,
        page=_PAGES[language],
    )
    document.styles["Title"].font.size = Pt(15)
    fact = document.styles.add_style("Fact", WD_STYLE_TYPE.PARAGRAPH)
    fact.base_style = document.styles["Normal"]
    fact.paragraph_format.left_indent = Pt(18)
    fact.paragraph_format.space_after = Pt(2)
    _add_parts(document)
    return document_bytes(document)


def _add_parts(document: Document) -> None:
    document.add_paragraph("{%p for part in parts %}")
    for kind, style, said in _PARTS:
        document.add_paragraph(f'{{%p if part.kind == "{kind}" %}}')
        document.add_paragraph(said, style=style)
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for fact in part.facts %}")
    line = document.add_paragraph(style="Fact")
    line.add_run("{{ fact.label }}").bold = True
    line.add_run(" {{ fact.said }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for item in part.entries %}")
    document.add_paragraph("{{ item }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endfor %}")


def main() -> None:
    """Write the four letterheads."""
    for language in Language:
        path = Path(__file__).with_name("templates") / "notices" / f"letterhead.{language}.docx"
        path.write_bytes(letterhead_template(language))
        sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    main()

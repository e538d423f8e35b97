"""An approved Word document as the PDF that is kept: PDF/UA-1 and PDF/A-2a, without an office suite.

pandoc reads the document and Typst sets it. What nobody sees in print must not be kept in secret
either: tracked changes, comments and hidden text are refused.
"""

import json
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import docx
import pypandoc
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from docx.document import Document

from convoca.documents.plain_text import plain_text
from convoca.documents.typesetting import typeset
from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language
from convoca.i18n.catalogue import text

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHANGES = frozenset(
    _WORD + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange"),
        *("tcPrChange", "trPrChange", "tblPrExChange", "numberingChange"),
    )
)
_COMMENTS = frozenset({f"{_WORD}comment", f"{_WORD}commentReference"})
_HIDDEN = frozenset({f"{_WORD}vanish", f"{_WORD}specVanish"})
_FOREIGN = frozenset({f"{_WORD}altChunk", f"{_WORD}object", f"{_WORD}txbxContent"})
_REFUSAL_WORDS = {
    _CHANGES: "It holds tracked changes: accept or reject them in Word first.",
    _COMMENTS: "It holds comments: remove them in Word first.",
    _HIDDEN: "It holds hidden text: show or remove it in Word first.",
    _FOREIGN: "It holds a text box or an embedded object: put its text into the page first.",
}
_READ = ("document", "comments", "footnotes", "endnotes", "header", "footer")
_LARGEST = 64 * 1024 * 1024
_SECONDS = 60


def archive_pdf(content: bytes, language: Language, title: str) -> bytes:
    """Return a DOCX as PDF/UA-1 and PDF/A-2a: the same document, the same bytes.

    Raises InvalidValue when it is no Word document, holds what is not to be kept, or cannot be made
    accessible, e.g. a picture without a description.
    """
    _refuse_what_is_not_seen(content)
    document = docx.Document(BytesIO(content))
    lines = json.dumps(_page_lines(document, language, title), ensure_ascii=False)
    with TemporaryDirectory() as folder:
        _lay_out_pictures(content, Path(folder))
        source = _typst_source(content, language)
        return typeset(source, {"lines": lines}, dated=_date_of(document), folder=folder)


def _refuse_what_is_not_seen(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > _LARGEST:
                raise InvalidValue("document", "It is too large to be put into the archive.")
            for name in _parts_with_text(package.namelist()):
                for tag in _tags(package.read(name)):
                    _refuse(tag)
    except (BadZipFile, ParseError, DefusedXmlException, KeyError) as error:
        raise InvalidValue("document", "It is not a Word document (DOCX).") from error


def _parts_with_text(names: Sequence[str]) -> list[str]:
    """Return the parts that people write in; a document lacks the main one when it is none."""
    found = [
        n for n in names if n.startswith("word/") and Path(n).stem.rstrip("0123456789") in _READ
    ]
    if "word/document.xml" not in found:
        raise KeyError("word/document.xml")
    return [name for name in found if name.endswith(".xml")]


def _tags(part: bytes) -> Iterator[str]:
    """Yield what is switched on in a part; a property whose value is off counts for nothing."""
    for _, element in iterparse(BytesIO(part)):
        if element.get(f"{_WORD}val") not in {"0", "false", "off"}:
            yield element.tag


def _refuse(tag: str) -> None:
    for tags, sentence in _REFUSAL_WORDS.items():
        if tag in tags:
            raise InvalidValue("document", sentence)


def _page_lines(document: Document, language: Language, title: str) -> dict[str, object]:
    """Return what stands at the head and foot of each page, which pandoc does not read."""
    section = document.sections[0]
    page = text("Page {page} of {pages}", language)
    before, _, rest = page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    foot = " · ".join(line.text.partition("\t")[0] for line in section.footer.paragraphs)
    head = [plain_text(line.text) for line in section.header.paragraphs if line.text.strip()]
    return {
        "title": " ".join(plain_text(title).split()) or "-",
        "language": str(language),
        "head": head,
        "foot": plain_text(foot),
        "page": [before, between, after],
    }


def _lay_out_pictures(content: bytes, folder: Path) -> None:
    """Put the pictures where the text names them, under their own names only."""
    media = folder / "media"
    media.mkdir()
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.startswith("word/media/") and Path(name).name:
                (media / Path(name).name).write_bytes(package.read(name))


def _typst_source(content: bytes, language: Language) -> bytes:
    """Return the document as Typst, read by pandoc in its sandbox: it opens no other file."""
    folder = files("convoca.documents").joinpath("templates")
    with (
        as_file(folder.joinpath("archive.typ")) as template,
        as_file(folder.joinpath("archive.lua")) as levels,
    ):
        command = [
            *(pypandoc.get_pandoc_path(), "--sandbox", "--from=docx", "--to=typst", "--standalone"),
            *(f"--template={template}", f"--lua-filter={levels}", "--wrap=none"),
            f"--metadata=lang:{language}",
        ]
        answer = subprocess.run(  # noqa: S603 - a fixed program with fixed options
            command, input=content, capture_output=True, timeout=_SECONDS, check=False, env={}
        )
    if b"a picture without a description" in answer.stderr:
        raise InvalidValue(
            "document", "It holds a picture without a description: write one in Word first."
        )
    if answer.returncode:
        raise InvalidValue("document", "It is not a Word document (DOCX).")
    return answer.stdout


def _date_of(document: Document) -> datetime | None:
    """Return when the document was last changed by its own word, so that the bytes follow from it."""
    modified = document.core_properties.modified
    return modified.replace(tzinfo=UTC) if modified else None

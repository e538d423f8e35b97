"""Papers as PDF/UA-1 and PDF/A-2a: the parts of a paper are data, the layout is one Typst file.

Text from outside reaches Typst as JSON strings and never as markup, so there is nothing to escape.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from tempfile import TemporaryDirectory
from typing import ClassVar, Literal

import typst

from convoca.documents.plain_text import plain_text
from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language

_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)
# Each round names more letters that no font has; a paper of more scripts than this is no paper.
_ROUNDS = 12
_NO_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_PRIVATE = re.compile(r'contains the codepoint `"((?:[^"\\]|\\.)*)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """Where the title stands, when it does not come first, as in a letter."""

    kind: ClassVar[str] = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """``level`` 1 is the first below the title; none may be skipped."""

    kind: ClassVar[str] = "heading"
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line end in ``text`` is a line end in print."""

    kind: ClassVar[str] = "paragraph"
    text: str
    style: Literal["plain", "strong", "note", "right"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    kind: ClassVar[str] = "listing"
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Pairs of what is told and what it is."""

    kind: ClassVar[str] = "facts"
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose first row is its header and repeats on each page; ``shares`` divide the width."""

    kind: ClassVar[str] = "table"
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


Part = Title | Heading | Paragraph | Listing | Facts | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What stands on a paper.

    ``subtitle`` stands below the title; both name the file, unless it is ``called`` otherwise, which
    programs show where nobody has opened it. ``name`` stands at the head of each page,
    with ``marks`` that nobody may overlook; ``notice`` at its foot. ``page`` is a template with
    ``{page}`` and ``{pages}``. ``dated`` is an instant, ``size`` that of the letters in points.
    """

    title: str
    language: Language
    name: str
    parts: tuple[Part, ...]
    page: str
    subtitle: str = ""
    notice: str = ""
    marks: tuple[str, ...] = ()
    dated: datetime | None = None
    is_landscape: bool = False
    size: float = field(default=11.0)
    called: str = ""

    @property
    def name_of_file(self) -> str:
        """What programs call the document: its title, said in full."""
        title = self.called or self.title
        return f"{title}: {self.subtitle}" if self.subtitle else title


def pdf_of(paper: Paper) -> bytes:
    """Return the paper as PDF/UA-1 and PDF/A-2a: the same paper, the same bytes.

    A letter that no font has is named by its number, e.g. ``[U+4E2D]``, so that its loss is seen.
    """
    data = json.dumps(_as_data(paper), ensure_ascii=False)
    source = files("convoca.documents").joinpath("templates", "paper.typ").read_bytes()
    return typeset(source, {"paper": data}, dated=paper.dated)


def typeset(
    source: bytes, inputs: Mapping[str, str], *, dated: datetime | None, folder: str = ""
) -> bytes:
    """Compile Typst ``source``, which may read ``folder`` alone, with the fonts of the library alone.

    ``inputs`` are JSON texts, or ``source`` holds the text itself as markup; letters that no font has
    are named by number in both. Raises InvalidValue when it cannot become an accessible PDF.
    """
    with TemporaryDirectory() as empty:
        for _ in range(_ROUNDS):
            try:
                return _compiled(source, inputs, dated, folder or empty, empty)
            except typst.TypstError as error:
                missing = _letters_without_font(error)
                if not missing:
                    raise InvalidValue(
                        "text", "It cannot become an accessible PDF: {reason}", reason=error.message
                    ) from error
                # In the source a bracket may open a part; in data it is a bracket.
                source = _named(source.decode(), missing, "\\[U+{:04X}\\]").encode()
                inputs = {key: _named(said, missing) for key, said in inputs.items()}
    raise InvalidValue("text", "Too many of its letters are in no font.")


def _compiled(
    source: bytes, inputs: Mapping[str, str], dated: datetime | None, root: str, empty: str
) -> bytes:
    # Packages are looked for in an empty folder: nothing is fetched while a paper is set.
    compiler = typst.Compiler(
        source, root=root, font_paths=_fonts(), package_path=empty, package_cache_path=empty
    )
    pdf = compiler.compile(
        format="pdf",
        sys_inputs=dict(inputs),
        # Accessible (ISO 14289-1) and made to be kept (ISO 19005-2, level A).
        pdf_standards=["ua-1", "a-2a"],
        timestamp=(dated or _UNDATED).astimezone(UTC),
    )
    if not isinstance(pdf, bytes):
        raise TypeError(pdf)
    return pdf


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that the library brings along: those of a machine would change the bytes."""
    return typst.Fonts(include_system_fonts=False)


def _as_data(paper: Paper) -> dict[str, object]:
    before, _, rest = paper.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return {
        "title": "-" if _is_blank(paper.title) else _one_line(paper.title),
        "subtitle": plain_text(paper.subtitle),
        "name_of_file": "-" if _is_blank(paper.title) else _one_line(paper.name_of_file),
        "language": str(paper.language),
        "name": _one_line(paper.name),
        "notice": _one_line(paper.notice),
        "marks": [_one_line(mark) for mark in paper.marks],
        "page": [before, between, after],
        "landscape": paper.is_landscape,
        "size": paper.size,
        "parts": [
            {"kind": part.kind, **_cleaned(asdict(part))}
            for part in paper.parts
            if not (isinstance(part, Heading) and _is_blank(part.text))
        ],
    }


def _is_blank(said: str) -> bool:
    """Whether nothing of it can be seen: a heading without words leads a listener nowhere."""
    return not any(letter.isprintable() and not letter.isspace() for letter in said)


def _cleaned(values: dict[str, object]) -> dict[str, object]:
    return {key: _plain(value) for key, value in values.items()}


def _plain(value: object) -> object:
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, Sequence):
        return [_plain(each) for each in value]
    return value


def _one_line(said: str) -> str:
    return " ".join(plain_text(said).split())


def _letters_without_font(error: typst.TypstError) -> set[str]:
    """Return the letters that the message names as having no shape in any font."""
    named = _NO_GLYPH.findall(error.diagnostic) + _PRIVATE.findall(error.diagnostic)
    return {letter for said in named for letter in _unescaped(said) if not letter.isascii()}


def _unescaped(said: str) -> str:
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[2], said)


def _named(said: str, letters: set[str], form: str = "[U+{:04X}]") -> str:
    return said.translate({ord(letter): form.format(ord(letter)) for letter in letters})

"""Letters to be handed over by a person: one ZIP with each as PDF and DOCX, and a list of them."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO, StringIO
from zipfile import ZipFile

from convoca.documents.deterministic_zip import part_info
from convoca.documents.plain_text import plain_text
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.words import word
from convoca.services.notices.letters import Letter

#: What a spreadsheet would take for a formula, at the beginning of a cell; and which sign parts the
#: cells is the choice of whoever opens the list.
_LOOKS_LIKE_A_FORMULA = re.compile(r"""(^|[,;|]["'\s]*)(?=[=+\-@])""")


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFiles:
    """One approved letter as files; ``stem`` is their name without its end."""

    stem: str
    letter: Letter
    text_sha256: str
    pdf: bytes
    docx: bytes


def letters_bundle(letters: Iterable[LetterFiles], language: Language) -> bytes:
    """Return the ZIP: the same letters, the same bytes. The list names who gets which file."""
    stream, listed = BytesIO(), StringIO()
    rows = csv.writer(listed, delimiter=";")
    rows.writerow(_headings(language))
    with ZipFile(stream, "w") as bundle:
        for files in letters:
            rows.writerow(map(_cell, _row(files, language)))
            bundle.writestr(part_info(f"{files.stem}.pdf"), files.pdf)
            bundle.writestr(part_info(f"{files.stem}.docx"), files.docx)
        # The mark at its beginning has a spreadsheet read the accents rightly.
        bundle.writestr(part_info("letters.csv"), listed.getvalue().encode("utf-8-sig"))
    return stream.getvalue()


def _headings(language: Language) -> tuple[str, ...]:
    return (
        text("File", language),
        text("Letter number", language),
        text("Kind", language),
        text("Addressee", language),
        text("Address", language),
        text("Language", language),
        text("SHA-256 of the text", language),
    )


def _row(files: LetterFiles, language: Language) -> tuple[str, ...]:
    letter = files.letter
    return (
        f"{files.stem}.pdf",
        letter.reference,
        word(letter.kind, language),
        letter.addressee,
        letter.address,
        word(letter.language, language),
        files.text_sha256,
    )


def _cell(said: str) -> str:
    """Return text that stays text in a spreadsheet, on one line."""
    return _LOOKS_LIKE_A_FORMULA.sub(r"\1'", " ".join(plain_text(said).split()))

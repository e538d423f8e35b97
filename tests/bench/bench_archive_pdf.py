"""Approved minutes on their way to the archive, letters and dossiers: seconds, size, same bytes.

python tests/bench/bench_archive_pdf.py
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from convoca.documents.archive_pdf import archive_pdf
from convoca.documents.minutes import minutes_document
from convoca.documents.notice_letters import NoticeLetters
from convoca.domain.language import Language
from documents.letter_samples import a_letter
from documents.samples import hearing_minutes

RUNS = 5


def measured(name: str, write: Callable[[], bytes]) -> str:
    """Return a row: the best and the worst of several runs after the first, and whether bytes agree."""
    first, seconds, same = write(), [], True
    for _ in range(RUNS):
        began = time.perf_counter()
        same = write() == first and same
        seconds.append(time.perf_counter() - began)
    return f"| {name} | {min(seconds):.3f} | {max(seconds):.3f} | {len(first):,} | {same} |"


def main() -> None:
    language = Language.SPANISH
    approved = minutes_document(hearing_minutes(), language=language)
    letter, writer = a_letter(), NoticeLetters()
    text = writer.text(letter)
    sys.stdout.write("| what | best s | worst s | bytes | same bytes |\n|---|---|---|---|---|\n")
    for name, write in (
        ("approved DOCX to archive PDF", lambda: archive_pdf(approved, language, "Acta")),
        ("letter as text", lambda: writer.text(letter).encode()),
        ("letter as DOCX", lambda: writer.docx(letter, text)),
        ("letter as PDF", lambda: writer.pdf(letter, text)),
    ):
        sys.stdout.write(measured(name, write) + "\n")


if __name__ == "__main__":
    main()

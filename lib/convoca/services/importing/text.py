"""Text from outside: composed (NFC), without what cannot be printed, blanks collapsed."""

import re
import unicodedata

#: Marks that turn the reading direction of what follows, and so can disguise a name.
TURNING_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})
KEPT = frozenset("\n\t")


def clean_line(text: str) -> str:
    r"""Return ``text`` on one line.

    >>> clean_line("  Sala \x07A\n1 ")
    'Sala A 1'
    """
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """Return ``text`` with its line breaks; blanks inside a line collapse."""
    if text.isprintable():  # the common case, and the quick one
        return " ".join(unicodedata.normalize("NFC", text).split())
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if c in KEPT or not _is_odd(c))
    lines = [" ".join(line.split()) for line in kept.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def holds_unprintable(text: str) -> bool:
    return not text.isprintable() and any(_is_odd(c) and c not in "\n\t\r" for c in text)


def _is_odd(character: str) -> bool:
    return (
        character in TURNING_MARKS
        or character == "\ufeff"
        or unicodedata.category(character) in UNPRINTABLE
    )


def merge_sources(stored: str, read: str) -> str:
    """Add the sources read to those stored, each once; they are separated by `` ; ``."""
    parts = [part.strip() for part in f"{stored} ; {read}".split(" ; ")]
    return " ; ".join(dict.fromkeys(part for part in parts if part))

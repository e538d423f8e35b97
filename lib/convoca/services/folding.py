"""Texts folded for comparing: the same for headers, titles and names."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    r"""Return ``text`` without case, accents, punctuation and surplus blanks.

    >>> fold("  N.º de\xa0PERÍODO ")
    'n o de periodo'
    """
    plain = text.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(_WORD.findall(plain))

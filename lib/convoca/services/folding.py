"""Texts folded for comparing: the same for headers, titles and names."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
#: Accents, and what is not seen, such as a soft hyphen or a zero-width space.
_MARKS = frozenset({"Mn", "Me", "Cf"})


def fold(text: str) -> str:
    r"""Return ``text`` without case, accents, punctuation, invisible marks and surplus blanks.

    >>> fold("  N.º de\xa0PERÍODO ")
    'n o de periodo'
    """
    plain = text.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain).casefold()
        plain = "".join(char for char in decomposed if unicodedata.category(char) not in _MARKS)
    return " ".join(_WORD.findall(plain))

"""What a State guarantees to a Special Commission, point by point (Arts. 56 and 57.a to 57.k)."""

from convoca.domain.language import Language
from convoca.i18n.catalogue import text

_GUARANTEE_WORDS = {
    "56": "Whatever the mission requires, and no reprisals against those who assist, inform or testify",
    "a": "Interviews, freely and in private, with whomever the Special Commission chooses",
    "b": "Guarantees for the sources: whoever brings information, testimony or evidence",
    "c": "Movement without restriction in the whole country, with the help and papers that it takes",
    "d": "Transport on the spot",
    "e": "Entry to every prison and place of custody or questioning, and private talks with those held",
    "f": "Documents on respect for human rights that the reports need",
    "g": "Information gathered, kept and copied by any suitable means, camera and recorder included",
    "h": "Security of the Special Commission",
    "i": "Suitable accommodation",
    "j": "All of Article 57 for the staff of the Executive Secretariat too",
    "k": "Costs of the Special Commission and of the staff met by the OAS",
}


def guarantee_words(letter: str, language: Language) -> str:
    """Say in short what one point asks."""
    return text(_GUARANTEE_WORDS[letter], language)


def article_of(letter: str) -> str:
    """Return the article of a point.

    >>> article_of("c")
    '57.c'
    """
    return letter if letter == "56" else f"57.{letter}"

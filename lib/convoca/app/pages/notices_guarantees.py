"""What a State guarantees to a Special Commission, point by point (Arts. 56 and 57.a to 57.k)."""

from convoca.domain.language import Language
from convoca.i18n.catalogue import text

_GUARANTEE_WORDS = {
    "56": "All necessary facilities, and no reprisals against those who cooperate or give information",
    "a": "Free and private interviews with any persons, groups, entities or institutions",
    "b": "Guarantees for those who give information, testimony or evidence",
    "c": "Free travel throughout the territory, with the facilities and documents for it",
    "d": "Local means of transportation",
    "e": "Access to prisons and all places of detention and interrogation, and private interviews there",
    "f": "Any document on the observance of human rights that the reports need",
    "g": "Any appropriate means of filming, photographing, recording and reproducing",
    "h": "Security measures that protect the Special Commission",
    "i": "Appropriate lodging",
    "j": "The same guarantees and facilities for the staff of the Executive Secretariat",
    "k": "Expenses of the Special Commission and the staff borne by the OAS",
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

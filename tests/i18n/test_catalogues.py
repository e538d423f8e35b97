"""Four languages, complete: a sentence that lacks a translation fails the build."""

import string

import pytest

from convoca.domain.errors import ConflictingEdit, DoubleBooking, NotAllowed
from convoca.domain.language import Language
from convoca.i18n.catalogue import messages, text
from convoca.i18n.collect import CATALOGUES, collected
from convoca.i18n.errors import error_text

SENTENCES = collected()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_holds_every_sentence_and_no_other(language: Language) -> None:
    held = set(messages(language))
    assert sorted(SENTENCES - held) == []
    assert sorted(held - SENTENCES) == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_names_the_same_values(language: Language) -> None:
    wrong = [
        english
        for english, translated in messages(language).items()
        if _names(english) != _names(translated)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_is_not_the_english_sentence(language: Language) -> None:
    """A word can be the same in two languages; a sentence cannot."""
    copied = [
        english
        for english, translated in messages(language).items()
        if english == translated and len(english.split()) > 3
    ]
    assert copied == []


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("language", Language)
def test_errors_are_worded_in_each_language(language: Language) -> None:
    worded = error_text(
        DoubleBooking(room="Room A", start="09:00", end="10:00", holder="Example"), language
    )
    assert all(word in worded for word in ("Room A", "09:00", "10:00", "Example"))
    assert "PS 900-1" in error_text(
        NotAllowed("{reference} is decided already. Reopen it first.", reference="PS 900-1"),
        language,
    )
    conflict = error_text(ConflictingEdit("hearing", read_version=1, stored_version=2), language)
    assert "1" in conflict
    assert "2" in conflict


def test_a_sentence_that_no_catalogue_holds_stays_english() -> None:
    assert text("Example {name} that nobody translated", Language.FRENCH, name="x") == (
        "Example x that nobody translated"
    )

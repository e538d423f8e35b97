"""Minutes as the PDF that is kept: what four programs that are not ours think of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from convoca.documents.minutes import minutes_pdf
from convoca.domain.language import Language
from convoca.domain.minutes import Commitment
from convoca.services.read_models import MinutesProjection
from documents.samples import hearing_minutes, party_copy, voted_session_minutes
from support.pdf_checks import defects, text_of_pdf


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("sample", [hearing_minutes, voted_session_minutes, party_copy])
def test_minutes_are_for_everybody_and_for_ever(
    sample: Callable[[], MinutesProjection], language: Language, tmp_path: Path
) -> None:
    pdf = minutes_pdf(sample(), language=language)

    assert defects(pdf, tmp_path) == []
    assert pdf == minutes_pdf(sample(), language=language)


def test_a_statement_longer_than_a_page_is_there_to_its_last_word() -> None:
    long = " ".join(["word"] * 3000)
    projection = voted_session_minutes(
        statements=(("Example Member B", f"{long} end-of-statement"),),
        corrections=((voted_session_minutes().corrections[0][0], f"{long} end-of-correction"),),
    )
    said = text_of_pdf(minutes_pdf(projection, language=Language.ENGLISH))

    assert said.count("word") == 6000
    assert "end-of-statement" in said
    assert "end-of-correction" in said


def test_a_cell_longer_than_a_page_is_there_to_its_last_word() -> None:
    long = " ".join(["word"] * 3000)
    projection = hearing_minutes(commitments=(Commitment(party="Perú", text=f"{long} the-end"),))
    said = text_of_pdf(minutes_pdf(projection, language=Language.ENGLISH))

    assert said.count("word") == 3000
    assert "the-end" in said


def test_what_a_hostile_hand_typed_is_text() -> None:
    typed = '#panic("x") $x^2$ <script> \x00\u202e\ud800 [link](https://example.org)'
    projection = hearing_minutes(title=typed, decisions=(typed,), place=typed)

    said = text_of_pdf(minutes_pdf(projection, language=Language.ENGLISH))

    assert said.count('#panic("x") $x^2$ <script>') >= 3
    assert "\u202e" not in said

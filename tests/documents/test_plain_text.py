import pytest

from convoca.documents.plain_text import plain_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("Ñandú, Conceição, œuvre", "Ñandú, Conceição, œuvre", id="accents-stay"),
        pytest.param("a\tb\nc", "a\tb\nc", id="tab-and-line-end-stay"),
        pytest.param("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne", id="line-ends-become-one"),
        pytest.param("a\x00\x07\x0b\x1b\x7f\x9fb", "ab", id="controls-go"),
        pytest.param("a\ufeff\ufffe\uffff\ufdd0b", "ab", id="noncharacters-go"),
        pytest.param("a\ud800b", "a\ufffdb", id="half-a-pair-can-be-seen"),
        pytest.param("a\u202eb\u2067c\u2069", "abc", id="reading-order-is-not-turned"),
        pytest.param("שלום עולם \u200f!", "שלום עולם \u200f!", id="right-to-left-text-stays"),
        pytest.param("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧", id="joiners-stay"),
    ],
)
def test_text_is_made_plain(text: str, plain: str) -> None:
    assert plain_text(text) == plain

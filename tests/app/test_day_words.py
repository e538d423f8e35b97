"""Days in words: whether something is opened on its own day."""

from datetime import date

import pytest

from convoca.app.widgets.day_words import on_another_day
from convoca.domain.language import Language

PLANNED, BEFORE = date(2027, 3, 1), date(2027, 2, 27)


@pytest.mark.parametrize(
    ("opened", "today", "words"),
    [
        pytest.param(None, PLANNED, "", id="its day has come"),
        pytest.param(PLANNED, date(2027, 3, 9), "", id="opened on its day"),
        pytest.param(None, BEFORE, "March 1, 2027 (in 2 days)", id="not its day yet"),
        pytest.param(BEFORE, BEFORE, "opened on February 27, 2027, not on", id="too early"),
    ],
)
def test_what_is_opened_on_another_day_is_told(
    opened: date | None, today: date, words: str
) -> None:
    told = on_another_day(PLANNED, opened, today, Language.ENGLISH)
    assert words in told
    assert bool(told) is bool(words)

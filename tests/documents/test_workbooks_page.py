from pathlib import Path

import pytest

from convoca.documents.programme_columns import programme_columns
from convoca.documents.request_columns import request_columns
from convoca.domain.language import Language

PAGE = Path(__file__).parents[2] / "docs" / "formats" / "workbooks.md"
CELLS = {
    "text": "text",
    "date": "day",
    "time": "hour",
    "instant": "day and hour",
    "number": "number",
    "verdict": "verdict",
}


@pytest.mark.parametrize(
    ("section", "columns"),
    [
        pytest.param("Register of requests", request_columns, id="requests"),
        pytest.param("Programme", programme_columns, id="programme"),
    ],
)
def test_the_page_lists_the_columns_in_their_order(section, columns) -> None:
    text = PAGE.read_text(encoding="utf-8").split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    described = [(row[0].strip(), row[1].strip()) for row in rows[2:]]

    assert described == [
        (column.heading, CELLS[column.style]) for column in columns(Language.ENGLISH)
    ]

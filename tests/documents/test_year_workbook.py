"""The workbook of a year: what each line is about, in each language, and no formula from outside."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from convoca.documents.year_workbook import year_columns, year_workbook
from convoca.domain.finding import Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.member import Office
from convoca.services.year.read_models import YearPart, YearRow

PAGE = Path(__file__).parents[2] / "docs" / "formats" / "workbooks.md"
ROWS = (
    YearRow(part=YearPart.PERIOD, number=901, day=date(2027, 3, 1), due=date(2027, 3, 12)),
    YearRow(part=YearPart.OFFICE, office=Office.PRESIDENT, who="Ana Example"),
    YearRow(part=YearPart.RAPPORTEURSHIP, state=StateCode("MX"), verdict=Verdict.BREACHED),
    YearRow(part=YearPart.MANDATE, name='=HYPERLINK("x")', articles=("15.3", "15.4")),
    YearRow(part=YearPart.DAY, name="Example", rule="mandate_is_reviewed_in_time"),
)


def sheet_of(language: Language):
    content = year_workbook(ROWS, year=2027, language=language, is_example=True)
    return load_workbook(BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("language", Language)
def test_each_row_has_its_line_under_the_headings(language: Language) -> None:
    sheet = sheet_of(language)

    assert [cell.value for cell in sheet[1]] == [c.heading for c in year_columns(language)]
    assert sheet.max_row == len(ROWS) + 1
    assert all(sheet.cell(row, 2).value for row in range(2, sheet.max_row + 1))


def test_what_has_no_name_is_told_by_what_it_is() -> None:
    names = [row[1].value for row in sheet_of(Language.ENGLISH).iter_rows(min_row=2)]

    assert names == [
        "901st period of sessions",
        "President",
        "Mexico",
        '=HYPERLINK("x")',
        "Review of the mandate: Example",
    ]


def test_text_from_outside_is_no_formula() -> None:
    cells = [cell for row in sheet_of(Language.ENGLISH).iter_rows() for cell in row]

    assert {cell.data_type for cell in cells} <= {"s", "d", "n", "inlineStr"}


def test_the_page_lists_the_columns_in_their_order() -> None:
    section = PAGE.read_text("utf-8").split("\n## The year\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]

    assert [row[0].strip() for row in rows[2:]] == [
        column.heading for column in year_columns(Language.ENGLISH)
    ]

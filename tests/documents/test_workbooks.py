import json
import re
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook, load_workbook

from convoca.documents.plain_text import plain_text
from convoca.documents.workbooks import programme_workbook, requests_workbook
from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Verdict
from convoca.domain.language import Language
from convoca.i18n.findings import sentence
from convoca.services.read_models import RequestRow
from documents.samples import LATE, a_programme_row, a_request_row

NAUGHTY = Path(__file__).parents[3] / "shared" / "corpora" / "blns" / "blns.json"
# A cell knows no zone.
wall = datetime.fromisoformat
RISKY = ["=1+1", "@SUM(A1)", "+49 30", "-2", "\t=1+1", "\n=1+1", "=cmd|' /C calc'!A0", "#N/A"]


def register(*rows: RequestRow, language: Language = Language.ENGLISH) -> bytes:
    return requests_workbook(rows, period_number=183, language=language, is_example=True)


def programme(*rows: Any, language: Language = Language.ENGLISH) -> bytes:
    return programme_workbook(rows, period_number=183, language=language, is_example=False)


def by_heading(workbook: bytes) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(BytesIO(workbook)).worksheets[0]
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def calamine(workbook: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_index(0).to_python()


def test_the_register_says_what_came_when_and_what_the_rules_say_of_it() -> None:
    (row,) = by_heading(register(a_request_row()))

    assert row == {
        "Reference": "PS 183-7",
        "Received on": wall("2022-01-16"),
        "Received at": time(22, 30),
        "Time zone": "America/New_York",
        "Received (UTC)": wall("2022-01-17 03:30"),
        "Last day in time": wall("2022-01-16"),
        "Days before the opening": 50,
        "In time": "Met",
        "Within the call": "Undetermined",
        "Complete": "Breached",
        "What is missing": "the purpose of the hearing; the participants",
        "Findings": f"Art. 66.1: {sentence(LATE, Language.ENGLISH)}",
        "Title": "Ejemplo: situación de la niñez en Perú",
        "Kind": "General: a State",
        "Activity requested": "Hearing",
        "Initiative": "At the request of a party",
        "States": "Peru; Brazil",
        "Requested by": "Organización Ejemplo; Red Ñandú",
        "Matter number": "12.345",
        "Length requested (minutes)": 60,
        "Similar to": "PS 183-9",
        "Decision": "Granted",
        "Decided on": wall("2022-02-01"),
        "Reason for the decision": "Ejemplo",
        "Merged into": None,
        "Record key": "00000000-0000-0000-0000-000000000007",
    }


def test_the_programme_gives_the_hour_of_the_place_and_the_universal_one() -> None:
    placed, waiting, cancelled = by_heading(
        programme(
            a_programme_row(),
            a_programme_row(slot=None, notice=None, last_day_of_notice=None, is_private=True),
            a_programme_row(is_cancelled=True, notice=Verdict.WAIVED),
        )
    )

    assert placed == {
        "Day": wall("2022-03-15"),
        "From": time(9, 30),
        "To": time(11),
        "Time zone": "America/Bogota",
        "Begins (UTC)": wall("2022-03-15 14:30"),
        "Length (minutes)": 90,
        "Place": "Bogotá",
        "Room": "Sala Ñ",
        "Title": "Example: independence of judges",
        "Kind": "Hearing",
        "Public or private": "Public",
        "Status": "Placed",
        "States": "Colombia",
        "Parties": "Example Organisation; Colombia",
        "Members attending": "Example Member A; Example Member B",
        "Last day of notice": wall("2022-02-15"),
        "Notice": "Met",
        "Problems": 2,
    }
    assert (waiting["Day"], waiting["From"], waiting["Time zone"]) == (None, None, None)
    assert (waiting["Status"], waiting["Notice"]) == ("Waiting for a place", None)
    assert waiting["Public or private"] == "Private"
    assert (cancelled["Status"], cancelled["Notice"]) == ("Cancelled", "Waived")


@pytest.mark.parametrize("text", RISKY)
def test_text_is_never_a_formula(text: str) -> None:
    workbook = register(a_request_row(title=text))
    sheet = openpyxl.load_workbook(BytesIO(workbook)).worksheets[0]
    cell = next(cell for cell in sheet[2] if cell.value == text)

    assert cell.data_type == "s"
    assert cell.quotePrefix is (text != "#N/A")
    assert text in calamine(workbook)[1]
    for part in ZipFile(BytesIO(workbook)).namelist():
        assert b"<f>" not in ZipFile(BytesIO(workbook)).read(part)


def test_naughty_strings_come_back_as_text() -> None:
    if not NAUGHTY.exists():
        pytest.skip("the list of naughty strings is not here")
    strings = [*json.loads(NAUGHTY.read_text(encoding="utf-8")), "a\ud800b", "\x00\x1b", "_x000D_"]
    expected = [plain_text(text) for text in strings]
    workbook = register(*(a_request_row(title=text) for text in strings))

    headings, *rows = calamine(workbook)
    titles = [row[headings.index("Title")] for row in rows]
    assert titles == expected

    # openpyxl leaves "_x005F_", the escape of an underline, as it stands.
    read = [row["Title"] or "" for row in by_heading(workbook)]
    assert [text.replace("_x005F_", "_") for text in read] == expected


def test_text_that_no_cell_holds_is_refused_by_record_and_field() -> None:
    longest = "\U0001d538" * 16_383 + "b"
    assert by_heading(register(a_request_row(title=longest)))[0]["Title"] == longest

    with pytest.raises(InvalidValue) as refused:
        register(a_request_row(reference="PS 183-1"), a_request_row(title=longest + "b"))

    assert refused.value.field == "title"
    assert str(refused.value) == (
        "title: The text of “PS 183-7” has 32768 characters; a cell holds 32767. Shorten it."
    )


@pytest.mark.parametrize("language", Language)
def test_the_same_rows_give_the_same_bytes(language: Language) -> None:
    rows = [a_request_row(), a_request_row(title="=1+1", decided_on=None)]

    assert register(*rows, language=language) == register(*rows, language=language)
    assert programme(a_programme_row(), language=language) == programme(
        a_programme_row(), language=language
    )


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("rows", [0, 1, 1203])
def test_the_sheet_is_a_table_with_its_header_in_view(language: Language, rows: int) -> None:
    workbook = openpyxl.load_workbook(
        BytesIO(register(*[a_request_row()] * rows, language=language))
    )
    sheet = workbook.worksheets[0]
    (table,) = sheet.tables.values()
    headings = [cell.value for cell in sheet[1]]

    assert table.ref == table.autoFilter.ref == f"A1:Z{max(rows, 1) + 1}"
    assert [column.name for column in table.tableColumns] == headings
    assert len(set(headings)) == len(headings)
    assert sheet.max_row == max(rows, 1) + 1 or rows == 0
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.column_dimensions["Z"].hidden
    assert workbook.properties.language == str(language)
    assert "183" in str(workbook.properties.title)
    assert workbook.properties.creator == workbook.properties.lastModifiedBy == "Convoca"


def test_an_example_says_so_on_the_page_about_it_and_on_every_printed_page() -> None:
    example = openpyxl.load_workbook(BytesIO(register(a_request_row())))
    real = openpyxl.load_workbook(BytesIO(programme(a_programme_row())))

    assert example.worksheets[0].oddHeader.right.text == "EXAMPLE: invented data"
    assert "EXAMPLE: invented data" in [cell.value for cell in example["About"]["A"]]
    assert not real.worksheets[0].oddHeader.right.text
    assert "EXAMPLE: invented data" not in [cell.value for cell in real["About"]["A"]]


def test_the_page_about_the_workbook_explains_every_column() -> None:
    workbook = openpyxl.load_workbook(BytesIO(register(a_request_row())))
    explained = {row[0]: row[1] for row in workbook["About"].iter_rows(values_only=True)}

    for heading in (cell.value for cell in workbook.worksheets[0][1]):
        assert explained[heading]


def test_the_day_of_the_data_dates_the_file() -> None:
    workbook = openpyxl.load_workbook(
        BytesIO(
            requests_workbook(
                [a_request_row()],
                period_number=183,
                language=Language.FRENCH,
                is_example=False,
                as_of=date(2022, 3, 1),
            )
        )
    )

    assert workbook.properties.created == workbook.properties.modified == wall("2022-03-01")
    assert "1er mars 2022" in [cell.value for cell in workbook.worksheets[1]["B"]]


def test_dates_are_dates_with_their_month_in_letters() -> None:
    formats = {Language.SPANISH: "[$-C0A]d mmm yyyy", Language.FRENCH: "[$-40C]d mmm yyyy"}
    for language, number_format in formats.items():
        workbook = openpyxl.load_workbook(BytesIO(register(a_request_row(), language=language)))
        cell = workbook.worksheets[0]["B2"]
        assert cell.is_date
        assert cell.number_format == number_format


def test_a_table_is_found_by_readers_that_know_relative_paths_only() -> None:
    with ZipFile(BytesIO(register(a_request_row()))) as parts:
        relations = parts.read("xl/worksheets/_rels/sheet1.xml.rels").decode()

    assert re.findall('Target="([^"]*)"', relations) == ["../tables/table1.xml"]
    book = load_workbook(BytesIO(register(a_request_row())), load_tables=True)
    assert book.table_names == ["Register"]


def test_libreoffice_reads_what_was_written(
    libreoffice: Callable[[list[Path], str], list[Path]], tmp_path: Path
) -> None:
    rows = [a_request_row(title=text) for text in ["Ñandú, œuvre", "two\nlines", *RISKY]]
    original = tmp_path / "register.xlsx"
    original.write_bytes(register(*rows))

    (saved_again,) = libreoffice([original], "xlsx")

    ours, theirs = calamine(original.read_bytes()), calamine(saved_again.read_bytes())
    assert [[_rounded(value) for value in row] for row in theirs] == [
        [_rounded(value) for value in row] for row in ours
    ]
    (as_text,) = libreoffice([original], "csv:Text - txt - csv (StarCalc):44,34,76,1")
    for row in rows[2:]:
        assert row.title.strip() in as_text.read_text(encoding="utf-8")


def _rounded(value: Any) -> Any:
    """Drop what two programs' fractions of a day differ by, far less than a second."""
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    return value

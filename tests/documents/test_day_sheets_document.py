"""The day sheet of one person of a delegation, on paper."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import docx
import pytest

from convoca.documents.day_sheets import day_sheet_docx, day_sheet_pdf
from convoca.domain.identifiers import ObservationId, StateCode
from convoca.domain.language import Language
from convoca.domain.on_site_observation import DelegateRole, TravelMode, VisitActivityKind
from convoca.domain.period_of_sessions import Modality
from convoca.domain.slot import Slot
from convoca.services.visits.day_sheets import Companion, DaySheet, DaySheetDay, DaySheetLine
from convoca.services.visits.daylight import Daylight
from support.pdf_checks import defects, text_of_pdf

CO, VE = StateCode("CO"), StateCode("VE")


def a_line(title: str, hour: int, **changes: Any) -> DaySheetLine:
    zone = changes.pop("zone", "America/Bogota")
    values: dict[str, Any] = {
        "slot": Slot.local(date(2027, 6, 8), time(hour), minutes=60, zone=zone),
        "kind": VisitActivityKind.CIVIL_SOCIETY,
        "title": title,
    }
    return DaySheetLine(**{**values, **changes})


def a_sheet(**changes: Any) -> DaySheet:
    day = DaySheetDay(
        day=date(2027, 6, 8),
        places=("Bogotá",),
        territories=(CO,),
        zone="America/Bogota",
        daylight=Daylight(
            rises=datetime(2027, 6, 8, 10, 44, tzinfo=UTC),
            sets=datetime(2027, 6, 8, 23, 6, tzinfo=UTC),
        ),
        lines=(
            a_line(
                "Example: meeting", 9, place="Example house", mode=TravelMode.ROAD,
                transport="Car 2", with_whom=("Example Other", "Example Interpreter"),
            ),
            a_line(
                "Example: interview", 11, kind=VisitActivityKind.PRIVATE_INTERVIEW, held=True,
                hold_reason="Example: the road is closed",
            ),
            a_line("Example: call", 17, zone="America/Caracas", confidential=False),
        ),
    )  # fmt: skip
    values: dict[str, Any] = {
        "visit": ObservationId(UUID(int=9)),
        "key": UUID(int=1),
        "name": "Example Member",
        "role": None,
        "presides": True,
        "title": "Example: visit about Venezuela",
        "states": (VE,),
        "territories": (CO,),
        "opens": date(2027, 6, 8),
        "closes": date(2027, 6, 9),
        "modality": Modality.IN_PERSON,
        "delegation": (
            Companion(name="Example Member", presides=True),
            Companion(name="Example Other"),
            Companion(name="Example Interpreter", role=DelegateRole.INTERPRETER),
        ),
        "days": (day, DaySheetDay(day=date(2027, 6, 9), is_virtual=True)),
        "is_cancelled": False,
        "is_example": True,
        "version": 4,
    }
    return DaySheet(**{**values, **changes})


def written(sheet: DaySheet, language: Language = Language.ENGLISH) -> Any:
    return docx.Document(BytesIO(day_sheet_docx(sheet, language=language)))


def listed(document: Any, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def cells(document: Any, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def test_the_sheet_is_headed_by_whose_it_is_and_which_visit() -> None:
    document = written(a_sheet())

    assert listed(document, "Title") == ["Day sheets of Example Member"]
    assert listed(document, "Subtitle") == ["Example: visit about Venezuela"]
    assert cells(document, 0) == [
        ["For", "Example Member (President of the Special Commission)"],
        ["States", "Venezuela"],
        ["On the soil of", "Colombia"],
        ["From (day)", "June 8, 2027"],
        ["To (day)", "June 9, 2027"],
        ["Modality", "In person"],
    ]


def test_each_day_says_where_when_how_and_with_whom() -> None:
    document = written(a_sheet())

    assert listed(document, "Heading 1") == [
        "Tuesday, June 8, 2027",
        "Wednesday, June 9, 2027",
        "The delegation",
    ]
    (where,) = (p.text for p in document.paragraphs if p.text.startswith("Bogotá"))
    assert where == "Bogotá, Colombia · Colombia Standard Time"
    assert "The sun rises at 5:44\u00a0AM and sets at 6:06\u00a0PM." in listed(document, "Note")
    assert cells(document, 1) == [
        ["Hour", "Activity", "Where and how", "With"],
        [
            "9:00\u00a0AM – 10:00\u00a0AM",
            "Example: meeting\n(Meeting with civil society, confidential)",
            "Example house\nBy road, Car 2",
            "Example Other\nExample Interpreter",
        ],
        [
            "11:00\u00a0AM – 12:00\u00a0PM",
            (
                "Example: interview\n(Interview in private, confidential)\n"
                "ON HOLD: do not begin before security gives its word.\n"
                "Example: the road is closed"
            ),
            "",
            "",
        ],
        [
            "5:00\u00a0PM – 6:00\u00a0PM\nVenezuela Time",
            "Example: call\n(Meeting with civil society)",
            "",
            "",
        ],
    ]
    assert "Nothing is planned for you on this day." in listed(document, "Note")
    assert listed(document, "List Bullet")[2] == "Example Interpreter (Interpreter)"


def test_every_page_says_that_the_sheet_is_for_its_holder_alone() -> None:
    section = written(a_sheet(is_cancelled=True)).sections[0]

    assert section.header.paragraphs[1].text == (
        "PROTECTED: FOR ITS HOLDER ALONE · CANCELLED · EXAMPLE: invented data"
    )
    assert section.footer.paragraphs[0].text.startswith("Itinerary of Example Member, version 4\t")


def test_who_has_nothing_to_do_yet_is_told_so() -> None:
    days = tuple(DaySheetDay(day=date(2027, 6, day)) for day in (8, 9))
    document = written(a_sheet(days=days, role=DelegateRole.INTERPRETER, presides=False))

    assert "No activity names Example Member yet." in listed(document, "Note")
    assert len(document.tables) == 1
    assert cells(document, 0)[0] == ["For", "Example Member (Interpreter)"]


@pytest.mark.parametrize("language", Language)
def test_the_pdf_is_for_everybody_and_the_same_sheet_gives_the_same_bytes(
    language: Language, tmp_path: Path
) -> None:
    pdf = day_sheet_pdf(a_sheet(), language=language)

    assert defects(pdf, tmp_path) == []
    assert pdf == day_sheet_pdf(a_sheet(), language=language)
    assert day_sheet_docx(a_sheet(), language=language) == day_sheet_docx(
        a_sheet(), language=language
    )
    assert "Example: interview" in text_of_pdf(pdf)


def test_libreoffice_lays_the_sheets_out(
    libreoffice: Callable[[list[Path], str], list[Path]], tmp_path: Path
) -> None:
    files = []
    for language in Language:
        files.append(tmp_path / f"sheet-{language}.docx")
        files[-1].write_bytes(day_sheet_docx(a_sheet(), language=language))

    pages = libreoffice(files, "pdf")
    assert len(pages) == 4
    for page in pages:
        text = subprocess.run(
            ["pdftotext", "-layout", str(page), "-"], check=True, capture_output=True, text=True
        ).stdout
        assert "Example: the road" in " ".join(text.split())


def test_what_ends_on_another_day_says_on_which_and_no_name_stands_in_the_properties() -> None:
    night = a_line("Example: night train", 22)
    slot = Slot.local(date(2027, 6, 8), time(22), minutes=1800, zone="America/Bogota")
    day = DaySheetDay(
        day=date(2027, 6, 8), zone="America/Bogota", lines=(replace(night, slot=slot),)
    )
    document = written(a_sheet(days=(day,)))

    assert "June 10, 2027" in cells(document, 1)[1][0]
    assert "Example Member" not in document.core_properties.title

"""Workbooks to edit as files: locked, sealed, through LibreOffice unchanged, hostile ones refused."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from convoca.bootstrap import Convoca, open_convoca
from convoca.documents.returned_workbook import read_returned_workbook
from convoca.domain.errors import InvalidValue, ProtectedNameFound, UnreadableFile
from convoca.domain.hearing import Hearing
from convoca.domain.language import Language
from convoca.domain.party import ProtectedIdentity
from convoca.services.round_trip.fields import FIELDS, WorkbookKind
from convoca.services.round_trip.plan import RoundTripPlan
from convoca.services.round_trip.planning import plan_return
from documents.conftest import Convert
from support.builders import a_hearing, a_participant, a_period, a_placement, a_request

NAUGHTY = Path(__file__).parents[3] / "shared" / "corpora" / "blns" / "blns.json"
RISKY = [
    "=1+1",
    "@SUM(A1)",
    "-2",
    "=cmd|' /C calc'!A0",
    "_x0041_",
    "a\nb",
    "0012.30",
    "1/2",
    "é ñ 名",
]
TODAY = date(2027, 1, 4)


class Office:
    def __init__(self, convoca: Convoca, titles: list[str]) -> None:
        self.convoca, self.period = convoca, a_period()
        with convoca.unit_of_work() as uow:
            uow.periods.save(self.period)
            self.hearings: list[Hearing] = []
            for number, title in enumerate(titles):
                hearing = a_hearing(self.period, title=title)
                needs = replace(hearing.needs, theme=title[:100], is_priority=number % 2 == 0)
                self.hearings.append(uow.hearings.save(replace(hearing, needs=needs)))
                request = a_request(self.period, reference=f"PS 901-{number}", title=title)
                uow.requests.save(replace(request, note=title, matter_number=title[:40]))
            uow.placements.save(a_placement(self.hearings[0]))
            uow.commit(reason="Example")

    def write(self, kind: WorkbookKind, language: Language = Language.ENGLISH) -> bytes:
        return self.convoca.round_trip_workbook(self.period.number, kind, language)[1]

    def plan(self, content: bytes) -> RoundTripPlan:
        returned = read_returned_workbook("example.xlsx", content)
        return plan_return(returned, uow=self.convoca.reading(), today=TODAY)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[list[str]], Office]]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as convoca:
        yield lambda titles: Office(convoca, titles)


def edited(content: bytes, edit: Callable[[openpyxl.Workbook], None]) -> bytes:
    book, stream = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    edit(book)
    book.save(stream)
    return stream.getvalue()


def untouched(plan: RoundTripPlan) -> bool:
    told = [remark for row in plan.rows for remark in row.remarks]
    return not (plan.changes or plan.open or plan.remarks or plan.missing or told)


@pytest.mark.parametrize("kind", WorkbookKind)
def test_open_cells_can_be_edited_and_the_others_are_grey(
    kind: WorkbookKind, opened: Callable[[list[str]], Office]
) -> None:
    book = openpyxl.load_workbook(BytesIO(opened(["Example"]).write(kind)))
    sheet, hidden = book.worksheets[0], book["convoca_base"]

    assert sheet.protection.sheet
    assert hidden.sheet_state == "veryHidden"
    for field, cell in zip(FIELDS[kind], sheet[2], strict=False):
        assert cell.protection.locked is not field.is_open
        assert (cell.fill.fill_type == "solid") is not field.is_open
    assert [sheet.column_dimensions[c.column_letter].hidden for c in sheet[1][-2:]] == [True, True]


@pytest.mark.parametrize("language", Language)
def test_headings_are_told_apart_in_every_language(
    language: Language, opened: Callable[[list[str]], Office]
) -> None:
    office = opened(["Example"])
    for kind in WorkbookKind:
        assert untouched(office.plan(office.write(kind, language)))


def test_the_same_sheet_gives_the_same_bytes(opened: Callable[[list[str]], Office]) -> None:
    office = opened(RISKY)
    for kind in WorkbookKind:
        assert office.write(kind) == office.write(kind)


@pytest.mark.parametrize("kind", WorkbookKind)
def test_no_text_is_a_formula_and_all_of_it_comes_back_equal(
    kind: WorkbookKind, opened: Callable[[list[str]], Office]
) -> None:
    naughty = json.loads(NAUGHTY.read_text("utf-8")) if NAUGHTY.exists() else []
    titles = [text for text in [*RISKY, *naughty] if text.strip() and len(text) < 300]
    office = opened(titles)
    content = office.write(kind)

    for part in ZipFile(BytesIO(content)).namelist():
        assert b"<f>" not in ZipFile(BytesIO(content)).read(part)
    assert untouched(office.plan(content))


def test_libreoffice_opens_and_saves_them_without_a_change(
    tmp_path: Path, libreoffice: Convert, opened: Callable[[list[str]], Office]
) -> None:
    office = opened(RISKY)
    files = []
    for kind in WorkbookKind:
        files.append(tmp_path / f"{kind}.xlsx")
        files[-1].write_bytes(office.write(kind))
    for file in libreoffice(files, "xlsx:Calc MS Excel 2007 XML"):
        assert untouched(office.plan(file.read_bytes())), file.name


def test_what_a_person_edits_comes_back(opened: Callable[[list[str]], Office]) -> None:
    office = opened(["Example", "Other"])

    def edit(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        column = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, column["Hour"]).value = time(10, 30)
        sheet.cell(2, column["Day"]).value = "9 de marzo de 2027"
        sheet.cell(3, column["Title"]).value = "Ejemplo"
        sheet.row_dimensions[3].hidden = True
        sheet.title = "Mine"
        book.move_sheet(sheet, 1)

    plan = office.plan(edited(office.write(WorkbookKind.PROGRAMME), edit))
    assert {(cell.field, cell.theirs) for _, cell in plan.cells()} == {
        ("hour", "10:30"),
        ("day", "2027-03-09"),
        ("title", "Ejemplo"),
    }


def test_cells_merged_by_hand_are_told(opened: Callable[[list[str]], Office]) -> None:
    office = opened(["Example", "Other", "Third"])

    def edit(book: openpyxl.Workbook) -> None:
        book.worksheets[0].merge_cells("J2:J4")
        book.worksheets[0]["J2"].value = "rivers"

    plan = office.plan(edited(office.write(WorkbookKind.PROGRAMME), edit))
    assert [remark.code for remark in plan.remarks] == ["merged_down"]
    assert {(cell.field, cell.theirs) for _, cell in plan.cells()} == {("theme", "rivers")}


def test_a_formula_that_nobody_calculated_is_refused(
    opened: Callable[[list[str]], Office],
) -> None:
    office = opened(["Example"])

    def edit(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["H2"].value = "=30+60"

    plan = office.plan(edited(office.write(WorkbookKind.PROGRAMME), edit))
    (cell,) = (cell for _, cell in plan.cells())
    assert cell.remark is not None
    assert (cell.field, cell.remark.code) == ("minutes", "formula_not_calculated")


def test_what_a_formula_came_to_is_told(
    tmp_path: Path, libreoffice: Convert, opened: Callable[[list[str]], Office]
) -> None:
    office = opened(["Example"])

    def edit(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["H2"].value = "=30+60"

    file = tmp_path / "formula.xlsx"
    file.write_bytes(edited(office.write(WorkbookKind.PROGRAMME), edit))
    (saved,) = libreoffice([file], "xlsx:Calc MS Excel 2007 XML")
    plan = office.plan(saved.read_bytes())
    assert [(cell.field, cell.theirs) for _, cell in plan.cells()] == [("minutes", "90")]
    assert [remark.code for row in plan.rows for remark in row.remarks] == ["formula_value"]


def _change_a_word(book: openpyxl.Workbook) -> None:
    sheet = book["convoca_base"]
    sheet.cell(sheet.max_row, 4).value = '"another"'


def _take_a_row(book: openpyxl.Workbook) -> None:
    book["convoca_base"].delete_rows(book["convoca_base"].max_row)


def _take_the_sheet(book: openpyxl.Workbook) -> None:
    del book["convoca_base"]


def _nest_deeply(book: openpyxl.Workbook) -> None:
    book["convoca_base"].cell(2, 1).value = '"' + "[" * 30_000


@pytest.mark.parametrize("edit", [_change_a_word, _take_a_row, _take_the_sheet, _nest_deeply])
def test_a_hidden_sheet_that_was_changed_is_refused(
    edit: Callable[[openpyxl.Workbook], None], opened: Callable[[list[str]], Office]
) -> None:
    office = opened(["Example"])
    content = edited(office.write(WorkbookKind.REQUESTS), edit)
    with pytest.raises(UnreadableFile, match="hidden sheet"):
        read_returned_workbook("example.xlsx", content)


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"%PDF-1.7", b"PK\x03\x04broken", b"\0" * 99]
)
def test_what_is_no_workbook_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_returned_workbook("example.xlsx", content)


def test_a_protected_name_never_goes_out(opened: Callable[[list[str]], Office]) -> None:
    office = opened(["Example of Xiomara Example-Quispe"])
    person = a_participant(protected=True)
    with office.convoca.unit_of_work() as uow:
        uow.identities.save(ProtectedIdentity(id=person.id, name="Xiomara Example-Quispe"))
        uow.commit(reason="Sealed")
    for kind in WorkbookKind:
        with pytest.raises(ProtectedNameFound):
            office.write(kind)


def test_a_text_that_no_cell_holds_is_refused(opened: Callable[[list[str]], Office]) -> None:
    office = opened(["Example"])
    with office.convoca.unit_of_work() as uow:
        (request,) = uow.requests.all()
        uow.requests.save(replace(request, note="x" * 40_000))
        uow.commit(reason="Example")
    with pytest.raises(InvalidValue):
        office.write(WorkbookKind.REQUESTS)

"""``convoca workbook merge``: a plan first, questions before anything is written, all or nothing."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from convoca.bootstrap import open_convoca
from support.builders import a_period, a_request
from support.command import convoca


class Desk:
    def __init__(self, folder: Path) -> None:
        self.database = f"sqlite:///{folder / 'store' / 'convoca.db'}"
        period = a_period()
        self.request = a_request(period, reference="PS 901-1", title="Example")
        with open_convoca(database=self.database) as opened, opened.unit_of_work() as uow:
            uow.periods.save(period)
            uow.requests.save(self.request)
            uow.commit(reason="Example")
        convoca(
            "workbook", "write", "--round-trip", "--period", 901, "--kind", "requests",
            "--language", "en", "--out", folder, "--db", self.database,
        )  # fmt: skip
        self.path = folder / "901" / "requests-to-edit-en.xlsx"

    def edit(self, **cells: object) -> None:
        book = openpyxl.load_workbook(self.path)
        sheet = book.worksheets[0]
        column = {cell.value: cell.column for cell in sheet[1]}
        for heading, value in cells.items():
            sheet.cell(2, column[heading]).value = value
        book.save(self.path)

    def change_here(self, **changes: object) -> None:
        with open_convoca(database=self.database) as opened, opened.unit_of_work() as uow:
            uow.requests.save(replace(uow.requests.get(self.request.id), **changes))
            uow.commit(reason="Meanwhile")

    def stored(self) -> tuple[str, str]:
        with open_convoca(database=self.database) as opened, opened.reading() as uow:
            request = uow.requests.get(self.request.id)
        return request.title, request.note

    def merge(self, *arguments: object) -> tuple[int, dict]:
        answer = convoca(
            "workbook", "merge", self.path, "--db", self.database, "--json", *arguments
        )
        return answer.code, answer.data


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_nothing_is_written_without_apply_and_a_second_time_changes_nothing(desk: Desk) -> None:
    desk.edit(Title="Ejemplo", Note="Seen")
    code, planned = desk.merge()
    assert (code, planned["changes"], planned["written"]) == (0, 2, 0)
    assert desk.stored() == ("Example", "")

    assert desk.merge("--apply")[1]["written"] == 1
    assert desk.stored() == ("Ejemplo", "Seen")
    code, again = desk.merge("--apply")
    assert (code, again["changes"], again["written"]) == (0, 0, 0)


def test_a_conflict_stops_everything_until_somebody_says_whose_cell_is_taken(desk: Desk) -> None:
    desk.edit(Title="There", Note="Seen")
    desk.change_here(title="Here")
    code, stopped = desk.merge("--apply")
    assert (code, stopped["open"], stopped["applied"]) == (1, 1, False)
    assert desk.stored() == ("Here", "")

    assert desk.merge("--apply", "--conflicts", "store")[0] == 0
    assert desk.stored() == ("Here", "Seen")
    desk.edit(Title="There again")
    assert desk.merge("--apply", "--conflicts", "file")[0] == 0
    assert desk.stored() == ("There again", "Seen")


def test_what_cannot_be_taken_in_is_told_and_left_only_when_asked(desk: Desk) -> None:
    desk.edit(**{"Decided on": "07/04/2026", "Note": "Seen"})
    code, stopped = desk.merge("--apply")
    (cell,) = [c for c in stopped["rows"][0]["cells"] if c["outcome"] == "refused"]
    assert (code, cell["remark"]["code"], cell["came_back"]) == (1, "date_ambiguous", "07/04/2026")

    assert desk.merge("--apply", "--leave-refused")[0] == 0
    assert desk.stored() == ("Example", "Seen")


def test_people_read_it_in_words(desk: Desk) -> None:
    desk.edit(Title="Ejemplo", Decision="Perhaps")
    answer = convoca("workbook", "merge", desk.path, "--db", desk.database)
    assert answer.code == 1
    assert "Perhaps" in answer.output
    assert "“Ejemplo”" in answer.output


@pytest.mark.parametrize("name", ["absent.xlsx", "901"])
def test_what_is_no_file_is_bad_input(name: str, desk: Desk) -> None:
    path = desk.path.parents[1] / name
    assert convoca("workbook", "merge", path, "--db", desk.database).code == 2

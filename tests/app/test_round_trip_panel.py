"""The panel that takes a workbook back, without a browser: plan, questions, answers, receipt."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from ipywidgets import Button, FileUpload, RadioButtons, Widget

from convoca.app.frame import Visit
from convoca.app.models.calendars import CalendarsModel
from convoca.app.pages.calendars_desk import Desk
from convoca.app.pages.calendars_round_trip import RoundTripPanel
from convoca.app.widgets.table import Table
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.language import Language
from convoca.domain.programme import DraftAct
from convoca.services.draft_history import steps, undo
from convoca.services.importing.dates import DateOrder
from convoca.services.round_trip.fields import WorkbookKind
from support.builders import a_hearing, a_period, a_placement

NOW = datetime(2027, 1, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


@pytest.fixture
def convoca(tmp_path: Path) -> Iterator[Convoca]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as opened:
        yield opened


class Person:
    """Somebody who edits the programme in a spreadsheet program and brings it back."""

    def __init__(self, convoca: Convoca) -> None:
        self.convoca = convoca
        period = a_period()
        hearing = a_hearing(period, title="<b>Example</b>")
        with convoca.unit_of_work() as uow:
            period = uow.periods.save(period)
            self.hearing = uow.hearings.save(hearing)
            uow.placements.save(a_placement(hearing))
            uow.commit(reason="Example")
        desk = Desk(
            Visit("calendars", Language.ENGLISH), CalendarsModel(convoca, period, Language.ENGLISH)
        )
        self.panel = RoundTripPanel(desk, convoca)
        self.period = period
        content = convoca.round_trip_workbook(
            period.number, WorkbookKind.PROGRAMME, Language.ENGLISH
        )[1]
        self.book = openpyxl.load_workbook(BytesIO(content))

    def write(self, **cells: object) -> None:
        sheet = self.book.worksheets[0]
        headings = [cell.value for cell in sheet[1]]
        for heading, value in cells.items():
            sheet.cell(2, headings.index(heading) + 1).value = value

    def bring_back(self) -> None:
        stream = BytesIO()
        self.book.save(stream)
        file = {
            "name": "example.xlsx",
            "content": stream.getvalue(),
            "size": 1,
            "type": "",
            "last_modified": NOW,
        }
        (upload,) = self._of(FileUpload)
        upload.set_trait("value", (file,))

    def meanwhile(self, **changes: object) -> None:
        with self.convoca.unit_of_work() as uow:
            self.hearing = uow.hearings.save(replace(uow.hearings.get(self.hearing.id), **changes))
            uow.commit(reason="Meanwhile")

    def press(self, label: str) -> None:
        next(b for b in self._of(Button) if b.description == label).click()

    def choose_line(self, number: int = 0) -> None:
        (table,) = self._of(Table)
        table.selected = table._rows[number][0]

    @property
    def cells(self) -> list[list[str]]:
        (table,) = self._of(Table)
        return [row[1] for row in table._rows]

    @property
    def labels(self) -> set[str]:
        return {b.description for b in self._of(Button)}

    def stored(self) -> tuple[str, date, time]:
        with self.convoca.reading() as uow:
            slot = uow.placements.get(self.hearing.id).slot
            return uow.hearings.get(self.hearing.id).title, slot.wall_date, slot.wall_time

    def _of(self, kind: type) -> list:
        return [widget for widget in self._all(self.panel.widget) if isinstance(widget, kind)]

    def _all(self, widget: object) -> Iterator[object]:
        yield widget
        for child in getattr(widget, "children", ()):
            yield from self._all(child)


def test_what_came_back_is_shown_and_taken_in_as_one_step_that_can_be_undone(
    convoca: Convoca,
) -> None:
    person = Person(convoca)
    person.write(Day="9 de marzo de 2027", Hour="2:30 p. m.", Title="Ejemplo")
    person.bring_back()

    assert [row[2] for row in person.cells] == ["Title", "Day", "Hour"]
    assert person.stored() == ("<b>Example</b>", date(2027, 3, 8), time(9))

    person.press("Take in the changes (3)")
    assert person.stored() == ("Ejemplo", date(2027, 3, 9), time(14, 30))
    (step,) = steps(person.period.id, uow=convoca.unit_of_work())
    assert step.act is DraftAct.WORKBOOK
    undo(person.period.id, uow=convoca.unit_of_work())
    assert person.stored()[1:] == (date(2027, 3, 8), time(9))


def test_nothing_is_taken_in_before_a_conflict_is_settled(convoca: Convoca) -> None:
    person = Person(convoca)
    person.meanwhile(title="Changed here")
    person.write(Title="Changed there")
    person.bring_back()

    assert not {label for label in person.labels if label.startswith("Take in")}
    person.choose_line()
    person.press("Take it from the file")
    person.press("Take in the changes (1)")
    assert person.stored()[0] == "Changed there"


def test_a_conflict_can_be_settled_for_what_is_stored(convoca: Convoca) -> None:
    person = Person(convoca)
    person.meanwhile(title="Changed here")
    person.write(Title="Changed there")
    person.bring_back()
    person.press("Where both changed: keep what is stored")

    assert not {label for label in person.labels if label.startswith("Take in")}
    assert person.stored()[0] == "Changed here"


def test_an_ambiguous_date_is_asked_about(convoca: Convoca) -> None:
    person = Person(convoca)
    person.write(Day="09/03/2027")
    person.bring_back()
    (question,) = person._of(RadioButtons)
    question.value = DateOrder.DAY_FIRST

    person.press("Take in the changes (1)")
    assert person.stored()[1] == date(2027, 3, 9)


def test_what_cannot_be_taken_in_is_left_out_only_when_somebody_says_so(convoca: Convoca) -> None:
    person = Person(convoca)
    person.write(Room="Nowhere", Title="Ejemplo")
    person.bring_back()
    assert "Take in the changes (1)" not in person.labels

    person.press("Leave out what cannot be taken in")
    person.press("Take in the changes (1)")
    assert person.stored()[0] == "Ejemplo"


def test_what_somebody_saved_since_the_plan_was_made_is_planned_again(convoca: Convoca) -> None:
    person = Person(convoca)
    person.write(Title="Changed there")
    person.bring_back()
    person.meanwhile(title="Changed here")

    person.press("Take in the changes (1)")
    assert person.stored()[0] == "Changed here"
    assert "Where both changed: take the file" in person.labels


def test_a_second_file_is_asked_about_anew(convoca: Convoca) -> None:
    person = Person(convoca)
    person.meanwhile(title="Changed here")
    person.write(Title="Changed there")
    for _ in range(2):
        person.bring_back()
        person.choose_line()
        assert {"Take it from the file", "Leave it as it is stored"} <= person.labels
        assert all(widget.comm is not None for widget in person._all(person.panel.widget))

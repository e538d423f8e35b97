"""Calendars of one State, party, member or part of the staff on the page, without a browser."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from ipywidgets import Button, Dropdown, Widget

from convoca.app.frame import Visit
from convoca.app.models.calendars import CalendarsModel
from convoca.app.pages.calendars_audience import OtherAudiences
from convoca.app.pages.calendars_desk import Desk
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.language import Language
from convoca.services.audience import SECRETARIAT, state_audience
from convoca.services.audience_table import Field, Thing
from support.planted import MX, Planted, plant


@pytest.fixture
def convoca(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Convoca]:
    monkeypatch.setenv("CONVOCA_CALENDARS", str(tmp_path / "calendars"))
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as opened:
        yield opened
    Widget.close_all()


class Person:
    """What somebody does with the panel."""

    def __init__(self, convoca: Convoca) -> None:
        self.planted: Planted = plant(convoca.unit_of_work())
        self.visit = Visit("calendars", Language.ENGLISH)
        model = CalendarsModel(convoca, self.planted.period, Language.ENGLISH)
        self.panel = OtherAudiences(Desk(self.visit, model), convoca).widget

    def all(self, widget: Widget | None = None) -> Iterator[Widget]:
        widget = widget or self.panel
        yield widget
        for child in getattr(widget, "children", ()):
            yield from self.all(child)

    @property
    def whom(self) -> Dropdown:
        (found,) = [w for w in self.all() if isinstance(w, Dropdown)]
        return found

    @property
    def shown(self) -> str:
        return " ".join(v for w in self.all() if isinstance(v := getattr(w, "value", ""), str))

    def chooses(self, label: str) -> None:
        self.whom.value = dict(self.whom.options)[label]

    def presses(self, label: str) -> None:
        (found,) = [w for w in self.all() if isinstance(w, Button) and w.description == label]
        found.click()

    def title_of(self, thing: Thing) -> str:
        words = self.planted.canaries.values()
        return next(c.word for c in words if (c.thing, c.field) == (thing, Field.TITLE))


def test_everybody_but_the_public_and_the_secretariat_can_be_chosen_by_name(
    convoca: Convoca,
) -> None:
    person = Person(convoca)
    labels = dict(person.whom.options)

    assert labels["State: Mexico"] == state_audience(MX)
    assert {
        "Staff",
        "Staff: press",
        "Party: Example Petitioner",
        "Member: Example National",
    } <= set(labels)
    assert SECRETARIAT not in labels.values()


def test_what_is_shown_is_what_the_chosen_one_may_read(convoca: Convoca) -> None:
    person = Person(convoca)

    person.chooses("Member: Example Member")
    assert person.title_of(Thing.PRIVATE_HEARING) in person.shown
    person.chooses("Member: Example National")
    assert person.title_of(Thing.PRIVATE_HEARING) not in person.shown
    assert person.title_of(Thing.CONFIDENTIAL_SESSION) in person.shown
    person.chooses("Staff: press")
    assert person.title_of(Thing.CONFIDENTIAL_SESSION) not in person.shown
    assert "Private hearing" in person.shown


def test_files_are_named_without_a_colon_or_a_name(convoca: Convoca, tmp_path: Path) -> None:
    person = Person(convoca)
    person.chooses("Party: Example Petitioner")

    person.presses("Write calendars")
    person.presses("Download the programme (Excel)")

    written = [path.name for path in (tmp_path / "calendars").rglob("*.ics")]
    key = person.planted.petitioner.key
    assert sorted(written) == sorted(f"petitioner-{key}-{one}.ics" for one in Language)
    name, content = convoca.programme_workbook(901, state_audience(MX), Language.ENGLISH)
    assert name == "901/programme-state-MX-en.xlsx"
    with ZipFile(BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert person.title_of(Thing.PUBLIC_HEARING) in sheet
    assert person.title_of(Thing.PRIVATE_HEARING) not in sheet

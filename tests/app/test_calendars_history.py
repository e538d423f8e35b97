"""The history of an entry on the page Calendars, and the warning of hours that the zones moved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from ipywidgets import Button, Dropdown, Text, Widget

from convoca.app.frame import Visit
from convoca.app.models.calendars import CalendarsModel
from convoca.app.pages.calendars_desk import Desk
from convoca.app.pages.calendars_history import HistoryPanel, time_zone_warning
from convoca.app.widgets.safe_html import HtmlView
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.language import Language
from convoca.domain.party import ProtectedIdentity
from convoca.services.audience import PUBLIC, SECRETARIAT
from convoca.services.time_zone_changes import ShiftedEntry
from support.builders import OTHER_ROOM, a_coming_period, a_hearing, a_placement

HOSTILE = "Vlornik Quexley: <script>alert(1)</script>"


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
    """What somebody does with the panel and sees of it."""

    def __init__(self, convoca: Convoca) -> None:
        self._convoca = convoca
        period = a_coming_period(convoca.today())
        self.hearing = a_hearing(period, title=HOSTILE)
        with convoca.unit_of_work() as uow:
            self.period = uow.periods.save(period)
            uow.hearings.save(self.hearing)
            uow.placements.save(a_placement(self.hearing))
            uow.commit(reason="Example")
        self._all_written()

    def _all_written(self) -> None:
        for audience in (PUBLIC, SECRETARIAT):
            self._convoca.calendar(self.period.number, audience)

    def moves(self, reason: str) -> None:
        with self._convoca.unit_of_work() as uow:
            stored = uow.placements.get(self.hearing.id)
            uow.placements.save(replace(stored, room=OTHER_ROOM))
            uow.commit(reason=reason)
        self._all_written()

    def opens_the_page(self) -> None:
        desk = Desk(
            Visit("calendars", Language.ENGLISH),
            CalendarsModel(self._convoca, self.period, Language.SPANISH),
        )
        self._panel = HistoryPanel(desk, self._convoca).widget

    def widgets(self, kind: type, label: str = "") -> list[object]:
        return [
            w for w in everything(self._panel) if isinstance(w, kind) and label in (w.description or "")
        ]  # fmt: skip

    @property
    def entries(self) -> list[str]:
        (entry,) = self.widgets(Dropdown, "Entry")
        return [label for label, _ in entry.options]

    def chooses(self, audience: object) -> None:
        (calendar,) = self.widgets(Dropdown, "Calendar")
        calendar.value = audience

    def asks_for(self, uid: str) -> None:
        (field,) = self.widgets(Text, "UID")
        (explain,) = self.widgets(Button, "Explain")
        field.value = uid
        explain.click()

    @property
    def reads(self) -> str:
        return "".join(w.value for w in everything(self._panel) if isinstance(w, HtmlView))


def everything(widget: object) -> Iterator[object]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from everything(child)


@pytest.fixture
def person(convoca: Convoca) -> Person:
    return Person(convoca)


def test_nothing_is_offered_where_nothing_changed(person: Person) -> None:
    person.opens_the_page()

    assert person.entries == []
    assert "Nothing has changed in this calendar" in person.reads


def test_what_changed_is_offered_and_explained(person: Person) -> None:
    person.moves("The first room is too small")
    person.opens_the_page()

    assert [label.endswith("(versions: 2)") for label in person.entries] == [True]
    assert "Room A" in person.reads
    assert "Room B" in person.reads
    assert "tester: The first room is too small" in person.reads
    assert "<script" not in person.reads


def test_another_calendar_has_entries_of_its_own(person: Person) -> None:
    person.moves("Example")
    person.opens_the_page()
    before = person.reads
    person.chooses(SECRETARIAT)

    assert len(person.entries) == 1
    assert "Calendar of the Secretariat" in person.reads
    assert person.reads != before


def test_a_subscriber_s_uid_is_explained_and_an_unknown_one_is_not(
    person: Person, convoca: Convoca
) -> None:
    person.moves("Example")
    person.opens_the_page()
    feed = convoca.calendar(person.period.number, SECRETARIAT)
    (uid,) = (said.uid for said in feed.entries if said.entry.title == HOSTILE)

    person.asks_for(f" {uid} ")
    assert uid in person.reads
    person.asks_for("nobody-said-this")
    assert "No calendar has spoken" in person.reads


def test_a_name_that_is_protected_since_is_kept_back(person: Person, convoca: Convoca) -> None:
    person.moves("Example")
    with convoca.unit_of_work() as uow:
        uow.identities.save(ProtectedIdentity(id=uuid4(), name="Vlornik Quexley"))
        uow.commit(reason="Sealed")
    person.opens_the_page()

    assert person.entries == ["(it holds a protected name) (versions: 2)"]
    assert "is not shown" in person.reads
    assert "Vlornik" not in person.reads


def test_the_warning_names_both_instants_and_is_not_there_without_need(person: Person) -> None:
    slot = a_placement(person.hearing).slot
    shifted = ShiftedEntry(
        period_number=901,
        release=1,
        activity=person.hearing.id,
        kind="hearing",
        title=HOSTILE,
        slot=slot,
        starts=slot.start + timedelta(hours=1),
        time_zones="2025.2",
    )
    skipped = replace(shifted, starts=None)

    told = "".join(w.value for w in time_zone_warning((shifted, skipped), Language.ENGLISH))

    assert time_zone_warning((), Language.ENGLISH) == []
    assert "10:00" in told
    assert "9:00" in told
    assert "the clocks skip" in told
    assert "<script" not in told

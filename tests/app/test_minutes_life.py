"""Minutes of a session on the page Minutes: circulated, objected to, approved, final; versions compared."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from ipywidgets import Checkbox, DatePicker, Dropdown, Text, Textarea, Widget

from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models.minutes import MinutesEditor, MinutesModel
from convoca.app.models.minutes_life import LifeModel
from convoca.app.models.minutes_versions import VersionsModel
from convoca.app.pages.minutes_desk import LifeDesk
from convoca.app.pages.minutes_editor import MinutesPanel
from convoca.app.pages.minutes_life import LifePanel
from convoca.app.pages.minutes_versions import VersionsPanel
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import NotAllowed
from convoca.domain.hearing_day import HearingDay
from convoca.domain.identifiers import SessionId
from convoca.domain.language import Language
from convoca.services.minutes.stages import MinutesStage
from support.builders import a_hearing
from support.minutes_table import (
    HELD,
    MEMBERS,
    NEXT,
    SESSION,
    THIRD,
    MinutesTable,
    a_question,
    a_sheet,
    noon,
)
from support.notice_desk import labels, press, said, the

APRIL = date(2027, 4, 1)


@dataclass
class Clock:
    moment: datetime = field(default_factory=lambda: noon(APRIL))

    def __call__(self) -> datetime:
        return self.moment

    def wait_for(self, day: date) -> None:
        self.moment = noon(day)


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Convoca]:
    monkeypatch.setenv("CONVOCA_EXPORTS", str(tmp_path / "exports"))
    monkeypatch.setattr("convoca.bootstrap.now", clock)
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as office:
        table = MinutesTable(office.unit_of_work())
        table.enter("attendance_sheets", a_sheet())
        yield office


@dataclass
class Opened:
    """The minutes of the session as somebody has them open."""

    editor: MinutesEditor
    form: Widget
    life: Widget
    versions: Widget
    model: LifeModel

    @property
    def stage(self) -> MinutesStage:
        return self.model.standing.stage


def opened(office: Convoca) -> Opened:
    visit = Visit("minutes", Language.ENGLISH, {}, "", Channel())
    model = MinutesModel(office, HELD.id)
    line = model.line(str(SESSION.id))
    assert line is not None
    editor = model.editor(line)
    life = LifeModel(office, SessionId(SESSION.id))
    editor.observe(lambda _: life.refresh(), "record")
    return Opened(
        editor,
        MinutesPanel(visit, editor).widget,
        LifePanel(LifeDesk(visit, life, editor)).widget,
        VersionsPanel(visit, VersionsModel(editor)).widget,
        life,
    )


def stage_in_the_list(office: Convoca) -> MinutesStage | None:
    line = MinutesModel(office, HELD.id).line(str(SESSION.id))
    assert line is not None
    return line.stage


def circulated(office: Convoca) -> Opened:
    page = opened(office)
    press("Complete the minutes", page.form)
    press("Circulate the minutes", page.life)
    return page


def object_to_them(page: Opened) -> None:
    the("Member", page.life, Dropdown).value = str(THIRD.id)
    the("What the member wrote", page.life, Textarea).value = "The hours are wrong."
    the("The member objects", page.life, Checkbox).value = True
    press("Record the observation", page.life)


def test_minutes_go_from_a_draft_to_final_by_silence(office: Convoca, clock: Clock) -> None:
    page = opened(office)
    assert stage_in_the_list(office) is None
    assert "Circulate the minutes" not in labels(page.life)

    press("Complete the minutes", page.form)
    press("Circulate the minutes", page.life)
    assert (page.stage, len(page.model.life.copies)) == (MinutesStage.CIRCULATED, len(MEMBERS))
    assert "They are approved if nobody objects until" in said(page.life)
    assert "Make the minutes final" not in labels(page.life)

    clock.wait_for(NEXT.opens)
    assert stage_in_the_list(office) is MinutesStage.APPROVED_BY_SILENCE
    page = opened(office)
    press("Make the minutes final", page.life)

    assert stage_in_the_list(office) is MinutesStage.FINAL
    assert page.model.life.sha256 in said(page.life)
    assert page.editor.is_final
    assert "Day, time and place" not in said(page.form)
    assert "Room A, Example building, Washington, DC" in said(page.form)


def test_what_circulated_is_the_document_that_was_handed_out(office: Convoca) -> None:
    page = circulated(office)

    exports = Path(office.settings.exports)
    (document,) = exports.rglob("*.docx")
    assert {copy.sha256 for copy in page.model.life.copies} == {
        hashlib.sha256(document.read_bytes()).hexdigest()
    }


def test_an_objection_stops_silence_until_it_is_taken_back(office: Convoca, clock: Clock) -> None:
    page = circulated(office)
    object_to_them(page)
    assert page.stage is MinutesStage.OBJECTED
    assert "The hours are wrong." in said(page.life)

    press("Take the objection back", page.life)
    assert page.stage is MinutesStage.CIRCULATED

    clock.wait_for(NEXT.opens)
    assert stage_in_the_list(office) is MinutesStage.APPROVED_BY_SILENCE


def test_the_commission_decides_where_a_member_objected(office: Convoca, clock: Clock) -> None:
    page = circulated(office)
    object_to_them(page)
    clock.wait_for(NEXT.opens + timedelta(days=1))
    press("Record the approval by the Commission", page.life)
    assert "Say on which day the Commission decided it." in said(page.life)

    decided = next(
        w for w in _all(page.life) if isinstance(w, DatePicker) and w.description == "Decided on"
    )
    decided.value = NEXT.opens
    press("Record the approval by the Commission", page.life)

    assert page.stage is MinutesStage.APPROVED_BY_DECISION


def _all(widget: Widget) -> Iterator[Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _all(child)


def test_what_is_saved_after_circulating_has_to_circulate_again(office: Convoca) -> None:
    page = circulated(office)

    the("Place", page.form, Text).value = "Another room"
    press("Save", page.form)

    assert page.stage is MinutesStage.COMPLETED
    assert "members have not seen this version" in said(page.life)


def test_what_the_session_recorded_since_is_filled_in(office: Convoca) -> None:
    page = opened(office)
    press("Save", page.form)
    MinutesTable.enter(_table(office), "questions", a_question())
    page.model.refresh()
    assert "something that the minutes do not say yet" in said(page.life)

    press("Fill in from the session", page.form)

    assert "Are the example minutes approved?" in said(page.form)
    assert "something that the minutes do not say yet" not in said(page.life)


def _table(office: Convoca) -> MinutesTable:
    table = object.__new__(MinutesTable)
    table.uow = office.unit_of_work()
    return table


def test_two_versions_are_compared_and_the_earlier_one_restored(office: Convoca) -> None:
    page = opened(office)
    press("Save", page.form)
    the("Place", page.form, Text).value = "Another room"
    press("Save", page.form)
    shown = said(page.versions)
    assert "<del" in shown
    assert "Another room" in shown

    press("Restore the earlier version", page.versions)

    assert page.editor.record.version == 3
    assert page.editor.typed["place"] == "Room A, Example building, Washington, DC"
    assert the("Place", page.form, Text).value == page.editor.typed["place"]


def test_no_version_is_restored_over_what_is_typed(office: Convoca) -> None:
    page = opened(office)
    press("Save", page.form)
    the("Place", page.form, Text).value = "Another room"
    press("Save", page.form)
    the("Place", page.form, Text).value = "Typed and not saved"

    press("Restore the earlier version", page.versions)

    assert page.editor.typed["place"] == "Typed and not saved"
    assert page.editor.record.version == 2


def test_nobody_decides_on_minutes_that_changed_since_they_were_shown(office: Convoca) -> None:
    page = circulated(office)
    _table(office).save(place="Changed by somebody else")

    with pytest.raises(NotAllowed):
        page.model.decide(APRIL, None, reason="Decided")

    assert page.stage is MinutesStage.COMPLETED


def test_one_more_copy_is_sent_of_what_silence_approved(office: Convoca, clock: Clock) -> None:
    circulated(office)
    clock.wait_for(NEXT.opens)
    page = opened(office)

    press("Circulate the minutes", page.life)

    assert page.stage is MinutesStage.APPROVED_BY_SILENCE
    assert len(page.model.life.copies) == 2 * len(MEMBERS)


def test_an_observation_that_is_typed_survives_a_reload(office: Convoca) -> None:
    page = circulated(office)
    the("What the member wrote", page.life, Textarea).value = "Half a sen"

    again = opened(office)

    assert the("What the member wrote", again.life, Textarea).value == "Half a sen"


def test_what_happened_on_the_day_of_a_hearing_stands_beside_its_form(office: Convoca) -> None:
    table = _table(office)
    hearing = a_hearing(HELD)
    table.enter("hearings", hearing)
    day = HearingDay(id=hearing.id, absent_parties=("state:MX",), recording="Example shelf")
    table.enter("hearing_days", day)
    model = MinutesModel(office, HELD.id)
    line = model.line(str(hearing.id))
    assert line is not None
    visit = Visit("minutes", Language.ENGLISH, {}, "", Channel())

    form = MinutesPanel(visit, model.editor(line)).widget

    assert "Example shelf" in said(form)
    assert "Parties that did not appear" in said(form)

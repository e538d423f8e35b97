"""The widgets of the page Programme, driven as a browser would, without one."""

from datetime import UTC, date, datetime, time
from urllib.parse import parse_qsl

import pytest
from ipywidgets import Button, Checkbox, Dropdown, Tab, Text, Textarea

from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models.programme import ProgrammeModel
from convoca.app.pages.programme import page_of
from convoca.app.pages.programme_board import DayBoard
from convoca.app.pages.programme_desk import Desk, Drafts
from convoca.app.pages.programme_new import new_record
from convoca.app.pages.programme_place import Moves, PlaceForm
from convoca.app.pages.programme_words import hours_in
from convoca.app.widgets.parts import short
from convoca.bootstrap import open_convoca
from convoca.domain.hearing import HearingKind, Initiative
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import Slot
from convoca.i18n.dates import weekday
from support.builders import OTHER_ROOM, ROOM, a_hearing, a_member, a_period, a_placement

HOSTILE = "<script>alert(1)</script> \u202eRTL\x07 " + "x" * 400
MONDAY = date(2027, 3, 8)


@pytest.fixture
def convoca(tmp_path):
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as opened:
        yield opened


@pytest.fixture
def period(convoca):
    period = a_period()
    placed, waiting = a_hearing(period, title="Placed"), a_hearing(period, title=HOSTILE)
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        member = uow.members.save(a_member("Example Member One", "CO"))
        uow.hearings.save(placed)
        uow.hearings.save(waiting)
        uow.placements.save(a_placement(placed, panel=(member.id,)))
        uow.commit(reason="A page to try")
    return period


def a_visit(language=Language.ENGLISH, **parameters):
    return Visit("programme", language, parameters, "", Channel())


@pytest.fixture
def desk(convoca, period):
    visit = a_visit()
    return Desk(visit, ProgrammeModel(convoca, period.id), Drafts(convoca, visit), ())


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def the(kind, description, body):
    """Return the last input of that name: the panel of the activity comes last on the page."""
    return [w for w in every(body) if isinstance(w, kind) and w.description == description][-1]


def chosen(model, title):
    return next(key for key, a in model.activities.items() if a.record.title.startswith(title))


@pytest.mark.parametrize("language", Language)
def test_the_page_is_built_in_every_language(convoca, period, language):
    _, body = page_of(a_visit(language), convoca, period, [period])
    assert sum(isinstance(widget, Button) for widget in every(body)) > 12


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("tab", range(6))
def test_every_part_is_built_when_it_is_opened_and_not_before(convoca, period, language, tab):
    model, body = page_of(a_visit(language, tab=str(tab)), convoca, period, [period])
    assert model.tab == tab
    tabs = next(w for w in every(body) if isinstance(w, Tab))
    assert [n for n, part in enumerate(tabs.children) if part.children] == [tab]


def test_a_part_that_is_turned_to_is_in_the_address(convoca, period):
    visit = a_visit()
    model, body = page_of(visit, convoca, period, [period])
    next(w for w in every(body) if isinstance(w, Tab)).selected_index = 4
    assert model.tab == 4
    assert "tab=4" in visit.channel.address


def test_activities_are_filtered_by_the_language_they_are_held_in(convoca, period):
    model, body = page_of(a_visit(spoken="fr"), convoca, period, [period])
    assert model.shown() == []
    next(
        w for w in every(body) if isinstance(w, Dropdown) and w.description == "Language"
    ).value = None
    assert len(model.shown()) == 2


def test_what_is_shown_survives_a_reload(convoca, period):
    visit = a_visit()
    model, _ = page_of(visit, convoca, period, [period])
    model.day, model.chosen = date(2027, 3, 10), chosen(model, "Placed")
    asked = dict(parse_qsl(visit.channel.address.partition("?")[2]))
    assert asked.pop("language") == "en"

    again, _ = page_of(a_visit(**asked), convoca, period, [period])
    assert (again.day, again.chosen) == (model.day, model.chosen)


def test_a_wrong_address_shows_the_page_all_the_same(convoca, period):
    visit = a_visit(day="tomorrow", activity="none", state="??", member="x", kind="y", zone="z")
    model, _ = page_of(visit, convoca, period, [period])
    assert (model.day, model.chosen, model.zone) == (MONDAY, None, "")


def test_the_board_moves_what_the_store_accepts(desk):
    board = DayBoard(desk, Moves(desk), Button()).board
    item = str(chosen(desk.model, "<script>"))

    assert board._decide(asked(item, OTHER_ROOM, "09:00")) == ""
    assert [i["id"] for i in board.items if i["severity"] == "breach"] != []
    assert board.tray == []
    assert "taken" in board._decide(asked(item, ROOM, "09:00"))
    assert board._decide({"action": "take_out", "item": item}) == ""
    assert [i["id"] for i in board.tray] == [item]


def asked(item, room, hour):
    return {"action": "move", "item": item, "room": str(room), "start": f"{MONDAY}T{hour}"}


def test_the_plain_form_does_the_same(desk):
    form = PlaceForm(desk, Moves(desk))
    desk.model.chosen = chosen(desk.model, "<script>")
    assert form.place.description == "Place it"
    form.place.click()
    assert form._outcome.children  # an hour is missing, and it says so

    form.hour.value, form.room.value = time(11), OTHER_ROOM
    form.place.click()
    placement = desk.model.file.placement(desk.model.chosen)
    assert (placement.slot.wall_time, placement.room) == (time(11), OTHER_ROOM)
    assert form.place.description == "Move it"
    form.take_out.click()
    assert desk.model.file.placement(desk.model.chosen) is None


def test_an_hour_that_happens_twice_is_asked_about(desk):
    form = PlaceForm(desk, Moves(desk))
    desk.model.chosen = chosen(desk.model, "Placed")
    form.day.options = [("", date(2027, 11, 7))]
    form.hour.value = time(1, 30)
    form.place.click()
    assert form._second.layout.display == ""
    form.second_hour.value = True
    form.place.click()
    slot = desk.model.file.placement(desk.model.chosen).slot
    assert slot.start == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)


def test_a_seat_is_given_and_taken(convoca, period):
    model, body = page_of(a_visit(), convoca, period, [period])
    model.chosen = chosen(model, "Placed")
    the(Checkbox, "Example Member One", body).value = False
    the(Button, "Save who sits", body).click()
    assert model.file.placement(model.chosen).panel == ()


def test_a_decision_without_its_reason_changes_nothing(convoca, period):
    model, body = page_of(a_visit(), convoca, period, [period])
    model.chosen = chosen(model, "Placed")
    the(Textarea, "Ground", body).value = "Example ground"
    the(Button, "Record the ground", body).click()
    assert model.file.recusals == ()

    the(Text, "Reason", body).value = "Raised by the member"
    the(Button, "Record the ground", body).click()
    assert [recusal.ground for recusal in model.file.recusals] == ["Example ground"]


def test_what_was_typed_comes_back_after_a_reload_and_goes_once_sent(convoca, period):
    model, body = page_of(a_visit(), convoca, period, [period])
    model.chosen = chosen(model, "Placed")
    the(Textarea, "Ground", body).value = "Example ground"

    again, other_body = page_of(a_visit(activity=str(model.chosen)), convoca, period, [period])
    assert the(Textarea, "Ground", other_body).value == "Example ground"
    the(Text, "Reason", other_body).value = "Raised"
    the(Button, "Record the ground", other_body).click()
    assert the(Textarea, "Ground", other_body).value == ""
    assert len(again.file.recusals) == 1


def test_a_form_that_somebody_types_in_is_not_drawn_over(convoca, period):
    model, body = page_of(a_visit(), convoca, period, [period])
    model.chosen = chosen(model, "Placed")
    the(Textarea, "Ground", body).value = "Example ground"
    model.place(model.chosen, day=MONDAY, hour=time(12), room=ROOM, reason="Moved meanwhile")
    assert the(Textarea, "Ground", body).value == "Example ground"


def test_a_new_hearing_is_on_the_commissions_own_initiative(period):
    said = {
        "title": HOSTILE,
        "minutes": 60,
        "kind": HearingKind.THEMATIC_COUNTRY,
        "states": ("MX",),
        "parties": " Example NGO \n\n",
        "matter_number": "",
        "languages": ("es",),
    }
    hearing = new_record(ActivityKind.HEARING, period.id, said, Language.SPANISH)
    assert hearing.initiative is Initiative.COMMISSION
    assert [party.name for party in hearing.parties] == ["México", "Example NGO"]
    assert hearing.languages == (Language.SPANISH,)
    assert hearing.title.isprintable()


def test_a_long_title_is_cut_where_it_is_one_of_many():
    assert len(short(HOSTILE)) == 80
    assert short(HOSTILE).isprintable()
    assert short("Short") == "Short"


def test_an_hour_elsewhere_names_its_day_where_that_differs():
    late = Slot.local(MONDAY, time(23), minutes=60, zone="America/New_York")
    assert hours_in(late, "America/Lima", "Lima", Language.ENGLISH) == "11:00\u00a0PM in Lima"
    assert "Mar 9" in hours_in(late, "America/Sao_Paulo", "Brasília", Language.ENGLISH)


def test_a_day_of_the_period_is_written_with_its_weekday():
    assert weekday(MONDAY, Language.SPANISH) == "lun, 8 mar"

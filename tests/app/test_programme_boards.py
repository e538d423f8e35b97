"""What the boards of the page Programme show and ask for, without a browser and with a planner of two answers."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
from ipywidgets import Button

from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models.activity_file import Filters
from convoca.app.models.programme import ProgrammeModel
from convoca.app.pages.programme_board import DayBoard
from convoca.app.pages.programme_desk import Desk, Drafts
from convoca.app.pages.programme_items import hardest_first
from convoca.app.pages.programme_overview import Glance
from convoca.app.pages.programme_place import Moves
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.hearing import PlanningNeeds
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from convoca.domain.slot import Slot
from convoca.scheduling.answers import Option
from support.builders import OTHER_ROOM, ROOM, a_hearing, a_member, a_period, a_placement

MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)
MEMBERS = ("CO", "BR", "PE", "CL")


class TwoPlaces:
    """A planner that always finds the same two places, the second with a panel of one."""

    def __init__(self, *places):
        self.places = places

    def options(self, problem, programme, event, /):
        grid = problem.grid
        return tuple(
            Option(
                start=grid.days.index(day) * grid.stride + hour * 60 // grid.grain_minutes,
                room=str(room),
                panel=(problem.members[0].id,),
                cost_change=cost,
            )
            for day, hour, room, cost in self.places
        )


@pytest.fixture
def convoca(tmp_path, monkeypatch):
    planner = TwoPlaces((MONDAY, 11, OTHER_ROOM, -12), (TUESDAY, 9, ROOM, 24))
    monkeypatch.setattr(Convoca, "planner", lambda _: planner)
    monkeypatch.setattr(Convoca, "now", lambda _: datetime(2026, 11, 22, tzinfo=UTC))
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as opened:
        yield opened


@pytest.fixture
def desk(convoca):
    """One hearing placed on Monday at nine with everybody, another that waits, a room held, a hall closed."""
    period = a_period()
    placed = a_hearing(period, title="Placed")
    other = a_hearing(period, title="Beside")
    waiting = a_hearing(period, title="Waiting")
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        panel = tuple(
            uow.members.save(a_member(f"Example Member {code}", code)).id for code in MEMBERS
        )
        for hearing in (placed, other, waiting):
            uow.hearings.save(hearing)
        uow.placements.save(a_placement(placed, panel=panel))
        uow.placements.save(
            a_placement(other, panel=panel[:1], slot=_slot(MONDAY, 14), room=OTHER_ROOM)
        )
        for kind, key, slot in (
            (UnavailableKind.ROOM, str(OTHER_ROOM), _slot(MONDAY, 9)),
            (UnavailableKind.EVERYBODY, "", _slot(MONDAY, 12)),
            (UnavailableKind.MEMBER, str(panel[0]), _slot(MONDAY, 16)),
        ):
            uow.unavailabilities.save(
                Unavailability(
                    id=uuid4(),
                    period=period.id,
                    kind=kind,
                    key=key,
                    span=slot,
                    reason="Surgery" if kind is UnavailableKind.MEMBER else "Example",
                    is_hold=kind is UnavailableKind.ROOM,
                )
            )
        uow.commit(reason="A page to try")
    visit = Visit("programme", Language.ENGLISH, {}, "", Channel())
    return Desk(visit, ProgrammeModel(convoca, period.id), Drafts(convoca, visit), ())


def _slot(day, hour):
    return Slot.local(day, time(hour), minutes=60, zone="America/New_York")


@pytest.fixture
def day_board(desk):
    return DayBoard(desk, Moves(desk), Button()).board


def _id(desk, title):
    return next(str(key) for key, a in desk.model.activities.items() if a.record.title == title)


def _asked(action, item, room=ROOM, start=f"{MONDAY}T09:00"):
    return {"action": action, "item": item, "room": str(room), "start": start}


def test_a_pick_up_paints_the_places_of_the_day_against_where_it_is(desk, day_board):
    answer = day_board._answer(_asked("pick_up", _id(desk, "Placed")))
    assert answer["places"] == [
        {"room": str(OTHER_ROOM), "start": f"{MONDAY}T11:00", "grade": "better", "change": -12}
    ]
    assert answer["remark"].startswith("Legal places on this day: 1; days with any: 2.")
    assert "Room B" in answer["remark"]


def test_what_waits_is_measured_by_the_best_place_there_is(desk, day_board):
    desk.model.day = TUESDAY
    (place,) = day_board._answer(_asked("pick_up", _id(desk, "Waiting")))["places"]
    assert (place["grade"], place["change"]) == ("worse", 36)


def test_nothing_legal_is_said(desk, day_board, monkeypatch):
    monkeypatch.setattr(Convoca, "planner", lambda _: TwoPlaces())
    answer = day_board._answer(_asked("pick_up", _id(desk, "Placed")))
    assert answer == {
        "places": [],
        "remark": "There is no legal place for it in the whole period.",
    }


def test_a_place_that_is_not_legal_says_why(desk, day_board):
    waiting = _id(desk, "Waiting")
    there = _asked("why_not", waiting, OTHER_ROOM, f"{MONDAY}T14:00")
    taken = day_board._answer(there)["reason"]
    assert "“Beside”" in taken
    assert "are in Room B at the same time" in taken
    assert taken.endswith(" more.")
    held = day_board._answer(_asked("why_not", waiting, OTHER_ROOM))["reason"]
    assert "Room B is held for something else" in held


def test_what_it_breaks_already_is_said_of_another_place_too(desk, day_board):
    """The clash of its panel moves with it: that is nothing new, and still the reason."""
    placed = _id(desk, "Placed")
    assert day_board._decide(_asked("move", placed, ROOM, f"{MONDAY}T14:00")) == ""
    reason = day_board._answer(_asked("why_not", placed, ROOM, f"{MONDAY}T14:15"))["reason"]
    assert "Example Organisation 1 is heard in" in reason


def test_a_drop_on_a_place_that_is_not_legal_goes_through_and_is_said_at_once(desk, day_board):
    placed = _id(desk, "Placed")
    day_board._answer(_asked("pick_up", placed))
    answer = day_board._answer(_asked("move", placed, ROOM, f"{MONDAY}T14:00"))
    assert answer["refusal"] == ""
    assert "at the same time" in answer["remark"]
    assert _placement(desk, "Placed").slot.wall_time == time(14)


def test_a_drop_on_a_legal_place_takes_the_panel_that_makes_it_so(desk, day_board):
    """All four members sit at two tables at 14:00; the planner named one who is free."""
    planner = desk.model.office.planner()
    planner.places = ((MONDAY, 14, ROOM, 0),)
    placed = _id(desk, "Placed")
    day_board._answer(_asked("pick_up", placed))
    answer = day_board._answer(_asked("move", placed, ROOM, f"{MONDAY}T14:00"))
    assert answer == {"refusal": "", "remark": ""}
    assert len(_placement(desk, "Placed").panel) == 1


def test_a_legal_place_leaves_the_panel_alone_where_it_can_sit(desk, day_board):
    placed = _id(desk, "Placed")
    day_board._answer(_asked("pick_up", placed))
    assert day_board._decide(_asked("move", placed, OTHER_ROOM, f"{MONDAY}T11:00")) == ""
    assert len(_placement(desk, "Placed").panel) == len(MEMBERS)


def test_it_can_be_carried_to_another_day(desk, day_board):
    placed = _id(desk, "Placed")
    day_board._answer(_asked("pick_up", placed))
    desk.model.day = TUESDAY
    assert day_board._decide(_asked("move", placed, ROOM, f"{TUESDAY}T09:00")) == ""
    assert _placement(desk, "Placed").slot.wall_date == TUESDAY


def test_pin_and_unpin(desk, day_board):
    pin = {"action": "pin", "item": _id(desk, "Placed")}
    assert day_board._decide(pin) == ""
    assert [item["pinned"] for item in day_board.items if item["title"] == "Placed"] == [True]
    assert day_board._decide(pin) == ""
    assert not _placement(desk, "Placed").is_pinned


def test_swap(desk, day_board):
    swap = {"action": "swap", "item": _id(desk, "Placed"), "other": _id(desk, "Beside")}
    assert day_board._decide(swap) == ""
    assert _placement(desk, "Placed").slot.wall_time == time(14)
    assert _placement(desk, "Beside").room == ROOM


def test_closed_and_held_hours_are_shown_and_no_member_s_absence(day_board):
    shown = {(c["start"][11:], c["room"]): (c["title"], c["held"]) for c in day_board.closures}
    assert shown == {
        ("09:00", str(OTHER_ROOM)): ("Held: Example", True),
        ("12:00", str(ROOM)): ("Closed: Example", False),
        ("12:00", str(OTHER_ROOM)): ("Closed: Example", False),
    }


def test_the_hours_of_a_party_stand_beside_those_of_the_venue(desk, day_board):
    assert day_board.hours_elsewhere == {}
    desk.model.zone = "America/Lima"
    assert day_board.hours_elsewhere["09:00"] == "9:00\N{NO-BREAK SPACE}AM in Lima"
    desk.model.zone = "Asia/Tokyo"
    assert day_board.hours_elsewhere["14:00"].startswith("4:00\N{NO-BREAK SPACE}AM in Tokyo (Tue")


def test_the_tray_names_needs_and_puts_the_hardest_first(desk, convoca):
    period = desk.model.file.period
    hearings = [
        a_hearing(period, title="Held back", needs=PlanningNeeds(on_hold=True, is_priority=True)),
        a_hearing(period, title="Easy", states=()),
        a_hearing(period, title="Two languages", languages=(Language.SPANISH, Language.ENGLISH)),
        a_hearing(period, title="Urgent", needs=PlanningNeeds(is_priority=True, attendance=120)),
    ]
    with convoca.unit_of_work() as uow:
        for hearing in hearings:
            uow.hearings.save(hearing)
        uow.commit(reason="More to place")
    desk.model.refresh()
    tray = DayBoard(desk, Moves(desk), Button()).board.tray
    titles = [thing["title"] for thing in tray]
    assert titles[0] == "Urgent"
    assert titles[-1] == "Held back"
    assert titles.index("Two languages") < titles.index("Easy")
    assert [a.record.title for a in hardest_first(desk.model.waiting())] == titles
    assert [need["text"] for need in tray[0]["needs"]] == ["priority", "120 people"]
    assert tray[-1]["needs"][0] == {"sign": "hold", "text": "held back"}


def test_the_period_at_a_glance_dims_what_the_filters_leave_out_and_opens_a_day(desk):
    board = Glance(desk).board
    assert [day["day"] for day in board.days] == [str(MONDAY)]
    assert {item["title"]: item["dim"] for item in board.items} == {
        "Placed": False,
        "Beside": False,
    }
    desk.model.filters = Filters(kind=ActivityKind.SESSION)
    assert all(item["dim"] for item in board.items)
    assert [kind["title"] for kind in board.kinds] == ["Hearing"]

    desk.model.day, desk.model.tab = TUESDAY, 1
    board._handle_custom_msg({"action": "open", "item": "nothing on the board"}, [])
    assert desk.model.day == TUESDAY
    board._handle_custom_msg({"action": "open", "item": _id(desk, "Beside")}, [])
    assert (desk.model.day, desk.model.tab) == (MONDAY, 0)
    assert board.selected == _id(desk, "Beside")


def _placement(desk, title):
    return next(a for a in desk.model.activities.values() if a.record.title == title).placement

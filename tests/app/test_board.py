import hashlib
import json
import string
from pathlib import Path

import pytest
import traitlets

import convoca.app.widgets.board as module
from convoca.app.widgets.board import Board, Place, Places
from convoca.app.widgets.board_words import board_labels
from convoca.domain.language import Language

ASSETS = Path(module.__file__).parent / "assets"
HEARING = {
    "id": "h1",
    "title": "T",
    "subtitle": "",
    "room": "A",
    "start": "2027-03-08T09:00",
    "minutes": 60,
}
REQUEST = {"id": "t1", "title": "U", "subtitle": "", "minutes": 60}


@pytest.fixture
def board(monkeypatch):
    made = Board(
        language=Language.ENGLISH,
        day="2027-03-08",
        rooms=[{"id": "A", "title": "Sala A"}, {"id": "B", "title": "Sala B"}],
        items=[HEARING],
        tray=[REQUEST],
    )
    made.sent = []
    monkeypatch.setattr(
        Board, "send", lambda self, content, buffers=None: made.sent.append(content)
    )
    return made


def ask(board, **question):
    """What the browser sends, on the way it comes in."""
    board._handle_custom_msg({"question": "q1", **question}, [])
    return board.sent[-1]


def move(board, item="h1", room="B", start="2027-03-08T10:30"):
    return ask(board, action="move", item=item, room=room, start=start)


def test_a_move_reaches_the_callback_in_wall_time_and_is_accepted(board):
    heard = []

    def on_move(*place):
        heard.append(place)
        return ""

    board.on_move(on_move)
    assert move(board) == {"question": "q1", "refusal": "", "remark": ""}
    assert move(board, item="t1", start="2027-03-08T09:00")["refusal"] == ""
    assert heard == [("h1", "B", "2027-03-08T10:30"), ("t1", "B", "2027-03-08T09:00")]


def test_a_refusal_goes_back_in_the_words_of_the_callback(board):
    board.on_move(lambda *place: "The room is closed.")
    assert move(board)["refusal"] == "The room is closed."
    assert board.items == [HEARING]


@pytest.mark.parametrize(
    "place",
    [
        {"item": "unknown"},
        {"room": "unknown"},
        {"start": "2027-03-09T10:30"},
        {"start": "2027-03-08T10:30Z"},
        {"start": "2027-03-08T24:00"},
        {"start": "2027-03-08"},
        {"item": 7},
        {"room": None},
    ],
)
def test_what_no_board_could_have_sent_never_reaches_the_callback(board, place):
    board.on_move(lambda *place: pytest.fail("was called"))
    assert move(board, **place)["refusal"] == board.labels["failed"]


def test_nothing_moves_without_a_callback(board):
    assert board._can == []
    assert move(board)["refusal"] == board.labels["failed"]
    for action in ("take_out", "pin", "swap", "pick_up", "erase"):
        refused = ask(board, action=action, item="h1", other="h2")
        assert refused == {"question": "q1", "refusal": board.labels["failed"]} | (
            {} if action == "pick_up" else {"remark": ""}
        )


def test_the_browser_is_answered_also_when_the_callback_fails(board):
    def on_move(*place):
        raise LookupError("store")

    board.on_move(on_move)
    with pytest.raises(LookupError):
        board._hear(
            board,
            {
                "question": "q1",
                "action": "move",
                "item": "h1",
                "room": "B",
                "start": "2027-03-08T10:30",
            },
            [],
        )
    assert board.sent == [{"question": "q1", "refusal": board.labels["failed"]}]


def test_only_what_is_placed_can_be_taken_out(board):
    taken = []

    def on_take_out(item):
        taken.append(item)
        return ""

    board.on_take_out(on_take_out)
    assert ask(board, action="take_out", item="h1")["refusal"] == ""
    assert ask(board, action="take_out", item="t1")["refusal"] == board.labels["failed"]
    assert taken == ["h1"]


def test_what_is_picked_up_is_told_its_places(board):
    place = Place(room="B", start="2027-03-08T10:30", grade="better", change=-12)
    board.on_pick_up(lambda item: Places(places=(place,), remark=f"One place for {item}."))
    assert ask(board, action="pick_up", item="t1") == {
        "question": "q1",
        "places": [{"room": "B", "start": "2027-03-08T10:30", "grade": "better", "change": -12}],
        "remark": "One place for t1.",
    }
    assert ask(board, action="pick_up", item="unknown")["refusal"] == board.labels["failed"]


def test_a_place_says_why_it_is_not_legal(board):
    board.on_why_not(lambda item, room, start: f"{item} not in {room} at {start[11:]}.")
    place = {"item": "h1", "room": "B", "start": "2027-03-08T11:00"}
    assert ask(board, action="why_not", **place)["reason"] == "h1 not in B at 11:00."
    assert "reason" not in ask(board, action="why_not", **{**place, "room": "unknown"})


def test_a_drop_beside_the_legal_places_goes_through_with_a_remark(board):
    place = Place(room="B", start="2027-03-08T10:30", grade="same", change=0)
    asked = []
    board.on_pick_up(lambda item: Places(places=(place,)))
    board.on_why_not(lambda *place: asked.append(place) or "It is taken.")
    board.on_move(lambda *place: "")
    ask(board, action="pick_up", item="h1")
    assert move(board, start="2027-03-08T11:00")["remark"] == "It is taken."
    ask(board, action="pick_up", item="h1")
    assert move(board)["remark"] == ""
    assert move(board, start="2027-03-08T12:00")["remark"] == ""  # nobody was told its places
    assert len(asked) == 1


def test_what_was_picked_up_is_known_on_another_day(board):
    board.on_pick_up(lambda item: Places(places=()))
    board.on_move(lambda *place: "")
    ask(board, action="pick_up", item="h1")
    board.day, board.items = "2027-03-09", []
    assert move(board, start="2027-03-09T09:00")["refusal"] == ""
    assert move(board, start="2027-03-09T09:00")["refusal"] == board.labels["failed"]


def test_only_what_is_placed_can_be_pinned_or_swapped(board):
    other = {**HEARING, "id": "h2"}
    board.items = [HEARING, other]
    heard = []
    board.on_pin(lambda item: heard.append(item) or "")
    board.on_swap(lambda item, other: heard.append((item, other)) or "")
    assert ask(board, action="pin", item="h1")["refusal"] == ""
    assert ask(board, action="swap", item="h1", other="h2")["refusal"] == ""
    for wrong in (
        {"action": "pin", "item": "t1"},
        {"action": "swap", "item": "h1", "other": "h1"},
        {"action": "swap", "item": "h1", "other": "t1"},
    ):
        assert ask(board, **wrong)["refusal"] == board.labels["failed"]
    assert heard == ["h1", ("h1", "h2")]


def test_selection_and_announcements(board):
    chosen = []
    board.on_select(chosen.append)
    board.set_state({"selected": "h1"})
    board.selected = ""
    assert chosen == ["h1", ""]
    board.announce("Two problems are left.")
    assert board.sent[-1] == {"announcement": "Two problems are left."}


def test_slots_have_a_length(board):
    with pytest.raises(traitlets.TraitError):
        board.slot_minutes = 0


def test_every_language_fills_the_same_words():
    fields = {
        language: {
            key: sorted(name for _, name, _, _ in string.Formatter().parse(label) if name)
            for key, label in board_labels(language).items()
        }
        for language in Language
    }
    assert all(one == fields[Language.ENGLISH] for one in fields.values())


def test_the_bundle_was_built_from_the_sources_beside_it():
    sources = [ASSETS / "package.json", *sorted((ASSETS / "board_source").iterdir())]
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    for built in ("board.mjs", "board-style.css"):
        assert digest in (ASSETS / built).read_text()[:200], "run the build of docs/widgets.md"


def test_the_bundle_is_whole_and_carries_its_licences():
    code = (ASSETS / "board.mjs").read_text() + (ASSETS / "board-style.css").read_text()
    assert "@import" not in code
    assert "import(" not in code
    assert "url(" not in code
    licences = (ASSETS / "LICENSES.txt").read_text()
    pinned = json.loads((ASSETS / "package.json").read_text())["devDependencies"]
    for name in ("@event-calendar/core", "svelte"):
        assert f"{name} {pinned[name]} (MIT)" in licences
    assert licences.count("Permission is hereby granted") >= 4

import hashlib
import json
import string
from pathlib import Path

import pytest
import traitlets

import convoca.app.widgets.board as module
from convoca.app.widgets.board import Board, board_labels
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
    assert move(board) == {"question": "q1", "refusal": ""}
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
    assert not board._can_move
    assert not board._can_take_out
    assert move(board)["refusal"] == board.labels["failed"]
    assert ask(board, action="take_out", item="h1")["refusal"] == board.labels["failed"]
    assert ask(board, action="erase", item="h1")["refusal"] == board.labels["failed"]


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

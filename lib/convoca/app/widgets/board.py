"""The board: rooms by hours of one day, and a tray of what is not placed yet.

For a page::

    board = Board(language=language, day="2027-03-08", rooms=[...], items=[...], tray=[...])
    board.on_move(lambda item, room, start: "")      # "" accepts, any other text says why not
    board.on_take_out(lambda item: "")               # the same
    board.on_pin(lambda item: "")                    # the same; it pins and unpins
    board.on_swap(lambda item, other: "")            # the same
    board.on_pick_up(lambda item: Places(places=(...)))          # where it may lie on the day shown
    board.on_why_not(lambda item, room, start: "It is taken.")   # why a place is not among them
    board.on_select(lambda item: None)               # "" when nothing is selected any more
    board.announce("Two problems are left.")         # shown under the board's bar and read out

``items`` and ``tray`` are the only truth. The browser draws a move at once, asks, and then draws what they say: a callback
that accepts sets them, and what it refuses goes back by itself. Without a callback nothing can be moved (taken out, ...).
A place that is not legal is no refusal: the move goes through where its callback accepts it, and the reason is said.
All hours are the wall time of the venue, ``2027-03-08T09:00``; no time zone ever touches them.

    rooms     {"id", "title"}
    items     {"id", "title", "subtitle", "room", "start", "minutes", "kind", "severity": "" | "warning" | "breach",
               "private", "pinned", "held"}
    tray      {"id", "title", "subtitle", "minutes", "kind", "needs": [{"sign": "" | "priority" | "private" | "hold", "text"}]}
    closures  {"room", "start", "minutes", "title", "held"}      hours in which a room is shut, or held for something else
    hours_elsewhere  {"09:00": "16:00"}                          what clocks show in another zone at an hour of the board

Kinds with a colour of their own: hearing, working_meeting, bilateral_meeting, internal_session, visit_activity.
An item is the same thing on the board and in the tray, so it keeps its id.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import anywidget
import traitlets

from convoca.app.widgets.board_words import board_labels
from convoca.domain.language import Language

_ASSETS = Path(__file__).parent / "assets"
_WALL_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d")

Grade = Literal["better", "same", "worse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A legal place of what was picked up; ``change`` is what it costs more or, below zero, less.

    Of what is placed the measure is its present place, of what waits the best place there is.
    """

    room: str
    start: str
    grade: Grade
    change: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The legal places on the day shown; ``remark`` is said when they are painted."""

    places: tuple[Place, ...]
    remark: str = ""


Answer = dict[str, object]
Move = Callable[[str, str, str], str]
Act = Callable[[str], str]
Swap = Callable[[str, str], str]
PickUp = Callable[[str], Places]
WhyNot = Callable[[str, str, str], str]


class Board(anywidget.AnyWidget):
    """Rooms by hours of one day, with drag and drop and the same by keyboard."""

    _esm = _ASSETS / "board.mjs"
    _css = _ASSETS / "board-style.css"

    day = traitlets.Unicode().tag(sync=True)
    rooms = traitlets.List(traitlets.Dict()).tag(sync=True)
    opens = traitlets.Unicode("09:00").tag(sync=True)
    closes = traitlets.Unicode("18:00").tag(sync=True)
    slot_minutes = traitlets.Int(30, min=5, max=240).tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    tray = traitlets.List(traitlets.Dict()).tag(sync=True)
    closures = traitlets.List(traitlets.Dict()).tag(sync=True)
    hours_elsewhere = traitlets.Dict().tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    _can = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, *, language: Language = Language.ENGLISH, **traits: object) -> None:
        traits.setdefault("labels", board_labels(language))
        super().__init__(**traits)
        self._move: Move | None = None
        self._swap: Swap | None = None
        self._acts: dict[str, Act] = {}
        self._pick_up: PickUp | None = None
        self._why_not: WhyNot | None = None
        self._in_hand = ""
        self._legal: frozenset[tuple[str, str]] = frozenset()
        self.on_msg(self._hear)

    def on_move(self, callback: Move) -> None:
        """Let ``callback(item, room, start)`` decide on moves: "" accepts, a sentence refuses."""
        self._move = callback
        self._now_can("move")

    def on_take_out(self, callback: Act) -> None:
        """Let ``callback(item)`` decide on taking out: "" accepts, a sentence refuses."""
        self._acts["take_out"] = callback
        self._now_can("take_out")

    def on_pin(self, callback: Act) -> None:
        """Let ``callback(item)`` pin what is not pinned, and unpin what is; "" accepts."""
        self._acts["pin"] = callback
        self._now_can("pin")

    def on_swap(self, callback: Swap) -> None:
        """Let ``callback(item, other)`` change the places of two; "" accepts."""
        self._swap = callback
        self._now_can("swap")

    def on_pick_up(self, callback: PickUp) -> None:
        """Ask ``callback(item)`` once per pick-up, and again on another day, where it may lie."""
        self._pick_up = callback
        self._now_can("pick_up")

    def on_why_not(self, callback: WhyNot) -> None:
        """Ask ``callback(item, room, start)`` why a place is not legal, when somebody rests there."""
        self._why_not = callback
        self._now_can("why_not")

    def on_select(self, callback: Callable[[str], None]) -> None:
        """Call ``callback(item)`` whenever another item is selected; "" for none."""
        self.observe(lambda change: callback(change["new"]), names="selected")

    def announce(self, sentence: str) -> None:
        """Show a sentence beside the board and have a screen reader say it."""
        self.send({"announcement": sentence})

    def _now_can(self, action: str) -> None:
        self._can = [*self._can, action]

    def _hear(self, _board: object, question: dict[str, object], _buffers: object) -> None:
        """Answer the browser, also when the callback fails: the item must not hang in between."""
        answer: Answer = {"refusal": self.labels["failed"]}
        try:
            answer = self._answer(question)
        finally:
            self.send({"question": question.get("question"), **answer})

    def _answer(self, question: dict[str, object]) -> Answer:
        match question:
            case {"action": "pick_up", "item": str(item)}:
                if self._pick_up and self._knows(item):
                    return self._places_of(item, self._pick_up(item))
            case {"action": "why_not", "item": str(item), "room": str(room), "start": str(start)}:
                if self._knows(item) and self._has_place(room, start):
                    return {"reason": self._reason(item, room, start)}
            case _:
                doubt = self._doubt(question)
                return {"refusal": self._decide(question), "remark": doubt}
        return {"refusal": self.labels["failed"]}

    def _places_of(self, item: str, found: Places) -> Answer:
        self._in_hand = item
        self._legal = frozenset((place.room, place.start) for place in found.places)
        places = [
            {"room": p.room, "start": p.start, "grade": p.grade, "change": p.change}
            for p in found.places
        ]
        return {"places": places, "remark": found.remark}

    def _reason(self, item: str, room: str, start: str) -> str:
        return self._why_not(item, room, start) if self._why_not else ""

    def _doubt(self, question: dict[str, object]) -> str:
        """Say why the place of a move is not legal, before the move makes it look as if it were."""
        match question:
            case {"action": "move", "item": str(item), "room": str(room), "start": str(start)}:
                is_judged = item == self._in_hand and self._has_place(room, start)
                if is_judged and (room, start) not in self._legal:
                    return self._reason(item, room, start)
        return ""

    def _decide(self, question: dict[str, object]) -> str:
        """Ask the callback; what no board could have sent never reaches it."""
        match question:
            case {"action": "move", "item": str(item), "room": str(room), "start": str(start)}:
                if self._move and self._knows(item) and self._has_place(room, start):
                    self._in_hand = ""
                    return self._move(item, room, start)
            case {"action": "swap", "item": str(item), "other": str(other)}:
                if (
                    self._swap
                    and item != other
                    and self._is_placed(item)
                    and self._is_placed(other)
                ):
                    return self._swap(item, other)
            case {"action": str(action), "item": str(item)}:
                if action in self._acts and self._is_placed(item):
                    return self._acts[action](item)
        return str(self.labels["failed"])

    def _knows(self, item: str) -> bool:
        """Whether it lies on the board or in the tray, or was picked up on another day."""
        is_here = any(thing["id"] == item for thing in (*self.items, *self.tray))
        return is_here or item == self._in_hand != ""

    def _is_placed(self, item: str) -> bool:
        return any(placed["id"] == item for placed in self.items)

    def _has_place(self, room: str, start: str) -> bool:
        is_hour = _WALL_TIME.fullmatch(start) is not None and start.startswith(self.day)
        return is_hour and any(known["id"] == room for known in self.rooms)

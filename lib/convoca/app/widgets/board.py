"""The board: rooms by hours of one day, and a tray of what is not placed yet.

For a page::

    board = Board(language=language, day="2027-03-08", rooms=[...], items=[...], tray=[...])
    board.on_move(lambda item, room, start: "")      # "" accepts, any other text says why not
    board.on_take_out(lambda item: "")               # the same
    board.on_select(lambda item: None)               # "" when nothing is selected any more
    board.announce("Two problems are left.")         # shown under the board's bar and read out

``items`` and ``tray`` are the only truth. The browser draws a move at once, asks, and then draws what they say: a callback
that accepts sets them, and what it refuses goes back by itself. Without a callback nothing can be moved (taken out).
All hours are the wall time of the venue, ``2027-03-08T09:00``; no time zone ever touches them.

    rooms   {"id", "title"}
    items   {"id", "title", "subtitle", "room", "start", "minutes", "kind", "severity": "" | "warning" | "breach", "private"}
    tray    {"id", "title", "subtitle", "minutes"}

Kinds with a colour of their own: hearing, working_meeting, bilateral_meeting, internal_session, visit_activity.
An item is the same thing on the board and in the tray, so it keeps its id.
"""

import re
from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

from convoca.domain.language import Language
from convoca.i18n.catalogue import text

_ASSETS = Path(__file__).parent / "assets"
_WALL_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d")

Move = Callable[[str, str, str], str]
TakeOut = Callable[[str], str]


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
    selected = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)
    _can_move = traitlets.Bool(default_value=False).tag(sync=True)
    _can_take_out = traitlets.Bool(default_value=False).tag(sync=True)

    def __init__(self, *, language: Language = Language.ENGLISH, **traits: object) -> None:
        traits.setdefault("labels", board_labels(language))
        super().__init__(**traits)
        self._move: Move | None = None
        self._take_out: TakeOut | None = None
        self.on_msg(self._hear)

    def on_move(self, callback: Move) -> None:
        """Let ``callback(item, room, start)`` decide on moves: "" accepts, a sentence refuses."""
        self._move = callback
        self._can_move = True

    def on_take_out(self, callback: TakeOut) -> None:
        """Let ``callback(item)`` decide on taking out: "" accepts, a sentence refuses."""
        self._take_out = callback
        self._can_take_out = True

    def on_select(self, callback: Callable[[str], None]) -> None:
        """Call ``callback(item)`` whenever another item is selected; "" for none."""
        self.observe(lambda change: callback(change["new"]), names="selected")

    def announce(self, sentence: str) -> None:
        """Show a sentence beside the board and have a screen reader say it."""
        self.send({"announcement": sentence})

    def _hear(self, _board: object, question: dict[str, object], _buffers: object) -> None:
        """Answer the browser, also when the callback fails: the item must not hang in between."""
        refusal = self.labels["failed"]
        try:
            refusal = self._decide(question)
        finally:
            self.send({"question": question.get("question"), "refusal": refusal})

    def _decide(self, question: dict[str, object]) -> str:
        """Ask the callback; what no board could have sent never reaches it."""
        match question:
            case {"action": "move", "item": str(item), "room": str(room), "start": str(start)}:
                if self._move and self._knows(item) and self._has_place(room, start):
                    return self._move(item, room, start)
            case {"action": "take_out", "item": str(item)}:
                if self._take_out and any(placed["id"] == item for placed in self.items):
                    return self._take_out(item)
        return str(self.labels["failed"])

    def _knows(self, item: str) -> bool:
        return any(thing["id"] == item for thing in (*self.items, *self.tray))

    def _has_place(self, room: str, start: str) -> bool:
        is_hour = _WALL_TIME.fullmatch(start) is not None and start.startswith(self.day)
        return is_hour and any(known["id"] == room for known in self.rooms)


def board_labels(language: Language) -> dict[str, str]:
    """Return the words of the board; what stands in braces is filled in by the browser."""
    return {
        "board": text("Programme of the day, hours by rooms", language),
        "hour": text("Hour", language),
        "free": text("free", language),
        "continues": text("{title} goes on", language),
        "private": text("private", language),
        "warning": text("warning", language),
        "breach": text("breach", language),
        "minutes": text("{minutes} min", language),
        "tray": text("Not placed yet", language),
        "tray_empty": text("Everything is placed.", language),
        "nothing_placed": text("Nothing is placed on this day.", language),
        "help": text(
            "Drag, or use the keyboard: arrows go from cell to cell, Enter picks up and drops, Delete takes out.",
            language,
        ),
        "move": text("Move", language),
        "take_out": text("Take out", language),
        "cancel": text("Cancel", language),
        "moving": text("Where to? {title}", language),
        "picked_up": text(
            "{title} picked up. Choose room and hour with the arrows or click there; Enter drops, Escape cancels.",
            language,
        ),
        "moved": text("{title}: now at {hour}, {room}.", language),
        "taken_out": text("{title}: taken out, not placed any more.", language),
        "cancelled": text("{title}: stays where it was.", language),
        "refused": text("{title}: stays where it was. {reason}", language),
        "failed": text("This could not be done. Reload the page and try again.", language),
    }

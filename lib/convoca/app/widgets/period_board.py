"""The whole period at a glance: for each day a strip of rooms by hours, each activity a small block.

For a page::

    board = PeriodBoard(language=language, days=[...], items=[...], kinds=[...])
    board.on_open(lambda item: None)      # a click or Enter on a block

    days   {"day": "2027-03-08", "title": "Monday 8 March", "told": "12 activities, 2 problems", "rooms": [{"id", "title"}]}
    items  {"id", "title", "subtitle", "room", "start", "minutes", "kind", "severity", "private", "pinned", "dim"}
    kinds  {"kind", "title"}              # the legend

Items and kinds are those of the board; ``dim`` is what the filters leave out. Nothing is moved here. In a narrow
container the same blocks are an agenda by day. Hours are the wall time of the venue, and no time zone touches them.
"""

from collections.abc import Callable
from pathlib import Path

import anywidget
import traitlets

from convoca.domain.language import Language
from convoca.i18n.catalogue import text

_ASSETS = Path(__file__).parent / "assets"


class PeriodBoard(anywidget.AnyWidget):
    """Every placed activity of the period; arrows go from block to block, Enter opens its day."""

    _esm = _ASSETS / "period_board.mjs"
    _css = _ASSETS / "period_board.css"

    days = traitlets.List(traitlets.Dict()).tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    kinds = traitlets.List(traitlets.Dict()).tag(sync=True)
    opens = traitlets.Unicode("09:00").tag(sync=True)
    closes = traitlets.Unicode("18:00").tag(sync=True)
    selected = traitlets.Unicode().tag(sync=True)
    labels = traitlets.Dict().tag(sync=True)

    def __init__(self, *, language: Language, **traits: object) -> None:
        super().__init__(labels=period_board_labels(language), **traits)
        self._open: Callable[[str], None] | None = None
        self.on_msg(self._hear)

    def on_open(self, callback: Callable[[str], None]) -> None:
        """Call ``callback(item)`` when somebody wants to see an activity on its day."""
        self._open = callback

    def _hear(self, _board: object, message: dict[str, object], _buffers: object) -> None:
        """Take what a block can have sent, and nothing else."""
        match message:
            case {"action": "open", "item": str(item)}:
                if self._open and any(shown["id"] == item for shown in self.items):
                    self._open(item)


def period_board_labels(language: Language) -> dict[str, str]:
    return {
        "period": text("The whole period at a glance", language),
        "warning": text("warning", language),
        "breach": text("breach", language),
        "private": text("private", language),
        "pinned": text("pinned", language),
        "dim": text("left out by the filters", language),
    }

"""The parts of a page behind tabs; the model knows which one is open."""

from collections.abc import Callable, Sequence
from typing import Any

from ipywidgets import Tab, VBox, Widget


def in_tabs(model: Any, parts: Sequence[tuple[str, Callable[[], Widget]]]) -> Tab:
    """Show one part at a time, each built when somebody opens it first; ``model.tab`` counts from 0."""
    tabs = Tab([VBox() for _ in parts], titles=[title for title, _ in parts])

    def open_part(number: int) -> None:
        place = tabs.children[number]
        if not place.children:
            place.children = (parts[number][1](),)
        tabs.selected_index = model.tab = number

    open_part(min(model.tab, len(parts) - 1))
    tabs.observe(lambda change: open_part(change["new"] or 0), "selected_index")
    model.observe(lambda change: open_part(change["new"]), "tab")
    return tabs

"""Several of a list: a few that are all shown with a box each, or one after the other from many."""

from collections.abc import Sequence
from typing import Any

import traitlets
from ipywidgets import Button, Checkbox, Dropdown, HBox, VBox

from convoca.app.widgets.parts import button
from convoca.app.widgets.safe_html import safe_html
from convoca.domain.language import Language
from convoca.i18n.catalogue import text

Options = Sequence[tuple[str, str]]


class CheckList(VBox):
    """A box for each of a few options below a legend; ``value`` holds the keys of the ticked ones."""

    value = traitlets.Tuple()

    def __init__(self, options: Options, *, legend: str) -> None:
        self._boxes: dict[str, Checkbox] = {}
        self._grid = VBox().add_class("cv-grid")
        heading = safe_html('<p class="cv-strong">{legend}</p>', legend=legend)
        super().__init__([heading, self._grid])
        self.offer(options)

    def offer(self, options: Options) -> None:
        """Show other options; what is ticked and not among them stays in the value."""
        if [(box.description, key) for key, box in self._boxes.items()] == list(options):
            return
        old = tuple(self._boxes.values())
        self._boxes = {key: self._box(label, key) for label, key in options}
        self._grid.children = tuple(self._boxes.values())
        for box in old:
            box.close()

    def _box(self, label: str, key: str) -> Checkbox:
        box = Checkbox(description=label, value=key in self.value, indent=False)
        box.observe(lambda change: self._tick(key, on=change["new"]), names="value")
        return box

    def _tick(self, key: str, *, on: bool) -> None:
        others = tuple(other for other in self.value if other != key)
        self.value = (*others, key) if on else others

    @traitlets.observe("value")
    def _show(self, change: Any) -> None:
        for key, box in self._boxes.items():
            box.value = key in change["new"]


class PickList(VBox):
    """Picked one by one from a long list; ``value`` holds the keys, in the order of picking."""

    value = traitlets.Tuple()

    def __init__(self, options: Options, *, description: str, language: Language) -> None:
        self._labels = {key: label for label, key in options}
        self._language = language
        choose = text("Choose…", language)
        self._menu = Dropdown(description=description, options=[(choose, ""), *options])
        self._add = button(text("Add", language), lambda: self._pick())
        self._picked = HBox()
        super().__init__([HBox([self._menu, self._add]), self._picked])
        self._menu.layout.flex, self._menu.layout.width = "1 1 12rem", "auto"
        self._add.layout.align_self = "flex-end"
        self._show()

    def _pick(self) -> None:
        key = self._menu.value
        if key and key not in self.value:
            self.value = (*self.value, key)
        self._menu.value = ""
        self._menu.focus()

    @traitlets.observe("value")
    def _show(self, _change: object = None) -> None:
        old = self._picked.children
        self._picked.children = tuple(self._chip(key) for key in self.value) or (
            safe_html(
                '<p class="cv-muted cv-small">{none}</p>', none=text("None chosen.", self._language)
            ),
        )
        for widget in old:
            widget.close()

    def _chip(self, key: str) -> Button:
        label = self._labels.get(key, key)
        chip = Button(
            description=label,
            icon="times",
            tooltip=text("Remove {name}", self._language, name=label),
        )
        chip.on_click(lambda _: self._drop(key))
        return chip

    def _drop(self, key: str) -> None:
        self.value = tuple(other for other in self.value if other != key)
        self._menu.focus()

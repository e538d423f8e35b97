"""What is chosen from lists: one, several with a box each, or one after the other from many."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeVar

import traitlets
from ipywidgets import Button, Checkbox, Dropdown, HBox, VBox, Widget

from convoca.app.widgets.parts import button, paragraph, swap
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, safe_html
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name
from convoca.i18n.words import word

Options = Sequence[tuple[str, str]]
Choices = Sequence[tuple[str, Any]]
Word = TypeVar("Word", bound=Enum)


def words_of(members: Iterable[Word], language: Language) -> list[tuple[str, Word]]:
    """Offer members of an enum under their words."""
    return [(word(member, language), member) for member in members]


def named_states(codes: Iterable[StateCode], language: Language) -> list[tuple[str, StateCode]]:
    """Offer States in the order of the reader's alphabet."""
    return sorted((state_name(code, language), code) for code in set(codes))


def filter_menu(title: str, options: Choices, value: Any, language: Language) -> Dropdown:
    """Let one of the options narrow what is shown, or all of it be shown (None)."""
    return choice(title, [(text("all", language), None), *options], value)


def choice(title: str, options: Choices, value: Any = None) -> Dropdown:
    """Let one of the options be chosen; None may be the value of one of them."""
    made = Dropdown(description=title, options=options)
    pick(made, value)
    return made


def pick(widget: Dropdown, value: Any) -> None:
    """Choose an option by its value: for a Dropdown, ``value = None`` means that none is chosen."""
    values = [known for _, known in widget.options]
    if value in values:
        widget.index = values.index(value)


def offer(widget: Dropdown, options: Choices) -> None:
    """Offer other options, the first of them chosen."""
    widget.options = options
    widget.index = 0 if options else None


class CheckList(VBox):
    """A box for each of a few options below a legend; ``value`` holds the keys of the ticked ones."""

    value = traitlets.Tuple()

    def __init__(self, options: Options = (), *, legend: str = "", empty: str = "") -> None:
        self._boxes: dict[str, Checkbox] = {}
        self._remarks: dict[str, HtmlView] = {}
        self._grid = VBox().add_class("cv-grid")
        self._empty = empty
        heading = safe_html('<p class="cv-strong">{legend}</p>', legend=legend)
        super().__init__([heading, self._grid] if legend else [self._grid])
        self.offer(options)

    def offer(self, options: Options, remarks: Mapping[str, SafeHtml] | None = None) -> None:
        """Show other options, with a remark below each that has one.

        What is ticked and not among the options stays in the value.
        """
        if [(box.description, key) for key, box in self._boxes.items()] != list(options):
            self._boxes = {key: self._box(label, key) for label, key in options}
            self._remarks = {key: safe_html("") for key in remarks or ()}
            swap(self._grid, [self._card(key) for key in self._boxes] or self._nothing())
        for key, remark in (remarks or {}).items():
            self._remarks[key].value = remark

    def _nothing(self) -> list[Widget]:
        return [paragraph("muted", self._empty)] if self._empty else []

    def _card(self, key: str) -> Widget:
        if key not in self._remarks:
            return self._boxes[key]
        return VBox([self._boxes[key], self._remarks[key]]).add_class("cv-card")

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
        self._add = button(text("Add", language), self._pick)
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

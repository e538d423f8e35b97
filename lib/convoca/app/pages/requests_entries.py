"""A list that grows in a form: what is in it, and one small form to add to it or change it."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from ipywidgets import Button, HBox, VBox, Widget

from convoca.app.widgets.answer import Answer
from convoca.app.widgets.parts import button, heading
from convoca.app.widgets.safe_html import SafeHtml, html_string, safe_html
from convoca.domain.language import Language
from convoca.i18n.catalogue import text

T = TypeVar("T")


class Entries(Generic[T]):
    """Shows entries with buttons to change and to take out; ``fields`` is the small form.

    ``read`` takes the small form in; ``write`` fills it, with None for a new entry.
    """

    def __init__(
        self,
        language: Language,
        *,
        title: str,
        add: str,
        fields: Sequence[Widget],
        described: Callable[[T], SafeHtml],
        entries: Callable[[], Sequence[T]],
        read: Callable[[], object],
        write: Callable[[T | None], object],
        remove: Callable[[T], object],
    ) -> None:
        self._language = language
        self._described, self._entries, self._remove = described, entries, remove
        self._read, self._write = read, write
        self._list = VBox()
        self._fields = tuple(fields)
        self.answer = Answer(language)
        self._start = button(add, lambda: self.open(None))
        self._form = VBox()
        self.widget = VBox([heading(3, title), self._list, self._form, self.answer.widget])
        self.close()
        self.draw()

    @property
    def is_open(self) -> bool:
        """Whether the small form is open, and what it holds is not in the list yet."""
        return self._start not in self._form.children

    def draw(self) -> None:
        self._list.children = tuple(self._line(entry) for entry in self._entries())

    def open(self, entry: T | None) -> None:
        """Open the small form, filled with ``entry``."""
        self.answer.clear()
        self._write(entry)
        self._form.children = (*self._fields, self._actions())
        self._fields[0].focus()

    def close(self) -> None:
        self._write(None)
        self._form.children = (self._start,)
        self._start.focus()

    def _actions(self) -> HBox:
        language = self._language
        return HBox(
            [
                button(text("Take in", language), self._take_in, style="info"),
                button(text("Leave it", language), self.close),
            ]
        ).add_class("cv-actions")

    def _take_in(self) -> None:
        if self.answer.went_well(self._read):
            self.close()
            self.draw()

    def _line(self, entry: T) -> Widget:
        language = self._language

        def take_out() -> None:
            self._remove(entry)
            self.draw()

        buttons: list[Button] = [
            button(text("Change", language), lambda: self.open(entry)),
            button(text("Take out", language), take_out),
        ]
        line = safe_html("{said}", said=html_string("{said}", said=self._described(entry)))
        return VBox([line, HBox(buttons)]).add_class("cv-card")

"""Inputs whose values are read and filled as JSON can hold them, each with room for what is wrong.

For a page::

    inputs = Inputs({"title": Field(Text(description="Title")), "opens": Field(DatePicker(...))})
    inputs.fill(typed)
    inputs.on_change(lambda: model.type(inputs.read()))
    inputs.tell("opens", "Say on which day the visit begins.")
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, time
from typing import Any

from ipywidgets import DatePicker, Dropdown, Layout, TimePicker, VBox, Widget
from traitlets import TraitError

from convoca.app.models.typed import Values, as_json
from convoca.app.widgets.parts import paragraph
from convoca.domain.language import Language
from convoca.i18n.catalogue import text


def read(widget: Any) -> object:
    """Return the value of an input as JSON can hold it."""
    return as_json(widget.value)


def fill(widget: Any, value: object) -> None:
    """Give an input a value that ``read`` returned; one that it does not know leaves it as it was."""
    with suppress(TraitError, ValueError):
        if isinstance(widget, DatePicker):
            widget.value = date.fromisoformat(str(value)) if value else None
        elif isinstance(widget, TimePicker):
            widget.value = time.fromisoformat(str(value)) if value else None
        elif isinstance(value, list):
            widget.value = tuple(value)
        else:
            widget.value = value


def labelled(widget: Widget, *, width: str) -> VBox:
    """Put the label of an input above it, in a row of inputs."""
    return VBox([widget], layout=Layout(width=width, max_width="100%")).add_class("cv-form")


def which_hour(language: Language, *, first: object, second: object) -> Dropdown:
    """Ask which of an hour that the clocks show twice is meant; "" while nobody has said."""
    return Dropdown(
        description=text("The clocks show this hour twice: which one?", language),
        options=[
            (text("Not said", language), ""),
            (text("The first", language), first),
            (text("The second", language), second),
        ],
    )


class Field(VBox):
    """An input with a line of help below it, and below that what is wrong with its value."""

    def __init__(self, widget: Any, *, help_line: str = "", is_hidden: bool = False) -> None:
        self.input = widget
        self._shown: tuple[Widget, ...] = (widget,)
        if help_line:
            self._shown += (paragraph("help", help_line),)
        super().__init__(self._shown, layout={"display": "none"} if is_hidden else {})

    def tell(self, sentence: str) -> None:
        """Say what is wrong; nothing with an empty sentence."""
        if not sentence:
            self.children = self._shown
            return
        told = paragraph("problem", sentence)
        self.children = (*self._shown, told)


class Inputs:
    """The fields of a form by name."""

    def __init__(self, fields: Mapping[str, Field]) -> None:
        self._fields = fields
        self._is_filling = False

    def __getitem__(self, name: str) -> Field:
        return self._fields[name]

    def read(self) -> dict[str, object]:
        return {name: read(field.input) for name, field in self._fields.items()}

    def fill(self, values: Values) -> None:
        """Show other values, without a word to those who listen to changes."""
        self._is_filling = True
        try:
            for name, field in self._fields.items():
                if name in values:
                    fill(field.input, values[name])
        finally:
            self._is_filling = False

    def on_change(self, callback: Callable[[], object]) -> None:
        """Call back whenever somebody changed a value."""

        def changed(_change: object) -> None:
            if not self._is_filling:
                callback()

        for field in self._fields.values():
            field.input.observe(changed, names="value")

    def tell(self, name: str, sentence: str) -> bool:
        """Say what is wrong with one field and with no other; False where there is no such field."""
        for field in self._fields.values():
            field.tell("")
        if name in self._fields:
            self._fields[name].tell(sentence)
        return name in self._fields

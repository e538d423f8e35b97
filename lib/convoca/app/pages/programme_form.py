"""A form of the page Programme: inputs, a reason, a button, a draft, and room for what stopped it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ipywidgets import (
    Dropdown,
    HBox,
    Layout,
    Text,
    VBox,
    Widget,
)

from convoca.app.models.typed import as_json
from convoca.app.pages.programme_desk import Desk
from convoca.app.widgets import inputs
from convoca.app.widgets.conflict import conflict_panel
from convoca.app.widgets.parts import button, paragraph, swap
from convoca.domain.errors import ConflictingEdit, ConvocaError
from convoca.i18n.catalogue import text
from convoca.i18n.errors import error_text


class Form:
    """Sends what its inputs say with a reason; what was typed and not sent survives a reload.

    ``send`` gets the reason and raises ConvocaError where something stops it; ``done`` is called
    once it went through, to show what is on record then.
    """

    def __init__(
        self,
        desk: Desk,
        key: str,
        fields: Mapping[str, Any],
        *,
        send: Callable[[str], str],
        done: Callable[[], None],
        button: str,
        reason: str = "",
        style: str = "primary",
        body: Sequence[Widget] | None = None,
        more: Sequence[Widget] = (),
    ) -> None:
        self._desk, self._key, self._act, self._done = desk, key, send, done
        self._reason = Text(description=text("Reason", desk.language), value=reason)
        self.inputs = {**fields, "reason": self._reason}
        self.is_dirty = False
        self._outcome = VBox()
        button_to_send = button(button, lambda: self.send(), style=style)
        actions = HBox([button_to_send, *more]).add_class("cv-actions")
        above = list(fields.values()) if body is None else list(body)
        self.widget = VBox([self._outcome, *above, self._reason, actions]).add_class("cv-form")
        self._filled = self._values()
        self._restore()
        for widget in self.inputs.values():
            widget.observe(self._typed, "value")

    def send(self) -> None:
        """Do what the form says. What stops it is told above the inputs, which keep their values."""
        self._show()
        try:
            done = self._act(self._reason.value)
        except ConflictingEdit as error:
            self._show(self._conflict(error))
        except ConvocaError as error:
            sentence = error_text(error, self._desk.language)
            self._show(paragraph("problem", sentence))
        else:
            self._settle(done)

    def _settle(self, sentence: str) -> None:
        self.is_dirty = False
        self._desk.drafts.discard(self._key)
        self._desk.visit.announce(sentence)
        self._done()

    def _conflict(self, error: ConflictingEdit) -> Widget:
        desk = self._desk
        members = desk.model.file.members

        def save_mine(record: Any) -> None:
            desk.model.save_over(record, reason=self._reason.value)
            self._settle(text("Your version is saved.", desk.language))

        def keep_theirs(_stored: object) -> None:
            self._settle(text("The stored version is kept.", desk.language))

        return conflict_panel(
            error,
            desk.language,
            keep_theirs=keep_theirs,
            save_mine=save_mine,
            names={
                **{member.id: member.name for member in members},
                **{room.id: room.name for room in desk.model.file.period.rooms},
            },
        )

    def _show(self, *widgets: Widget) -> None:
        swap(self._outcome, list(widgets))

    def _typed(self, _change: object) -> None:
        self.is_dirty = True
        self._desk.drafts.changed(self._key, self._draft)

    def _values(self) -> dict[str, object]:
        return {name: as_json(widget.value) for name, widget in self.inputs.items()}

    def _draft(self) -> dict[str, object]:
        """Return what the person changed, and no more: the rest may be newer on record by then."""
        return {n: value for n, value in self._values().items() if value != self._filled[n]}

    def _restore(self) -> None:
        """Fill in what was typed before a reload, and say so."""
        draft = self._desk.drafts.find(self._key)
        if not draft:
            return
        for name, widget in self.inputs.items():
            if name in draft:
                fill(widget, draft[name])
        self.is_dirty = True
        language = self._desk.language
        forget = button(
            text("Discard the draft", language),
            lambda: self._settle(text("The draft is discarded.", language)),
        )
        told = text("What you had typed here and not saved is back.", language)
        self._show(paragraph("note", told), forget)


def choice(title: str, options: Sequence[tuple[str, Any]], value: Any = None) -> Dropdown:
    """Let one of the options be chosen; None may be the value of one of them."""
    made = Dropdown(description=title, options=options)
    pick(made, value)
    return made


def pick(widget: Dropdown, value: Any) -> None:
    """Choose an option by its value: for a Dropdown, ``value = None`` means that none is chosen."""
    values = [known for _, known in widget.options]
    if value in values:
        widget.index = values.index(value)


def labelled(widget: Widget, *, width: str) -> VBox:
    """Put the label of an input above it, in a row of inputs."""
    return VBox([widget], layout=Layout(width=width, max_width="100%")).add_class("cv-form")


def fill(widget: Any, stored: object) -> None:
    """Give an input the value that a draft holds; what it does not know any more is left out."""
    if isinstance(widget, Dropdown):
        known = [value for _, value in widget.options if as_json(value) == stored]
        pick(widget, known[0] if known else widget.value)
    else:
        inputs.fill(widget, stored)

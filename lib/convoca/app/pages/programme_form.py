"""A form of the page Programme: inputs, a reason, a button, a draft, and room for what stopped it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ipywidgets import Button, Dropdown, VBox, Widget

from convoca.app.models.typed import as_json
from convoca.app.pages.programme_desk import Desk
from convoca.app.widgets import inputs
from convoca.app.widgets.choice_lists import pick
from convoca.app.widgets.parts import button, draft_is_back
from convoca.app.widgets.safe_html import HtmlView
from convoca.app.widgets.save_bar import SaveBar
from convoca.i18n.catalogue import text

#: What a form calls once it went through.
Done = Callable[[], None]


class Form:
    """Sends what its inputs say with a reason; what was typed and not sent survives a reload.

    ``send`` gets the reason, returns what is to be said, and raises ConvocaError where something
    stops it; ``done`` is called once it went through, to show what is on record then.
    """

    def __init__(
        self,
        desk: Desk,
        key: str,
        fields: Mapping[str, Any],
        *,
        send: Callable[[str], str],
        done: Done,
        label: str,
        reason: str = "",
        style: str = "primary",
        body: Sequence[Widget] | None = None,
        more: Sequence[Button] = (),
    ) -> None:
        self._desk, self._key, self._done = desk, key, done
        self._bar = self._save_bar(reason)
        self._bar.offer(label, send, style=style)
        for other in more:
            self._bar.add(other)
        self.inputs = {**fields, "reason": self._bar.reason}
        self.is_dirty = False
        above = list(fields.values()) if body is None else list(body)
        self.widget = VBox([*above, self._bar]).add_class("cv-form")
        self._filled = self._values()
        self._restore()
        for widget in self.inputs.values():
            widget.observe(self._typed, "value")

    def offer(self, label: str, send: Callable[[str], str], *, style: str = "") -> None:
        """Add a button for something else that is done with the same reason."""
        self._bar.offer(label, send, style=style)

    def _save_bar(self, reason: str) -> SaveBar:
        model = self._desk.model
        names: dict[object, str] = {member.id: member.name for member in model.file.members}
        names |= {room.id: room.name for room in model.file.period.rooms}
        return SaveBar(
            self._desk.visit,
            reason=reason,
            save_over=model.save_over,
            discard=model.refresh,
            done=self._settle,
            names=names,
        )

    def _settle(self) -> None:
        self.is_dirty = False
        self._desk.drafts.discard(self._key)
        self._done()

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
        self._bar.show(
            HtmlView(draft_is_back(language)),
            button(text("Discard the draft", language), self._forget),
        )

    def _forget(self) -> None:
        self._bar.run(lambda _: text("The draft is discarded.", self._desk.language))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the chosen activity's panel; ``forms`` hold what somebody may be typing.

    A section is not drawn anew over that.
    """

    widget: Widget
    forms: tuple[Form, ...] = ()

    @property
    def is_dirty(self) -> bool:
        return any(form.is_dirty for form in self.forms)


def fill(widget: Any, stored: object) -> None:
    """Give an input the value that a draft holds; what it does not know any more is left out."""
    if isinstance(widget, Dropdown):
        known = [value for _, value in widget.options if as_json(value) == stored]
        pick(widget, known[0] if known else widget.value)
    else:
        inputs.fill(widget, stored)

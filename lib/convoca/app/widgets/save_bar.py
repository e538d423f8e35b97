"""The foot of a form: a reason, what can be done, and what came of it.

For a page::

    bar = SaveBar(visit, reason="Minutes changed", tell=inputs.tell, save_over=…, reload=…, done=refresh)
    bar.offer("Save", lambda reason: model.save(reason=reason), said="The minutes are saved.", style="primary")

What stops an act is told beside its field where the form has one, else here; what was typed stays.
"""

from collections.abc import Callable
from typing import Any

from ipywidgets import Button, HBox, Text, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.widgets.conflict import conflict_panel
from convoca.app.widgets.finding_line import field_of, sentence_of
from convoca.app.widgets.parts import button, paragraph
from convoca.app.widgets.record_words import Names
from convoca.domain.errors import ConflictingEdit, ConvocaError
from convoca.i18n.catalogue import text


class SaveBar(VBox):
    """See the module."""

    def __init__(
        self,
        visit: Visit,
        *,
        reason: str,
        tell: Callable[[str, str], bool],
        save_over: Callable[[Any, str], object],
        reload: Callable[[], object],
        done: Callable[[], object],
        names: Names,
    ) -> None:
        self._visit, self._tell, self._names = visit, tell, names
        self._save_over, self._reload, self._done = save_over, reload, done
        self.reason = Text(description=text("Reason", visit.language), value=reason)
        self._outcome = VBox()
        self._refusal: Widget | None = None
        self._actions = HBox().add_class("cv-actions")
        form = VBox([self.reason]).add_class("cv-form")
        super().__init__([self._outcome, form, self._actions])

    def offer(
        self, label: str, act: Callable[[str], object], *, said: str, style: str = ""
    ) -> Button:
        """Add a button; ``act`` gets the reason and raises ConvocaError where something stops it."""
        button = button(label, lambda: self.run(act, said), style=style)
        self.add(button)
        return button

    def add(self, button: Button) -> None:
        self._actions.children = (*self._actions.children, button)

    def run(self, act: Callable[[str], object], said: str) -> None:
        """Do it, and say that it was done or what stopped it."""
        self.show()
        try:
            act(self.reason.value)
        except ConflictingEdit as error:
            self.show(self._conflict(error))
        except ConvocaError as error:
            self.refuse(error)
        else:
            self._settle(said)

    def refuse(self, error: ConvocaError) -> None:
        """Tell what stopped an act, beside its field where there is one."""
        language = self._visit.language
        sentence = sentence_of(error, language)
        if self._tell(field_of(error), sentence):
            sentence = text("Nothing was saved: see the field that is marked.", language)
        self._refusal = paragraph("problem", sentence)
        swap(self._outcome, [self._refusal])

    def forget_refusal(self) -> None:
        """Take back what was told of a value that somebody is changing now."""
        if self._refusal in self._outcome.children:
            self.show()
        self._tell("", "")

    def show(self, *widgets: Widget) -> None:
        """Show something above the reason, in place of what stood there."""
        self._tell("", "")
        swap(self._outcome, widgets)

    def _settle(self, said: str) -> None:
        self.show()
        self._done()
        self._visit.announce(said)

    def _conflict(self, error: ConflictingEdit) -> Widget:
        language = self._visit.language

        def save_mine(record: Any) -> None:
            said = text("Your version is saved.", language)
            self.run(lambda reason: self._save_over(record, reason), said)

        def keep_theirs(_stored: object) -> None:
            self._reload()
            self._settle(text("The stored version is kept.", language))

        return conflict_panel(
            error, language, keep_theirs=keep_theirs, save_mine=save_mine, names=self._names
        )

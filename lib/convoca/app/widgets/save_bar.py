"""The foot of a form: a reason, what can be done, and what came of it.

For a page::

    bar = SaveBar(visit, reason="Minutes changed", tell=inputs.tell, save_over=…, discard=…, done=refresh)
    bar.offer("Save", model.save, said="The minutes are saved.", style="primary")
    bar.offer_to_discard()

What stops an act is told beside its field where the form has one, else here; what was typed stays.
"""

from collections.abc import Callable
from typing import Any

from ipywidgets import Button, HBox, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.widgets.conflict import conflict_panel
from convoca.app.widgets.finding_line import field_of, sentence_of, worded
from convoca.app.widgets.parts import button, paragraph, reason_input, swap
from convoca.app.widgets.record_words import Names
from convoca.domain.errors import ConflictingEdit, ConvocaError
from convoca.i18n.catalogue import text


class SaveBar(VBox):
    """See the module. ``tell(field, sentence)`` says whether the form has such a field."""

    def __init__(
        self,
        visit: Visit,
        *,
        reason: str,
        save_over: Callable[[Any, str], object],
        discard: Callable[[], object],
        done: Callable[[], object],
        tell: Callable[[str, str], bool] = lambda _field, _sentence: False,
        names: Names | None = None,
    ) -> None:
        self._visit, self._tell, self._names = visit, tell, names
        self._save_over, self._discard, self._done = save_over, discard, done
        self.reason = reason_input(visit.language, reason)
        self._outcome = VBox()
        self._refusal: Widget | None = None
        self._actions = HBox().add_class("cv-actions")
        form = VBox([self.reason]).add_class("cv-form")
        super().__init__([self._outcome, form, self._actions])

    def offer(
        self, label: str, act: Callable[[str], object], *, said: str = "", style: str = ""
    ) -> Button:
        """Add a button; ``act`` gets the reason and raises ConvocaError where something stops it.

        Without ``said``, what ``act`` returns is said once it is done.
        """
        return self.add(button(label, lambda: self.run(act, said), style=style))

    def offer_to_discard(self) -> None:
        """Add the button that forgets what was typed and not saved."""
        self.offer(
            text("Discard what is not saved", self._visit.language),
            lambda _: self._discard(),
            said=text("What was not saved is discarded.", self._visit.language),
        )

    def add(self, made: Button) -> Button:
        self._actions.children = (*self._actions.children, made)
        return made

    def run(self, act: Callable[[str], object], said: str = "") -> None:
        """Do it, and say that it was done or what stopped it."""
        self.show()
        try:
            told = act(self.reason.value)
        except ConflictingEdit as error:
            self.show(self._conflict(error))
        except ConvocaError as error:
            self.refuse(error)
        else:
            self._settle(said or str(told))

    def refuse(self, error: ConvocaError) -> None:
        """Tell what stopped an act, beside its field where there is one."""
        language = self._visit.language
        if self._tell(field_of(error), sentence_of(error, language)):
            sentence = text("Nothing was saved: see the field that is marked.", language)
        else:
            sentence = worded(error, language)
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
            self._discard()
            self._settle(text("The stored version is kept.", language))

        return conflict_panel(
            error, language, keep_theirs=keep_theirs, save_mine=save_mine, names=self._names
        )

"""Inputs of the period form: each tied to its place in the model, its error beside it."""

from collections.abc import Iterable, Sequence
from typing import Any

from ipywidgets import Checkbox, Dropdown, HBox, Layout, VBox, Widget

from convoca.app.frame import Autosave, Visit
from convoca.app.models.period import PeriodModel, Step
from convoca.app.models.typed import as_json
from convoca.app.widgets.finding_line import sentence_of
from convoca.app.widgets.inputs import fill
from convoca.app.widgets.parts import paragraph

Path = Sequence[Step]


class Fields:
    """Ties inputs to the model: what is typed goes there at once, what follows comes back."""

    def __init__(self, visit: Visit, model: PeriodModel) -> None:
        self.visit, self.model, self.language = visit, model, visit.language
        self._autosave = Autosave(model.keep_draft, visit)
        self._bound: list[tuple[Path, Any]] = []
        self._boxes: list[tuple[str, VBox, Widget]] = []
        self._told: dict[VBox, str] = {}
        self._is_filling = False
        model.observe(lambda _: self._fill(), "values")
        model.observe(lambda _: self._tell(), ["judged", "was_sent"])

    def flush(self) -> None:
        """Keep the draft now."""
        self._autosave.flush()

    def changed(self) -> None:
        self._autosave.changed()

    def forget(self, *path: Step, errors: str = "") -> None:
        """Let go of the inputs below ``path``, and of the errors so called: they are drawn anew."""
        self._bound = [bound for bound in self._bound if tuple(bound[0][: len(path)]) != path]
        if errors:
            self._boxes = [box for box in self._boxes if not box[0].startswith(errors)]

    def field(self, widget: Any, *path: Step, error: str = "") -> Widget:
        """Tie an input to ``path``; the error called ``error`` is shown under it."""
        _set(widget, self.model.get(path))
        self._bound.append((path, widget))
        widget.observe(lambda change: self._typed(path, change["new"]), "value")
        return self.with_error(widget, error) if error else widget

    def with_error(self, widget: Widget, error: str) -> VBox:
        """Show the error called ``error`` under ``widget`` whenever there is one."""
        box = VBox([widget])
        self._boxes.append((error, box, widget))
        self._tell_one(error, box, widget)
        return box

    def many(self, options: Iterable[tuple[str, str]], *path: Step, width: str = "9rem") -> HBox:
        """Tie a row of boxes to tick to the list at ``path``."""
        layout = Layout(width=width)
        boxes = []
        for label, value in options:
            box = Checkbox(description=label, indent=False, layout=layout)
            self._bound.append((path, _Ticked(box, value, path, self.model)))
            box.value = value in _list(self.model.get(path))
            box.observe(
                lambda change, value=value: self._ticked(path, value, change["new"]), "value"
            )
            boxes.append(box)
        return HBox(boxes)

    def _typed(self, path: Path, value: object) -> None:
        if not self._is_filling:
            self.model.put(path, value)
            self.changed()

    def _ticked(self, path: Path, value: str, is_on: bool) -> None:  # noqa: FBT001 - a trait's value
        if self._is_filling:
            return
        others = [item for item in _list(self.model.get(path)) if item != value]
        self.model.put(path, sorted([*others, value]) if is_on else others)
        self.changed()

    def _fill(self) -> None:
        """Show what followed from an input in the other ones."""
        if self._is_filling:
            return
        self._is_filling = True
        try:
            for path, widget in self._bound:
                _set(widget, self.model.get(path))
        finally:
            self._is_filling = False

    def _tell(self) -> None:
        for error, box, widget in self._boxes:
            self._tell_one(error, box, widget)

    def _tell_one(self, name: str, box: VBox, widget: Widget) -> None:
        reading = self.model.judged.reading
        error = reading.errors.get(name)
        if error is None and self.model.was_sent:
            error = reading.missing.get(name)
        sentence = sentence_of(error, self.language) if error else ""
        if sentence == self._told.get(box, ""):
            return
        self._told[box] = sentence
        told = paragraph("problem", sentence)
        box.children = (widget, told) if sentence else (widget,)


class _Ticked:
    """One box of several, filled from the list that it is part of."""

    def __init__(self, box: Checkbox, value: str, path: Path, model: PeriodModel) -> None:
        self._box, self._value, self._path, self._model = box, value, path, model

    def fill(self) -> None:
        self._box.value = self._value in _list(self._model.get(self._path))


def _list(value: object) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else []


def _set(widget: Any, stored: object) -> None:
    """Give an input the value that the form holds."""
    if isinstance(widget, _Ticked):
        widget.fill()
        return
    if isinstance(widget, Dropdown) and stored not in [option for _, option in widget.options]:
        widget.options = (*widget.options, (str(stored), stored))
    if as_json(widget.value) != as_json(stored):
        fill(widget, stored)

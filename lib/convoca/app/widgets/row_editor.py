"""Rows of inputs of one kind: add one, change it, take it out.

For a page::

    rows = RowEditor(
        lambda row: {"title": Text(description="Title"), "due": DatePicker(description="Due")},
        blank={"title": "", "due": ""},
        labels=RowLabels(add="Add an annex", remove="Remove the annex {number}", empty="No annex yet."),
        language=language,
    )
    rows.value            # ({"title": "Plan", "due": "2027-03-08"},), as JSON can hold it

A widget whose name is not in the row is only shown, and what a row has no input for stays as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import traitlets
from ipywidgets import Button, HBox, Layout, VBox

from convoca.app.models.typed import Values
from convoca.app.widgets.inputs import fill, read
from convoca.app.widgets.parts import button, paragraph
from convoca.domain.language import Language
from convoca.i18n.catalogue import text


@dataclass(frozen=True, slots=True)
class RowLabels:
    """What the buttons say; ``remove`` holds ``{number}``, which tells the rows apart."""

    add: str
    remove: str
    empty: str


MakeRow = Callable[[Values], Mapping[str, Any]]


class RowEditor(VBox):
    """See the module."""

    value = traitlets.Tuple()

    def __init__(
        self, make: MakeRow, *, blank: Values, labels: RowLabels, language: Language
    ) -> None:
        self._make, self._blank, self._labels, self._language = make, blank, labels, language
        self._rows: list[_Row] = []
        self._add = button(labels.add, self.add)
        self._empty = paragraph("muted", labels.empty)
        super().__init__()
        self._arrange()

    def add(self, values: Values | None = None) -> None:
        """Add a row, by default an empty one, and go to its first input."""
        row = self._row(values or self._blank)
        self._rows.append(row)
        self._arrange()
        self._tell()
        if row.inputs:
            next(iter(row.inputs.values())).focus()

    def extend(self, rows: Sequence[Values]) -> None:
        """Add these rows."""
        self._rows += [self._row(values) for values in rows]
        self._arrange()
        self._tell()

    def _row(self, values: Values) -> "_Row":
        row = _Row(values, self._make(values), text("Remove", self._language))
        row.remove.on_click(lambda _: self._take_out(row))
        for widget in row.inputs.values():
            widget.observe(lambda _: self._tell(), names="value")
        return row

    def _take_out(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._arrange()
        self._tell()
        self._add.focus()
        row.box.close()

    def _arrange(self) -> None:
        for number, row in enumerate(self._rows, start=1):
            row.remove.tooltip = self._labels.remove.format(number=number)
        shown: Sequence[Any] = [row.box for row in self._rows] or [self._empty]
        self.children = (*shown, self._add)

    def _tell(self) -> None:
        self.value = tuple(row.value for row in self._rows)

    @traitlets.observe("value")
    def _fill(self, change: Any) -> None:
        """Show what was set from outside."""
        if change["new"] == tuple(row.value for row in self._rows):
            return
        for row in self._rows:
            row.box.close()
        self._rows = [self._row(values) for values in change["new"]]
        self._arrange()


class _Row:
    """One row: its inputs, and what it holds beside them."""

    def __init__(self, values: Values, widgets: Mapping[str, Any], remove: str) -> None:
        self._values = dict(values)
        self.inputs = {name: widget for name, widget in widgets.items() if name in values}
        for name, widget in self.inputs.items():
            fill(widget, values[name])
        self.remove = Button(description=remove, layout=Layout(align_self="flex-end"))
        self.box = HBox([*widgets.values(), self.remove])

    @property
    def value(self) -> dict[str, object]:
        return {**self._values, **{name: read(widget) for name, widget in self.inputs.items()}}

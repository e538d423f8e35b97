"""Undo and redo without end, the last acts on the draft with who did them, and what somebody else does meanwhile."""

from collections.abc import Callable, Sequence
from uuid import UUID

from ipywidgets import HBox, VBox, Widget

from convoca.app.models.programme import Elsewhere, StepOnRecord
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_place import Moves
from convoca.app.widgets.parts import button, paragraph, short, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.errors import ConvocaError
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.dates import list_of, moment
from convoca.i18n.errors import error_text
from convoca.i18n.words import word

#: Titles that are named; of more only their number is said.
_NAMED = 2


class History:
    """Two buttons, and on demand the list of the last steps."""

    def __init__(self, desk: Desk, moves: Moves) -> None:
        self._desk = desk
        language = desk.language
        self._undo = button(text("Undo the last move", language), lambda: self._attempt(moves.undo))
        self._redo = button(text("Redo", language), lambda: self._attempt(moves.redo))
        self._toggle = button(text("Show the last steps", language), self._turn)
        self._list = VBox(layout={"display": "none"})
        self.widget = VBox([HBox([self._undo, self._redo, self._toggle]), self._list])
        desk.model.observe(lambda _: self._refresh(), ["file", "can_undo", "can_redo"])
        self._refresh()

    def _attempt(self, move: Callable[[], None]) -> None:
        try:
            move()
        except ConvocaError as error:
            self._desk.visit.alert(error_text(error, self._desk.language))

    @property
    def _is_open(self) -> bool:
        return self._list.layout.display != "none"

    def _turn(self) -> None:
        language = self._desk.language
        self._list.layout.display = "none" if self._is_open else ""
        self._toggle.description = (
            text("Hide the last steps", language)
            if self._is_open
            else text("Show the last steps", language)
        )
        self._refresh()

    def _refresh(self) -> None:
        model = self._desk.model
        self._undo.disabled, self._redo.disabled = not model.can_undo, not model.can_redo
        if self._is_open:
            swap(self._list, [self._steps()])

    def _steps(self) -> Widget:
        language = self._desk.language
        found = self._desk.model.last_steps()
        if not found:
            return paragraph("muted", text("Nothing was moved yet.", language))
        return safe_html(
            '<ol class="cv-steps" aria-label="{label}">{items}</ol>',
            label=text("The last steps, the latest first", language),
            items=joined(_item(one, self._desk) for one in found),
        )


def _item(one: StepOnRecord, desk: Desk) -> SafeHtml:
    language, step, entry = desk.language, one.step, one.entry
    undone = text("undone", language) if step.undone else ""
    said = titles_words([change.activity for change in step.changes], desk)
    when = moment(entry.at, SEAT_ZONE, language) if entry else ""
    parts = (said, undone, entry.actor if entry else "", when)
    return html_string(
        '<li><strong>{act}</strong> <span dir="auto">{rest}</span></li>',
        act=word(step.act, language),
        rest=" · ".join(filter(None, parts)),
    )


def titles_words(activities: Sequence[UUID], desk: Desk) -> str:
    """Name a few activities, or say how many they are."""
    language, known = desk.language, desk.model.activities
    if len(activities) > _NAMED:
        return text("{count} activities", language, count=len(activities))
    return list_of(
        (f"“{short(known[key].record.title)}”" for key in activities if key in known), language
    )


def tell_others(desk: Desk) -> None:
    """Look once, and say what somebody else did."""
    found = desk.model.look()
    if found is not None:
        desk.visit.announce(_sentence(found, desk))


def _sentence(found: Elsewhere, desk: Desk) -> str:
    language = desk.language
    return text(
        "{who} changed the programme meanwhile: {what}.",
        language,
        who=found.who or text("Somebody else", language),
        what=titles_words(found.moved, desk),
    )

"""Recording by hand that notices were served: a letter that was handed over, a portal, a mail of one's own."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from ipywidgets import DatePicker, HBox, SelectMultiple, Text, TimePicker, VBox

from convoca.app.models.notices import Pile
from convoca.app.models.notices_sending import ByHand
from convoca.app.pages.notices_desk import Acts, Desk, card, reoffer
from convoca.app.pages.notices_words import notice_name
from convoca.app.widgets.choice_lists import choice, words_of
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import paragraph
from convoca.domain.errors import NotAllowed
from convoca.domain.programme import Channel
from convoca.i18n.catalogue import text


class ByHandCard:
    """Shown while something is approved: which notices, how, when, and what proves it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language = desk.language
        self._list = SelectMultiple(description=text("Which notices", language), rows=5)
        self._inputs: dict[str, Any] = {
            "channel": choice(
                text("Channel", language), words_of(Channel, language), Channel.LETTER
            ),
            "day": DatePicker(
                description=text("Served on", language),
                value=desk.model.today,
                max=desk.model.today,
            ),
            "hour": TimePicker(description=text("Hour, at the seat", language), step=60),
            "reference": Text(description=text("Number of the letter or receipt", language)),
            "note": Text(description=text("Note", language)),
        }
        self._acts = Acts(desk, reason=text("Notice served by hand", language))
        self._acts.offer(text("Record the service", language), self._record, style="primary")
        self.widget = card(
            text("Served otherwise", language),
            paragraph("help", self._about()),
            *self._form(),
            self._acts.answer.widget,
            HBox(self._acts.buttons).add_class("cv-actions"),
        )
        desk.model.observe(lambda _: self._follow(), "entries")
        self._follow()

    def _about(self) -> str:
        return text(
            "Letters that were handed over, an answer from a portal, a mail of your own: what is "
            "recorded here counts as served from that day.",
            self._desk.language,
        )

    def _form(self) -> list[VBox | HBox]:
        inputs = self._inputs
        row = [labelled(inputs[name], width="14rem") for name in ("channel", "day", "hour")]
        rest = [inputs["reference"], inputs["note"], self._acts.reason]
        return [
            VBox([self._list]).add_class("cv-form").add_class("cv-form--broad"),
            HBox(row).add_class("cv-toolbar"),
            VBox(rest).add_class("cv-form"),
        ]

    def _follow(self) -> None:
        """Offer what is approved."""
        language, kept = self._desk.language, self._list.value
        approved = self._desk.model.in_pile(Pile.APPROVED)
        options = [(notice_name(e, language), e.notice.id) for e in approved]
        if tuple(self._list.options) != tuple(options):
            reoffer(self._list, options, chosen=kept)
        self._list.rows = min(6, max(3, len(approved)))
        self.widget.layout.display = "" if approved else "none"

    def _record(self, reason: str) -> str:
        chosen: Sequence[UUID] = self._list.value
        if not chosen:
            raise NotAllowed("Choose at least one notice.")
        how = ByHand(**{name: widget.value for name, widget in self._inputs.items()})
        self._desk.sending.record(chosen, how, reason=reason)
        return text("Recorded as served: {count}.", self._desk.language, count=len(chosen))

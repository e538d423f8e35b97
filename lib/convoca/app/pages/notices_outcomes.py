"""What came of sending: what failed and can be tried again, what nobody knows, and what was served."""

from collections.abc import Sequence
from uuid import UUID

from ipywidgets import HBox, Text, VBox, Widget

from convoca.app.models.notices import Entry, Pile
from convoca.app.pages.notices_desk import Acts, Desk, card
from convoca.app.pages.notices_proof import deliveries_table, seat_moment
from convoca.app.pages.notices_words import notice_name
from convoca.app.widgets.parts import button, heading, paragraph, short, swap
from convoca.app.widgets.table import Column, Row, table
from convoca.domain.notice import Delivery, DeliveryState
from convoca.i18n.catalogue import text
from convoca.i18n.words import word

_PAGE_SIZE = 8


class OutcomesCard:
    """A table of notices that were sent, and below it the proof of the chosen one."""

    def __init__(self, desk: Desk, *, failures: bool) -> None:
        self._desk, self._failures = desk, failures
        language = desk.language
        title = (
            text("Did not arrive, or nobody knows", language)
            if failures
            else text("Served", language)
        )
        self._table = table(
            self._columns(),
            self._rows(),
            language=language,
            caption=title,
            on_select=lambda _key: self._draw(),
            page_size=_PAGE_SIZE,
        )
        self._detail = VBox()
        self.widget = card(title, self._table, self._detail)
        if failures:
            self.widget.add_class("cv-card--urgent")
        desk.model.observe(lambda _: self._follow(), "entries")
        self._follow()

    def _entries(self) -> Sequence[Entry]:
        model = self._desk.model
        return model.failed() if self._failures else model.in_pile(Pile.SERVED)

    def _follow(self) -> None:
        self._table.show(self._rows())
        self.widget.layout.display = "" if self._entries() else "none"
        self._draw()

    def _columns(self) -> list[Column]:
        language = self._desk.language
        return [
            Column(
                "when",
                text("When (at the seat)", language),
                kind="date",
                show=lambda at: seat_moment(at, language),
            ),
            Column("kind", text("Kind", language), filter=True),
            Column("addressee", text("Addressee", language)),
            Column("title", text("About", language), hidden="narrow"),
            Column("state", text("Outcome", language), filter=True),
            Column("detail", text("What was said", language), hidden="narrow"),
        ]

    def _rows(self) -> list[Row]:
        return [self._row(entry) for entry in self._entries()]

    def _row(self, entry: Entry) -> Row:
        language, last = self._desk.language, entry.last_attempt
        return {
            "id": str(entry.notice.id),
            "when": last.at if last else None,
            "kind": word(entry.notice.kind, language),
            "addressee": short(entry.notice.addressee),
            "title": short(entry.title),
            "state": word(last.state, language) if last else "",
            "detail": short(last.detail) if last else "",
        }

    def _draw(self) -> None:
        key = self._table.selected
        entry = self._desk.model.entry(UUID(key)) if key else None
        swap(self._detail, [] if entry is None else self._proof(entry))

    def _proof(self, entry: Entry) -> list[Widget]:
        language, last = self._desk.language, entry.last_attempt
        parts: list[Widget] = [
            heading(3, notice_name(entry, language)),
            deliveries_table(entry.deliveries, language),
        ]
        if last is None:
            return parts
        if last.state in {DeliveryState.ATTEMPTED, DeliveryState.HANDED_OVER}:
            parts += self._confirming(last)
        if last.state is DeliveryState.FAILED:
            parts += self._again(entry)
        return parts

    def _again(self, entry: Entry) -> list[Widget]:
        """Offer to send once more, or to mend the address first."""
        desk, language = self._desk, self._desk.language
        acts = Acts(desk)

        def to_the_letter() -> None:
            desk.model.chosen = entry.notice.id
            desk.model.tab = 1

        again = button(
            text("Try again", language),
            lambda: acts.answer.went_well(lambda: desk.work.send([entry.notice.id])),
            style="primary",
        )
        mend = button(text("Open the letter", language), to_the_letter)
        return [acts.answer.widget, HBox([again, mend]).add_class("cv-actions")]

    def _confirming(self, delivery: Delivery) -> list[Widget]:
        """Record how it ended: by what the recipient says, or the server that sent it back."""
        desk, language = self._desk, self._desk.language
        detail = Text(description=text("How you know", language))
        acts = Acts(desk, reason=text("Outcome of a delivery", language))

        def arrived(reason: str) -> str:
            desk.sending.confirm(delivery, DeliveryState.DELIVERED, detail.value, reason=reason)
            return text("It is on record that it arrived.", language)

        def failed(reason: str) -> str:
            desk.sending.confirm(delivery, DeliveryState.FAILED, detail.value, reason=reason)
            return text("It is on record that it did not arrive.", language)

        acts.offer(text("It arrived", language), arrived, style="primary")
        acts.offer(text("It did not arrive", language), failed, style="danger")
        told = text("Nobody is sent anything by this; it only goes on record.", language)
        return [
            paragraph("help", told),
            VBox([detail, acts.reason]).add_class("cv-form"),
            acts.answer.widget,
            HBox(acts.buttons).add_class("cv-actions"),
        ]

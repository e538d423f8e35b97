"""Who subscribes to which calendar: a new address, another one, or none any more."""

from collections.abc import Callable
from uuid import UUID

from ipywidgets import HBox, Text, VBox, Widget

from convoca.app.models.audiences import AudiencesModel
from convoca.app.models.subscriptions import SubscriptionsModel
from convoca.app.pages.calendars_audience import audience_options, audience_title
from convoca.app.pages.calendars_desk import Desk, section
from convoca.app.widgets.choice_lists import choice, words_of
from convoca.app.widgets.parts import button, heading, paragraph, reason_input, short, swap
from convoca.app.widgets.table import Column, Row, table
from convoca.bootstrap import Convoca
from convoca.domain.language import Language
from convoca.domain.slot import seat_date
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, ordinal_of_period
from convoca.i18n.words import word
from convoca.services.audience import PUBLIC, Audience
from convoca.services.feed_subscriptions import SubscriptionLine


class SubscriptionsPanel:
    """The subscriptions on record; an address is shown once, and nobody can read it again."""

    def __init__(self, desk: Desk, convoca: Convoca) -> None:
        self._desk, self._language = desk, desk.language
        self._model = SubscriptionsModel(convoca)
        self._audiences = AudiencesModel(convoca, desk.model.file)
        self._address, self._chosen = VBox(), VBox()
        self._table = table(
            self._columns(),
            self._rows(),
            language=self._language,
            caption=text("Subscriptions", self._language),
            on_select=lambda _key: self._draw_chosen(),
            page_size=10,
        )
        desk.redraw_with(self._draw)
        self._draw_chosen()
        self.widget = section(
            text("Subscriptions", self._language),
            paragraph("help", self._about()),
            self._table,
            self._chosen,
            heading(3, text("New subscription", self._language)),
            self._form(),
            self._address,
        )

    def _about(self) -> str:
        return text(
            "Whoever subscribes has a secret address of his or her own, and whoever knows it reads the "
            "calendar without a further key. Give each person another one, and revoke it when it is "
            "no longer needed. Services that read calendars for people, such as Google's, get to know "
            "what is in them.",
            self._language,
        )

    # The list ------------------------------------------------------------------------------------

    def _columns(self) -> list[Column]:
        language = self._language

        def shown(value: object) -> str:
            return day_short(value, language)  # type: ignore[arg-type]

        return [
            Column("holder", text("For whom", language)),
            Column("calendar", text("Calendar", language), filter=True),
            Column("period", text("Period of sessions", language)),
            Column("language", text("Language", language), hidden="narrow"),
            Column("issued", text("Address made on", language), kind="date", show=shown),
            Column("used", text("Last read on", language), kind="date", show=shown),
            Column("state", text("State of the subscription", language), filter=True),
        ]

    def _rows(self) -> list[Row]:
        return [self._row(line) for line in self._model.lines()]

    def _row(self, line: SubscriptionLine) -> Row:
        language, audience = self._language, Audience.named(line.audience)
        name = self._audiences.names.get(audience, "")
        return {
            "id": str(line.id),
            "holder": short(line.holder),
            "calendar": audience_title(audience, language, name),
            "period": self._period(line.period),
            "language": word(line.language, language),
            "issued": seat_date(line.issued_at),
            "used": seat_date(line.last_used) if line.last_used else None,
            "state": text("Revoked", language) if line.revoked_at else text("In use", language),
        }

    def _period(self, number: int | None) -> str:
        if number is None:
            return text("All periods", self._language)
        return ordinal_of_period(number, self._language)

    def _draw(self) -> None:
        self._table.show(self._rows())

    # One of them ---------------------------------------------------------------------------------

    def _draw_chosen(self) -> None:
        key = self._table.selected
        line = self._model.line(UUID(key)) if key else None
        swap(self._chosen, [] if line is None or line.revoked_at else [self._acts(line)])

    def _acts(self, line: SubscriptionLine) -> Widget:
        language, outcome = self._language, VBox()
        reason = reason_input(language)

        def rotate() -> str:
            self._show(self._model.rotate(line.id, reason=reason.value), line.holder)
            return text(
                "The address is another one now; the old one stops. The new one is below.", language
            )

        def revoke() -> str:
            self._model.revoke(line.id, reason=reason.value)
            self._table.selected = ""
            swap(self._address, [])
            return text("The subscription is revoked.", language)

        return VBox(
            [
                heading(3, short(line.holder)),
                outcome,
                VBox([reason]).add_class("cv-form"),
                self._actions(
                    (text("Make another address", language), rotate, ""),
                    (text("Revoke the subscription", language), revoke, "danger"),
                    outcome=outcome,
                ),
            ]
        )

    def _actions(self, *offered: tuple[str, Callable[[], str], str], outcome: VBox) -> Widget:
        made = [
            self._desk.button(label, act, outcome, style=style) for label, act, style in offered
        ]
        return HBox(made).add_class("cv-actions")

    # A new one -----------------------------------------------------------------------------------

    def _form(self) -> Widget:
        language, number, outcome = self._language, self._desk.model.number, VBox()
        holder = Text(description=text("For whom", language))
        titles = audience_options(self._audiences.named, language)
        audience = choice(text("Calendar", language), titles, PUBLIC)
        periods = [(self._period(each), each) for each in (number, None)]
        period = choice(text("Period of sessions", language), periods, number)
        wanted = choice(
            text("Language", language), words_of(Language, language), self._desk.model.language
        )
        reason = reason_input(language)

        def issue() -> str:
            address = self._model.issue(
                holder.value,
                audience.value,
                wanted.value,
                period=period.value,
                reason=reason.value,
            )
            self._show(address, holder.value)
            holder.value = reason.value = ""
            return text("The subscription is issued. Its address is below.", language)

        label = text("Issue the subscription", language)
        return VBox(
            [
                VBox([holder, audience, period, wanted, reason])
                .add_class("cv-form")
                .add_class("cv-form--wide"),
                outcome,
                self._actions((label, issue, "primary"), outcome=outcome),
            ]
        )

    def _show(self, address: str, holder: str) -> None:
        """Show an address: the Tab key goes to it and marks it, and it is copied from there."""
        language = self._language
        said = text(
            "Copy this address now and give it to {holder} alone. It is shown this once.",
            language,
            holder=short(holder),
        )
        secret = Text(value=address, description=text("Secret address", language))
        hide = button(text("Hide the address", language), lambda: swap(self._address, []))
        swap(
            self._address,
            [
                paragraph("success", said),
                VBox([secret]).add_class("cv-form"),
                HBox([hide]).add_class("cv-actions"),
            ],
        )

"""Copies of minutes and recordings that parties ask for: two persons check the risk (Arts. 70.2, 70.3)."""

from collections.abc import Callable
from uuid import UUID

from ipywidgets import DatePicker, Dropdown, HBox, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.minutes_party_requests import PartyRequestsModel, is_open
from convoca.app.pages.minutes_party_request import RequestCard
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.choice_lists import choice, words_of
from convoca.app.widgets.parts import button, heading, paragraph, swap
from convoca.bootstrap import Convoca
from convoca.domain.identifiers import HearingId
from convoca.domain.minutes import PartyRequest
from convoca.i18n.catalogue import text


class PartyRequestsPanel:
    """What is asked for so far, what is still open first, and the form for what is asked next."""

    def __init__(self, visit: Visit, office: Convoca, hearing: HearingId | UUID) -> None:
        self._visit, self._language = visit, visit.language
        self._model = PartyRequestsModel(office, hearing)
        self._answer = Answer(visit.language)
        self._list = VBox()
        self.widget = VBox([self._explanation(), self._list, self._answer.widget, self._form()])
        self._model.observe(lambda _: self._draw(), "file")
        self._draw()

    def refresh(self) -> None:
        """Read the requests and the minutes again."""
        self._model.refresh()

    def _explanation(self) -> Widget:
        return paragraph(
            "muted",
            text(
                "A party that asks for it gets a copy of the minutes, unless that could put persons at "
                "risk (Art. 70.2), and the recording of the testimony (Art. 70.3). Two different persons "
                "look at the risk before anything is given.",
                self._language,
            ),
        )

    def _draw(self) -> None:
        requests = sorted(self._model.file.requests, key=lambda request: not is_open(request))
        none = text("No party has asked for a copy or the recording.", self._language)
        cards: list[Widget] = [
            RequestCard(self._visit, self._model, request).widget for request in requests
        ]
        swap(self._list, cards or [paragraph("muted", none)])

    def _form(self) -> Widget:
        language = self._language
        party = choice(
            text("Party", language), [(each.name, each.key) for each in self._model.parties()]
        )
        kind = Dropdown(
            description=text("Asks for", language), options=words_of(PartyRequest, language)
        )
        asked = DatePicker(description=text("Asked on", language), value=self._model.office.today())
        enter = button(
            text("Enter the request", language),
            self._entering(party, kind, asked),
            style="primary",
        )
        return VBox(
            [
                heading(3, text("A party asks", language)),
                VBox([party, kind, asked]).add_class("cv-form"),
                HBox([enter]).add_class("cv-actions"),
            ]
        ).add_class("cv-card")

    def _entering(self, party: Dropdown, kind: Dropdown, asked: DatePicker) -> Callable[[], None]:
        def enter() -> None:
            done = self._answer.went_well(
                lambda: self._model.receive(party.value or "", kind.value, asked.value)
            )
            if done:
                self._visit.announce(text("The request is entered.", self._language))

        return enter

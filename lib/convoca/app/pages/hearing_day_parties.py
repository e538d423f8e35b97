"""Which parties came, and whether the hearing may go on without one that stays away (Art. 64.3)."""

from ipywidgets import HBox, VBox, Widget

from convoca.app.models.hearing_day import DayStage
from convoca.app.pages.hearing_day_desk import Desk, Panel
from convoca.app.widgets.finding_line import finding_line
from convoca.app.widgets.parts import chip, paragraph, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, safe_html
from convoca.domain.party import Party, PartyKind
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name
from convoca.services.hearing_days.running_order import side_of
from convoca.services.hearing_days.testimony import heard_apart_from
from convoca.services.importing.text import clean_line


class PartiesPanel(Panel):
    """A card for each party that was to be told of the hearing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.draw()

    def draw(self) -> None:
        parties = self.model.file.hearing.told_parties
        if not parties:
            none = text("No party is called to this hearing.", self.language)
            swap(self.body, [paragraph("note", none)])
            return
        swap(self.body, [VBox([self._card(party) for party in parties]).add_class("cv-grid")])

    def _card(self, party: Party) -> Widget:
        day, language = self.model.file.day, self.language
        is_there, is_absent = party.key in day.arrived_parties, party.key in day.absent_parties
        said = text("Not here yet", language)
        if is_there:
            said = text("Has come", language)
        elif is_absent:
            said = text("Stayed away", language)
        head = safe_html(
            '<h3 dir="auto">{name}</h3><p>{chip}</p>{finding}{outside}',
            name=self._name(party),
            chip=chip("done" if is_there else "undetermined" if is_absent else "draft", said),
            finding=finding_line(self.model.absence(party.key), language)
            if is_absent
            else html_string(""),
            outside=html_string("") if is_absent else self._outside(party),
        )
        return VBox([head, HBox(self._buttons(party)).add_class("cv-actions")]).add_class("cv-card")

    def _outside(self, party: Party) -> SafeHtml:
        """Say whom a party would meet who is being heard and must not meet it."""
        found = heard_apart_from(self.model.file.day, side_of(party))
        if not found:
            return html_string("")
        names = ", ".join(self.desk.name_of(str(each)) for each in found)
        said = text(
            "Waits outside: {names} is being heard and must not meet this side.",
            self.language,
            names=names,
        )
        return html_string('<p class="cv-problem" role="alert">{said}</p>', said=said)

    def _name(self, party: Party) -> str:
        if party.kind is PartyKind.STATE and party.state:
            return state_name(party.state, self.language)
        return clean_line(party.name)

    def _buttons(self, party: Party) -> list[Widget]:
        day, language, key = self.model.file.day, self.language, party.key
        if self.model.file.stage is DayStage.CLOSED:
            return []
        said = text("Recorded.", language)
        if key in day.arrived_parties or key in day.absent_parties:
            label = text("Take it back", language)
            return [self.act(label, lambda: self.model.party_is_awaited(key), said=said)]
        return [
            self.act(
                text("Has come", language),
                lambda: self.model.party_arrives(key),
                said=said,
                style="primary",
            ),
            self.act(
                text("Stays away", language), lambda: self.model.party_stays_away(key), said=said
            ),
        ]

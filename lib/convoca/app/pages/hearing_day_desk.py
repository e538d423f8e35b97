"""What all parts of the page Hearing day share: the visit, the model, texts that survive a bad network."""

from collections.abc import Callable
from dataclasses import dataclass

from ipywidgets import Button, VBox

from convoca.app.frame import Visit
from convoca.app.models.hearing_day import HearingDayModel
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.finding_line import sentence_of
from convoca.app.widgets.kept_text import KeptText
from convoca.app.widgets.parts import button
from convoca.domain.errors import ProtectedNameFound
from convoca.domain.language import Language
from convoca.domain.party import Participant, PartyKind, Side
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name
from convoca.i18n.words import word


@dataclass(frozen=True, slots=True)
class Desk:
    """Given to every part of the page."""

    visit: Visit
    model: HearingDayModel

    @property
    def language(self) -> Language:
        return self.visit.language

    def kept_text(self, name: str, description: str, *, rows: int = 1) -> KeptText:
        """Return the input of one field, filled with what was typed into it before."""
        key = f"{self.visit.person}:hearing-day:{self.model.id}:{name}"
        made = KeptText(description=description, key=key, rows=rows, language=self.language)
        made.value = self.model.typed(name)
        made.on_typed(lambda words: self._keep(name, words))
        return made

    def _keep(self, name: str, words: str) -> str:
        try:
            self.model.type(name, words)
        except ProtectedNameFound as error:
            return sentence_of(error, self.language)
        return ""

    def clear(self, *names_and_inputs: tuple[str, KeptText]) -> None:
        """Empty fields whose words were used."""
        self.model.forget(*(name for name, _ in names_and_inputs))
        for _, made in names_and_inputs:
            made.clear()

    def name_of(self, key: str) -> str:
        """Word a side or a participant of the hearing by its key."""
        if key in {str(side) for side in Side}:
            return word(Side(key), self.language)
        people = (p for p in self.model.file.hearing.participants if str(p.id) == key)
        found: Participant | None = next(people, None)
        return found.name if found else text("Somebody who takes part no longer", self.language)

    def names_of_states(self) -> dict[str, str]:
        """Return how the States that are called are named, by the names that records give them."""
        return {
            party.name: state_name(party.state, self.language)
            for party in self.model.file.hearing.told_parties
            if party.state and party.kind is PartyKind.STATE
        }

    def person(self, key: object) -> Participant | None:
        return next((p for p in self.model.file.hearing.participants if p.id == key), None)


class Panel:
    """A part of the page: what stood in the way on top, drawn anew when the day changed."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.model, self.language = desk, desk.model, desk.language
        self.answer = Answer(desk.language)
        self.body = VBox()
        self.widget = VBox([self.answer.widget, self.body])
        desk.model.observe(lambda _: self.draw(), "file")

    def draw(self) -> None:
        """Show the day as it stands."""
        raise NotImplementedError

    def do(self, act: Callable[[], object], said: str = "") -> bool:
        """Do it and say so, or say what stood in the way."""
        if not self.answer.went_well(act):
            return False
        if said:
            self.desk.visit.announce(said)
        return True

    def act(
        self,
        label: str,
        act: Callable[[], object],
        *,
        said: str = "",
        style: str = "",
        tip: str = "",
    ) -> Button:
        """Return a button that does something at once."""
        return button(label, lambda: self.do(act, said), style=style, tip=tip)

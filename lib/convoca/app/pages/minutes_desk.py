"""What the parts of the page Minutes share: the visit, the life of the minutes, and their editor."""

from dataclasses import dataclass

from convoca.app.frame import Visit
from convoca.app.models.minutes import MinutesEditor
from convoca.app.models.minutes_life import LifeModel
from convoca.domain.language import Language
from convoca.i18n.catalogue import text


@dataclass(frozen=True, slots=True)
class LifeDesk:
    """Given to every part that follows the minutes of a session on their way."""

    visit: Visit
    model: LifeModel
    editor: MinutesEditor

    @property
    def language(self) -> Language:
        return self.visit.language

    def hand_out(self, name: str, content: bytes) -> str:
        """Keep a document among the exports and offer it; returns what is announced."""
        path = self.model.office.write_export(name, content)
        self.visit.offer(path.name, content)
        return text("The document is written: {path}", self.language, path=path)

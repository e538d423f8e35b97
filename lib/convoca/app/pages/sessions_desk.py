"""What all parts of the page Sessions share: the visit, the session, and how an act is done and told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from convoca.app.frame import Visit
from convoca.app.models.sessions import SessionsModel
from convoca.app.widgets.answer import Answer
from convoca.domain.identifiers import MemberId
from convoca.domain.language import Language
from convoca.i18n.dates import hour, list_of


@dataclass(frozen=True, slots=True)
class Desk:
    """Given to every part of the page."""

    visit: Visit
    model: SessionsModel

    @property
    def language(self) -> Language:
        return self.visit.language

    def hour(self, moment: datetime) -> str:
        """Write an instant as the clock on the wall shows it."""
        return hour(self.model.wall(moment), self.language)

    def names(self, members: "tuple[MemberId, ...]") -> str:
        """Name some members in one line, by precedence."""
        return list_of(self.model.names(self.model.by_precedence(members)), self.language)


class Doing:
    """Does what buttons say at once, announces it, and says in ``answer`` what stood in the way.

    For what happens live, an arrival or a vote: its reason is the act itself.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.answer = Answer(desk.language)

    def do(self, act: Callable[[], object], said: str) -> bool:
        """Do it and say so; False where something stopped it."""
        done = self.answer.went_well(act)
        if done:
            self._desk.visit.announce(said)
        return done

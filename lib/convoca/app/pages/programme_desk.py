"""What all parts of the page Programme share: the visit, the model, the drafts, and the hours shown."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from convoca.app.frame import Autosave, Visit
from convoca.app.models.planning import PlanningModel
from convoca.app.models.programme import ProgrammeModel
from convoca.app.widgets.shared_words import city_of
from convoca.bootstrap import Convoca
from convoca.domain.language import Language
from convoca.domain.member_state import MemberState
from convoca.services.drafts import discard_draft, find_draft, keep_draft

#: What a draft holds: a JSON value for each input.
Body = Mapping[str, object]


class Drafts:
    """The drafts of one page, saved together a moment after somebody typed."""

    def __init__(self, office: Convoca, visit: Visit) -> None:
        self._office = office
        self._unsaved: dict[str, Callable[[], Body]] = {}
        self._stored: set[str] = set()
        self._autosave = Autosave(self._save, visit)

    def changed(self, key: str, body: Callable[[], Body]) -> None:
        self._unsaved[key] = body
        self._autosave.changed()

    def find(self, key: str) -> Body:
        """Return what was typed and not sent; nothing where there is no draft."""
        draft = find_draft(key, uow=self._office.reading())
        if draft is None:
            return {}
        self._stored.add(key)
        return draft.body

    def discard(self, key: str) -> None:
        self._unsaved.pop(key, None)
        if key in self._stored:
            self._stored.discard(key)
            discard_draft(key, uow=self._office.unit_of_work())

    def _save(self) -> None:
        while self._unsaved:
            key, body = self._unsaved.popitem()
            keep_draft(key, json.loads(json.dumps(body())), uow=self._office.unit_of_work())
            self._stored.add(key)


@dataclass(frozen=True, slots=True)
class Desk:
    """Given to every part of the page; ``states`` are the Member States with their zones."""

    visit: Visit
    model: ProgrammeModel
    drafts: Drafts
    states: tuple[MemberState, ...]
    planning: PlanningModel = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "planning", PlanningModel(self.model))

    @property
    def language(self) -> Language:
        return self.visit.language

    def go_to(self, activity: UUID) -> None:
        """Choose an activity and show its day on the board."""
        model = self.model
        day = model.activities[activity].day
        if day is not None:
            model.day = day
        model.chosen = activity
        model.tab = 0

    def city_of(self, zone: str) -> str:
        """Return the capital that stands for a zone; the zone's own city where none does."""
        capitals = (state.capital for state in self.states if state.zone == zone)
        return next(capitals, city_of(zone))

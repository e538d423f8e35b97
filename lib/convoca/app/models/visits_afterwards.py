"""What follows a visit, as the page shows it: findings, how many recommendations, what was heard of them."""

from datetime import date
from uuid import UUID

from convoca.app.models.visits import VisitEditor
from convoca.domain.commitment import FollowUpNote, FollowUpState
from convoca.domain.errors import InvalidValue
from convoca.domain.on_site_observation import Recommendation
from convoca.services.visits.follow_up import RecommendationCount, count_of, follow_up


class AfterwardsModel:
    def __init__(self, editor: VisitEditor) -> None:
        self._editor = editor

    def recommendations(self) -> tuple[Recommendation, ...]:
        """Return those on record, by their numbers."""
        stored = self._editor.stored
        return stored.recommendations if stored else ()

    def count(self) -> RecommendationCount:
        return count_of(self.recommendations(), self._editor.today)

    def note(self, key: UUID, on: date, said: str, state: FollowUpState, reason: str) -> None:
        """Note what was heard of a recommendation. Raises InvalidValue, and what saving raises.

        What is typed in the form and not saved is saved with it.
        """
        if not said:
            raise InvalidValue("text", "Write what was heard.")
        saved = follow_up(
            self._editor.visit(),
            key,
            FollowUpNote(on=on, text=said, state=state),
            reason=reason,
            uow=self._editor.office.unit_of_work(),
        )
        self._editor.settle(saved)

"""A stage that is refused entry, and the one that takes its place: first what would follow, then the act."""

from datetime import date
from uuid import UUID

from convoca.app.models.typed import Typed, Values
from convoca.app.models.visits import VisitEditor
from convoca.app.models.visits_rows import stage_of
from convoca.domain.errors import ConvocaError
from convoca.domain.identifiers import StateCode
from convoca.domain.on_site_observation import VisitStage
from convoca.services.visits.stages import (
    Move,
    Refusal,
    refuse_stage,
    replace_stage,
    with_stage_refused,
    with_stage_replaced,
)


class StagesModel:
    """Acts on the visit as it is typed: what was typed besides is saved with the act."""

    def __init__(self, editor: VisitEditor) -> None:
        self._editor = editor

    def standing(self) -> tuple[VisitStage, ...]:
        """Return the stages that can be refused entry."""
        visit = self._editor.judged()
        return visit.stages_standing if visit else ()

    def unreplaced(self) -> tuple[VisitStage, ...]:
        """Return the refused stages in whose place none stands."""
        visit = self._editor.judged()
        stages = visit.stages if visit else ()
        return tuple(s for s in stages if s.refused_on is not None and s.replaced_by is None)

    def would_refuse(
        self, key: UUID, *, on: date, by: StateCode | None, words: str, hold_reason: str
    ) -> Refusal | None:
        """Say what a refusal would mean; None while the visit or the stage cannot be judged."""
        visit = self._editor.judged()
        if visit is None:
            return None
        try:
            return with_stage_refused(
                visit, key, on=on, by=by, words=words, hold_reason=hold_reason
            )
        except ConvocaError:
            return None

    def refuse(
        self,
        key: UUID,
        *,
        on: date,
        by: StateCode | None,
        words: str,
        hold_reason: str,
        reason: str,
    ) -> Refusal:
        """Put the refusal on record. Raises what saving the visit raises."""
        refusal = refuse_stage(
            self._editor.visit(),
            key,
            on=on,
            by=by,
            words=words,
            hold_reason=hold_reason,
            reason=reason,
            uow=self._editor.office.unit_of_work(),
        )
        self._editor.settle(refusal.visit)
        return refusal

    def would_replace(self, key: UUID, typed: Values, *, hold_reason: str) -> Move | None:
        """Say what another stage would mean; None while it is half entered."""
        visit = self._editor.judged()
        if visit is None:
            return None
        try:
            return with_stage_replaced(
                visit,
                key,
                stage_of(Typed(typed)),
                members=self._editor.visits.members,
                hold_reason=hold_reason,
            )
        except ConvocaError:
            return None

    def replace(self, key: UUID, typed: Values, *, hold_reason: str, reason: str) -> Move:
        """Put another stage in the place of a refused one. Raises InvalidValue, and what saving raises."""
        move = replace_stage(
            self._editor.visit(),
            key,
            stage_of(Typed(typed)),
            hold_reason=hold_reason,
            reason=reason,
            uow=self._editor.office.unit_of_work(),
        )
        self._editor.settle(move.visit)
        return move

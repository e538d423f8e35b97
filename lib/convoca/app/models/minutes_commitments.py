"""What the page Minutes knows of commitments that are followed up (Art. 70.1)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from traitlets import HasTraits, Instance

from convoca.app.models.acting import Acting
from convoca.app.models.form_draft import FormDraft
from convoca.app.models.typed import Typed
from convoca.bootstrap import Convoca
from convoca.domain.commitment import FollowUpNote, FollowUpState, TrackedCommitment
from convoca.domain.identifiers import HearingId
from convoca.domain.language import Language
from convoca.services.commitments import FollowedUp, follow_up, followed_up, set_due


class CommitmentsModel(Acting, HasTraits):
    """The commitments of one hearing, or of all hearings of a period without one."""

    rows: Instance[tuple[FollowedUp, ...]] = Instance(tuple)

    def __init__(
        self, office: Convoca, number: int, hearing: HearingId | UUID | None = None
    ) -> None:
        self.office, self.number, self._hearing = office, number, hearing
        super().__init__(rows=self._read())

    def _read(self) -> tuple[FollowedUp, ...]:
        with self.office.reading() as uow:
            (period,) = uow.periods.all(number=self.number)
            return followed_up(
                self.office.today(),
                uow=uow,
                hearing=self._hearing,
                period=None if self._hearing else period.id,
            )

    def refresh(self) -> None:
        self.rows = self._read()

    def row(self, key: str) -> FollowedUp | None:
        return next((row for row in self.rows if str(row.commitment.id) == key), None)

    # What is typed -------------------------------------------------------------------------------

    def _draft(self, commitment: TrackedCommitment) -> FormDraft:
        return FormDraft(self.office, f"commitment:{commitment.id}")

    def typed(self, commitment: TrackedCommitment) -> str:
        """Return the note that was typed and not saved yet."""
        kept = self._draft(commitment).find()
        return Typed(kept.typed).text("note") if kept else ""

    def type(self, commitment: TrackedCommitment, words: str) -> None:
        """Keep the note as typed. Raises ProtectedNameFound."""
        draft = self._draft(commitment)
        if words:
            draft.keep({"note": words}, version=commitment.version)
        else:
            draft.discard()

    # Acts ----------------------------------------------------------------------------------------

    def note(
        self, commitment: TrackedCommitment, on: date | None, words: str, state: FollowUpState
    ) -> None:
        """Note what was heard. Raises InvalidValue, ConflictingEdit, ProtectedNameFound."""
        today = self.office.today()
        said = FollowUpNote(on=on or today, text=words, state=state)
        self.act(lambda uow: follow_up(commitment, said, today=today, uow=uow))
        self._draft(commitment).discard()

    def note_again(self, mine: TrackedCommitment) -> None:
        """Add the note of ``mine`` to what somebody else noted meanwhile."""
        row = self.row(str(mine.id))
        if row is not None and mine.notes:
            last = mine.notes[-1]
            self.note(replace(row.commitment), last.on, last.text, last.state)

    def set_due(self, commitment: TrackedCommitment, due: date | None, reason: str) -> None:
        """Give a commitment another day. Raises ReasonMissing, NotAllowed where somebody was first."""
        self.act_again(lambda uow: set_due(commitment, due, reason=reason, uow=uow))

    def workbook(self, language: Language) -> tuple[str, bytes]:
        """Return name and content of the register of a period's commitments."""
        return self.office.commitments_workbook(self.number, language)

"""The versions of minutes that were kept: compared with each other, and restored."""

from traitlets import HasTraits, Tuple

from convoca.app.models.minutes import MinutesEditor
from convoca.domain.errors import NotAllowed, NotFound
from convoca.domain.minutes import Minutes, MinutesRevision
from convoca.services.minutes.comparison import FieldComparison, compare
from convoca.services.minutes.saving import restored, revisions_of


class VersionsModel(HasTraits):
    """Every version of the minutes that an editor has open, the newest first."""

    versions = Tuple()

    def __init__(self, editor: MinutesEditor) -> None:
        self.editor = editor
        super().__init__(versions=self._read())
        editor.observe(lambda _: self.refresh(), "record")

    def _read(self) -> tuple[MinutesRevision, ...]:
        return revisions_of(self.editor.record.id, uow=self.editor.office.reading())

    def refresh(self) -> None:
        self.versions = self._read()

    def version(self, number: int) -> Minutes:
        """Return what the minutes said in one version. Raises NotFound."""
        found = next((v for v in self.versions if v.number == number), None)
        said = (found.hearing or found.session) if found else None
        if said is None:
            raise NotFound("version", number)
        return said

    def compared(self, earlier: int, later: int) -> tuple[FieldComparison, ...]:
        """Return what changed between two versions. Raises NotFound."""
        return compare(self.version(earlier), self.version(later))

    def restore(self, number: int, *, reason: str) -> None:
        """Save an earlier version again, as a draft and as a version of its own.

        Raises NotFound, NotAllowed for final minutes and over what is typed and not saved,
        ConflictingEdit.
        """
        if self.editor.is_changed:
            raise NotAllowed("Something is typed and not saved. Save it or discard it first.")
        minutes = restored(self.versions, number, over=self.editor.record)
        self.editor.save_over(minutes, reason)

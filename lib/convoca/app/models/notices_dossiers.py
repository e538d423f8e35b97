"""Which hearing and party a dossier is of, what is on record of them, and what keeps the sides level."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from uuid import UUID

from traitlets import HasTraits, Instance, Unicode

from convoca.app.models.notices import NoticesModel
from convoca.domain.finding import Finding
from convoca.domain.hearing import Hearing
from convoca.domain.language import Language
from convoca.domain.notice import Notice
from convoca.domain.party import Party
from convoca.services.hearings import save_hearing
from convoca.services.notices.dossier import Dossier, dossier_of
from convoca.services.notices.drafting import ask_for_documents
from convoca.services.problems import equality_findings


class DossiersModel(HasTraits):
    """One hearing and one of its parties; ``party`` is its key."""

    hearing = Instance(UUID, allow_none=True)
    party = Unicode()

    def __init__(self, notices: NoticesModel) -> None:
        self._notices = notices
        super().__init__()

    def hearings(self) -> tuple[Hearing, ...]:
        """Return the hearings that have parties, cancelled ones too, by title."""
        found = (h for h in self._notices.file.file.hearings if h.told_parties)
        return tuple(sorted(found, key=lambda hearing: hearing.title))

    def choose(self, hearing: UUID | None, party: str = "") -> None:
        """Open a hearing's dossier; of its first party where ``party`` is none of its own."""
        found = next((h for h in self.hearings() if h.id == hearing), None)
        keys = [one.key for one in found.told_parties] if found else []
        with self.hold_trait_notifications():
            self.hearing = found.id if found else None
            self.party = party if party in keys else next(iter(keys), "")

    @property
    def chosen(self) -> Hearing | None:
        return next((h for h in self.hearings() if h.id == self.hearing), None)

    @property
    def chosen_party(self) -> Party | None:
        hearing = self.chosen
        parties = hearing.told_parties if hearing else ()
        return next((party for party in parties if party.key == self.party), None)

    def dossier(self) -> Dossier | None:
        hearing, party = self.chosen, self.chosen_party
        if hearing is None or party is None:
            return None
        return dossier_of(self._notices.file, hearing, party, self._notices.today)

    def document(self, dossier: Dossier, suffix: str, language: Language) -> tuple[str, bytes]:
        """Return the name and content of a dossier as ``pdf`` or ``docx``. Raises ProtectedNameFound."""
        return self._notices.office.dossier_document(dossier, suffix, language)

    def ask_for_documents(
        self, parties: Collection[str], documents: str, documents_by: date | None, *, reason: str
    ) -> tuple[Notice, ...]:
        """Draft letters that ask parties of the chosen hearing for documents.

        Raises InvalidValue, NotFound, ProtectedNameFound.
        """
        hearing = self.chosen
        if hearing is None:
            return ()
        return self._notices.act(
            lambda uow: ask_for_documents(
                hearing.id,
                parties,
                documents=documents,
                documents_by=documents_by,
                now=self._notices.office.now(),
                reason=reason,
                uow=uow,
            )
        )

    # Equality of arms ----------------------------------------------------------------------------

    def equality(self) -> tuple[Finding, ...]:
        """Judge whether the sides of the chosen hearing stand level."""
        hearing = self.chosen
        if hearing is None:
            return ()
        return equality_findings(self._notices.file.file, hearing, self._notices.today)

    def stored(self, hearing: Hearing) -> Hearing:
        """Return a hearing as it is on record now."""
        found = (h for h in self._notices.file.file.hearings if h.id == hearing.id)
        return next(found, hearing)

    def save(self, before: Hearing, after: Hearing, reason: str) -> Hearing:
        """Save what keeps the sides level. Raises ConflictingEdit, ProtectedNameFound."""
        changed = replace(before, equality=after.equality)
        return self._notices.act(lambda uow: save_hearing(changed, reason=reason, uow=uow))

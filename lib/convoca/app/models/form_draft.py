"""What was typed into a form and not saved yet, kept for its author until it is."""

from dataclasses import dataclass
from uuid import UUID

from convoca.app.models.typed import Typed, Values
from convoca.bootstrap import Convoca
from convoca.domain.errors import ProtectedNameFound
from convoca.services.drafts import discard_draft, find_draft, keep_draft


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed, over which version of which record: a later edit by others is noticed."""

    typed: Values
    version: int
    id: UUID | None


class FormDraft:
    """The draft of one form, under its key."""

    def __init__(self, office: Convoca, key: str) -> None:
        self._office, self._key = office, key

    def find(self) -> Kept | None:
        """Return what was kept; None where there is nothing, or nothing that this form can hold."""
        draft = find_draft(self._key, uow=self._office.reading())
        body = Typed(draft.body if draft else {})
        typed = body.part("typed")
        return Kept(typed, body.number("version"), body.key("id")) if typed else None

    def keep(self, typed: Values, *, version: int, record: UUID | None = None) -> None:
        """Keep what is typed. Raises ProtectedNameFound: no draft holds such a name."""
        body = {"typed": dict(typed), "version": version, "id": str(record or "")}
        try:
            keep_draft(self._key, body, uow=self._office.unit_of_work())
        except ProtectedNameFound as error:
            raise ProtectedNameFound(str(error.values["where"]).removeprefix("typed.")) from None

    def discard(self) -> None:
        discard_draft(self._key, uow=self._office.unit_of_work())

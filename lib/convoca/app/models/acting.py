"""A model whose page changes the store."""

from collections.abc import Callable
from typing import TypeVar

from convoca.bootstrap import Convoca
from convoca.domain.errors import ConflictingEdit, NotAllowed
from convoca.services.ports import UnitOfWork

T = TypeVar("T")


class Acting:
    """Whatever changes the store reads it again; who inherits has the store and says how it is read."""

    office: Convoca

    def refresh(self) -> None:
        """Read the store again."""
        raise NotImplementedError

    def act(self, change: Callable[[UnitOfWork], T]) -> T:
        """Let a use case change the store, and read it again, also when somebody else was first."""
        try:
            return change(self.office.unit_of_work())
        finally:
            self.refresh()

    def act_again(self, change: Callable[[UnitOfWork], T]) -> T:
        """Do the same where nothing was typed that could be compared. Raises NotAllowed for a conflict."""
        try:
            return self.act(change)
        except ConflictingEdit:
            raise NotAllowed(
                "Somebody changed this meanwhile. Look how it stands now, and do it again."
            ) from None

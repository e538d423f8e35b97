"""What people have typed and not yet sent. A draft is nobody's act: it is outside the audit.

The name of a protected person never goes into a draft; see ``identities``.
"""

from collections.abc import Mapping

from convoca.services.identities import refuse_protected_names
from convoca.services.ports import Draft, UnitOfWork

#: The commit of a draft writes no audit entry, so nobody reads this.
_REASON = "Draft"


def keep_draft(key: str, body: Mapping[str, object], *, uow: UnitOfWork) -> None:
    """Keep what the author has typed under ``key`` in place of what was kept before.

    Raises ProtectedNameFound, and then what was kept before stays.
    """
    with uow:
        refuse_protected_names(dict(body), uow=uow)
        uow.drafts.keep(key, body)
        uow.commit(reason=_REASON)


def find_draft(key: str, *, uow: UnitOfWork) -> Draft | None:
    """Return what the author has kept under ``key``."""
    with uow:
        return uow.drafts.find(key)


def discard_draft(key: str, *, uow: UnitOfWork) -> None:
    """Forget what the author has kept under ``key``."""
    with uow:
        uow.drafts.discard(key)
        uow.commit(reason=_REASON)

"""A subscription to a calendar: who may read which one at a secret address, until it is revoked."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from convoca.domain.errors import InvalidValue, NotAllowed
from convoca.domain.identifiers import PeriodId
from convoca.domain.language import Language


def digest_of(token: str) -> str:
    """Return what is kept of the token of an address: SHA-256 in hexadecimal.

    A token has 256 random bits: no list of guesses holds it, so neither salt nor a slow function
    would add anything, and a stranger who sends many wrong ones keeps nobody waiting.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSubscription:
    """One holder's right to read one calendar, whoever knows its address being taken for the holder.

    ``audience`` names the calendar; ``period`` None is the one of all periods. ``digest`` is all that
    is kept of the token in the address, and nothing is kept once it is revoked. ``issued_at`` is
    when the present address was made.
    """

    id: UUID
    holder: str
    audience: str
    period: PeriodId | None = None
    language: Language
    digest: str = field(repr=False)
    issued_at: datetime
    revoked_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if not self.holder.strip():
            raise InvalidValue("holder", "Say for whom the subscription is.")

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None

    def rotated(self, token: str, *, at: datetime) -> Self:
        """Return the subscription at a new address; the old one is none any more."""
        self._must_be_open()
        return replace(self, digest=digest_of(token), issued_at=at)

    def revoked(self, *, at: datetime) -> Self:
        """Return the subscription without any address; there is no way back."""
        self._must_be_open()
        return replace(self, digest="", revoked_at=at)

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise NotAllowed(
                "The subscription of {holder} was revoked. Issue a new one.", holder=self.holder
            )

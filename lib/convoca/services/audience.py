from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from convoca.domain.errors import InvalidValue


class AudienceKind(StrEnum):
    PUBLIC = "public"
    SECRETARIAT = "secretariat"


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom something is made; each has an allow-list of its own, never a filter on another's."""

    kind: AudienceKind

    @classmethod
    def named(cls, name: str) -> Self:
        """Return the audience that ``str`` gives this name. Raises InvalidValue."""
        if name not in set(AudienceKind):
            raise InvalidValue("audience", "There is no audience “{name}”.", name=name)
        return cls(AudienceKind(name))

    def __str__(self) -> str:
        return str(self.kind)


PUBLIC = Audience(AudienceKind.PUBLIC)
SECRETARIAT = Audience(AudienceKind.SECRETARIAT)

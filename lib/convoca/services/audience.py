from dataclasses import dataclass
from enum import StrEnum


class AudienceKind(StrEnum):
    PUBLIC = "public"
    SECRETARIAT = "secretariat"


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom something is made; each has an allow-list of its own, never a filter on another's."""

    kind: AudienceKind

    def __str__(self) -> str:
        return str(self.kind)


PUBLIC = Audience(AudienceKind.PUBLIC)
SECRETARIAT = Audience(AudienceKind.SECRETARIAT)

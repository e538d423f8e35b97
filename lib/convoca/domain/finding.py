"""What the code concludes under an article: a value, never a sentence and never an exception."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

Fact = str | int | bool | date | tuple[str, ...] | None


class Verdict(StrEnum):
    MET = "MET"
    BREACHED = "BREACHED"
    WAIVED = "WAIVED"
    UNDETERMINED = "UNDETERMINED"


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """An article of the Rules of Procedure, e.g. 17.2.a."""

    article: int
    paragraph: int | None = None
    letter: str = ""

    def __str__(self) -> str:
        parts = [str(self.article)]
        if self.paragraph is not None:
            parts.append(str(self.paragraph))
        if self.letter:
            parts.append(self.letter)
        return ".".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule applied to one set of facts.

    ``rule`` names the function that judged; ``cure`` names what would mend a breach. Both are
    keys that ``i18n`` words. ``facts`` holds every date and number that was used.
    """

    rule: str
    verdict: Verdict
    citations: tuple[Citation, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    cure: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))

    @property
    def articles(self) -> tuple[str, ...]:
        return tuple(str(citation) for citation in self.citations)

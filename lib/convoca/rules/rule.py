"""What the rulebook knows of a rule: its function, its subject, its articles, its numbers, its verdicts."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from convoca.domain.finding import Citation, Finding, Verdict

MET, BREACHED, WAIVED, UNDETERMINED = (
    Verdict.MET,
    Verdict.BREACHED,
    Verdict.WAIVED,
    Verdict.UNDETERMINED,
)


class Subject(StrEnum):
    """What a rule is about: what its finding is shown beside."""

    YEAR = "year"
    PERIOD = "period"
    REQUEST = "request"
    HEARING = "hearing"
    SESSION = "session"
    MEMBER = "member"
    OBSERVATION = "observation"
    PETITION = "petition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule function with its articles, its numbers, and the verdicts that it can reach.

    ``articles`` are empty for a custom. A finding cites those of them that apply to its facts.
    """

    function: Callable[..., Finding]
    subject: Subject
    verdicts: frozenset[Verdict]
    articles: tuple[Citation, ...] = ()
    provisions: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.function.__name__

    @property
    def is_custom(self) -> bool:
        return not self.articles


def judged(
    function: Callable[..., Finding],
    subject: Subject,
    verdicts: tuple[Verdict, ...],
    *articles: Citation,
    provisions: tuple[str, ...] = (),
) -> Rule:
    return Rule(
        function=function,
        subject=subject,
        verdicts=frozenset(verdicts),
        articles=articles,
        provisions=provisions,
    )

"""Last days as people read them: one day under two articles is one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from convoca.domain.finding import Citation
from convoca.rules.deadlines import Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class LastDay:
    """The last day under ``rule``, counted from ``subject``; no citation means a custom."""

    rule: str
    day: date
    subject: date
    citations: tuple[Citation, ...]


def last_days(deadlines: Iterable[Deadline]) -> tuple[LastDay, ...]:
    """Bring deadlines together that say the same, in their order."""
    cited: dict[tuple[str, date, date], tuple[Citation, ...]] = {}
    for deadline in deadlines:
        key = (deadline.rule, deadline.last_day, deadline.subject)
        cited[key] = cited.get(key, ()) + ((deadline.citation,) if deadline.citation else ())
    return tuple(
        LastDay(rule=rule, day=day, subject=subject, citations=citations)
        for (rule, day, subject), citations in cited.items()
    )

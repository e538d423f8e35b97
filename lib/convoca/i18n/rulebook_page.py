"""The page docs/rules.md: ``python -m convoca.i18n.rulebook_page > docs/rules.md``."""

import inspect
import sys
from collections.abc import Iterable, Iterator

from convoca.domain.language import Language
from convoca.i18n.decision_words import decision_word
from convoca.i18n.findings import articles, title
from convoca.i18n.words import word
from convoca.rules.majorities import MajorityRule, decisions
from convoca.rules.provision import Provision, provisions
from convoca.rules.rule import Rule
from convoca.rules.rulebook import RULES

_HEAD = """\
# The rules

Generated from `convoca.rules` by `make docs`; do not edit. The text of the Rules of Procedure is at
<https://www.oas.org/en/iachr/mandate/Basics/rulesiachr.asp>. How time is counted:
[ADR 0003](decisions/0003-counting-time-limits.md). What a verdict means:
[ADR 0004](decisions/0004-breaches-are-values.md).
"""


def page() -> str:
    """Return the page: rules with their verdicts and names, then decisions with their majorities, then numbers."""
    return "\n".join([_HEAD, *_rules(), "", *_names(), "", *_decisions(), "", *_numbers(), ""])


def _rules() -> Iterator[str]:
    yield "## What is judged\n"
    yield from _table(
        ("Article", "Rule", "What it does", "Verdicts", "Numbers"),
        (
            (
                articles(rule.articles, Language.ENGLISH),
                f"`{key}`",
                _first_line(rule),
                ", ".join(sorted(rule.verdicts)),
                ", ".join(f"`{number}`" for number in rule.provisions),
            )
            for key, rule in RULES.items()
        ),
    )


def _names() -> Iterator[str]:
    yield "## What the rules are called\n"
    yield from _table(
        ("Rule", *Language),
        ((f"`{key}`", *(title(key, language) for language in Language)) for key in RULES),
    )


def _decisions() -> Iterator[str]:
    yield "## How many votes a decision takes\n"
    yield from _table(
        ("Article", "Decision", "What it is", "Majority", "In force from", "Verified", "Note"),
        (_decision(row) for rows in decisions().values() for row in rows),
    )


def _decision(row: MajorityRule) -> tuple[str, ...]:
    return (
        articles(row.citations, Language.ENGLISH),
        f"`{row.key}`",
        decision_word(row.key, Language.ENGLISH),
        f"[{word(row.majority, Language.ENGLISH)}]({row.source})",
        str(row.in_force_from),
        str(row.verified_on) if row.verified else "to be verified",
        row.note,
    )


def _numbers() -> Iterator[str]:
    yield "## The numbers\n"
    yield from _table(
        ("Number", "Value", "In force from", "Before", "Article of its day", "Verified", "Note"),
        (_number(value) for values in provisions().values() for value in values),
    )


def _number(value: Provision) -> tuple[str, ...]:
    return (
        f"`{value.key}`",
        f"[{value.value} {value.unit}]({value.source})",
        str(value.in_force_from or ""),
        str(value.in_force_until or ""),
        articles(value.citations, Language.ENGLISH),
        str(value.verified_on) if value.verified else "to be verified",
        value.note,
    )


def _first_line(rule: Rule) -> str:
    return (inspect.getdoc(rule.function) or "").splitlines()[0]


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _row(heads)
    yield _row(["---"] * len(heads))
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(page())

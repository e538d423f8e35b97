"""How many votes each decision takes: the table ``provisions/majorities.toml``, article by article."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Citation
from convoca.domain.order_of_business import ItemKind
from convoca.domain.vote import Majority

#: What takes the vote of those present, because no article asks for more (Art. 18.2).
ANY_OTHER_DECISION = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class MajorityRule:
    """The majority that one decision takes, with its articles, for ``[in_force_from, in_force_until)``.

    ``items`` are the kinds of items under which it is usually taken, the most usual one first.
    ``verified`` says whether somebody read it in the text of its day.
    """

    key: str
    majority: Majority
    citations: tuple[Citation, ...]
    source: str
    verified: bool
    verified_on: date
    in_force_from: date
    in_force_until: date | None = None
    items: tuple[ItemKind, ...] = ()
    note: str = ""


def majority_rule(decision: str, *, on: date) -> MajorityRule:
    """Return which majority a decision took on a day. Raises InvalidValue for an unknown decision.

    For days before the Rules of 2009 today's majority is taken back, and not verified.

    >>> str(majority_rule("report_on_a_state", on=date(2027, 3, 1)).majority)
    'absolute'
    """
    rows = decisions().get(decision)
    if rows is None:
        raise InvalidValue("decision", "No decision is called “{decision}”.", decision=decision)
    in_force = [row for row in rows if row.in_force_from <= on]
    return in_force[-1] if in_force else replace(rows[0], verified=False)


def majority_rules(*, on: date) -> tuple[MajorityRule, ...]:
    """Return every decision with the majority that it took on a day: any other first, then by article."""
    return tuple(majority_rule(decision, on=on) for decision in decisions())


def majority_rules_for(item: ItemKind, *, on: date) -> tuple[MajorityRule, ...]:
    """Return every decision, those that are usual under a kind of item first.

    Where no decision is usual under it, any other decision stands first (Art. 18.2).

    >>> majority_rules_for(ItemKind.ELECTION, on=date(2027, 3, 1))[0].key
    'board_election'
    """

    def rank(rule: MajorityRule) -> int:
        return rule.items.index(item) if item in rule.items else len(ItemKind)

    return tuple(sorted(majority_rules(on=on), key=rank))


@cache
def decisions() -> Mapping[str, tuple[MajorityRule, ...]]:
    """Return every decision by its key, each with its majorities from the oldest to today's."""
    source = files("convoca.rules").joinpath("provisions", "majorities.toml")
    table = tomllib.loads(source.read_text("utf-8"))
    listed: Mapping[str, list[dict[str, Any]]] = table.pop("decisions")
    return MappingProxyType(
        {
            key: _rows(key, [{**table, "verified": True, **row} for row in rows])
            for key, rows in listed.items()
        }
    )


def _rows(key: str, rows: list[dict[str, Any]]) -> tuple[MajorityRule, ...]:
    ends = [later["in_force_from"] for _, later in pairwise(rows)]
    return tuple(
        MajorityRule(
            key=key,
            majority=Majority(row["majority"]),
            citations=tuple(Citation(**article) for article in row["articles"]),
            source=row["source"],
            verified=row["verified"],
            verified_on=row["verified_on"],
            in_force_from=row["in_force_from"],
            in_force_until=end,
            items=tuple(ItemKind(kind) for kind in row.get("items", ())),
            note=row.get("note", ""),
        )
        for row, end in zip(rows, [*ends, None], strict=True)
    )

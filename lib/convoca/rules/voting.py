"""Title I, Chapters II, III and V: who must be there, how many must agree (Arts. 4.2, 7.2, 16, 18), silence (20.2).

An absolute majority is one of all members whom the Commission has by its Statute, vacant seats
included. What it would be of the members in office stands beside it where that is another number.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Citation, Fact, Finding, Verdict
from convoca.domain.vote import Majority
from convoca.rules.functioning import absolute_majority
from convoca.rules.majorities import majority_rule
from convoca.rules.provision import provision


def five_members_agree(*, on: date) -> int:
    """Return how many votes Art. 4.2 asks for."""
    return provision("incompatibility_votes", on=on).value


def quorum_is_present(*, present: int, in_office: int, on: date) -> Finding:
    """Check that an absolute majority of the members is present (Art. 16). Raises InvalidValue."""
    _counted(in_office, present, on=on)
    required = absolute_majority(on=on)
    met = present >= required
    return Finding(
        rule="quorum_is_present",
        verdict=Verdict.MET if met else Verdict.BREACHED,
        citations=(Citation(16),),
        facts={
            "present": present,
            "required": required,
            **_other_reading(in_office, required),
        },
        cure="" if met else "wait_for_a_quorum",
    )


def majority_is_reached(
    *,
    majority: Majority | None = None,
    decision: str | None = None,
    in_favour: int,
    present: int,
    in_office: int,
    no_part: int = 0,
    on: date,
) -> Finding:
    """Check that a decision has its votes, and was put to a quorum (Arts. 4.2, 7.2, 16, 18).

    ``decision`` is a key of the table of majorities, which then says the majority and the articles.
    ``present`` are those who may vote on the matter, ``no_part`` those who are there besides and take
    no part in it (Art. 17.2). Raises InvalidValue.
    """
    _counted(in_office, present + no_part, present, in_favour, on=on)
    majority, citations, verified = _majority_of(majority, decision, on=on)
    required = votes_required(majority, present=present, on=on)
    quorum = absolute_majority(on=on)
    met = in_favour >= required and present >= quorum
    return Finding(
        rule="majority_is_reached",
        verdict=Verdict.MET if met else Verdict.BREACHED,
        citations=citations if present >= quorum else (*citations, _QUORUM),
        facts={
            "majority": str(majority),
            "decision": decision,
            "to_be_verified": not verified,
            "in_favour": in_favour,
            "required": required,
            "present": present,
            "quorum": quorum,
            "no_quorum": present < quorum,
            "within_reach": present >= max(required, quorum),
            **_with_those_who_take_no_part(majority, present, no_part, on=on),
            **(_other_reading(in_office, required) if majority is Majority.ABSOLUTE else {}),
        },
        cure="" if met else "put_it_to_the_vote_again",
    )


class Prospect(StrEnum):
    """What the votes that are still to come can make of a proposal."""

    CERTAIN = "certain"
    OPEN = "open"
    OUT_OF_REACH = "out_of_reach"


def prospect_of_adoption(
    *, majority: Majority, in_favour: int, to_come: int, present: int, on: date
) -> Prospect:
    """Say whether a vote is settled while votes are still to come (Arts. 4.2, 7.2, 16, 18).

    ``to_come`` members of those ``present`` who may vote have not said anything yet. Raises InvalidValue.

    >>> str(prospect_of_adoption(
    ...     majority=Majority.ABSOLUTE, in_favour=2, to_come=2, present=5, on=date(2027, 3, 1)
    ... ))
    'open'
    """
    _counted(present, in_favour + to_come, to_come, on=on)
    required = votes_required(majority, present=present, on=on)
    if present < absolute_majority(on=on) or in_favour + to_come < required:
        return Prospect.OUT_OF_REACH
    return Prospect.CERTAIN if in_favour >= required else Prospect.OPEN


def votes_required(majority: Majority, *, present: int, on: date) -> int:
    """Return how many votes in favour a decision needs (Arts. 4.2, 7.2, 18).

    >>> [votes_required(kind, present=5, on=date(2027, 3, 1)) for kind in Majority]
    [4, 3, 5, 5]
    """
    match majority:
        case Majority.ABSOLUTE:
            return absolute_majority(on=on)
        case Majority.PRESENT:
            return present // 2 + 1
        case Majority.FIVE:
            return five_members_agree(on=on)
        case Majority.UNANIMOUS:
            return present


_QUORUM = Citation(16)
_MAJORITIES = {
    Majority.ABSOLUTE: (Citation(18, 1),),
    Majority.PRESENT: (Citation(18, 2),),
    Majority.FIVE: (Citation(4, 2),),
    Majority.UNANIMOUS: (Citation(7, 2),),
}


def _majority_of(
    majority: Majority | None, decision: str | None, *, on: date
) -> tuple[Majority, tuple[Citation, ...], bool]:
    """Return the majority asked for, its articles, and whether somebody read it there."""
    if decision is None:
        if majority is None:
            raise InvalidValue("majority", "Name the majority or the decision.")
        return majority, _MAJORITIES[majority], True
    rule = majority_rule(decision, on=on)
    if majority not in {None, rule.majority}:
        raise InvalidValue(
            "majority",
            "The decision “{decision}” takes another majority.",
            decision=decision,
        )
    return rule.majority, rule.citations, rule.verified


def _with_those_who_take_no_part(
    majority: Majority, present: int, no_part: int, *, on: date
) -> dict[str, Fact]:
    """Say what would differ if those who are there and take no part were counted too.

    Arts. 16 and 18.2 speak of presence, Art. 17.2 keeps them from the decision: we leave them out.
    """
    there = present + no_part
    of_all_there = votes_required(majority, present=there, on=on)
    quorum = absolute_majority(on=on)
    return {
        "no_part": no_part,
        "quorum_with_them": present < quorum <= there,
        "required_of_all_there": (
            None
            if of_all_there == votes_required(majority, present=present, on=on)
            else of_all_there
        ),
    }


def _counted(in_office: int, *counts: int, on: date) -> None:
    """Refuse what cannot be: more present than in office, more in favour than present."""
    members = provision("members_of_the_commission", on=on).value
    if in_office > members:
        raise InvalidValue(
            "members",
            "{in_office} members are in office that day, and the Commission has {members}. Correct "
            "the terms that overlap.",
            in_office=in_office,
            members=members,
        )
    for larger, smaller in zip((in_office, *counts), (*counts, 0), strict=True):
        if smaller > larger:
            raise InvalidValue(
                "members", "{smaller} of {larger} cannot be.", smaller=smaller, larger=larger
            )


def _other_reading(in_office: int, required: int) -> dict[str, Fact]:
    of_those_in_office = in_office // 2 + 1
    return {
        "in_office": in_office,
        "required_of_those_in_office": (
            None if of_those_in_office == required else of_those_in_office
        ),
    }


def minutes_are_approved_by_silence(
    *, held_period: int, opens: date, objections: Iterable[date], today: date
) -> Finding:
    """Check that nobody had objected to minutes when the period to approve them began (Art. 20.2).

    ``held_period`` is the number of the period of the session, ``opens`` the first day of the one at
    which its minutes are to be approved; an objection of that day still counts.
    """
    in_time = tuple(sorted(day for day in objections if day <= opens))
    verdict, cure = Verdict.MET, ""
    if in_time:
        verdict, cure = Verdict.BREACHED, "put_the_minutes_to_the_commission"
    elif today < opens:
        verdict, cure = Verdict.UNDETERMINED, "wait_for_observations"
    return Finding(
        rule="minutes_are_approved_by_silence",
        verdict=verdict,
        citations=(Citation(20, 2),),
        facts={
            "held_period": held_period,
            "objections": len(in_time),
            "objected_on": in_time[0] if in_time else None,
            "last_day": opens,
        },
        cure=cure,
    )

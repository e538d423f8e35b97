"""Title I, Chapters II and V: who must be there and how many must agree (Arts. 4.2, 16, 18), and silence (20.2).

An absolute majority is one of all members whom the Commission has by its Statute, vacant seats
included. What it would be of the members in office stands beside it where that is another number.
"""

from collections.abc import Iterable
from datetime import date

from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Citation, Fact, Finding, Verdict
from convoca.domain.vote import Majority
from convoca.rules.functioning import absolute_majority
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
    *, majority: Majority, in_favour: int, present: int, in_office: int, on: date
) -> Finding:
    """Check that a decision has its votes, and was put to a quorum (Arts. 4.2, 16, 18).

    ``present`` are those who may vote on the matter. Raises InvalidValue.
    """
    _counted(in_office, present, in_favour, on=on)
    required = votes_required(majority, present=present, on=on)
    quorum = absolute_majority(on=on)
    met = in_favour >= required and present >= quorum
    citations = _MAJORITIES[majority] if present >= quorum else (*_MAJORITIES[majority], _QUORUM)
    is_of_all = majority is Majority.ABSOLUTE
    return Finding(
        rule="majority_is_reached",
        verdict=Verdict.MET if met else Verdict.BREACHED,
        citations=citations,
        facts={
            "majority": str(majority),
            "in_favour": in_favour,
            "required": required,
            "present": present,
            "quorum": quorum,
            "no_quorum": present < quorum,
            "within_reach": present >= max(required, quorum),
            **(_other_reading(in_office, required) if is_of_all else {}),
        },
        cure="" if met else "put_it_to_the_vote_again",
    )


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


def _counted(in_office: int, *counts: int, on: date) -> None:
    """Refuse what cannot be: more present than in office, more in favour than present."""
    members = provision("members_of_the_commission", on=on).value
    for larger, smaller in zip((members, in_office, *counts), (in_office, *counts, 0), strict=True):
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

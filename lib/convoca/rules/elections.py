"""Title I, Chapter III: how the officers of the board are elected (Arts. 7-9).

A ballot is secret (Art. 7.2): these rules know how many votes a name received and who handed in a
paper, and nothing that links the two.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from convoca.domain.election import Ballot
from convoca.domain.errors import InvalidValue
from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.identifiers import MemberId
from convoca.domain.member import Member, Office
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.rules.functioning import absolute_majority
from convoca.rules.provision import provision
from convoca.rules.standing import verdict_on


def only_those_present_voted(
    *, voters: Collection[MemberId], present: Collection[MemberId]
) -> Finding:
    """Check that nobody who was not there took part in an election (Art. 7.1)."""
    from_elsewhere = sum(voter not in present for voter in set(voters))
    return Finding(
        rule="only_those_present_voted",
        verdict=Verdict.BREACHED if from_elsewhere else Verdict.MET,
        citations=(Citation(7, 1),),
        facts={
            "voters": len(set(voters)),
            "present": len(set(present)),
            "not_there": from_elsewhere,
        },
        cure="hold_the_ballot_again" if from_elsewhere else "",
    )


def elected_in(ballot: Ballot, *, on: date) -> MemberId | None:
    """Return whom a ballot elected: who has an absolute majority of all members (Art. 7.3)."""
    _at_most_all_members(ballot, on=on)
    required = absolute_majority(on=on)
    return next((t.candidate for t in ballot.tallies if t.votes >= required), None)


def officer_is_elected(*, ballot: Ballot, on: date, in_office: int | None = None) -> Finding:
    """Check that a ballot gave a name an absolute majority of all members (Arts. 7.3, 18.1.a).

    ``in_office`` adds what it would take of the members in office alone. Raises InvalidValue.
    """
    elected = elected_in(ballot, on=on)
    required = absolute_majority(on=on)
    of_those_in_office = required if in_office is None else in_office // 2 + 1
    return Finding(
        rule="officer_is_elected",
        verdict=Verdict.BREACHED if elected is None else Verdict.MET,
        citations=(Citation(7, 3), Citation(18, 1, "a")),
        facts={
            "ballot": ballot.number,
            "most_votes": max((tally.votes for tally in ballot.tallies), default=0),
            "required": required,
            "voters": len(ballot.voters),
            "invalid": ballot.invalid,
            "elected": None if elected is None else str(elected),
            "in_office": in_office,
            "required_of_those_in_office": (
                None if of_those_in_office == required else of_those_in_office
            ),
        },
        cure="hold_another_ballot" if elected is None else "",
    )


def _at_most_all_members(ballot: Ballot, *, on: date) -> None:
    members = provision("members_of_the_commission", on=on).value
    if len(ballot.voters) > members:
        raise InvalidValue(
            "members",
            "{smaller} of {larger} cannot be.",
            smaller=len(ballot.voters),
            larger=members,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NextBallot:
    """Between which names the next ballot chooses (Art. 7.4).

    ``tied`` are those between whom the Rules do not decide: then nobody is eliminated, and who goes
    on is for the Commission to say.
    """

    candidates: tuple[MemberId, ...]
    eliminated: tuple[MemberId, ...] = ()
    tied: tuple[MemberId, ...] = ()


def next_ballot(ballot: Ballot) -> NextBallot:
    """Return who goes on after a ballot that elected nobody: the lowest are eliminated (Art. 7.4).

    Several names that are equally low go together, where two or more stay. Where fewer would stay,
    or all are equal, the article leaves it open. A single lowest name goes even if one alone stays:
    that one still needs its majority.
    """
    fewest = min((tally.votes for tally in ballot.tallies), default=0)
    lowest = tuple(tally.candidate for tally in ballot.tallies if tally.votes == fewest)
    staying = tuple(name for name in ballot.candidates if name not in lowest)
    if not staying or (len(lowest) > 1 and len(staying) < 2):
        return NextBallot(candidates=ballot.candidates, tied=lowest)
    return NextBallot(candidates=staying, eliminated=lowest)


def election_is_held_on_its_day(
    *,
    held_on: date | None,
    first_session_day: date | None,
    fills_vacancy: bool = False,
    today: date | None = None,
) -> Finding:
    """Check that the board is elected on the first day of the year's first session (Arts. 7.5, 9.1).

    ``first_session_day`` is None where it is not fixed yet, ``held_on`` while nobody was elected. An
    election that fills a vacancy has a time of its own (Art. 9.1).
    """
    verdict, cure = Verdict.MET, ""
    if fills_vacancy:
        pass
    elif first_session_day is None:
        verdict, cure = Verdict.UNDETERMINED, "fix_the_first_session"
    elif held_on is None:
        verdict = verdict_on(
            ("election",), today=today or first_session_day, last_day=first_session_day
        )
        cure = "elect_the_board"
    elif held_on != first_session_day:
        verdict = Verdict.BREACHED
    return Finding(
        rule="election_is_held_on_its_day",
        verdict=verdict,
        citations=(Citation(9, 1) if fills_vacancy else Citation(7, 5),),
        facts={
            "held_on": held_on,
            "last_day": first_session_day,
            "fills_vacancy": fills_vacancy,
        },
        cure=cure,
    )


def vacancy_is_filled_at_the_next_period(
    *, vacant_since: date, filled_on: date | None, periods: Iterable[PeriodOfSessions], today: date
) -> Finding:
    """Check that an office that fell vacant is filled by the end of the next period (Art. 9.1).

    The next period is the first that opens after the vacancy arose; who fills it during the period
    in which it arose comes early, not late.
    """
    later = [period for period in periods if period.opens > vacant_since]
    following = min(later, key=lambda period: period.opens, default=None)
    last_day = following.closes if following else None
    verdict = verdict_on(() if filled_on else ("election",), today=today, last_day=last_day)
    cure = "" if filled_on else "fill_the_vacancy"
    if filled_on is not None and last_day is not None and filled_on > last_day:
        verdict = Verdict.BREACHED
    return Finding(
        rule="vacancy_is_filled_at_the_next_period",
        verdict=verdict,
        citations=(Citation(9, 1),),
        facts={
            "vacant_since": vacant_since,
            "filled_on": filled_on,
            "last_day": last_day,
        },
        cure=cure,
    )


def officer_may_be_elected_again(*, member: Member, office: Office, on: date) -> Finding:
    """Check that a member is elected to the same office at most twice in four years (Arts. 8.1, 9.1).

    "Each four-year period" can be any four years running, or the member's own term of four years
    (Art. 2.1); where the two differ, the finding says both and decides nothing. Years are those of the
    calendar, since the board is elected once in each (Art. 7.5). Interim offices are no election.
    """
    most = provision("elections_to_the_same_office", on=on)
    span = provision("span_of_elections_to_the_same_office", on=on).value
    held = [o.starts for o in member.offices if o.office is office and not o.interim]
    earlier = [day for day in held if day < on]
    running = sum(day.year > on.year - span for day in earlier)
    term = next((term for term in member.terms if term.starts <= on <= term.ends), None)
    in_term = None if term is None else sum(term.starts <= day for day in earlier)
    by_years = running < most.value
    by_term = in_term is not None and in_term < most.value
    verdict, cure = Verdict.UNDETERMINED, "interpret_the_limit_of_reelection"
    if term is None:
        cure = "record_the_term_of_office"
    elif by_years == by_term:
        verdict, cure = (
            (Verdict.MET, "") if by_years else (Verdict.BREACHED, "elect_another_member")
        )
    return Finding(
        rule="officer_may_be_elected_again",
        verdict=verdict,
        citations=(Citation(8, 1),),
        facts={
            "member": member.name,
            "office": str(office),
            "day": on,
            "elections_in_four_years": running,
            "elections_in_the_term": in_term,
            "allowed_by_years": by_years,
            "allowed_by_term": by_term,
            "readings_of_four_years_differ": term is not None and by_years != by_term,
            "most": most.value,
        },
        cure=cure,
    )

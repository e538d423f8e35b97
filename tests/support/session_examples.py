"""An example of every verdict and sentence of the rules on sessions, votes, elections and minutes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

from convoca.domain.attendance import AbsenceReason, ExcusedAbsence
from convoca.domain.election import Ballot, Tally
from convoca.domain.finding import Finding
from convoca.domain.identifiers import MemberId, PeriodId, SessionId
from convoca.domain.member import Member, Office, OfficeHeld
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness, ItemOutcome
from convoca.domain.vote import Majority
from convoca.rules.elections import (
    election_is_held_on_its_day,
    officer_is_elected,
    officer_may_be_elected_again,
    only_those_present_voted,
    vacancy_is_filled_at_the_next_period,
)
from convoca.rules.functioning import (
    explanation_of_vote_is_in_time,
    reasons_for_absence_are_on_record,
    reports_at_the_beginning_are_presented,
)
from convoca.rules.voting import (
    majority_is_reached,
    minutes_are_approved_by_silence,
    quorum_is_present,
)
from convoca.services.minutes.stages import MinutesStage, MinutesStanding, still_to_do
from support.builders import a_member, a_period

OPENS, CLOSES, AFTER = date(2027, 3, 1), date(2027, 3, 12), date(2028, 1, 3)
BEFORE = date(2027, 1, 4)
SESSION = SessionId(uuid4())


def a_ballot(*votes: int, invalid: int = 0, number: int = 1) -> Ballot:
    """A ballot with as many names as numbers of votes, and as many voters as papers."""
    names = tuple(MemberId(uuid4()) for _ in votes)
    voters = sorted(MemberId(uuid4()) for _ in range(sum(votes) + invalid))
    return Ballot(
        number=number,
        candidates=names,
        voters=tuple(voters),
        tallies=tuple(Tally(candidate=name, votes=n) for name, n in zip(names, votes, strict=True)),
        invalid=invalid,
    )


def elected_in_years(*years: int, office: Office = Office.PRESIDENT) -> Member:
    """A member in office from 2024 to 2027, elected to an office each 1 March of these years."""
    held = tuple(OfficeHeld(office=office, starts=date(year, 3, 1)) for year in years)
    return a_member("Ana Example", "CO", offices=held)


def an_absence(member: Member, **changes: object) -> ExcusedAbsence:
    values: dict[str, object] = {
        "id": uuid4(),
        "period": PeriodId(uuid4()),
        "member": member.id,
        "announced_on": date(2027, 2, 26),
        "reason": AbsenceReason.ILLNESS,
        "session": SESSION,
        "president_told_on": date(2027, 2, 26),
    }
    return ExcusedAbsence(**{**values, **changes})  # type: ignore[arg-type]


def an_item(kind: ItemKind, **changes: object) -> ItemOfBusiness:
    values: dict[str, object] = {
        "id": uuid4(),
        "session": SESSION,
        "number": 1,
        "kind": kind,
        "title": "Example item",
    }
    return ItemOfBusiness(**{**values, **changes})  # type: ignore[arg-type]


def examples_of_sessions() -> Iterator[Finding]:
    yield from _of_votes()
    yield from _of_elections()
    yield from _of_the_board()
    yield from _of_explanations()
    yield from _of_absences()
    yield from _of_reports()


def _of_votes() -> Iterator[Finding]:
    for present, in_office in ((4, 7), (3, 7), (3, 5)):
        yield quorum_is_present(present=present, in_office=in_office, on=OPENS)
    for majority in Majority:
        for in_favour, present, no_part in ((5, 6, 0), (2, 6, 0), (3, 3, 1), (4, 4, 2), (6, 6, 0)):
            yield majority_is_reached(
                majority=majority, in_favour=in_favour, present=present, in_office=7,
                no_part=no_part, on=OPENS,
            )  # fmt: skip
    for decision in ("report_on_a_state", "state_not_party"):
        yield majority_is_reached(decision=decision, in_favour=4, present=5, in_office=5, on=OPENS)
    for objections, today in (((), AFTER), ((), BEFORE), ((BEFORE,), AFTER)):
        yield minutes_are_approved_by_silence(
            held_period=901, opens=OPENS, objections=objections, today=today
        )
    yield from _of_approved_minutes()


def _of_approved_minutes() -> Iterator[Finding]:
    member = a_member("Ana Example", "CO")
    approved = minutes_are_approved_by_silence(
        held_period=901, opens=OPENS, objections=(), today=AFTER
    )
    for without_copy in ((), (member.id,)):
        standing = MinutesStanding(
            stage=MinutesStage.CIRCULATED, finding=approved, without_copy=without_copy
        )
        found = still_to_do(standing, {member.id: member})
        if found is not None:
            yield found


def _of_elections() -> Iterator[Finding]:
    here = tuple(MemberId(uuid4()) for _ in range(5))
    yield only_those_present_voted(voters=here, present=here)
    yield only_those_present_voted(voters=(*here, MemberId(uuid4())), present=here)
    yield officer_is_elected(ballot=a_ballot(4, 2, 1), on=OPENS)
    yield officer_is_elected(ballot=a_ballot(3, 1, invalid=1), on=OPENS, in_office=5)
    for held_on, first_day, today in (
        (OPENS, OPENS, None),
        (date(2027, 3, 2), OPENS, None),
        (None, OPENS, AFTER),
        (None, OPENS, BEFORE),
        (None, None, BEFORE),
    ):
        yield election_is_held_on_its_day(held_on=held_on, first_session_day=first_day, today=today)
    yield election_is_held_on_its_day(
        held_on=date(2027, 7, 5), first_session_day=OPENS, fills_vacancy=True
    )


def _of_the_board() -> Iterator[Finding]:
    for years in ((), (2025, 2026), (2022, 2025), (2022, 2023)):
        yield officer_may_be_elected_again(
            member=elected_in_years(*years), office=Office.PRESIDENT, on=OPENS
        )
    long_serving = replace(elected_in_years(2023, 2025), terms=())
    for member in (elected_in_years(2024, 2025, 2026), long_serving):
        yield officer_may_be_elected_again(member=member, office=Office.PRESIDENT, on=OPENS)
    yield officer_may_be_elected_again(
        member=elected_in_years(2022, 2023), office=Office.PRESIDENT, on=date(2024, 3, 1)
    )
    following = a_period(number=902, opens=date(2027, 7, 5), closes=date(2027, 7, 16), places=())
    for filled_on, periods, today in (
        (date(2027, 7, 5), [following], AFTER),
        (date(2027, 7, 19), [following], AFTER),
        (None, [following], AFTER),
        (None, [following], CLOSES),
        (None, [], CLOSES),
    ):
        yield vacancy_is_filled_at_the_next_period(
            vacant_since=CLOSES, filled_on=filled_on, periods=periods, today=today
        )


def _of_explanations() -> Iterator[Finding]:
    for presented, today in (
        (date(2027, 4, 11), AFTER),
        (date(2027, 4, 12), AFTER),
        (None, AFTER),
        (None, BEFORE),
    ):
        for changes in (
            {},
            {"shortened_to": date(2027, 3, 20)},
            {"decided_outside_periods_on": date(2027, 3, 20)},
        ):
            yield explanation_of_vote_is_in_time(
                presented=presented, period_closes=CLOSES, today=today, **changes
            )


def _of_absences() -> Iterator[Finding]:
    ana, luis = a_member("Ana Example", "CO"), a_member("Luis Example", "PE")
    untold = an_absence(luis, president_told_on=None)
    for absent, absences, today in (
        ((), (), OPENS),
        ((ana,), (an_absence(ana),), AFTER),
        ((ana, luis), (untold,), OPENS),
        ((ana, luis), (untold,), AFTER),
    ):
        yield reasons_for_absence_are_on_record(
            absent=absent, absences=absences, session=SESSION, day=OPENS, today=today
        )


def _of_reports() -> Iterator[Finding]:
    planned = [an_item(ItemKind.REPORT_OF_THE_PRESIDENT), an_item(ItemKind.REPORT_OF_THE_SECRETARY)]
    presented = [replace(item, outcome=ItemOutcome.DEALT_WITH) for item in planned]
    for items, today in (
        (presented, AFTER),
        (planned, OPENS),
        (planned[:1], OPENS),
        ([*presented[:1], *planned[1:]], AFTER),
        ([], AFTER),
    ):
        yield reports_at_the_beginning_are_presented(
            items=items, first_session_day=OPENS, today=today
        )

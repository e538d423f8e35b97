"""Each constraint once: its name, where it comes from, and what breaks it in any programme."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from convoca.domain.finding import Citation, Fact, Finding, Verdict
from convoca.domain.identifiers import MemberId, StateCode
from convoca.domain.member import Member
from convoca.domain.period_of_sessions import PeriodOfSessions, PeriodPlace
from convoca.domain.programme import Placement, Recusal
from convoca.rules.functioning import member_is_not_recused, member_takes_part


class Constraint(StrEnum):
    ROOM_IS_FREE = "room_is_free"
    PARTY_IS_NOT_IN_TWO_PLACES = "party_is_not_in_two_places"
    MEMBER_IS_NOT_IN_TWO_PLACES = "member_is_not_in_two_places"
    WITHIN_THE_PERIOD = "within_the_period"
    WITHIN_HEARING_HOURS = "within_hearing_hours"
    ROOM_TAKES_PRIVATE_HEARINGS = "room_takes_private_hearings"
    PANEL_IS_IN_OFFICE = "panel_is_in_office"
    PANEL_TAKES_PART = "panel_takes_part"


#: The article a constraint comes from; one that is not named here is plain possibility or custom.
CITATIONS: dict[Constraint, tuple[Citation, ...]] = {
    Constraint.PANEL_IS_IN_OFFICE: (Citation(2, 1),),
    Constraint.PANEL_TAKES_PART: (Citation(17, 2, "a"), Citation(17, 2, "b")),
    Constraint.ROOM_TAKES_PRIVATE_HEARINGS: (Citation(68),),
}

#: What is only usual: a warning. The others cannot be, or may not be.
CUSTOMS = frozenset({Constraint.WITHIN_HEARING_HOURS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What the checks need to know of a hearing, working meeting or session.

    ``parties`` are keys: a party with the same key cannot sit in two rooms at once.
    """

    id: UUID
    title: str
    minutes: int
    states: tuple[StateCode, ...] = ()
    parties: tuple[str, ...] = ()
    is_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The timetabling problem of one period: what is to be placed, where, and by whom."""

    period: PeriodOfSessions
    activities: dict[UUID, Activity]
    members: dict[MemberId, Member]
    recusals: tuple[Recusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One constraint broken by one or two activities."""

    constraint: Constraint
    activities: tuple[UUID, ...]
    facts: dict[str, Fact]

    def as_finding(self) -> Finding:
        return Finding(
            rule=str(self.constraint),
            verdict=Verdict.BREACHED,
            citations=CITATIONS.get(self.constraint, ()),
            facts=self.facts,
            cure=f"cure_{self.constraint}",
        )


Programme = tuple[Placement, ...]
Check = Callable[[Programme, Problem], Iterator[Violation]]
CHECKS: dict[Constraint, Check] = {}


def checks(constraint: Constraint) -> Callable[[Check], Check]:
    """Register the checker of a constraint."""

    def register(check: Check) -> Check:
        CHECKS[constraint] = check
        return check

    return register


def violations(programme: Iterable[Placement], problem: Problem) -> tuple[Violation, ...]:
    """Check a whole programme; placements of activities that are gone are passed over."""
    placed = tuple(p for p in programme if p.id in problem.activities)
    return tuple(found for check in CHECKS.values() for found in check(placed, problem))


def _clashes(
    programme: Programme, keys_of: Callable[[Placement], Iterable[object]]
) -> Iterator[tuple[Placement, Placement, object]]:
    """Yield each pair that shares a key at the same time, once."""
    users: defaultdict[object, list[Placement]] = defaultdict(list)
    for placement in programme:
        for key in keys_of(placement):
            users[key].append(placement)
    for key, sharing in users.items():
        for first, second in combinations(sorted(sharing, key=lambda p: (p.slot, str(p.id))), 2):
            if first.slot.overlaps(second.slot):
                yield first, second, key


def _pair(first: Placement, second: Placement, problem: Problem) -> dict[str, Fact]:
    return {
        "first": problem.activities[first.id].title,
        "second": problem.activities[second.id].title,
        "hour": f"{second.slot.wall_time:%H:%M}",
        "day": second.slot.wall_date,
    }


@checks(Constraint.ROOM_IS_FREE)
def _room_is_taken_twice(programme: Programme, problem: Problem) -> Iterator[Violation]:
    for first, second, _ in _clashes(programme, lambda placement: [placement.room]):
        room = problem.period.room(first.room)
        yield Violation(
            constraint=Constraint.ROOM_IS_FREE,
            activities=(first.id, second.id),
            facts={**_pair(first, second, problem), "room": room.name if room else ""},
        )


@checks(Constraint.PARTY_IS_NOT_IN_TWO_PLACES)
def _party_sits_in_two_rooms(programme: Programme, problem: Problem) -> Iterator[Violation]:
    def parties(placement: Placement) -> Iterable[object]:
        return problem.activities[placement.id].parties

    for first, second, party in _clashes(programme, parties):
        key = str(party)
        yield Violation(
            constraint=Constraint.PARTY_IS_NOT_IN_TWO_PLACES,
            activities=(first.id, second.id),
            facts={
                **_pair(first, second, problem),
                "party": "" if key.startswith("state:") else key,
                "state": key.removeprefix("state:") if key.startswith("state:") else "",
            },
        )


@checks(Constraint.MEMBER_IS_NOT_IN_TWO_PLACES)
def _member_sits_in_two_rooms(programme: Programme, problem: Problem) -> Iterator[Violation]:
    for first, second, member in _clashes(programme, lambda placement: placement.panel):
        known = problem.members.get(member)  # type: ignore[call-overload]
        yield Violation(
            constraint=Constraint.MEMBER_IS_NOT_IN_TWO_PLACES,
            activities=(first.id, second.id),
            facts={**_pair(first, second, problem), "member": known.name if known else ""},
        )


def _alone(placement: Placement, problem: Problem, **facts: Fact) -> dict[str, Fact]:
    slot = placement.slot
    return {
        "first": problem.activities[placement.id].title,
        "day": slot.wall_date,
        "hour": f"{slot.wall_time:%H:%M}",
        **facts,
    }


@checks(Constraint.WITHIN_THE_PERIOD)
def _outside_the_period(programme: Programme, problem: Problem) -> Iterator[Violation]:
    for placement in programme:
        day = placement.slot.wall_date
        place = problem.period.place_of_room(placement.room)
        if place is None or not place.opens <= day <= place.closes:
            yield Violation(
                constraint=Constraint.WITHIN_THE_PERIOD,
                activities=(placement.id,),
                facts=_alone(
                    placement,
                    problem,
                    opens=place.opens if place else problem.period.opens,
                    closes=place.closes if place else problem.period.closes,
                ),
            )


@checks(Constraint.WITHIN_HEARING_HOURS)
def _outside_hearing_hours(programme: Programme, problem: Problem) -> Iterator[Violation]:
    for placement in programme:
        place = problem.period.place_of_room(placement.room)
        if place is not None and not _within_hours(placement, place):
            yield Violation(
                constraint=Constraint.WITHIN_HEARING_HOURS,
                activities=(placement.id,),
                facts=_alone(
                    placement,
                    problem,
                    opens=f"{place.day_starts:%H:%M}",
                    closes=f"{place.day_ends:%H:%M}",
                ),
            )


def _within_hours(placement: Placement, place: PeriodPlace) -> bool:
    start: datetime = placement.slot.start_in(place.zone)
    end: datetime = placement.slot.end_in(place.zone)
    return (
        start.date() == end.date()
        and start.time() >= place.day_starts
        and (end.time() <= place.day_ends)
    )


@checks(Constraint.ROOM_TAKES_PRIVATE_HEARINGS)
def _private_in_an_open_room(programme: Programme, problem: Problem) -> Iterator[Violation]:
    for placement in programme:
        room = problem.period.room(placement.room)
        if room and not room.private_allowed and problem.activities[placement.id].is_private:
            yield Violation(
                constraint=Constraint.ROOM_TAKES_PRIVATE_HEARINGS,
                activities=(placement.id,),
                facts=_alone(placement, problem, room=room.name),
            )


@checks(Constraint.PANEL_IS_IN_OFFICE)
def _panel_member_out_of_office(programme: Programme, problem: Problem) -> Iterator[Violation]:
    for placement in programme:
        for member in _panel(placement, problem):
            if not member.in_office(placement.slot.wall_date):
                yield Violation(
                    constraint=Constraint.PANEL_IS_IN_OFFICE,
                    activities=(placement.id,),
                    facts=_alone(placement, problem, member=member.name),
                )


@checks(Constraint.PANEL_TAKES_PART)
def _panel_member_takes_no_part(programme: Programme, problem: Problem) -> Iterator[Violation]:
    for placement in programme:
        for member in _panel(placement, problem):
            if not may_sit(member, problem.activities[placement.id], problem.recusals):
                yield Violation(
                    constraint=Constraint.PANEL_TAKES_PART,
                    activities=(placement.id,),
                    facts=_alone(
                        placement,
                        problem,
                        member=member.name,
                        states=problem.activities[placement.id].states,
                    ),
                )


def may_sit(member: Member, activity: Activity, recusals: Iterable[Recusal]) -> bool:
    """Whether a member may take part in a matter (Arts. 17.2.a, 17.2.b, 17.3-4)."""
    own = tuple(recusal for recusal in recusals if recusal.activity == activity.id)
    findings = (
        member_takes_part(member=member, states=activity.states),
        member_is_not_recused(member=member, recusals=own),
    )
    return all(finding.verdict is not Verdict.BREACHED for finding in findings)


def _panel(placement: Placement, problem: Problem) -> Iterator[Member]:
    return (problem.members[m] for m in placement.panel if m in problem.members)

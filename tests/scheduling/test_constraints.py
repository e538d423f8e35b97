"""Each constraint: a programme that keeps it, and one that breaks it and nothing else."""

from dataclasses import replace
from datetime import date, time
from uuid import UUID, uuid4

import pytest

from convoca.domain.identifiers import StateCode
from convoca.domain.member import Term, Tie
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.domain.programme import ActivityKind, Placement, Recusal
from convoca.domain.slot import Slot
from convoca.scheduling.constraints import (
    CHECKS,
    Activity,
    Constraint,
    Problem,
    may_sit,
    violations,
)
from support.builders import MX, OTHER_ROOM, ROOM, a_member, a_period

FIRST, SECOND = uuid4(), uuid4()
PERIOD = a_period()
MEMBER = a_member("Example Member", "CO")
NATIONAL = a_member("Example National", "MX")


def a_problem(
    period: PeriodOfSessions = PERIOD, recusals: tuple[Recusal, ...] = (), **changes: object
) -> Problem:
    first = Activity(id=FIRST, title="First", minutes=60, states=(MX,), parties=("state:MX", "a"))
    second = Activity(id=SECOND, title="Second", minutes=60, parties=("state:PE", "b"))
    return Problem(
        period=period,
        activities={FIRST: replace(first, **changes), SECOND: second},  # type: ignore[arg-type]
        members={member.id: member for member in (MEMBER, NATIONAL)},
        recusals=recusals,
    )


def placed(activity: UUID, hour: time = time(9), **changes: object) -> Placement:
    values: dict[str, object] = {
        "id": activity,
        "period": PERIOD.id,
        "kind": ActivityKind.HEARING,
        "slot": Slot.local(date(2027, 3, 8), hour, minutes=60, zone="America/New_York"),
        "room": ROOM if activity == FIRST else OTHER_ROOM,
    }
    return Placement(**{**values, **changes})  # type: ignore[arg-type]


def broken(problem: Problem, *programme: Placement) -> list[Constraint]:
    return [violation.constraint for violation in violations(programme, problem)]


def test_every_constraint_has_its_check() -> None:
    assert set(CHECKS) == set(Constraint)


def test_a_lawful_programme_breaks_nothing() -> None:
    programme = (placed(FIRST, panel=(MEMBER.id,)), placed(SECOND, time(10), panel=(MEMBER.id,)))
    assert broken(a_problem(), *programme) == []


def test_a_room_holds_one_activity_at_a_time() -> None:
    assert broken(a_problem(), placed(FIRST), placed(SECOND, room=ROOM)) == ["room_is_free"]
    assert broken(a_problem(), placed(FIRST), placed(SECOND, time(10), room=ROOM)) == []
    assert broken(a_problem(), placed(FIRST), placed(SECOND, time(9, 59), room=ROOM)) == [
        "room_is_free"
    ]


@pytest.mark.parametrize("party", ["state:PE", "b"])
def test_a_party_sits_in_one_room_at_a_time(party: str) -> None:
    problem = a_problem(parties=(party,))
    assert broken(problem, placed(FIRST), placed(SECOND)) == ["party_is_not_in_two_places"]
    assert broken(problem, placed(FIRST), placed(SECOND, time(10))) == []


def test_a_member_sits_in_one_room_at_a_time() -> None:
    panel = (MEMBER.id,)
    programme = (placed(FIRST, panel=panel), placed(SECOND, panel=panel))
    assert broken(a_problem(), *programme) == ["member_is_not_in_two_places"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 2, 28), ["within_the_period"]),
        (date(2027, 3, 1), []),
        (date(2027, 3, 12), []),
        (date(2027, 3, 13), ["within_the_period"]),
    ],
)
def test_an_activity_is_within_the_days_of_its_place(day: date, expected: list[str]) -> None:
    slot = Slot.local(day, time(9), minutes=60, zone="America/New_York")
    assert broken(a_problem(), placed(FIRST, slot=slot)) == expected


def test_a_room_that_no_place_has_is_outside_the_period() -> None:
    assert broken(a_problem(), placed(FIRST, room=uuid4())) == ["within_the_period"]


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (time(8, 59), ["within_hearing_hours"]),
        (time(9), []),
        (time(17), []),
        (time(17, 1), ["within_hearing_hours"]),
        (time(23, 30), ["within_hearing_hours"]),
    ],
)
def test_hearing_hours_are_usual(hour: time, expected: list[str]) -> None:
    assert broken(a_problem(), placed(FIRST, hour)) == expected


def test_a_private_hearing_needs_a_room_that_takes_one() -> None:
    place = PERIOD.places[0]
    open_room = replace(place.rooms[0], private_allowed=False)
    period = replace(PERIOD, places=(replace(place, rooms=(open_room, place.rooms[1])),))
    assert broken(a_problem(period, is_private=True), placed(FIRST)) == [
        "room_takes_private_hearings"
    ]
    assert broken(a_problem(period), placed(FIRST)) == []


def test_a_member_whose_term_ended_does_not_sit() -> None:
    ended = replace(MEMBER, terms=(Term(starts=date(2020, 1, 1), ends=date(2027, 3, 7)),))
    problem = replace(a_problem(), members={MEMBER.id: ended})
    assert broken(problem, placed(FIRST, panel=(MEMBER.id,))) == ["panel_is_in_office"]


def test_a_national_does_not_sit() -> None:
    assert broken(a_problem(), placed(FIRST, panel=(NATIONAL.id,))) == ["panel_takes_part"]
    assert broken(a_problem(), placed(SECOND, panel=(NATIONAL.id,))) == []


def test_who_was_accredited_to_the_state_does_not_sit() -> None:
    accredited = replace(MEMBER, ties=(Tie(state=StateCode("MX")),))
    problem = replace(a_problem(), members={MEMBER.id: accredited})
    assert broken(problem, placed(FIRST, panel=(MEMBER.id,))) == ["panel_takes_part"]


@pytest.mark.parametrize(
    ("upheld", "expected"), [(True, ["panel_takes_part"]), (None, []), (False, [])]
)
def test_an_upheld_recusal_keeps_a_member_away(upheld: bool | None, expected: list[str]) -> None:
    recusal = Recusal(
        id=uuid4(), member=MEMBER.id, activity=FIRST, ground="Example ground", upheld=upheld
    )
    problem = a_problem(recusals=(recusal,))
    assert broken(problem, placed(FIRST, panel=(MEMBER.id,))) == expected
    assert may_sit(MEMBER, problem.activities[FIRST], problem.recusals) is (expected == [])
    assert may_sit(MEMBER, problem.activities[SECOND], problem.recusals)


def test_what_was_cancelled_disturbs_nobody() -> None:
    problem = a_problem()
    del problem.activities[SECOND]
    assert broken(problem, placed(FIRST), placed(SECOND, room=ROOM)) == []


def test_permuted_placements_break_the_same() -> None:
    programme = [placed(FIRST, panel=(NATIONAL.id,)), placed(SECOND, room=ROOM)]
    forward = violations(programme, a_problem())
    assert violations(programme[::-1], a_problem()) == forward

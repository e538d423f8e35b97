"""For each constraint a small problem and a programme that breaks it and nothing else."""

from dataclasses import replace

from convoca.scheduling.constraints import Constraint
from convoca.scheduling.problem import (
    Closure,
    Member,
    Party,
    Pin,
    Problem,
    Programme,
    Room,
)
from support.timetables import GRID, a_problem, an_event, at

Case = tuple[Problem, Programme]


def of_first(**changes: object) -> Problem:
    return a_problem(an_event("first", **changes), an_event("second"))


def with_room(**changes: object) -> Problem:
    return a_problem(rooms=(Room(id="A", **changes), Room(id="B")))  # type: ignore[arg-type]


def with_member(**changes: object) -> Problem:
    return a_problem(members=(Member(id="m1", **changes),))  # type: ignore[arg-type]


#: Two hearings one after the other in room A: from 9:00 to 10:00 and from 10:00 to 11:00.
LAWFUL = {"first": at(0), "second": at(2)}

BREAKING: dict[Constraint, Case] = {
    Constraint.EVENT_IS_PLACED: (a_problem(), {"first": at(0)}),
    Constraint.EVENT_IS_KNOWN: (a_problem(), {**LAWFUL, "other": at(5)}),
    Constraint.ROOM_IS_KNOWN: (a_problem(), {**LAWFUL, "first": at(0, "Z")}),
    Constraint.WITHIN_THE_PERIOD: (a_problem(), {**LAWFUL, "first": at(20)}),
    Constraint.WITHIN_HEARING_HOURS: (a_problem(), {**LAWFUL, "first": at(7)}),
    Constraint.START_IS_ON_THE_GRID: (
        a_problem(grid=replace(GRID, step=2)),
        {**LAWFUL, "first": at(5)},
    ),
    Constraint.DAY_IS_ALLOWED: (of_first(days=frozenset({1})), LAWFUL),
    Constraint.NOTICE_HAS_RUN: (of_first(earliest_day=1), LAWFUL),
    Constraint.ROOM_IS_FREE: (a_problem(), {**LAWFUL, "second": at(1)}),
    Constraint.ROOM_HAS_TURNAROUND: (a_problem(turnaround=1), LAWFUL),
    Constraint.ROOM_IS_OPEN: (with_room(closures=(Closure(span=(1, 2)),)), LAWFUL),
    Constraint.ROOM_IS_NOT_HELD: (
        with_room(closures=(Closure(span=(1, 2), is_hold=True),)),
        LAWFUL,
    ),
    Constraint.ROOM_SEATS_EVERYBODY: (of_first(attendance=51), LAWFUL),
    Constraint.ROOM_HAS_THE_LANGUAGES: (
        a_problem(
            an_event("first", languages=frozenset({"es", "fr"})),
            rooms=(Room(id="A", languages=frozenset({"es"})),),
        ),
        {"first": at(0)},
    ),
    Constraint.ROOM_TAKES_PRIVATE_HEARINGS: (
        a_problem(an_event("first", is_private=True), rooms=(Room(id="A", private_allowed=False),)),
        {"first": at(0)},
    ),
    Constraint.PARTY_IS_NOT_IN_TWO_PLACES: (
        a_problem(an_event("first", parties=("org",)), an_event("second", parties=("org",))),
        {"first": at(0), "second": at(1, "B")},
    ),
    Constraint.PARTY_IS_AVAILABLE: (
        a_problem(
            an_event("first", parties=("org",)), parties=(Party(id="org", unavailable=((1, 2),)),)
        ),
        {"first": at(0)},
    ),
    Constraint.MEMBER_IS_NOT_IN_TWO_PLACES: (
        a_problem(),
        {"first": at(0, "A", "m1", "m2"), "second": at(1, "B", "m2")},
    ),
    Constraint.MEMBER_IS_AVAILABLE: (
        with_member(unavailable=((1, 2),)),
        {**LAWFUL, "first": at(0, "A", "m1")},
    ),
    Constraint.MEMBER_SITS_ONCE: (a_problem(), {**LAWFUL, "first": at(0, "A", "m1", "m1")}),
    Constraint.PANEL_IS_IN_OFFICE: (
        with_member(out_of_office=((0, 10),)),
        {**LAWFUL, "first": at(0, "A", "m1")},
    ),
    Constraint.PANEL_TAKES_PART: (of_first(states=("MX",)), {**LAWFUL, "first": at(0, "A", "m1")}),
    Constraint.PANEL_IS_OF_THE_WORKING_GROUP: (
        of_first(group=("m2", "m3")),
        {**LAWFUL, "first": at(0, "A", "m1")},
    ),
    Constraint.PANEL_IS_A_QUORUM: (of_first(quorum=2), {**LAWFUL, "first": at(0, "A", "m1")}),
    Constraint.INTERPRETERS_SUFFICE: (
        a_problem(
            an_event("first", languages=frozenset({"fr"})),
            an_event("second", languages=frozenset({"fr"})),
            teams={"fr": (1, 2)},
        ),
        {"first": at(0), "second": at(1, "B")},
    ),
    Constraint.PIN_IS_KEPT: (of_first(pin=Pin(start=0, room="B")), LAWFUL),
    Constraint.PAST_STAYS: (
        a_problem(baseline={"first": at(0, "A", "m1")}, frozen_before=1),
        {**LAWFUL, "first": at(0)},
    ),
}

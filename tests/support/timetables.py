"""Small timetabling problems, lawful unless a test says otherwise, and any that chance may make."""

from dataclasses import replace
from datetime import date, time

from hypothesis import strategies as st

from convoca.scheduling.problem import (
    Assignment,
    Closure,
    Event,
    Member,
    Mode,
    Objective,
    Party,
    PartyKind,
    Pin,
    Problem,
    Programme,
    Room,
    TimeGrid,
    Wishes,
)

#: Two days from 9 to 13 in half hours; between the days lie two grains that are night.
GRID = TimeGrid(
    days=(date(2027, 3, 8), date(2027, 3, 9)),
    opens=time(9),
    grain_minutes=30,
    grains_per_day=8,
    stride=10,
)
STATES = ("MX", "PE", "CO")


def a_problem(*events: Event, **changes: object) -> Problem:
    """Two rooms, five members and three parties; without events, two hearings of an hour."""
    values: dict[str, object] = {
        "grid": GRID,
        "rooms": (Room(id="A", capacity=50), Room(id="B", capacity=20)),
        "members": tuple(
            Member(id=f"m{n}", national_of=state)
            for n, state in enumerate((*STATES, "CL", "BR"), start=1)
        ),
        "parties": (
            Party(id="state:MX", name="Mexico", kind=PartyKind.STATE),
            Party(id="org", name="Example Organisation"),
            Party(id="person", name="Example Witness", kind=PartyKind.PERSON),
        ),
        "events": events or (an_event("first"), an_event("second")),
        "turnaround": 0,
    }
    return Problem(**{**values, **changes})  # type: ignore[arg-type]


def an_event(name: str, **changes: object) -> Event:
    return replace(Event(id=name, duration=2), **changes)  # type: ignore[arg-type]


def at(start: int, room: str = "A", *panel: str) -> Assignment:
    return Assignment(start=start, room=room, panel=panel)


def _spans() -> st.SearchStrategy[tuple[tuple[int, int], ...]]:
    span = st.tuples(st.integers(-1, 18), st.integers(1, 6)).map(lambda s: (s[0], s[0] + s[1]))
    return st.lists(span, max_size=1).map(tuple)


def _some(*of: str, most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), unique=True, max_size=most).map(tuple)


_ROOM = st.builds(
    Room,
    id=st.just("-"),
    capacity=st.sampled_from([None, 10, 50]),
    private_allowed=st.booleans(),
    languages=st.sampled_from([None, frozenset({"es"}), frozenset({"es", "fr"})]),
    closures=st.lists(
        st.builds(
            Closure,
            span=st.tuples(st.integers(0, 12), st.just(14)),
            is_hold=st.booleans(),
        ),
        max_size=1,
    ).map(tuple),
    open=st.sampled_from([None, ((0, 4), (10, 18)), ((2, 8),)]),
)
_MEMBER = st.builds(
    Member,
    id=st.just("-"),
    national_of=st.sampled_from([None, *STATES]),
    unavailable=_spans(),
    out_of_office=st.sampled_from([(), (), ((10, 20),)]),
)
_PARTY = st.builds(
    Party, id=st.just("-"), kind=st.sampled_from(list(PartyKind)), unavailable=_spans()
)
_EVENT = st.builds(
    Event,
    id=st.just("-"),
    duration=st.integers(1, 3),
    parties=_some("p0", "p1", "p2"),
    states=_some(*STATES),
    quorum=st.integers(0, 3),
    mode=st.sampled_from(list(Mode)),
    group=st.sampled_from([(), (), ("c0", "c1")]),
    recused=_some("c0", "c2", most=1),
    rapporteurs=_some("c0", "c1"),
    languages=st.sampled_from([frozenset(), frozenset({"es"}), frozenset({"fr", "es"})]),
    is_private=st.booleans(),
    attendance=st.sampled_from([0, 30]),
    is_priority=st.booleans(),
    topic=st.sampled_from(["", "water", "land"]),
    earliest_day=st.sampled_from([0, 0, 1]),
    days=st.sampled_from([None, None, frozenset({0}), frozenset({1})]),
    remote_offsets=st.sampled_from([(), (5.0,), (-3.0, 2.5)]),
    pin=st.sampled_from([None, None, None, Pin(start=2, room="r0"), Pin(start=12, room="r1")]),
)
_ASSIGNMENT = st.builds(
    Assignment,
    start=st.one_of(st.integers(0, 6), st.integers(-2, 26)),
    room=st.sampled_from(["r0", "r0", "r0", "r1", "elsewhere"]),
    panel=st.lists(st.sampled_from(["c0", "c1", "c2", "nobody"]), max_size=3).map(tuple),
)
_WISHES = st.builds(
    Wishes,
    weights=st.dictionaries(st.sampled_from(list(Objective)), st.integers(0, 9)),
    lunch=st.sampled_from([(4, 6), (2, 3)]),
    prime=st.sampled_from([(0, 4), (3, 7)]),
    load_per_day=st.integers(0, 5),
    topics=st.sampled_from([{}, {"water": "spread", "land": "group"}]),
)


@st.composite
def problems(draw: st.DrawFn, *, most_events: int = 4) -> Problem:
    """Any small problem: much of it may be impossible."""
    events = draw(st.lists(_EVENT, min_size=2, max_size=most_events))
    named = tuple(replace(event, id=f"e{n}") for n, event in enumerate(events))
    return Problem(
        grid=draw(st.sampled_from([GRID, replace(GRID, step=2), _around_the_clock()])),
        rooms=tuple(replace(draw(_ROOM), id=f"r{n}") for n in range(2)),
        members=tuple(replace(draw(_MEMBER), id=f"c{n}") for n in range(3)),
        parties=tuple(replace(draw(_PARTY), id=f"p{n}") for n in range(3)),
        events=named,
        teams=draw(st.sampled_from([{}, {"fr": (1, 0)}, {"es": (1, 2), "fr": (2, 1)}])),
        turnaround=draw(st.integers(0, 2)),
        wishes=draw(_WISHES),
        baseline=draw(_programmes(named)),
        frozen_before=draw(st.sampled_from([0, 0, 5])),
    )


def _around_the_clock() -> TimeGrid:
    """Return two days of 24 hours, so that an event may end on the next day."""
    return replace(GRID, opens=time(0), grain_minutes=60, grains_per_day=24, stride=24)


def _programmes(events: tuple[Event, ...]) -> st.SearchStrategy[Programme]:
    return st.fixed_dictionaries({}, optional={event.id: _ASSIGNMENT for event in events})


@st.composite
def drawn_programmes(draw: st.DrawFn) -> tuple[Problem, Programme]:
    """Any small problem, with any programme of it: places and panels may be nonsense."""
    problem = draw(problems())
    return problem, draw(_programmes(problem.events))


def gentle(problem: Problem) -> Problem:
    """Return a problem in which only time and members are scarce, so that many have a programme."""
    return replace(
        problem,
        baseline={},
        frozen_before=0,
        rooms=tuple(
            replace(room, capacity=None, private_allowed=True, languages=None, open=None)
            for room in problem.rooms
        ),
        members=tuple(replace(member, out_of_office=()) for member in problem.members),
        events=tuple(
            replace(
                event,
                duration=event.duration + 1,
                states=event.states[:1],
                group=(),
                quorum=min(event.quorum, 2),
                recused=(),
            )
            for event in problem.events
        ),
    )

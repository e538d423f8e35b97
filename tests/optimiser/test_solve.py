"""A plan is judged before it is given, says honestly how good it is, and can be had again."""

import pickle
from dataclasses import replace
from io import BytesIO

import pytest

from convoca.optimiser import campaign as campaigns
from convoca.optimiser.bounds import lower_bound
from convoca.optimiser.campaign import Campaign, WrongAnswer
from convoca.optimiser.messages import Found, GoOn, Ready, Task, send
from convoca.optimiser.solve import solve
from convoca.optimiser.worker import work
from convoca.scheduling.answers import Progress, Status
from convoca.scheduling.check import check
from convoca.scheduling.problem import Member, Party, PartyKind, Pin, Problem, Room, Wishes
from support.timetables import GRID, a_problem, an_event, at

DAYS = tuple(GRID.days[0].replace(day=day) for day in range(8, 13))


def a_period(hearings: int = 40) -> Problem:
    """Five days, two rooms and hearings that pull at each other: too many to be proven."""
    grid = replace(GRID, days=DAYS)
    return Problem(
        grid=grid,
        rooms=(Room(id="A"), Room(id="B")),
        members=tuple(Member(id=f"m{n}") for n in range(7)),
        parties=tuple(
            Party(id=f"p{n}", kind=PartyKind.STATE if n % 2 else PartyKind.ORGANISATION)
            for n in range(12)
        ),
        events=tuple(
            an_event(
                f"e{n}",
                duration=1 + n % 2,
                parties=(f"p{n % 12}", f"p{(5 * n + 1) % 12}"),
                quorum=4 if n % 3 == 0 else 3,
                rapporteurs=(f"m{n % 7}",),
            )
            for n in range(hearings)
        ),
        turnaround=0,
    )


def test_the_same_seed_workers_and_iterations_give_the_same_programme() -> None:
    first, second = (solve(a_period(), workers=2, seed=3, iterations=150) for _ in range(2))

    assert first.status is Status.FEASIBLE
    assert first.programme == second.programme
    assert check(a_period(), first.programme).cost == first.cost


def test_more_search_makes_it_cheaper() -> None:
    none, some = (solve(a_period(), workers=1, iterations=n) for n in (0, 500))

    assert some.cost is not None
    assert none.cost is not None
    assert some.bound <= some.cost < none.cost


def test_a_small_plan_is_proven_and_its_bound_is_its_cost() -> None:
    problem = a_problem(
        an_event("first", parties=("state:MX",), quorum=3),
        an_event("second", parties=("state:MX",), quorum=3, rapporteurs=("m2",)),
    )

    solution = solve(problem, time_limit=10, workers=1)

    assert solution.status is Status.OPTIMAL
    assert solution.cost == solution.bound
    assert solution.gap == 0


def test_what_cannot_be_is_said_with_evidence() -> None:
    problem = a_problem(an_event("first", attendance=1000), an_event("second"))

    solution = solve(problem, time_limit=1, workers=1)

    assert solution.status is Status.INFEASIBLE
    assert solution.evidence is not None
    assert solution.evidence.is_proof
    assert (solution.unplaced, solution.cost) == (("first",), None)
    assert set(solution.programme) == {"second"}


def test_a_programme_that_is_given_is_kept_where_it_is_good() -> None:
    problem = a_period()
    known = solve(problem, workers=1, iterations=400)

    again = solve(problem, workers=1, iterations=0, start=known.programme)

    assert again.programme == known.programme


def test_cancelling_gives_the_best_so_far_and_ends_the_workers() -> None:
    seen: list[Progress] = []

    solution = solve(
        a_period(), time_limit=60, workers=2, on_progress=seen.append, is_cancelled=lambda: True
    )

    assert solution.status is Status.FEASIBLE
    assert check(a_period(), solution.programme).is_feasible
    assert solution.elapsed_s < 10


def test_where_no_worker_can_live_the_search_goes_on_in_this_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")

    alone, together = (solve(a_period(), workers=n, seed=3, iterations=200) for n in (1, 2))

    assert together.programme == alone.programme


def test_progress_tells_how_the_best_becomes_better() -> None:
    seen: list[Progress] = []

    solution = solve(a_period(), workers=1, iterations=300, on_progress=seen.append)

    told = [progress.cost for progress in seen if progress.cost is not None]
    assert told == sorted(told, reverse=True)
    assert told[-1] == solution.cost
    assert solution.trace == tuple(seen)
    assert all(progress.events == 40 for progress in seen)


def test_a_programme_that_the_checker_finds_fault_with_is_not_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = a_problem(an_event("first"), an_event("second"))
    both = {"first": at(0), "second": at(1)}
    monkeypatch.setattr(campaigns, "programme_of", lambda *_: both)
    campaign = Campaign(problem, seed=1)
    campaign.begin(None)

    with pytest.raises(WrongAnswer, match="room_is_free"):
        campaign.solution()


def test_a_worker_answers_each_round_with_the_best_it_has() -> None:
    problem = a_period(12)
    asked, answered = BytesIO(), BytesIO()
    nothing = [None] * len(problem.events)
    send(asked, Task(problem=problem, places=nothing, seed=1, rounds=2, iterations=40))
    send(asked, GoOn(seconds=60))
    send(asked, GoOn(seconds=60))
    asked.seek(0)

    work(asked, answered)

    answered.seek(0)
    messages = []
    while answered.tell() < len(answered.getvalue()):
        messages.append(pickle.load(answered))
    assert messages[0] == Ready()
    first, second = (m for m in messages if isinstance(m, Found) and m.ends_round)
    assert (second.missing, second.cost) <= (first.missing, first.cost)
    assert first.missing == 0


def test_no_programme_costs_less_than_the_bound() -> None:
    """A State that comes on two days, a rapporteur who is never there, a lunch that cannot be avoided."""
    problem = a_problem(
        an_event("first", parties=("state:MX",), pin=Pin(start=2, room="A")),
        an_event("second", parties=("state:MX",), earliest_day=1, rapporteurs=("m1",)),
        members=(Member(id="m1", unavailable=((0, 20),)), Member(id="m2")),
        wishes=Wishes(lunch=(3, 4), load_per_day=8),
    )

    assert lower_bound(problem) == 10 + 8 + 3
    assert solve(problem, time_limit=5, workers=1).cost == 21

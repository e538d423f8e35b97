"""After a disruption, the least change to what was released."""

from dataclasses import replace

import pytest
from hypothesis import Phase, assume, given, settings

from convoca.optimiser import cp_sat
from convoca.optimiser.least_change import change_cost
from convoca.optimiser.repair import repair
from convoca.optimiser.witness import attempt
from convoca.scheduling.answers import Progress, Repair, Status
from convoca.scheduling.check import check
from convoca.scheduling.problem import Closure, Member, Problem, Programme
from support.exhaustive import programmes
from support.instances import are_here, instance
from support.timetables import a_problem, an_event, at, gentle, problems

RELEASED = {"first": at(0, "A", "m1", "m2"), "second": at(2, "A", "m1", "m3")}


def a_released_problem(**changes: object) -> Problem:
    return a_problem(an_event("first", quorum=2), an_event("second", quorum=2), **changes)


def closed(problem: Problem, room: str, *spans: tuple[int, int]) -> Problem:
    closures = tuple(Closure(span=span) for span in spans)
    rooms = (replace(r, closures=closures) if r.id == room else r for r in problem.rooms)
    return replace(problem, rooms=tuple(rooms))


def member_away(problem: Problem, member: str, *spans: tuple[int, int]) -> Problem:
    def changed(other: Member) -> Member:
        return replace(other, unavailable=(*other.unavailable, *spans))

    members = (changed(m) if m.id == member else m for m in problem.members)
    return replace(problem, members=tuple(members))


def moved(answer: Repair) -> set[str]:
    return {move.event for move in answer.moves}


def test_nothing_is_changed_where_nothing_was_hit():
    answer = repair(a_released_problem(), RELEASED, time_limit=10)

    assert (answer.hit, answer.moves, answer.change_cost, answer.proven) == ((), (), 0, True)
    assert answer.programme == RELEASED


def test_a_lost_room_moves_what_was_in_it_to_another_at_the_same_hour():
    problem = closed(a_released_problem(), "A", (0, 2))

    answer = repair(problem, RELEASED, time_limit=10)

    assert answer.hit == ("first",)
    assert moved(answer) == {"first"}
    assert answer.programme["first"] == at(0, "B", "m1", "m2")
    assert (answer.change_cost, answer.bound, answer.proven) == (5, 5, True)
    assert answer.status is Status.OPTIMAL


def test_a_member_who_falls_ill_is_replaced_on_the_panel():
    problem = member_away(a_released_problem(), "m1", (0, 18))

    answer = repair(problem, RELEASED, time_limit=10)

    assert answer.change_cost == 6
    assert {key: place.start for key, place in answer.programme.items()} == {
        "first": 0,
        "second": 2,
    }
    assert "m2" in answer.programme["first"].panel
    assert all(len(place.panel) == 2 for place in answer.programme.values())


def test_what_had_begun_stays_even_where_it_could_not_be_held_now():
    problem = replace(closed(a_released_problem(), "A", (0, 8)), frozen_before=1)

    answer = repair(problem, RELEASED, time_limit=10)

    assert answer.hit == ("second",)
    assert answer.programme["first"] == RELEASED["first"]
    assert answer.programme["second"].room == "B"


def test_what_is_no_longer_asked_for_is_dropped():
    problem = a_released_problem()
    problem = replace(problem, events=problem.events[1:])

    answer = repair(problem, RELEASED, time_limit=10)

    assert set(answer.programme) == {"second"}
    assert answer.moves == ()


def test_what_is_new_is_placed_without_touching_the_rest():
    problem = a_released_problem()
    problem = replace(problem, events=(*problem.events, an_event("third", quorum=2)))

    answer = repair(problem, RELEASED, time_limit=10)

    assert moved(answer) == {"third"}
    assert check(problem, answer.programme).is_feasible


def test_what_finds_no_place_any_more_is_left_out_with_the_reason():
    problem = closed(closed(a_released_problem(), "A", (0, 18)), "B", (0, 18))
    problem = replace(closed(problem, "A", (0, 2), (4, 18)), turnaround=0)

    answer = repair(problem, RELEASED, time_limit=10)

    assert len(answer.unplaced) == 1
    assert answer.status is Status.UNKNOWN
    assert answer.evidence is not None
    assert answer.evidence.certificates


def test_it_works_without_or_tools(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cp_sat, "is_installed", lambda: False)
    problem = closed(a_released_problem(), "A", (0, 2))

    answer = repair(problem, RELEASED, time_limit=10)

    assert (answer.change_cost, answer.proven) == (5, True)


def test_who_cancels_gets_the_first_answer():
    problem = closed(a_released_problem(), "A", (0, 2))

    answer = repair(problem, RELEASED, time_limit=10, is_cancelled=lambda: True)

    assert check(problem, answer.programme).is_feasible


@settings(max_examples=20, deadline=None, phases=(Phase.reuse, Phase.generate))
@given(problems(most_events=2).map(gentle))
def test_no_lawful_programme_changes_less_than_the_repair(problem: Problem):
    """Against looking at all of them: panels no larger than the quorum, as they were released."""
    released = next(programmes(problem), None)
    assume(released)
    disturbed = member_away(closed(problem, "r0", (0, 8)), "c0", (10, 14))
    disturbed = replace(disturbed, baseline=released)

    answer = repair(disturbed, released, time_limit=20, workers=1)

    lawful = [
        other for other in programmes(disturbed) if _moves(other, released) <= len(answer.hit)
    ]
    assume(lawful)
    assert not answer.unplaced
    assert answer.proven
    assert answer.change_cost == min(change_cost(disturbed, other) for other in lawful)


def _moves(programme: Programme, released: Programme) -> int:
    return sum(place.start != released[key].start for key, place in programme.items())


@are_here
def test_a_lost_day_of_a_member_moves_no_more_events_than_it_hit():
    problem = instance("h20n-s1")
    released = attempt(problem, time_limit=10).programme
    ill = member_away(problem, "C3", (40, 76))
    heard: list[Progress] = []

    answer = repair(ill, released, time_limit=12, workers=2, on_progress=heard.append)

    assert check(ill, answer.programme).is_feasible
    assert answer.proven
    assert _moves(answer.programme, released) <= len(answer.hit)
    assert heard[-1].cost == heard[-1].bound == answer.change_cost


def test_more_is_moved_where_nothing_less_gives_everything_a_place():
    """Two of three hearings have to make way for each other, and for a fourth that takes half a day."""
    events = (
        *(an_event(f"e{n}", duration=2, days=frozenset({0})) for n in range(2)),
        an_event("long", duration=4, days=frozenset({0})),
    )
    problem = a_problem(*events, rooms=a_problem().rooms[:1])
    released = {"e0": at(1, "A"), "e1": at(5, "A")}

    answer = repair(problem, released, time_limit=10)

    assert answer.unplaced == ()
    assert check(problem, answer.programme).is_feasible


def test_what_was_released_for_a_day_that_is_gone_is_moved_to_another():
    problem = a_released_problem()

    answer = repair(problem, {**RELEASED, "first": at(40, "A", "m1", "m2")}, time_limit=10)

    assert answer.hit == ("first",)
    assert check(problem, answer.programme).is_feasible
    assert answer.change_cost == 40


def test_what_was_released_to_a_room_and_a_member_that_are_gone_is_moved():
    problem = a_released_problem()
    released = {**RELEASED, "first": at(0, "elsewhere", "nobody", "m2")}

    answer = repair(problem, released, time_limit=10)

    assert answer.hit == ("first",)
    assert check(problem, answer.programme).is_feasible
    assert (answer.change_cost, answer.proven) == (8, True)


def test_interpreters_who_fall_ill_hit_every_hearing_of_their_day():
    """Their absence is one breach of the day, told at its first hour; the later ones are hit too."""
    french = frozenset({"fr"})
    problem = a_problem(
        an_event("early", languages=french),
        an_event("late", languages=french),
        an_event("next day", languages=french),
        teams={"fr": (0, 1)},
    )
    released = {"early": at(0, "A"), "late": at(4, "A"), "next day": at(10, "A")}

    answer = repair(problem, released, time_limit=10)

    assert answer.hit == ("early", "late")
    assert moved(answer) == {"early", "late"}
    assert check(problem, answer.programme).violations == ()

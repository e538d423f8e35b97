"""Why not everything can be placed: the smallest conflict, and cures that do what they say."""

from dataclasses import replace
from datetime import date

import pytest

from convoca.optimiser.conflict import keeping, smallest
from convoca.optimiser.explain import explain
from convoca.optimiser.obstacles import explain_event
from convoca.optimiser.witness import programme_of
from convoca.scheduling.answers import CertificateKind, CureKind, Explanation
from convoca.scheduling.check import check
from convoca.scheduling.problem import Pin, Problem
from support.instances import HAVE_NONE, are_here, instance
from support.timetables import a_problem, an_event, at


def away(problem: Problem, party: str, *spans: tuple[int, int]) -> Problem:
    parties = (
        replace(other, unavailable=spans) if other.id == party else other
        for other in problem.parties
    )
    return replace(problem, parties=tuple(parties))


def told(explanation: Explanation) -> dict[CureKind, list[dict[str, object]]]:
    cures: dict[CureKind, list[dict[str, object]]] = {}
    for cure in explanation.correction:
        cures.setdefault(cure.kind, []).append(dict(cure.facts))
    return cures


@pytest.mark.parametrize("wanted", [{7}, {0, 9}, {2, 3, 5, 8}, set(range(10))])
def test_the_smallest_conflict_is_found_whatever_its_size(wanted: set[int]):
    assert set(smallest(range(10), lambda kept: wanted <= set(kept))) == wanted


def test_of_two_conflicts_one_is_found_whole():
    found = smallest(range(10), lambda kept: {1, 6} <= set(kept) or {2, 7} <= set(kept))

    assert set(found) in ({1, 6}, {2, 7})


def test_nothing_is_said_of_a_problem_that_has_a_programme():
    answer = explain(a_problem(), time_limit=10)

    assert replace(answer, elapsed_s=0.0) == Explanation()


def test_notice_against_a_party_that_leaves_names_both_and_what_would_help():
    event = an_event("one", title="One", parties=("org",), earliest_day=1)
    problem = away(a_problem(event, an_event("two")), "org", (10, 18))

    answer = explain(problem, time_limit=10)

    assert {str(need) for need in answer.conflict} == {"notice:one", "availability:org"}
    assert answer.verified
    assert told(answer) == {
        CureKind.LEAVE_OUT: [{}],
        CureKind.SHORTER_NOTICE: [{"event": "One", "day": date(2027, 3, 8)}],
        CureKind.OTHER_AVAILABILITY: [
            {"party": "Example Organisation", "event": "One", "day": date(2027, 3, 9)}
        ],
    }


def test_too_few_members_because_some_are_away_names_each_who_could_come():
    problem = a_problem(an_event("one", quorum=4, days=frozenset({0})))
    members = tuple(
        replace(member, unavailable=((0, 8),)) if member.id in {"m1", "m2"} else member
        for member in problem.members
    )

    answer = explain(replace(problem, members=members), time_limit=10)

    assert {str(need) for need in answer.conflict} == {
        "quorum:one",
        "days:one",
        "absence:m1",
        "absence:m2",
    }
    assert answer.verified
    assert told(answer)[CureKind.ONE_MORE_MEMBER] == [{"member": "m1"}, {"member": "m2"}]


def test_too_much_for_the_interpreters_wants_a_team_more_on_either_day():
    events = tuple(an_event(f"e{n}", duration=3, languages=frozenset({"fr"})) for n in range(3))
    problem = a_problem(*events, teams={"fr": (1, 0)})

    answer = explain(problem, time_limit=10)

    assert answer.verified
    cures = told(answer)
    assert cures[CureKind.ONE_MORE_TEAM] == [
        {"language": "fr", "day": date(2027, 3, 8)},
        {"language": "fr", "day": date(2027, 3, 9)},
    ]
    (left_out,) = [cure for cure in answer.correction if cure.kind is CureKind.LEAVE_OUT]
    assert (set(left_out.events), left_out.count) == ({"e0", "e1", "e2"}, 1)


def test_what_no_count_shows_is_proven_and_its_events_are_named():
    """A party's three hearings of five grains need fifteen of sixteen, but no day has room for two."""
    hearings = tuple(an_event(f"e{n}", parties=("org",), duration=5) for n in range(3))
    others = tuple(an_event(f"o{n}") for n in range(2))

    answer = explain(a_problem(*hearings, *others), time_limit=20)

    assert answer.certificates == ()
    assert set(answer.events) == {"e0", "e1", "e2"}
    assert answer.is_proof
    (left_out,) = answer.correction
    assert left_out.count == 1
    assert set(left_out.events) < {"e0", "e1", "e2"}


def test_a_pin_that_stands_in_the_way_can_be_lifted():
    first = an_event("one", title="One", pin=Pin(start=2, room="A"))
    second = an_event("two", title="Two", pin=Pin(start=3, room="A"))

    answer = explain(a_problem(first, second), time_limit=10)

    assert {str(need) for need in answer.conflict} == {"pin:one", "pin:two"}
    assert told(answer)[CureKind.LIFT_PIN] == [{"event": "One"}, {"event": "Two"}]


@are_here
@pytest.mark.parametrize("name", HAVE_NONE)
def test_of_an_instance_every_conflict_is_minimal_and_every_cure_of_one_event_works(name: str):
    problem = instance(name)

    answer = explain(problem, time_limit=15)

    assert answer.is_proof
    assert answer.verified
    assert answer.correction
    logical = (c for c in answer.certificates if c.kind is not CertificateKind.TOO_MUCH)
    events = next((set(certificate.events) for certificate in logical), set())
    concerned = replace(problem, events=tuple(e for e in problem.events if e.id in events))
    for need in answer.conflict:
        rest = [other for other in answer.conflict if other != need]
        assert programme_of(keeping(concerned, rest), time_limit=5)


def test_keeping_nothing_frees_everything():
    bound = an_event("one", quorum=5, states=("MX",), pin=Pin(start=99, room="A"), earliest_day=1)

    (free,) = keeping(a_problem(bound), ()).events

    assert (free.quorum, free.states, free.pin, free.earliest_day) == (0, (), None, 0)


def test_an_event_that_has_a_place_needs_no_explanation():
    answer = explain_event(a_problem(), {"first": at(0, "A")}, "second")

    assert replace(answer, elapsed_s=0.0) == Explanation()


def a_full_day() -> tuple[Problem, dict[str, object]]:
    """One room on one day: hearings at 9:00 and 11:30, so that two hours fit nowhere between them."""
    rooms = a_problem().rooms[:1]
    day = frozenset({0})
    events = (
        an_event("early", title="Early", duration=2, days=day),
        an_event("late", title="Late", duration=2, days=day),
        an_event("long", title="Long", duration=4, days=day),
    )
    return a_problem(*events, rooms=rooms), {"early": at(0), "late": at(5)}


def test_placed_events_that_stand_in_the_way_are_named_and_one_that_can_move():
    problem, programme = a_full_day()

    answer = explain_event(problem, programme, "long")

    assert {str(need) for need in answer.conflict} == {"placed:early", "placed:late"}
    (move,) = answer.correction
    assert (move.kind, move.events, move.facts["room"]) == (CureKind.MOVE, ("late",), "A")


def test_no_move_is_proposed_where_another_is_in_the_same_room_already():
    events = (an_event("sits"), an_event("sits too"), an_event("asked", pin=Pin(start=0, room="A")))
    both = {"sits": at(0), "sits too": at(0)}

    answer = explain_event(a_problem(*events), both, "asked")

    assert CureKind.MOVE not in told(answer)
    alone = explain_event(a_problem(*events), {"sits": at(0)}, "asked")
    assert CureKind.MOVE in told(alone)


def test_the_move_that_is_proposed_makes_a_place():
    problem, programme = a_full_day()

    for cure in explain_event(problem, programme, "long").correction:
        others = {key: place for key, place in programme.items() if key not in cure.events}
        hour = str(cure.facts["hour"])
        start = (int(hour[:2]) - 9) * 2 + int(hour[3:]) // 30
        moved = {**others, cure.events[0]: at(start)}
        assert any(check(problem, {**moved, "long": at(other)}).is_feasible for other in range(8))


def test_an_event_that_has_no_place_even_alone_says_why():
    problem = away(a_problem(an_event("one", parties=("org",))), "org", (0, 18))

    answer = explain_event(problem, {}, "one")

    assert [str(need) for need in answer.conflict] == ["availability:org"]
    assert answer.certificates

"""Proofs that a person can check: none against a problem that has a programme, one for every usual contradiction."""

import time
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convoca.optimiser.certificates import certificates
from convoca.scheduling.answers import CertificateKind
from convoca.scheduling.problem import Member, Pin, Problem
from support.contradictions import CONTRADICTIONS
from support.exhaustive import has_programme
from support.instances import HAVE_NONE, HAVE_PROGRAMMES, are_here, instance
from support.timetables import a_problem, an_event, gentle, problems

SEVEN = tuple(Member(id=f"m{n}") for n in range(7))


def kinds(problem: Problem) -> list[CertificateKind]:
    return [certificate.kind for certificate in certificates(problem)]


@settings(max_examples=150, deadline=None)
@given(st.one_of(problems(most_events=3), problems(most_events=4).map(gentle)))
def test_a_problem_with_a_programme_is_never_accused(problem: Problem):
    if certificates(problem):
        assert not has_programme(problem)


@are_here
@pytest.mark.parametrize("name", HAVE_PROGRAMMES)
def test_an_instance_with_a_programme_is_never_accused(name: str):
    begun = time.process_time()
    assert certificates(instance(name)) == ()
    assert time.process_time() - begun < 0.2


@are_here
@pytest.mark.parametrize("name", HAVE_NONE)
def test_an_instance_without_a_programme_is_named(name: str):
    assert certificates(instance(name))


@are_here
@pytest.mark.parametrize("kind", CONTRADICTIONS)
@pytest.mark.parametrize("name", ["h20n-s1", "h60t-s1", "h150n-s1"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_usual_contradiction_is_named(name: str, kind: str, seed: int):
    assert certificates(CONTRADICTIONS[kind](instance(name), Random(seed)))


def test_an_event_whose_party_never_comes_names_the_party_alone():
    problem = a_problem(an_event("one", title="One", parties=("org",), earliest_day=1))
    away = replace(problem.party["org"], unavailable=((0, 20),))
    parties = tuple(away if party.id == "org" else party for party in problem.parties)

    (certificate,) = certificates(replace(problem, parties=parties))

    assert certificate.kind is CertificateKind.NO_WINDOW
    assert certificate.events == ("one",)
    assert certificate.facts == {"event": "One", "minutes": 60, "causes": ("availability:org",)}


def test_an_event_that_no_room_suits_names_the_rooms():
    (certificate,) = certificates(a_problem(an_event("one", attendance=60)))

    assert certificate.kind is CertificateKind.NO_ROOM
    assert certificate.facts["causes"] == ("room:A", "room:B")


def test_an_event_for_which_too_few_may_sit_has_no_quorum():
    problem = a_problem(an_event("one", quorum=4, states=("MX", "PE")))

    (certificate,) = certificates(problem)

    assert certificate.kind is CertificateKind.NO_QUORUM
    assert (certificate.facts["quorum"], certificate.facts["may_sit"]) == (4, 3)


def test_an_event_on_a_day_without_interpreters_names_the_language():
    event = an_event("one", languages=frozenset({"fr"}), earliest_day=1)

    (certificate,) = certificates(a_problem(event, teams={"fr": (2, 0)}))

    assert certificate.kind is CertificateKind.NO_INTERPRETERS
    assert certificate.facts["languages"] == ("fr",)


def test_two_pins_in_one_room_clash_with_their_hour():
    first = an_event("one", pin=Pin(start=2, room="A"))
    second = an_event("two", pin=Pin(start=3, room="A"))

    found = certificates(a_problem(first, second))

    assert found[0].kind is CertificateKind.PINS_CLASH
    assert found[0].facts["resource"] == "room"
    assert (found[0].facts["day"], found[0].facts["hour"]) == (date(2027, 3, 8), "10:30")


def test_two_pinned_quorums_of_four_need_eight_of_seven_members():
    events = (
        an_event("one", quorum=4, pin=Pin(start=2, room="A")),
        an_event("two", quorum=4, pin=Pin(start=2, room="B")),
    )

    found = certificates(a_problem(*events, members=SEVEN))

    assert [certificate.kind for certificate in found] == [CertificateKind.PINS_QUORUM]
    assert (found[0].facts["members_needed"], found[0].facts["members_present"]) == (8, 7)


@pytest.mark.parametrize(
    ("quorum", "events", "expected"),
    [
        pytest.param(4, 8, [], id="eight-hours-of-plenary-in-eight"),
        pytest.param(4, 9, [CertificateKind.TOO_MUCH], id="nine-hours-of-plenary-in-eight"),
        pytest.param(3, 9, [], id="two-working-groups-sit-at-once"),
    ],
)
def test_plenary_matters_exclude_each_other(quorum: int, events: int, expected: list[str]):
    """Two quorums of four do not fit into seven members, however many rooms there are."""
    matters = tuple(an_event(f"e{n}", quorum=quorum) for n in range(events))

    assert kinds(a_problem(*matters, members=SEVEN)) == expected


def test_what_a_party_cannot_do_in_the_days_it_comes_is_too_much():
    hearings = tuple(an_event(f"e{n}", parties=("org",), duration=3) for n in range(3))
    problem = a_problem(*hearings)
    away = replace(problem.party["org"], unavailable=((10, 18),))
    parties = tuple(away if party.id == "org" else party for party in problem.parties)

    (certificate,) = certificates(replace(problem, parties=parties))

    assert certificate.kind is CertificateKind.TOO_MUCH
    assert certificate.facts["name"] == "Example Organisation"
    assert certificate.facts["minutes_needed"] == 270
    assert certificate.facts["minutes_available"] == 240


def test_the_turnaround_counts_between_events_but_not_after_the_last_of_a_day():
    pair = tuple(an_event(f"e{n}", duration=4, days=frozenset({0}), attendance=30) for n in (1, 2))

    assert kinds(a_problem(*pair, turnaround=0)) == []
    assert kinds(a_problem(*pair, turnaround=1)) == [CertificateKind.TOO_MUCH]

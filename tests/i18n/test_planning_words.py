"""What the planner answers is said whole: every wish, proof, demand and cure has its words."""

from datetime import date

import pytest

from convoca.domain.language import Language
from convoca.i18n.planning_words import (
    certificate_sentence,
    cure_sentence,
    objective_meaning,
    objective_name,
    objective_unit,
    requirement_words,
    status_sentence,
)
from convoca.scheduling.answers import (
    Certificate,
    CertificateKind,
    Cure,
    CureKind,
    Repair,
    Requirement,
    RequirementKind,
    Solution,
    Status,
)
from convoca.scheduling.problem import Facts, Objective, Room
from support.timetables import a_problem, an_event

EN = Language.ENGLISH
PROBLEM = a_problem(
    an_event("first", title="First matter"),
    an_event("second", title="Second matter"),
    rooms=(Room(id="A", name="Room A"),),
)
DAY = date(2027, 3, 8)
ALONE: Facts = {
    "event": "First matter",
    "minutes": 90,
    "causes": ("room_hours:A", "notice:first", "availability:state:MX", "interpreters:fr"),
}
WHEN: Facts = {"day": DAY, "hour": "14:30"}
SHORT: Facts = {
    "count": 3,
    "minutes_needed": 270,
    "minutes_available": 45,
    "from_day": DAY,
    "to_day": date(2027, 3, 9),
}
PINNED: Facts = {"first": "First matter", "second": "Second matter", **WHEN}
CERTIFICATES: list[tuple[CertificateKind, Facts]] = [
    (CertificateKind.NO_WINDOW, ALONE),
    (CertificateKind.NO_ROOM, ALONE),
    (CertificateKind.NO_QUORUM, {**ALONE, "quorum": 4, "may_sit": 3}),
    (CertificateKind.NO_INTERPRETERS, {**ALONE, "languages": ("fr",)}),
    (CertificateKind.PINS_CLASH, {**PINNED, "resource": "room", "name": "Room A"}),
    (CertificateKind.PINS_CLASH, {**PINNED, "resource": "party", "name": "Mexico"}),
    (CertificateKind.PINS_CLASH, {**PINNED, "resource": "interpreters", "name": "fr"}),
    (
        CertificateKind.PINS_QUORUM,
        {"titles": ("One", "Two"), **WHEN, "members_needed": 8, "members_present": 7},
    ),
    (CertificateKind.TOO_MUCH, {**SHORT, "resource": "party", "name": "Mexico"}),
    (CertificateKind.TOO_MUCH, {**SHORT, "resource": "interpreters", "name": "fr"}),
    (CertificateKind.TOO_MUCH, {**SHORT, "resource": "rooms", "rooms": ("Room A", "Room B")}),
    (CertificateKind.TOO_MUCH, {**SHORT, "resource": "quorum", "quorum": 4}),
    (CertificateKind.TOO_MUCH, {**SHORT, "resource": "members"}),
]


def is_whole(said: str) -> bool:
    return bool(said) and not {"{", "}"} & set(said) and "None" not in said


@pytest.mark.parametrize("objective", Objective)
def test_a_wish_has_a_name_a_meaning_and_a_unit(objective):
    assert is_whole(objective_name(objective, EN))
    assert objective_meaning(objective, EN).endswith(".")
    assert objective_unit(objective, EN).startswith("for each ")


def test_every_kind_of_proof_is_said_here():
    assert {kind for kind, _ in CERTIFICATES} == set(CertificateKind)


@pytest.mark.parametrize(("kind", "facts"), CERTIFICATES)
def test_a_proof_is_said_whole(kind, facts):
    said = certificate_sentence(Certificate(kind=kind, events=("first",), facts=facts), EN, PROBLEM)

    assert is_whole(said)
    assert said.endswith(".")


def test_a_proof_names_what_stands_in_the_way():
    certificate = Certificate(kind=CertificateKind.NO_WINDOW, events=("first",), facts=ALONE)

    assert certificate_sentence(certificate, EN, PROBLEM) == (
        "“First matter” (1 h 30 min) has no hour. In the way stand: the hours of Room A, the notice of "
        "“First matter”, when Mexico can come, and the interpreters: French."
    )
    assert "the hours of A," in certificate_sentence(certificate, EN)


def test_a_proof_says_its_days_once_where_they_are_one():
    facts: Facts = {**SHORT, "resource": "quorum", "quorum": 4, "to_day": DAY}
    said = certificate_sentence(
        Certificate(kind=CertificateKind.TOO_MUCH, events=(), facts=facts), EN
    )
    assert said == (
        "3 activities need a quorum of 4 members on March 8, 2027, and two quorums cannot sit at "
        "once. They need 4 h 30 min, and there are 45 min."
    )


@pytest.mark.parametrize("kind", RequirementKind)
def test_a_demand_is_named(kind):
    said = requirement_words(Requirement(kind=kind, subject="first"), EN, PROBLEM)

    assert is_whole(said)
    assert "irst" in said


@pytest.mark.parametrize("kind", CureKind)
def test_a_cure_is_said_whole_whatever_is_known_of_it(kind):
    for events, count in (((), 1), (("first",), 1), (("first", "second"), 1), (("first",) * 3, 2)):
        for facts in (
            {},
            {"event": "First matter", "day": DAY},
            {"language": "fr", "day": DAY},
            {"event": "First matter", "party": "Mexico", "day": DAY},
            {"member": "Example Member"},
            {"minutes": 60},
            {"event": "First matter", "room": "Room A", **WHEN},
        ):
            cure = Cure(kind=kind, events=events, count=count, facts=facts)
            said = cure_sentence(cure, EN, PROBLEM)
            assert is_whole(said)
            assert said.endswith(".")


def test_a_cure_lets_people_choose():
    cure = Cure(kind=CureKind.LEAVE_OUT, events=("first", "second"), count=1, facts={})
    assert cure_sentence(cure, EN, PROBLEM) == (
        "Leave out any one of these: “First matter” and “Second matter”."
    )
    team = Cure(
        kind=CureKind.ONE_MORE_TEAM, events=(), count=1, facts={"language": "fr", "day": DAY}
    )
    assert cure_sentence(team, EN) == (
        "Find one more team of interpreters for March 8, 2027: French."
    )


@pytest.mark.parametrize("status", Status)
def test_an_answer_says_what_was_proven(status):
    solution = Solution(
        status=status,
        programme={},
        cost=12,
        bound=7,
        cost_by_objective={},
        first_feasible_s=None,
        elapsed_s=0.0,
    )
    repair = Repair(
        status=status,
        programme={},
        moves=(),
        change_cost=0,
        bound=0,
        proven=status is Status.OPTIMAL,
        cost=None,
        hit=(),
    )

    assert is_whole(status_sentence(solution, EN))
    assert is_whole(status_sentence(repair, EN))


def test_a_programme_that_may_be_bettered_is_not_called_the_best():
    solution = Solution(
        status=Status.FEASIBLE,
        programme={},
        cost=12,
        bound=7,
        cost_by_objective={},
        first_feasible_s=0.1,
        elapsed_s=1.0,
    )
    assert status_sentence(solution, EN) == (
        "The best programme found costs 12. Any would cost at least 7."
    )

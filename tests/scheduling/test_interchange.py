"""Problems and programmes as documents: nothing is lost, nothing from outside is trusted."""

import copy
import json
import random
import runpy
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from convoca.domain.errors import InvalidValue
from convoca.scheduling.check import check
from convoca.scheduling.constraints import Constraint
from convoca.scheduling.interchange import (
    document_of,
    problem_from,
    programme_document,
    programme_from,
    with_baseline,
)
from convoca.scheduling.problem import (
    Assignment,
    ChangeWeights,
    Closure,
    Event,
    Member,
    Mode,
    Objective,
    Party,
    PartyKind,
    Pin,
    Problem,
    Room,
    TimeGrid,
    Wishes,
)
from support.planning_documents import BENCH, a_document, a_programme, an_event

INSTANCES = sorted(BENCH.glob("instances/*.json"))

EVERYTHING = Problem(
    name="Everything",
    grid=TimeGrid(
        days=(date(2027, 3, 1), date(2027, 3, 3)),
        opens=time(8, 30),
        grain_minutes=30,
        grains_per_day=18,
        stride=20,
        step=2,
    ),
    rooms=(
        Room(
            id="A",
            name="Room A",
            capacity=30,
            private_allowed=False,
            languages=frozenset({"en", "es"}),
            closures=(
                Closure(span=(0, 3), reason="Cleaning"),
                Closure(span=(4, 6), is_hold=True),
            ),
            open=((0, 18), (20, 30)),
        ),
        Room(id="B"),
    ),
    members=(
        Member(id="m1", name="One", national_of="MEX", unavailable=((0, 5),)),
        Member(id="m2", out_of_office=((20, 40),)),
    ),
    parties=(
        Party(id="p1", name="State", kind=PartyKind.STATE, unavailable=((1, 2),)),
        Party(id="p2", kind=PartyKind.PERSON),
    ),
    events=(
        Event(
            id="e1",
            title="A hearing",
            kind="hearing",
            duration=3,
            parties=("p1", "p2"),
            states=("MEX", "COL"),
            quorum=2,
            mode=Mode.WORKING_GROUP,
            group=("m1", "m2"),
            recused=("m1",),
            rapporteurs=("m2", "m1"),
            languages=frozenset({"es"}),
            is_private=True,
            attendance=12,
            is_priority=True,
            topic="women",
            earliest_day=1,
            days=frozenset({0, 1}),
            remote_offsets=(5.5, -3.0),
            pin=Pin(start=24, room="B"),
        ),
        Event(id="e2"),
    ),
    teams={"fr": (1, 0)},
    turnaround=2,
    wishes=Wishes(
        weights=dict.fromkeys(Objective, 7) | {Objective.CHANGES: 1},
        changes=ChangeWeights(day=4, time=3, room=2, member=1),
        lunch=(8, 10),
        prime=(1, 6),
        remote_hours=(9, 18),
        load_per_day=9,
        topics={"women": "group"},
        levels=((Objective.STATE_DAYS, Objective.LUNCH), (Objective.BALANCE,)),
    ),
    baseline={"e1": Assignment(start=24, room="B", panel=("m2",))},
    frozen_before=4,
)


def test_a_problem_comes_back_as_it_was_written() -> None:
    assert problem_from(json.loads(json.dumps(document_of(EVERYTHING)))) == EVERYTHING


@pytest.mark.skipif(not INSTANCES, reason="the instances do not lie beside the project")
def test_the_instances_come_back_as_they_were_read() -> None:
    for path in INSTANCES:
        document = json.loads(path.read_text("utf-8"))
        problem = problem_from(document)
        written = document_of(problem)
        assert problem_from(written) == problem
        for key in document:
            if key not in {"events", "rooms", "commissioners", "parties"}:
                assert written[key] == document[key], (path.name, key)
        for first, second in zip(document["events"], written["events"], strict=True):  # type: ignore[call-overload]
            assert {k: sorted(v) if k == "languages" else v for k, v in first.items()} == {
                key: second[key] for key in first
            }


def test_a_programme_comes_back_as_it_was_written() -> None:
    problem = problem_from(a_document())
    programme = programme_from(a_programme(), problem)
    assert programme["E2"] == Assignment(start=10, room="R1", panel=("C1", "C6", "C7"))
    assert programme_document(programme, problem) == a_programme()


def test_a_programme_may_stand_in_the_document_of_its_problem() -> None:
    problem = problem_from(a_document())
    document = a_document(planted=a_programme())
    assert programme_from(document, problem) == programme_from(a_programme(), problem)


def test_an_event_may_be_called_like_a_key_of_the_format() -> None:
    names = ("format", "planted")
    problem = problem_from(a_document(events=[an_event(name) for name in names]))
    places = dict.fromkeys(names, a_programme()["E1"])
    assert set(programme_from(places, problem)) == set(names)


def test_what_was_released_and_withdrawn_since_costs_nothing() -> None:
    withdrawn = {"E9": a_programme()["E1"]}
    problem = problem_from(a_document(baseline=a_programme() | withdrawn))
    assert set(problem.baseline) == {"E1", "E2", "E3"}
    assert with_baseline(problem, {}).baseline == {}


@pytest.mark.parametrize(
    ("place", "broken"),
    [
        ({"day": -1}, Constraint.WITHIN_THE_PERIOD),
        ({"day": 2}, Constraint.WITHIN_THE_PERIOD),
        ({"start": -1}, Constraint.WITHIN_HEARING_HOURS),
        ({"start": 40}, Constraint.WITHIN_HEARING_HOURS),
        ({"start": 1_000_000}, Constraint.WITHIN_HEARING_HOURS),
        ({"start": 33}, Constraint.WITHIN_HEARING_HOURS),
    ],
)
def test_a_place_outside_the_grid_stays_outside(place: dict[str, int], broken: Constraint) -> None:
    problem = problem_from(a_document())
    moved = a_programme(E1=a_programme()["E1"] | place)
    report = check(problem, programme_from(moved, problem))
    assert [violation.constraint for violation in report.violations] == [broken]


def test_without_a_night_an_hour_outside_is_no_day_of_the_period() -> None:
    problem = problem_from(a_document(stride=36, turnaround=0))
    moved = a_programme(E1=a_programme()["E1"] | {"start": 36})
    report = check(problem, programme_from(moved, problem))
    assert Constraint.WITHIN_THE_PERIOD in {v.constraint for v in report.violations}


def test_an_event_that_the_problem_does_not_know_is_told() -> None:
    problem = problem_from(a_document())
    report = check(problem, programme_from(a_programme(E9=a_programme()["E1"]), problem))
    assert [v.constraint for v in report.violations] == [Constraint.EVENT_IS_KNOWN]


def test_a_span_that_reaches_beyond_the_grid_is_cut_and_needs_no_memory() -> None:
    document = a_document()
    document["parties"][0]["unavailable"] = [[-(10**12), 4], [70, 10**12], [900, 10**12]]
    document["events"][0]["earliest_day"] = 999_999
    problem = problem_from(document)
    assert problem.parties[0].unavailable == ((0, 4), (70, 80))
    assert problem.events[0].earliest_day == 2


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda d: d.pop("rooms"), "rooms"),
        (lambda d: d.update(format="other/1"), "format"),
        (lambda d: d.update(rooms={}), "rooms"),
        (lambda d: d.update(events=None), "events"),
        (lambda d: d.update(days=[]), "days"),
        (lambda d: d.update(days=["2027-03-01"] * 2), "days"),
        (lambda d: d.update(days=["2027-03-01"] * 1_000_000), "days"),
        (lambda d: d.update(days=["1 March", "2027-03-02"]), "days[0]"),
        (lambda d: d.update(G=0), "G"),
        (lambda d: d.update(G=10**9), "G"),
        (lambda d: d.update(stride=35), "stride"),
        (lambda d: d.update(start_step=0), "start_step"),
        (lambda d: d.update(grain_minutes=True), "grain_minutes"),
        (lambda d: d.update(day_start="nine"), "day_start"),
        (lambda d: d.update(day_start="09:30"), "day_start_hour"),
        (lambda d: d.update(turnaround=-1), "turnaround"),
        (lambda d: d.update(turnaround="1"), "turnaround"),
        (lambda d: d.update(turnaround=5), "turnaround"),
        (lambda d: d["weights"].pop("lunch"), "weights.lunch"),
        (lambda d: d["weights"].update(lunch=float("nan")), "weights.lunch"),
        (lambda d: d["weights"].update(lunch=-1), "weights.lunch"),
        (lambda d: d["weights"].update(lunch=2.5), "weights.lunch"),
        (lambda d: d.update(lunch=[20, 16]), "lunch"),
        (lambda d: d.update(lunch=[20]), "lunch"),
        (lambda d: d["interpreters"].update(fr=[1]), "interpreters.fr"),
        (lambda d: d["interpreters"].update(fr=[1, -1]), "interpreters.fr[1]"),
        (lambda d: d["topics"].update(women="more"), "topics.women"),
        (lambda d: d["rooms"][1].update(id="R1"), "rooms[1]"),
        (lambda d: d["rooms"][1].update(id=""), "rooms[1].id"),
        (lambda d: d["rooms"][1].update(id="\x1b[2J"), "rooms[1].id"),
        (lambda d: d["rooms"][1].update(id="x" * 501), "rooms[1].id"),
        (lambda d: d["rooms"][1].update(id="\ud800"), "rooms[1].id"),
        (lambda d: d["rooms"][0].update(closed=[[5, 5]]), "rooms[0].closed[0]"),
        (lambda d: d["rooms"][0].update(closed=[[0, "4"]]), "rooms[0].closed[0][1]"),
        (lambda d: d["rooms"][0].update(closed=[[0, 1e400]]), "rooms[0].closed[0][1]"),
        (lambda d: d["rooms"][0].update(closed_for=[{}]), "rooms[0].closed_for"),
        (lambda d: d["rooms"][0].update(private_ok="no"), "rooms[0].private_ok"),
        (lambda d: d["rooms"][0].update(capacity=-1), "rooms[0].capacity"),
        (lambda d: d["commissioners"].append(d["commissioners"][0]), "commissioners[7]"),
        (lambda d: d["parties"].append(d["parties"][0]), "parties[3]"),
        (lambda d: d["parties"][0].update(kind="ghost"), "parties[0].kind"),
        (lambda d: d["events"].append(d["events"][0]), "events[3]"),
        (lambda d: d["events"][1].pop("duration"), "events[1].duration"),
        (lambda d: d["events"][1].update(duration=-4), "events[1].duration"),
        (lambda d: d["events"][1].update(duration=0), "events[1].duration"),
        (lambda d: d["events"][1].update(duration=10**30), "events[1].duration"),
        (lambda d: d["events"][1].update(parties=["O2"]), "events[1].parties[0]"),
        (lambda d: d["events"][1].update(parties=["O1", "O1"]), "events[1].parties[1]"),
        (lambda d: d["events"][1].update(rapporteur=7), "events[1].rapporteur"),
        (lambda d: d["events"][1].update(rapporteur=-1), "events[1].rapporteur"),
        (lambda d: d["events"][1].update(tz_offset=float("inf")), "events[1].tz_offset"),
        (lambda d: d["events"][1].update(tz_offset=float("nan")), "events[1].tz_offset"),
        (lambda d: d["events"][1].update(tz_offset=10**400), "events[1].tz_offset"),
        (lambda d: d["events"][1].update(mode="both"), "events[1].mode"),
        (lambda d: d["events"][1].update(quorum=None), "events[1].quorum"),
        (
            lambda d: d["events"][1].update(pinned={"day": 2, "start": 0, "room": 0}),
            "events[1].pinned.day",
        ),
        (
            lambda d: d["events"][1].update(pinned={"day": 0, "start": 10**12, "room": 0}),
            "events[1].pinned.start",
        ),
        (
            lambda d: d["events"][1].update(pinned={"day": 0, "start": 0, "room": 2}),
            "events[1].pinned.room",
        ),
        (lambda d: d.update(baseline={"E1": 3}), "baseline.E1"),
        (lambda d: d.update(baseline={"E1": {}}), "baseline.E1.panel"),
        (lambda d: d.update(events=["E1"]), "events[0]"),
        (lambda d: d.update(levels=[["speed"]]), "levels[0][0]"),
        (
            lambda d: d.update(
                days=[date.fromordinal(739_000 + n).isoformat() for n in range(1000)],
                stride=2000,
                events=[an_event(f"E{n}") for n in range(600)],
            ),
            "events",
        ),
    ],
)
def test_what_does_not_hold_is_named_by_its_path(change: Change, path: str) -> None:
    document = a_document()
    change(document)
    with pytest.raises(InvalidValue) as caught:
        problem_from(document)
    assert caught.value.field == path
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("document", [None, [], 3, "text", {}, {"format": 1}])
def test_what_is_no_problem_at_all_is_refused(document: object) -> None:
    with pytest.raises(InvalidValue):
        problem_from(document)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda p: p["E1"].update(room=2), "E1.room"),
        (lambda p: p["E1"].update(room=-1), "E1.room"),
        (lambda p: p["E1"].update(panel=[7]), "E1.panel[0]"),
        (lambda p: p["E1"].update(panel=[0.5]), "E1.panel[0]"),
        (lambda p: p["E1"].update(panel="all"), "E1.panel"),
        (lambda p: p["E1"].update(start=None), "E1.start"),
        (lambda p: p["E1"].update(day=10**30), "E1.day"),
        (lambda p: p.update({"E\x07": p["E1"]}), "E�"),
        (lambda p: p.update(E1=[]), "E1"),
    ],
)
def test_a_place_that_is_none_is_named_by_its_path(change: Change, path: str) -> None:
    programme = a_programme()
    change(programme)
    with pytest.raises(InvalidValue) as caught:
        programme_from(programme, problem_from(a_document()))
    assert caught.value.field == path


def _anywhere(document: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """A programme drawn blindly; it breaks nearly everything somewhere."""
    return {
        event["id"]: {
            "day": dice.randrange(len(document["days"])),
            "start": dice.randrange(document["G"]),
            "room": dice.randrange(len(document["rooms"])),
            "panel": dice.sample(range(7), dice.randrange(8)),
        }
        for event in document["events"]
        if dice.random() < 0.95
    }


@pytest.mark.skipif(not INSTANCES, reason="the independent judge does not lie beside the project")
@pytest.mark.parametrize("name", ["h20n-s1", "h20t-s1", "h60n-s1-g2", "small"])
def test_the_cost_is_that_of_the_independent_judge(name: str) -> None:
    judge = runpy.run_path(str(BENCH / "check.py"))["check"]
    path = BENCH / "instances" / f"{name}.json"
    document = a_document() if name == "small" else json.loads(path.read_text("utf-8"))
    dice = random.Random(name)
    for number in range(12):
        if number % 2:
            document["baseline"] = _anywhere(document, dice)
        programme = a_programme() if name == "small" and number < 2 else _anywhere(document, dice)
        problem = problem_from(document)
        report = check(problem, programme_from(programme, problem))
        broken, parts = judge(document, copy.deepcopy(programme))
        assert {str(key): cost for key, cost in report.cost_by_objective.items()} == parts
        assert report.is_feasible == (not broken)


@pytest.mark.skipif(not INSTANCES, reason="the independent judge does not lie beside the project")
def test_what_is_written_is_understood_by_the_independent_judge() -> None:
    judge = runpy.run_path(str(BENCH / "check.py"))["check"]
    problem = problem_from(a_document())
    broken, parts = judge(document_of(problem), a_programme())
    assert (broken, sum(parts.values())) == (
        [],
        check(problem, programme_from(a_programme(), problem)).cost,
    )


def test_a_room_without_a_limit_and_with_every_language_is_written_as_such() -> None:
    room = document_of(replace(EVERYTHING, baseline={}))["rooms"][1]  # type: ignore[index]
    assert (room["capacity"], room["languages"], room["open"]) == (None, None, None)

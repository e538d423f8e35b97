"""The independent judge of ``../shared/bench`` and the checker say the same of any programme there."""

import importlib.util
import json
import random
from types import ModuleType
from typing import Any

import pytest

from convoca.scheduling.check import check
from convoca.scheduling.constraints import Constraint
from convoca.scheduling.interchange import problem_from, programme_from
from support.planning_documents import BENCH

INSTANCES = sorted(BENCH.glob("instances/h[26]0*.json"))
pytestmark = pytest.mark.skipif(not INSTANCES, reason="../shared/bench is not on this machine")


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", BENCH / "check.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def a_programme(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a programme that breaks a good deal, within the hours of the days."""
    return {
        event["id"]: {
            "day": chance.randrange(len(document["days"])),
            "start": chance.randrange(document["G"]),
            "room": chance.randrange(len(document["rooms"])),
            "panel": chance.choices(range(len(document["commissioners"])), k=chance.randrange(7)),
        }
        for event in document["events"]
        if chance.random() < 0.95
    }


def named(said: list[str]) -> set[str]:
    """Return the events that the judge names; interpreters are told without one."""
    alone = (line.split(" ")[0] for line in said if not line.startswith("interpreters"))
    return {event for events in alone for event in events.split(",")}


@pytest.mark.parametrize("path", INSTANCES, ids=lambda path: path.stem)
def test_a_programme_is_judged_alike(path, judge):
    document = json.loads(path.read_text("utf-8"))
    chance = random.Random(path.stem)
    document["baseline"] = chance.choice([None, a_programme(document, chance)])
    programme = a_programme(document, chance)
    problem = problem_from(document)

    said, parts = judge.check(document, programme)
    report = check(problem, programme_from(programme, problem))

    short = [v for v in report.violations if v.constraint is Constraint.INTERPRETERS_SUFFICE]
    others = [v for v in report.violations if v.constraint is not Constraint.INTERPRETERS_SUFFICE]
    assert {event for violation in others for event in violation.events} == named(said)
    assert len(short) == sum(line.startswith("interpreters") for line in said)
    assert {str(name): cost for name, cost in report.cost_by_objective.items()} == parts

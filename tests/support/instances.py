"""The instances that lie beside the project, read once each; tests of them skip where they do not."""

import json
from functools import cache

import pytest

from convoca.scheduling.interchange import problem_from
from convoca.scheduling.problem import Problem
from support.planning_documents import BENCH

FOLDER = BENCH / "instances"
HAVE_PROGRAMMES = ("h20n-s1", "h20t-s1", "h60n-s1", "h60n-s1-g2", "h60t-s1", "h150n-s1", "h150t-s1")
HAVE_NONE = tuple(sorted(path.stem for path in FOLDER.glob("*-inf-*.json")))

are_here = pytest.mark.skipif(not FOLDER.exists(), reason="../shared/bench is not on this machine")


@cache
def instance(name: str) -> Problem:
    return problem_from(json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")))

"""What analysts call: every name is there, nothing is loaded before it is asked for, files come back."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import convoca
from convoca.domain.errors import InvalidValue, UnreadableFile
from convoca.scheduling.problem import Assignment
from support.planning_documents import a_document, a_programme

DOCUMENTATION = Path(__file__).parents[1] / "docs" / "planning.md"


def test_every_name_that_is_offered_is_there() -> None:
    offered = [name for name in dir(convoca) if name in convoca._PLANNING]
    assert {"Problem", "solve", "check", "explain", "repair", "options", "what_if"} <= set(offered)
    for name in offered:
        assert getattr(convoca, name).__name__ == name


def test_what_the_documentation_calls_is_offered() -> None:
    called = re.findall(r"convoca\.([a-z_]+)\(", DOCUMENTATION.read_text("utf-8"))
    assert len(called) >= 3
    assert set(called) <= set(dir(convoca))


def test_a_name_that_is_not_offered_is_missed() -> None:
    with pytest.raises(AttributeError, match="timetable"):
        _ = convoca.timetable


def test_a_problem_is_made_and_checked_without_loading_an_engine_or_a_store() -> None:
    code = (
        "import sys, convoca; convoca.Problem; convoca.check; convoca.read_problem\n"
        "print([m for m in ('ortools', 'pandas', 'sqlalchemy', 'click') if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_a_problem_and_its_programme_come_back_from_their_files(tmp_path: Path) -> None:
    problem = convoca.problem_from(a_document())
    programme = convoca.programme_from(a_programme(), problem)
    convoca.write_problem(tmp_path / "problem.json", problem)
    convoca.write_programme(tmp_path / "programme.json", programme, problem)
    assert convoca.read_problem(tmp_path / "problem.json") == problem
    assert convoca.read_programme(str(tmp_path / "programme.json"), problem) == programme
    assert json.loads((tmp_path / "programme.json").read_text("utf-8")) == a_programme()


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(a_document()), "utf-8-sig")
    assert convoca.read_problem(path).name == "small"


def test_what_does_not_fit_is_named_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(a_document(turnaround=-1)), "utf-8")
    with pytest.raises(InvalidValue) as caught:
        convoca.read_problem(path)
    assert str(caught.value) == ("problem.json: turnaround: -1 is no whole number from 0 to 1440.")


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"missing\.json"):
        convoca.read_problem(tmp_path / "missing.json")


def test_the_options_are_those_of_the_programme_and_problem_that_are_asked_about() -> None:
    problem = convoca.problem_from(a_document())
    programme = convoca.programme_from(a_programme(), problem)
    first = convoca.options(problem, programme, "E3")
    now = programme["E3"]
    moved = {**programme, "E3": replace(now, start=now.start + 40)}
    costs = [convoca.check(problem, each).cost for each in (programme, moved)]
    there = {(o.start, o.room, o.panel): o.cost_change for o in first}
    for option in convoca.options(problem, moved, "E3"):
        before = there[option.start, option.room, option.panel]
        assert costs[0] + before == costs[1] + option.cost_change
    shut = replace(problem, rooms=(problem.rooms[0], replace(problem.rooms[1], open=((20, 24),))))
    assert {o.start for o in convoca.options(shut, programme, "E3")} == {20, 21, 22}


def test_an_option_costs_what_the_checker_says() -> None:
    problem = convoca.problem_from(a_document())
    programme = convoca.programme_from(a_programme(), problem)
    for option in convoca.options(problem, programme, "E2"):
        place = Assignment(start=option.start, room=option.room, panel=option.panel)
        asked = convoca.what_if(problem, programme, {"E2": place})
        assert asked.new_violations == ()
        assert asked.cost_after - asked.cost_before == option.cost_change

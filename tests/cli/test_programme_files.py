"""``convoca programme solve | check | explain | repair`` on files: the contract, and hostile files."""

import json
import os
import runpy
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from jsonschema import Draft202012Validator

from convoca import planning
from convoca.domain.language import Language
from convoca.scheduling.answers import IsCancelled, Progress, Solution, Status
from convoca.scheduling.problem import Problem
from support.command import convoca
from support.planning_documents import (
    BENCH,
    a_document,
    a_programme,
    an_event,
    infeasible_document,
)

SCHEMAS = Path(__file__).parents[2] / "docs" / "formats" / "schemas"
INSTANCES = sorted(BENCH.glob("instances/h20*.json"))


def _is_as_its_schema_says(name: str, data: Any) -> None:
    Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))).validate(data)


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, object], Path]:
    def written(name: str, document: object) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(document), "utf-8")
        return path

    return written


Write = Callable[[str, object], Path]


def test_solve_places_everything_and_the_judge_agrees(write: Write, tmp_path: Path) -> None:
    problem, out = write("problem.json", a_document()), tmp_path / "new" / "out.json"
    answer = convoca("programme", "solve", problem, "--out", out, "--time-limit", 5, "--json")
    assert answer.code == 0, answer.errors
    _is_as_its_schema_says("solve", answer.data)
    assert answer.data["status"] in {"OPTIMAL", "FEASIBLE"}
    programme = json.loads(out.read_text("utf-8"))
    _is_as_its_schema_says("hearing-scheduling-programme", programme)
    checked = convoca("programme", "check", problem, out, "--json")
    assert checked.code == 0
    assert checked.data["cost"] == answer.data["cost"]
    assert checked.data["cost_by_objective"] == answer.data["cost_by_objective"]
    if (BENCH / "check.py").exists():
        judge = runpy.run_path(str(BENCH / "check.py"))["check"]
        assert judge(a_document(), programme) == ([], answer.data["cost_by_objective"])


def test_the_same_seed_and_rounds_give_the_same_programme(write: Write, tmp_path: Path) -> None:
    document = a_document(events=[an_event(f"E{n}", parties=["O1"]) for n in range(8)])
    problem = write("problem.json", document)
    found = []
    for name in ("first.json", "second.json"):
        out = tmp_path / name
        given = ("--seed", 5, "--iterations", 20, "--workers", 1, "--time-limit", 60)
        assert convoca("programme", "solve", problem, "--out", out, *given, "--json").code == 0
        found.append(out.read_bytes())
    assert found[0] == found[1]


@pytest.mark.parametrize("command", ["solve", "repair"])
def test_where_there_is_no_programme_it_is_said_why_and_nothing_is_written(
    command: str, write: Write, tmp_path: Path
) -> None:
    problem, out = write("problem.json", infeasible_document()), tmp_path / "out.json"
    released = write("released.json", a_programme())
    more = ("--released", released) if command == "repair" else ()
    limits = ("--time-limit", 3)
    answer = convoca("programme", command, problem, "--out", out, *more, *limits, "--json")
    assert answer.code == 1, answer.errors
    _is_as_its_schema_says(command, answer.data)
    assert answer.data["status"] in {"INFEASIBLE", "UNKNOWN"}
    assert answer.data["cost"] is None
    if command == "solve":
        assert answer.data["status"] == "INFEASIBLE"
        assert any("“E4”" in said["sentence"] for said in answer.data["certificates"])
    assert not out.exists()


def test_a_programme_that_was_there_before_is_left_where_none_is_found(
    write: Write, tmp_path: Path
) -> None:
    problem = write("problem.json", infeasible_document())
    out = write("out.json", {"kept": True})
    assert convoca("programme", "solve", problem, "--out", out, "--time-limit", 3).code == 1
    assert json.loads(out.read_text("utf-8")) == {"kept": True}


@pytest.mark.parametrize("language", Language)
def test_solve_speaks_to_people_in_their_language(
    language: Language, write: Write, tmp_path: Path
) -> None:
    problem, out = write("problem.json", a_document()), tmp_path / "out.json"
    with patch.dict(os.environ, {"CONVOCA_LANGUAGE": language}):
        answer = convoca("programme", "solve", problem, "--out", out, "--time-limit", 3)
    assert answer.code == 0
    assert str(out) in answer.output
    assert "{" not in answer.output


def test_check_tells_what_is_broken_with_its_article(write: Write) -> None:
    recused = a_programme(E1={"day": 0, "start": 4, "room": 0, "panel": [0, 1, 2, 3]})
    problem, programme = write("problem.json", a_document()), write("programme.json", recused)
    answer = convoca("programme", "check", problem, programme, "--json")
    assert answer.code == 1
    _is_as_its_schema_says("check", answer.data)
    assert answer.data["violations"] == 1
    (found,) = answer.data["violated"]
    assert found["constraint"] == "panel_takes_part"
    assert found["articles"] == ["17.2.a", "17.2.b"]
    assert "C1" in convoca("programme", "check", problem, programme).output


def test_check_takes_a_programme_from_the_file_of_its_problem(write: Write) -> None:
    problem = write("problem.json", a_document(planted=a_programme()))
    assert convoca("programme", "check", problem, problem, "--json").data["violations"] == 0


def test_check_does_not_drown_anybody_in_what_is_broken(write: Write) -> None:
    names = [f"E{n}" for n in range(60)]
    problem = write("problem.json", a_document(events=[an_event(name) for name in names]))
    everything_at_once = write("programme.json", dict.fromkeys(names, a_programme()["E1"]))
    answer = convoca("programme", "check", problem, everything_at_once, "--json")
    assert answer.data["violations"] > len(answer.data["violated"]) == 1000
    words = convoca("programme", "check", problem, everything_at_once).output
    assert len(words.splitlines()) < 40


def test_explain_names_what_stands_in_the_way(write: Write) -> None:
    answer = convoca("programme", "explain", write("p.json", infeasible_document()), "--json")
    assert answer.code == 1
    _is_as_its_schema_says("explain", answer.data)
    assert answer.data["verified"] is True
    assert answer.data["certificates_s"] < 0.2
    assert any("E4" in said["events"] for said in answer.data["certificates"])


def test_explain_finds_nothing_where_there_is_a_programme(write: Write) -> None:
    answer = convoca("programme", "explain", write("p.json", a_document()), "--json")
    assert answer.code == 0
    _is_as_its_schema_says("explain", answer.data)
    assert (answer.data["certificates"], answer.data["conflict"]) == ([], [])


@pytest.mark.skipif(not INSTANCES, reason="the instances do not lie beside the project")
@pytest.mark.parametrize("path", INSTANCES, ids=lambda path: path.stem)
def test_explain_names_what_is_impossible_and_nothing_else(path: Path) -> None:
    answer = convoca("programme", "explain", path, "--json")
    said = answer.data["certificates"] + answer.data["conflict"]
    assert (answer.code, bool(said)) == ((1, True) if "-inf-" in path.stem else (0, False))


def test_repair_changes_what_must_change_and_nothing_else(write: Write, tmp_path: Path) -> None:
    document = a_document()
    document["rooms"][0]["closed"] = [[8, 40]]
    problem, out = write("problem.json", document), tmp_path / "out.json"
    released = write("released.json", a_programme())
    answer = convoca(
        "programme", "repair", problem, "--released", released, "--out", out, "--time-limit", 5,
        "--json",
    )  # fmt: skip
    assert answer.code == 0, answer.errors
    _is_as_its_schema_says("repair", answer.data)
    assert answer.data["hit"] == ["E2"]
    assert [move["event"] for move in answer.data["moves"]] == ["E2"]
    assert (answer.data["change_cost"], answer.data["proven"]) == (5, True)
    programme = json.loads(out.read_text("utf-8"))
    assert {name: programme[name] for name in ("E1", "E3")} == {
        name: a_programme()[name] for name in ("E1", "E3")
    }
    assert convoca("programme", "check", problem, out, "--json").data["cost"] == answer.data["cost"]
    document["baseline"] = a_programme()
    counted = convoca("programme", "check", write("with.json", document), out, "--json").data
    assert counted["cost_by_objective"]["moves"] == 5


def test_what_is_written_is_whole_and_its_owners_alone(write: Write, tmp_path: Path) -> None:
    problem, out = write("problem.json", a_document()), tmp_path / "out.json"
    convoca("programme", "solve", problem, "--out", out, "--time-limit", 3)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"problem.json", "out.json"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1, column 1"),
        (b"{", "line 1"),
        (b'{"format": "hearing-scheduling/1", "G": NaN}', "NaN"),
        (b'{"G": 1, "G": 2}', "“G”"),
        (b"[" * 1_000_000, "nested"),
        (b'{"a":' * 1_000_000, "nested"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"format": "hearing-scheduling/1", "days": ' + b"9" * 5000 + b"}", "JSON"),
        (b'"' + b"x" * 17_000_000 + b'"', "16"),
        (b'{"format": "other"}', "format"),
        (b"\x00" * 100, "line 1"),
    ],
    ids=["empty", "cut", "nan", "twice", "lists", "objects", "binary", "digits", "large", "other",
         "zeros"],
)  # fmt: skip
@pytest.mark.parametrize("command", ["solve", "check", "explain"])
def test_a_hostile_file_is_refused_in_one_sentence(
    command: str, content: bytes, said: str, tmp_path: Path, write: Write
) -> None:
    path, out = tmp_path / "hostile.json", tmp_path / "out.json"
    path.write_bytes(content)
    if command == "check":
        more: tuple[object, ...] = (write("programme.json", a_programme()),)
    else:
        more = ("--out", out) if command == "solve" else ()
    answer = convoca("programme", command, path, *more, "--json")
    assert answer.code == 2
    assert said in answer.errors
    assert answer.errors.startswith("hostile.json: ")
    assert len(answer.errors) < 300
    assert "Traceback" not in answer.errors
    assert not answer.output
    assert not out.exists()


def test_a_file_that_names_too_much_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(a_document(days=["2027-03-01"] * 1_000_000)), "utf-8")
    before = time.process_time()
    answer = convoca("programme", "explain", path)
    assert (answer.code, time.process_time() - before < 3) == (2, True)
    assert answer.errors.startswith("hostile.json: days: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--time-limit", "nan"),
        ("--time-limit", "inf"),
        ("--time-limit", "0"),
        ("--time-limit", "-3"),
        ("--time-limit", "soon"),
        ("--workers", "0"),
        ("--seed", "-1"),
        ("--iterations", "0"),
        ("--out", "/dev/null"),
        ("--out", "."),
        ("--out", "{problem}"),
    ],
    ids=" ".join,
)
def test_a_wrong_option_is_refused_before_anything_begins(
    arguments: tuple[str, str], write: Write, tmp_path: Path
) -> None:
    problem = write("problem.json", a_document())
    option, value = arguments
    given = ["--out", tmp_path / "out.json", option, value.format(problem=problem)]
    answer = convoca("programme", "solve", problem, *given)
    assert answer.code == 2
    assert answer.output == ""
    assert json.loads(problem.read_text("utf-8")) == a_document()


def test_a_folder_and_a_missing_file_are_no_problems(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.json"):
        assert convoca("programme", "explain", path).code == 2


def test_ctrl_c_keeps_the_best_so_far_and_says_so(write: Write, tmp_path: Path) -> None:
    problem, out = write("problem.json", a_document()), tmp_path / "out.json"

    def solve(problem: Problem, *, is_cancelled: IsCancelled, **_: object) -> Solution:
        os.kill(os.getpid(), signal.SIGINT)
        assert is_cancelled()
        found = planning.read_programme(write("best.json", a_programme()), problem)
        return Solution(
            status=Status.FEASIBLE,
            programme=found,
            cost=2,
            bound=0,
            cost_by_objective={},
            first_feasible_s=0.0,
            elapsed_s=0.1,
        )

    before = signal.getsignal(signal.SIGINT)
    with patch.object(planning, "solve", solve):
        answer = convoca("programme", "solve", problem, "--out", out, "--json")
        said = convoca("programme", "solve", problem, "--out", out).output
    assert (answer.code, answer.data["stopped"], answer.data["cost"]) == (0, True, 2)
    assert "best so far" in said
    assert json.loads(out.read_text("utf-8")) == a_programme()
    assert signal.getsignal(signal.SIGINT) is before


def test_a_search_really_stops_at_ctrl_c(write: Write, tmp_path: Path) -> None:
    events = [an_event(f"E{n}", parties=["O1"], quorum=1, duration=1) for n in range(30)]
    problem, out = write("problem.json", a_document(events=events)), tmp_path / "out.json"
    running = subprocess.Popen(
        [sys.executable, "-c", "from convoca.cli.main import main; main()", "programme", "solve",
         problem, "--out", out, "--time-limit", "60", "--workers", "2", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    time.sleep(2)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: every process of the command
    output, errors = running.communicate(timeout=20)
    assert (running.returncode, errors) == (0, b"")
    assert json.loads(output)["stopped"] is True
    assert len(json.loads(out.read_text("utf-8"))) == 30


def test_what_an_engine_gets_wrong_is_not_handed_over(write: Write, tmp_path: Path) -> None:
    problem, out = write("problem.json", a_document()), tmp_path / "out.json"

    def solve(problem: Problem, **_: object) -> Solution:
        return Solution(
            status=Status.FEASIBLE,
            programme={},
            cost=0,
            bound=0,
            cost_by_objective={},
            first_feasible_s=0.0,
            elapsed_s=0.1,
        )

    with patch.object(planning, "solve", solve):
        answer = convoca("programme", "solve", problem, "--out", out, "--json")
    assert (answer.code, answer.data["cost"], answer.data["violations"]) == (1, None, 3)
    assert not out.exists()


def test_progress_is_told_on_a_terminal_and_nowhere_else(write: Write, tmp_path: Path) -> None:
    from convoca.cli import watching

    told = Progress(seconds=2.4, placed=3, events=4)
    best = Progress(seconds=9.0, placed=4, events=4, cost=30, bound=12)
    lines = [watching.progress_line(progress, Language.ENGLISH) for progress in (told, best)]
    assert lines[0] == "2 s: 3 of 4 placed"
    assert "cost 30" in lines[1]
    problem, out = write("problem.json", a_document()), tmp_path / "out.json"
    assert convoca("programme", "solve", problem, "--out", out, "--time-limit", 2).errors == ""


def test_solve_starts_without_what_it_does_not_need() -> None:
    code = (
        "import sys, convoca.cli.main as main\n"
        "main.convoca.commands['programme'].commands['solve']\n"
        "print([name for name in ('sqlalchemy', 'pandas', 'ortools', 'alembic', 'icalendar')"
        " if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

"""Every answer in JSON is what its schema says; every command says what it does and is documented."""

import json
import re
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator

from convoca.cli.main import convoca as command
from convoca.scheduling.interchange import document_of, problem_from
from support.command import convoca
from support.planning_documents import BENCH, a_document, a_programme

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "formats" / "schemas"
#: Schemas of files that people hand over; the others are of answers.
FILES = {"hearing-scheduling-problem.json", "hearing-scheduling-programme.json"}
#: Schemas of what is published; tests/publication compares them.
PUBLISHED = {"programme-public.json", "publication-manifest.json"}
A_FILE = 'number,kind,opens,closes,city\n901,regular,2027-03-01,2027-03-12,"Washington, DC"\n'


def _commands(group: click.Group, path: tuple[str, ...] = ()) -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name, sub in group.commands.items():
        if isinstance(sub, click.Group):
            found |= _commands(sub, (*path, name))
        else:
            found[" ".join((*path, name))] = sub
    return found


COMMANDS = _commands(command)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_has_help_and_the_common_options(name: str) -> None:
    found = COMMANDS[name]
    assert found.help
    options = {option for parameter in found.params for option in parameter.opts}
    assert {"--db", "--json"} <= options


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_is_documented(name: str) -> None:
    documents = "".join(
        path.read_text("utf-8") for path in (ROOT / "README.md", *ROOT.glob("docs/**/*.md"))
    )
    assert f"convoca {name}" in documents or f"`{name}" in documents


def a_uid_of(calendar: Path) -> str:
    events = calendar.read_text("utf-8").split("BEGIN:VEVENT")
    return re.search("^UID:(.+)$", events[-1], re.MULTILINE)[1]


def a_hearing_of(database: str) -> str:
    notices = convoca("notices", "list", "--period", "900", "--db", database, "--json").data
    return next(n["subject"] for n in notices["notices"] if n["kind"] == "convocation")


def a_stage_of(database: str) -> tuple[str, ...]:
    visit = next(
        v
        for v in convoca("visits", "list", "--db", database, "--json").data["visits"]
        if v["stages"]
    )
    return visit["id"], "--stage", visit["stages"][0]["id"]


def test_answers_are_what_their_schemas_say(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"
    other = f"sqlite:///{tmp_path / 'other' / 'convoca.db'}"
    periods = tmp_path / "periods.csv"
    periods.write_text(A_FILE, "utf-8")
    problem, programme = tmp_path / "problem.json", tmp_path / "programme.json"
    problem.write_text(json.dumps(a_document()), "utf-8")
    programme.write_text(json.dumps(a_programme()), "utf-8")
    out = tmp_path / "out.json"
    backup = tmp_path / "convoca.backup"
    seen = set()
    for arguments in (
        ["deadlines", "--opens", "2022-03-07", "--closes", "2022-03-18",
         "--call-closes", "2022-01-19T23:59"],
        ["deadlines", "--petition", "state_response", "--from", "2027-11-30"],
        ["check", "request", "--received", "2022-01-17T03:30:00Z", "--opens", "2022-03-07"],
        ["check", "notice", "--served", "2022-02-16", "--hearing", "2022-03-15"],
        ["check", "member", "--nationality", "MX", "--state", "MX", "--on", "2024-03-01",
         "--activity", "visit"],
        ["rules"],
        ["demo", "--db", database],
        ["deadlines", "--year", "2027", "--db", database],
        ["calendars", "write", "--period", "900", "--audience", "public", "--out", tmp_path,
         "--db", database],
        ["calendars", "diff", "--period", "900", "--audience", "public", "--db", database],
        lambda: ["calendars", "explain", a_uid_of(tmp_path / "900" / "public-es.ics"),
                 "--db", database],
        ["workbook", "write", "--period", "900", "--kind", "programme", "--out", tmp_path,
         "--db", database],
        ["workbook", "write", "--round-trip", "--period", "900", "--kind", "requests",
         "--language", "en", "--out", tmp_path, "--db", database],
        ["workbook", "merge", tmp_path / "900" / "requests-to-edit-en.xlsx", "--db", database],
        ["programme", "plan", "--period", 900, "--time-limit", 1, "--db", database],
        ["programme", "release", "--period", 900, "--kind", "notified", "--db", database],
        ["programme", "release", "--period", 900, "--kind", "notified", "--override",
         "--reason", "Example", "--authority", "Example President", "--db", database],
        ["programme", "diff", "--period", 900, "--from", 0, "--db", database],
        ["programme", "rollback", "--period", 900, "--to", 1, "--db", database],
        ["programme", "release", "--period", 900, "--kind", "public", "--override",
         "--reason", "Example", "--authority", "Example President", "--db", database],
        ["publish", "--period", 900, "--out", tmp_path / "publication", "--db", database],
        ["programme", "solve", problem, "--out", out, "--time-limit", 1],
        ["programme", "check", problem, programme],
        ["programme", "explain", problem],
        ["programme", "repair", problem, "--released", programme, "--out", out, "--time-limit", 1],
        ["feeds", "issue", "--for", "Example", "--audience", "public", "--period", "900",
         "--reason", "Example", "--db", database],
        ["feeds", "list", "--db", database],
        ["notices", "draft", "--period", 900, "--db", database],
        ["notices", "list", "--period", 900, "--db", database],
        ["notices", "approve", "--all", "--period", 900, "--reason", "Read", "--db", database],
        ["notices", "send", "--all", "--period", 900, "--dry-run", tmp_path / "mails",
         "--db", database],
        lambda: ["notices", "dossier", "--period", 900, "--hearing", a_hearing_of(database),
                 "--db", database],
        lambda: ["minutes", "draft", "--hearing", a_hearing_of(database), "--db", database],
        ["visits", "list", "--db", database],
        ["visits", "check", "--db", database],
        lambda: ["visits", "refuse", *a_stage_of(database), "--reason", "Example",
                 "--db", database],
        lambda: ["visits", "replace", *a_stage_of(database), "--place", "Example City",
                 "--territory", "CR", "--reason", "Example", "--db", database],
        ["audit", "verify", "--db", database],
        ["doctor", "--db", database],
        ["backup", backup, "--db", database],
        ["restore", backup, "--db", other],
        ["import", "periods", periods, "--apply", "--db", f"sqlite:///{tmp_path / 'n' / 'c.db'}"],
    ):  # fmt: skip
        given = arguments() if callable(arguments) else arguments
        answer = convoca(*given, "--json")
        name = answer.data["format"].split("/")[1]
        schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(answer.data)
        seen.add(f"{name}.json")
    assert seen == {path.name for path in SCHEMAS.iterdir()} - FILES - PUBLISHED


def test_files_are_what_their_schemas_say() -> None:
    for name, document in zip(sorted(FILES), (a_document(), a_programme()), strict=True):
        schema = json.loads((SCHEMAS / name).read_text("utf-8"))
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(document)


@pytest.mark.skipif(not BENCH.exists(), reason="the instances do not lie beside the project")
def test_the_schema_of_a_problem_knows_the_instances() -> None:
    schema = json.loads((SCHEMAS / "hearing-scheduling-problem.json").read_text("utf-8"))
    for path in BENCH.glob("instances/*.json"):
        document = json.loads(path.read_text("utf-8"))
        Draft202012Validator(schema).validate(document)
        Draft202012Validator(schema).validate(document_of(problem_from(document)))

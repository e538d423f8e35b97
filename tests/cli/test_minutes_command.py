"""The commands for minutes, with the exit codes that scripts rely on."""

import hashlib
import json
import stat
from pathlib import Path
from uuid import uuid4

import pytest
from jsonschema import Draft202012Validator

from convoca.app.models.minutes_party_requests import PartyRequestsModel
from convoca.bootstrap import open_convoca
from convoca.domain.minutes import PartyRequest
from support.builders import a_hearing, a_participant, a_placement
from support.command import Answer, convoca
from support.minutes_table import HELD, MEMBERS, SESSION, VICE, MinutesTable

SCHEMAS = Path(__file__).parents[2] / "docs" / "formats" / "schemas"
SCHEMA = json.loads((SCHEMAS / "minutes.json").read_text("utf-8"))
HEARING = a_hearing(
    HELD, participants=(a_participant(), a_participant(name="Witness 1", protected=True))
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    database = f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"
    with open_convoca(database=database) as office:
        table = MinutesTable(office.unit_of_work())
        table.enter("hearings", HEARING)
        table.enter("placements", a_placement(HEARING))
    return database


def minutes(store: str, *arguments: object) -> Answer:
    """Give a command; what it answers is what its schema says."""
    answer = convoca("minutes", *arguments, "--db", store, "--json")
    if answer.output and answer.data["format"] == "convoca/minutes/1":
        Draft202012Validator(SCHEMA).validate(answer.data)
    return answer


def completed(store: str) -> None:
    assert minutes(store, "draft", "--session", SESSION.id, "--complete").code == 0


def circulated(store: str) -> Answer:
    members = [part for m in MEMBERS for part in ("--member", m.id)]
    return minutes(store, "circulate", "--session", SESSION.id, *members)


def test_minutes_are_drafted_once(store: str) -> None:
    first = minutes(store, "draft", "--session", SESSION.id)
    again = minutes(store, "draft", "--session", SESSION.id)

    assert (first.code, first.data["version"], first.data["status"]) == (0, 1, "draft")
    assert first.data["finding"]["verdict"] == "MET"
    assert again.data == first.data


def test_completing_minutes_that_lack_a_part_is_a_breach_on_record(store: str) -> None:
    answer = minutes(store, "draft", "--hearing", HEARING.id, "--complete")
    assert (answer.code, answer.data["status"]) == (0, "completed")

    with open_convoca(database=store) as office, office.unit_of_work() as uow:
        later = a_hearing(HELD)
        uow.hearings.save(later)
        uow.commit(reason="Example")
    answer = minutes(store, "draft", "--hearing", later.id, "--complete")

    assert (answer.code, answer.data["finding"]["articles"]) == (1, ["70.1"])


def test_a_draft_does_not_circulate(store: str) -> None:
    minutes(store, "draft", "--session", SESSION.id)

    assert circulated(store).code == 1


def test_each_copy_is_logged_with_the_hash_of_what_was_written(store: str) -> None:
    completed(store)

    answer = circulated(store)

    assert answer.code == 0, answer.errors
    assert answer.data["copies"] == len(MEMBERS)
    path = Path(answer.data["files"][0])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with open_convoca(database=store) as office, office.reading() as uow:
        life = uow.circulations.get(SESSION.id)
    assert {copy.sha256 for copy in life.copies} == {hashlib.sha256(path.read_bytes()).hexdigest()}
    assert VICE.id in {copy.member for copy in life.copies}


def test_they_become_final_by_a_decision_and_not_before(store: str) -> None:
    completed(store)
    circulated(store)
    assert minutes(store, "approve", "--session", SESSION.id).code == 1

    answer = minutes(store, "approve", "--session", SESSION.id, "--decided-on", "2026-11-20")

    assert answer.code == 0, answer.errors
    said = answer.data
    assert (said["stage"], said["approval"], said["approved_on"]) == (
        "final",
        "decision",
        "2026-11-20",
    )
    path = Path(said["files"][0])
    assert said["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    again = minutes(store, "export", "--session", SESSION.id, "--final")
    assert Path(again.data["files"][0]).read_bytes() == path.read_bytes()
    assert minutes(store, "draft", "--session", SESSION.id, "--complete").code == 1


def test_the_period_of_approval_is_chosen_by_its_number(store: str) -> None:
    completed(store)

    answer = minutes(
        store, "circulate", "--session", SESSION.id, "--member", VICE.id, "--approve-at", 999
    )

    assert answer.code == 2


@pytest.mark.parametrize("suffix", ["docx", "xml"])
def test_minutes_are_exported(store: str, suffix: str) -> None:
    minutes(store, "draft", "--hearing", HEARING.id)

    answer = minutes(store, "export", "--hearing", HEARING.id, "--kind", suffix)

    assert answer.code == 0, answer.errors
    assert Path(answer.data["files"][0]).suffix == f".{suffix}"


def test_a_party_has_the_copy_that_two_persons_checked_and_no_other(
    store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes(store, "draft", "--hearing", HEARING.id, "--complete")
    copy = ("export", "--hearing", HEARING.id, "--party", "state:MX", "--kind", "xml")
    assert minutes(store, *copy).code == 1
    with open_convoca(database=store) as office:
        model = PartyRequestsModel(office, HEARING.id)
        asked = model.receive("state:MX", PartyRequest.COPY_OF_MINUTES, None)
        asked = model.leave_out(asked, ["attendance[1]"])
    for person in ("Ana Example", "Bea Example"):
        assert minutes(store, *copy).code == 1
        monkeypatch.setenv("CONVOCA_USER", person)
        with open_convoca(database=store) as office:
            asked = PartyRequestsModel(office, HEARING.id).check(asked, is_risk=False, note="")

    given = minutes(store, *copy)

    content = Path(given.data["files"][0]).read_bytes()
    assert b"Example Person" not in content
    with open_convoca(database=store) as office, office.reading() as uow:
        on_record = uow.requests_of_parties.get(asked.id)
    assert on_record.sha256 == hashlib.sha256(content).hexdigest()
    assert minutes(store, *copy).code == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ("export",),
        ("export", "--hearing", uuid4(), "--session", uuid4()),
        ("export", "--session", uuid4(), "--party", "state:MX"),
        ("export", "--hearing", uuid4(), "--final"),
        ("export", "--session", uuid4(), "--final"),
        ("draft", "--session", uuid4()),
        ("circulate",),
    ],
)
def test_what_cannot_be_meant_is_refused(store: str, wrong: tuple[object, ...]) -> None:
    assert minutes(store, *wrong).code == 2

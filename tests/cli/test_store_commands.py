"""The commands that work on a store, on both databases."""

import json
import stat
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from convoca.bootstrap import open_convoca
from support.command import convoca


@pytest.fixture
def example(database: str) -> str:
    answer = convoca("demo", "--db", database, "--json")
    assert (answer.code, answer.data["period"]) == (0, 900), answer.errors
    return database


def test_the_example_is_built_once(example: str) -> None:
    assert convoca("demo", "--db", example).code == 0
    with open_convoca(database=example) as store, store.reading() as uow:
        period = uow.periods.all(number=900)[0]
        requests = uow.requests.all(period=period.id)
    assert len(requests) >= 60
    assert period.is_example


@pytest.mark.parametrize("audience", ["public", "secretariat"])
def test_calendars_are_written_with_their_truth_and_the_same_bytes_again(
    example: str, tmp_path: Path, audience: str
) -> None:
    def write() -> bytes:
        answer = convoca(
            "calendars", "write", "--period", 900, "--audience", audience, "--language", "es",
            "--out", tmp_path, "--truth", tmp_path / "truth.json", "--db", example, "--json",
        )  # fmt: skip
        assert answer.code == 0, answer.errors
        return Path(answer.data["files"][0]).read_bytes()

    first = write()
    assert write() == first
    events = Calendar.from_ical(first).walk("VEVENT")
    truth = json.loads((tmp_path / "truth.json").read_text("utf-8"))
    assert {str(event["UID"]) for event in events} == {row["uid"] for row in truth}


@pytest.mark.parametrize("kind", ["requests", "programme"])
def test_workbooks_are_written_the_same_twice(example: str, tmp_path: Path, kind: str) -> None:
    contents = []
    for _ in range(2):
        answer = convoca(
            "workbook", "write", "--period", 900, "--kind", kind, "--language", "fr",
            "--out", tmp_path, "--db", example, "--json",
        )  # fmt: skip
        assert answer.code == 0, answer.errors
        contents.append(Path(answer.data["files"][0]).read_bytes())
    assert contents[0] == contents[1]
    assert load_workbook(tmp_path / "900" / f"{kind}-fr.xlsx").worksheets[0].max_row > 20


@pytest.mark.parametrize("kind", ["votes", "commitments"])
def test_registers_of_proceedings_are_written_and_never_to_be_edited(
    example: str, tmp_path: Path, kind: str
) -> None:
    asked = ("workbook", "write", "--period", 900, "--kind", kind, "--out", tmp_path, "--language",
             "fr", "--db", example, "--json")  # fmt: skip
    answer = convoca(*asked)

    assert answer.code == 0, answer.errors
    assert answer.data["files"] == [str(tmp_path / "900" / f"{kind}-fr.xlsx")]
    assert load_workbook(answer.data["files"][0]).worksheets[0].max_column > 10
    assert convoca(*asked, "--round-trip").code == 2
    assert convoca(*asked, "--audience", "public").code == 2


@pytest.mark.parametrize(("suffix", "begins"), [("pdf", b"%PDF-"), ("xml", b"<?xml")])
def test_minutes_are_written_for_the_archive_and_for_other_programs(
    example: str, tmp_path: Path, suffix: str, begins: bytes
) -> None:
    with open_convoca(database=example) as store, store.reading() as uow:
        found = uow.hearings.all()[0]
    answer = convoca(
        "documents", "minutes", "--hearing", found.id, "--kind", suffix, "--out", tmp_path,
        "--db", example, "--json",
    )  # fmt: skip

    assert answer.code == 0, answer.errors
    (path,) = map(Path, answer.data["files"])
    assert path.suffix == f".{suffix}"
    assert path.read_bytes().startswith(begins)


@pytest.mark.parametrize("kind", ["hearing", "session"])
def test_minutes_are_written(example: str, tmp_path: Path, kind: str) -> None:
    with open_convoca(database=example) as store, store.reading() as uow:
        found = (uow.hearings if kind == "hearing" else uow.sessions).all()[0]
    answer = convoca(
        "documents", "minutes", f"--{kind}", found.id, "--language", "pt", "--out", tmp_path,
        "--db", example, "--json",
    )  # fmt: skip
    assert answer.code == 0, answer.errors
    path = Path(answer.data["files"][0])
    assert path.read_bytes().startswith(b"PK")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_backup_restores_into_an_empty_store_and_only_there(example: str, tmp_path: Path) -> None:
    backup = tmp_path / "convoca.backup"
    assert convoca("backup", backup, "--db", example).code == 0
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600

    fresh = f"sqlite:///{tmp_path / 'fresh' / 'convoca.db'}"
    assert convoca("restore", backup, "--db", fresh).code == 0
    kinds = "periods requests hearings placements notices members observations identities sessions"
    with (
        open_convoca(database=example) as old,
        open_convoca(database=fresh) as new,
        old.reading() as before,
        new.reading() as after,
    ):
        for kind in kinds.split():
            assert getattr(after, kind).all() == getattr(before, kind).all(), kind
        assert after.audit.head() == before.audit.head()
    assert convoca("audit", "verify", "--db", fresh).code == 0

    refused = convoca("restore", backup, "--db", fresh)
    assert refused.code == 1
    assert "something already" in refused.errors


def test_a_damaged_backup_is_refused_and_nothing_is_restored(example: str, tmp_path: Path) -> None:
    backup = tmp_path / "convoca.backup"
    convoca("backup", backup, "--db", example)
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 0xFF
    backup.write_bytes(bytes(content))
    fresh = f"sqlite:///{tmp_path / 'fresh' / 'convoca.db'}"
    assert convoca("restore", backup, "--db", fresh).code == 2
    with open_convoca(database=fresh) as store, store.reading() as uow:
        assert uow.periods.all() == []


def test_the_audit_trail_and_the_installation_are_checked(example: str) -> None:
    verified = convoca("audit", "verify", "--db", example, "--json")
    assert (verified.code, verified.data["intact"]) == (0, True)
    doctor = convoca("doctor", "--db", example, "--json")
    assert doctor.code == 0, doctor.output


def test_what_is_not_there_is_said(example: str, tmp_path: Path) -> None:
    answer = convoca(
        "calendars", "write", "--period", 4, "--audience", "public", "--out", tmp_path,
        "--db", example,
    )  # fmt: skip
    assert answer.code == 2
    assert "4" in answer.errors
    assert list(tmp_path.glob("**/*.ics")) == []


def test_a_store_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "convoca.db"
    path.touch(mode=0o644)
    path.chmod(0o644)
    answer = convoca("doctor", "--db", f"sqlite:///{path}")
    assert answer.code == 1
    assert "chmod 600" in answer.errors

"""The commands for visits: listed, judged, refused entry and moved, day sheets as files of their own."""

from pathlib import Path

import pytest

from support.command import Answer, convoca


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "convoca.db"
    assert convoca("demo", "--db", f"sqlite:///{path}").code == 0
    return path


@pytest.fixture
def store(example: Path, tmp_path: Path) -> str:
    copy = tmp_path / "store" / "convoca.db"
    copy.parent.mkdir(mode=0o700)
    copy.write_bytes(example.read_bytes())
    copy.chmod(0o600)
    return f"sqlite:///{copy}"


def visits(store: str, *arguments: object) -> Answer:
    return convoca("visits", *arguments, "--db", store, "--json")


def the_visit(store: str) -> dict:
    (found,) = (v for v in visits(store, "list").data["visits"] if v["stages"])
    return found


def test_visits_are_listed_with_their_stages_by_year(store: str) -> None:
    visit = the_visit(store)

    assert [stage["territory"] for stage in visit["stages"]] == ["GT", "HN"]
    assert visit["soil"] == ["GT", "HN"]
    assert visits(store, "list", "--year", 1999).data["visits"] == []


def test_a_visit_is_judged_with_its_travel(store: str) -> None:
    answer = visits(store, "check", the_visit(store)["id"])

    (judged,) = answer.data["visits"]
    assert answer.code == 0
    assert {f["rule"]: f["verdict"] for f in judged["findings"]} == {
        "special_commission_is_named": "MET",
        "delegation_is_free_of_nationals_and_residents": "MET",
        "states_have_consented": "UNDETERMINED",
    }
    assert [clash["kind"] for clash in judged["clashes"]] == ["in_the_dark"]


def test_a_clash_and_who_is_to_be_told_are_sentences(store: str) -> None:
    visit = the_visit(store)
    said = convoca("visits", "check", visit["id"], "--db", store).output
    assert "in_the_dark" not in said
    assert "goes through the dark" in said

    told = convoca(
        "visits", "refuse", visit["id"], "--stage", visit["stages"][1]["id"], "--by", "HN",
        "--reason", "Refused", "--db", store,
    ).output  # fmt: skip
    assert "Activities that wait: 2" in told
    assert "Honduras: that its refusal is on record." in told


def test_what_is_held_at_a_refused_stage_moves_to_the_place_that_takes_its_stead(
    store: str,
) -> None:
    visit = the_visit(store)
    second = visit["stages"][1]["id"]

    refused = visits(
        store, "refuse", visit["id"], "--stage", second, "--by", "HN", "--reason", "Refused"
    )
    assert refused.code == 0
    assert len(refused.data["held"]) == 2
    assert {"whom": "state_that_refused", "person": None, "state": "HN"} in refused.data["to_tell"]

    moved = visits(
        store, "replace", visit["id"], "--stage", second, "--place", "Example Harbour",
        "--territory", "SV", "--zone", "America/El_Salvador", "--reason", "Moved",
    )  # fmt: skip
    assert moved.code == 0
    assert len(moved.data["moved"]) == 2
    assert moved.data["barred"] == []
    assert moved.data["visit"]["soil"] == ["GT", "SV"]
    again = visits(store, "refuse", visit["id"], "--stage", second, "--reason", "Again")
    assert again.code == 1
    assert again.errors


def test_a_move_to_where_somebody_may_not_go_is_told_by_the_exit_code(store: str) -> None:
    visit = the_visit(store)
    first = visit["stages"][0]["id"]
    assert visits(store, "refuse", visit["id"], "--stage", first, "--reason", "Refused").code == 0

    moved = visits(
        store, "replace", visit["id"], "--stage", first, "--place", "Example Town",
        "--territory", "CO", "--zone", "America/Bogota", "--reason", "Moved",
    )  # fmt: skip

    assert moved.code == 1
    assert [f["rule"] for f in moved.data["barred"]] == ["member_joins_the_observation"]
    assert visits(store, "check", visit["id"]).code == 1


def test_a_state_that_is_none_is_refused(store: str) -> None:
    visit = the_visit(store)
    stage = visit["stages"][0]["id"]

    answer = visits(
        store, "refuse", visit["id"], "--stage", stage, "--by", "XX", "--reason", "Refused"
    )

    assert answer.code == 2
    assert the_visit(store)["stages"][0]["refused_on"] is None


@pytest.mark.parametrize(("suffix", "magic"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_each_person_gets_a_file_that_no_name_gives_away(
    store: str, tmp_path: Path, suffix: str, magic: bytes
) -> None:
    folder = tmp_path / "sheets"

    answer = visits(
        store, "day-sheets", the_visit(store)["id"], "--out", folder, "--format", suffix,
        "--language", "es",
    )  # fmt: skip

    files = [Path(name) for name in answer.data["files"]]
    assert sorted(folder.iterdir()) == sorted(files)
    assert len(files) == 5
    assert all(path.read_bytes().startswith(magic) for path in files)
    assert not any("example" in path.name.casefold() for path in files)

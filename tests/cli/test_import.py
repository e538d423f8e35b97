"""``convoca import``: a plan first, all or nothing, the same twice, every reference file as it is."""

from pathlib import Path

import pytest

from support.command import convoca

SHARED = Path(__file__).parents[2].parent / "shared" / "reference"
COLUMNS = "number,kind,opens,closes,city\n"
GOOD = '901,regular,2027-03-01,2027-03-12,"Washington, DC"\n'
AMBIGUOUS = '902,regular,07/04/2026,20/07/2026,"Washington, DC"\n'


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"


def _file(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "periods.csv"
    path.write_text(COLUMNS + "".join(rows), "utf-8")
    return path


def test_nothing_is_written_without_apply(tmp_path: Path, store: str) -> None:
    planned = convoca("import", "periods", _file(tmp_path, GOOD), "--db", store, "--json")
    assert (planned.code, planned.data["applied"]) == (0, False)
    again = convoca("import", "periods", _file(tmp_path, GOOD), "--db", store, "--json")
    assert again.data["counts"]["create"] == 1


def test_a_second_run_changes_nothing(tmp_path: Path, store: str) -> None:
    first, second = (
        convoca("import", "periods", _file(tmp_path, GOOD), "--apply", "--db", store, "--json")
        for _ in range(2)
    )
    assert (first.code, first.data["written"], first.data["counts"]["create"]) == (0, 1, 1)
    assert (second.code, second.data["written"], second.data["counts"]["unchanged"]) == (0, 0, 1)


def test_one_bad_row_stops_all_and_an_ambiguous_date_is_asked_about(
    tmp_path: Path, store: str
) -> None:
    path = _file(tmp_path, GOOD, AMBIGUOUS)
    stopped = convoca("import", "periods", path, "--apply", "--db", store, "--json")
    assert (stopped.code, stopped.data["applied"], stopped.data["written"]) == (2, False, 0)
    (remark,) = [r for r in stopped.data["rows"][1]["remarks"] if r["level"] == "error"]
    assert (remark["row"], remark["read"]) == (3, "07/04/2026")
    assert "2026-04-07" in remark["problem"] + remark["remedy"]

    read = convoca(
        "import", "periods", path, "--dates", "day-first", "--apply", "--db", store, "--json"
    )
    assert (read.code, read.data["written"]) == (0, 2)


@pytest.mark.skipif(not SHARED.exists(), reason="the reference tables are not beside the checkout")
def test_every_reference_file_is_read_as_it_is(store: str) -> None:
    for kind, name, created in (
        ("states", "member_states", 35),
        ("members", "commissioners", 35),
        ("rapporteurships", "rapporteurships", 85),
        ("periods", "periods", 58),
        ("periods", "calls_for_requests", 0),
        ("hearings", "hearings", 185),
        ("visits", "visits", 33),
    ):
        arguments = ["import", kind, SHARED / f"{name}.csv", "--apply", "--db", store, "--json"]
        first, second = convoca(*arguments), convoca(*arguments)
        assert (first.code, first.data["counts"]["create"]) == (0, created), name
        assert (second.code, second.data["written"]) == (0, 0), name


@pytest.mark.skipif(not SHARED.exists(), reason="the reference tables are not beside the checkout")
@pytest.mark.parametrize(
    ("kind", "name"),
    [("periods", "periods"), ("visits", "visits"), ("rapporteurships", "rapporteurships")],
)
def test_a_new_store_knows_what_a_kind_builds_on(store: str, kind: str, name: str) -> None:
    answer = convoca("import", kind, SHARED / f"{name}.csv", "--apply", "--db", store, "--json")
    assert answer.code == 0
    assert answer.data["written"] > 30


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 not a workbook", b"\xd0\xcf\x11\xe0 old", b"<html></html>"]
)
def test_what_is_no_table_is_told(tmp_path: Path, store: str, content: bytes) -> None:
    path = tmp_path / "periods.xlsx"
    path.write_bytes(content)
    answer = convoca("import", "periods", path, "--apply", "--db", store)
    assert (answer.code, answer.output) == (2, "")
    assert "periods.xlsx" in answer.errors
    assert "Traceback" not in answer.errors

"""Files for one audience from the command: named by the audience, refused where nobody is meant."""

from pathlib import Path

import pytest

from convoca.bootstrap import open_convoca
from support.command import convoca
from support.planted import Planted, plant

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"


@pytest.fixture
def planted(store: str) -> Planted:
    with open_convoca(database=store) as opened:
        return plant(opened.unit_of_work())


def test_a_calendar_and_a_programme_for_each_audience(
    store: str, planted: Planted, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert planted.member
    for audience in (
        "public", "staff", "staff:press", "state:MX", str(planted.petitioner),
        f"member:{planted.member.id}", "secretariat",
    ):  # fmt: skip
        for words in (("calendars", "write"), ("workbook", "write", "--kind", "programme")):
            answer = convoca(
                *words, "--period", 901, "--audience", audience, "--language", "en",
                "--out", out, "--json", "--db", store,
            )  # fmt: skip
            assert answer.code == 0, answer.errors
            (name,) = answer.data["files"]
            file = Path(name)
            assert file.is_file()
            stem = "programme" if audience == "secretariat" else audience.replace(":", "-")
            assert stem in file.name or file.suffix == ".ics"
            assert ":" not in file.name


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--kind", "programme", "--audience", "state"], "state"),
        (["--kind", "programme", "--audience", f"member:{NOBODY}"], NOBODY),
        (["--kind", "programme", "--audience", f"petitioner:{NOBODY}"], NOBODY),
        (["--kind", "requests", "--audience", "public"], "--audience"),
        (["--kind", "programme", "--audience", "public", "--round-trip"], "--audience"),
    ],
)
def test_what_nobody_is_to_read_is_refused(
    store: str, planted: Planted, tmp_path: Path, arguments: list[str], said: str
) -> None:
    out = tmp_path / "out"
    answer = convoca("workbook", "write", "--period", 901, *arguments, "--out", out, "--db", store)

    assert answer.code == 2
    assert said in answer.errors
    assert not out.exists()

"""Who was on the board of officers comes with the package, and by file."""

from datetime import date
from pathlib import Path

import pytest

from convoca.bootstrap import load_reference, open_convoca
from convoca.domain.finding import Verdict
from convoca.domain.member import Office, OfficeHeld
from convoca.rules.board_of_officers import presiding_on
from convoca.rules.elections import officer_may_be_elected_again
from support.command import convoca as command


def test_the_shipped_board_says_who_presides(database: str) -> None:
    """PRACTICE of 2022 to 2026: elected and interim boards, each row with its source."""
    with open_convoca(database=database) as convoca:
        load_reference(convoca)
        with convoca.reading() as uow:
            members = uow.members.all()
    presiding = {
        day: presiding_on(members, day)
        for day in (date(2022, 2, 1), date(2024, 1, 15), date(2025, 3, 1), date(2026, 11, 22))
    }
    assert [m.name if m else None for m in presiding.values()] == [
        "Julissa Mantilla Falcón",
        "Roberta Clarke",
        "José Luis Caballero Ochoa",
        "Edgar Stuardo Ralón Orellana",
    ]


def test_nobody_on_the_shipped_boards_was_elected_too_often(database: str) -> None:
    """Art. 8.1, in both readings, for every election from 2022 to 2026."""
    with open_convoca(database=database) as convoca:
        load_reference(convoca)
        with convoca.reading() as uow:
            members = uow.members.all()
    elections = [(m, held) for m in members for held in m.offices if not held.interim]

    assert len(elections) == 15
    for member, held in elections:
        finding = officer_may_be_elected_again(member=member, office=held.office, on=held.starts)
        assert finding.verdict is Verdict.MET, (member.name, held)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Example Member A,MX,2026-01-01,2029-12-31,Presidenta,2026-03-02,,no", 0),
        ("Example Member A,MX,2026-01-01,2029-12-31,president,,,", 0),
        ("Example Member A,MX,2026-01-01,2029-12-31,king,2026-03-02,,", 2),
    ],
)
def test_an_office_is_read_with_its_first_day(tmp_path: Path, row: str, code: int) -> None:
    path = tmp_path / "members.csv"
    header = "name,nationality,term_start,term_end,office,office_start,office_end,interim"
    path.write_text(f"{header}\n{row}\n", "utf-8")
    store = f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"
    answer = command("import", "members", path, "--apply", "--db", store, "--json")
    assert answer.code == code
    with open_convoca(database=store) as convoca, convoca.reading() as uow:
        offices = [held for member in uow.members.all() for held in member.offices]
    complete = "2026-03-02" in row and code == 0
    president = OfficeHeld(office=Office.PRESIDENT, starts=date(2026, 3, 2))
    assert offices == ([president] if complete else [])

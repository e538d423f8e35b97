"""The registers of votes and of commitments as workbooks."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from convoca.documents.votes_workbook import commitments_workbook, votes_workbook
from convoca.domain.commitment import FollowUpState
from convoca.domain.finding import Citation
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.vote import Majority, VoteMethod
from convoca.services.registers import CommitmentRow, VoteRow
from documents.test_workbooks import by_heading, wall


def a_vote_row(**changes: Any) -> VoteRow:
    values: dict[str, Any] = {
        "id": UUID(int=7),
        "decided_on": date(2022, 3, 8),
        "session": "Example session",
        "item": "Example case",
        "text": "Is the report approved?",
        "decision": "report_on_a_state",
        "method": VoteMethod.ROLL_CALL,
        "majority": Majority.ABSOLUTE,
        "citations": (Citation(18, 1, "c"),),
        "required": 4,
        "adopted": True,
        "in_favour": ("Example A", "Example B", "Example C", "Example D"),
        "against": ("Example E",),
        "abstaining": (),
        "no_part": ("Example F",),
        "in_office": 7,
        "explained": ("Example E",),
    }
    return VoteRow(**{**values, **changes})


def a_commitment_row(**changes: Any) -> CommitmentRow:
    values: dict[str, Any] = {
        "id": UUID(int=8),
        "hearing": "Ejemplo: niñez",
        "held_on": date(2022, 3, 8),
        "matter_number": "12.345",
        "states": (StateCode("PE"), StateCode("BR")),
        "party": "Perú",
        "text": "To hand in the register.",
        "due": date(2022, 4, 15),
        "state": FollowUpState.PARTLY_DONE,
        "is_overdue": True,
        "heard_on": date(2022, 4, 1),
        "heard": "A part came.",
    }
    return CommitmentRow(**{**values, **changes})


def votes(*rows: VoteRow, language: Language = Language.ENGLISH) -> bytes:
    return votes_workbook(rows, period_number=183, language=language, is_example=True)


def commitments(*rows: CommitmentRow, language: Language = Language.ENGLISH) -> bytes:
    return commitments_workbook(rows, period_number=183, language=language, is_example=False)


def test_a_vote_is_a_line_of_names_and_numbers() -> None:
    adopted, rejected = by_heading(votes(a_vote_row(), a_vote_row(adopted=False, session="")))

    assert adopted == {
        "Decided on": wall("2022-03-08"),
        "Session": "Example session",
        "Item of business": "Example case",
        "Question": "Is the report approved?",
        "Subject of the decision": "Report on the situation of human rights in a State",
        "How it was voted": "By roll call",
        "Majority": "Absolute majority of all members (Art. 18.1.c)",
        "Votes needed": 4,
        "Members in office": 7,
        "Result": "Adopted",
        "In favour": "Example A; Example B; Example C; Example D",
        "Against": "Example E",
        "Abstentions": None,
        "Did not take part": "Example F",
        "Explained their vote": "Example E",
        "Record key": str(UUID(int=7)),
    }
    assert (rejected["Result"], rejected["Session"]) == ("Not adopted", None)


def test_a_commitment_is_a_line_with_its_day_and_what_was_heard() -> None:
    overdue, open_one = by_heading(
        commitments(
            a_commitment_row(),
            a_commitment_row(due=None, is_overdue=False, heard_on=None, heard="", held_on=None),
        )
    )

    assert overdue == {
        "Hearing": "Ejemplo: niñez",
        "Held on": wall("2022-03-08"),
        "Matter number": "12.345",
        "States": "Peru; Brazil",
        "Party": "Perú",
        "Commitment": "To hand in the register.",
        "Due on": wall("2022-04-15"),
        "State of it": "Partly fulfilled",
        "Overdue": "Overdue",
        "Last heard of on": wall("2022-04-01"),
        "Last note": "A part came.",
        "Record key": str(UUID(int=8)),
    }
    assert {open_one[each] for each in ("Held on", "Due on", "Overdue", "Last note")} == {None}


@pytest.mark.parametrize("language", Language)
def test_the_same_rows_give_the_same_bytes_and_the_page_about_them_explains_each_column(
    language: Language,
) -> None:
    for write, row in ((votes, a_vote_row()), (commitments, a_commitment_row())):
        content = write(row, language=language)  # type: ignore[arg-type]
        assert content == write(row, language=language)  # type: ignore[arg-type]
        table, about = openpyxl.load_workbook(BytesIO(content)).worksheets
        headings = [cell.value for cell in table[1]]
        explained = [row[0].value for row in about.iter_rows(min_row=3)]
        assert explained[-len(headings) :] == headings
        assert len(set(headings)) == len(headings)


def test_typed_text_is_never_a_formula() -> None:
    for content in (votes(a_vote_row(text="=1+1")), commitments(a_commitment_row(text="=1+1"))):
        sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
        (cell,) = (cell for cell in sheet[2] if cell.value == "=1+1")
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_libreoffice_reads_both(
    libreoffice: Callable[[list[Path], str], list[Path]], tmp_path: Path
) -> None:
    files = [tmp_path / "votes.xlsx", tmp_path / "commitments.xlsx"]
    files[0].write_bytes(votes(a_vote_row()))
    files[1].write_bytes(commitments(a_commitment_row()))

    said = [
        path.read_text("utf-8")
        for path in libreoffice(files, "csv:Text - txt - csv (StarCalc):44,34,76")
    ]

    assert "Is the report approved?" in said[0]
    assert "To hand in the register." in said[1]

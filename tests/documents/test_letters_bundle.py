"""Letters to be handed over: one ZIP with each letter, and a list that a spreadsheet opens safely."""

import csv
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from uuid import UUID
from zipfile import ZipFile

import pytest

from convoca.documents.letters_bundle import LetterFiles, letters_bundle
from convoca.domain.language import Language
from convoca.domain.notice import NoticeFacts, NoticeKind
from convoca.services.audience import Audience, AudienceKind
from convoca.services.notices.letters import Letter

LETTER = Letter(
    notice=UUID(int=1), kind=NoticeKind.CONVOCATION, audience=Audience(AudienceKind.STATE, "MX"),
    language=Language.SPANISH, addressee="Misión de Ejemplo", address="mision@example.org",
    zone="America/Mexico_City", period_number=901, is_example=True, is_draft=False,
    dated=date(2027, 1, 20), reference="PS 901-N-1", facts=NoticeFacts(title="Example"),
    message="", articles=("64.4",), convoked_by="Example President", signatory="Example Secretary",
)  # fmt: skip


def files(stem: str, **changes: object) -> LetterFiles:
    letter = replace(LETTER, **changes)  # type: ignore[arg-type]
    return LetterFiles(stem=stem, letter=letter, text_sha256="ab" * 32, pdf=b"%PDF", docx=b"PK")


def rows_of(bundle: bytes) -> list[list[str]]:
    listed = ZipFile(BytesIO(bundle)).read("letters.csv").decode("utf-8-sig")
    return list(csv.reader(StringIO(listed), delimiter=";"))


def test_each_letter_is_there_twice_and_on_the_list() -> None:
    bundle = letters_bundle([files("notice-1"), files("notice-2")], Language.ENGLISH)
    _, first, _ = rows_of(bundle)

    assert ZipFile(BytesIO(bundle)).namelist() == [
        "notice-1.pdf", "notice-1.docx", "notice-2.pdf", "notice-2.docx", "letters.csv",
    ]  # fmt: skip
    assert first == [
        "notice-1.pdf", "PS 901-N-1", "Convocation", "Misión de Ejemplo", "mision@example.org",
        "Spanish", "ab" * 32,
    ]  # fmt: skip


def test_the_same_letters_give_the_same_bytes() -> None:
    made = [letters_bundle([files("notice-1")], Language.FRENCH) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("addressee", "listed"),
    [
        ('=HYPERLINK("http://example.org")', '\'=HYPERLINK("http://example.org")'),
        ("\t=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("Example\r\n=1+1;x", "Example =1+1;x"),
        ('"Example"; "other"', '"Example"; "other"'),
    ],
)
def test_no_name_is_a_formula_or_a_row_of_its_own(addressee: str, listed: str) -> None:
    rows = rows_of(letters_bundle([files("notice-1", addressee=addressee)], Language.ENGLISH))

    assert len(rows) == 2
    assert rows[1][3] == listed


@pytest.mark.parametrize("parts", [",", ";", "|"])
def test_no_name_is_a_formula_whichever_sign_parts_the_cells_for_the_reader(parts: str) -> None:
    addressee = f"Example{parts} =HYPERLINK(A1){parts}-1, 2+2"
    bundle = letters_bundle([files("notice-1", addressee=addressee)], Language.ENGLISH)
    lines = ZipFile(BytesIO(bundle)).read("letters.csv").decode("utf-8-sig")

    assert rows_of(bundle)[1][3] == f"Example{parts} '=HYPERLINK(A1){parts}'-1, 2+2"
    cells = [cell.strip() for row in csv.reader(StringIO(lines), delimiter=parts) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "-", "+", "@"))] == []

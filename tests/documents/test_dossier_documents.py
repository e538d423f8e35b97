from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from convoca.documents.dossier_documents import dossier_docx, dossier_pdf
from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.notice import DeliveryState, NoticeKind
from convoca.domain.programme import Channel
from convoca.domain.slot import Slot
from convoca.i18n.findings import sentence
from convoca.rules.hearing_evidence import hearing_goes_on_without_the_party
from convoca.services.notices.dossier import Dossier, DossierEntry
from documents.samples import LATE
from support.pdf_checks import defects, text_of_pdf

ON = date(2027, 2, 8)
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SERVED = DossierEntry(
    served_on=date(2027, 2, 1),
    served_at=datetime(2027, 2, 1, 15, 30, tzinfo=UTC),
    kind=NoticeKind.CONVOCATION,
    channel=Channel.EMAIL,
    state=DeliveryState.DELIVERED,
    address="ejemplo@example.org",
    language=Language.PORTUGUESE,
    text_sha256=SHA256,
    reference="<ejemplo@convoca.example>",
    by="Persona de ejemplo",
    note="250 OK",
    said_day=date(2027, 3, 9),
    said_hour=time(9),
    said_place="Bogotá",
)
BY_HAND = DossierEntry(served_on=date(2027, 2, 3), channel=Channel.BY_HAND, note="Nota de ejemplo")


def a_dossier(**changes: Any) -> Dossier:
    values: dict[str, Any] = {
        "period_number": 196,
        "is_example": True,
        "title": "Ejemplo: independencia judicial {{ x }} <b>",
        "matter_number": "12.345",
        "party": "BR",
        "state": StateCode("BR"),
        "slot": Slot.local(date(2027, 3, 9), time(9), minutes=90, zone="America/Bogota"),
        "place": "Bogotá",
        "last_day": date(2027, 2, 9),
        "days_of_notice": 36,
        "circumstances": "",
        "authority": "",
        "notice": None,
        "absence": hearing_goes_on_without_the_party(notice=None),
        "entries": (SERVED, BY_HAND),
    }
    return Dossier(**{**values, **changes})


def docx_text(content: bytes) -> str:
    document = docx.Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("language", Language)
def test_a_dossier_is_accessible_and_made_to_be_kept(language: Language, tmp_path: Path) -> None:
    pdf = dossier_pdf(a_dossier(), on=ON, language=language)

    assert defects(pdf, tmp_path) == []
    assert pdf == dossier_pdf(a_dossier(), on=ON, language=language)


def test_both_files_hold_the_whole_proof() -> None:
    dossier = a_dossier()
    pdf = "".join(text_of_pdf(dossier_pdf(dossier, on=ON, language=Language.ENGLISH)).split())
    word = docx_text(dossier_docx(dossier, on=ON, language=Language.ENGLISH))

    for part in (
        "Ejemplo: independencia judicial {{ x }} <b>",
        "Brazil",
        "36 days",
        "February 9, 2027",
        sentence(dossier.absence, Language.ENGLISH),
        "1. Convocation, February 1, 2027",
        "ejemplo@example.org",
        SHA256,
        "<ejemplo@convoca.example>",
        "250 OK",
        "Persona de ejemplo",
        "2. Recorded by hand, February 3, 2027",
        "February 8, 2027",
    ):
        assert "".join(part.split()) in pdf
        assert part in word


def test_the_verdict_of_the_month_is_told_with_what_would_cure_it() -> None:
    finding = Finding(
        rule=LATE.rule,
        verdict=Verdict.BREACHED,
        citations=(Citation(66, 1),),
        facts=dict(LATE.facts),
        cure=LATE.cure,
    )
    word = docx_text(dossier_docx(a_dossier(notice=finding), on=ON, language=Language.ENGLISH))

    assert "Breached" in word
    assert sentence(finding, Language.ENGLISH) in word


def test_nothing_served_is_said() -> None:
    word = docx_text(dossier_docx(a_dossier(entries=()), on=ON, language=Language.ENGLISH))

    assert "Nothing was served to this party yet." in word


def test_a_dossier_of_an_example_says_so_on_every_page() -> None:
    section = docx.Document(
        BytesIO(dossier_docx(a_dossier(), on=ON, language=Language.ENGLISH))
    ).sections[0]

    assert "EXAMPLE: invented data" in [p.text for p in section.header.paragraphs]

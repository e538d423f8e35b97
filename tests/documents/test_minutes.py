import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from convoca.documents.minutes import minutes_document
from convoca.documents.plain_text import plain_text
from convoca.domain.language import Language
from convoca.domain.minutes import Attendance, Commitment
from convoca.services.read_models import MinutesProjection
from documents.samples import hearing_minutes, session_minutes

NAUGHTY = Path(__file__).parents[3] / "shared" / "corpora" / "blns" / "blns.json"
NOTHING = "Nothing was recorded under this heading."


def written(projection: MinutesProjection, language: Language = Language.ENGLISH) -> Document:
    return docx.Document(BytesIO(minutes_document(projection, language=language)))


def headings(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]


def cells(document: Document, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def listed(document: Document, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style and p.style.name == style]


def test_minutes_of_a_hearing_state_what_art_70_1_asks_for() -> None:
    document = written(hearing_minutes())

    assert listed(document, "Title") == ["Minutes of hearing"]
    assert listed(document, "Subtitle") == [hearing_minutes().title]
    assert headings(document) == [
        "Members of the Commission present",
        "Participants",
        "Decisions adopted",
        "Commitments assumed by the parties",
        "Annexes: documents submitted by the parties",
    ]
    facts = dict(cells(document, 0))
    assert facts["Began"] == "Tuesday, March 15, 2022, 9:30\u00a0AM (Colombia Standard Time)"
    assert facts["Ended"] == "Tuesday, March 15, 2022, 11:02\u00a0AM (Colombia Standard Time)"
    assert facts["Place"] == "Bogotá, Centro de Convenciones, Sala Ñ"
    assert facts["States"] == "Peru and Brazil"
    assert facts["Public or private"] == "Public"
    assert cells(document, 1) == [
        ["Name", "Role", "Side", "Organisation"],
        ["Ana Ejemplo", "Representative", "Requesting party", "Organización Ejemplo"],
        ["Witness 1 *", "Witness", "Requesting party", ""],
        ["Juan Ejemplo", "Agent of the State", "State", "Ministerio de Ejemplo"],
    ]
    assert listed(document, "List Number") == list(hearing_minutes().decisions)
    assert cells(document, 2) == [
        ["Party", "Commitment", "By"],
        ["Perú", "To hand in the register of titles.", "April 15, 2022"],
        ["Organización Ejemplo", "To name a liaison.", "No day given"],
    ]
    assert cells(document, 3)[1][:3] == ["1", "Mapa de territorios", "Organización Ejemplo"]


def test_minutes_of_a_session_state_what_art_20_1_asks_for() -> None:
    document = written(session_minutes())

    assert listed(document, "Title") == ["Summary minutes of session"]
    assert headings(document) == [
        "Members of the Commission present",
        "Matters dealt with",
        "Decisions taken",
        "Statements made for inclusion in the minutes",
    ]
    assert listed(document, "List Bullet") == list(session_minutes().members_present)
    assert listed(document, "List Number") == [
        "Programme of hearings",
        "Date of the next period",
        "To meet next in November.",
    ]
    assert cells(document, 1)[1] == ["Example Member B", "I should have preferred October."]


def test_each_numbered_list_begins_at_one() -> None:
    document = written(session_minutes())
    numbers = [
        p._p.pPr.numPr.numId.val
        for p in document.paragraphs
        if p.style and p.style.name == "List Number"
    ]

    assert numbers[0] == numbers[1] != numbers[2]


@pytest.mark.parametrize("sample", [hearing_minutes, session_minutes])
def test_an_empty_section_says_that_nothing_was_recorded(
    sample: Callable[..., MinutesProjection],
) -> None:
    nothing: dict[str, object] = {
        "started": None,
        "ended": None,
        "place": "",
        "presiding": "",
        "members_present": (),
        "attendance": (),
        "matters": (),
        "decisions": (),
        "commitments": (),
        "statements": (),
        "annexes": (),
    }
    document = written(sample(**nothing))

    assert listed(document, "Note") == [NOTHING] * len(headings(document))
    facts = dict(cells(document, 0))
    assert {facts[name] for name in ("Began", "Ended", "Place", "Presiding")} == {"Not recorded"}


def test_a_protected_participant_is_explained_and_nobody_else_is() -> None:
    note = "* Named by pseudonym: the identity is kept in confidence (Arts. 64.3, 65.8)."
    known = replace(hearing_minutes(), attendance=(Attendance(name="Ana Ejemplo"),))

    assert listed(written(hearing_minutes()), "Note") == [note]
    assert listed(written(known), "Note") == []


def test_a_table_has_a_header_that_repeats_and_rows_that_do_not_break() -> None:
    for table in written(hearing_minutes()).tables[1:]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_header_marks_drafts_and_examples() -> None:
    def marks(projection: MinutesProjection) -> list[str]:
        return [p.text for p in written(projection).sections[0].header.paragraphs[1:]]

    assert marks(hearing_minutes()) == ["DRAFT", "EXAMPLE: invented data"]
    assert marks(session_minutes()) == []


def test_the_footer_says_whose_paper_it_is_and_counts_the_pages() -> None:
    for projection, notice in (
        (hearing_minutes(), "Internal working document of the Commission (Art. 70.2)"),
        (session_minutes(), "Confidential internal working document (Art. 20.1)"),
    ):
        (footer,) = written(projection).sections[0].footer.paragraphs
        fields = [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))]
        said = "".join(node.text or "" for node in footer._p.iter(qn("w:t")))
        assert said == f"{notice}Page 1 of 1"
        assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("language", Language)
def test_the_file_knows_its_language_and_title_and_not_who_made_it(language: Language) -> None:
    document = written(hearing_minutes(), language)
    properties = document.core_properties
    (lang,) = document.styles.element.iter(qn("w:lang"))

    assert lang.get(qn("w:val")).startswith(str(language))
    assert properties.language == str(language)
    assert properties.title.endswith(hearing_minutes().title)
    assert properties.author == properties.last_modified_by == "Convoca"
    assert (properties.comments, properties.created) == ("", properties.modified)


@pytest.mark.parametrize("language", Language)
def test_the_same_minutes_give_the_same_bytes(language: Language) -> None:
    one = minutes_document(hearing_minutes(), language=language)

    assert one == minutes_document(hearing_minutes(), language=language)
    with ZipFile(BytesIO(one)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "thumbnail" in name or "app" in name]


def test_naughty_strings_come_back_as_text() -> None:
    if not NAUGHTY.exists():
        pytest.skip("the list of naughty strings is not here")
    strings = [*json.loads(NAUGHTY.read_text(encoding="utf-8")), "a\ud800b", "\x00\x1b"]
    document = written(
        hearing_minutes(
            title="\x00\u202e\ud800 title",
            decisions=tuple(strings),
            commitments=tuple(Commitment(party=text, text=text) for text in strings),
        )
    )

    assert listed(document, "List Number") == [plain_text(text) for text in strings]
    assert [row[1] for row in cells(document, 2)[1:]] == [plain_text(text) for text in strings]


def test_libreoffice_lays_the_minutes_out(
    libreoffice: Callable[[list[Path], str], list[Path]], tmp_path: Path
) -> None:
    files = []
    for language in Language:
        files.append(tmp_path / f"minutes-{language}.docx")
        files[-1].write_bytes(minutes_document(hearing_minutes(), language=language))

    for page in libreoffice(files, "pdf"):
        text = subprocess.run(
            ["pdftotext", "-layout", str(page), "-"], check=True, capture_output=True, text=True
        ).stdout
        assert "Witness 1 *" in text
        assert "Mapa de territorios" in text

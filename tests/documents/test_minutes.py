import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from convoca.documents.minutes import minutes_document
from convoca.documents.minutes_parts import fingerprint_of
from convoca.documents.plain_text import plain_text
from convoca.domain.language import Language
from convoca.domain.minutes import Attendance, Commitment, MinutesStatus
from convoca.services.read_models import MinutesProjection
from documents.samples import (
    hearing_minutes,
    party_copy,
    session_minutes,
    voted_session_minutes,
)

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
        "About this document",
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
        "About this document",
    ]
    assert listed(document, "List Bullet") == list(session_minutes().members_present)
    assert listed(document, "List Number") == [
        "Programme of hearings",
        "Date of the next period",
        "To meet next in November.",
    ]
    assert listed(document, "Heading 2") == ["Example Member B"]
    assert "I should have preferred October." in listed(document, "Normal")


def test_minutes_of_a_session_say_who_was_there_when_and_how_votes_ended() -> None:
    document = written(voted_session_minutes())

    assert cells(document, 1) == [
        ["Member", "From (hour)", "To (hour)"],
        ["Example Member A", "9:30\u00a0AM", "11:02\u00a0AM"],
        ["Example Member B", "9:30\u00a0AM", "11:02\u00a0AM"],
        ["Example Member C", "Not recorded", "Not recorded"],
    ]
    assert listed(document, "List Bullet") == ["Example Member D (Illness)", "Example Member E"]
    assert dict(cells(document, 0))["Presiding"] == "Example Member A and Example Member B"
    assert cells(document, 2)[1] == ["President", "Example Member A", "2", "4"]
    assert cells(document, 3) == [
        ["Subject of the decision", "Report on the situation of human rights in a State"],
        ["In favour", "4"],
        ["Against", "1"],
        ["Abstentions", "0"],
        ["Votes needed", "4"],
        ["Majority", "Absolute majority of all members (Art. 18.1.c)"],
        ["Dissenting", "Example Member B"],
        ["Did not take part (Art. 17)", "Example Member C"],
    ]
    assert listed(document, "Heading 3") == ["Explanation of vote of Example Member B (Art. 19)"]
    assert "I should have asked for more.\nExample." in listed(document, "Normal")


def test_an_hour_of_another_day_says_which() -> None:
    began = datetime(2022, 3, 15, 22, tzinfo=UTC)
    projection = session_minutes(
        started=began,
        ended=datetime(2022, 3, 16, 6, tzinfo=UTC),
        times_present=(("Example Member A", began, None),),
    )

    assert cells(written(projection), 1)[1] == [
        "Example Member A",
        "5:00\u00a0PM",
        "Mar 16, 2022, 1:00\u00a0AM",
    ]


def test_the_paper_says_its_edition_state_version_and_the_hash_of_what_it_states() -> None:
    assert cells(written(voted_session_minutes()), -1) == [
        ["Edition", "Full edition"],
        ["State of the minutes", "Approved and final"],
        ["Approval", "Approved without objection, July 4, 2022"],
        ["Version", "7"],
        ["Content (SHA-256)", "ab" * 32],
        ["Handling", "Confidential internal working document (Art. 20.1)"],
    ]
    to_come = voted_session_minutes(approval=None, approved_on=None)
    assert cells(written(to_come), -1)[2] == [
        "Period at whose opening they are to be approved",
        "184th period of sessions",
    ]


def test_a_correction_stands_after_the_minutes_as_they_were_approved() -> None:
    document = written(voted_session_minutes())

    assert headings(document)[-2:] == ["Corrections decided after approval", "About this document"]
    assert listed(document, "Heading 2")[-1] == "July 5, 2022"
    assert "It began at 9:40." in listed(document, "Normal")


def test_the_minutes_of_a_hearing_say_who_stayed_away_and_what_was_closed() -> None:
    document = written(
        hearing_minutes(
            absent_parties=("Perú",), made_private=True, is_private=True, recording="Tape 12"
        )
    )

    assert "Perú" in listed(document, "List Bullet")
    said = listed(document, "Normal")
    assert "The hearing was held in private by decision (Art. 68)." in said
    assert "Tape 12" in said
    assert dict(cells(document, 0))["Public or private"] == "Private"


def test_a_party_copy_says_that_parts_were_left_out_and_neither_which_nor_the_hash_of_the_whole() -> (
    None
):
    document = written(party_copy())
    about = dict(cells(document, -1))
    said = "\n".join(p.text for p in document.paragraphs)

    assert "Parts that could put persons at risk were left out of this copy (Art. 70.2)." in said
    assert "attendance" not in said
    assert about["Edition"] == "Copy for a party (Art. 70.2)"
    assert about["Handling"] == "For the party that asked for it (Art. 70.2)"
    assert about["Content (SHA-256)"] != "cd" * 32
    assert len(about["Content (SHA-256)"]) == 64


def test_the_hash_follows_what_is_said_and_not_how_far_the_minutes_are_on_their_way() -> None:
    copy = fingerprint_of(party_copy())

    assert fingerprint_of(party_copy(version=9, status=MinutesStatus.FINAL)) == copy
    assert fingerprint_of(party_copy(place="Elsewhere")) != copy


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

    assert listed(document, "Note") == [NOTHING] * (len(headings(document)) - 1)
    facts = dict(cells(document, 0))
    assert {facts[name] for name in ("Began", "Ended", "Place", "Presiding")} == {"Not recorded"}


def test_a_protected_participant_is_explained_and_nobody_else_is() -> None:
    note = "* Named by pseudonym: the identity is kept in confidence (Arts. 64.3, 65.8)."
    known = replace(hearing_minutes(), attendance=(Attendance(name="Ana Ejemplo"),))

    assert listed(written(hearing_minutes()), "Note") == [note]
    assert listed(written(known), "Note") == []


def test_a_table_has_a_header_that_repeats_and_rows_that_do_not_break() -> None:
    for table in written(hearing_minutes()).tables[1:-1]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_header_marks_drafts_examples_and_who_may_read_it() -> None:
    def marks(projection: MinutesProjection) -> list[str]:
        return [p.text for p in written(projection).sections[0].header.paragraphs[1:]]

    assert marks(hearing_minutes()) == ["DRAFT · EXAMPLE: invented data"]
    assert marks(session_minutes()) == ["CONFIDENTIAL"]
    assert marks(hearing_minutes(is_draft=False, is_example=False)) == []
    assert marks(hearing_minutes(is_private=True, is_draft=False, is_example=False)) == [
        "CONFIDENTIAL"
    ]
    assert marks(party_copy(is_example=False)) == ["COPY FOR A PARTY"]


def test_the_footer_says_whose_paper_it_is_and_counts_the_pages() -> None:
    for projection, notice in (
        (hearing_minutes(), "Internal working document of the Commission (Art. 70.2)"),
        (session_minutes(), "Confidential internal working document (Art. 20.1)"),
    ):
        (footer,) = written(projection).sections[0].footer.paragraphs
        fields = [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))]
        said = "".join(node.text or "" for node in footer._p.iter(qn("w:t")))
        assert said == f"{notice} · version 0Page 1 of 1"
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


def test_libreoffice_lays_all_minutes_out_in_every_language(
    libreoffice: Callable[[list[Path], str], list[Path]], tmp_path: Path
) -> None:
    """A converter that refuses one file goes on with the others: every one is looked for."""
    samples = {
        "hearing": (hearing_minutes(), ("Witness 1 *", "Mapa de territorios")),
        "session": (voted_session_minutes(), ("Example Member D", "It began at 9:40.")),
        "copy": (party_copy(), ("Witness 1 *", "(SHA-256)")),
    }
    files, expected = [], []
    for language in Language:
        for name, (projection, words) in samples.items():
            files.append(tmp_path / f"{name}-{language}.docx")
            files[-1].write_bytes(minutes_document(projection, language=language))
            expected.append(words)

    pages = libreoffice(files, "pdf")
    assert len(pages) == 12
    for page, words in zip(pages, expected, strict=True):
        text = subprocess.run(
            ["pdftotext", "-layout", str(page), "-"], check=True, capture_output=True, text=True
        ).stdout
        assert [word for word in words if word not in text] == [], page.name

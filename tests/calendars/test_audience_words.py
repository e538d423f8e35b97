"""What an entry says to one audience: who is heard, in what form, and where to join from afar."""

import pytest
from example_feeds import ORGANISER, a_feed, a_hearing

from convoca.calendars import ical, words
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import Modality
from convoca.services.audience import Audience
from convoca.services.feeds import CalendarEntry, EntryKind

LINK = "https://meet.example.org/a;b,c?x=1&y=2"
MEMBER = "member:00000000-0000-4000-8000-000000000001"


def written(entry: CalendarEntry, audience: str = "state:MX") -> list[str]:
    feed = a_feed(entry, audience=Audience.named(audience), is_example=False)
    content = ical.write(feed, Language.ENGLISH, organiser=ORGANISER)
    return content.decode().replace("\r\n ", "").splitlines()


def test_a_link_is_there_for_programs_and_for_people() -> None:
    """RFC 7986 §5.11; few programs show a CONFERENCE."""
    lines = written(a_hearing(link=LINK, modality=Modality.HYBRID))

    assert f"CONFERENCE;FEATURE=VIDEO;VALUE=URI:{LINK}" in lines
    assert f"URL:{LINK}" in lines
    (description,) = [line for line in lines if line.startswith("DESCRIPTION")]
    assert r"Modality: Hybrid\nJoin at: https://meet.example.org/a\;b\,c?x=1&y=2" in description


def test_without_a_link_there_is_no_trace_of_one() -> None:
    text = "\n".join(written(a_hearing()))

    for word in ("CONFERENCE", "URL", "Join at", "Modality", "Parties", "attendance"):
        assert word not in text


def test_who_is_heard_in_what_languages_before_how_many() -> None:
    entry = a_hearing(
        parties=("Mexico", "Example\r\nOrganisation"),
        languages=(Language.FRENCH, Language.PORTUGUESE),
        attendance=120,
    )
    text = "\n".join(written(entry))

    assert r"Parties: Mexico and Example Organisation" in text
    assert r"Languages: French and Portuguese\nExpected attendance: 120" in text


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (EntryKind.HEARING, "Private hearing"),
        (EntryKind.WORKING_MEETING, "Working meeting"),
        (EntryKind.SESSION, "Closed session"),
    ],
)
def test_a_busy_block_says_what_kind_of_thing_is_closed(kind: EntryKind, said: str) -> None:
    block = a_hearing(
        "busy:1", kind=kind, title="", place="", room="", states=(), is_busy=True, is_private=True
    )
    lines = written(block, "staff:press")

    assert f"SUMMARY;LANGUAGE=en:{said}" in lines
    assert "CLASS:CONFIDENTIAL" in lines
    assert not [line for line in lines if line.startswith(("LOCATION", "URL"))]


@pytest.mark.parametrize(
    ("audience", "whose"),
    [
        ("public", ""),
        ("staff:press", " (staff)"),
        ("state:MX", " (Mexico)"),
        (MEMBER, " (for a member)"),
        (MEMBER.replace("member", "petitioner"), " (for a party)"),
        ("secretariat", " (Executive Secretariat)"),
    ],
)
def test_a_calendar_is_named_after_no_person(audience: str, whose: str) -> None:
    projection = a_feed(audience=Audience.named(audience), is_example=False).projection

    assert words.name(projection, Language.ENGLISH) == f"901st period of sessions{whose}"

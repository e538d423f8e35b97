"""The bytes themselves (RFC 5545 §3.1), and text from outside that means harm."""

import json
import re

import pytest
from check_ics import SHARED
from example_feeds import ORGANISER, a_feed, a_hearing, an_eventful_feed
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from convoca.calendars import ical
from convoca.calendars.words import clean
from convoca.domain.language import Language
from convoca.services.audience import PUBLIC, SECRETARIAT
from convoca.services.feeds import Feed

NAUGHTY = SHARED / "corpora" / "blns" / "blns.json"

#: A name, its parameters, a value without controls.
CONTENT_LINE = re.compile(
    r'[A-Z0-9-]+(?:;[A-Z0-9-]+=(?:"[^"\x00-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*))*:[^\x00-\x1f\x7f]*'
)


def naughty_strings() -> list[str]:
    return json.loads(NAUGHTY.read_text(encoding="utf-8")) if NAUGHTY.exists() else []


def lines(data: bytes) -> list[str]:
    """Unfold, insisting on every rule for lines."""
    assert data.endswith(b"\r\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    for line in physical:
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode("utf-8")  # a fold never cuts a character
    unfolded = data.removesuffix(b"\r\n").replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    for line in unfolded:
        assert CONTENT_LINE.fullmatch(line), line
    return unfolded


def names(data: bytes) -> list[str]:
    return [re.split("[;:]", line, maxsplit=1)[0] for line in lines(data)]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("audience", [PUBLIC, SECRETARIAT], ids=str)
def test_every_line_is_as_the_rfc_says(audience, language):
    data = ical.write(an_eventful_feed(audience), language, organiser=ORGANISER)

    read = names(data)

    assert read[:3] == ["BEGIN", "VERSION", "PRODID"]
    assert read.count("BEGIN") == read.count("END") == 1 + len(an_eventful_feed(audience).entries)
    assert lines(data)[-1] == "END:VCALENDAR"


def with_text(outside: str) -> Feed:
    return a_feed(
        a_hearing(title=outside, place=outside, room=outside, panel=(outside,)),
        is_example=False,
    )


PLAIN_NAMES = names(ical.write(with_text("x"), Language.SPANISH, organiser=ORGANISER))


def the_text_survives(outside: str) -> None:
    data = ical.write(with_text(outside), Language.SPANISH, organiser=ORGANISER)

    without_place = [name for name in PLAIN_NAMES if name != "LOCATION"]
    assert names(data) == (PLAIN_NAMES if clean(outside) else without_place)
    (event,) = Calendar.from_ical(data).events
    if clean(outside):
        assert event["SUMMARY"] == clean(outside)
        assert event["LOCATION"] == f"{clean(outside)}, {clean(outside)}"
        assert event["DESCRIPTION"].endswith(clean(outside))


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_comes_back_as_it_was(outside):
    the_text_survives(outside)


@given(st.text('\\nN;,:"^\r\n\t\x00\x85\u2028é👩', max_size=40))
def test_text_made_of_what_the_format_is_made_of_comes_back(outside):
    the_text_survives(outside)


@pytest.mark.parametrize(
    "outside",
    [
        "x\r\nATTENDEE:mailto:victim@example.org",
        "x\nEND:VEVENT\nBEGIN:VEVENT",
        "x\rBEGIN:VALARM",
        "x\u2028STATUS:CANCELLED",
        "x\x85METHOD:CANCEL",
        "x\x0bURL:https://example.org",
        "C:\\New\\notes",
        "a\\, b\\; c\\n d",
        '";X=1:',
        "{language} {0} %s",
        "\ud800 lone surrogate",
        "\ufeff\ufffe\uffff no characters",
    ],
)
def test_no_text_becomes_a_line_of_its_own(outside):
    the_text_survives(outside)


@pytest.mark.skipif(not NAUGHTY.exists(), reason="../shared/corpora/blns is not on this machine")
def test_naughty_strings_stay_text():
    strings = naughty_strings()
    assert len(strings) > 400

    for outside in strings:
        the_text_survives(outside)


def test_clean_text_is_one_line():
    assert clean(" a\r\nb\tc\x00d\x1b[31m\u2029e\x9f ") == "a b cd[31m e"


def test_clean_leaves_ordinary_text_alone():
    text = "Ñandú, œuvre; «¿¡Conceição!?» 👩🏽‍⚖️ \\N"

    assert clean(text) == text


def test_an_organiser_cannot_inject_either():
    organiser = ical.Organiser('A "B"; C, D\r\nATTENDEE:x\x00\x1b', "sessions@example.org")

    data = ical.write(a_feed(a_hearing()), Language.ENGLISH, organiser=organiser)

    assert "ATTENDEE" not in names(data)


def test_an_address_with_a_line_break_is_refused():
    organiser = ical.Organiser("A", "a@example.org\r\nATTENDEE:mailto:x")

    with pytest.raises(ValueError, match="CR or LF"):
        ical.write(a_feed(a_hearing()), Language.ENGLISH, organiser=organiser)

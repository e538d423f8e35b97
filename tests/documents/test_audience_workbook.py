"""The programme as one audience may read it, as a workbook."""

import json
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from convoca.calendars import ical
from convoca.calendars.ical import Organiser
from convoca.documents.plain_text import plain_text
from convoca.documents.workbooks import audience_workbook
from convoca.domain.language import Language
from convoca.domain.slot import Slot
from convoca.services.audience import PUBLIC, STAFF, Audience, state_audience
from convoca.services.feeds import CalendarEntry, CalendarProjection, EntryKind, next_feed
from support.fake_store import NOW

NAUGHTY = Path(__file__).parents[3] / "shared" / "corpora" / "blns" / "blns.json"
RISKY = ["=1+1", "@SUM(A1)", "+49 30", "-2", "=cmd|' /C calc'!A0", "#N/A", "a\r\nb", "\x00\x1b"]
FIELDS = ("title", "place", "room")


def an_entry(number: int = 0, **changes: object) -> CalendarEntry:
    day = date(2027, 3, 8) + timedelta(days=number)
    values: dict[str, object] = {
        "subject": f"hearing:{number:05d}",
        "kind": EntryKind.HEARING,
        "title": "Example",
        "slot": Slot.local(day, time(9), minutes=60, zone="America/Bogota"),
    }
    return CalendarEntry(**{**values, **changes})  # type: ignore[arg-type]


def a_projection(*entries: CalendarEntry, audience: Audience = PUBLIC) -> CalendarProjection:
    return CalendarProjection(
        audience=audience,
        period_number=901,
        period_opens=date(2027, 3, 1),
        period_closes=date(2027, 3, 12),
        is_example=False,
        entries=entries,
    )


def sheet(projection: CalendarProjection) -> list[dict[str, Any]]:
    content = audience_workbook(projection, language=Language.ENGLISH)
    headings, *rows = (
        openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True)
    )
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def strings() -> list[str]:
    more = json.loads(NAUGHTY.read_text("utf-8")) if NAUGHTY.exists() else []
    return [text for text in [*RISKY, *more] if len(text) < 2_000]


@pytest.mark.parametrize(
    ("audience", "absent", "there"),
    [
        (PUBLIC, {"Parties", "Members attending", "Link to join", "Expected attendance"}, {"Room"}),
        (STAFF, {"Parties", "Members attending", "Link to join", "Languages"}, {"Room"}),
        (Audience.named("staff:protocol"), {"Link to join", "Members attending"}, {"Parties"}),
        (Audience.named("staff:security"), {"Parties"}, {"Expected attendance"}),
        (state_audience("MX"), {"Expected attendance"}, {"Parties", "Link to join"}),
    ],
)
def test_there_is_no_column_for_what_is_never_told(
    audience: Audience, absent: set[str], there: set[str]
) -> None:
    (row,) = sheet(a_projection(an_entry(), audience=audience))

    assert not absent & set(row)
    assert there <= set(row)


def test_a_busy_block_is_a_line_that_says_when() -> None:
    block = an_entry(title="", is_busy=True, is_private=True)
    (row,) = sheet(a_projection(block, audience=STAFF))

    assert (row["Title"], row["From"], row["To"]) == ("Private hearing", time(9), time(10))
    assert row["Room"] is row["Place"] is row["States"] is None


def test_what_has_no_hour_is_no_line() -> None:
    whole = an_entry(
        1, kind=EntryKind.VISIT, slot=None, first_day=date(2027, 3, 1), last_day=date(2027, 3, 2)
    )

    assert len(sheet(a_projection(an_entry(), whole))) == 1


def test_naughty_strings_in_every_field_stay_text() -> None:
    texts = strings()
    entries = [
        an_entry(number, **dict.fromkeys(FIELDS, text), parties=(text,), link=text, panel=(text,))
        for number, text in enumerate(texts)
    ]
    projection = a_projection(*entries, audience=state_audience("MX"))

    rows = sheet(projection)

    for text, row in zip(texts, rows, strict=True):
        for heading in ("Title", "Place", "Room", "Parties", "Members attending", "Link to join"):
            read = (row[heading] or "").replace("_x005F_", "_")
            assert read == plain_text(text), heading
    content = audience_workbook(projection, language=Language.FRENCH)
    with ZipFile(BytesIO(content)) as book:
        assert not any(b"<f>" in book.read(part) for part in book.namelist())


def test_naughty_strings_in_every_field_add_no_line_to_a_calendar() -> None:
    texts = strings()

    def lines(*said: str) -> list[bytes]:
        entries = [
            an_entry(number, **dict.fromkeys(FIELDS, text), parties=(text,), link=text)
            for number, text in enumerate(said)
        ]
        feed = next_feed(
            a_projection(*entries, audience=state_audience("MX")), (),
            feed_uid="feed", now=NOW, new_uid=lambda: "uid",
        )  # fmt: skip
        content = ical.write(feed, Language.ENGLISH, organiser=Organiser("E", "e@example.org"))
        return content.replace(b"\r\n ", b"").split(b"\r\n")

    plain = ["https://example.org/x"] * len(texts)
    names = [line.partition(b":")[0].partition(b";")[0] for line in lines(*plain)]
    hostile = [line.partition(b":")[0].partition(b";")[0] for line in lines(*texts)]
    optional = {b"URL", b"CONFERENCE", b"LOCATION"}
    assert [n for n in hostile if n not in optional] == [n for n in names if n not in optional]
    assert set(hostile) <= set(names)

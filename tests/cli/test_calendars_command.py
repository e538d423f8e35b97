"""``convoca calendars diff|explain``, and the doctor on hours that the time zones moved."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.hearing import Hearing
from convoca.domain.release import Release, ReleaseKind
from convoca.services.period_file import read_period_file
from convoca.services.releases import current_entries
from support.builders import OTHER_ROOM, a_coming_period, a_hearing, a_placement
from support.command import convoca

PERIOD = ("--period", 901)
PUBLIC = ("--audience", "public")


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store' / 'convoca.db'}"


@pytest.fixture
def office(database: str) -> Iterator[tuple[Convoca, Hearing]]:
    """A period to come with one placed hearing."""
    with open_convoca(database=database) as opened:
        period = a_coming_period(opened.today())
        hearing = a_hearing(period, title="Example: Ñandú")
        with opened.unit_of_work() as uow:
            uow.periods.save(period)
            uow.hearings.save(hearing)
            uow.placements.save(a_placement(hearing))
            uow.commit(reason="Example")
        yield opened, hearing


def move_to_another_room(office: Convoca, hearing: Hearing, reason: str) -> None:
    with office.unit_of_work() as uow:
        uow.placements.save(replace(uow.placements.get(hearing.id), room=OTHER_ROOM))
        uow.commit(reason=reason)


def write(database: str, tmp_path: Path) -> str:
    assert convoca(
        "calendars", "write", *PERIOD, *PUBLIC, "--out", tmp_path, "--db", database
    ).code == 0  # fmt: skip
    events = (tmp_path / "901" / "public-en.ics").read_text("utf-8").split("BEGIN:VEVENT")
    (event,) = (event for event in events if "Ñandú" in event)
    return re.search("^UID:(.+)$", event, re.MULTILINE)[1]


def test_diff_says_what_the_next_writing_would_and_writes_nothing(
    office: tuple[Convoca, Hearing], database: str, tmp_path: Path
) -> None:
    before = convoca("calendars", "diff", *PERIOD, *PUBLIC, "--db", database)
    again = convoca("calendars", "diff", *PERIOD, *PUBLIC, "--db", database)
    write(database, tmp_path)
    after = convoca("calendars", "diff", *PERIOD, *PUBLIC, "--db", database)
    move_to_another_room(*office, "Example")
    moved = convoca("calendars", "diff", *PERIOD, *PUBLIC, "--json", "--db", database)

    assert before.code == after.code == moved.code == 0
    assert "added" in before.output
    assert "Ñandú" in before.output
    assert before == again
    assert after.output.strip() == "Nothing has changed."
    assert [entry["room"] for entry in moved.data["reworded"]] == ["Room B"]


@pytest.mark.parametrize(
    "audience", ["secretariat", "staff", "staff:press", "state:MX", "petitioner:6f1e0a52-6a65-4d0e-9d0a-7d9c1f1f0001"]
)  # fmt: skip
def test_every_audience_has_a_difference(
    audience: str, office: tuple[Convoca, Hearing], database: str
) -> None:
    answer = convoca(
        "calendars", "diff", *PERIOD, "--audience", audience, "--json", "--db", database
    )

    assert answer.code == 0
    assert answer.data["audience"] == audience


def test_explain_tells_the_versions_with_what_changed_and_why(
    office: tuple[Convoca, Hearing], database: str, tmp_path: Path
) -> None:
    uid = write(database, tmp_path)
    move_to_another_room(*office, "The first one is too small")
    write(database, tmp_path)

    told = convoca("calendars", "explain", uid, "--language", "en", "--db", database)
    data = convoca("calendars", "explain", uid, "--json", "--db", database).data
    same = convoca(
        "calendars", "explain", *PERIOD, *PUBLIC, "--activity", office[1].id, "--json", "--db", database
    ).data  # fmt: skip

    assert "from version 1 to 2" in told.output
    assert "“Room A” to “Room B”" in told.output
    assert "tester: The first one is too small" in told.output
    assert data == same
    assert [version["changes"] for version in data["versions"]] == [["appeared"], ["room"]]
    assert [b["reason"] for b in data["versions"][1]["because"]] == ["The first one is too small"]
    assert data["versions"][1]["said"]["uid"] == data["uid"] == uid


def test_explain_knows_what_it_was_asked_for(
    office: tuple[Convoca, Hearing], database: str
) -> None:
    assert convoca("calendars", "explain", "--db", database).code == 2
    assert convoca("calendars", "explain", "x", *PERIOD, "--db", database).code == 2
    assert (
        convoca("calendars", "diff", *PERIOD, "--audience", "state:1", "--db", database).code == 2
    )


def test_the_doctor_names_hours_that_the_time_zones_moved(
    office: tuple[Convoca, Hearing], database: str
) -> None:
    opened, hearing = office
    sound = convoca("doctor", "--json", "--db", database).data["checks"]
    with opened.unit_of_work() as uow:
        file = read_period_file(hearing.period, uow=uow)
        (entry,) = current_entries(file)
        slot = replace(entry.slot, wall_date=opened.today() + timedelta(days=40))
        uow.releases.save(
            Release(
                id=uuid4(),
                period=hearing.period,
                number=1,
                kind=ReleaseKind.INTERNAL,
                made_at=opened.now(),
                made_by="Example",
                entries=(replace(entry, slot=slot),),
            )
        )
        uow.commit(reason="As if other data had been installed")

    answer = convoca("doctor", "--db", database)

    assert [check["ok"] for check in sound if check["name"] == "released hours"] == [True]
    assert answer.code == 1
    assert f"MEND released hours: period 901, release 1, hearing {hearing.id}" in answer.output
    assert hearing.title not in answer.output

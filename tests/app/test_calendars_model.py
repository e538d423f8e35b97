"""The page Calendars and exports without a browser: what changed, what is handed out, what was written."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from convoca.app.models.calendars import CalendarsModel
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.errors import ProtectedNameFound
from convoca.domain.hearing import Visibility
from convoca.domain.language import Language
from convoca.domain.minutes import HearingMinutes
from convoca.domain.party import ProtectedIdentity
from convoca.domain.period_of_sessions import PeriodPlace, Room
from convoca.domain.slot import SEAT_ZONE, Slot
from convoca.services.audience import PUBLIC, SECRETARIAT
from support.builders import ROOM, a_hearing, a_period, a_placement

REASON = "Example reason"


@pytest.fixture
def convoca(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Convoca]:
    monkeypatch.setenv("CONVOCA_CALENDARS", str(tmp_path / "calendars"))
    monkeypatch.setenv("CONVOCA_EXPORTS", str(tmp_path / "exports"))
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as opened:
        yield opened


@pytest.fixture
def story(convoca: Convoca):
    """A period that opens in 100 days with a public and a private hearing, both placed."""
    opens = convoca.today() + timedelta(days=100)
    closes = opens + timedelta(days=11)
    place = PeriodPlace(
        city="Washington, DC",
        country="US",
        opens=opens,
        closes=closes,
        rooms=(Room(id=ROOM, name="Room A"),),
    )
    period = a_period(opens=opens, closes=closes, places=(place,))
    public = a_hearing(period, title="Open matter")
    private = a_hearing(period, title="Closed matter", visibility=Visibility.PRIVATE)

    def slot(hour: int) -> Slot:
        return Slot.local(opens, time(hour), minutes=60, zone=SEAT_ZONE)

    with convoca.unit_of_work() as uow:
        stored = uow.periods.save(period)
        for hearing, hour in ((public, 9), (private, 11)):
            uow.hearings.save(hearing)
            uow.placements.save(a_placement(hearing, slot=slot(hour)))
        uow.hearing_minutes.save(HearingMinutes(id=public.id))
        uow.commit(reason=REASON)
    return stored, public, private


def a_model(convoca: Convoca, period) -> CalendarsModel:
    return CalendarsModel(convoca, period, Language.ENGLISH)


def titles(entries) -> set[str]:
    return {entry.title for entry in entries if entry.title}


def test_looking_at_the_changes_remembers_nothing(convoca, story):
    model = a_model(convoca, story[0])

    first, second = model.changes(SECRETARIAT), model.changes(SECRETARIAT)

    assert titles(first.added) == titles(second.added) == {"Open matter", "Closed matter"}


def test_what_is_private_is_not_among_the_changes_of_the_public_calendar(convoca, story):
    assert titles(a_model(convoca, story[0]).changes(PUBLIC).added) == {"Open matter"}


def test_what_was_written_is_no_news(convoca, story):
    model = a_model(convoca, story[0])

    written = model.write_calendar(PUBLIC, list(Language))

    assert [path.name for path in written] == [f"public-{one}.ics" for one in Language]
    assert model.changes(PUBLIC).is_nothing
    assert not model.changes(SECRETARIAT).is_nothing


def test_a_moved_and_a_cancelled_hearing_are_told_apart(convoca, story):
    period, public, private = story
    model = a_model(convoca, period)
    model.write_calendar(SECRETARIAT, [Language.ENGLISH])
    with convoca.unit_of_work() as uow:
        placement = uow.placements.get(public.id)
        later = Slot.local(placement.slot.wall_date, time(15), minutes=60, zone=SEAT_ZONE)
        uow.placements.save(replace(placement, slot=later))
        uow.hearings.save(uow.hearings.get(private.id).cancel())
        uow.commit(reason=REASON)

    found = model.changes(SECRETARIAT)

    assert (titles(found.moved), titles(found.cancelled)) == ({"Open matter"}, {"Closed matter"})
    assert found.added == found.reworded == found.vanished == ()


def test_what_turns_private_vanishes_from_the_public_calendar(convoca, story):
    period, public, _ = story
    model = a_model(convoca, period)
    model.write_calendar(PUBLIC, [Language.ENGLISH])
    with convoca.unit_of_work() as uow:
        hearing = uow.hearings.get(public.id)
        uow.hearings.save(replace(hearing, visibility=Visibility.PRIVATE))
        uow.commit(reason=REASON)

    assert titles(model.changes(PUBLIC).vanished) == {"Open matter"}


def test_a_protected_name_is_told_calmly_and_stops_every_file(convoca, story):
    with convoca.unit_of_work() as uow:
        uow.identities.save(ProtectedIdentity(id=story[1].id, name="Open Matter"))
        uow.commit(reason=REASON)
    model = a_model(convoca, story[0])

    assert isinstance(model.changes(PUBLIC), ProtectedNameFound)
    for act in (
        lambda: model.write_calendar(PUBLIC, [Language.ENGLISH]),
        lambda: model.calendar(PUBLIC),
        lambda: model.workbook("programme"),
        model.write_workbooks,
    ):
        with pytest.raises(ProtectedNameFound):
            act()
    assert [files for _, files in model.written()] == [(), ()]


def test_downloads_have_names_without_titles_and_the_chosen_language(convoca, story):
    model = a_model(convoca, story[0])
    model.language = Language.FRENCH
    (line,) = model.minutes_lines()

    assert model.calendar(PUBLIC).name == "901-public-fr.ics"
    assert model.calendar(PUBLIC).content.startswith(b"BEGIN:VCALENDAR")
    assert model.workbook("requests").name == "901-requests-fr.xlsx"
    assert model.minutes(line).name == f"901-minutes-hearing-{story[1].id}-fr.docx"
    assert "word/document.xml" in ZipFile(BytesIO(model.minutes(line).content)).namelist()


def test_the_files_that_were_written_are_listed_with_their_time(convoca, story):
    model = a_model(convoca, story[0])
    before = convoca.now() - timedelta(seconds=2)
    model.write_calendar(PUBLIC, [Language.ENGLISH])
    model.write_workbooks()

    calendars, exports = (files for _, files in model.written())

    assert [file.name for file in calendars] == ["public-en.ics"]
    assert [file.name for file in exports] == ["programme-en.xlsx", "requests-en.xlsx"]
    assert all(before <= file.written_at <= convoca.now() for file in (*calendars, *exports))
    assert all(file.size > 0 for file in (*calendars, *exports))


def test_a_period_without_minutes_lists_none(convoca):
    with convoca.unit_of_work() as uow:
        period = uow.periods.save(a_period())
        uow.commit(reason=REASON)

    assert a_model(convoca, period).minutes_lines() == ()

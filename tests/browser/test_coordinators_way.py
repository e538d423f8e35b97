"""The coordinator's whole way by clicks: from an empty store to files that other programs open."""

from collections.abc import Iterator
from pathlib import Path

import period_and_requests as first
import programme_and_after as second
import pytest
from days import Days
from playwright.sync_api import Browser

from convoca.bootstrap import open_convoca
from convoca.domain.language import Language
from convoca.domain.member import members_in_office
from convoca.i18n.dates import state_name
from support import outside
from support.coordinator import Coordinator
from support.suite import Suite, chromium, served

pytestmark = pytest.mark.browser

#: The parts of the protected name, folded: none of them stands in any file.
PARTS = ("xiomara", "zuniga", "canaria")


@pytest.fixture
def suite(tmp_path: Path) -> Iterator[Suite]:
    with served(tmp_path, example=False) as running:
        yield running


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def test_from_the_first_start_to_files_that_others_open(suite: Suite, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    person, days = Coordinator.at(page, suite), Days.at_the_seat()
    received = suite.folder / "received"
    received.mkdir()

    person.come_in()
    first.create_the_period(person, days)
    first.import_requests(person, days)
    first.enter_a_request(person, days)
    first.grant(person)
    first.decide_the_others(person)
    second.place_by_mouse(person)
    second.place_beside(person)
    second.cure_a_problem(person)
    second.record_notices(person, days)
    second.hear_in_private(person, days)
    second.change_language_and_back(person)
    member, state = _a_national(suite, days)
    second.plan_a_visit(person, days, member=member, state=state)
    minutes = second.write_minutes(person, received)
    second.write_calendars(person)
    register, programme = second.download_workbooks(person, received)

    assert person.watch.foreign == []
    assert person.watch.errors == []
    assert suite.failures == []
    for shown in (
        outside.read_by_libreoffice(minutes, "pdf"),
        outside.read_by_libreoffice(register, "csv"),
        outside.read_by_libreoffice(programme, "csv"),
    ):
        assert first.LATE in shown
    _nobody_is_named_who_is_protected(suite.folder)
    _the_public_calendar_is_read_as_meant(suite)


def _a_national(suite: Suite, days: Days) -> tuple[str, str]:
    """Return somebody in office and a State whose national he or she is, as the store knows them."""
    with open_convoca(database=suite.database) as convoca, convoca.reading() as uow:
        member = members_in_office(uow.members.all(), days.opens)[0]
    return member.name, state_name(member.nationalities[0], Language.ENGLISH)


def _the_public_calendar_is_read_as_meant(suite: Suite) -> None:
    feeds = suite.folder / "feeds" / "201"
    public, internal = (
        outside.events(feeds / f"{audience}-en.ics") for audience in ("public", "secretariat")
    )
    assert [title for title in public if first.LATE in title]
    assert [title for title in internal if first.SEALED in title]
    assert not [title for title in public if first.SEALED in title]
    verdicts = outside.shown_to_every_program(feeds / "public-en.ics", suite)
    assert len(verdicts) > 5
    del verdicts["khal"]["diffs"]  # check_ics asks it for the days of 2026 alone
    for program, verdict in verdicts.items():
        found = {key: verdict.get(key, []) for key in ("errors", "diffs", "warnings")}
        assert not any(found.values()), (program, found)


def _nobody_is_named_who_is_protected(folder: Path) -> None:
    """Search every file that came out, and what LibreOffice made of them; not the store itself."""
    written = [
        path
        for part in ("feeds", "exports", "received")
        for path in (folder / part).rglob("*")
        if path.is_file() and "profile" not in path.parts
    ]
    assert {".ics", ".docx", ".xlsx", ".txt", ".csv"} <= {path.suffix for path in written}
    for path in written:
        text = outside.everything_in(path)
        assert [part for part in PARTS if part in text] == [], path
    private = folder / "feeds" / "201" / "public-en.ics"
    assert first.SEALED.casefold() not in outside.everything_in(private)

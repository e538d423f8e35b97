"""One hearing moved and one cancelled: from the programme to the letters sent, the feed and the dossier.

The same way twice: with the mouse, and by keys alone.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from days import Days
from playwright.sync_api import Browser, expect
from two_told_hearings import (
    ADDRESSES,
    CANCELLED,
    MOVED,
    ORGANISATION,
    feed_now,
    hearing_days,
    prepare,
    read_mail,
)

from convoca.domain.language import Language
from convoca.i18n.dates import day as day_in_words
from support.coordinator import Coordinator
from support.keyboard import KeyboardCoordinator
from support.mail_server import MailServer, mail_server
from support.suite import Suite, chromium, served

pytestmark = pytest.mark.browser

NO_MOUSE = "addEventListener('pointerdown', () => console.error('a mouse was used'), true)"


@pytest.fixture
def letterbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A server of mail on this computer, which the suite is told of."""
    with mail_server() as server:
        monkeypatch.setenv("CONVOCA_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("CONVOCA_SMTP_PORT", str(server.port))
        monkeypatch.setenv("CONVOCA_SMTP_SECURITY", "none")
        monkeypatch.setenv("CONVOCA_EXECUTIVE_SECRETARIES", "2026-01-01 Example Secretary")
        yield server


@pytest.fixture
def suite(letterbox: MailServer, tmp_path: Path) -> Iterator[Suite]:
    with served(tmp_path, example=False) as running:
        yield running


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def test_what_changed_is_told_with_the_mouse(
    suite: Suite, browser: Browser, letterbox: MailServer
) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    _journey(Coordinator.at(page, suite), letterbox)


def test_what_changed_is_told_by_keys_alone(
    suite: Suite, browser: Browser, letterbox: MailServer
) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    page.add_init_script(NO_MOUSE)
    _journey(KeyboardCoordinator.at(page, suite), letterbox)


def _journey(person: Coordinator, letterbox: MailServer) -> None:
    opens = Days.at_the_seat().opens + timedelta(days=28)
    prepare(person.suite.database, opens)
    before = _entries(person.suite)
    person.come_in()
    moved_to = hearing_days(opens)[2]
    _move_and_cancel(person, moved_to)
    _release(person)
    _draft_and_read(person, moved_to)
    _dry_run(person)
    _send(person, letterbox)
    _dossier(person)
    _calendar_says_it(person.suite, before, moved_to)
    assert person.watch.foreign == []
    assert person.watch.errors == []
    assert person.suite.failures == []


def _move_and_cancel(person: Coordinator, moved_to: date) -> None:
    person.go_to("Programme")
    person.choose("Activity", _option(person, "Activity", MOVED))
    expect(person.main.get_by_role("heading", name=MOVED, exact=True)).to_be_visible()
    person.choose("Day", _option(person, "Day", f"{moved_to:%a, %b} {moved_to.day}"))
    person.press("Move it")
    person.is_told("Saved.")
    person.choose("Activity", _option(person, "Activity", CANCELLED))
    expect(person.main.get_by_role("heading", name=CANCELLED, exact=True)).to_be_visible()
    person.tab("Cancel")
    person.type("Reason", "Withdrawn by both sides", 1)
    person.press("Cancel this activity")
    person.is_told("It is cancelled; its room is free again.")


def _release(person: Coordinator) -> None:
    person.tab("Releases")
    of_the_other_kind = person.field("Comment").element_handle()
    person.choose("For whom", "Notified to the parties")
    of_the_other_kind.wait_for_element_state("hidden")  # each kind has a form of its own
    person.sees("Nothing stands in the way of this release.")
    person.type("Comment", "One moved, one cancelled")
    person.press("Make the release")
    person.is_told("Release 2 is made.")


def _draft_and_read(person: Coordinator, moved_to: date) -> None:
    """Four letters are drafted already; one is read with its new day in its reader's language."""
    person.go_to("Notices")
    person.sees("4 to tell")
    person.tab("Outbox")
    person.press("Draft what is due")
    person.is_told("Drafted: 0. Overtaken by a newer draft: 0. Left as they were: 4.")
    row = person.row("Changed details").filter(has_text=ORGANISATION)
    person.open(row, ORGANISATION)
    letter = person.main.locator(".cv-letter")
    expect(letter).to_have_attribute("lang", "en")
    expect(letter).to_contain_text(day_in_words(moved_to, Language.ENGLISH))
    person.press("Approve")
    person.is_told("The notice is approved. It waits under Send.")
    person.press("Approve all 3")
    person.is_told("Approved: 3. They wait under Send.")


def _dry_run(person: Coordinator) -> None:
    person.tab("Send")
    person.sees("Notices chosen: 4. Addresses: 2.")
    file = person.receive("Dry run: mails as files", person.suite.folder)
    with ZipFile(BytesIO(file.read_bytes())) as bundle:
        mails = [read_mail(bundle.read(name)) for name in bundle.namelist()]
    assert {str(mail["To"]).split("<")[-1].rstrip(">") for mail in mails} == ADDRESSES
    methods = {part.get_param("method") for mail in mails for part in mail.walk()}
    assert "CANCEL" in methods


def _send(person: Coordinator, letterbox: MailServer) -> None:
    person.press("Send by mail…")
    person.sees("These are sent now: 4. What is sent cannot be called back.")
    assert letterbox.messages == []
    person.press("Send now")
    person.is_told("Sent: 4. Failed: 0.")
    texts = [mail.get_body(("plain",)) for mail in letterbox.messages]
    everything = "\n".join(text.get_content() for text in texts if text)
    assert MOVED in everything
    assert CANCELLED in everything
    person.sees("No notice is approved.")


def _dossier(person: Coordinator) -> None:
    person.tab("Dossiers")
    person.choose("Hearing", MOVED)
    person.choose("Party", "Guatemala")
    person.sees("What was served when")
    served = person.row("state@example.org").filter(has_text="Handed over")
    expect(served.filter(has_text="Convocation")).to_have_count(1)
    expect(served.filter(has_text="Changed details")).to_have_count(1)
    paper = person.receive("PDF", person.suite.folder)
    assert paper.read_bytes().startswith(b"%PDF")


def _calendar_says_it(
    suite: Suite, before: dict[str, tuple[int, date | None, bool]], moved_to: date
) -> None:
    after = _entries(suite)
    assert after[MOVED][1:] == (moved_to, False)
    assert after[CANCELLED][2] is True
    assert all(after[title][0] > before[title][0] for title in (MOVED, CANCELLED))


def _entries(suite: Suite) -> dict[str, tuple[int, date | None, bool]]:
    """Return of each hearing in the State's calendar its sequence, its day, and whether it is cancelled."""
    return {
        one.entry.title: (
            one.sequence,
            one.entry.slot.wall_date if one.entry.slot else None,
            one.entry.is_cancelled,
        )
        for one in feed_now(suite.database).entries
    }


def _option(person: Coordinator, name: str, words: str) -> str:
    every = person.field(name).locator("option").all_text_contents()
    return next(one for one in every if one.replace("\N{NO-BREAK SPACE}", " ").startswith(words))

"""A session with a recusal, a vote and an election; its minutes are approved by silence in the next period."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from convoca.bootstrap import open_convoca
from convoca.domain.identifiers import PeriodId
from convoca.domain.member import Office
from convoca.domain.minutes import Approval, MinutesStatus
from convoca.services.sessions.session_file import read_session_file
from support.builders import a_period
from support.clock import Clock, a_clock
from support.coordinator import Coordinator
from support.keyboard import KeyboardCoordinator
from support.session_desk import MEXICO
from support.sittings import TEN, Sitting, a_sitting, same_id
from support.suite import Suite, chromium, served

pytestmark = pytest.mark.browser

NO_MOUSE = "addEventListener('pointerdown', () => console.error('a mouse was used'), true)"
NEXT = PeriodId(same_id("next period"))
OPENS_NEXT = date(2027, 7, 5)
QUESTION = "Shall the example report on the matter be adopted?"


@pytest.fixture
def clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Five minutes to ten on the first day of the period 901."""
    clock = a_clock(tmp_path, monkeypatch)
    clock.set(TEN - timedelta(minutes=5))
    return clock


@pytest.fixture
def sitting(tmp_path: Path) -> Sitting:
    """Two periods, and a case about Mexico on the order of business of the first one's session.

    A store that knows a State is given no members who really served.
    """
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as convoca:
        with convoca.unit_of_work() as uow:
            uow.states.save(MEXICO)
            closes = OPENS_NEXT + timedelta(days=11)
            uow.periods.save(
                a_period(id=NEXT, number=902, opens=OPENS_NEXT, closes=closes, places=())
            )
            uow.commit(reason="Example")
        sitting = a_sitting(convoca.unit_of_work())
        sitting.item("MX", title="Example case")
    return sitting


@pytest.fixture
def suite(clock: Clock, sitting: Sitting, tmp_path: Path) -> Iterator[Suite]:
    with served(tmp_path, example=False) as running:
        yield running


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def test_from_the_quorum_to_minutes_approved_by_silence(
    suite: Suite, browser: Browser, clock: Clock, sitting: Sitting
) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    person = Coordinator.at(page, suite)
    person.come_in()
    person.go_to("Sessions")
    _open_the_session(person)
    _decide_on_a_recusal_and_vote(person)
    _elect(person)
    _close_the_session(person, clock)
    _complete_and_circulate(person, clock)
    _approve_by_silence(person, clock)
    _on_record(suite, sitting)
    assert person.watch.foreign == []
    assert person.watch.errors == []
    assert suite.failures == []


def test_the_order_of_business_by_keys_alone(suite: Suite, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800}, locale="en-US")
    page.add_init_script(NO_MOUSE)
    page.goto(suite.door)
    page.goto(suite.address("sessions", language="en", period=901))
    person = KeyboardCoordinator.at(page, suite)
    person.wait_until_open()
    person.press("Draft the work programme")
    person.is_told("Items added: ")
    person.press("Move down")
    person.is_told("Example case is moved.")
    expect(page.get_by_role("row").nth(2)).to_contain_text("Example case")
    person.press("Add an item")
    person.sees("New item")
    person.type("What it is about", "Example report")
    person.press("Add to the order of business")
    person.is_told("The item is saved.")
    person.press("Take out")
    person.is_told("The item is taken out.")
    assert person.watch.errors == []


def _open_the_session(person: Coordinator) -> None:
    person.sees("This session has not been opened yet.")
    person.tab("Attendance")
    person.press("Open the session")
    for count in range(1, 4):
        person.press("Arrives", count - 1)
        person.sees(f"Members present: {count}.")
    person.sees("No quorum")
    person.press("Everybody else arrives")
    person.sees("Members present: 7. A quorum is 4.")
    person.sees("Example Member 1 presides (President; Arts. 9.2, 9.3).")


def _decide_on_a_recusal_and_vote(person: Coordinator) -> None:
    """The first member is a national, the second one is recused: five are left to vote."""
    person.tab("Taking part and votes")
    person.press("Raise a ground…")
    person.choose("Member who should take no part", "Example Member 2")
    person.type("Ground", "Example ground")
    person.press("Record the ground")
    person.is_told("The ground is on record.")
    person.press("Takes no part")
    person.is_told("Example Member 2 takes no part.")
    person.sees("As things stand, 5 take part.")
    person.press("Formulate a question")
    person.type("The question in precise terms", QUESTION)
    person.press("Put it on record")
    person.is_told("The question is on record.")
    person.press("Put it to the vote")
    person.is_told("The vote is open.")
    for number in range(3, 8):
        _says(person, number, "Against" if number == 7 else "In favour")
    person.press("Close the vote…")
    person.press("Close the vote now")
    person.is_told("The vote is closed.")
    person.sees("In favour 4, against 1, abstaining 0")


def _says(person: Coordinator, number: int, vote: str) -> None:
    line = person.main.locator(".cv-roll").filter(has_text=f"Example Member {number}")
    line.get_by_role("button", name=vote, exact=True).click()
    person.is_told(f"Example Member {number}: {vote}.")


def _elect(person: Coordinator) -> None:
    person.tab("Elections")
    for number in (4, 5):
        name = f"Example Member {number}"
        person.main.get_by_role("checkbox", name=name).filter(visible=True).check()
    person.press("Open the election")
    person.is_told("The election is open.")
    for papers, choice in enumerate((4, 4, 4, 4, 5, 5, 5), start=1):
        person.press("Vote at this computer")
        person.main.get_by_role("radio", name=f"Example Member {choice}").check()
        person.press("Put the paper into the box")
        person.sees(f"Papers in the box: {papers}.")
    person.press("Close the box and count")
    person.sees("Example Member 4 is elected.")


def _close_the_session(person: Coordinator, clock: Clock) -> None:
    clock.set(TEN + timedelta(minutes=150))
    person.tab("Attendance")
    person.press("Close the session")
    person.sees("This session is over.")
    person.sees("It sat from 9:55 AM to 12:30 PM.")


def _complete_and_circulate(person: Coordinator, clock: Clock) -> None:
    """The minutes say by themselves what was recorded; a copy goes to each member two days later."""
    clock.set(TEN + timedelta(days=2))
    person.follow("Minutes of this session", "Minutes")
    person.sees(QUESTION)
    person.press("Complete the minutes")
    person.is_told("The minutes are completed.")
    person.tab("Circulation and approval")
    expect(person.field("To be approved at").locator("option")).to_contain_text(["902nd"])
    person.receive("Circulate the minutes", person.suite.folder)
    person.sees("They are approved if nobody objects until the 902nd")


def _approve_by_silence(person: Coordinator, clock: Clock) -> None:
    """On the last day before the next period opens nothing is approved yet; on its first day it is."""
    opens = datetime.combine(OPENS_NEXT, time(15), UTC)
    clock.set(opens - timedelta(days=1))
    person.reload()
    expect(person.button("Make the minutes final")).to_be_disabled()
    clock.set(opens)
    person.reload()
    person.sees("Approved without objection")
    final = person.receive("Make the minutes final", person.suite.folder)
    person.sees("They were approved on July 5, 2027 and stay as they are.")
    assert final.suffix == ".docx"


def _on_record(suite: Suite, sitting: Sitting) -> None:
    """What the minutes state is what was done; no paper of the election is linked to a member."""
    with open_convoca(database=suite.database) as convoca, convoca.reading() as uow:
        file = read_session_file(sitting.session.id, uow=uow)
        minutes = uow.session_minutes.get(sitting.session.id)
        circulation = uow.circulations.get(sitting.session.id)
        (question,) = uow.questions.all()
        president = uow.members.get(sitting.member(4))
    assert (minutes.status, circulation.approval) == (MinutesStatus.FINAL, Approval.SILENCE)
    assert circulation.approved_on == OPENS_NEXT
    (vote,) = minutes.votes
    assert (vote.question, vote.in_favour, vote.dissenting) == (
        question.id,
        4,
        (sitting.member(7),),
    )
    assert set(vote.no_part) == {sitting.member(1), sitting.member(2)}
    (ballot,) = file.elections[0].ballots
    assert list(ballot.voters) == sorted(member.id for member in sitting.members)
    assert president.holds(Office.PRESIDENT, OPENS_NEXT)

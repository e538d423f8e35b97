"""Sixty hearings: planned, one dragged into a conflict and back, pinned, released, a day lost, repaired, compared.

The same way twice: with the mouse, and by keys alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from days import Days
from playwright.sync_api import Browser, Locator, expect
from sixty_hearings import HEARINGS, NUMBER, ROOMS, hearing_days, prepare

from convoca.bootstrap import open_convoca
from convoca.domain.programme import Placement
from convoca.services.period_file import PeriodFile, period_numbered, read_period_file
from support.coordinator import Coordinator
from support.keyboard import KeyboardCoordinator
from support.suite import Suite, chromium, served

pytestmark = pytest.mark.browser

SECONDS = 6
NO_MOUSE = "addEventListener('pointerdown', () => console.error('a mouse was used'), true)"


@pytest.fixture
def suite(tmp_path: Path) -> Iterator[Suite]:
    with served(tmp_path, example=False) as running:
        yield running


@pytest.fixture
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@dataclass(frozen=True)
class Matter:
    """A hearing where the plan put it."""

    title: str
    day: date
    hour: str
    room: str

    @property
    def other_room(self) -> str:
        return next(room for room in ROOMS if room != self.room)


Move = Callable[[Coordinator, Matter, str], None]


def test_sixty_hearings_with_the_mouse(suite: Suite, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    _journey(Coordinator.at(page, suite), _drag)


def test_sixty_hearings_by_keys_alone(suite: Suite, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-US")
    page.add_init_script(NO_MOUSE)
    _journey(KeyboardCoordinator.at(page, suite), _carry)


def _journey(person: Coordinator, move: Move) -> None:
    opens = Days.at_the_seat().opens + timedelta(days=28)
    prepare(person.suite.database, opens)
    person.come_in()
    person.go_to("Programme")
    _plan(person)
    first, second = _two_of_one_day(person.suite, opens)
    _into_a_conflict_and_back(person, first, second, move)
    _pin(person, first)
    _release(person)
    _lose_the_day_of(person, first, opens)
    _compare(person)
    assert person.watch.foreign == []
    assert person.watch.errors == []
    assert person.suite.failures == []


def _plan(person: Coordinator) -> None:
    """Everything finds its place, the search is ended; nothing is saved before it is applied."""
    person.tab("Plan and repair")
    person.type("Seconds to search", 300)
    person.press("Plan the rest")
    person.is_told("Searching…")
    person.sees(f"{HEARINGS} of {HEARINGS} placed · best so far")
    person.press("Cancel; keep the best so far")
    person.sees(f"{HEARINGS} changes found")
    assert _file(person.suite).placements == {}
    person.press("Apply it")
    person.is_told(f"Applied: {HEARINGS} changes, as one step that can be undone.")
    assert len(_file(person.suite).placements) == HEARINGS


def _into_a_conflict_and_back(
    person: Coordinator, first: Matter, second: Matter, move: Move
) -> None:
    """Two plenary hearings at one hour: the problem says why, undoing cures it."""
    person.tab("Day by day")
    person.press(_day_button(person, first.day))
    move(person, first, f"{second.hour}, {second.other_room}")
    person.is_told(f"{first.title}: now at {second.hour}, {second.other_room}.")
    clashes = person.main.locator(".cv-card").get_by_text("at the same time, on")
    expect(clashes.filter(visible=True).first).to_be_visible()
    person.press("Undo the last move")
    expect(clashes.filter(visible=True)).to_have_count(0)
    expect(_cell(person, f"{first.hour}, {first.room}")).to_have_accessible_name(
        re.compile(re.escape(first.title))
    )
    person.press("Show the last steps")
    person.sees("undone")


def _pin(person: Coordinator, matter: Matter) -> None:
    person.choose("Activity", _option(person, "Activity", matter.title))
    expect(person.main.get_by_role("heading", name=matter.title, exact=True)).to_be_visible()
    person.sees("may sit, 4 are needed")
    person.tab("Planning")
    person.press("Pin it to its place")
    person.is_told("It is pinned to its place.")


def _release(person: Coordinator) -> None:
    person.tab("Releases")
    person.sees("Nothing stands in the way of this release.")
    person.type("Comment", "First programme")
    person.press("Make the release")
    person.is_told("Release 1 is made.")
    person.sees("Nothing differs.")


def _lose_the_day_of(person: Coordinator, pinned: Matter, opens: date) -> None:
    """Lose another day than that of the pinned hearing: its hearings move, and it stays."""
    lost = next(day for day in hearing_days(opens) if day != pinned.day and _on(person, day))
    hit = {placement.id for placement in _on(person, lost)}
    person.tab("Plan and repair")
    person.choose("What happened", "A day or some hours are lost")
    person.type("From", lost)
    person.type("Seconds to search", SECONDS, 1)
    person.press("Find the least change")
    person.sees(re.compile(r"\d+ changes found"))
    person.press("Apply it")
    person.is_told("as one step that can be undone.")

    after = _file(person.suite)
    assert _on(person, lost) == []
    assert hit <= after.placements.keys()
    stays = next(p for p in after.placements.values() if after.title_of(p.id) == pinned.title)
    assert (stays.slot.wall_date, f"{stays.slot.wall_time:%H:%M}") == (pinned.day, pinned.hour)
    assert [one.key for one in after.unavailabilities] == [""]


def _compare(person: Coordinator) -> None:
    person.tab("Releases")
    person.sees(re.compile(r"\d+ differences"))
    person.sees("Another day")


# How each of them moves a hearing ----------------------------------------------------------------


def _drag(person: Coordinator, matter: Matter, place: str) -> None:
    start, end = _cell(person, f"{matter.hour}, {matter.room}"), _cell(person, place)
    end.scroll_into_view_if_needed()
    begins, ends = start.bounding_box(), end.bounding_box()
    assert begins
    assert ends
    mouse = person.page.mouse
    mouse.move(begins["x"] + 40, begins["y"] + 8)
    mouse.down()
    mouse.move(ends["x"] + 40, ends["y"] + 5, steps=12)
    mouse.up()


def _carry(person: Coordinator, matter: Matter, place: str) -> None:
    """Go to the hearing in the grid, pick it up, go on to the other place, drop it."""
    grid = person.main.get_by_role("gridcell").and_(person.main.locator("[tabindex='0']"))
    person.focus(grid)
    _walk(person, f"{matter.hour}, {matter.room}")
    person.page.keyboard.press("Enter")
    person.is_told(f"{matter.title} picked up.")
    _walk(person, place)
    person.page.keyboard.press("Enter")


def _walk(person: Coordinator, place: str) -> None:
    """Go by arrows to the cell of an hour and a room: across to the room, then down or up."""
    hour, room = place.split(", ")
    keys = person.page.keyboard
    for key, reached in (
        ("Home", None),
        ("ArrowRight", lambda name: f", {room}:" in name),
        ("ArrowUp", lambda name: name.startswith("09:00")),
        ("ArrowDown", lambda name: name.startswith(f"{hour}, {room}:")),
    ):
        if reached is None:
            keys.press(key)
            continue
        for _ in range(60):
            if reached(_focused(person)):
                break
            keys.press(key)
        else:
            raise AssertionError(f"{key} does not lead to {place} but to {_focused(person)}")


def _focused(person: Coordinator) -> str:
    return str(
        person.page.evaluate("document.activeElement.getAttribute('aria-label') ?? ''")
    ).replace("\N{NO-BREAK SPACE}", " ")


# What there is -----------------------------------------------------------------------------------


def _cell(person: Coordinator, place: str) -> Locator:
    return person.main.get_by_role("gridcell", name=f"{place}:")


def _day_button(person: Coordinator, day: date) -> str:
    """Return the whole name of the button of a day, which counts its activities."""
    words = f"{day:%a, %b} {day.day}"
    named = person.main.get_by_role("button", name=re.compile(rf"^{re.escape(words)}(\D|$)"))
    return str(named.first.text_content())


def _option(person: Coordinator, name: str, words: str) -> str:
    every = person.field(name).locator("option").all_text_contents()
    return next(one for one in every if one.replace("\N{NO-BREAK SPACE}", " ").startswith(words))


def _file(suite: Suite) -> PeriodFile:
    with open_convoca(database=suite.database) as convoca, convoca.reading() as uow:
        return read_period_file(period_numbered(NUMBER, uow=uow).id, uow=uow)


def _on(person: Coordinator, day: date) -> list[Placement]:
    placed = _file(person.suite).placements.values()
    return [placement for placement in placed if placement.slot.wall_date == day]


def _two_of_one_day(suite: Suite, opens: date) -> tuple[Matter, Matter]:
    """Return two hearings of the first day that has as many, in the order of their hours."""
    file = _file(suite)
    for day in hearing_days(opens):
        placed = sorted(
            (p for p in file.placements.values() if p.slot.wall_date == day),
            key=lambda p: p.slot,
        )
        if len(placed) > 1:
            first, second = (_matter(file, placement) for placement in placed[:2])
            return first, second
    raise AssertionError("no day has two hearings")


def _matter(file: PeriodFile, placement: Placement) -> Matter:
    room = file.period.room(placement.room)
    assert room
    return Matter(
        file.title_of(placement.id),
        placement.slot.wall_date,
        f"{placement.slot.wall_time:%H:%M}",
        room.name,
    )

"""Second half of the way: the programme, a notice, a visit, minutes, and what goes out."""

import re
from pathlib import Path

from days import Days
from period_and_requests import LATE, SEALED
from playwright.sync_api import Locator, expect

from support.coordinator import Coordinator


def place_by_mouse(person: Coordinator) -> None:
    """Drag a hearing from the tray onto the board."""
    person.go_to("Programme")
    expect(_tray(person)).to_contain_text("Not placed yet (2)")
    cell = _cell(person, "10:00, Padilha Vidal")
    cell.scroll_into_view_if_needed()
    start = _card(person, SEALED).bounding_box()
    end = cell.bounding_box()
    assert start
    assert end
    mouse = person.page.mouse
    mouse.move(start["x"] + 20, start["y"] + 10)
    mouse.down()
    mouse.move(end["x"] + 40, end["y"] + 5, steps=8)
    mouse.up()
    person.is_told(f"{SEALED}: now at 10:00, Padilha Vidal.")
    expect(cell).to_have_accessible_name(_starts("10:00", "Padilha Vidal", SEALED))


def place_by_keys(person: Coordinator, title: str, place: str) -> None:
    """Pick a hearing up in the tray, and drop it with the keyboard."""
    hour, room = place.split(", ")
    person.go_to("Programme")
    person.focus(_card(person, title))
    person.page.keyboard.press("Enter")
    person.is_told(f"{title} picked up.")
    _step(person, "ArrowDown", to=place)
    person.page.keyboard.press("Enter")
    person.is_told(f"{title}: now at {hour}, {room}.")
    expect(_cell(person, place)).to_be_focused()


def place_beside(person: Coordinator) -> None:
    """Drop the other hearing into the taken room, which is refused; then into the one beside it."""
    keys = person.page.keyboard
    _card(person, LATE).focus()
    keys.press("Enter")
    _step(person, "ArrowDown", to="10:00, Padilha Vidal")
    keys.press("Enter")
    person.is_told(
        f"{LATE}: stays where it was. The room Padilha Vidal is taken from 10:00 to 11:00 by "
        f"“{SEALED}”. Choose another."
    )
    expect(_card(person, LATE)).to_be_focused()

    keys.press("Enter")
    _step(person, "ArrowRight", to="10:00, Rubén Darío")
    keys.press("Enter")
    person.is_told(f"{LATE}: now at 10:00, Rubén Darío.")
    expect(_cell(person, "10:00, Rubén Darío")).to_be_focused()


def cure_a_problem(person: Coordinator) -> None:
    """Members cannot sit twice at once: move one of the two, take it back, move it again."""
    clash = "at the same time, on"  # which of the two is named first depends on their ids
    person.sees(clash)
    keys = person.page.keyboard
    keys.press("Enter")
    _step(person, "ArrowDown", to="11:00, Rubén Darío")
    keys.press("Enter")
    person.is_told(f"{LATE}: now at 11:00, Rubén Darío.")
    person.sees_no_more(clash)

    person.press("Undo the last move")
    person.sees(clash)
    expect(_cell(person, "10:00, Rubén Darío")).to_have_accessible_name(
        _starts("10:00", "Rubén Darío", LATE)
    )
    person.press("Redo")
    person.sees_no_more(clash)


def record_notices(person: Coordinator, days: Days) -> None:
    """A notice that is due is a problem with its article, until it was served."""
    person.choose("Problems", "of the chosen activity")
    due = person.main.get_by_text("Art. 66.5 · Paraguay").filter(visible=True)
    expect(due).to_be_visible()
    person.tab("Notices")
    person.choose("Party", "Paraguay")
    person.sees(
        f"The notice was served on {days.today:%B} {days.today.day}, {days.today.year}, in time"
    )
    person.press("Record the service")
    person.is_told("The service of notice is on record.")
    expect(due).to_have_count(0)


def hear_in_private(person: Coordinator, days: Days) -> None:
    """The hearing with the protected witness is held in private (Art. 68)."""
    person.choose("Activity", _option(person, "Activity", SEALED))
    expect(person.main.get_by_role("heading", name=SEALED, exact=True)).to_be_visible()
    person.tab("Public or private")
    person.choose("Public or private", "Private")
    person.type("Decided by the Commission on", days.today)
    person.type("Exceptional circumstances", "The witness is at risk")
    person.type("Reason", "Decided by the Commission", 1)
    person.press("Record the decision")
    person.sees("private")


def _tray(person: Coordinator) -> Locator:
    return person.main.get_by_role("region", name="Not placed yet")


def _card(person: Coordinator, title: str) -> Locator:
    return _tray(person).get_by_role("button", name=title)


def _cell(person: Coordinator, place: str) -> Locator:
    return person.main.get_by_role("gridcell", name=f"{place}:")


def _starts(hour: str, room: str, title: str) -> re.Pattern[str]:
    return re.compile(re.escape(f"{hour}, {room}: {title}"))


def _step(person: Coordinator, key: str, *, to: str) -> None:
    """Press an arrow key until the cell called ``to`` has the focus; a day has 36 rows."""
    cell = _cell(person, to)
    for _ in range(40):
        if cell.evaluate("cell => cell === document.activeElement"):
            return
        person.page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {to}")


def _option(person: Coordinator, name: str, words: str) -> str:
    """Return the whole wording of the option that begins with ``words``."""
    every = person.field(name).locator("option").all_text_contents()
    return next(one for one in every if one.replace("\N{NO-BREAK SPACE}", " ").startswith(words))


def change_language_and_back(person: Coordinator) -> None:
    """Another language shows the same place; so does a reload."""
    for language, title in (("es", "Programa"), ("en", "Programme")):
        person.menu.get_by_role("link", name=language.upper(), exact=True).click()
        expect(person.page.locator("html")).to_have_attribute("lang", language)
        person.wait_until_open()
        person.reload()
        expect(person.title).to_have_text(title)
        expect(person.main.get_by_role("heading", name=SEALED, exact=True)).to_be_visible()


def plan_a_visit(person: Coordinator, days: Days, *, member: str, state: str) -> None:
    """A national in the delegation is told at once, with the article; another one cures it."""
    person.go_to("Visits")
    person.press("New visit")
    person.type("Title", f"Visit to {state}")
    person.type("First day", days.opens)
    person.type("Last day", days.closes)
    person.choose("States observed", state)
    person.press("Add")
    person.tab("Special Commission")
    person.tick(member)
    breach = person.main.get_by_text("The delegation includes members who may not take part")
    expect(breach).to_contain_text(f"Nationals: {member}.")
    expect(breach).to_contain_text("Art. 54")
    person.tick(member, on=False)
    expect(breach).to_have_count(0)
    person.tick(member)
    person.press("Save")
    person.is_told("The visit is saved.")


def write_minutes(person: Coordinator, folder: Path) -> Path:
    """Complete the minutes of the public hearing, prefilled from its data; return the document."""
    person.go_to("Minutes")
    person.open(person.row(LATE), LATE)
    expect(person.field("Place")).to_have_value("Rubén Darío, GSB Building, Washington, DC")
    expect(person.field("Started, hour at the place")).to_have_value("11:00")
    expect(person.field("Name")).to_have_value("Juan Rojas")
    person.press("Add a decision")
    expect(person.field("Text")).to_be_focused()
    person.type("Text", "The Commission will visit the Chaco")
    person.press("Complete the minutes")
    person.is_told("The minutes are completed.")
    return person.receive("Word, in English", folder)


def write_calendars(person: Coordinator) -> None:
    """Write the calendars of both audiences, in four languages each."""
    person.go_to("Calendars and exports")
    for number, audience in enumerate(("public", "secretariat")):
        person.press("Write calendars", number)
        expect(person.row(f"{audience}-en.ics")).to_be_visible()
    expect(person.row(".ics")).to_have_count(8)


def download_workbooks(person: Coordinator, folder: Path) -> tuple[Path, Path]:
    """Return the register of requests and the programme."""
    return (
        person.receive("Download the requests", folder),
        person.receive("Download the programme", folder),
    )

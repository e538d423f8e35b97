"""First half of the way: a period of sessions, its requests by file and by form, the decisions."""

import re
from datetime import date
from pathlib import Path

from days import Days
from playwright.sync_api import expect

from support.coordinator import Coordinator

WITNESS = "Xiomara Zúñiga de la Canaria"
SEALED = "Forced displacement in Honduras"
LATE = "Water of the Chaco peoples"

_HEADER = (
    "reference,received,received_time,title,type,states,requesters,purpose,summary,"
    "minutes_wanted,participants"
)
_ASKED = "Inform the Commission,What happened since 2024,60,"


def a_file_of_requests(days: Days, folder: Path) -> Path:
    """Write two good requests, a late, an incomplete one, and one whose date is ambiguous."""
    in_time, late, ambiguous = days.in_time, days.late, f"{days.ambiguous:%d/%m/%Y}"
    lines = (
        f"R-1,{in_time},09:30,Independence of judges in Guatemala,thematic_country,GT,Fundación Mirna,{_ASKED}Ana Quispe",
        f"R-2,{in_time},10:00,Prisons of Peru,country_general,PE,Prison Watch,{_ASKED}Luis Vega",
        f"R-3,{late},10:00,{LATE},thematic_country,PY,Chaco Network,{_ASKED}Juan Rojas",
        f"R-4,{in_time},11:00,Freedom of expression in Honduras,thematic_country,HN,Press Union,,,,",
        f"R-5,{ambiguous},10:00,Judges of Guatemala,thematic_country,GT,Bar of Guatemala,{_ASKED}Eva Luna",
    )
    path = folder / "requests.csv"
    path.write_text("\n".join((_HEADER, *lines)) + "\n", "utf-8")
    return path


def create_the_period(person: Coordinator, days: Days) -> None:
    person.sees("No period of sessions yet")
    person.follow("Create the first period", "New period of sessions")
    person.type("Number", 201)
    person.type("Opens", days.opens)
    last = person.row("Time limit for requests for hearings")  # while one types, before saving
    expect(last.get_by_role("time")).to_have_attribute(
        "datetime", days.last_day_for_requests.isoformat()
    )
    expect(last).to_contain_text("Arts. 64.2, 66.1")
    person.type("Closes", days.closes)
    person.type("Venue", "GSB Building")
    person.type("Open from", days.opens)
    person.type("Open until", days.closes)
    person.type("Name of the room", "Padilha Vidal")
    person.press("Add a room")
    person.type("Name of the room", "Rubén Darío", 1)
    person.press("All working days")
    person.type("Call opens", days.in_time.replace(day=1))
    person.type("Hour at the seat (opening)", "00:00")
    person.type("Call closes", days.last_day_for_requests)
    person.press("Create the period")
    refused = person.main.get_by_role("alert").filter(has_text="Give the day its hour at the seat.")
    expect(refused).to_have_count(2)  # beside the field, and at the button
    person.type("Hour at the seat (closing)", "23:59")
    person.press("Create the period")
    expect(person.title).to_have_text("201st period of sessions")
    person.wait_until_open()


def import_requests(person: Coordinator, days: Days) -> None:
    person.go_to("Requests")
    person.sees("No requests yet. Import a file or enter one.")
    person.press("Import a file")
    with person.page.expect_file_chooser() as chooser:
        person.main.get_by_role("button", name="Choose a CSV or XLSX file").click()
    chooser.value.set_files(a_file_of_requests(days, person.suite.folder))
    expect(person.row("R-5")).to_contain_text("Wrong")  # which day is meant is asked, not guessed
    expect(person.button("Import all rows")).to_have_count(0)
    person.main.get_by_role("radio", name="Day first").check()
    person.sees("Nothing stands in the way.")
    person.press("Import all rows")
    person.sees("Taken in: 5 new")
    person.press("Back to the register")
    expect(person.row_of("R-3")).to_contain_text("✕ no")
    expect(person.row_of("R-4")).to_contain_text("✕ no: purpose, participants")
    expect(person.row_of("R-5")).to_contain_text(_day(days.ambiguous))


def _day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def enter_a_request(person: Coordinator, days: Days) -> None:
    """Enter a request with a protected witness; a reload in the middle loses nothing but the name."""
    person.press("Enter a request")
    person.type("Title", SEALED)
    person.choose("Kind", "General: a theme in a State")
    person.choose("States", "Honduras")
    person.press("Add")
    person.type("Purpose", "Hear those who were displaced")
    person.type("Summary", "Displacement since 2020")
    person.type("Approximate time in minutes; 0 where it is not stated", 60)
    person.type("Received on", days.in_time)
    person.press("Add who asks…")
    person.type("Name", "Displaced Families")
    person.press("Take in")
    person.sees("Displaced Families")
    _protect_the_witness(person)
    expect(person.page.locator("#cv-draft")).to_have_text("The draft is saved.")

    person.reload()

    person.sees("This is your draft, as you left it.")
    expect(person.field("Title")).to_have_value(SEALED)
    person.sees("Type the names of these persons again: Witness 1.")
    person.press("Change", 1)
    person.type("Name", WITNESS)
    person.press("Take in")
    person.press("Save the request")
    person.is_told("is saved.")
    expect(person.row(SEALED)).to_be_visible()
    assert WITNESS not in person.page.content()


def _protect_the_witness(person: Coordinator) -> None:
    person.press("Add who takes part…")
    person.choose("Role", "Witness")
    person.tick("Protect this person's identity (Arts. 64.3, 65.8)")
    expect(person.field("Pseudonym")).to_have_value("Witness 1")
    person.type("Name", WITNESS)
    person.type("Object of the testimony (Art. 65.3)", "The night of the displacement")
    person.press("Take in")
    person.sees("protected identity")


def grant(person: Coordinator) -> None:
    """Grant the request of the form: it is in time, and the reason is proposed."""
    person.open(person.row_of("PS 201-1"), "PS 201-1")
    person.press("Grant…")
    person.press("Grant the request")
    person.is_told("PS 201-1: Granted")


def decide_the_others(person: Coordinator) -> None:
    """Grant the late one, with the article that allows it; decline one and merge one, with reasons."""
    person.open(person.row_of("R-3"), "R-3")
    person.press("Grant…")
    person.sees("on its own initiative (Art. 61)")
    person.press("Grant the request")
    person.is_refused("Write a reason")
    person.type("Reason", "The drought cannot wait")
    person.press("Grant the request")
    person.is_told("R-3: Granted")

    person.open(person.row_of("R-4"), "R-4")
    person.press("Decline…")
    person.type("Reason", "What was missing did not come")
    person.press("Decline the request")
    person.is_told("R-4: Declined")

    person.open(person.row_of("R-5"), "R-5")
    person.press("Merge…")
    expect(person.field("Merge into")).to_have_value(re.compile("^R-1 "))  # found to be alike
    person.type("Reason", "Both ask for the same")
    person.press("Merge the requests")
    person.is_told("R-5: Merged")
    expect(person.row_of("R-5")).to_contain_text("Merged")

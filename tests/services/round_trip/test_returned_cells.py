"""Cells as people type them, in four languages; what can mean two things is never guessed."""

from datetime import date, datetime, time
from typing import Any

import pytest

from convoca.domain.hearing_request import Decision
from convoca.domain.identifiers import RoomId
from convoca.domain.language import Language
from convoca.i18n.round_trip_words import cell_words
from convoca.i18n.words import word
from convoca.services.importing.dates import DateOrder
from convoca.services.importing.remark import Unclear
from convoca.services.round_trip.cells import CellReader
from convoca.services.round_trip.fields import FIELDS, NO, YES, WorkbookKind, field_named
from support.builders import OTHER_ROOM, ROOM

ROOMS = {ROOM: "Sala A", OTHER_ROOM: "Sala B"}
PROGRAMME, REQUESTS = WorkbookKind.PROGRAMME, WorkbookKind.REQUESTS


def reader(rooms: dict[RoomId, str] = ROOMS, order: DateOrder | None = None) -> CellReader:
    words = {
        field.name: cell_words(field, Language.SPANISH, rooms=ROOMS, states=("BR", "HT", "US"))
        for kind in WorkbookKind
        for field in FIELDS[kind]
    }
    return CellReader(words=words, rooms=rooms, order=order, today=date(2027, 1, 4))


def read(kind: WorkbookKind, name: str, value: Any) -> str:
    return reader().read(field_named(kind, name), value)


@pytest.mark.parametrize(
    "typed",
    [
        date(2027, 3, 9),
        datetime(2027, 3, 9),
        "2027-03-09",
        "9 de marzo de 2027",
        "9 mar 2027",
        "March 9, 2027",
        "9 de março de 2027",
        "9 mars 2027",
        "31/03/2027",
    ],
)
def test_a_day_is_read_in_four_languages(typed: Any) -> None:
    expected = "2027-03-31" if typed == "31/03/2027" else "2027-03-09"
    assert read(PROGRAMME, "day", typed) == expected


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("07/04/2027", "date_ambiguous"),
        ("7/4/27", "date_two_digit_year"),
        (46_223, "date_serial"),
        ("mañana", "date_unreadable"),
        ("30 de febrero de 2027", "date_impossible"),
    ],
)
def test_a_day_that_is_not_clear_is_asked_about(typed: Any, code: str) -> None:
    with pytest.raises(Unclear) as unclear:
        read(PROGRAMME, "day", typed)
    assert unclear.value.code == code


def test_an_ambiguous_day_is_read_once_somebody_said_how() -> None:
    day = field_named(PROGRAMME, "day")
    assert reader(order=DateOrder.DAY_FIRST).read(day, "07/04/2027") == "2027-04-07"
    assert reader(order=DateOrder.MONTH_FIRST).read(day, "07/04/2027") == "2027-07-04"


@pytest.mark.parametrize(
    "typed",
    [time(14, 30), time(14, 29, 59, 999_900), "14:30", "2:30 p. m.", "14 h 30", "14h30", "2.30pm"],
)
def test_an_hour_is_read_in_four_languages(typed: Any) -> None:
    assert read(PROGRAMME, "hour", typed) == "14:30"


@pytest.mark.parametrize("typed", ["9", "noon", 0.5, time(9, 30, 20), "25:00"])
def test_an_hour_that_is_not_clear_is_refused(typed: Any) -> None:
    with pytest.raises(Unclear, match="time_unreadable"):
        read(PROGRAMME, "hour", typed)


@pytest.mark.parametrize("typed", ["Sí", "yes", "oui", "sim", "x", 1.0, True])
def test_a_yes_is_read_in_four_languages(typed: Any) -> None:
    assert read(PROGRAMME, "is_priority", typed) == YES
    assert read(PROGRAMME, "is_priority", None) == NO


@pytest.mark.parametrize("typed", ["Brasil; Haití", "haiti\nBrazil", "BR, HT", "Brésil ;Haïti; "])
def test_states_are_read_in_four_languages_by_name_or_code(typed: str) -> None:
    assert read(REQUESTS, "states", typed) == "BR;HT"


def test_a_state_that_nobody_knows_is_named() -> None:
    with pytest.raises(Unclear) as unclear:
        read(REQUESTS, "states", "Brasil; Atlántida")
    assert (unclear.value.code, unclear.value.values["read"]) == ("state_unknown", "Atlántida")


@pytest.mark.parametrize("language", Language)
def test_a_decision_is_read_in_four_languages(language: Language) -> None:
    for decision in Decision:
        assert read(REQUESTS, "decision", word(decision, language).upper()) == decision.value
    assert read(REQUESTS, "decision", "granted") == "granted"


def test_a_room_is_known_by_the_name_that_went_out_and_by_the_one_it_has_now() -> None:
    renamed = reader({ROOM: "Salón Azul", OTHER_ROOM: "Sala B"})
    room = field_named(PROGRAMME, "room")
    assert {renamed.read(room, name) for name in ("Sala A", "sala a", "SALON AZUL")} == {str(ROOM)}
    crossed = reader({ROOM: "Sala B", OTHER_ROOM: "Sala C"})
    with pytest.raises(Unclear, match="room_doubtful"):
        crossed.read(room, "sala b")


def test_a_number_that_a_program_made_of_text_is_not_taken_for_text() -> None:
    assert read(REQUESTS, "matter_number", 12_345.0) == "12345"
    with pytest.raises(Unclear, match="not_text"):
        read(REQUESTS, "matter_number", 12.1)


@pytest.mark.parametrize("typed", ["sixty", 60.5, True, "1" * 40])
def test_a_length_is_a_whole_number(typed: Any) -> None:
    with pytest.raises(Unclear, match="number_unreadable"):
        read(PROGRAMME, "minutes", typed)


@pytest.mark.parametrize(
    ("name", "value"), [("minutes", "9"), ("minutes", "601"), ("title", ""), ("title", "x" * 301)]
)
def test_what_no_field_can_hold_is_refused(name: str, value: str) -> None:
    with pytest.raises(Unclear):
        reader().refuse(field_named(PROGRAMME, name), value)

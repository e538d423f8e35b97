"""Periods of sessions and their calls for requests."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from import_sheets import codes, office, planned, sheet, taken_in, with_period

from convoca.domain.period_of_sessions import Modality, PeriodKind
from convoca.domain.slot import SEAT_ZONE
from convoca.services.importing.columns import Kind
from convoca.services.importing.plan import Outcome

HEADER = "period_number|kind|start_date|end_date|city|country_iso2|modality|public_hearings"
A_PERIOD = (196, "ordinary", "2027-03-08", "2027-03-19", "Bogotá", "CO", "in_person", "31")


def period(uow, number=196):
    with uow:
        return next(p for p in uow.periods.all() if p.number == number)


def test_a_row_makes_a_period_with_its_place():
    uow = office()
    plan = taken_in(Kind.PERIODS, sheet(HEADER, A_PERIOD), uow)

    assert [(row.number, row.outcome, row.subject) for row in plan.rows] == [
        (2, Outcome.CREATE, "196")
    ]
    made = period(uow)
    assert (made.opens, made.closes) == (date(2027, 3, 8), date(2027, 3, 19))
    assert made.kind is PeriodKind.REGULAR
    assert made.public_hearings_held == 31
    (place,) = made.places
    assert (place.city, place.country, place.zone, place.modality) == (
        "Bogotá",
        "CO",
        "America/Bogota",
        Modality.IN_PERSON,
    )
    assert (place.opens, place.closes) == (made.opens, made.closes)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("ordinary", PeriodKind.REGULAR),
        ("Ordinario", PeriodKind.REGULAR),
        ("extraordinary", PeriodKind.SPECIAL),
        ("extraordinaire", PeriodKind.SPECIAL),
        ("unstated", PeriodKind.UNSTATED),
        (None, PeriodKind.UNSTATED),
    ],
)
def test_kinds_of_period(word, kind):
    uow = office()
    taken_in(Kind.PERIODS, sheet(HEADER, (196, word, *A_PERIOD[2:])), uow)
    assert period(uow).kind is kind


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ((196, "plenary", *A_PERIOD[2:]), "choice_unknown"),
        ((0, *A_PERIOD[1:]), "number_out_of_range"),
        (("CXCVI", *A_PERIOD[1:]), "number_unreadable"),
        ((196.5, *A_PERIOD[1:]), "number_unreadable"),
        ((196, None, "2027-03-19", "2027-03-08", None), "refused_closes"),
        ((196, None, "2027-02-30", "2027-03-08", None), "date_impossible"),
        ((196, None, "03/04/2027", "2027-03-19", None), "date_ambiguous"),
        ((196, None, 46454, "2027-03-19", None), "date_serial"),
        ((196, None, "08/03/27", "2027-03-19", None), "date_two_digit_year"),
        ((196, None, "1027-03-08", "2027-03-19", None), "year_unlikely"),
        ((196, None, "2027-03-08", "9999-03-19", None), "year_unlikely"),
        ((*A_PERIOD[:5], "XX", "in_person", 3), "state_unknown"),
        ((*A_PERIOD[:5], "CO;PE", "in_person", 3), "one_state_only"),
        ((*A_PERIOD[:6], "telepathic", 3), "choice_unknown"),
        ((*A_PERIOD[:7], "-4"), "number_unreadable"),
        ((*A_PERIOD[:4], "x" * 121), "too_long"),
    ],
)
def test_a_fault_in_one_row_is_told_and_blocks(row, code):
    uow = office()
    plan = planned(Kind.PERIODS, sheet(HEADER, row), uow)

    assert plan.rows[0].outcome is Outcome.ERROR
    assert codes(plan.rows[0]) == [code]
    assert plan.is_blocked
    assert plan.changes == ()


def test_a_period_without_both_days_is_left_out_and_told():
    plan = planned(Kind.PERIODS, sheet(HEADER, (131, None, None, "2008-03-14", None)), office())
    assert plan.rows[0].outcome is Outcome.LEFT_OUT
    assert codes(plan.rows[0]) == ["period_without_dates"]
    assert not plan.is_blocked


def test_moved_days_take_the_place_with_them():
    uow = with_period()
    taken_in(Kind.PERIODS, sheet(HEADER, (196, None, "2027-03-10", "2027-03-21", None)), uow)
    made = period(uow)
    assert (made.places[0].opens, made.places[0].closes) == (made.opens, made.closes)
    assert [room.name for room in made.rooms] == ["Sala A", "Sala B"]


def test_an_empty_cell_takes_nothing_away():
    uow = office()
    taken_in(Kind.PERIODS, sheet(HEADER, A_PERIOD), uow)
    before = period(uow)
    plan = taken_in(Kind.PERIODS, sheet(HEADER, (196, *[None] * 7)), uow)
    assert plan.rows[0].outcome is Outcome.UNCHANGED
    assert period(uow) == before


def test_another_city_than_the_stored_one_is_told_and_not_entered():
    uow = with_period()
    plan = planned(Kind.PERIODS, sheet(HEADER, (196, None, None, None, "Lima", "PE")), uow)
    assert codes(plan.rows[0]) == ["another_place"]
    assert plan.rows[0].outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("city", "country", "zone"),
    [
        ("Washington, DC", "US", SEAT_ZONE),
        ("Sucre", "BO", "America/La_Paz"),
        ("Cartagena", "CO", "America/Bogota"),
        ("Los Angeles", "US", "America/Los_Angeles"),
        ("São Paulo", "BR", "America/Sao_Paulo"),
        ("Boulder, Colorado", "US", "America/Denver"),
    ],
)
def test_the_zone_of_a_city_is_taken_where_there_is_no_doubt(city, country, zone):
    uow = office()
    taken_in(Kind.PERIODS, sheet(HEADER, (*A_PERIOD[:4], city, country)), uow)
    assert period(uow).places[0].zone == zone


@pytest.mark.parametrize("city", ["Washington", "Washington D.C.", "WASHINGTON, DC"])
def test_the_seat_is_known_by_any_of_its_names(city):
    uow = office()
    taken_in(Kind.PERIODS, sheet(HEADER, (*A_PERIOD[:4], city, "US")), uow)
    assert period(uow).places[0].at_seat


def test_a_virtual_period_without_a_place_is_held_from_the_seat_and_told():
    uow = office()
    row = (*A_PERIOD[:4], None, None, "virtual")
    plan = taken_in(Kind.PERIODS, sheet(HEADER, row), uow)
    assert codes(plan.rows[0]) == ["virtual_at_seat"]
    assert period(uow).places[0].at_seat
    assert planned(Kind.PERIODS, sheet(HEADER, row), uow).changes == ()


def test_a_period_in_two_places_keeps_its_hearing_days():
    uow = with_period()
    stored = period(uow)
    seat = replace(stored.places[0], city="Washington, DC", country="US", rooms=())
    with uow:
        uow.periods.save(replace(stored, places=(seat, *stored.places)))
        uow.commit(reason="two places")
    plan = taken_in(Kind.PERIODS, sheet(CALL, (196, None, None, "2027-03-11", "2027-03-12")), uow)
    assert codes(plan.rows[0]) == ["several_places"]
    named = sheet("number|city|hearing days", (196, "BOGOTA", "2027-03-15;2027-03-16"))
    taken_in(Kind.PERIODS, named, uow)
    assert [len(place.hearing_days) for place in period(uow).places] == [0, 2]


@pytest.mark.parametrize(("city", "country"), [("Salt Lake City", "US"), ("Recife e Olinda", "BR")])
def test_the_zone_of_a_city_is_never_guessed(city, country):
    uow = office()
    plan = taken_in(Kind.PERIODS, sheet(HEADER, (*A_PERIOD[:4], city, country)), uow)
    assert codes(plan.rows[0]) == ["place_zone_unknown"]
    assert period(uow).places == ()


def test_a_stated_zone_settles_it():
    uow = office()
    table = sheet(
        HEADER + "|tz", (*A_PERIOD[:4], "Salt Lake City", "US", None, None, "America/Denver")
    )
    plan = taken_in(Kind.PERIODS, table, uow)
    assert codes(plan.rows[0]) == []
    assert period(uow).places[0].zone == "America/Denver"


@pytest.mark.parametrize(
    ("label", "code"), [("America/Bogotá", "refused_zone"), ("CST", "zone_unknown_label")]
)
def test_a_zone_that_is_none_is_refused(label, code):
    plan = planned(Kind.PERIODS, sheet(HEADER + "|tz", (*A_PERIOD, label)), office())
    assert codes(plan.rows[0]) == [code]


# The call for requests

CALL = (
    "period_number|requests_open|requests_deadline|hearings_from|hearings_to|"
    "calendar_published|states_excluded|working_meetings|notes"
)


def test_a_call_completes_a_stored_period():
    uow = with_period()
    row = (196, "2027-01-04", "2027-01-20", None, None, "2027-02-26", "CO;VE", "23", "by form")
    plan = taken_in(Kind.PERIODS, sheet(CALL, row), uow)

    assert plan.rows[0].outcome is Outcome.UPDATE
    assert set(plan.rows[0].fields) == {
        "call",
        "calendar_published_on",
        "working_meetings_held",
        "note",
    }
    made = period(uow)
    # A date-only call opens at 00:00 and closes at 23:59:59 at the seat, UTC-5 in January.
    assert made.call.opens == datetime(2027, 1, 4, 5, tzinfo=UTC)
    assert made.call.closes == datetime(2027, 1, 21, 4, 59, 59, tzinfo=UTC)
    assert made.call.states_excluded == ("CO", "VE")
    assert made.calendar_published_on == date(2027, 2, 26)
    assert made.working_meetings_held == 23


def test_a_deadline_in_summer_ends_with_the_day_at_the_seat():
    uow = with_period()
    taken_in(Kind.PERIODS, sheet(CALL, (196, None, "2026-08-20")), uow)
    assert period(uow).call.closes == datetime(2026, 8, 21, 3, 59, 59, tzinfo=UTC)


def test_a_call_that_closes_before_it_opens_is_refused_in_the_domains_words():
    plan = planned(Kind.PERIODS, sheet(CALL, (196, "2027-01-20", "2027-01-04")), with_period())
    (told,) = plan.rows[0].remarks
    assert (told.code, told.problem) == ("refused_call", "The call closes before it opens.")


def test_the_call_of_an_unknown_period_is_left_out():
    plan = planned(Kind.PERIODS, sheet(CALL, (197, "2027-01-04", "2027-01-20")), with_period())
    assert plan.rows[0].outcome is Outcome.LEFT_OUT
    assert codes(plan.rows[0]) == ["period_unknown"]


def test_hearing_days_are_the_first_the_last_and_the_weekdays_between():
    uow = with_period()
    plan = taken_in(Kind.PERIODS, sheet(CALL, (196, None, None, "2027-03-11", "2027-03-16")), uow)
    assert codes(plan.rows[0]) == ["hearing_days_between"]
    assert [day.day for day in period(uow).places[0].hearing_days] == [11, 12, 15, 16]


def test_a_known_last_day_counts_even_on_a_saturday():
    uow = with_period()
    taken_in(Kind.PERIODS, sheet(CALL, (196, None, None, "2027-03-12", "2027-03-13")), uow)
    assert [day.day for day in period(uow).places[0].hearing_days] == [12, 13]


def test_days_between_never_replace_days_that_are_known():
    uow = with_period()
    days = sheet("period_number|hearing days", (196, "2027-03-15; 2027-03-17"))
    taken_in(Kind.PERIODS, days, uow)
    plan = taken_in(Kind.PERIODS, sheet(CALL, (196, None, None, "2027-03-15", "2027-03-19")), uow)
    assert plan.rows[0].outcome is Outcome.UNCHANGED
    assert [day.day for day in period(uow).places[0].hearing_days] == [15, 17]


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2027-03-18", "2027-03-22", "hearing_days_outside"),
        ("2027-03-18", "2027-03-16", "ends_before_it_begins"),
        ("2027-03-18", "2036-03-16", "ends_before_it_begins"),
    ],
)
def test_hearing_days_that_cannot_be_are_refused(first, last, code):
    plan = planned(Kind.PERIODS, sheet(CALL, (196, None, None, first, last)), with_period())
    assert plan.rows[0].outcome is Outcome.ERROR
    assert code in codes(plan.rows[0])


def test_a_hearing_day_that_cannot_be_read_is_named():
    table = sheet("number|hearing days", (196, "2027-03-15; 07/04/2027"))
    (row,) = planned(Kind.PERIODS, table, with_period()).rows
    assert [(r.code, r.read) for r in row.remarks] == [("date_ambiguous", "07/04/2027")]


def test_a_single_hearing_day_may_be_a_real_date():
    uow = with_period()
    taken_in(Kind.PERIODS, sheet("number|hearing days", (196, date(2027, 3, 15))), uow)
    assert period(uow).places[0].hearing_days == (date(2027, 3, 15),)


def test_a_place_with_days_of_its_own_keeps_them():
    uow = with_period()
    stored = period(uow)
    inner = replace(stored.places[0], opens=date(2027, 3, 9))
    with uow:
        uow.periods.save(replace(stored, places=(inner,)))
        uow.commit(reason="arrive later")
    taken_in(Kind.PERIODS, sheet(HEADER, (196, None, "2027-03-01", "2027-03-26")), uow)
    assert (period(uow).opens, period(uow).places) == (date(2027, 3, 1), (inner,))


def test_one_known_hearing_day_is_not_stretched():
    plan = planned(Kind.PERIODS, sheet(CALL, (196, None, None, "2027-03-11")), with_period())
    assert codes(plan.rows[0]) == ["hearing_days_open"]
    assert plan.rows[0].outcome is Outcome.UNCHANGED


def test_only_the_period_asked_for_is_taken_in():
    rows = [A_PERIOD, (197, "ordinary", "2027-07-05", "2027-07-16", None)]
    plan = planned(Kind.PERIODS, sheet(HEADER, *rows), office(), period_number=197)
    assert [row.outcome for row in plan.rows] == [Outcome.LEFT_OUT, Outcome.CREATE]
    assert codes(plan.rows[0]) == ["other_period"]


def test_the_same_period_twice_is_told_and_two_meanings_block():
    other = (196, "ordinary", "2027-03-08", "2027-03-20", "Bogotá", "CO", "in_person", "31")
    plan = planned(Kind.PERIODS, sheet(HEADER, A_PERIOD, A_PERIOD, other), office())
    assert [row.outcome for row in plan.rows] == [
        Outcome.CREATE,
        Outcome.UNCHANGED,
        Outcome.ERROR,
    ]
    assert [codes(row) for row in plan.rows] == [[], ["same_as_row"], ["differs_from_row"]]
    assert plan.rows[2].remarks[0].values["other"] == 2

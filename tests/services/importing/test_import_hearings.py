"""Hearings that were announced or granted, and their place in the programme."""

from datetime import UTC, date, datetime, time

import pytest
from import_sheets import codes, planned, sheet, taken_in, with_period

from convoca.domain.hearing import HearingKind, Initiative, Visibility
from convoca.domain.party import PartyKind
from convoca.domain.programme import ActivityKind
from convoca.services.importing.columns import Kind
from convoca.services.importing.plan import Outcome

HEADER = "period_number|date|start_time|end_time|room|title|state_iso2|type|requesters|initiative|tz|visibility"
A_HEARING = (
    196,
    "2027-03-15",
    "09:00",
    "10:15",
    "sala a",
    "Situación de la niñez en Haití",
    "HT",
    "thematic_country",
    "IACHR (ex officio)",
    "ex_officio",
    None,
    "public",
)


def having(**cells):
    names = HEADER.split("|")
    row = list(A_HEARING)
    for name, value in cells.items():
        row[names.index(name)] = value
    return tuple(row)


def stored(uow):
    with uow:
        return uow.hearings.all(), uow.placements.all()


def refused(uow=None, **cells):
    plan = planned(Kind.HEARINGS, sheet(HEADER, having(**cells)), uow or with_period())
    assert plan.rows[0].outcome is Outcome.ERROR
    return codes(plan.rows[0])


def test_a_hearing_with_hour_and_known_room_is_placed():
    uow = with_period()
    plan = taken_in(Kind.HEARINGS, sheet(HEADER, A_HEARING), uow)
    assert (plan.rows[0].outcome, codes(plan.rows[0])) == (Outcome.CREATE, [])

    (hearing,), (placement,) = stored(uow)
    assert hearing.kind is HearingKind.THEMATIC_COUNTRY
    assert hearing.initiative is Initiative.COMMISSION
    assert (hearing.parties, hearing.minutes) == ((), 75)
    assert hearing.announced_day == date(2027, 3, 15)
    assert (placement.id, placement.kind) == (hearing.id, ActivityKind.HEARING)
    # Bogotá is at UTC-5 all year; the period's place says so.
    assert placement.slot.start == datetime(2027, 3, 15, 14, tzinfo=UTC)
    assert (placement.slot.zone, placement.slot.wall_time) == ("America/Bogota", time(9))
    assert placement.slot.minutes == 75


def test_a_hearing_without_hour_keeps_its_day_only():
    uow = with_period()
    taken_in(Kind.HEARINGS, sheet(HEADER, having(start_time=None, end_time=None)), uow)
    (hearing,), placements = stored(uow)
    assert (hearing.announced_day, hearing.announced_place) == (date(2027, 3, 15), "sala a")
    assert placements == []


@pytest.mark.parametrize(
    ("room", "code"), [("Hotel Karibe", "hour_not_placed"), (None, "hour_without_room")]
)
def test_an_hour_without_a_known_room_becomes_a_note(room, code):
    uow = with_period()
    cells = having(room=room, tz="America/New_York")
    plan = taken_in(Kind.HEARINGS, sheet(HEADER, cells), uow)
    assert codes(plan.rows[0]) == [code]
    (hearing,), placements = stored(uow)
    assert (hearing.note, hearing.announced_place) == ("09:00 (America/New_York)", room or "")
    assert placements == []


def test_a_second_run_changes_nothing():
    uow = with_period()
    table = sheet(HEADER, A_HEARING, having(title="Otra", room="Zoom"))
    taken_in(Kind.HEARINGS, table, uow)
    plan = planned(Kind.HEARINGS, table, uow)
    assert [row.outcome for row in plan.rows] == [Outcome.UNCHANGED] * 2
    assert plan.changes == ()


def test_a_changed_hour_moves_the_placement():
    uow = with_period()
    taken_in(Kind.HEARINGS, sheet(HEADER, A_HEARING), uow)
    plan = taken_in(Kind.HEARINGS, sheet(HEADER, having(start_time="11:00", end_time="12:15")), uow)
    assert (plan.rows[0].outcome, plan.rows[0].fields) == (Outcome.UPDATE, ("slot",))
    assert stored(uow)[1][0].slot.wall_time == time(11)


def test_a_room_is_never_taken_twice():
    uow = with_period()
    other = having(title="Otra audiencia", start_time="10:00", end_time="11:00")
    plan = planned(Kind.HEARINGS, sheet(HEADER, A_HEARING, other), uow)
    assert [row.outcome for row in plan.rows] == [Outcome.CREATE, Outcome.ERROR]
    assert codes(plan.rows[1]) == ["room_taken"]
    assert plan.rows[1].remarks[0].values["holder"] == A_HEARING[5]

    back_to_back = having(title="Otra audiencia", start_time="10:15", end_time="11:00")
    assert not planned(Kind.HEARINGS, sheet(HEADER, A_HEARING, back_to_back), uow).is_blocked
    in_b = having(title="Otra audiencia", room="Sala B")
    assert not planned(Kind.HEARINGS, sheet(HEADER, A_HEARING, in_b), uow).is_blocked


def test_a_room_taken_in_the_store_is_seen():
    uow = with_period()
    taken_in(Kind.HEARINGS, sheet(HEADER, A_HEARING), uow)
    assert refused(uow, title="Otra") == ["room_taken"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"date": "2027-03-20"}, "day_outside_period"),
        ({"date": "2027-03-07"}, "day_outside_period"),
        ({"date": "04/03/2027"}, "date_ambiguous"),
        ({"date": None}, "hour_without_day"),
        ({"start_time": "temprano"}, "time_unreadable"),
        ({"start_time": "10:15"}, "ends_before_it_begins"),
        ({"type": "picnic"}, "choice_unknown"),
        ({"initiative": "nobody"}, "choice_unknown"),
        ({"visibility": "half"}, "choice_unknown"),
        ({"state_iso2": "ZZ"}, "state_unknown"),
        ({"tz": "Bogotá"}, "zone_unknown_label"),
        ({"period_number": "ninth"}, "number_unreadable"),
        ({"start_time": "09:00", "end_time": "09:05"}, "refused_minutes"),
    ],
)
def test_a_fault_in_a_hearing_is_told(cells, code):
    assert refused(**cells) == [code]


def test_a_wall_time_that_does_not_exist_is_refused():
    # The clocks of Washington skip 02:00-03:00 on 14 March 2027.
    told = refused(start_time="02:30", end_time="03:30", date="2027-03-14", tz="America/New_York")
    assert told == ["refused_start"]


def test_a_private_hearing_stays_private():
    uow = with_period()
    taken_in(Kind.HEARINGS, sheet(HEADER, having(visibility="reservada")), uow)
    assert stored(uow)[0][0].visibility is Visibility.PRIVATE


def test_who_asked_becomes_a_party():
    uow = with_period()
    cells = having(requesters="State of the United States; Red de Mujeres", initiative="unknown")
    taken_in(Kind.HEARINGS, sheet(HEADER, cells), uow)
    (hearing,), _ = stored(uow)
    assert [(p.kind, p.state, p.name, p.zone) for p in hearing.parties] == [
        (PartyKind.STATE, "US", "Estados Unidos", "America/New_York"),
        (PartyKind.ORGANISATION, None, "Red de Mujeres", ""),
    ]
    assert hearing.initiative is Initiative.UNKNOWN


def test_the_same_title_on_another_state_is_another_hearing():
    uow = with_period()
    cells = {"start_time": None, "end_time": None}
    table = sheet(HEADER, having(**cells), having(state_iso2="DO", **cells))
    plan = taken_in(Kind.HEARINGS, table, uow)
    assert plan.count(Outcome.CREATE) == 2


def test_a_hearing_of_an_unknown_period_is_left_out():
    plan = planned(Kind.HEARINGS, sheet(HEADER, having(period_number=300)), with_period())
    assert (plan.rows[0].outcome, codes(plan.rows[0])) == (Outcome.LEFT_OUT, ["period_unknown"])


def test_a_hearing_without_kind_is_entered_as_other_and_told():
    uow = with_period()
    plan = taken_in(Kind.HEARINGS, sheet(HEADER, having(type=None)), uow)
    assert codes(plan.rows[0]) == ["kind_assumed"]
    assert stored(uow)[0][0].kind is HearingKind.OTHER

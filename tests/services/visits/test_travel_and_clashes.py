"""Distances against the other great-circle formula, and what does not go together in a programme."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from math import acos, cos, radians, sin
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.domain.on_site_observation import (
    Coordinates,
    OnSiteObservation,
    SpecialCommission,
    TravelMode,
    VisitActivityKind,
)
from convoca.domain.period_of_sessions import Modality
from convoca.domain.slot import Slot
from convoca.geography.daylight import daylight
from convoca.services.visits.clashes import ClashKind, clashes
from convoca.services.visits.daylight import Daylight
from convoca.services.visits.travel import PACES, kilometres, least_minutes
from support.builders import a_period
from support.visits import (
    ANA,
    BEA,
    BOGOTA,
    CARACAS,
    CUCUTA,
    INTERPRETER,
    OFFICER,
    a_stage,
    a_visit,
    an_activity,
)

points = st.builds(
    Coordinates,
    latitude=st.floats(min_value=-89, max_value=89),
    longitude=st.floats(min_value=-180, max_value=180),
)


def kinds(visit: OnSiteObservation, **more: object) -> list[ClashKind]:
    return [clash.kind for clash in clashes(visit, (), **more)]  # type: ignore[arg-type]


# Distances -------------------------------------------------------------------------------------


@given(points, points)
def test_distances_are_those_of_the_law_of_cosines(start: Coordinates, end: Coordinates) -> None:
    south, north = radians(start.latitude), radians(end.latitude)
    along = sin(south) * sin(north) + cos(south) * cos(north) * cos(
        radians(end.longitude - start.longitude)
    )
    expected = 6371.0088 * acos(max(-1.0, min(1.0, along)))

    assert kilometres(start, end) == pytest.approx(expected, abs=0.5)
    assert kilometres(start, end) == pytest.approx(kilometres(end, start))


def test_a_quarter_of_the_way_round_is_ten_thousand_kilometres() -> None:
    pole, equator = Coordinates(latitude=90, longitude=0), Coordinates(latitude=0, longitude=50)

    assert round(kilometres(pole, equator)) == 10008


@given(st.floats(min_value=0, max_value=5000))
def test_no_usual_way_is_quicker_than_the_least(distance: float) -> None:
    least = least_minutes(distance)

    assert all(least <= least_minutes(distance, mode) for mode in (TravelMode.ROAD, TravelMode.AIR))
    assert set(PACES) == set(TravelMode)


# People ----------------------------------------------------------------------------------------


def test_nobody_is_in_two_places_neither_members_nor_others() -> None:
    first = an_activity(4, 9, members=(ANA.id,), people=(INTERPRETER.id,))
    second = an_activity(4, 9, members=(ANA.id,), people=(INTERPRETER.id, OFFICER.id))
    after = an_activity(4, 10, members=(ANA.id,), people=(INTERPRETER.id,))

    found = clashes(a_visit(activities=(first, second, after)), ())

    assert {(clash.kind, clash.person) for clash in found} == {
        (ClashKind.PERSON_IN_TWO_PLACES, ANA.id),
        (ClashKind.PERSON_IN_TWO_PLACES, INTERPRETER.id),
    }


def test_activities_are_for_the_delegation_alone() -> None:
    stranger = uuid4()
    visit = a_visit(activities=(an_activity(4, 9, members=(ANA.id,), people=(stranger,)),))

    found = clashes(visit, ())

    assert [(c.kind, c.person) for c in found] == [(ClashKind.NOT_OF_THE_DELEGATION, stranger)]


def test_who_is_on_two_visits_is_found_members_by_id_others_by_name() -> None:
    visit = a_visit()
    meanwhile = a_visit(
        special_commission=SpecialCommission(members=(BEA.id,)),
        delegates=(replace(OFFICER, id=uuid4(), name="example  OFFICER"),),
        opens=date(2020, 2, 8), closes=date(2020, 2, 12),
    )  # fmt: skip
    later = replace(meanwhile, id=uuid4(), opens=date(2020, 2, 9))
    cancelled = replace(meanwhile, id=uuid4(), is_cancelled=True)

    found = clashes(visit, (), others=(visit, meanwhile, later, cancelled))

    assert {(c.kind, c.person, c.visit) for c in found} == {
        (ClashKind.PERSON_ON_ANOTHER_VISIT, BEA.id, meanwhile.id),
        (ClashKind.PERSON_ON_ANOTHER_VISIT, OFFICER.id, meanwhile.id),
    }


def test_a_period_held_at_the_same_time_is_told() -> None:
    before = a_period(number=1, opens=date(2020, 1, 27), closes=date(2020, 2, 3), places=())
    meanwhile = a_period(number=2, opens=date(2020, 2, 8), closes=date(2020, 2, 9), places=())

    found = clashes(a_visit(), (before, meanwhile))

    assert [(c.kind, c.period) for c in found] == [(ClashKind.WITHIN_A_PERIOD, 2)]


# Days and stages -------------------------------------------------------------------------------


def test_an_activity_lies_in_its_visit_and_in_its_stage() -> None:
    stage = a_stage("Caracas", 4, 5)
    visit = a_visit(
        stages=(stage, a_stage("Maracaibo", 8, 9)),
        activities=(
            an_activity(9, 9),
            an_activity(6, 9, stage=stage.id),
            an_activity(5, 9, stage=stage.id),
        ),
    )

    assert kinds(visit) == [
        ClashKind.OUTSIDE_THE_VISIT,
        ClashKind.OUTSIDE_ITS_STAGE,
        ClashKind.STAGE_OUTSIDE_THE_VISIT,
    ]


def test_what_was_planned_where_entry_is_refused_is_told_and_clashes_with_nothing_else() -> None:
    stage = a_stage("Caracas", 4, 5, refused_on=date(2020, 2, 3))
    both = {"members": (ANA.id,)}
    visit = a_visit(
        stages=(stage,),
        activities=(an_activity(4, 9, stage=stage.id, **both), an_activity(4, 9, **both)),
    )

    assert kinds(visit) == [ClashKind.STAGE_REFUSED]


# Travel ----------------------------------------------------------------------------------------


def test_a_place_that_nobody_reaches_in_time_is_told_once_for_all_who_go() -> None:
    people = {"members": (ANA.id, BEA.id)}
    first = an_activity(4, 9, coordinates=BOGOTA, **people)
    second = an_activity(4, 11, coordinates=CUCUTA, **people)

    (found,) = clashes(a_visit(activities=(first, second)), ())

    assert (found.kind, found.minutes, found.distance) == (ClashKind.TOO_FAR, 60, 394)
    assert found.needed == round(394.0 / 700 * 60 + 120)
    later = replace(second, slot=an_activity(4, 13).slot)
    assert kinds(a_visit(activities=(first, later))) == []


def test_the_same_place_and_places_that_are_unknown_need_no_time() -> None:
    near = Coordinates(latitude=4.713, longitude=-74.072)
    first = an_activity(4, 9, coordinates=BOGOTA, members=(ANA.id,))
    there = an_activity(4, 10, coordinates=near, members=(ANA.id,))
    somewhere = an_activity(4, 11, members=(ANA.id,))

    assert kinds(a_visit(activities=(first, there, somewhere))) == []


def test_a_travel_takes_one_where_it_ends() -> None:
    people = {"members": (ANA.id,)}
    travel = an_activity(
        4, 10, 180, kind=VisitActivityKind.TRAVEL, mode=TravelMode.AIR,
        coordinates=BOGOTA, coordinates_to=CUCUTA, **people,
    )  # fmt: skip
    visit = a_visit(
        activities=(
            an_activity(4, 9, coordinates=BOGOTA, **people),
            travel,
            an_activity(4, 13, coordinates=CUCUTA, **people),
        )
    )

    assert kinds(visit) == []
    by_road = replace(travel, mode=TravelMode.ROAD)
    found = clashes(replace(visit, activities=(by_road,)), ())
    assert [(c.kind, c.minutes, c.needed) for c in found] == [(ClashKind.TOO_FAST, 180, 369)]


def test_who_is_there_from_afar_travels_nowhere() -> None:
    stage = a_stage("online", 4, 8, territory=None, modality=Modality.VIRTUAL)
    people = {"members": (ANA.id,), "stage": stage.id}
    first = an_activity(4, 9, coordinates=BOGOTA, **people)
    second = an_activity(4, 10, coordinates=CARACAS, **people)

    assert kinds(a_visit(stages=(stage,), activities=(first, second))) == []


@pytest.mark.parametrize(
    ("hour", "minutes", "mode", "is_dark"),
    [
        (6, 60, TravelMode.ROAD, False),
        (5, 60, TravelMode.ROAD, True),
        (16, 120, TravelMode.ROAD, False),
        (16, 180, TravelMode.ROAD, True),
        (16, 180, TravelMode.AIR, False),
        (16, 180, TravelMode.WATER, True),
        (16, 180, None, False),
    ],
)
def test_who_travels_over_land_keeps_to_daylight(
    hour: int, minutes: int, mode: TravelMode | None, *, is_dark: bool
) -> None:
    def from_six_to_six(_where: Coordinates, day: date) -> Daylight:
        slot = Slot.local(day, time(6), minutes=12 * 60, zone="America/Caracas")
        return Daylight(rises=slot.start, sets=slot.end)

    near = Coordinates(latitude=4.8, longitude=-74.072)
    travel = an_activity(
        4, hour, minutes, kind=VisitActivityKind.TRAVEL, mode=mode,
        coordinates=BOGOTA, coordinates_to=near,
    )  # fmt: skip

    found = clashes(a_visit(activities=(travel,)), (), daylight_of=from_six_to_six)

    assert [c.kind for c in found] == ([ClashKind.IN_THE_DARK] if is_dark else [])
    if is_dark:
        assert found[0].since == datetime(2020, 2, 4, 10, tzinfo=UTC)
    assert kinds(a_visit(activities=(travel,))) == []


def test_an_activity_at_a_place_unknown_hides_no_way_that_is_too_far() -> None:
    between = an_activity(4, 10, members=(ANA.id,))
    visit = a_visit(
        activities=(
            an_activity(4, 9, coordinates=BOGOTA, members=(ANA.id,)),
            between,
            an_activity(4, 11, coordinates=CUCUTA, members=(ANA.id,)),
        )
    )

    assert kinds(visit) == [ClashKind.TOO_FAR]


@pytest.mark.parametrize(("hour", "minutes", "found"), [(7, 120, []), (15, 900, [True])])
def test_across_the_date_line_the_light_is_that_of_the_same_day(
    hour: int, minutes: int, found: list[bool]
) -> None:
    west, east = (Coordinates(latitude=51.9, longitude=degrees) for degrees in (179.5, -178.0))
    travel = an_activity(
        4, 9, kind=VisitActivityKind.TRAVEL, mode=TravelMode.WATER, coordinates=west,
        coordinates_to=east, members=(ANA.id,),
        slot=Slot.local(date(2020, 6, 5), time(hour), minutes=minutes, zone="Pacific/Auckland"),
    )  # fmt: skip
    visit = a_visit(opens=date(2020, 6, 1), closes=date(2020, 6, 9), activities=(travel,))

    dark = [c.kind is ClashKind.IN_THE_DARK for c in clashes(visit, (), daylight_of=daylight)]

    assert [each for each in dark if each] == found

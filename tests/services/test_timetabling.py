"""A period's file as a timetabling problem: what is asked of each activity, and placements there and back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest

from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.finding import Verdict
from convoca.domain.hearing import Hearing, PlanningNeeds, Visibility, WorkingMeeting
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.member import Rapporteurship, Term, Tie
from convoca.domain.party import Participant, Party, PartyKind, Role
from convoca.domain.period_of_sessions import (
    InterpreterTeams,
    Modality,
    PeriodPlace,
    PlanningWishes,
    Room,
)
from convoca.domain.programme import Placement, Recusal, ServiceOfNotice, Session
from convoca.domain.slot import Slot
from convoca.scheduling.constraints import violations
from convoca.scheduling.problem import Assignment, Event, Mode, Objective, Pin, Problem
from convoca.scheduling.problem import PartyKind as GridPartyKind
from convoca.services.period_file import PeriodFile
from convoca.services.problems import Severity, problems
from convoca.services.timetabling import (
    assignment_of,
    held,
    placement_at,
    problem_of,
    programme_of,
    violation_as_placed,
)
from support.builders import MX, OTHER_ROOM, ROOM, a_hearing, a_member, a_period, a_placement

PERIOD = a_period()
MEMBERS = tuple(a_member(f"Member {n}", state) for n, state in enumerate(("MX", "CO", "PE"), 1))
TODAY = date(2027, 1, 4)
#: Grains of a quarter of an hour from midnight of 1 March: 9:00 on 8 March.
EIGHTH_AT_NINE = 7 * 96 + 36


def a_file(*hearings: Hearing, placed: Iterable[Placement] = (), **changes: object) -> PeriodFile:
    values: dict[str, object] = {
        "period": PERIOD,
        "hearings": hearings,
        "placements": {placement.id: placement for placement in placed},
        "members": MEMBERS,
    }
    return PeriodFile(**{**values, **changes})  # type: ignore[arg-type]


def the_event(file: PeriodFile, hearing: Hearing, *, today: date | None = None) -> Event:
    return problem_of(file, today=today).event[str(hearing.id)]


def with_place(**changes: object) -> PeriodFile:
    place = replace(PERIOD.places[0], **changes)  # type: ignore[arg-type]
    return a_file(period=replace(PERIOD, places=(place,)))


def broken(file: PeriodFile) -> list[str]:
    problem = problem_of(file)
    return [str(found.constraint) for found in violations(programme_of(file, problem), problem)]


def test_the_grid_has_every_day_of_the_period_around_the_clock():
    grid = problem_of(a_file()).grid

    assert grid.days == tuple(date(2027, 3, day) for day in range(1, 13))
    assert (grid.opens, grid.grain_minutes, grid.grains_per_day, grid.stride) == (
        time(0),
        15,
        96,
        96,
    )
    assert grid.step == 1


def test_the_grain_is_fine_enough_for_what_is_on_record_and_plans_begin_on_quarters():
    hearing = a_hearing(PERIOD, minutes=50)
    assert problem_of(a_file(hearing)).grid.grain_minutes == 5

    odd = Slot.local(date(2027, 3, 8), time(9, 1), minutes=60, zone="America/New_York")
    hearing = a_hearing(PERIOD)
    grid = problem_of(a_file(hearing, placed=[a_placement(hearing, slot=odd)])).grid
    assert (grid.grain_minutes, grid.step) == (1, 15)
    assert problem_of(a_file(hearing), slots=[odd]).grid.grain_minutes == 1


def test_a_placement_comes_back_from_the_grid_as_it_was():
    hearing = a_hearing(PERIOD)
    placement = a_placement(hearing, panel=(MEMBERS[1].id,), is_pinned=True, version=3)
    file = a_file(hearing, placed=[placement])
    problem = problem_of(file)
    assignment = programme_of(file, problem)[str(hearing.id)]

    assert assignment == Assignment(
        start=EIGHTH_AT_NINE, room=str(ROOM), panel=(str(MEMBERS[1].id),)
    )
    assert placement_at(file, problem, str(hearing.id), assignment) == placement
    assert (
        assignment_of(file, problem, placement.slot, placement.room, placement.panel) == assignment
    )


def test_another_place_on_the_grid_is_a_placement_over_the_stored_one():
    hearing = a_hearing(PERIOD)
    stored = a_placement(hearing, version=3)
    file = a_file(hearing, placed=[stored])
    moved = placement_at(
        file,
        problem_of(file),
        str(hearing.id),
        Assignment(start=EIGHTH_AT_NINE + 4, room=str(OTHER_ROOM), panel=(str(MEMBERS[0].id),)),
    )

    assert moved == replace(
        stored,
        slot=Slot.local(date(2027, 3, 8), time(10), minutes=60, zone="America/New_York"),
        room=OTHER_ROOM,
        panel=(MEMBERS[0].id,),
    )


def test_a_new_place_is_a_new_placement():
    hearing = a_hearing(PERIOD, minutes=90)
    file = a_file(hearing)
    assignment = Assignment(start=EIGHTH_AT_NINE, room=str(ROOM))

    assert placement_at(file, problem_of(file), str(hearing.id), assignment) == a_placement(
        hearing,
        slot=Slot.local(date(2027, 3, 8), time(9), minutes=90, zone="America/New_York"),
    )


def test_the_clocks_change_in_the_middle_of_a_period_and_nine_stays_nine():
    days = {"opens": date(2027, 3, 8), "closes": date(2027, 3, 19)}
    place = replace(PERIOD.places[0], hearing_days=(), **days)  # type: ignore[arg-type]
    period = a_period(places=(place,), **days)
    hearing = a_hearing(period)
    for day in (date(2027, 3, 12), date(2027, 3, 15)):
        slot = Slot.local(day, time(9), minutes=60, zone="America/New_York")
        file = a_file(hearing, placed=[a_placement(hearing, slot=slot)], period=period)
        problem = problem_of(file)
        (assignment,) = programme_of(file, problem).values()

        assert problem.grid.wall(assignment.start) == (day, time(9))
        assert placement_at(file, problem, str(hearing.id), assignment).slot == slot
        assert "within_hearing_hours" not in broken(file)


def test_a_place_in_another_zone_is_open_at_its_own_hours():
    far = PeriodPlace(
        city="Example City",
        country=StateCode("AR"),
        opens=date(2027, 3, 10),
        closes=date(2027, 3, 10),
        zone="America/Argentina/Buenos_Aires",
        rooms=(Room(id=OTHER_ROOM, name="Far"),),
    )
    near = replace(PERIOD.places[0], rooms=(Room(id=ROOM, name="Near"),))
    hearing = a_hearing(PERIOD)
    slot = Slot.local(date(2027, 3, 10), time(9), minutes=60, zone=far.zone)
    placement = a_placement(hearing, slot=slot, room=OTHER_ROOM)
    file = a_file(hearing, placed=[placement], period=replace(PERIOD, places=(near, far)))
    problem = problem_of(file)

    # Nine in Buenos Aires is seven in Washington, before the clocks change there.
    assert problem.room[str(OTHER_ROOM)].open == ((9 * 96 + 28, 9 * 96 + 64),)
    assert problem.grid.wall(programme_of(file, problem)[str(hearing.id)].start)[1] == time(7)
    assert "within_hearing_hours" not in broken(file)
    assert (
        placement_at(file, problem, str(hearing.id), programme_of(file, problem)[str(hearing.id)])
        == placement
    )


def test_a_room_is_open_on_the_days_of_its_place_at_its_hours():
    file = with_place(opens=date(2027, 3, 2), closes=date(2027, 3, 3), day_ends=time(17, 10))
    (room, _) = problem_of(file).rooms

    # The last start leaves a quarter that the place is not open for.
    assert room.open == ((96 + 36, 96 + 68), (192 + 36, 192 + 68))
    assert (room.name, room.capacity, room.languages) == ("Room A", None, None)


def test_what_a_room_offers_is_asked_of_it():
    needing = a_hearing(
        PERIOD,
        needs=PlanningNeeds(attendance=40),
        languages=(Language.SPANISH, Language.FRENCH),
        visibility=Visibility.PRIVATE,
    )
    small = Room(
        id=ROOM, name="Small", capacity=20, private_allowed=False, languages=(Language.SPANISH,)
    )
    place = replace(PERIOD.places[0], rooms=(small,))
    file = a_file(
        needing,
        placed=[a_placement(needing, panel=tuple(m.id for m in MEMBERS[1:]))],
        period=replace(PERIOD, places=(place,)),
    )

    assert set(broken(file)) == {
        "room_seats_everybody",
        "room_has_the_languages",
        "room_takes_private_hearings",
        "panel_is_a_quorum",
    }


def test_closures_holds_and_absences_lie_on_the_grid_and_tell_no_reason_of_a_person():
    hearing = a_hearing(PERIOD)
    span = Slot.local(date(2027, 3, 8), time(9, 50), minutes=65, zone="America/New_York")

    def away(kind: UnavailableKind, key: object = "", **changes: object) -> Unavailability:
        values: dict[str, object] = {
            "id": uuid4(), "period": PERIOD.id, "kind": kind, "key": str(key), "span": span,
        }  # fmt: skip
        return Unavailability(**{**values, "reason": "Example reason", **changes})  # type: ignore[arg-type]

    problem = problem_of(
        a_file(
            hearing,
            unavailabilities=(
                away(UnavailableKind.EVERYBODY),
                away(UnavailableKind.ROOM, ROOM, is_hold=True),
                away(UnavailableKind.MEMBER, MEMBERS[0].id),
                away(UnavailableKind.PARTY, "state:MX"),
            ),
        )
    )

    around = (EIGHTH_AT_NINE + 3, EIGHTH_AT_NINE + 8)
    first, second = problem.rooms
    assert [(c.span, c.is_hold) for c in first.closures] == [(around, False), (around, True)]
    assert [(c.span, c.is_hold) for c in second.closures] == [(around, False)]
    assert problem.member[str(MEMBERS[0].id)].unavailable == (around,)
    assert problem.party["state:MX"].unavailable == (around,)
    assert problem.party["example organisation 1"].unavailable == ()
    assert "reason" not in repr(problem.members)


def test_a_hearing_of_the_whole_commission_needs_an_absolute_majority():
    hearing = a_hearing(PERIOD)
    event = the_event(a_file(hearing), hearing)

    assert (event.kind, event.mode, event.quorum, event.group) == ("hearing", Mode.PLENARY, 4, ())
    assert (event.states, event.parties) == (("MX",), ("example organisation 1", "state:MX"))
    assert event.recused == (str(MEMBERS[0].id),)


def test_a_working_group_hears_with_all_of_it_who_may():
    group = tuple(member.id for member in MEMBERS)
    hearing = a_hearing(PERIOD, working_group=group)
    event = the_event(a_file(hearing), hearing)

    assert (event.mode, event.quorum) == (Mode.WORKING_GROUP, 2)
    assert event.group == tuple(map(str, group))


def test_a_meeting_needs_one_member_and_a_session_the_quorum():
    meeting = WorkingMeeting(id=uuid4(), period=PERIOD.id, title="Meeting", states=(MX,))  # type: ignore[arg-type]
    session = Session(id=uuid4(), period=PERIOD.id, title="Session")  # type: ignore[arg-type]
    problem = problem_of(a_file(meetings=(meeting,), sessions=(session,)))

    first, second = problem.events
    assert (first.kind, first.quorum, first.is_private) == ("working_meeting", 1, True)
    assert first.recused == (str(MEMBERS[0].id),)
    assert (second.kind, second.quorum, second.duration) == ("session", 4, 12)


def test_who_is_tied_to_a_state_or_recused_is_kept_away():
    tied = replace(MEMBERS[1], ties=(Tie(state=MX),))
    hearing = a_hearing(PERIOD)
    recusal = Recusal(
        id=uuid4(), member=MEMBERS[2].id, activity=hearing.id, ground="Example", upheld=True
    )
    file = a_file(hearing, members=(tied, MEMBERS[2]), recusals=(recusal,))

    assert the_event(file, hearing).recused == (str(tied.id), str(MEMBERS[2].id))


def test_a_ground_that_is_not_decided_keeps_nobody_away():
    hearing = a_hearing(PERIOD)
    recusal = Recusal(id=uuid4(), member=MEMBERS[2].id, activity=hearing.id, ground="Example")
    file = a_file(hearing, members=MEMBERS[2:], recusals=(recusal,))

    assert the_event(file, hearing).recused == ()


def test_only_who_is_in_office_or_named_already_is_there():
    former = a_member("Former", terms=(Term(starts=date(2020, 1, 1), ends=date(2023, 12, 31)),))
    leaving = a_member("Leaving", terms=(Term(starts=date(2024, 1, 1), ends=date(2027, 3, 8)),))
    hearing = a_hearing(PERIOD)
    file = a_file(hearing, members=(former, leaving))

    (member,) = problem_of(file).members
    assert member.name == "Leaving"
    assert member.out_of_office == tuple((day * 96, (day + 1) * 96) for day in range(8, 12))

    seated = replace(file, placements={hearing.id: a_placement(hearing, panel=(former.id,))})
    assert [m.name for m in problem_of(seated).members] == ["Former", "Leaving"]
    assert "panel_is_in_office" in broken(seated)


def test_the_rapporteur_of_the_day_is_wished_for_unless_kept_away():
    def charged(member: int, as_of: date, state: str = "MX") -> Rapporteurship:
        return Rapporteurship(
            id=uuid4(), member=MEMBERS[member].id, state=StateCode(state), as_of=as_of
        )

    hearing = a_hearing(PERIOD)
    known = (charged(1, date(2026, 1, 1)), charged(2, date(2027, 3, 9)))
    assert the_event(a_file(hearing, rapporteurships=known), hearing).rapporteurs == (
        str(MEMBERS[1].id),
    )
    later = a_placement(
        hearing,
        slot=Slot.local(date(2027, 3, 9), time(9), minutes=60, zone="America/New_York"),
    )
    assert the_event(
        a_file(hearing, placed=[later], rapporteurships=known), hearing
    ).rapporteurs == (str(MEMBERS[2].id),)
    own = (charged(0, date(2026, 1, 1)),)
    assert the_event(a_file(hearing, rapporteurships=own), hearing).rapporteurs == ()


def test_a_witness_cannot_be_in_two_places_and_a_pseudonym_is_nobody():
    people = (
        Participant(id=uuid4(), name="Example  Witness", role=Role.WITNESS),  # type: ignore[arg-type]
        Participant(id=uuid4(), name="Witness 1", role=Role.WITNESS, protected=True),  # type: ignore[arg-type]
        Participant(id=uuid4(), name="Example Agent", role=Role.STATE_AGENT),  # type: ignore[arg-type]
    )
    hearing = a_hearing(PERIOD, participants=people)
    file = a_file(hearing)

    assert the_event(file, hearing).parties[2:] == ("person:example witness",)
    person = problem_of(file).party["person:example witness"]
    assert (person.kind, person.name) == (GridPartyKind.PERSON, "Example  Witness")


def test_a_party_is_a_state_or_an_organisation():
    problem = problem_of(a_file(a_hearing(PERIOD)))
    kinds = {party.id: party.kind for party in problem.parties}

    assert kinds == {
        "example organisation 1": GridPartyKind.ORGANISATION,
        "state:MX": GridPartyKind.STATE,
    }


@pytest.mark.parametrize(
    ("served", "circumstances", "earliest"),
    [
        pytest.param(None, "", date(2027, 3, 10), id="not-served-yet"),
        pytest.param(date(2027, 2, 4), "", date(2027, 3, 4), id="served"),
        pytest.param(date(2027, 1, 31), "", date(2027, 3, 1), id="served-before"),
        pytest.param(date(2027, 3, 2), "Example", date(2027, 3, 2), id="shortened"),
    ],
)
def test_a_hearing_is_not_before_its_notice_has_run(served, circumstances, earliest):
    hearing = a_hearing(PERIOD, parties=(Party(kind=PartyKind.STATE, name="Mexico", state=MX),))
    notice = ServiceOfNotice(
        id=uuid4(),
        hearing=hearing.id,
        party="state:MX",
        served_on=served or TODAY,
        hearing_day=date(2027, 3, 8),
        exceptional_circumstances=circumstances,
    )
    file = a_file(hearing, services_of_notice=(notice,) if served else ())
    event = the_event(file, hearing, today=date(2027, 2, 10))

    assert problem_of(file).grid.days[event.earliest_day] == earliest
    assert the_event(file, hearing).earliest_day == 0


def test_the_latest_notice_to_any_party_counts():
    hearing = a_hearing(PERIOD)
    told = ServiceOfNotice(
        id=uuid4(),
        hearing=hearing.id,
        party="state:MX",
        served_on=date(2027, 1, 4),
        hearing_day=date(2027, 3, 8),
    )
    event = the_event(a_file(hearing, services_of_notice=(told,)), hearing, today=date(2027, 2, 9))

    assert event.earliest_day == 8


def test_a_hearing_whose_day_is_past_is_asked_for_no_notice():
    hearing = a_hearing(PERIOD)
    file = a_file(hearing, placed=[a_placement(hearing)])

    assert the_event(file, hearing, today=date(2027, 3, 8)).earliest_day > 0
    assert the_event(file, hearing, today=date(2027, 3, 9)).earliest_day == 0


def test_hearings_are_held_on_the_hearing_days_where_they_are_named():
    hearing = a_hearing(PERIOD)
    assert the_event(a_file(hearing), hearing).days == frozenset(range(7, 12))
    everywhere = replace(with_place(hearing_days=()), hearings=(hearing,))
    assert the_event(everywhere, hearing).days is None


def test_who_attends_from_afar_reads_another_clock():
    far = Party(kind=PartyKind.ORGANISATION, name="Far", zone="Europe/Madrid")
    near = Party(kind=PartyKind.STATE, name="Mexico", state=MX, zone="America/Mexico_City")
    hearing = a_hearing(PERIOD, parties=(far, near))

    assert the_event(a_file(hearing), hearing).remote_offsets == ()
    virtual = replace(hearing, modality=Modality.HYBRID)
    assert the_event(a_file(virtual), virtual).remote_offsets == (-1.0, 6.0)
    by_place = replace(with_place(modality=Modality.VIRTUAL), hearings=(hearing,))
    assert the_event(by_place, hearing).remote_offsets == (-1.0, 6.0)


def test_a_pinned_placement_stays_where_it_is():
    hearing = a_hearing(PERIOD)
    pinned = a_placement(hearing, is_pinned=True)

    assert the_event(a_file(hearing, placed=[pinned]), hearing).pin == Pin(
        start=EIGHTH_AT_NINE, room=str(ROOM)
    )
    assert the_event(a_file(hearing, placed=[a_placement(hearing)]), hearing).pin is None


def test_teams_of_a_day_go_before_those_of_any_day():
    teams = (
        InterpreterTeams(language=Language.FRENCH, teams=2),
        InterpreterTeams(language=Language.FRENCH, teams=0, day=date(2027, 3, 8)),
        InterpreterTeams(language=Language.PORTUGUESE, teams=1, day=date(2027, 3, 8)),
    )
    period = replace(PERIOD, interpreter_teams=teams)
    hearings = tuple(a_hearing(period) for _ in range(3))
    problem = problem_of(a_file(*hearings, period=period))

    assert problem.teams["fr"] == (*[2] * 7, 0, *[2] * 4)
    # On a day without a number there is one for every hearing.
    assert problem.teams["pt"] == (*[3] * 7, 1, *[3] * 4)


def test_wishes_are_scaled_to_the_grid():
    wishes = PlanningWishes(
        weights={"lunch": 6},
        levels=(("span_state", "tz"), ("lunch",)),
        topics={"water": "group"},
        turnaround_minutes=20,
    )
    hearings = [
        a_hearing(PERIOD, needs=PlanningNeeds(theme=theme, is_priority=True))
        for theme in ("water", "land", "")
    ]

    def problem(minutes: int) -> Problem:
        period = replace(PERIOD, wishes=wishes)
        return problem_of(a_file(*(replace(h, minutes=minutes) for h in hearings), period=period))

    coarse, fine = problem(60), problem(50)
    assert coarse.wishes.lunch == (52, 56)
    assert coarse.wishes.prime == (40, 52)
    assert coarse.wishes.load_per_day == 20
    assert coarse.wishes.weights[Objective.LUNCH] == 6
    assert coarse.wishes.topics == {"water": "group", "land": "spread"}
    assert coarse.wishes.levels == (
        (Objective.STATE_DAYS, Objective.REMOTE_HOURS),
        (Objective.LUNCH,),
    )
    assert all(event.is_priority for event in coarse.events)
    assert (coarse.turnaround, fine.turnaround) == (2, 4)
    # Three grains of five minutes cost what one of fifteen costs.
    assert fine.wishes.load_per_day == 60
    assert fine.wishes.weights[Objective.LUNCH] == 18
    assert fine.wishes.weights[Objective.DAILY_LOAD] == 1


def test_what_was_cancelled_disturbs_nobody():
    standing, cancelled = a_hearing(PERIOD), a_hearing(PERIOD).cancel()
    panel = (MEMBERS[1].id,)
    file = a_file(
        standing,
        cancelled,
        placed=[a_placement(standing, panel=panel), a_placement(cancelled, panel=panel)],
    )

    assert list(problem_of(file).event) == [str(standing.id)]
    assert set(programme_of(file, problem_of(file))) == {str(standing.id)}
    assert broken(file) == ["panel_is_a_quorum"]


def test_what_is_held_waits():
    waiting = a_hearing(PERIOD, needs=PlanningNeeds(on_hold=True))
    assert held(a_file(waiting, a_hearing(PERIOD))) == {str(waiting.id)}
    assert held(a_file(waiting, placed=[a_placement(waiting)])) == frozenset()


def test_a_panel_that_nobody_is_named_for_is_no_breach_yet():
    hearing = a_hearing(PERIOD)

    def quorum(*panel: int) -> tuple[Verdict, Severity]:
        placement = a_placement(hearing, panel=tuple(MEMBERS[n].id for n in panel))
        (found,) = [
            p
            for p in problems(a_file(hearing, placed=[placement]), TODAY)
            if p.finding.rule == "panel_is_a_quorum"
        ]
        return found.finding.verdict, found.severity

    assert quorum() == (Verdict.UNDETERMINED, Severity.LATER)
    assert quorum(1) == (Verdict.BREACHED, Severity.BREACH)


def test_customs_are_warnings_and_the_notice_is_told_once():
    hearing = a_hearing(PERIOD, parties=(Party(kind=PartyKind.STATE, name="Mexico", state=MX),))
    early = Slot.local(date(2027, 3, 1), time(8), minutes=60, zone="America/New_York")
    found = problems(a_file(hearing, placed=[a_placement(hearing, slot=early)]), date(2027, 2, 20))
    by_rule = {p.finding.rule: p.severity for p in found}

    assert by_rule["within_hearing_hours"] == by_rule["day_is_allowed"] == Severity.WARNING
    assert "notice_has_run" not in by_rule
    assert by_rule["notice_is_in_time"] == Severity.BREACH


def test_a_problem_is_told_in_the_hours_of_its_place():
    far = PeriodPlace(
        city="Example City",
        country=StateCode("AR"),
        opens=date(2027, 3, 10),
        closes=date(2027, 3, 10),
        zone="America/Argentina/Buenos_Aires",
        rooms=(Room(id=OTHER_ROOM, name="Far"),),
    )
    near = replace(PERIOD.places[0], rooms=(Room(id=ROOM, name="Near"),))
    hearing = a_hearing(PERIOD)
    slot = Slot.local(date(2027, 3, 10), time(8, 30), minutes=60, zone=far.zone)
    file = a_file(
        hearing,
        placed=[a_placement(hearing, slot=slot, room=OTHER_ROOM)],
        period=replace(PERIOD, places=(near, far)),
    )
    (found,) = [p for p in problems(file, TODAY) if p.finding.rule == "within_hearing_hours"]

    assert found.finding.facts["hour"] == "08:30"
    assert (found.finding.facts["opens"], found.finding.facts["closes"]) == ("09:00", "18:00")


def test_an_instant_is_where_the_clock_of_the_venue_says():
    hearing = a_hearing(PERIOD)
    start = datetime(2027, 3, 8, 14, tzinfo=UTC)
    assert a_placement(hearing).slot.start == start
    file = a_file(hearing, placed=[a_placement(hearing)])
    assert programme_of(file, problem_of(file))[str(hearing.id)].start == EIGHTH_AT_NINE


def test_a_day_on_which_its_place_is_shut_is_told_with_the_dates_of_the_place():
    hearing = a_hearing(PERIOD)
    file = replace(with_place(opens=date(2027, 3, 9)), hearings=(hearing,))
    file = replace(file, placements={hearing.id: a_placement(hearing)})
    (found,) = [p for p in problems(file, TODAY) if p.finding.rule == "within_the_period"]

    assert found.severity is Severity.BREACH
    assert found.finding.facts["day"] == date(2027, 3, 8)
    assert found.finding.facts["opens"] == date(2027, 3, 9)
    assert found.finding.facts["closes"] == date(2027, 3, 12)


def test_what_has_no_place_yet_is_told_as_the_grid_tells_it():
    hearing = a_hearing(PERIOD)
    file = a_file(hearing)
    there = {str(hearing.id): Assignment(start=0, room=str(ROOM))}
    found = violations(there, problem_of(file))

    assert found
    assert [violation_as_placed(file, violation) for violation in found] == list(found)

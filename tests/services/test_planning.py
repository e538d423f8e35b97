"""What is asked of a planner, and what becomes of its answer."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from convoca.bootstrap import open_convoca
from convoca.domain.availability import UnavailableKind
from convoca.domain.errors import ConflictingEdit, NotAllowed, NotFound
from convoca.domain.hearing import PlanningNeeds
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.party import Party, PartyKind
from convoca.domain.period_of_sessions import InterpreterTeams, Modality
from convoca.domain.programme import DraftAct
from convoca.domain.release import Override, ReleaseKind
from convoca.domain.slot import Slot
from convoca.scheduling.answers import Explanation, Move, Option, Repair, Solution, Status
from convoca.scheduling.constraints import Constraint, violations
from convoca.scheduling.problem import Assignment, Problem, Programme
from convoca.services import disruptions, planning, programme
from convoca.services.draft_history import steps, undo
from convoca.services.period_file import PeriodFile
from convoca.services.releases import blockers, release
from convoca.services.timetabling import programme_of
from support.builders import OTHER_ROOM, ROOM, a_period
from support.drafts import MONDAY, TUESDAY, DraftTable, a_draft_table

NOW = datetime(2027, 1, 20, 15, tzinfo=UTC)
QUARTER = 15


@dataclass
class FakePlanner:
    """Remembers what it was asked; answers with ``programme``, and keeps what is pinned."""

    programme: dict[str, Assignment] = field(default_factory=dict)
    problem: Problem | None = None
    given: dict[str, Any] = field(default_factory=dict)

    def solve(self, problem: Problem, /, **given: Any) -> Solution:
        self.problem, self.given = problem, given
        placed = self._answer(problem)
        left = tuple(e.id for e in problem.events if e.id not in placed)
        return Solution(
            status=Status.UNKNOWN if left else Status.FEASIBLE, programme=placed, cost=None,
            bound=0, cost_by_objective={}, first_feasible_s=None, elapsed_s=0.0, unplaced=left,
        )  # fmt: skip

    def repair(self, problem: Problem, released: Programme, /, **given: Any) -> Repair:
        self.problem, self.given = problem, {**given, "released": released}
        placed = {**released, **self._answer(problem)}
        placed = {key: place for key, place in placed.items() if key in problem.event}
        moves = tuple(
            Move(event=key, before=released[key], after=place)
            for key, place in placed.items()
            if released[key] != place
        )
        return Repair(
            status=Status.FEASIBLE, programme=placed, moves=moves, change_cost=len(moves), bound=0,
            proven=False, cost=None, hit=(),
        )  # fmt: skip

    def explain(self, problem: Problem, /, **given: Any) -> Explanation:
        self.problem, self.given = problem, given
        return Explanation(verified=True)

    def explain_event(
        self, problem: Problem, programme: Programme, event: str, /, **given: Any
    ) -> Explanation:
        self.problem, self.given = problem, {"programme": programme, "event": event, **given}
        return Explanation(verified=True)

    def options(self, problem: Problem, programme: Programme, event: str, /) -> tuple[Option, ...]:
        self.problem, self.given = problem, {"programme": programme, "event": event}
        late, early = (place.start for place in (at(problem, TUESDAY, 15), at(problem, MONDAY, 9)))
        return (
            Option(start=late, room=str(ROOM), panel=(), cost_change=3),
            Option(start=early, room=str(OTHER_ROOM), panel=(), cost_change=7),
        )

    def _answer(self, problem: Problem) -> dict[str, Assignment]:
        pins = {
            e.id: Assignment(start=e.pin.start, room=e.pin.room, panel=e.group)
            for e in problem.events
            if e.pin
        }
        return {**pins, **{k: v for k, v in self.programme.items() if k in problem.event}}


def at(problem: Problem, day: date, hour: int, room: object = ROOM) -> Assignment:
    grid = problem.grid
    start = grid.days.index(day) * grid.stride + hour * 60 // grid.grain_minutes
    return Assignment(start=start, room=str(room))


@pytest.fixture
def table(tmp_path) -> Iterator[DraftTable]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as opened:
        yield a_draft_table(opened)


def keys(table: DraftTable) -> list[str]:
    return [str(hearing.id) for hearing in table.hearings]


def edit(table: DraftTable, number: int, **changes: object) -> None:
    with table.uow() as uow:
        stored = uow.hearings.get(table.hearings[number].id)
        uow.hearings.save(replace(stored, **changes))
        uow.commit(reason="Example")


def test_what_waits_is_planned_around_what_is_placed_which_stays_with_its_panel(
    table: DraftTable,
) -> None:
    placed = table.place(0)
    edit(table, 2, needs=PlanningNeeds(on_hold=True))
    file, planner = table.file, FakePlanner()
    planning.plan_the_rest(file, planner)
    assert planner.problem is not None
    asked = planner.problem.event
    assert set(asked) == set(keys(table)[:2])  # who is on hold is left out
    kept = asked[str(placed.id)]
    assert kept.pin is not None
    assert (kept.pin.room, set(kept.group), kept.quorum) == (
        str(ROOM), set(map(str, placed.panel)), len(placed.panel),
    )  # fmt: skip
    assert asked[keys(table)[1]].pin is None


def test_a_plan_is_applied_whole_as_one_step(table: DraftTable) -> None:
    table.place(0)
    file = table.file
    planner = FakePlanner()
    planning.plan_the_rest(file, planner)
    assert planner.problem is not None
    planner.programme = {
        key: at(planner.problem, TUESDAY, hour)
        for key, hour in zip(keys(table)[1:], (9, 11), strict=True)
    }
    plan = planning.plan_the_rest(file, planner, seed=5, iterations=9, time_limit=2.0)
    assert (planner.given["seed"], planner.given["iterations"], planner.given["time_limit"]) == (
        5, 9, 2.0,
    )  # fmt: skip
    assert [p.id for p in plan.placements] == sorted((h.id for h in table.hearings[1:]), key=str)
    assert (plan.removed, plan.unplaced, plan.kept) == ((), (), ())
    programme.apply_changes(file, plan.placements, plan.removed, reason="Plan", uow=table.uow())
    assert table.placement(1).slot.wall_date == TUESDAY  # type: ignore[union-attr]
    assert table.placement(2).slot.wall_time == time(11)  # type: ignore[union-attr]
    assert steps(table.period.id, uow=table.uow())[-1].act is DraftAct.PLANNED


def test_what_breaks_something_where_it_is_stands_in_the_way_and_is_no_demand(
    table: DraftTable,
) -> None:
    """Two hearings with one panel at one hour: without this nothing else could be planned."""
    table.place(0)
    table.place(1, room=OTHER_ROOM)
    sound = table.place(2, hour=15)
    file, planner = table.file, FakePlanner()
    plan = planning.plan_the_rest(file, planner)
    problem = planner.problem
    assert problem is not None
    assert {str(key) for key in plan.kept} == set(keys(table)[:2])
    assert set(problem.event) == {str(sound.id)}
    assert plan.placements == plan.removed == ()
    quarter = problem.grid.grain_minutes
    for room in (ROOM, OTHER_ROOM):
        spans = [closure.span for closure in problem.room[str(room)].closures]
        assert [(b - a) * quarter for a, b in spans] == [60 + 2 * 15]
    assert all(member.unavailable for member in problem.members)
    assert violations(programme_of(file, problem), problem) == ()


def test_interpreters_who_are_counted_on_twice_are_not_counted_on_again(table: DraftTable) -> None:
    with table.uow() as uow:
        period = uow.periods.get(table.period.id)
        teams = (InterpreterTeams(language=Language.FRENCH, teams=1),)
        uow.periods.save(replace(period, interpreter_teams=teams))
        uow.commit(reason="Example")
    for number in range(3):
        edit(table, number, languages=(Language.FRENCH,))
    everybody = table.place(0).panel
    table.place(1, room=OTHER_ROOM)
    for number, panel in ((0, everybody[:4]), (1, everybody[4:])):
        placed = table.placement(number)
        assert placed is not None
        programme.set_panel(placed, panel, reason="Panel", uow=table.uow())
    edit(table, 1, working_group=everybody[4:])
    file, planner = table.file, FakePlanner()
    plan = planning.plan_the_rest(file, planner)
    assert {str(key) for key in plan.kept} == set(keys(table)[:2])
    problem = planner.problem
    assert problem is not None
    (waiting,) = problem.events

    def broken(hour: int) -> set[Constraint]:
        place = replace(at(problem, MONDAY, hour), panel=tuple(map(str, everybody)))
        return {v.constraint for v in violations({waiting.id: place}, problem)}

    assert Constraint.PARTY_IS_AVAILABLE in broken(9)
    assert broken(15) == set()


def test_what_is_pinned_on_hold_or_begun_stays_and_the_rest_may_move(table: DraftTable) -> None:
    pinned = table.place(0)
    programme.pin(pinned, is_pinned=True, reason="Pin", uow=table.uow())
    table.place(1, hour=11)
    table.place(2, hour=14)
    edit(table, 2, needs=PlanningNeeds(on_hold=True))
    planner = FakePlanner()
    plan = planning.plan_the_rest(table.file, planner, keep="pinned")
    assert planner.problem is not None
    free = [e.id for e in planner.problem.events if e.pin is None]
    assert free == [keys(table)[1]]
    assert [p.id for p in plan.removed] == [table.hearings[1].id]
    assert plan.unplaced == (table.hearings[1].id,)

    late = datetime(2027, 3, 8, 16, 30, tzinfo=UTC)  # half past eleven
    planning.plan_the_rest(table.file, planner, keep="pinned", now=late)
    assert [e.id for e in planner.problem.events if e.pin is None] == []


def test_a_repair_starts_from_what_was_released_and_leaves_the_past(table: DraftTable) -> None:
    for number in range(2):
        table.place(number, hour=9 + 2 * number)
    file = table.file
    planner = FakePlanner()
    planning.plan_repair(file, planner, now=NOW)
    draft = planner.given["released"]
    assert planner.problem is not None
    assert set(draft) == set(keys(table)[:2]) == set(planner.problem.event)

    made = release_of(table)
    table.place(0, day=TUESDAY)
    table.place(2, day=TUESDAY, hour=15)
    begun = datetime(2027, 3, 8, 15, tzinfo=UTC)  # ten o'clock
    plan = planning.plan_repair(table.file, planner, now=begun)
    released = planner.given["released"]
    assert released[keys(table)[0]].start == at(planner.problem, MONDAY, 9).start
    assert released[keys(table)[2]].start == at(planner.problem, TUESDAY, 15).start
    assert planner.problem.frozen_before == at(planner.problem, MONDAY, 10).start
    assert dict(planner.problem.baseline) == released
    assert [p.id for p in plan.placements] == [table.hearings[0].id]  # back to what was told
    assert plan.moves == ()
    assert made.number == 1


def test_what_was_released_as_cancelled_has_no_place_to_go_back_to(table: DraftTable) -> None:
    placed = table.place(0)
    other = table.place(1, hour=11)
    programme.merge(table.file, other.id, placed.id, reason="Merge", uow=table.uow())  # type: ignore[arg-type]
    assert next(e for e in release_of(table).entries if e.activity == placed.id).is_cancelled
    undo(table.period.id, uow=table.uow())
    table.place(0, day=TUESDAY)
    planner = FakePlanner()
    planning.plan_repair(table.file, planner, now=NOW)
    assert planner.problem is not None
    there = planner.given["released"][str(placed.id)]
    assert there.start == at(planner.problem, TUESDAY, 9).start


def release_of(table: DraftTable) -> Any:
    file = table.file
    overrides = [
        Override(rule=b.rule, activity=b.activity, reason="x", authority="y", decided_on=NOW.date())
        for b in blockers(file, ReleaseKind.INTERNAL, NOW.date())
    ]
    return release(file, ReleaseKind.INTERNAL, overrides=overrides, now=NOW, uow=table.uow())


def away(
    file: PeriodFile,
    kind: UnavailableKind,
    key: object,
    first: date,
    last: date,
    *,
    reason: str = "",
) -> disruptions.Disruption:
    span = disruptions.whole_days(file.period, first, last)
    return disruptions.taken_away(file, kind, str(key), span, reason=reason)


def test_a_repair_and_what_it_is_for_are_saved_together_or_not_at_all(table: DraftTable) -> None:
    table.place(0)
    table.place(1, hour=11)
    file = table.file
    member = file.members[0].id
    ill = away(file, UnavailableKind.MEMBER, member, MONDAY, MONDAY, reason="Illness")
    after = ill.applied(file)
    planner = FakePlanner()
    planning.plan_repair(after, planner, now=NOW)
    assert planner.problem is not None
    assert planner.problem.member[str(member)].unavailable
    planner.programme = {keys(table)[0]: at(planner.problem, TUESDAY, 9)}
    plan = planning.plan_repair(after, planner, now=NOW)
    disruptions.apply_repair(file, ill, plan, reason="Illness", uow=table.uow())
    assert table.file.unavailabilities[0].reason == "Illness"
    assert table.placement(0).slot.wall_date == TUESDAY  # type: ignore[union-attr]
    assert steps(table.period.id, uow=table.uow())[-1].act is DraftAct.REPAIRED

    table.place(0, hour=15)
    stale = away(file, UnavailableKind.EVERYBODY, "", TUESDAY, TUESDAY)
    with pytest.raises(ConflictingEdit):
        disruptions.apply_repair(file, stale, plan, reason="Storm", uow=table.uow())
    assert len(table.file.unavailabilities) == 1


def test_each_disruption_is_what_the_planner_must_respect(table: DraftTable) -> None:
    for number in range(3):
        table.place(number, hour=9 + 2 * number)
    file, planner = table.file, FakePlanner()

    def asked(disruption: disruptions.Disruption) -> Problem:
        planning.plan_repair(disruption.applied(file), planner, now=NOW)
        assert planner.problem is not None
        return planner.problem

    room = asked(away(file, UnavailableKind.ROOM, ROOM, MONDAY, TUESDAY)).room
    per_day = 24 * 60 // QUARTER
    (closure,) = room[str(ROOM)].closures
    assert closure.span[1] - closure.span[0] == 2 * per_day
    assert not room[str(OTHER_ROOM)].closures
    day = asked(away(file, UnavailableKind.EVERYBODY, "", MONDAY, MONDAY)).room
    assert all(len(r.closures) == 1 for r in day.values())
    gone = asked(disruptions.state_withdraws(file, StateCode("MX")))
    assert set(gone.event) == set(keys(table)[1:])
    virtual = disruptions.all_goes_virtual(file)
    assert virtual.period is not None
    assert {p.modality for p in virtual.period.places} == {Modality.VIRTUAL}
    with pytest.raises(NotAllowed, match="that State"):
        disruptions.state_withdraws(file, StateCode("AR"))
    with pytest.raises(NotFound):
        away(file, UnavailableKind.ROOM, table.hearings[0].id, MONDAY, MONDAY)


def test_a_state_that_withdraws_cancels_its_hearings_and_frees_their_rooms(
    table: DraftTable,
) -> None:
    table.place(0)
    file = table.file
    gone = disruptions.state_withdraws(file, StateCode("MX"))
    plan = planning.plan_repair(gone.applied(file), FakePlanner(), now=NOW)
    disruptions.apply_repair(file, gone, plan, reason="Withdrawn", uow=table.uow())
    assert table.file.hearings[0].is_cancelled
    assert table.placement(0).lapsed  # type: ignore[union-attr]
    table.place(1)


def test_a_state_among_several_only_stays_away(table: DraftTable) -> None:
    both = (StateCode("MX"), StateCode("PE"))
    parties = tuple(Party(kind=PartyKind.STATE, name=code, state=code) for code in both)
    edit(table, 0, states=both, parties=parties)
    (hearing,) = disruptions.state_withdraws(table.file, both[0]).hearings
    assert not hearing.is_cancelled
    assert [party.name for party in hearing.parties] == ["PE"]


def test_a_day_is_lost_from_midnight_to_midnight_where_the_clocks_change() -> None:
    slot = disruptions.whole_days(a_period(), date(2027, 3, 14), date(2027, 3, 14))
    assert slot.minutes == 23 * 60


def test_why_one_has_no_place_is_asked_beside_the_others(table: DraftTable) -> None:
    pinned = table.place(0)
    programme.pin(pinned, is_pinned=True, reason="Pin", uow=table.uow())
    table.place(1, hour=11)
    file, planner = table.file, FakePlanner()
    assert planning.why_not(file, planner, table.hearings[0].id).verified
    assert planner.problem is not None
    assert planner.given["event"] == keys(table)[0]
    assert set(planner.given["programme"]) == {keys(table)[1]}
    assert all(e.pin is None for e in planner.problem.events)
    planning.why_not(file, planner)
    assert {e.id for e in planner.problem.events if e.pin is None} == set(keys(table)[1:])
    with pytest.raises(NotFound):
        planning.why_not(file, planner, table.period.id)


def test_options_are_told_by_day_and_hour(table: DraftTable) -> None:
    table.place(0)
    planner = FakePlanner()
    found = planning.options_of(table.file, planner, table.hearings[0].id)
    assert [(o.day, o.hour, o.room, o.cost_change) for o in found] == [
        (MONDAY, time(9), OTHER_ROOM, 7), (TUESDAY, time(15), ROOM, 3),
    ]  # fmt: skip
    assert planner.given["event"] == keys(table)[0]


def test_what_a_move_would_do_is_told_before_it_is_made(table: DraftTable) -> None:
    table.place(0)
    told = planning.what_if_placed(table.file, table.hearings[1].id, MONDAY, time(9), OTHER_ROOM)
    assert {v.constraint for v in told.new_violations} == {Constraint.MEMBER_IS_NOT_IN_TWO_PLACES}
    fine = planning.what_if_placed(table.file, table.hearings[1].id, TUESDAY, time(10, 20), ROOM)
    assert Constraint.MEMBER_IS_NOT_IN_TWO_PLACES not in {v.constraint for v in fine.new_violations}
    with pytest.raises(NotFound):
        planning.what_if_placed(table.file, table.period.id, MONDAY, time(9), ROOM)


# With the engines themselves ---------------------------------------------------------------------


def test_a_lost_room_is_repaired_and_nothing_else_moves(table: DraftTable) -> None:
    for number in range(3):
        table.place(number, hour=9 + 2 * number, room=ROOM if number else OTHER_ROOM)
    file, planner = table.file, table.convoca.planner()
    lost = away(file, UnavailableKind.ROOM, OTHER_ROOM, MONDAY, MONDAY)
    plan = planning.plan_repair(lost.applied(file), planner, now=NOW, time_limit=3.0, workers=1)
    assert [placement.id for placement in plan.placements] == [table.hearings[0].id]
    assert plan.removed == ()
    disruptions.apply_repair(file, lost, plan, reason="Water", uow=table.uow())
    moved = table.placement(0)
    assert moved is not None
    assert (moved.slot.wall_date, moved.room) != (MONDAY, OTHER_ROOM)


def test_options_break_nothing_and_cost_what_they_say(table: DraftTable) -> None:
    for number in range(2):
        table.place(number, hour=9 + 2 * number)
    file, activity = table.file, table.hearings[2].id
    found = planning.options_of(file, table.convoca.planner(), activity)
    assert found
    assert len({(o.day, o.hour, o.room) for o in found}) == len(found)
    for option in found[:: max(1, len(found) // 8)]:
        told = planning.what_if_placed(file, activity, option.day, option.hour, option.room)
        assert told.new_violations == ()
    taken = {(MONDAY, time(9), room) for room in (ROOM, OTHER_ROOM)}
    assert not taken & {(o.day, o.hour, o.room) for o in found}


def test_what_has_no_place_is_explained(table: DraftTable) -> None:
    edit(table, 0, minutes=600)
    explanation = planning.why_not(table.file, table.convoca.planner(), table.hearings[0].id)
    assert explanation.is_proof
    assert {e for c in explanation.certificates for e in c.events} == {keys(table)[0]}


def test_a_repair_leaves_alone_what_goes_against_custom_and_breaks_no_rule(
    table: DraftTable,
) -> None:
    late = table.place(0, hour=20)
    programme.pin(late, is_pinned=True, reason="Agreed", uow=table.uow())
    table.place(1, hour=11)
    span = Slot.local(MONDAY, time(10), minutes=120, zone=table.period.zone)
    lost = disruptions.taken_away(table.file, UnavailableKind.ROOM, str(ROOM), span)
    planner = table.convoca.planner()
    plan = planning.plan_repair(lost.applied(table.file), planner, now=NOW, time_limit=5)
    assert plan.answer.status is Status.OPTIMAL
    assert plan.kept == (table.hearings[0].id,)
    assert not plan.removed
    assert {p.id for p in plan.placements} == {table.hearings[1].id}

"""Who else can come to a plenary matter, once a plan has its quorum."""

from dataclasses import replace

from hypothesis import given, settings

from convoca.scheduling.answers import Solution, Status
from convoca.scheduling.constraints import violations
from convoca.scheduling.problem import Assignment, Member, Mode
from convoca.services.panels import fill_panels
from convoca.services.period_file import PeriodFile
from convoca.services.planning import plan_the_rest
from support.builders import ROOM, a_hearing, a_member, a_period, a_placement
from support.timetables import a_problem, an_event, at, drawn_programmes

GROUP = {"mode": Mode.WORKING_GROUP}


def test_everybody_who_may_and_can_come_is_seated_beside_who_sits_already():
    problem = a_problem(
        an_event("first", states=("MX",), recused=("m2",)),
        members=(
            Member(id="m1", national_of="MX"),
            Member(id="m2"),
            Member(id="m3", unavailable=((1, 2),)),
            Member(id="m4", out_of_office=((0, 10),)),
            Member(id="m5"),
            Member(id="m6"),
        ),
    )

    assert fill_panels(problem, {"first": at(0, "A", "m6")}) == {"first": at(0, "A", "m6", "m5")}
    # At noon the third can come too.
    assert fill_panels(problem, {"first": at(6, "A", "m6")})["first"].panel == ("m6", "m3", "m5")


def test_who_sits_elsewhere_at_that_hour_stays_there():
    problem = a_problem(an_event("first"), an_event("second", **GROUP))
    programme = {"first": at(0, "A", "m1"), "second": at(1, "B", "m3")}
    filled = fill_panels(problem, programme)

    assert filled["first"].panel == ("m1", "m2", "m4", "m5")
    assert filled["second"] == programme["second"]


def test_two_plenary_matters_at_once_do_not_share_a_member():
    filled = fill_panels(a_problem(), {"first": at(0, "A", "m1"), "second": at(0, "B", "m2")})

    assert filled["first"].panel == ("m1", "m3", "m4", "m5")
    assert filled["second"].panel == ("m2",)


def test_only_the_panels_that_are_named_are_filled():
    programme = {"first": at(0, "A", "m1"), "second": at(2, "A", "m2")}
    filled = fill_panels(a_problem(), programme, events={"second"})

    assert filled["first"] == programme["first"]
    assert len(filled["second"].panel) == 5


@settings(max_examples=100)
@given(drawn_programmes())
def test_filling_panels_breaks_nothing_that_was_whole(drawn):
    problem, programme = drawn
    problem = replace(problem, baseline={}, frozen_before=0)
    before = {(v.constraint, v.events) for v in violations(programme, problem)}
    filled = fill_panels(problem, programme)

    assert {(v.constraint, v.events) for v in violations(filled, problem)} <= before


class QuorumPlanner:
    """Places one hearing with the first four members, as a planner that needs no more does."""

    def __init__(self, place: Assignment) -> None:
        self.place = place

    def solve(self, problem, /, **_given):
        return Solution(
            status=Status.FEASIBLE,
            programme={event.id: self.place for event in problem.events},
            cost=0,
            bound=0,
            cost_by_objective={},
            first_feasible_s=0.0,
            elapsed_s=0.0,
        )


def test_a_plan_calls_the_whole_commission_to_a_plenary_matter():
    period = a_period()
    members = tuple(
        a_member(f"Member {n}", state) for n, state in enumerate(["CO", "PE", "CL", "BR", "AR"])
    )
    hearing = a_hearing(period)
    file = PeriodFile(period=period, hearings=(hearing,), members=members)
    four = tuple(str(member.id) for member in members[:4])
    nine = Assignment(start=7 * 96 + 36, room=str(ROOM), panel=four)

    plan = plan_the_rest(file, QuorumPlanner(nine))

    assert plan.answer.programme[str(hearing.id)].panel == four
    assert [p.panel for p in plan.placements] == [tuple(member.id for member in members)]


def test_a_plan_that_only_drops_who_can_come_changes_nothing():
    period = a_period()
    members = tuple(
        a_member(f"Member {n}", state) for n, state in enumerate(["CO", "PE", "CL", "BR", "AR"])
    )
    hearing = a_hearing(period)
    placement = a_placement(hearing, panel=tuple(member.id for member in members))
    file = PeriodFile(
        period=period, hearings=(hearing,), members=members, placements={hearing.id: placement}
    )
    four = tuple(str(member.id) for member in members[:4])
    same = Assignment(start=7 * 96 + 36, room=str(ROOM), panel=four)

    assert plan_the_rest(file, QuorumPlanner(same), keep="pinned").placements == ()

"""Plan, repair and why: what the page asks a planner, what it shows of the answer, and what it saves."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from ipywidgets import Button, DatePicker, Dropdown, Text

from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models.planning import Happened, Happening, Search, disruption_of
from convoca.app.models.programme import ProgrammeModel
from convoca.app.pages.programme_desk import Desk, Drafts
from convoca.app.pages.programme_planning import PlanningPanel
from convoca.app.pages.programme_running import progress_words
from convoca.app.pages.programme_why import WhyNot
from convoca.bootstrap import open_convoca
from convoca.domain.availability import UnavailableKind
from convoca.domain.errors import NotAllowed
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import Modality
from convoca.domain.slot import Slot
from convoca.i18n import planning_words
from convoca.scheduling.answers import (
    Certificate,
    CertificateKind,
    Cure,
    CureKind,
    Explanation,
    Move,
    Progress,
    Repair,
    Requirement,
    RequirementKind,
    Solution,
    Status,
)
from convoca.scheduling.problem import Assignment, Objective
from convoca.services import programme
from support.builders import OTHER_ROOM, ROOM, a_hearing, a_member, a_period, a_placement

MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)
SEAT = "America/New_York"


class APlanner:
    """Answers what it is told to, in terms of the problem that it is asked about."""

    def __init__(self):
        self.asked = []
        self.refuses = None

    def solve(self, problem, **how):
        self.asked.append(("solve", problem, how))
        how["on_progress"](Progress(seconds=1.0, placed=1, events=2, cost=7, bound=3))
        return Solution(
            status=Status.FEASIBLE,
            programme=self._placed(problem),
            cost=7,
            bound=3,
            cost_by_objective={Objective.LUNCH: 7},
            first_feasible_s=0.1,
            elapsed_s=1.0,
        )

    def repair(self, problem, released, **how):
        self.asked.append(("repair", problem, how))
        after = self._placed(problem)
        moved = [key for key in after if after[key] != released.get(key)]
        return Repair(
            status=Status.OPTIMAL,
            programme=after,
            moves=tuple(Move(event=k, before=released.get(k), after=after[k]) for k in moved),
            change_cost=20,
            bound=20,
            proven=True,
            cost=7,
            hit=tuple(moved),
        )

    def explain_event(self, problem, programme, event, **how):
        return self.explain(problem, **how)

    def explain(self, problem, **how):
        self.asked.append(("explain", problem, how))
        event = next(iter(problem.event))
        return Explanation(
            certificates=(
                Certificate(
                    kind=CertificateKind.NO_WINDOW,
                    events=(event,),
                    facts={"event": "Waiting", "minutes": 60, "causes": ()},
                ),
            ),
            conflict=(Requirement(kind=RequirementKind.QUORUM, subject=event),),
            correction=(Cure(kind=CureKind.LEAVE_OUT, events=(event,), count=1, facts={}),),
            verified=True,
        )

    def options(self, problem, programme, event_id):
        raise AssertionError("nobody asks for options here")

    @staticmethod
    def _placed(problem):
        """Put everything on Tuesday from 9:00 on, one after the other in one room."""
        grid = problem.grid
        start = grid.days.index(TUESDAY) * grid.stride + 9 * 60 // grid.grain_minutes
        placed = {}
        for number, event in enumerate(problem.events):
            at = start + number * 2 * 60 // grid.grain_minutes
            placed[event.id] = Assignment(start=at, room=str(OTHER_ROOM))
        return placed


class Office:
    """The office with another planner."""

    def __init__(self, convoca, planner):
        self._convoca, self._planner = convoca, planner

    def planner(self):
        return self._planner

    def __getattr__(self, name):
        return getattr(self._convoca, name)


@pytest.fixture
def planner():
    return APlanner()


@pytest.fixture
def desk(tmp_path, planner):
    """A placed hearing and one that waits."""
    period = a_period()
    placed, waiting = a_hearing(period, title="Placed"), a_hearing(period, title="Waiting")
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as convoca:
        with convoca.unit_of_work() as uow:
            uow.periods.save(period)
            uow.members.save(a_member("Example Member One", "CO"))
            for hearing in (placed, waiting):
                uow.hearings.save(hearing)
            uow.placements.save(a_placement(placed))
            uow.commit(reason="A page to try")
        visit = Visit("programme", Language.ENGLISH, {}, "", Channel())
        model = ProgrammeModel(Office(convoca, planner), period.id)
        yield Desk(visit, model, Drafts(convoca, visit), ())


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def the(kind, description, body):
    return next(w for w in every(body) if isinstance(w, kind) and w.description == description)


def said(body):
    return " ".join(w.value for w in every(body) if isinstance(getattr(w, "value", None), str))


def titled(desk, title):
    return next(k for k, a in desk.model.activities.items() if a.record.title == title)


def test_a_plan_is_shown_before_anything_changes_and_applied_as_one_step(desk):
    body = PlanningPanel(desk).widget
    the(Button, "Plan the rest", body).click()
    found = desk.planning.found
    assert [change.activity for change in found.changes] == [titled(desk, "Waiting")]
    assert desk.model.file.placement(titled(desk, "Waiting")) is None
    assert planning_words.status_sentence(found.plan.answer, Language.ENGLISH) in said(body)
    assert "not placed" in said(body)

    the(Button, "Apply it", body).click()
    placed = desk.model.file.placement(titled(desk, "Waiting"))
    assert (placed.slot.wall_date, placed.room) == (TUESDAY, OTHER_ROOM)
    assert desk.planning.found is None
    desk.model.undo(reason="Undone")
    assert desk.model.file.placement(titled(desk, "Waiting")) is None


def test_the_costs_of_a_plan_say_who_is_counted(desk):
    body = PlanningPanel(desk).widget
    the(Button, "Plan the rest", body).click()
    counted = "counted with the members who make its quorums"
    assert counted not in said(body)  # it costs nothing: no costs are shown
    found = desk.planning.found
    desk.planning.found = replace(found, cost_after={**found.cost_after, Objective.LUNCH: 3})
    assert counted in said(body)


def test_a_plan_that_is_discarded_changes_nothing(desk):
    body = PlanningPanel(desk).widget
    the(Button, "Plan the rest", body).click()
    the(Button, "Discard it", body).click()
    assert desk.planning.found is None
    assert desk.model.file.placement(titled(desk, "Waiting")) is None
    assert "costs" not in said(body)


def test_a_plan_is_not_applied_over_what_somebody_moved_since(desk):
    desk.planning.plan_the_rest(keep="pinned", seconds=1)
    before = desk.model.file.placement(titled(desk, "Placed"))
    programme.pin(before, is_pinned=True, reason="Theirs", uow=desk.model.office.unit_of_work())
    with pytest.raises(NotAllowed):
        desk.planning.apply(reason="Mine")
    assert desk.model.file.placement(titled(desk, "Waiting")) is None


def test_a_repair_saves_what_happened_with_the_least_change(desk, planner):
    body = PlanningPanel(desk).widget
    the(Dropdown, "What happened", body).value = Happening.ALL_CLOSED
    the(DatePicker, "From", body).value = MONDAY
    the(Button, "Find the least change", body).click()
    assert planner.asked[-1][0] == "repair"
    proven = planning_words.status_sentence(desk.planning.found.plan.answer, Language.ENGLISH)
    assert proven in said(body)
    assert desk.model.file.unavailabilities == ()

    the(Button, "Apply it", body).click()
    (lost,) = desk.model.file.unavailabilities
    assert (lost.kind, lost.span.minutes) == (UnavailableKind.EVERYBODY, 24 * 60)
    assert desk.model.file.placement(titled(desk, "Placed")).slot.wall_date == TUESDAY


def test_a_repair_needs_its_first_day(desk):
    body = PlanningPanel(desk).widget
    the(DatePicker, "From", body).value = None
    the(Button, "Find the least change", body).click()
    assert "Say on which day it begins." in said(body)
    assert desk.planning.running == ""


def test_who_is_ill_is_told_why_in_confidence(desk):
    body = PlanningPanel(desk).widget
    assert the(Text, "Why (confidential: it never leaves the Secretariat)", body)
    the(Dropdown, "What happened", body).value = Happening.ROOM_LOST
    assert the(Text, "Why", body)


def happened(what, key=""):
    return Happened(what=what, key=key, span=Slot.local(MONDAY, time(9), minutes=60, zone=SEAT))


def test_a_state_that_does_not_come_is_a_delegation_that_is_away(desk):
    (absence,) = disruption_of(
        happened(Happening.STATE_ABSENT, "MX"), desk.model.file
    ).unavailabilities
    assert (absence.kind, absence.key) == (UnavailableKind.PARTY, "state:MX")
    assert absence.key in {p.key for h in desk.model.file.hearings for p in h.parties}


def test_a_state_that_withdraws_has_no_days(desk):
    body = PlanningPanel(desk).widget
    the(Dropdown, "What happened", body).value = Happening.STATE_WITHDRAWS
    assert the(DatePicker, "From", body).layout.display == "none"
    the(Button, "Find the least change", body).click()
    the(Button, "Apply it", body).click()
    assert all(hearing.is_cancelled for hearing in desk.model.file.hearings)


def test_all_goes_virtual_for_the_whole_period(desk):
    disruption = disruption_of(Happened(what=Happening.ALL_VIRTUAL), desk.model.file)
    assert {place.modality for place in disruption.period.places} == {Modality.VIRTUAL}


def test_why_not_is_asked_of_what_waits_and_leads_to_what_it_names(desk, planner):
    body = WhyNot(desk).widget
    assert body.layout.display == "none"
    desk.model.chosen = titled(desk, "Waiting")
    assert body.layout.display == ""
    the(Button, "Why can this not be placed?", body).click()
    assert planner.asked[-1][0] == "explain"
    assert "This was proven" in said(body) or "this was proven" in said(body)
    assert "has no hour" in said(body)
    assert "Leave out" in said(body)

    jump = next(w for w in every(body) if isinstance(w, Button) and "Go to" in w.description)
    desk.model.tab = 3
    jump.click()
    assert desk.model.tab == 0
    assert desk.model.chosen in desk.model.activities


def test_an_answer_goes_with_the_activity_it_was_about(desk):
    body = WhyNot(desk).widget
    desk.model.chosen = titled(desk, "Waiting")
    the(Button, "Why can this not be placed?", body).click()
    desk.model.chosen = titled(desk, "Placed")
    assert body.layout.display == "none"
    assert desk.planning.answered is None


def test_the_rest_is_asked_about_only_while_something_waits(desk):
    body = PlanningPanel(desk).widget
    ask = the(Button, "Why can the rest not be placed?", body)
    assert not ask.disabled
    desk.model.place(
        titled(desk, "Waiting"), day=MONDAY, hour=time(11), room=ROOM, reason="By hand"
    )
    assert ask.disabled


def test_progress_is_told_in_numbers_that_are_known(desk):
    full = Progress(seconds=12.3, placed=58, events=60, cost=246, bound=64)
    assert progress_words(full, desk) == (
        "58 of 60 placed · best so far 246 · nothing goes below 64 · 12 s"
    )
    first = Progress(seconds=0.2, placed=3, events=60)
    assert progress_words(first, desk) == "3 of 60 placed · 0 s"


def test_one_search_at_a_time(desk):
    desk.planning.running = Search.PLAN.value
    desk.planning._work.is_running = True
    with pytest.raises(NotAllowed):
        desk.planning.why_not(None)


def test_now_is_what_the_office_says(desk, planner):
    desk.planning.repair(happened(Happening.ALL_CLOSED), seconds=1)
    assert isinstance(desk.model.office.now(), datetime)
    assert planner.asked[-1][2]["time_limit"] == 1

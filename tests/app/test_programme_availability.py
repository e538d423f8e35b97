"""Closures, absences, holds, interpreters and wishes: what is typed becomes what is on record."""

from datetime import UTC, date, datetime, time

import pytest
from ipywidgets import BoundedIntText, Button, Checkbox, DatePicker, Dropdown, Text, TimePicker

from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models import availability as records
from convoca.app.models.bench import bench_of
from convoca.app.models.programme import ProgrammeModel
from convoca.app.pages.programme_availability import Availability, span_words
from convoca.app.pages.programme_desk import Desk, Drafts
from convoca.app.pages.programme_wishes import PeriodForms
from convoca.bootstrap import open_convoca
from convoca.domain.availability import UnavailableKind
from convoca.domain.errors import InvalidValue
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import InterpreterTeams, PlanningWishes
from convoca.scheduling.problem import Objective
from support.builders import ROOM, a_hearing, a_member, a_period, a_placement

SEAT = "America/New_York"
MONDAY, TUESDAY = date(2027, 3, 8), date(2027, 3, 9)


@pytest.fixture
def desk(tmp_path):
    period = a_period()
    hearing = a_hearing(period, title="Placed")
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as convoca:
        with convoca.unit_of_work() as uow:
            uow.periods.save(period)
            for number, state in enumerate(("CO", "MX", "PE", "BR")):
                uow.members.save(a_member(f"Example Member {number}", state))
            uow.hearings.save(hearing)
            uow.placements.save(a_placement(hearing))
            uow.commit(reason="A page to try")
        visit = Visit("programme", Language.ENGLISH, {}, "", Channel())
        yield Desk(visit, ProgrammeModel(convoca, period.id), Drafts(convoca, visit), ())


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def the(kind, description, body):
    return next(w for w in every(body) if isinstance(w, kind) and w.description == description)


def said(body):
    return " ".join(w.value for w in every(body) if isinstance(getattr(w, "value", None), str))


def test_whole_days_reach_to_the_end_of_the_last():
    span = records.span_of(MONDAY, None, TUESDAY, None, SEAT)
    assert span.start == datetime(2027, 3, 8, 5, tzinfo=UTC)
    assert span.end == datetime(2027, 3, 10, 5, tzinfo=UTC)
    assert span_words(span, Language.ENGLISH) == "March 8, 2027 to March 9, 2027"


def test_a_span_is_typed_again_as_it_was():
    for given in ((MONDAY, None, TUESDAY, None), (MONDAY, time(9), MONDAY, time(12, 30))):
        span = records.span_of(*given, SEAT)
        assert tuple(records.typed_span(span).values()) == given


def test_a_day_whose_midnight_the_clocks_skip_begins_at_one():
    span = records.span_of(date(2027, 9, 5), None, date(2027, 9, 5), None, "America/Santiago")
    assert (span.end - span.start).total_seconds() == 23 * 3600
    assert span.wall_time == time(1)


def test_a_span_that_ends_before_it_begins_is_refused():
    with pytest.raises(InvalidValue):
        records.span_of(TUESDAY, None, MONDAY, None, SEAT)


def test_an_absence_is_recorded_and_counted_out_of_the_bench(desk):
    body = Availability(desk).widget
    the(Dropdown, "What is not to be had", body).value = UnavailableKind.MEMBER
    the(Dropdown, "Which", body).label = "Example Member 0"
    why = the(Text, "Why (confidential: it never leaves the Secretariat)", body)
    why.value = "Example reason"
    the(DatePicker, "From", body).value = MONDAY
    the(Button, "Save the span", body).click()

    (stored,) = desk.model.file.unavailabilities
    assert (stored.kind, stored.reason) == (UnavailableKind.MEMBER, "Example reason")
    (hearing,) = desk.model.activities
    bench = bench_of(desk.model.file, desk.model.timetable, hearing)
    assert [member.name for member in bench.barred] == ["Example Member 1"]
    assert [member.name for member, _ in bench.away] == ["Example Member 0"]
    assert sorted(m.name for m in bench.free) == ["Example Member 2", "Example Member 3"]
    assert not bench.has_quorum


def test_a_hold_is_changed_and_taken_away(desk):
    panel = Availability(desk)
    body = panel.widget
    the(Checkbox, "The room is kept for something else", body).value = True
    the(Text, "Why", body).value = "Example reception"
    the(TimePicker, "From the hour", body).value = time(9)
    the(TimePicker, "To the hour", body).value = time(12)
    the(Button, "Save the span", body).click()
    (stored,) = desk.model.file.unavailabilities
    assert (stored.key, stored.is_hold) == (str(ROOM), True)
    assert "Room A (kept for something else)" in said(body)

    the(Dropdown, "Record", body).value = stored.id
    the(TimePicker, "To the hour", body).value = time(13)
    the(Button, "Save the span", body).click()
    (stored,) = desk.model.file.unavailabilities
    assert stored.span.minutes == 240

    the(Dropdown, "Record", body).value = stored.id
    the(Button, "Take it away", body).click()
    assert desk.model.file.unavailabilities == ()
    assert "Nothing is closed" in said(body)


def test_a_span_without_its_first_day_is_refused_and_says_so(desk):
    body = Availability(desk).widget
    the(DatePicker, "From", body).value = None
    the(Button, "Save the span", body).click()
    assert desk.model.file.unavailabilities == ()
    assert "Say on which day it begins." in said(body)


def test_interpreters_are_counted_by_language_and_day(desk):
    body = PeriodForms(desk).widget
    the(Button, "Add interpreters", body).click()
    the(Dropdown, "Language", body).value = Language.FRENCH
    the(BoundedIntText, "Teams at one time", body).value = 2
    the(Button, "Save the interpreters", body).click()
    assert desk.model.file.period.interpreter_teams == (
        InterpreterTeams(language=Language.FRENCH, teams=2),
    )


def test_wishes_are_said_in_words_and_saved_as_weights(desk):
    body = PeriodForms(desk).widget
    lunch = next(
        w
        for w in every(body)
        if isinstance(w, Dropdown) and "very important (9 for each activity)" in labels(w)
    )
    lunch.value = 0
    the(BoundedIntText, "A member sits at most (minutes a day)", body).value = 240
    the(Button, "Save the wishes", body).click()

    wishes = desk.model.file.period.wishes
    assert wishes.weights[Objective.LUNCH] == 0
    assert wishes.weights[Objective.STATE_DAYS] == 10
    assert (wishes.load_minutes, wishes.levels) == (240, ())


def labels(menu):
    return [label for label, _ in menu.options]


def test_how_much_an_objective_matters_has_a_word_and_a_price():
    assert records.importances(Objective.STATE_DAYS, 10) == [
        ("none", 0),
        ("some", 5),
        ("usual", 10),
        ("very", 30),
    ]
    assert ("other", 7) in records.importances(Objective.STATE_DAYS, 7)
    assert records.weight(PlanningWishes(weights={"lunch": 7}), Objective.LUNCH) == 7


def test_levels_are_kept_in_their_order():
    chosen = {Objective.LUNCH: 3, Objective.STATE_DAYS: 1, Objective.BALANCE: 0}
    kept = records.levels(chosen)
    assert kept == (("span_state",), ("lunch",))
    wishes = PlanningWishes(levels=kept)
    assert records.level(wishes, Objective.STATE_DAYS) == 1
    assert records.level(wishes, Objective.BALANCE) == 0

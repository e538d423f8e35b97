"""What the home page knows: tasks in their order, dates ahead, where a period stands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from convoca.app.frame import Visit
from convoca.app.models.home import Event, HomeModel, Task, dates_ahead, standing, tasks_of
from convoca.app.widgets.problem_links import problem_link
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.finding import Citation, Finding, Verdict
from convoca.domain.hearing_request import Decision
from convoca.domain.language import Language
from convoca.domain.minutes import HearingMinutes
from convoca.domain.programme import ServiceOfNotice
from convoca.services.period_file import PeriodFile
from convoca.services.periods import save_period
from convoca.services.problems import Problem, Severity, SubjectKind, problems
from support.builders import a_hearing, a_period, a_placement, a_request

TODAY = date(2027, 1, 4)
PERIOD = a_period()


def a_problem(**changes: object) -> Problem:
    values: dict[str, object] = {
        "kind": SubjectKind.HEARING,
        "subject": uuid4(),
        "title": "Example",
        "finding": Finding(
            rule="notice_is_in_time",
            verdict=Verdict.UNDETERMINED,
            citations=(Citation(64, 4),),
            cure="serve_the_notice",
        ),
        "severity": Severity.LATER,
        "due": date(2027, 2, 8),
    }
    return Problem(**{**values, **changes})  # type: ignore[arg-type]


def a_notice(hearing, party: str) -> ServiceOfNotice:
    return ServiceOfNotice(
        id=uuid4(),
        hearing=hearing.id,
        party=party,
        served_on=date(2027, 1, 20),
        hearing_day=date(2027, 3, 8),
    )


def test_equal_problems_collapse_into_one_task_with_its_last_days():
    first, second = a_problem(), a_problem(due=date(2027, 2, 12))

    (task,) = tasks_of([second, first])

    assert (task.subjects, task.days) == (2, (date(2027, 2, 8), date(2027, 2, 12)))
    assert task.citations == (Citation(64, 4),)


def test_two_parties_of_one_hearing_are_one_hearing():
    problem = a_problem(about="Mexico")

    (task,) = tasks_of([problem, replace(problem, about="Organisation")])

    assert (task.subjects, len(task.problems)) == (1, 2)


def test_another_cure_or_verdict_is_another_task():
    breached = replace(a_problem().finding, verdict=Verdict.BREACHED, cure="serve_the_notice_late")

    assert len(tasks_of([a_problem(), a_problem(finding=breached)])) == 2


def test_tasks_come_gravest_first_then_by_nearness_of_their_day():
    later = a_problem(finding=replace(a_problem().finding, cure="later"), due=date(2027, 2, 9))
    near, grave = a_problem(), a_problem(severity=Severity.BREACH, due=None)

    tasks: tuple[Task, ...] = tasks_of([later, near, grave])

    assert [task.problems for task in tasks] == [(grave,), (near,), (later,)]


def test_dates_ahead_begin_with_today_and_say_two_articles_on_one_line():
    file = PeriodFile(period=PERIOD, periods=(PERIOD,))

    ahead = dates_ahead(file, date(2027, 2, 8))

    assert ahead[0].day == date(2027, 2, 8)
    notices = [
        line for line in ahead if line.last_day and line.last_day.rule == "notice_is_in_time"
    ]
    assert [line.day.day for line in notices] == [8, 9, 10, 11, 12]
    assert notices[0].last_day.citations == (Citation(64, 4), Citation(66, 5))
    events = [line.event for line in ahead if line.event]
    assert events == [
        Event.PERIOD_OPENS,
        Event.HEARINGS_BEGIN,
        Event.PERIOD_CLOSES,
        Event.HEARINGS_END,
    ]


def test_the_call_opens_on_the_date_at_the_seat():
    call = replace(PERIOD.call, opens=datetime(2027, 1, 6, 3, tzinfo=UTC))
    period = replace(PERIOD, call=call)

    first = dates_ahead(PeriodFile(period=period, periods=(period,)), TODAY)[0]

    assert (first.event, first.day) == (Event.CALL_OPENS, date(2027, 1, 5))


def test_a_standing_counts_each_thing_once():
    heard, waiting = a_hearing(PERIOD), a_hearing(PERIOD, title="Waiting")
    cancelled = a_hearing(PERIOD, title="Cancelled").cancel()
    file = PeriodFile(
        period=PERIOD,
        requests=(a_request(PERIOD), a_request(PERIOD, decision=Decision.GRANTED)),
        hearings=(heard, waiting, cancelled),
        placements={heard.id: a_placement(heard)},
        services_of_notice=(a_notice(heard, "state:MX"),),
        hearing_minutes={heard.id: HearingMinutes(id=heard.id)},
    )

    found = standing(file, TODAY)

    assert found.requests == {Decision.PENDING: 1, Decision.GRANTED: 1}
    assert (found.hearings_placed, found.hearings_waiting, found.hearings_cancelled) == (1, 1, 1)
    assert (found.notices_served, found.notices_to_serve) == (1, 1)
    assert found.minutes_written == 1


def test_a_notice_that_came_late_is_served_all_the_same():
    heard = a_hearing(PERIOD)
    late = replace(a_notice(heard, "state:MX"), served_on=date(2027, 3, 1))
    file = PeriodFile(
        period=PERIOD,
        hearings=(heard,),
        placements={heard.id: a_placement(heard)},
        services_of_notice=(late,),
    )

    assert standing(file, date(2027, 3, 2)).notices_served == 1


@pytest.mark.parametrize(
    ("problem", "page", "names"),
    [
        (a_problem(kind=SubjectKind.REQUEST), "requests", "request"),
        (a_problem(kind=SubjectKind.VISIT), "visits", "visit"),
        (a_problem(), "programme", "activity"),
        (
            a_problem(finding=replace(a_problem().finding, rule="minutes_state_what_they_must")),
            "minutes",
            "hearing",
        ),
    ],
)
def test_a_problem_leads_to_where_it_is_cured(problem, page, names):
    link = problem_link(Visit("home", Language.ENGLISH), PeriodFile(period=PERIOD), problem)

    assert link == f"{page}?language=en&period=901&{names}={problem.subject}"


@pytest.fixture
def convoca(tmp_path: Path) -> Iterator[Convoca]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as opened:
        yield opened


def test_an_empty_store_has_no_tasks(convoca):
    model = HomeModel(convoca)

    assert (model.periods, model.tasks, model.dates_ahead, model.standing) == ((), (), (), None)
    assert model.is_one_office


def test_the_model_reads_the_period_that_is_chosen_and_counts_the_others(convoca):
    opens = convoca.today() + timedelta(days=60)
    closes = opens + timedelta(days=11)
    for number in (901, 902):
        period = a_period(number=number, opens=opens, closes=closes, places=())
        save_period(period, reason="Created", uow=convoca.unit_of_work())
    model = HomeModel(convoca)

    model.choose(model.periods[0])

    assert model.file.period.number == 901
    assert sum(len(task.problems) for task in model.tasks) == len(problems(model.file, model.today))
    assert [period.number for period, _ in model.other_open_periods()] == [902]

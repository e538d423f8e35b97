"""The home page says what the Commission's own business leaves to do, and opens where it is done."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from convoca.app.frame import Visit
from convoca.app.models.home import HomeModel
from convoca.app.widgets.problem_links import problem_link
from convoca.bootstrap import open_convoca
from convoca.domain.language import Language
from convoca.domain.order_of_business import ItemKind
from convoca.domain.vote import VoteMethod
from convoca.services.sessions import voting
from convoca.services.sessions.explanations import announce
from support.minutes_table import HELD, NEXT, SESSION, MinutesTable
from support.sittings import TEN, a_sitting


def test_an_explanation_awaited_and_reports_still_open_are_tasks(tmp_path: Path) -> None:
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as convoca:
        sitting = a_sitting(convoca.unit_of_work())
        sitting.item(kind=ItemKind.REPORT_OF_THE_PRESIDENT)
        sitting.open()
        question = sitting.question(method=VoteMethod.CONSENSUS)
        voting.formulate(question, reason="x", uow=sitting.uow)
        voting.open_vote(question.id, at=TEN, reason="x", uow=sitting.uow)
        voting.close_vote(question.id, at=TEN, reason="x", uow=sitting.uow)
        announce(question.id, sitting.member(2), reason="x", uow=sitting.uow)
        model = HomeModel(convoca)
        model.today = TEN.date()
        model.choose(sitting.period)
        tasks = {task.rule: task for task in model.tasks}
        (awaited,) = tasks["explanation_of_vote_is_in_time"].problems
        assert awaited.about == "Example Member 2"
        assert "reports_at_the_beginning_are_presented" in tasks
        link = urlsplit(problem_link(Visit("home", Language.ENGLISH), model.file, awaited))
        asked = parse_qs(link.query)
        assert link.path.endswith("sessions")
        assert (asked["period"], asked["session"]) == (["901"], [str(sitting.session.id)])


def test_minutes_that_circulate_are_a_task_and_open_at_the_minutes(tmp_path: Path) -> None:
    with open_convoca(database=f"sqlite:///{tmp_path / 'store' / 'convoca.db'}") as convoca:
        table = MinutesTable(uow=convoca.unit_of_work())
        table.complete()
        table.circulate()
        model = HomeModel(convoca)
        for period, today, cure in (
            (HELD, NEXT.opens - timedelta(days=1), "wait_for_observations"),
            (NEXT, NEXT.opens, "make_the_minutes_final"),
        ):
            model.today = today
            model.choose(period)
            tasks = {task.rule: task for task in model.tasks}
            (waiting,) = tasks["minutes_are_approved_by_silence"].problems
            assert waiting.finding.cure == cure
            link = urlsplit(problem_link(Visit("home", Language.ENGLISH), model.file, waiting))
            asked = parse_qs(link.query)
            assert link.path.endswith("minutes")
            assert asked["session"] == [str(SESSION.id)]
            assert asked["period"] == [str(HELD.number)]

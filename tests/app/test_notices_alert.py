"""Home alerts the coordinator to notices that did not arrive, and stops once that is settled."""

from convoca.app.channel import Channel
from convoca.app.frame import Visit
from convoca.app.models.home import HomeModel
from convoca.app.pages.home_tasks import FAILED_SHOWN, failed_section
from convoca.domain.language import Language
from support.notice_desk import Office
from support.notice_table import NoticeTable, a_notice_table


def alert(table: NoticeTable) -> str:
    model = HomeModel(Office(table))  # type: ignore[arg-type]
    model.choose(table.period)
    return failed_section(Visit("home", Language.ENGLISH, {}, "", Channel()), model)


def test_nothing_is_alerted_while_everything_arrives() -> None:
    table = a_notice_table()
    assert alert(table) == ""
    table.serve(*table.draft().made)
    assert alert(table) == ""


def test_a_failure_is_alerted_until_the_notice_is_served() -> None:
    table = a_notice_table()
    first, second = table.draft().made
    table.serve(first, state="failed")
    table.serve(second, state="attempted")

    shown = alert(table)
    assert "Notices that did not arrive (2)" in shown
    assert 'role="alert"' in shown
    assert f"notices?language=en&amp;period={table.period.number}&amp;tab=2" in shown
    table.serve(*table.notices())
    assert alert(table) == ""


def test_only_a_few_of_many_failures_are_named() -> None:
    table = a_notice_table(hearings=FAILED_SHOWN)
    table.serve(*table.draft().made, state="failed")
    shown = alert(table)

    assert f"({2 * FAILED_SHOWN})" in shown
    assert shown.count("<li>") == FAILED_SHOWN

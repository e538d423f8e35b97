"""The example period that was held, as it is stored on both kinds of database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from convoca.bootstrap import Convoca, example_titles, load_reference, open_convoca
from convoca.domain.election import ElectionStatus
from convoca.domain.member import Office, members_in_office
from convoca.domain.minutes import MinutesStatus
from convoca.domain.order_of_business import ItemKind, ItemOutcome
from convoca.domain.vote import QuestionStatus
from convoca.rules.board_of_officers import presiding_on
from convoca.services.example_period import build_example
from convoca.services.example_sessions import (
    NUMBER,
    earlier_example_period,
    example_minutes_to_circulate,
)
from convoca.services.importing.columns import Kind
from convoca.services.period_file import period_numbered
from convoca.services.sessions.attendance import attendance_at, quorum_spans
from convoca.services.sessions.explanations import clocks
from convoca.services.sessions.session_file import SessionFile, read_session_file
from support.builders import a_period

TODAY = date(2027, 3, 3)


@contextmanager
def _built(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        load_reference(opened, [Kind.STATES])
        build_example(example_titles(), today=TODAY, uow=opened.unit_of_work())
        yield opened


@pytest.fixture(scope="module")
def convoca(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Convoca]:
    folder = tmp_path_factory.mktemp("example") / "store"
    with _built(f"sqlite:///{folder / 'convoca.db'}") as opened:
        yield opened


def _files(convoca: Convoca, number: int = NUMBER) -> list[SessionFile]:
    with convoca.reading() as uow:
        period = period_numbered(number, uow=uow)
        found = [read_session_file(s.id, uow=uow) for s in uow.sessions.all(period=period.id)]
    return sorted(found, key=lambda file: file.day)


def test_what_was_held_is_whole_on_both_kinds_of_database(database: str) -> None:
    with _built(database) as opened:
        _check_what_was_held(opened)


def _check_what_was_held(convoca: Convoca) -> None:
    first, second, third = files = _files(convoca)
    assert [len(file.items) for file in files] == [3, 2, 2]
    assert [e.status for e in first.elections] == [ElectionStatus.ELECTED] * 3
    assert max(len(e.ballots) for e in first.elections) == 2
    assert {q.status for q in (*second.questions, *third.questions)} == {QuestionStatus.CLOSED}
    petition, report = sorted(second.questions, key=lambda q: q.decision)
    assert petition.outcome is not None
    assert petition.outcome.adopted
    assert petition.electorate is not None
    assert second.member_by_id[petition.electorate.no_part[0]].name == "Example Member Escarlata"
    assert report.outcome is not None
    assert (report.outcome.in_favour, report.outcome.required) == (3, 4)
    ((absent, absence),) = attendance_at(second, second.sheet.presences[0].arrived).excused
    assert absent.name == "Example Member Gris"
    assert absence.detail == ""
    for file in files:
        assert file.sheet.closed is not None
        assert [s.has_quorum for s in quorum_spans(file, file.sheet.closed)] == [True]
        assert file.minutes is not None
        assert file.minutes.status is MinutesStatus.COMPLETED


def test_the_board_is_the_one_that_was_elected(convoca: Convoca) -> None:
    (file, *_) = _files(convoca)
    members = members_in_office(file.period.members, TODAY)
    assert [sum(m.holds(office, TODAY) for m in members) for office in Office] == [1, 1, 1]
    presiding = presiding_on(members, TODAY)
    assert presiding is not None
    assert presiding.name == "Example Member Amarilla"


def test_one_explanation_is_in_and_one_is_awaited(convoca: Convoca) -> None:
    found = {c.member.name: c for c in clocks(_files(convoca)[1], TODAY)}
    awaited, presented = found["Example Member Dorada"], found["Example Member Celeste"]
    assert awaited.announced
    assert awaited.explanation is not None
    assert awaited.explanation.presented_on is None
    assert awaited.days_left > 0
    assert presented.explanation is not None
    assert presented.explanation.presented_on is not None


def test_the_coming_period_goes_on_with_what_was_left_open(convoca: Convoca) -> None:
    items = [item for file in _files(convoca, 900) for item in file.items]
    carried = [item for item in items if item.carried_from]
    assert [item.kind for item in carried] == [ItemKind.REPORT_ON_A_STATE]
    assert {item.outcome for item in items} == {ItemOutcome.OPEN}


def test_the_minutes_of_two_sessions_are_ready_to_circulate(convoca: Convoca) -> None:
    with convoca.reading() as uow:
        waiting = example_minutes_to_circulate(uow)
    assert set(waiting) == {file.session.id for file in _files(convoca)[:2]}


def test_built_twice_it_is_there_once(convoca: Convoca) -> None:
    before = convoca.unit_of_work()
    with before as uow:
        entries = uow.audit.verify()
    build_example(example_titles(), today=TODAY, uow=convoca.unit_of_work())
    with convoca.reading() as uow:
        assert uow.audit.verify() == entries


@pytest.mark.parametrize("days", range(0, 366, 5))
def test_on_every_day_it_was_over_and_explanations_may_still_come(days: int) -> None:
    today = date(2027, 1, 1) + timedelta(days=days)
    coming = a_period(
        opens=today + timedelta(days=30), closes=today + timedelta(days=41), places=()
    )
    period = earlier_example_period(today, coming=coming)
    assert 17 <= (today - period.closes).days <= 23
    assert (period.opens.weekday(), period.closes.weekday()) == (0, 4)

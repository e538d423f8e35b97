"""What planning keeps: old stores gain it, releases are final, spans come back as they were."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from convoca.bootstrap import Convoca, now, open_convoca
from convoca.domain.availability import Unavailability, UnavailableKind
from convoca.domain.errors import NotAllowed
from convoca.domain.hearing import PlanningNeeds
from convoca.domain.identifiers import PeriodId
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import InterpreterTeams, PlanningWishes
from convoca.domain.release import Manifest, Override, Release, ReleasedEntry, ReleaseKind
from convoca.domain.slot import Slot
from convoca.persistence.engine import open_engine
from convoca.persistence.schema import migrate
from convoca.persistence.store import open_store
from support.builders import ROOM, a_hearing, a_period, a_placement

DAY = Slot.local(date(2027, 3, 8), time(9), minutes=120, zone="America/Bogota")


@pytest.fixture
def convoca(database: str) -> Iterator[Convoca]:
    with open_convoca(database=database) as opened:
        yield opened


#: Rows as the first schema had them.
A_PERIOD = """INSERT INTO period_of_sessions (id, number, opens, closes, kind, places, languages,
    slot_minutes, call, away, next_period_place, note, source, verified, is_example, version)
    VALUES (:p, 195, '2026-03-02', '2026-03-13', 'regular', '[]', '["es"]', 60,
    '{"opens": null}', '{}', '', '', '', TRUE, FALSE, 4)"""
A_MEETING = """INSERT INTO working_meeting (id, period, title, kind, states, parties, requests,
    matter_number, minutes, is_cancelled, note, version)
    VALUES (:m, :p, 'Example', 'working_meeting', '["MX"]', '[]', '[]', '', 45, FALSE, '', 1)"""
A_PLACEMENT = """INSERT INTO placement (id, period, kind, starts_at, ends_at, zone, wall_date,
    wall_time, room, panel, lapsed, version) VALUES (:m, :p, 'working_meeting',
    '2026-03-03 14:00:00', '2026-03-03 14:45:00', 'America/New_York', '2026-03-03', '09:00:00',
    :r, '[]', FALSE, 2)"""


def a_release(period: PeriodId, number: int = 1) -> Release:
    entry = ReleasedEntry(
        activity=uuid4(), kind=a_placement(a_hearing(a_period())).kind, title="Example", slot=DAY,
        room=ROOM, panel_names=("Example Member",),
    )  # fmt: skip
    override = Override(
        rule="notice_is_in_time",
        reason="Urgent",
        authority="President",
        decided_on=date(2027, 2, 1),
    )
    return Release(
        id=uuid4(), period=period, number=number, kind=ReleaseKind.PUBLIC, comment="First",
        made_at=datetime(2027, 2, 1, 15, tzinfo=UTC), made_by="tester", entries=(entry,),
        overrides=(override,), manifest=Manifest(entries_sha256="0" * 64),
    )  # fmt: skip


def test_a_store_of_the_first_release_gains_planning_and_keeps_its_programme(
    database: str,
) -> None:
    period, meeting = uuid4(), uuid4()
    engine = open_engine(database)
    is_postgresql = engine.dialect.name == "postgresql"
    migrate(engine, "0001")
    keys = {"p": period, "m": meeting, "r": ROOM}
    ids = {name: key if is_postgresql else key.hex for name, key in keys.items()}
    with engine.begin() as connection:
        for statement in (A_PERIOD, A_MEETING, A_PLACEMENT):
            used = {name: key for name, key in ids.items() if f":{name}" in statement}
            connection.execute(text(statement), used)
    engine.dispose()

    store = open_store(database, now=now)
    with store.transaction(actor="tester") as uow:
        read = uow.periods.get(period)
        assert (read.number, read.interpreter_teams, read.wishes) == (195, (), PlanningWishes())
        assert uow.meetings.get(meeting).needs == PlanningNeeds()
        placement = uow.placements.get(meeting)
        assert (placement.is_pinned, placement.slot.minutes) == (False, 45)
        pinned = uow.placements.save(replace(placement, is_pinned=True))
        uow.periods.save(
            replace(read, interpreter_teams=(InterpreterTeams(language=Language.FRENCH, teams=1),))
        )
        uow.commit(reason="Planned")
    with store.transaction(actor="tester", writes=False) as uow:
        assert uow.placements.get(meeting) == pinned
        assert uow.periods.get(period).interpreter_teams[0].language is Language.FRENCH
    store.close()


def test_what_planning_adds_comes_back_equal(convoca: Convoca) -> None:
    wishes = PlanningWishes(
        weights={"span_state": 20}, levels=(("span_state",), ("lunch", "prime")),
        lunch=(time(12, 30), time(14)), topics={"Environment": "group"},
    )  # fmt: skip
    teams = (InterpreterTeams(language=Language.FRENCH, teams=1, day=date(2027, 3, 9)),)
    period = a_period(wishes=wishes, interpreter_teams=teams)
    hearing = a_hearing(period, needs=PlanningNeeds(attendance=80, is_priority=True, theme="Land"))
    away = Unavailability(
        id=uuid4(), period=period.id, kind=UnavailableKind.ROOM, key=str(ROOM), span=DAY,
        reason="Choir", is_hold=True,
    )  # fmt: skip
    release = a_release(period.id)
    with convoca.unit_of_work() as uow:
        stored = [
            uow.periods.save(period),
            uow.hearings.save(hearing),
            uow.unavailabilities.save(away),
            uow.releases.save(release),
        ]
        uow.commit(reason="Example")
    with convoca.reading() as uow:
        assert [
            uow.periods.get(period.id),
            uow.hearings.get(hearing.id),
            uow.unavailabilities.get(away.id),
            uow.releases.get(release.id),
        ] == stored
    assert stored[3] == replace(release, version=1)


def test_a_release_is_final(convoca: Convoca) -> None:
    period = a_period()
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        release = uow.releases.save(a_release(period.id))
        uow.commit(reason="Example")
    with convoca.unit_of_work() as uow:
        with pytest.raises(NotAllowed, match="never changed"):
            uow.releases.save(replace(release, comment="Better"))
        with pytest.raises(NotAllowed, match="never changed"):
            uow.releases.remove(release)
        assert uow.releases.save(release) == release
    for statement in (
        "UPDATE programme_release SET comment = 'x'",
        "DELETE FROM programme_release",
    ):
        with pytest.raises(DBAPIError, match="never changed"), convoca.store.engine.begin() as raw:
            raw.execute(text(statement))


def test_two_releases_of_a_period_have_two_numbers(convoca: Convoca) -> None:
    period = a_period()
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        uow.releases.save(a_release(period.id))
        with pytest.raises(NotAllowed):
            uow.releases.save(a_release(period.id))


def test_releases_and_steps_are_in_a_backup(convoca: Convoca, tmp_path, database: str) -> None:
    period = a_period()
    with convoca.unit_of_work() as uow:
        uow.periods.save(period)
        release = uow.releases.save(a_release(period.id))
        uow.commit(reason="Example")
    backup = convoca.back_up(tmp_path / "backup.zip")
    other = f"sqlite:///{tmp_path / 'other' / 'convoca.db'}"
    with open_convoca(database=other) as restored:
        restored.restore(backup)
        with restored.reading() as uow:
            assert uow.releases.all() == [release]

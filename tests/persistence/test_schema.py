"""A schema from the first release on migrates forward, with what it holds."""

import stat
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from convoca.bootstrap import now, open_convoca
from convoca.domain.errors import UnusableStore
from convoca.persistence.engine import open_engine
from convoca.persistence.schema import bring_up_to_date, current_version, migrate, newest_version
from convoca.persistence.store import open_store
from convoca.persistence.tables import metadata
from support.builders import a_period


def test_the_first_schema_migrates_to_the_newest_and_keeps_what_it_holds(database: str) -> None:
    engine = open_engine(database)
    migrate(engine, "0001")
    assert current_version(engine) == "0001"
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO member_state (code, name_en, name_es, capital, zone, convention,"
                " source, verified, version) VALUES"
                " ('ZZ', 'Example', 'Ejemplo', '', 'America/Lima', '', '', FALSE, 1)"
            )
        )
    engine.dispose()

    store = open_store(database, now=now)
    assert current_version(store.engine) == newest_version()
    with store.transaction(actor="tester", writes=False) as uow:
        assert uow.states.get("ZZ").name_es == "Ejemplo"
    store.close()


def test_the_migrations_make_what_the_tables_say(database: str) -> None:
    engine = open_engine(database)
    bring_up_to_date(engine)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert [d for d in differences if d[0] in _STRUCTURAL] == []


#: What a column's comparison may differ in (a type's spelling) is no difference in structure.
_STRUCTURAL = {"add_table", "remove_table", "add_column", "remove_column"}


def test_a_store_of_a_newer_convoca_is_refused(database: str) -> None:
    with open_convoca(database=database) as convoca, convoca.store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnusableStore, match="9999"), open_convoca(database=database):
        pass


def test_a_store_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "convoca.db"
    with open_convoca(database=f"sqlite:///{path}") as convoca, convoca.unit_of_work() as uow:
        uow.periods.save(a_period())
        uow.commit(reason="Example")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700

    path.chmod(0o640)
    with (
        pytest.raises(UnusableStore, match="chmod 600"),
        open_convoca(database=f"sqlite:///{path}"),
    ):
        pass


def test_an_unknown_database_is_refused() -> None:
    with pytest.raises(UnusableStore, match="mysql"):
        open_engine("mysql://localhost/convoca")

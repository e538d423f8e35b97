"""Bringing a database's schema to the newest version; it only ever migrates forward."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from convoca.domain.errors import UnusableStore


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return config


def current_version(engine: Engine) -> str | None:
    """Return the schema version of the database, None where it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_version() -> str:
    """Return the schema version that this Convoca works with."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    return str(head)


def bring_up_to_date(engine: Engine) -> None:
    """Migrate the database to ``newest_version``. Raises UnusableStore where it is newer than us."""
    current = current_version(engine)
    if current == newest_version():
        return
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current is not None and current not in known:
        raise UnusableStore(
            "This database was written by a newer Convoca (schema {version}). Install that one.",
            version=current,
        )
    migrate(engine, "head")


def migrate(engine: Engine, version: str) -> None:
    """Migrate forward to ``version``, in one transaction."""
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)

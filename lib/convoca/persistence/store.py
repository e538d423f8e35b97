"""One open database: transactions, backups, and the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from convoca.persistence.engine import faults_told, open_engine
from convoca.persistence.schema import bring_up_to_date
from convoca.persistence.unit_of_work import SqlUnitOfWork


@dataclass(frozen=True, slots=True)
class Store:
    """An open database of the newest schema. ``now`` is the clock that dates the audit."""

    engine: Engine
    now: Callable[[], datetime]

    def transaction(self, *, actor: str, writes: bool = True) -> SqlUnitOfWork:
        return SqlUnitOfWork(self.engine, actor=actor, now=self.now, writes=writes)

    def back_up(self) -> bytes:
        from convoca.persistence.backup import write_backup  # noqa: PLC0415 - seldom needed

        return write_backup(self.engine, at=self.now())

    def restore(self, path: Path) -> int:
        from convoca.persistence.backup import read_backup  # noqa: PLC0415 - seldom needed

        return read_backup(self.engine, path)

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str, *, now: Callable[[], datetime]) -> Store:
    """Open the database at ``url``, and create or migrate its schema. Raises UnusableStore."""
    engine = open_engine(url)
    try:
        with faults_told():
            bring_up_to_date(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, now)

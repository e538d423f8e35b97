"""Puts the parts together: the only place that knows every concrete class and the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Engine

from convoca.domain.slot import seat_date
from convoca.persistence.engine import open_engine
from convoca.persistence.schema import bring_up_to_date
from convoca.persistence.unit_of_work import SqlUnitOfWork
from convoca.services.ports import UnitOfWork
from convoca.settings import Settings, read_settings, use_shipped_time_zones


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Convoca:
    """An open store with everything that works on it."""

    settings: Settings
    engine: Engine

    def unit_of_work(self) -> UnitOfWork:
        return SqlUnitOfWork(self.engine, actor=self.settings.user, now=now)

    def reading(self) -> UnitOfWork:
        """Return a transaction that only reads, so that it keeps nobody waiting."""
        return SqlUnitOfWork(self.engine, actor=self.settings.user, now=now, writes=False)

    def now(self) -> datetime:
        return now()

    def today(self) -> date:
        """Return the date at the Commission's seat."""
        return seat_date(now())


@contextmanager
def open_convoca(*, database: str = "") -> Iterator[Convoca]:
    """Open the store, bring its schema up to date, and close it at the end."""
    use_shipped_time_zones()
    settings = read_settings(database=database)
    engine = open_engine(settings.database)
    try:
        bring_up_to_date(engine)
        yield Convoca(settings, engine)
    finally:
        engine.dispose()

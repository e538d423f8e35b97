"""What an open store does with sessions, minutes, visits and the year: services and their documents put together."""

from abc import ABC, abstractmethod
from datetime import date, datetime
from uuid import UUID

from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from convoca.services.exports import minutes_projection
from convoca.services.ports import UnitOfWork


class Proceedings(ABC):
    """Who inherits has the store and the clock.

    The adapters that cost time to import are imported by the methods that need them.
    """

    __slots__ = ()

    @abstractmethod
    def unit_of_work(self) -> UnitOfWork: ...

    @abstractmethod
    def reading(self) -> UnitOfWork: ...

    @abstractmethod
    def now(self) -> datetime: ...

    @abstractmethod
    def today(self) -> date: ...

    def minutes(self, activity: UUID, kind: ActivityKind, language: Language) -> tuple[str, bytes]:
        """Return the name and content of the minutes of a hearing or session; no title in the name."""
        from convoca.documents.minutes import minutes_document  # noqa: PLC0415

        projection = minutes_projection(activity, kind, uow=self.reading())
        name = f"{projection.period_number}/minutes-{kind}-{activity}-{language}.docx"
        return name, minutes_document(projection, language=language)

"""Column types that map between the domain's values and the database's."""

from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from cattrs import Converter
from cattrs.preconf.json import make_converter
from sqlalchemy import Dialect, String, types

from convoca.domain.errors import InvalidValue


def _converter() -> Converter:
    converter = make_converter(unstruct_collection_overrides={tuple: list}, omit_if_default=False)
    converter.register_unstructure_hook(UUID, str)
    converter.register_structure_hook(UUID, lambda value, _: UUID(value))
    converter.register_unstructure_hook(time, lambda value: value.isoformat())
    converter.register_structure_hook(time, lambda value, _: time.fromisoformat(value))
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_unstructure_hook(datetime, lambda value: value.isoformat())
    converter.register_structure_hook(
        datetime, lambda value, _: datetime.fromisoformat(value).astimezone(UTC)
    )
    return converter


#: Domain objects to plain JSON values and back.
CONVERTER = _converter()


class UtcDateTime(types.TypeDecorator[datetime]):
    """An instant; refuses naive values, gives back UTC on every database."""

    impl = types.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise InvalidValue("instant", "{moment} lacks its offset from UTC.", moment=value)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(types.TypeDecorator[StrEnum]):
    """A member of an enumeration, stored as its word."""

    impl = String
    cache_ok = True

    def __init__(self, enumeration: type[StrEnum]) -> None:
        self.enumeration = enumeration
        super().__init__(40)

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.enumeration(value)


class Structured(types.TypeDecorator[Any]):
    """A value object or a tuple of them, stored as JSON."""

    impl = types.JSON
    cache_ok = True

    def __init__(self, shape: Any) -> None:
        self.shape = shape
        super().__init__()

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return CONVERTER.unstructure(value, unstructure_as=self.shape)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return CONVERTER.structure(value, self.shape)

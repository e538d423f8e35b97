"""Words that several pages say alike: hours of a slot, city of a zone, States, what is said of whom."""

from collections.abc import Iterable

from convoca.domain.language import Language
from convoca.domain.slot import Slot
from convoca.i18n.catalogue import text
from convoca.i18n.dates import hour, list_of, state_name


def hours(slot: Slot, language: Language) -> str:
    """Write a slot on the wall clock of its place."""
    end = slot.end_in(slot.zone)
    return f"{hour(slot.wall_time, language)} – {hour(end.time(), language)}"  # noqa: RUF001 - a span


def city_of(zone: str) -> str:
    """Return what people call a zone: its city.

    >>> city_of("America/Costa_Rica")
    'Costa Rica'
    """
    return zone.rpartition("/")[2].replace("_", " ")


def states_of(codes: Iterable[str], language: Language) -> str:
    return list_of((state_name(code, language) for code in codes), language)


def said_of(name: str, said: str, language: Language) -> str:
    """Write a name and what is said of it, with the colon of the language."""
    return text("{name}: {said}", language, name=name, said=said)

"""Words of the page Sessions: how items, sessions and majorities are named."""

from collections.abc import Iterable

from convoca.app.models.sessions import SessionLine
from convoca.app.widgets.parts import short
from convoca.app.widgets.shared_words import hours
from convoca.domain.language import Language
from convoca.domain.order_of_business import ItemOfBusiness
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, ordinal_of_period
from convoca.services.importing.text import clean_line


def item_name(item: ItemOfBusiness) -> str:
    """Name an item by its number and its title."""
    return f"{item.number}. {short(item.title)}"


def session_name(line: SessionLine, language: Language, *, with_period: bool = False) -> str:
    """Name a session by its day, its hours and its title."""
    parts = [ordinal_of_period(line.period.number, language)] if with_period else []
    if line.slot:
        parts += [day_short(line.slot.wall_date, language), hours(line.slot, language)]
    else:
        parts.append(text("no day yet", language))
    return " · ".join((*parts, short(clean_line(line.session.title))))


def session_choices(lines: Iterable[SessionLine], language: Language) -> list[tuple[str, object]]:
    """Offer sessions, each with its period."""
    return [(session_name(line, language, with_period=True), line.id) for line in lines]

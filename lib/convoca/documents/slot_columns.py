"""The columns that say when something takes place: on the clock of its place, and in UTC."""

from collections.abc import Callable
from typing import TypeVar

from convoca.documents.sheet_rows import Column, Style, Value
from convoca.domain.language import Language
from convoca.domain.slot import Slot
from convoca.i18n.catalogue import text

R = TypeVar("R")


def slot_columns(
    slot_of: Callable[[R], Slot | None], day_meaning: str, language: Language
) -> tuple[Column[R], ...]:
    """Return the columns of a slot; a row without one leaves them empty. ``day_meaning`` is worded."""

    def cell(
        name: str, meaning: str, read: Callable[[Slot], Value], style: Style, width: int
    ) -> Column[R]:
        def value(row: R) -> Value:
            slot = slot_of(row)
            return read(slot) if slot else None

        return Column("slot", name, meaning, value, style, width)

    return (
        cell(
            text("Day", language),
            day_meaning,
            lambda slot: slot.start_in(slot.zone).date(),
            Style.DATE,
            13,
        ),
        cell(
            text("From", language),
            text("The hour it begins, where it takes place.", language),
            lambda slot: slot.start_in(slot.zone).time(),
            Style.TIME,
            9,
        ),
        cell(
            text("To", language),
            text("The hour it ends, where it takes place.", language),
            lambda slot: slot.end_in(slot.zone).time(),
            Style.TIME,
            9,
        ),
        cell(
            text("Time zone", language),
            text("The IANA name of the zone that the hours beside it are in.", language),
            lambda slot: slot.zone,
            Style.TEXT,
            20,
        ),
        cell(
            text("Begins (UTC)", language),
            text("When it begins, in coordinated universal time.", language),
            lambda slot: slot.start.replace(tzinfo=None),
            Style.INSTANT,
            17,
        ),
    )

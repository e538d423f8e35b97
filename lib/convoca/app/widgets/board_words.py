"""The words of the board; what stands in braces is filled in by the browser."""

from convoca.domain.language import Language
from convoca.i18n.catalogue import text


def board_labels(language: Language) -> dict[str, str]:
    return {**_marks(language), **_commands(language), **_sentences(language), **_places(language)}


def _marks(language: Language) -> dict[str, str]:
    return {
        "board": text("Programme of the day, hours by rooms", language),
        "hour": text("Hour", language),
        "free": text("free", language),
        "continues": text("{title} goes on", language),
        "private": text("private", language),
        "warning": text("warning", language),
        "breach": text("breach", language),
        "minutes": text("{minutes} min", language),
        "tray": text("Not placed yet", language),
        "tray_empty": text("Everything is placed.", language),
        "tray_search": text("Search what is not placed", language),
        "tray_not_found": text("Nothing that waits has these words.", language),
        "nothing_placed": text("Nothing is placed on this day.", language),
        "legend_pin": text("pinned: no plan moves it", language),
        "legend_private": text("private", language),
        "legend_hold": text("held back", language),
    }


def _commands(language: Language) -> dict[str, str]:
    return {
        "help": text(
            "Drag, or use the keyboard: arrows go from cell to cell, Enter picks up and drops, "
            "P pins, X swaps, Delete takes out.",
            language,
        ),
        "move": text("Move", language),
        "take_out": text("Take out", language),
        "pin": text("Pin", language),
        "unpin": text("Unpin", language),
        "swap": text("Swap", language),
        "cancel": text("Cancel", language),
    }


def _sentences(language: Language) -> dict[str, str]:
    return {
        "moving": text("Where to? {title}", language),
        "swapping": text("Swap with which? {title}", language),
        "picked_up": text(
            "{title} picked up. Choose room and hour with the arrows or click there; Enter drops, Escape cancels.",
            language,
        ),
        "picked_up_places": text("{title} picked up. {remark}", language),
        "swap_begun": text(
            "{title} is to be swapped. Go to the other one and press Enter, or click it; Escape cancels.",
            language,
        ),
        "moved": text("{title}: now at {hour}, {room}.", language),
        "taken_out": text("{title}: taken out, not placed any more.", language),
        "swapped": text("{title}: swapped.", language),
        "pinned": text("{title}: pinned, no plan moves it.", language),
        "unpinned": text("{title}: not pinned any more.", language),
        "cancelled": text("{title}: stays where it was.", language),
        "refused": text("{title}: stays where it was. {reason}", language),
        "failed": text("This could not be done. Reload the page and try again.", language),
    }


def _places(language: Language) -> dict[str, str]:
    """Return the words for what a place costs; {change} is a number with its sign."""
    return {
        "legend_better": text("better", language),
        "legend_same": text("as good as now", language),
        "legend_best": text("the best places", language),
        "legend_worse": text("worse, by how much", language),
        "legend_none": text("not a legal place", language),
        "place_better": text("Better than now: {change}", language),
        "place_same": text("As good as now", language),
        "place_worse": text("Worse than now: {change}", language),
        "place_waiting_better": text("One of the best places", language),
        "place_waiting_worse": text("Legal, and dearer than the best place: {change}", language),
        "not_legal": text("Not a legal place: {reason}", language),
    }

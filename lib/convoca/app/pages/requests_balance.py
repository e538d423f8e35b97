"""What was asked for beside what was granted: who would be heard less than they asked."""

from collections.abc import Callable, Iterable

from ipywidgets import VBox, Widget

from convoca.app.widgets.parts import button, heading, paragraph
from convoca.app.widgets.table import Column, table
from convoca.domain.hearing import Dimension, HearingKind
from convoca.domain.language import Language
from convoca.domain.member_state import Region
from convoca.i18n.catalogue import text
from convoca.i18n.dates import state_name
from convoca.i18n.words import word
from convoca.services.balance import Share


def balance_panel(
    shares: Iterable[Share], language: Language, *, on_close: Callable[[], object]
) -> Widget:
    """Show every share in one table, filtered by what it counts."""
    rows = [_cells(share, language) for share in shares]
    explained = text(
        "Parts of all requests for a hearing, and of all hearings granted. A hearing with two States counts for both.",
        language,
    )
    shown = table(
        _columns(language),
        rows,
        language=language,
        caption=text("Asked for and granted", language),
        page_size=40,
        view={"filters": {text("Counted by", language): word(Dimension.REGION, language)}},
    )
    return VBox(
        [
            heading(2, text("Asked for and granted", language)),
            paragraph("help", explained),
            shown,
            button(text("Back to the register", language), on_close),
        ]
    )


def _columns(language: Language) -> list[Column]:
    return [
        Column("dimension", text("Counted by", language), filter=True),
        Column("name", text("Name", language)),
        Column("requested", text("Asked for", language), kind="number"),
        Column("granted", text("Granted", language), kind="number"),
        Column("placed", text("Placed", language), kind="number"),
        Column("part_of_requested", text("% of requests", language), kind="number", show=_percent),
        Column("part_of_granted", text("% of granted", language), kind="number", show=_percent),
        Column("shift", text("Difference", language), kind="number", show=_signed_percent),
    ]


def _percent(part: float) -> str:
    return f"{part:.0%}"


def _signed_percent(part: float) -> str:
    return f"{part:+.0%}"


def _cells(share: Share, language: Language) -> dict[str, object]:
    return {
        "id": f"{share.dimension}:{share.key}",
        "dimension": word(share.dimension, language),
        "name": _name(share, language),
        "requested": share.requested,
        "granted": share.granted,
        "placed": share.placed,
        "part_of_requested": share.part_of_requested,
        "part_of_granted": share.part_of_granted,
        "shift": share.shift,
    }


def _name(share: Share, language: Language) -> str:
    match share.dimension:
        case Dimension.STATE:
            return state_name(share.key, language)
        case Dimension.REGION:
            return word(Region(share.key), language)
        case Dimension.LANGUAGE:
            return word(Language(share.key), language)
        case Dimension.KIND:
            return word(HearingKind(share.key), language)

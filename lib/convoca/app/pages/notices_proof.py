"""The proof of service as people read it: each attempt with its instant, way, address, text and outcome."""

from collections.abc import Iterable
from datetime import datetime

from convoca.app.widgets.parts import chip
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined, safe_html
from convoca.domain.language import Language
from convoca.domain.notice import Delivery, DeliveryState
from convoca.domain.slot import SEAT_ZONE, zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day_short, hour
from convoca.i18n.words import word

#: So many characters of a hash tell two texts apart for a reader; the whole of it is in the title.
HASH_SHOWN = 12

_STYLE = {
    DeliveryState.WRITTEN: "draft",
    DeliveryState.ATTEMPTED: "undetermined",
    DeliveryState.HANDED_OVER: "done",
    DeliveryState.DELIVERED: "done",
    DeliveryState.FAILED: "breached",
}


def seat_moment(at: datetime, language: Language) -> str:
    """Write an instant by the clock at the seat, short enough for a table."""
    local = at.astimezone(zone_info(SEAT_ZONE))
    return f"{day_short(local.date(), language)}, {hour(local.time(), language)}"


def state_chip(state: DeliveryState, language: Language) -> SafeHtml:
    return chip(_STYLE[state], word(state, language))


def short_hash(sha256: str) -> SafeHtml:
    """Show the beginning of a hash, the whole of it on asking."""
    if not sha256:
        return html_string("")
    return html_string(
        '<code title="{whole}">{start}…</code>', whole=sha256, start=sha256[:HASH_SHOWN]
    )


def deliveries_table(deliveries: Iterable[Delivery], language: Language) -> HtmlView:
    """List the attempts to serve one notice, in their order."""
    return safe_html(
        '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption><thead><tr>'
        '<th scope="col">{when}</th><th scope="col">{state}</th><th scope="col">{way}</th>'
        '<th scope="col">{address}</th><th scope="col">{detail}</th><th scope="col">{by}</th>'
        '<th scope="col">{text}</th></tr></thead><tbody>{rows}</tbody></table></div>',
        caption=text("Attempts to serve it", language),
        when=text("When (at the seat)", language),
        state=text("Outcome", language),
        way=text("Channel", language),
        address=text("Address as sent", language),
        detail=text("What was said", language),
        by=text("Who", language),
        text=text("Text (SHA-256)", language),
        rows=joined(_row(delivery, language) for delivery in deliveries),
    )


def _row(delivery: Delivery, language: Language) -> SafeHtml:
    detail = " · ".join(part for part in (delivery.detail, delivery.reference) if part)
    return html_string(
        '<tr><th scope="row">{when}</th><td>{state}</td><td>{way}</td><td dir="auto">{address}</td>'
        '<td dir="auto">{detail}</td><td dir="auto">{by}</td><td>{text}</td></tr>',
        when=seat_moment(delivery.at, language),
        state=state_chip(delivery.state, language),
        way=word(delivery.channel, language),
        address=delivery.address,
        detail=detail,
        by=delivery.by,
        text=short_hash(delivery.text_sha256),
    )

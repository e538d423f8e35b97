"""What was done to a record, by whom and why."""

from collections.abc import Iterable

from convoca.app.models.history import HistoryEntry
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined
from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.dates import moment
from convoca.i18n.field_words import field_name


def history_list(entries: Iterable[HistoryEntry], language: Language) -> SafeHtml:
    """List who did what to a record, when and why."""
    items = (
        html_string(
            "<li><strong>{what}</strong> · {who}<br>{when}<br>"
            '<span dir="auto">{why}</span>{waived}</li>',
            what=_what(entry, language),
            who=entry.actor,
            when=moment(entry.at, SEAT_ZONE, language),
            why=entry.reason,
            waived=html_string(
                "<br>{said}",
                said=text("Article not kept: {article}", language, article=entry.waived),
            )
            if entry.waived
            else "",
        )
        for entry in entries
    )
    return html_string("<ul>{items}</ul>", items=joined(items))


def _what(entry: HistoryEntry, language: Language) -> str:
    if entry.identity:
        return text("Identity of a protected person", language)
    if entry.is_new:
        return text("Entered", language)
    names = [field_name(name, language) for name in entry.changed]
    return text("Changed: {fields}", language, fields=", ".join(names))

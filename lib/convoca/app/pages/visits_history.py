"""What was done to a visit, by whom and why."""

from ipywidgets import Widget

from convoca.app.models.visits import VisitEditor
from convoca.app.widgets.parts import paragraph
from convoca.app.widgets.safe_html import html_string, joined, safe_html
from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.dates import moment


def history_table(editor: VisitEditor, language: Language) -> Widget:
    """Return the entries of the audit that touched the visit, the last first."""
    entries = editor.history()
    if not entries:
        none = text("This visit was never saved.", language)
        return paragraph("muted", none)
    rows = joined(
        html_string(
            "<tr><td>{at}</td><td>{actor}</td><td>{reason}</td></tr>",
            at=moment(entry.at, SEAT_ZONE, language),
            actor=entry.actor,
            reason=entry.reason,
        )
        for entry in entries
    )
    return safe_html(
        '<div class="cv-scroll"><table class="cv-table"><caption>{caption}</caption><thead><tr>'
        '<th scope="col">{at}</th><th scope="col">{actor}</th><th scope="col">{reason}</th></tr>'
        "</thead><tbody>{rows}</tbody></table></div>",
        caption=text("What was done, the last first", language),
        at=text("When", language),
        actor=text("Who", language),
        reason=text("Reason", language),
        rows=rows,
    )

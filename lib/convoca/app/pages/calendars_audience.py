"""One audience's calendar: what is in it and what is not, what changed, and handing it out."""

from collections.abc import Sequence

from ipywidgets import HBox, VBox

from convoca.app.pages.calendars_desk import Desk, section
from convoca.app.widgets.parts import paragraph_html
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.domain.errors import ProtectedNameFound
from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, moment, ordinal_of_period
from convoca.i18n.errors import error_text
from convoca.services.audience import Audience, AudienceKind
from convoca.services.feed_changes import FeedChanges
from convoca.services.feeds import CalendarEntry

#: So many entries are listed under one kind of change.
LISTED = 60


class AudienceCard:
    """The calendar of one audience."""

    def __init__(self, desk: Desk, audience: Audience) -> None:
        self._desk, self._audience, self._language = desk, audience, desk.language
        self._changes, outcome = safe_html(""), VBox()
        buttons = HBox(
            [
                desk.button(
                    text("Write calendars", self._language), self._write, outcome, style="primary"
                ),
                desk.download(
                    text("Download", self._language), lambda: desk.model.calendar(audience), outcome
                ),
            ]
        ).add_class("cv-actions")
        title = audience_title(audience, self._language)
        about = safe_html("<p>{said}</p>", said=_what_it_holds(audience, self._language))
        self.widget = section(title, about, self._changes, outcome, buttons)
        desk.redraw_with(self._draw)
        self._draw()

    def _write(self) -> str:
        written = self._desk.model.write_calendar(self._audience, list(Language))
        return text("Files written: {count}", self._language, count=len(written))

    def _draw(self) -> None:
        found = self._desk.model.changes(self._audience)
        if isinstance(found, ProtectedNameFound):
            self._changes.value = paragraph_html("problem", error_text(found, self._language))
        else:
            self._changes.value = _changes(found, self._language)


def audience_title(audience: Audience, language: Language) -> str:
    if audience.kind is AudienceKind.PUBLIC:
        return text("Public calendar", language)
    return text("Calendar of the Secretariat", language)


def _what_it_holds(audience: Audience, language: Language) -> str:
    if audience.kind is AudienceKind.PUBLIC:
        return text(
            "For everybody. It holds the period, the announced time limits, public hearings and "
            "sessions that have a place, and visits that were announced. Private hearings, working "
            "meetings, confidential sessions, panels and itineraries are not in it at all.",
            language,
        )
    return text(
        "For the Executive Secretariat alone. It holds everything that has a place, private "
        "hearings and working meetings included, with panels and every time limit. Participants "
        "are not named in it.",
        language,
    )


def _changes(found: FeedChanges, language: Language) -> SafeHtml:
    """Say what the calendar would say anew since it was last handed out."""
    kinds = (
        (text("Added", language), found.added),
        (text("Moved", language), found.moved),
        (text("Cancelled", language), found.cancelled),
        (text("Other words, room or status", language), found.reworded),
        (text("No longer in it", language), found.vanished),
    )
    return html_string(
        "<h3>{title}</h3>{nothing}{lines}<p>{unchanged}</p>",
        title=text("Since it was last handed out", language),
        nothing=text("Nothing has changed.", language) if found.is_nothing else "",
        lines=joined(_kind(name, entries, language) for name, entries in kinds if entries),
        unchanged=text("Unchanged: {count}", language, count=len(found.unchanged)),
    )


def _kind(name: str, entries: Sequence[CalendarEntry], language: Language) -> SafeHtml:
    return html_string(
        "<details><summary>{name}: {count}</summary><ul>{lines}</ul></details>",
        name=name,
        count=len(entries),
        lines=joined(
            html_string(
                '<li>{title}<br><span class="cv-small cv-muted">{when}</span></li>',
                title=_entry(entry, language),
                when=_when(entry, language),
            )
            for entry in entries[:LISTED]
        ),
    )


def _entry(entry: CalendarEntry, language: Language) -> str:
    if entry.rule:
        return text("Last day: {what}", language, what=findings.title(entry.rule, language))
    if entry.number is not None and not entry.title:
        return ordinal_of_period(entry.number, language)
    return entry.title


def _when(entry: CalendarEntry, language: Language) -> str:
    if entry.slot is not None:
        return moment(entry.slot.start, entry.slot.zone, language)
    days = (entry.first_day, entry.last_day)
    return " … ".join(dict.fromkeys(day(one, language) for one in days if one))

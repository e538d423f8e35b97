"""What changed between two releases, or since the last one: a table that can be read out."""

from collections.abc import Sequence

from ipywidgets import HBox, VBox, Widget

from convoca.app.pages.programme_desk import Desk
from convoca.app.widgets.choice_lists import choice, pick
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import heading, paragraph, swap
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.app.widgets.shared_words import hours
from convoca.domain.language import Language
from convoca.domain.release import Change, ChangeKind, Release, ReleasedEntry
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.dates import list_of, moment, weekday
from convoca.i18n.words import word
from convoca.services import releases


class Compare:
    """Two choices and the table between them; by default what the draft changed since the last release."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        language = desk.language
        self._is_filling = False
        self._before = choice(text("Compare", language), [("", 0)], 0)
        self._after = choice(text("with", language), [("", 0)], 0)
        self._table = VBox()
        for widget in (self._before, self._after):
            widget.observe(lambda _: self._draw(), "value")
        self.widget = VBox(
            [
                heading(2, text("What changed", language)),
                HBox(
                    [labelled(self._before, width="26rem"), labelled(self._after, width="26rem")]
                ).add_class("cv-toolbar"),
                self._table,
            ]
        ).add_class("cv-card")
        desk.model.observe(lambda _: self._fill(), "file")
        self._fill()

    def _fill(self) -> None:
        """Offer what there is, the newest first; a choice that is still there stays."""
        language, found = self._desk.language, self._desk.model.file.releases
        self.widget.layout.display = "" if found else "none"
        options = [(_name(release, language), release.number) for release in reversed(found)]
        newest = found[-1].number if found else 0
        self._is_filling = True
        before, had = self._before.value, len(self._before.options) > 1
        self._before.options = [*options, (text("an empty programme", language), 0)]
        pick(self._before, before if had else newest)
        after = self._after.value
        self._after.options = [(text("the programme as it stands", language), 0), *options]
        pick(self._after, after)
        self._is_filling = False
        self._draw()

    def _draw(self) -> None:
        if self._is_filling:
            return
        file = self._desk.model.file
        stored = {release.number: release for release in file.releases}
        after = (
            stored[self._after.value].entries
            if self._after.value
            else releases.current_entries(file)
        )
        found = releases.difference(stored.get(self._before.value), after)
        swap(self._table, [change_table(found, self._desk.language)])


def _name(release: Release, language: Language) -> str:
    return text(
        "release {number}, {kind}, {when}",
        language,
        number=release.number,
        kind=word(release.kind, language),
        when=moment(release.made_at, SEAT_ZONE, language),
    )


def change_table(found: Sequence[Change], language: Language) -> Widget:
    """Return one row for each difference: what sort it is, what was said before, what is said now."""
    if not found:
        return paragraph("success", text("Nothing differs.", language))
    return safe_html(
        '<p class="cv-strong">{count}</p><div class="cv-scroll"><table class="cv-table">'
        '<caption>{caption}</caption><thead><tr><th scope="col">{activity}</th>'
        '<th scope="col">{what}</th><th scope="col">{before}</th><th scope="col">{after}</th></tr>'
        "</thead><tbody>{rows}</tbody></table></div>",
        count=text("{count} differences", language, count=len(found)),
        caption=text("What differs", language),
        activity=text("Activity", language),
        what=text("Difference", language),
        before=text("Before", language),
        after=text("After", language),
        rows=joined(_row(change, language) for change in found),
    )


def _row(change: Change, language: Language) -> SafeHtml:
    return html_string(
        '<tr><th scope="row" dir="auto">{title}</th><td>{kind}</td><td dir="auto">{before}</td>'
        '<td dir="auto">{after}</td></tr>',
        title=change.title,
        kind=word(change.kind, language),
        before=_said(change, change.before, language),
        after=_said(change, change.after, language),
    )


def _said(change: Change, entry: ReleasedEntry | None, language: Language) -> str:
    """Word the side of a difference that its kind is about, and no more."""
    if entry is None:
        return ""
    slot = entry.slot
    match change.kind:
        case ChangeKind.MOVED_DAY:
            said = f"{weekday(slot.wall_date, language)}, {hours(slot, language)}"
        case ChangeKind.MOVED_HOUR | ChangeKind.LENGTH:
            said = hours(slot, language)
        case ChangeKind.MOVED_ROOM:
            said = entry.room_name
        case ChangeKind.PANEL:
            said = list_of(entry.panel_names, language)
        case ChangeKind.MODE:
            said = word(entry.modality, language) if entry.modality else ""
        case ChangeKind.PRIVACY:
            said = text("private", language) if entry.is_private else text("public", language)
        case ChangeKind.TITLE:
            said = entry.title
        case _:
            said = (
                f"{weekday(slot.wall_date, language)}, {hours(slot, language)}, {entry.room_name}"
            )
    return said

"""Why an entry of a calendar changed: its versions, for whoever asks the Secretariat about one."""

from collections.abc import Iterable

from ipywidgets import HBox, Text, VBox, Widget

from convoca.app.models.audiences import AudiencesModel
from convoca.app.pages.calendars_audience import audience_options, audience_title
from convoca.app.pages.calendars_desk import Desk, section
from convoca.app.widgets.choice_lists import choice, offer
from convoca.app.widgets.parts import button, paragraph, paragraph_html, short
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.bootstrap import Convoca
from convoca.domain.errors import NotFound
from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import moment
from convoca.services.audience import PUBLIC
from convoca.services.feed_history import ChangedEntry, EntryHistory, EntryVersion
from convoca.services.time_zone_changes import ShiftedEntry, installed_time_zones

#: So many entries are offered, those that changed last.
_OFFERED = 100


class HistoryPanel:
    """Choose a calendar and an entry that changed, or give the UID that a subscriber sees."""

    def __init__(self, desk: Desk, convoca: Convoca) -> None:
        self._desk, self._language = desk, desk.language
        named = AudiencesModel(convoca, desk.model.file).named
        options = audience_options(named, self._language)
        self._audience = choice(text("Calendar", self._language), options, PUBLIC)
        self._entry = choice(text("Entry", self._language), [])
        self._uid = Text(description=text("UID of the entry", self._language))
        self._told = safe_html("")
        self._audience.observe(lambda _change: self._offer(), "value")
        self._entry.observe(lambda _change: self._draw(self._entry.value), "value")
        desk.redraw_with(self._offer)
        self._offer()
        explain = button(text("Explain", self._language), lambda: self._draw(self._uid.value))
        self.widget = section(
            text("Why a calendar changed", self._language),
            paragraph("help", self._about()),
            VBox([self._audience, self._entry, self._uid]).add_class("cv-form"),
            HBox([explain]).add_class("cv-actions"),
            self._told,
        )

    def _about(self) -> str:
        return text(
            "What a calendar said of an entry, from version to version. The first sentence of each is "
            "for the subscriber, in the language of the files; the acts below it are for the "
            "Secretariat alone.",
            self._language,
        )

    def _offer(self) -> None:
        """Offer what changed in the chosen calendar, and tell of the first."""
        changed = self._desk.model.changed_entries(self._audience.value)[:_OFFERED]
        offer(self._entry, [(self._label(entry), entry.uid) for entry in changed])
        if not changed:
            said = text(
                "Nothing has changed in this calendar since it was handed out.", self._language
            )
            self._told.value = paragraph_html("muted", said)

    def _label(self, entry: ChangedEntry) -> str:
        return text(
            "{title} (versions: {count})",
            self._language,
            title=_title(entry, self._language),
            count=entry.versions,
        )

    def _draw(self, uid: str | None) -> None:
        if not uid:
            return
        try:
            history = self._desk.model.history(uid)
        except NotFound:
            said = text("No calendar has spoken of an entry with this UID.", self._language)
            self._told.value = paragraph_html("problem", said)
        else:
            self._told.value = self._versions(history)

    def _versions(self, history: EntryHistory) -> SafeHtml:
        calendar = audience_title(history.audience, self._language)
        lines = (self._version(version) for version in reversed(history.versions))
        return html_string(
            '<h3>{calendar}</h3><p class="cv-small">UID: {uid}</p><ul>{lines}</ul>',
            calendar=calendar,
            uid=history.uid,
            lines=joined(lines),
        )

    def _version(self, version: EntryVersion) -> SafeHtml:
        model, language = self._desk.model, self._language
        because = [model.cause_sentence(cause, language) for cause in version.causes]
        return html_string(
            '<li><span lang="{spoken}" dir="auto">{said}</span>{kept_back}{because}</li>',
            spoken=str(model.language),
            said=model.version_sentence(version),
            kept_back=self._kept_back() if version.is_kept_back else "",
            because=_list(because) if because else "",
        )

    def _kept_back(self) -> SafeHtml:
        said = text("What it said then holds a protected name, and is not shown.", self._language)
        return html_string('<br><span class="cv-muted">{said}</span>', said=said)


def _list(sentences: Iterable[str]) -> SafeHtml:
    lines = [html_string('<li dir="auto">{said}</li>', said=said) for said in sentences]
    return html_string('<ul class="cv-small">{lines}</ul>', lines=joined(lines))


def _title(entry: ChangedEntry, language: Language) -> str:
    said = entry.last.entry if entry.last else None
    if said is None:
        return text("(it holds a protected name)", language)
    if said.rule:
        return findings.title(said.rule, language)
    if said.title:
        return short(said.title)
    return short(said.place) or text("(without a title)", language)


def time_zone_warning(shifted: tuple[ShiftedEntry, ...], language: Language) -> list[Widget]:
    """Warn of released hours that the time-zone data installed now would move; nothing where none."""
    if not shifted:
        return []
    said = text(
        "The clocks of a place changed by law: by the time-zone data {version}, these released hours are "
        "other instants than calendars say. Decide what holds, release anew and give notice.",
        language,
        version=installed_time_zones(),
    )
    return [
        paragraph("warning", said),
        safe_html("{lines}", lines=_list(_shifts(shifted, language))),
    ]


def _shifts(shifted: Iterable[ShiftedEntry], language: Language) -> Iterable[str]:
    for each in shifted:
        agreed = f"{each.slot.wall_date} {each.slot.wall_time:%H:%M} {each.slot.zone}"
        told = moment(each.slot.start, SEAT_ZONE, language)
        if each.starts is None:
            yield text(
                "{title}: {agreed} is an hour that the clocks skip; calendars say {told}.",
                language,
                title=short(each.title),
                agreed=agreed,
                told=told,
            )
            continue
        yield text(
            "{title}: {agreed} would be {now}; calendars say {told}.",
            language,
            title=short(each.title),
            agreed=agreed,
            now=moment(each.starts, SEAT_ZONE, language),
            told=told,
        )

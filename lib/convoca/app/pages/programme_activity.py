"""The panel of the chosen activity: its facts, and one section at a time for what can be done with it."""

from collections.abc import Callable

from ipywidgets import Tab, VBox

from convoca.app.models.activity_file import ActivityFile
from convoca.app.models.bench import bench_of
from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_acts import cancelling, convocation, privacy
from convoca.app.pages.programme_arrange import arranging
from convoca.app.pages.programme_availability import span_words
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_details import details
from convoca.app.pages.programme_form import Done, Section
from convoca.app.pages.programme_notices import notices
from convoca.app.pages.programme_people import who_sits
from convoca.app.widgets.parts import chip, facts, paragraph, swap
from convoca.app.widgets.safe_html import safe_html
from convoca.app.widgets.shared_words import states_of
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.programme import ActivityKind
from convoca.i18n.catalogue import text
from convoca.i18n.dates import list_of
from convoca.i18n.words import word

Build = Callable[[Desk, ActivityFile, Done], Section]


class ActivityPanel:
    """Follows the choice of the model. A section is built when its tab is opened.

    What somebody is typing is not drawn over: a record that changed meanwhile becomes a conflict
    when the form is sent.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shown: ActivityFile | None = None
        self._section: Section | None = None
        self._builders: list[Build] = []
        self._facts = VBox()
        self._tab = Tab()
        self._tab.observe(lambda _: self._open(), "selected_index")
        self.widget = VBox([self._facts, self._tab]).add_class("cv-card")
        desk.model.observe(lambda _: self._follow(), ["chosen", "file", "zone"])
        self._follow()

    def _follow(self) -> None:
        model = self._desk.model
        activity = model.activities.get(model.chosen) if model.chosen else None
        self._draw_facts(activity)
        before, self._shown = self._shown, activity
        if activity is None:
            self._builders, self._section = [], None
            self._set_tabs([])
            return
        is_other = before is None or before.record.id != activity.record.id
        is_typing = self._section is not None and self._section.is_dirty
        if is_other or (before != activity and not is_typing):
            self._choose(activity)

    def _choose(self, activity: ActivityFile) -> None:
        """Offer the sections of an activity, the same one as before where it has that too."""
        offered = _sections(activity, self._desk)
        wanted = self._tab.selected_index or 0
        self._builders = [build for _, build in offered]
        self._set_tabs([title for title, _ in offered])
        self._tab.selected_index = min(wanted, len(offered) - 1) if offered else None
        self._open()

    def _set_tabs(self, titles: list[str]) -> None:
        self._section = None
        if list(self._tab.titles) != titles or len(self._tab.children) != len(titles):
            swap(self._tab, [VBox() for _ in titles])
            self._tab.titles = titles
        self._tab.layout.display = "" if titles else "none"

    def _open(self) -> None:
        """Build the section whose tab is open, from what is on record now."""
        index = self._tab.selected_index
        if self._shown is None or index is None or index >= len(self._builders):
            return
        for number, place in enumerate(self._tab.children):
            if number != index:
                swap(place, [])
        self._section = self._builders[index](self._desk, self._shown, self._open)
        swap(self._tab.children[index], [self._section.widget])

    def _draw_facts(self, activity: ActivityFile | None) -> None:
        language = self._desk.language
        if activity is None:
            told = text(
                "Choose an activity on the board or in the form to see and change it.", language
            )
            swap(self._facts, [paragraph("muted", told)])
            return
        swap(
            self._facts,
            [
                safe_html(
                    "<h2>{title}</h2>{facts}",
                    title=activity.record.title,
                    facts=facts(_facts(activity, self._desk)),
                )
            ],
        )


def _sections(activity: ActivityFile, desk: Desk) -> list[tuple[str, Build]]:
    language = desk.language
    if activity.is_cancelled:
        return []
    sections: list[tuple[str, Build]] = [
        (text("Who sits", language), who_sits),
        (text("Planning", language), arranging),
    ]
    if activity.kind is ActivityKind.HEARING:
        sections += [
            (text("Notices", language), notices),
            (text("Convocation", language), convocation),
            (text("Public or private", language), privacy),
        ]
    sections.append((text("Details", language), details))
    if activity.kind is not ActivityKind.SESSION:
        sections.append((text("Cancel", language), cancelling))
    return sections


def _facts(activity: ActivityFile, desk: Desk) -> dict[str, object]:
    language, model, record = desk.language, desk.model, activity.record
    placement = activity.placement
    said: dict[str, object] = {
        text("When and where", language): words.when_and_where(model, activity, language)
    }
    if placement is not None and desk.model.zone:
        city = desk.city_of(model.zone)
        said[text("Elsewhere", language)] = words.hours_in(
            placement.slot, model.zone, city, language
        )
    said[text("Kind", language)] = words.kind_word(activity, language)
    said[text("Public or private", language)] = words.lock(
        is_private=activity.is_private, language=language
    )
    said[text("States", language)] = states_of(activity.states, language)
    if isinstance(record, Hearing | WorkingMeeting):
        said[text("Parties", language)] = list_of(
            (words.party_name(party, language) for party in record.parties), language
        )
        said[text("Matter number", language)] = record.matter_number
    if isinstance(record, Hearing):
        said[text("Initiative", language)] = word(record.initiative, language)
        said[text("Languages", language)] = list_of(
            (word(one, language) for one in record.languages), language
        )
    said |= _bench(activity, desk)
    panel = placement.panel if placement else ()
    said[text("Members attending", language)] = list_of(
        (words.member_name(model, member, language) for member in panel), language
    )
    return said


def _bench(activity: ActivityFile, desk: Desk) -> dict[str, object]:
    """Say who may sit, how many are needed, whom Art. 17 bars, and who is away when."""
    language, model = desk.language, desk.model
    bench = bench_of(model.file, model.timetable, activity.record.id)
    if bench is None:
        return {}
    told = (
        text(
            "{free} may sit, {needed} are needed",
            language,
            free=len(bench.free),
            needed=bench.needed,
        )
        if bench.has_quorum
        else text(
            "only {free} may sit, {needed} are needed",
            language,
            free=len(bench.free),
            needed=bench.needed,
        )
    )
    style = "met" if bench.has_quorum else "breached"
    away = (
        f"{member.name} ({list_of((span_words(span, language) for span in spans), language)})"
        for member, spans in bench.away
    )
    return {
        text("Quorum", language): chip(style, told),
        text("May not sit (Art. 17)", language): list_of((m.name for m in bench.barred), language),
        text("Away", language): list_of(away, language),
    }

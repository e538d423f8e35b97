"""One audience's calendar: what is in it and what is not, what changed, and handing it out."""

from collections.abc import Collection, Iterable, Sequence

from ipywidgets import HBox, VBox

from convoca.app.models.audiences import AudiencesModel
from convoca.app.pages.calendars_desk import Desk, section
from convoca.app.widgets.choice_lists import choice
from convoca.app.widgets.parts import paragraph_html, short
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined, safe_html
from convoca.bootstrap import Convoca
from convoca.domain.errors import ProtectedNameFound
from convoca.domain.identifiers import StateCode
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, moment, ordinal_of_period, state_name
from convoca.i18n.errors import error_text
from convoca.i18n.words import closed_activity
from convoca.services.audience import (
    PUBLIC,
    SECRETARIAT,
    STAFF,
    Audience,
    AudienceKind,
    StaffRole,
)
from convoca.services.audience_names import NamedAudience
from convoca.services.feed_changes import FeedChanges
from convoca.services.feeds import CalendarEntry

#: So many entries are listed under one kind of change.
LISTED = 60


class AudienceCard:
    """The calendar of one audience."""

    def __init__(self, desk: Desk, audience: Audience) -> None:
        said = AudienceParts(desk, audience)
        self.widget = section(audience_title(audience, desk.language), *said.parts)


class OtherAudiences:
    """The calendar and the programme of whoever is chosen: a part of the staff, a State, a party, a member."""

    def __init__(self, desk: Desk, convoca: Convoca) -> None:
        language, model = desk.language, AudiencesModel(convoca, desk.model.file)
        options = audience_options(model.named, language, besides=(PUBLIC, SECRETARIAT))
        said = AudienceParts(desk, STAFF)
        wanted = choice(text("Whose calendar", language), options, STAFF)

        def choose(change: dict[str, Audience]) -> None:
            said.show(change["new"])

        wanted.observe(choose, "value")
        programme = desk.download(
            text("Download the programme (Excel)", language),
            lambda: model.programme(said.audience, desk.model.language),
            said.outcome,
        )
        self.widget = section(
            text("Calendars for one State, party, member or part of the staff", language),
            VBox([wanted]).add_class("cv-form"),
            *said.parts,
            HBox([programme]).add_class("cv-actions"),
        )


class AudienceParts:
    """What a calendar holds, what changed in it, and the buttons that hand it out; the audience may change."""

    def __init__(self, desk: Desk, audience: Audience) -> None:
        self._desk, self.audience, self._language = desk, audience, desk.language
        self._about, self._changes, self.outcome = safe_html(""), safe_html(""), VBox()
        write = desk.button(
            text("Write calendars", self._language), self._write, self.outcome, style="primary"
        )
        download = desk.download(
            text("Download", self._language),
            lambda: desk.model.calendar(self.audience),
            self.outcome,
        )
        buttons = HBox([write, download]).add_class("cv-actions")
        self.parts = (self._about, self._changes, self.outcome, buttons)
        desk.redraw_with(self._draw)
        self.show(audience)

    def show(self, audience: Audience) -> None:
        """Speak of another audience."""
        self.audience = audience
        self.outcome.children = ()
        said = _what_it_holds(audience, self._language)
        self._about.value = html_string("<p>{said}</p>", said=said)
        self._draw()

    def _write(self) -> str:
        written = self._desk.model.write_calendar(self.audience, list(Language))
        return text("Files written: {count}", self._language, count=len(written))

    def _draw(self) -> None:
        found = self._desk.model.changes(self.audience)
        if isinstance(found, ProtectedNameFound):
            self._changes.value = paragraph_html("problem", error_text(found, self._language))
        else:
            self._changes.value = _changes(found, self._language)


def audience_options(
    named: Iterable[NamedAudience], language: Language, *, besides: Collection[Audience] = ()
) -> list[tuple[str, Audience]]:
    """Offer audiences under their titles, but for some."""
    return [
        (audience_title(each.audience, language, each.name), each.audience)
        for each in named
        if each.audience not in besides
    ]


def audience_title(audience: Audience, language: Language, name: str = "") -> str:
    """Name a calendar; ``name`` is who is meant by the key of a member or a party."""
    match audience.kind:
        case AudienceKind.PUBLIC:
            return text("Public calendar", language)
        case AudienceKind.SECRETARIAT:
            return text("Calendar of the Secretariat", language)
        case AudienceKind.STAFF:
            return _staff(audience.key, language)
        case AudienceKind.STATE:
            state = state_name(StateCode(audience.key), language)
            return text("State: {name}", language, name=state)
        case AudienceKind.PETITIONER | AudienceKind.MEMBER | AudienceKind.DELEGATE:
            return _person(audience.kind, short(name), language)


def _person(kind: AudienceKind, name: str, language: Language) -> str:
    match kind:
        case AudienceKind.PETITIONER:
            known = name or text("of another period", language)
            return text("Party: {name}", language, name=known)
        case AudienceKind.MEMBER:
            known = name or text("not in office", language)
            return text("Member: {name}", language, name=known)
        case _:
            known = name or text("of no visit any more", language)
            return text("Delegation: {name}", language, name=known)


def _staff(role: str, language: Language) -> str:
    match role:
        case StaffRole.INTERPRETATION:
            return text("Staff: interpretation", language)
        case StaffRole.PRESS:
            return text("Staff: press", language)
        case StaffRole.PROTOCOL:
            return text("Staff: protocol", language)
        case StaffRole.SECURITY:
            return text("Staff: security", language)
    return text("Staff", language)


def _what_it_holds(audience: Audience, language: Language) -> str:
    match audience.kind:
        case AudienceKind.PUBLIC:
            return text(
                "For everybody. It holds the period, the announced time limits, public hearings and "
                "sessions that have a place, and visits that were announced. Private hearings, working "
                "meetings, confidential sessions, panels and itineraries are not in it at all.",
                language,
            )
        case AudienceKind.STAFF:
            return text(
                "What is public, and when something closed takes place: no title, place, room, name or "
                "link. Interpretation also reads languages and links of public hearings, protocol the "
                "parties, security the expected attendance.",
                language,
            )
        case AudienceKind.STATE | AudienceKind.PETITIONER:
            return text(
                "What is public, and its own hearings and meetings, private ones included, as they "
                "were released last: with panel, parties, languages and link. A petitioner who asked to "
                "be withheld from the State is not named in it.",
                language,
            )
        case AudienceKind.MEMBER:
            return text(
                "Everything that has a place, but for the matters in which he or she takes no part "
                "(Art. 17) and the visits that Art. 54 bars: of these there is no trace. What was not "
                "released yet is marked as provisional.",
                language,
            )
        case AudienceKind.DELEGATE:
            return text(
                "For one person who goes on a visit: the visit, and the activities in which he or she "
                "takes part. Nothing of any period of sessions, and nothing of anybody else's days.",
                language,
            )
        case AudienceKind.SECRETARIAT:
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
    if entry.is_busy:
        return closed_activity(ActivityKind(entry.kind), language)
    return entry.title


def _when(entry: CalendarEntry, language: Language) -> str:
    if entry.slot is not None:
        return moment(entry.slot.start, entry.slot.zone, language)
    days = (entry.first_day, entry.last_day)
    return " … ".join(dict.fromkeys(day(one, language) for one in days if one))

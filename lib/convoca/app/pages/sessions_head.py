"""The head of the page Sessions: which session it is about, whether it has a quorum, and who presides."""

from collections.abc import Iterator
from typing import Any

from ipywidgets import Dropdown, VBox, Widget

from convoca.app.models.sessions_attendance import AttendanceModel
from convoca.app.pages.notices_desk import SIDE_BY_SIDE, saying
from convoca.app.pages.sessions_desk import Desk
from convoca.app.pages.sessions_words import session_name
from convoca.app.widgets.choice_lists import offer, pick
from convoca.app.widgets.day_words import on_another_day
from convoca.app.widgets.finding_line import verdict_chip
from convoca.app.widgets.parts import paragraph_html
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.dates import list_of, weekday
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line
from convoca.services.sessions.attendance import AttendanceNow


class Head:
    """Stands above all parts of the page and follows the session."""

    def __init__(self, desk: Desk, period_picker: Widget) -> None:
        self._desk, self._attendance = desk, AttendanceModel(desk.model)
        self._is_offering = False
        self._sessions = Dropdown(
            description=text("Session", desk.language),
            layout={"width": "100%", "max_width": "44rem"},
        )
        self._told = saying()
        self._told.add_class("cv-card")
        pickers = VBox([period_picker, self._sessions], layout=SIDE_BY_SIDE)
        self.widget = VBox([pickers, self._told])
        self._sessions.observe(self._choose, "value")
        desk.model.observe(lambda _: self._follow(), "file")
        self._follow()

    def _choose(self, change: Any) -> None:
        if not self._is_offering and change["new"] is not None:
            self._desk.model.choose(change["new"])

    def _follow(self) -> None:
        model, language = self._desk.model, self._desk.language
        own = [line for line in model.lines if line.period.id == model.file.period.period.id]
        self._is_offering = True
        offer(self._sessions, [(session_name(line, language), line.id) for line in own])
        pick(self._sessions, model.file.session.id)
        self._is_offering = False
        self._told.say(
            html_string(
                "{state}{links}{day}",
                state=joined(self._state()),
                links=self._links(),
                day=self._on_another_day(),
            )
        )

    def _state(self) -> Iterator[SafeHtml]:
        """Say how the session stands: announced, sitting, or over."""
        file, language = self._desk.model.file, self._desk.language
        sheet = file.sheet
        if sheet.opened is None:
            told = text("This session has not been opened yet.", language)
            yield html_string('<p class="cv-lead">{said}</p>', said=told)
            return
        if sheet.closed is None:
            yield quorum_line(self._desk, self._attendance.now())
            told = text("Open since {hour}.", language, hour=self._desk.hour(sheet.opened))
        else:
            yield html_string(
                '<p class="cv-lead">{said}</p>', said=text("This session is over.", language)
            )
            told = text(
                "It sat from {start} to {end}.",
                language,
                start=self._desk.hour(sheet.opened),
                end=self._desk.hour(sheet.closed),
            )
        yield html_string("<p>{said}</p>", said=told)

    def _on_another_day(self) -> SafeHtml:
        """Say so where the session is opened, or would be, on another day than its own."""
        model, opened = self._desk.model, self._desk.model.file.sheet.opened
        if model.slot is None:
            return SafeHtml()
        since = model.file.day_of(opened) if opened else None
        said = on_another_day(model.file.day, since, model.today, self._desk.language)
        return paragraph_html("warning" if opened else "note", said) if said else SafeHtml()

    def _links(self) -> SafeHtml:
        model, language = self._desk.model, self._desk.language
        session = model.file.session
        kind = (
            text("Public session", language)
            if session.is_public
            else text("Confidential session (Art. 14.3)", language)
        )
        return html_string(
            '<p class="cv-muted cv-line">{day} · {title} · {kind} · <a href="{minutes}">{label}</a></p>',
            day=weekday(model.file.day, language),
            title=clean_line(session.title),
            kind=kind,
            minutes=self._desk.visit.link("minutes", period=model.number, session=session.id),
            label=text("Minutes of this session", language),
        )


def quorum_line(desk: Desk, now: AttendanceNow) -> SafeHtml:
    """Say in one big sentence whether there is a quorum, and who presides."""
    language, quorum = desk.language, now.quorum
    return html_string(
        '<p class="cv-lead" role="status">{chip} {sentence} {article}</p>'
        "<p>{presides} {continuing}</p>",
        chip=verdict_chip(
            quorum.verdict,
            language,
            text("Quorum", language) if now.has_quorum else text("No quorum", language),
        ),
        sentence=findings.sentence(quorum, language),
        presides=presiding_sentence(desk, now),
        continuing=continuing_sentence(desk, now),
        article=html_string(
            '<span class="cv-muted cv-small">{articles}</span>',
            articles=findings.articles(quorum.citations, language),
        ),
    )


def presiding_sentence(desk: Desk, now: AttendanceNow) -> str:
    """Say who presides and why (Arts. 9.2, 9.3)."""
    language = desk.language
    if now.presiding is None:
        if now.presiding_is_open:
            return text(
                "Who presides cannot be said: no board is on record for this day, or two members are equally senior and their ages are not on record (Arts. 3, 9.3).",
                language,
            )
        return ""
    if now.presides_as is None:
        return text(
            "{name} presides: no officer is there, and nobody there has been in office longer (Arts. 3, 9.3).",
            language,
            name=now.presiding.name,
        )
    return text(
        "{name} presides ({office}; Arts. 9.2, 9.3).",
        language,
        name=now.presiding.name,
        office=word(now.presides_as, language),
    )


def continuing_sentence(desk: Desk, now: AttendanceNow) -> str:
    """Say who is counted although the term has ended (Art. 2.2); nothing where nobody is."""
    if not now.continuing:
        return ""
    names = list_of((member.name for member in now.continuing), desk.language)
    return text(
        "Counted although the term has ended, while a seat is vacant (Art. 2.2): {names}.",
        desk.language,
        names=names,
    )

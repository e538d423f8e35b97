"""Absences that members announced to the Executive Secretary (Art. 14.4), and who was told of them."""

from dataclasses import replace
from typing import Any

from ipywidgets import Checkbox, DatePicker, Dropdown, HBox, Textarea, VBox, Widget

from convoca.app.models.sessions_attendance import AttendanceModel
from convoca.app.models.typed import Typed
from convoca.app.pages.notices_desk import Acts, card, saying
from convoca.app.pages.sessions_desk import Desk
from convoca.app.widgets.choice_lists import words_of
from convoca.app.widgets.inputs import Field, Inputs
from convoca.app.widgets.parts import button, facts, paragraph, swap
from convoca.app.widgets.safe_html import html_string
from convoca.domain.attendance import AbsenceReason, ExcusedAbsence
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day
from convoca.i18n.words import word


class AbsencesPanel:
    """What was announced, and the form for the next one. What is said of a reason is never drafted."""

    def __init__(self, desk: Desk, attendance: AttendanceModel) -> None:
        self._desk, self._attendance = desk, attendance
        language = desk.language
        self._list, self._place = VBox(), VBox()
        self._shown: tuple[ExcusedAbsence, ...] | None = None
        self._ask = button(text("Record an absence…", language), self._open_form)
        self.widget = card(
            text("Announced absences (Art. 14.4)", language), self._list, self._ask, self._place
        )
        desk.model.observe(lambda _: self._draw(), "file")
        self._draw()

    def _draw(self) -> None:
        absences, language = self._desk.model.file.absences, self._desk.language
        shown = tuple(replace(absence, read_count=0, version=0) for absence in absences)
        if shown == self._shown:  # that one was read changes nothing that is shown
            return
        self._shown = shown
        none = paragraph("muted", text("No absence was announced.", language))
        swap(
            self._list,
            [AbsenceCard(self._desk, self._attendance, a).widget for a in absences] or [none],
        )

    def _open_form(self) -> None:
        swap(self._place, [AbsenceForm(self._desk, self._attendance, self._close_form).widget])

    def _close_form(self) -> None:
        swap(self._place, [])


class AbsenceCard:
    """One absence; what was said of its reason is shown to nobody who does not ask and say why."""

    def __init__(self, desk: Desk, attendance: AttendanceModel, absence: ExcusedAbsence) -> None:
        self._desk, self._attendance, self._absence = desk, attendance, absence
        language = desk.language
        self._acts, self._detail = Acts(desk), saying()
        self._told = Acts(desk, reason=text("The President was informed", language))
        self._place = VBox()
        buttons = [
            button(text("Read what was said…", language), self._ask_why),
            self._told.offer(text("Withdraw the absence", language), self._withdraw),
        ]
        if absence.president_told_on is None:
            tell = self._told.offer(text("The President was told today", language), self._tell)
            buttons.insert(0, tell)
        self.widget = VBox(
            [
                _facts_of(desk, absence),
                HBox(buttons).add_class("cv-actions"),
                self._told.answer.widget,
                self._place,
                self._detail,
            ]
        )

    def _tell(self, reason: str) -> str:
        self._attendance.tell_president(self._absence.id, self._desk.model.today, reason=reason)
        return text("It is recorded that the President was told.", self._desk.language)

    def _withdraw(self, _reason: str) -> str:
        language = self._desk.language
        self._attendance.withdraw(self._absence.id, reason=text("Absence withdrawn", language))
        return text("The absence is withdrawn.", language)

    def _ask_why(self) -> None:
        """Ask for the reason of reading: it goes on record before anything is shown."""
        language = self._desk.language
        acts = Acts(self._desk)
        show = acts.offer(text("Show it; this goes on record", language), self._reveal)
        swap(
            self._place,
            [VBox([acts.reason, acts.answer.widget, show]).add_class("cv-form")],
        )
        acts.reason.focus()

    def _reveal(self, reason: str) -> str:
        detail = self._attendance.reveal(self._absence.id, reason=reason)
        language = self._desk.language
        self._desk.visit.announce(text("That it was read is on record.", language))
        said = detail or text("Nothing more was said.", language)
        self._detail.say(html_string('<p class="cv-note" dir="auto">{said}</p>', said=said))
        return text("That it was read is on record.", language)


def _facts_of(desk: Desk, absence: ExcusedAbsence) -> Widget:
    language = desk.language
    told = (
        day(absence.president_told_on, language)
        if absence.president_told_on
        else text("not yet", language)
    )
    return saying(
        html_string(
            "<h3>{name}</h3>{facts}",
            name=desk.model.name(absence.member),
            facts=facts(
                {
                    text("Reason", language): word(absence.reason, language),
                    text("Absent for", language): _scope(absence, language),
                    text("Announced on", language): day(absence.announced_on, language),
                    text("President told on", language): told,
                }
            ),
        )
    )


def _scope(absence: ExcusedAbsence, language: Language) -> str:
    if absence.session is not None:
        return text("this session", language)
    if absence.first_day and absence.last_day:
        return text(
            "{first} to {last}",
            language,
            first=day(absence.first_day, language),
            last=day(absence.last_day, language),
        )
    return text("the whole period of sessions", language)


class AbsenceForm:
    """Who cannot come, why, and for how long."""

    def __init__(self, desk: Desk, attendance: AttendanceModel, done: Any) -> None:
        self._desk, self._attendance, self._done = desk, attendance, done
        language = desk.language
        fields = _fields(desk)
        self._inputs = Inputs(fields)
        self._inputs.fill(
            {"announced_on": desk.model.today.isoformat(), "reason": AbsenceReason.ILLNESS}
        )
        acts = Acts(desk, reason=text("Absence announced", language))
        save = acts.offer(text("Record the absence", language), self._save, style="primary")
        leave = button(text("Close", language), done)
        self.widget = VBox(
            [*fields.values(), acts.reason, acts.answer.widget, HBox([save, leave])]
        ).add_class("cv-form")
        fields["of_days"].input.observe(lambda _: self._ask_days(), "value")
        self._ask_days()

    def _ask_days(self) -> None:
        of_days = self._inputs["of_days"].input.value
        for name in ("first_day", "last_day"):
            self._inputs[name].layout.display = "" if of_days else "none"

    def _save(self, reason: str) -> str:
        self._attendance.announce(Typed(self._inputs.read()), reason=reason)
        self._done()
        return text("The absence is recorded.", self._desk.language)


def _fields(desk: Desk) -> dict[str, Field]:
    language = desk.language
    members = [(member.name, str(member.id)) for member in desk.model.members]
    return {
        "member": Field(Dropdown(description=text("Member", language), options=members)),
        "reason": Field(
            Dropdown(
                description=text("Reason of the absence", language),
                options=words_of(AbsenceReason, language),
            ),
            help_line=text("The minutes say no more than this.", language),
        ),
        "detail": Field(
            Textarea(description=text("What was said of it", language)),
            help_line=text(
                "May be about health: it is sealed, no file holds it, and each reading goes on record.",
                language,
            ),
        ),
        "of_days": Field(
            Checkbox(description=text("For more than this session", language), indent=False)
        ),
        "first_day": Field(DatePicker(description=text("First day of the absence", language))),
        "last_day": Field(DatePicker(description=text("Last day of the absence", language))),
        "announced_on": Field(DatePicker(description=text("Announced on", language))),
        "president_told_on": Field(DatePicker(description=text("President told on", language))),
    }

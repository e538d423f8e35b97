"""Correcting from when to when a member was at a session."""

from ipywidgets import Dropdown, HBox, TimePicker, VBox

from convoca.app.models.sessions_attendance import AttendanceModel
from convoca.app.models.typed import Values
from convoca.app.pages.notices_desk import Acts, card
from convoca.app.pages.sessions_desk import Desk
from convoca.app.widgets.choice_lists import offer, pick
from convoca.app.widgets.parts import paragraph
from convoca.app.widgets.row_editor import RowEditor, RowLabels
from convoca.i18n.catalogue import text

_BLANK: Values = {"arrived": "", "left": ""}


class TimesForm:
    """The hours of one member, as rows; nothing is changed before it is saved."""

    def __init__(self, desk: Desk, attendance: AttendanceModel) -> None:
        self._desk, self._attendance = desk, attendance
        language = desk.language
        self._is_offering = False
        self._member = Dropdown(description=text("Member", language))
        self._rows = RowEditor(
            lambda _: {
                "arrived": TimePicker(description=text("Came in", language), step=60),
                "left": TimePicker(
                    description=text("Left (empty: still there)", language), step=60
                ),
            },
            blank=_BLANK,
            labels=RowLabels(
                add=text("Add hours", language),
                remove=text("Remove the hours {number}", language),
                empty=text("The member was not there.", language),
            ),
            language=language,
        )
        self._acts = Acts(desk, reason=text("Hours of attendance corrected", language))
        save = self._acts.offer(text("Save the hours", language), self._save)
        self.widget = card(
            text("Correct the hours", language),
            paragraph("muted", text("On the clock of the place.", language)),
            VBox([self._member, self._rows, self._acts.reason]).add_class("cv-form"),
            self._acts.answer.widget,
            HBox([save]).add_class("cv-actions"),
        )
        self._member.observe(lambda _: self._fill(), "value")
        desk.model.observe(lambda _: self._follow(), "file")
        self._follow()

    def _follow(self) -> None:
        members, chosen = self._desk.model.members, self._member.value
        self._is_offering = True
        offer(self._member, [(member.name, member.id) for member in members])
        pick(self._member, chosen)
        self._is_offering = False
        self._fill()

    def _fill(self) -> None:
        if not self._is_offering and self._member.value is not None:
            self._rows.value = self._attendance.typed_times(self._member.value)

    def _save(self, reason: str) -> str:
        self._attendance.correct(self._member.value, self._rows.value, reason=reason)
        return text("The hours are saved.", self._desk.language)

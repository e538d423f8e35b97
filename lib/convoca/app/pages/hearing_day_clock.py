"""The speaking clock, and the running order that it follows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ipywidgets import BoundedIntText, Checkbox, Combobox, Dropdown, HBox, Layout, VBox

from convoca.app.models.hearing_day import DayStage, turns_of, typed_turns
from convoca.app.models.typed import Values
from convoca.app.pages.hearing_day_desk import Desk, Panel
from convoca.app.widgets.choice_lists import words_of
from convoca.app.widgets.conflict import conflict_panel
from convoca.app.widgets.finding_line import finding_line, worded
from convoca.app.widgets.parts import button, reason_input, swap
from convoca.app.widgets.row_editor import RowEditor, RowLabels
from convoca.app.widgets.safe_html import html_string, joined, safe_html
from convoca.app.widgets.speaking_clock import SpeakingClock
from convoca.domain.errors import ConflictingEdit, ConvocaError
from convoca.domain.hearing_day import TurnKind
from convoca.domain.party import Side
from convoca.i18n.catalogue import text
from convoca.i18n.words import word
from convoca.services.hearing_days.running_order import LONGEST_MINUTES, plan_of, time_given
from convoca.services.hearing_days.speaking import owed


class ClockPanel(Panel):
    """The clock is made once and told what changed: it must not lose a tick."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        key = f"{desk.visit.person}:clock:{desk.model.id}"
        self._clock = SpeakingClock(key=key, language=desk.language)
        self._clock.on_press(self._press)
        self._clock.on_look(self._look)
        self._owed = safe_html("")
        self._order = OrderEditor(desk)
        self.widget.children = (
            self.answer.widget,
            self._owed,
            self._clock,
            self._order.widget,
        )
        self.draw()

    def draw(self) -> None:
        now = self.model.office.now()
        day = self.model.file.day
        self._clock.show(day, now, speakers=self.desk.names_of_states(), why_not=self._why_not())
        said = (
            text(
                "Owed so that both sides have the same time: {side}, {minutes} min.",
                self.language,
                side=word(side, self.language),
                minutes=-(-int(time.total_seconds()) // 60),
            )
            for side, time in owed(day, now).items()
        )
        self._owed.value = joined(
            html_string('<p class="cv-warning">{said}</p>', said=each) for each in said
        )

    def _why_not(self) -> str:
        return {
            DayStage.WAITING: text("The clock starts once the hearing is open.", self.language),
            DayStage.OPEN: "",
            DayStage.CLOSED: text("The hearing is closed.", self.language),
        }[self.model.file.stage]

    def _look(self) -> datetime:
        self.model.refresh()
        return self.model.office.now()

    def _press(self, act: str, turn: UUID | None, at: datetime) -> str:
        try:
            self.model.press(act, turn, at)
        except ConvocaError as error:
            self.draw()
            return worded(error, self.language)
        self.draw()
        return ""


class OrderEditor(Panel):
    """The running order as a form, folded away until somebody wants to change it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        language = desk.language
        self._before = desk.model.file.day.turns
        self._rows = RowEditor(
            self._row,
            blank={**typed_turns(self._before)[0], "id": "", "position": 99, "minutes": 5}
            if self._before
            else {},
            labels=RowLabels(
                add=text("Add a turn", language),
                remove=text("Remove turn {number}", language),
                empty=text("No turn yet.", language),
            ),
            language=language,
        )
        self._finding, self._conflict = safe_html(""), VBox()
        self._late = Checkbox(
            description=text("The hearing is under way: change it all the same", language),
            indent=False,
        )
        self._reason = reason_input(language, text("Running order set", language))
        save = button(text("Save the running order", language), self._save, style="primary")
        again = button(text("Discard what is not saved", language), self._start_again)
        self._form = VBox(
            [
                self._finding,
                VBox([self._rows])
                .add_class("cv-form")
                .add_class("cv-form--broad")
                .add_class("cv-running-order"),
                self._conflict,
                VBox([self._late, self._reason]).add_class("cv-form"),
                HBox([save, again]).add_class("cv-actions"),
            ],
            layout={"display": "none"},
        )
        unfold = button(text("Change the running order", language), self._unfold)
        self.widget.children = (unfold, self.answer.widget, self._form)
        self.widget.add_class("cv-card")
        self._rows.observe(lambda _: self._judge(), "value")
        self._start_again()

    def _row(self, _values: Values) -> dict[str, Any]:
        language = self.language
        hearing = self.model.file.hearing
        speakers = [party.name for party in hearing.told_parties]
        speakers += [person.name for person in hearing.participants]
        return {
            "position": _grown(
                BoundedIntText(description=text("Position", language), min=1, max=99),
                "0 1 9rem",
            ),
            "kind": _grown(
                Dropdown(description=text("Kind", language), options=words_of(TurnKind, language))
            ),
            "side": _grown(
                Dropdown(description=text("Side", language), options=words_of(Side, language))
            ),
            "speaker": _grown(
                Combobox(
                    description=text("Speaker", language), options=speakers, ensure_option=False
                ),
                "2 1 12rem",
            ),
            "bloc": _grown(
                Combobox(
                    description=text("Bloc", language),
                    options=sorted({turn.bloc for turn in self._before if turn.bloc}),
                    ensure_option=False,
                ),
            ),
            "minutes": _grown(
                BoundedIntText(
                    description=text("Time (min)", language), min=0, max=LONGEST_MINUTES
                ),
                "0 1 9rem",
            ),
        }

    def draw(self) -> None:
        """Follow the day, unless somebody is editing the order right now."""
        self._late.layout.display = "" if self.model.file.stage is DayStage.OPEN else "none"
        stored = self.model.file.day.turns
        if plan_of(stored) != plan_of(self._before) and not self._is_changed():
            self._start_again()

    def _is_changed(self) -> bool:
        typed = plan_of(turns_of(self._rows.value, self._before))
        return typed != plan_of(self._before)

    def _start_again(self) -> None:
        self._before = self.model.file.day.turns
        self._rows.value = tuple(typed_turns(self._before))
        self._late.value = False
        swap(self._conflict, [])
        self.answer.clear()
        self._judge()
        self.draw()

    def _judge(self) -> None:
        turns = turns_of(self._rows.value, self._before)
        self._finding.value = finding_line(
            time_given(self.model.file.hearing, turns), self.language
        )

    def _unfold(self) -> None:
        hidden = self._form.layout.display == "none"
        self._form.layout.display = "" if hidden else "none"

    def _save(self) -> None:
        try:
            saved = self.do(self._save_typed, text("The running order is saved.", self.language))
        except ConflictingEdit as error:
            swap(self._conflict, [self._settle(error)])
            return
        if saved:
            self._start_again()

    def _save_typed(self) -> None:
        after = turns_of(self._rows.value, self._before)
        self.model.save_order(self._before, after, self._reason.value, confirmed=self._late.value)

    def _settle(self, error: ConflictingEdit) -> VBox:
        def save_mine(_record: object) -> None:
            self._before = self.model.file.day.turns
            self._save()

        return VBox(
            [
                conflict_panel(
                    error,
                    self.language,
                    keep_theirs=lambda _: self._start_again(),
                    save_mine=save_mine,
                )
            ]
        )


def _grown(widget: Any, flex: str = "1 1 10rem") -> Any:
    """Let an input share its row, as wide as there is room."""
    widget.layout = Layout(flex=flex, width="auto", min_width="6rem")
    return widget

"""The plain form beside the board: the same moves without dragging, for every screen and every reader."""

from collections.abc import Callable
from datetime import date, time
from uuid import UUID

from ipywidgets import Button, Dropdown, HBox, Text, TimePicker, VBox

from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_why import WhyNot
from convoca.app.widgets.choice_lists import pick
from convoca.app.widgets.inputs import labelled, which_hour
from convoca.app.widgets.parts import button, heading, paragraph, short, swap
from convoca.domain.errors import AmbiguousLocalTime, ConvocaError, NotAllowed
from convoca.domain.identifiers import MemberId, RoomId
from convoca.domain.programme import DraftStep
from convoca.i18n.catalogue import text
from convoca.i18n.dates import weekday
from convoca.i18n.errors import error_text


class Moves:
    """Moves with their words: what the board and the form both do, and what they say afterwards."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def place(
        self,
        activity: UUID,
        *,
        day: date,
        hour: time,
        room: RoomId,
        second_hour: bool | None = None,
        panel: tuple[MemberId, ...] | None = None,
        reason: str = "",
    ) -> None:
        """Place or move an activity. Raises what stops it."""
        model, language = self._desk.model, self._desk.language
        is_placed = model.file.placement(activity) is not None
        usual = (
            text("Moved in the programme", language)
            if is_placed
            else text("Placed in the programme", language)
        )
        model.place(
            activity,
            day=day,
            hour=hour,
            room=room,
            second_hour=second_hour,
            panel=panel,
            reason=reason.strip() or usual,
        )
        self._tell()

    def take_out(self, activity: UUID, *, reason: str = "") -> None:
        """Take an activity out of the programme. Raises what stops it."""
        usual = text("Taken out of the programme", self._desk.language)
        self._desk.model.take_out(activity, reason=reason.strip() or usual)
        self._tell()

    def undo(self) -> None:
        """Take the last act back, and show what it was about. Raises what stops it."""
        self._show(self._desk.model.undo(reason=text("Undone", self._desk.language)))

    def redo(self) -> None:
        """Do again what was undone last, and show it. Raises what stops it."""
        self._show(self._desk.model.redo(reason=text("Redone", self._desk.language)))

    def _show(self, step: DraftStep) -> None:
        """Show the one activity of a step; a step with many changes leaves the day as it is."""
        model = self._desk.model
        if len(step.changes) == 1:
            activity = step.changes[0].activity
            placement = model.file.placement(activity)
            if placement is not None:
                model.day = placement.slot.wall_date
            model.chosen = activity
        self._tell()

    def _tell(self) -> None:
        """Say what a move did to the problems."""
        model, language = self._desk.model, self._desk.language
        self._desk.visit.announce(
            text(
                "Saved. New problems: {new}; problems gone: {gone}.",
                language,
                new=len(model.new_problems),
                gone=len(model.cured_problems),
            )
        )


class PlaceForm:
    """Choose activity, day, hour and room; the choice is the same as on the board."""

    def __init__(self, desk: Desk, moves: Moves) -> None:
        self._desk, self._moves = desk, moves
        language = desk.language
        self._is_filling = False
        self.activity = Dropdown(description=text("Activity", language))
        self.day = Dropdown(description=text("Day", language))
        self.hour = TimePicker(description=text("Hour at the venue", language), step=300)
        self.room = Dropdown(description=text("Room", language))
        self.second_hour = which_hour(language, first=False, second=True)
        self.reason = Text(
            description=text("Reason", language),
            placeholder=text("Placed in the programme", language),
        )
        self.place = Button(button_style="primary")
        self.take_out = button(text("Take out", language), lambda: self._attempt(self._take_out))
        self.place.on_click(lambda _: self._attempt(self._place))
        self._outcome = VBox()
        self.activity.observe(self._choose, "value")
        desk.model.observe(lambda _: self.fill(), ["file", "chosen", "day", "filters"])
        self._second = labelled(self.second_hour, width="14rem")
        where = HBox(
            [
                labelled(self.day, width="11rem"),
                labelled(self.hour, width="14rem"),
                labelled(self.room, width="14rem"),
                self._second,
                labelled(self.reason, width="16rem"),
                self.place,
                self.take_out,
            ]
        ).add_class("cv-toolbar")
        title = heading(2, text("Place, move, take out", language))
        self.widget = VBox(
            [
                title,
                labelled(self.activity, width="60rem"),
                self._outcome,
                where,
                WhyNot(desk).widget,
            ]
        ).add_class("cv-card")
        self.fill()

    def fill(self) -> None:
        """Show what the model says; what was typed for another activity is gone."""
        model, language = self._desk.model, self._desk.language
        self._is_filling = True
        shown = model.shown()
        self.activity.options = [
            (text("Choose an activity", language), None),
            *(
                (f"{short(a.record.title)} · {self._where(a.record.id)}", a.record.id)
                for a in shown
            ),
        ]
        is_known = any(a.record.id == model.chosen for a in shown)
        pick(self.activity, model.chosen if is_known else None)
        placement = model.file.placement(self.activity.value) if is_known else None
        days = [count.day for count in model.days()]
        self.day.options = [(weekday(day, language), day) for day in days]
        self.day.value = placement.slot.wall_date if placement else model.day
        rooms = model.file.period.rooms
        self.room.options = [(room.name, room.id) for room in rooms]
        if placement is not None:
            self.hour.value, self.room.value = placement.slot.wall_time, placement.room
        self._second.layout.display = "none"
        self.second_hour.value = ""
        self.place.description = (
            text("Move it", language) if placement else text("Place it", language)
        )
        self.place.disabled = not is_known
        self.take_out.disabled = placement is None
        self._is_filling = False

    def _where(self, activity: UUID) -> str:
        model = self._desk.model
        return words.when_and_where(model, model.activities[activity], self._desk.language)

    def _choose(self, change: dict[str, UUID | None]) -> None:
        if not self._is_filling:
            self._desk.model.chosen = change["new"]

    def _attempt(self, move: Callable[[], None]) -> None:
        language = self._desk.language
        swap(self._outcome, [])
        try:
            move()
        except ConvocaError as error:
            if isinstance(error, AmbiguousLocalTime):
                self._second.layout.display = ""
            said = error_text(error, language)
            swap(
                self._outcome,
                [paragraph("problem", said)],
            )
        else:
            self.reason.value = ""

    def _place(self) -> None:
        if self.hour.value is None or self.room.value is None:
            raise NotAllowed("Choose an hour and a room.")
        self._moves.place(
            self.activity.value,
            day=self.day.value,
            hour=self.hour.value,
            room=self.room.value,
            second_hour=None if self.second_hour.value == "" else self.second_hour.value,
            reason=self.reason.value,
        )

    def _take_out(self) -> None:
        self._moves.take_out(self.activity.value, reason=self.reason.value)

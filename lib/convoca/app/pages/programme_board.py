"""The board of the day with its days: what stands where, and what a drag, a key or a button asks for."""

from collections.abc import Callable
from datetime import date, datetime, time
from uuid import UUID

from ipywidgets import Button, HBox, Layout, VBox, Widget

from convoca.app.models.activity_file import ActivityFile
from convoca.app.models.programme import DayCount
from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_place import Moves
from convoca.app.widgets.board import Board
from convoca.app.widgets.parts import heading, paragraph, swap
from convoca.app.widgets.shared_words import states_of
from convoca.domain.errors import ConvocaError
from convoca.domain.hearing import MeetingKind, WorkingMeeting
from convoca.domain.identifiers import RoomId
from convoca.domain.programme import ActivityKind
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day as day_in_full
from convoca.i18n.dates import weekday
from convoca.i18n.errors import error_text
from convoca.services.problems import Severity

_STEP = 15  # minutes between the lines of the board


class DayBoard:
    """The board widget kept in step with the model; the store decides on every move."""

    def __init__(self, desk: Desk, moves: Moves, history: Widget) -> None:
        self._desk, self._moves = desk, moves
        self.board = Board(
            language=desk.language,
            slot_minutes=_STEP,
            layout=Layout(width="100%"),
        )
        self.board.on_move(self._move)
        self.board.on_take_out(self._take_out)
        self.board.on_select(self._select)
        self._heading = VBox(layout=Layout(flex="1"))
        top = HBox([self._heading, history]).add_class("cv-actions")
        self.widget = VBox(
            [top, self.board],
            layout=Layout(flex="4 1 42rem", min_width="0", width="auto"),
        )
        desk.model.observe(lambda _: self.draw(), ["file", "day", "filters", "zone"])
        desk.model.observe(lambda _: self._mark(), "chosen")
        self.draw()

    def draw(self) -> None:
        model, day = self._desk.model, self._desk.model.day
        severity = model.severity()
        rooms = model.rooms(day)
        places = model.places(day)
        opens = min((place.day_starts for place in places), default=time(9))
        closes = max((place.day_ends for place in places), default=time(18))
        with self.board.hold_sync():
            self.board.day = day.isoformat()
            self.board.opens, self.board.closes = f"{opens:%H:%M}", f"{closes:%H:%M}"
            self.board.rooms = [{"id": str(room.id), "title": room.name} for room in rooms]
            self.board.items = [
                self._item(a, severity.get(a.record.id)) for a in model.placed() if a.day == day
            ]
            self.board.tray = [self._waiting(a) for a in model.waiting()]
            self._mark()
        self._draw_heading()

    def _mark(self) -> None:
        chosen = self._desk.model.chosen
        self.board.selected = str(chosen) if chosen else ""

    def _draw_heading(self) -> None:
        model, language = self._desk.model, self._desk.language
        hidden = model.hidden()
        told = text(
            "The filters hide {count} activities; their rooms are still taken.",
            language,
            count=hidden,
        )
        swap(
            self._heading,
            [
                heading(2, weekday(model.day, language)),
                *([paragraph("warning", told)] if hidden else []),
            ],
        )

    def _item(self, activity: ActivityFile, severity: Severity | None) -> dict[str, object]:
        placement = activity.placement
        if placement is None:
            raise LookupError(activity.record.id)
        slot = placement.slot
        return {
            **self._waiting(activity),
            "room": str(placement.room),
            "start": f"{slot.wall_date:%Y-%m-%d}T{slot.wall_time:%H:%M}",
            "minutes": slot.minutes,
            "kind": _colour(activity),
            "severity": _mark_of(severity),
            "private": activity.is_private,
        }

    def _waiting(self, activity: ActivityFile) -> dict[str, object]:
        language = self._desk.language
        said = [states_of(activity.states, language), words.kind_word(activity, language)]
        if activity.placement is not None and self._desk.model.zone:
            zone = self._desk.model.zone
            city = self._desk.city_of(zone)
            said.insert(0, words.hours_in(activity.placement.slot, zone, city, language))
        elif activity.placement is None and activity.is_private:
            said.append(words.public_or_private(activity, language))
        return {
            "id": str(activity.record.id),
            "title": activity.record.title,
            "subtitle": " · ".join(filter(None, said)),
            "minutes": activity.record.minutes,
        }

    def _select(self, item: str) -> None:
        self._desk.model.chosen = UUID(item) if item else None

    def _move(self, item: str, room: str, start: str) -> str:
        at = datetime.fromisoformat(start)
        return self._refusal(
            lambda: self._moves.place(
                UUID(item), day=at.date(), hour=at.time(), room=RoomId(UUID(room))
            )
        )

    def _take_out(self, item: str) -> str:
        return self._refusal(lambda: self._moves.take_out(UUID(item)))

    def _refusal(self, move: Callable[[], None]) -> str:
        """Return why a move was refused; nothing where it went through."""
        try:
            move()
        except ConvocaError as error:
            return error_text(error, self._desk.language)
        return ""


def _colour(activity: ActivityFile) -> str:
    """Return the board's word for a kind."""
    if activity.kind is ActivityKind.SESSION:
        return "internal_session"
    record = activity.record
    if isinstance(record, WorkingMeeting) and record.kind is MeetingKind.BILATERAL:
        return "bilateral_meeting"
    return str(activity.kind)


def _mark_of(severity: Severity | None) -> str:
    """Mark what is wrong or near; what is only still to come would mark every hearing."""
    if severity is None or severity is Severity.LATER:
        return ""
    return "breach" if severity is Severity.BREACH else "warning"


class Days:
    """A button for each day, with the number of its activities and problems."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._buttons: dict[date, Button] = {}
        self.widget = HBox(layout=Layout(grid_gap="0.35rem")).add_class("cv-print-hidden")
        desk.model.observe(lambda _: self._draw(), ["file", "day"])
        self._draw()

    def _draw(self) -> None:
        model = self._desk.model
        counts = model.days()
        if list(self._buttons) != [count.day for count in counts]:
            self._buttons = {count.day: self._button(count.day) for count in counts}
            swap(self.widget, list(self._buttons.values()))
        for count in counts:
            button = self._buttons[count.day]
            is_shown = count.day == model.day
            button.description = self._words(count)
            button.button_style = "primary" if is_shown else ""
            button.tooltip = self._in_full(count)

    def _button(self, day: date) -> Button:
        button = Button(layout=Layout(width="5.6rem", padding="0.25rem"))
        button.style.font_size = "0.85rem"
        button.on_click(lambda _: self._show(day))
        return button

    def _show(self, day: date) -> None:
        self._desk.model.day = day
        self._desk.visit.announce(weekday(day, self._desk.language))

    def _words(self, count: DayCount) -> str:
        """Write the day and its numbers: activities, and after the sign its problems."""
        named = weekday(count.day, self._desk.language)
        problems = f" ! {count.problems}" if count.problems else ""
        return f"{named} · {count.activities}{problems}" if count.activities else named

    def _in_full(self, count: DayCount) -> str:
        return text(
            "{day}. Activities: {activities}; problems: {problems}; breaches: {breaches}.",
            self._desk.language,
            day=day_in_full(count.day, self._desk.language),
            activities=count.activities,
            problems=count.problems,
            breaches=count.breaches,
        )

"""The board of the day with its days: what stands where, and what a drag, a key or a button asks for."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from ipywidgets import Button, HBox, Layout, VBox, Widget

from convoca.app.models.programme import DayCount
from convoca.app.pages import programme_words as words
from convoca.app.pages.programme_desk import Desk
from convoca.app.pages.programme_hours import closures, hours_elsewhere
from convoca.app.pages.programme_items import (
    hardest_first,
    marked,
    placed_item,
    waiting_item,
)
from convoca.app.pages.programme_legal_places import LegalPlaces
from convoca.app.pages.programme_place import Moves
from convoca.app.widgets.board import Board, Places
from convoca.app.widgets.parts import heading, paragraph, swap
from convoca.domain.errors import ConvocaError
from convoca.domain.identifiers import MemberId, RoomId
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day as day_in_full
from convoca.i18n.dates import list_of, weekday
from convoca.i18n.errors import error_text
from convoca.services import programme

_STEP = 15  # minutes between the lines of the board


class DayBoard:
    """The board widget kept in step with the model; the store decides on every move."""

    def __init__(self, desk: Desk, moves: Moves, history: Widget) -> None:
        self._desk, self._moves = desk, moves
        self._legal = LegalPlaces(desk)
        self.board = Board(
            language=desk.language,
            slot_minutes=_STEP,
            layout=Layout(width="100%"),
        )
        self.board.on_move(self._move)
        self.board.on_take_out(self._take_out)
        self.board.on_pin(self._pin)
        self.board.on_swap(self._swap)
        self.board.on_pick_up(self._pick_up)
        self.board.on_why_not(self._why_not)
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
        opens, closes = model.hours(day)
        with self.board.hold_sync():
            self.board.day = day.isoformat()
            self.board.opens, self.board.closes = f"{opens:%H:%M}", f"{closes:%H:%M}"
            self.board.rooms = [{"id": str(room.id), "title": room.name} for room in rooms]
            self.board.items = [
                marked(placed_item(a, a.placement, self._desk), severity.get(a.record.id))
                for a in model.placed()
                if a.placement is not None and a.day == day
            ]
            self.board.tray = [waiting_item(a, self._desk) for a in hardest_first(model.waiting())]
            self.board.closures = list(closures(self._desk, opens, closes))
            self.board.hours_elsewhere = dict(hours_elsewhere(self._desk, opens, closes))
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

    def _select(self, item: str) -> None:
        self._desk.model.chosen = UUID(item) if item else None

    def _pick_up(self, item: str) -> Places:
        return self._legal.of(UUID(item))

    def _why_not(self, item: str, room: str, start: str) -> str:
        at = datetime.fromisoformat(start)
        return self._legal.why_not(UUID(item), day=at.date(), hour=at.time(), room=_room(room))

    def _move(self, item: str, room: str, start: str) -> str:
        at = datetime.fromisoformat(start)
        return self._refusal(lambda: self._place(UUID(item), at, _room(room)))

    def _place(self, activity: UUID, at: datetime, room: RoomId) -> None:
        """Place an activity, with another panel where its own could not sit and the planner named one."""
        day, hour = at.date(), at.time()
        panel = self._legal.panel_there(activity, day=day, hour=hour, room=room)
        self._moves.place(activity, day=day, hour=hour, room=room, panel=panel)
        if panel is not None:
            self._tell_panel(activity, panel)

    def _tell_panel(self, activity: UUID, panel: tuple[MemberId, ...]) -> None:
        language, model = self._desk.language, self._desk.model
        names = list_of((words.member_name(model, one, language) for one in panel), language)
        self._desk.visit.announce(
            text(
                "{title}: at that hour its panel is {names}.",
                language,
                title=model.title(activity),
                names=names,
            )
        )

    def _take_out(self, item: str) -> str:
        return self._refusal(lambda: self._moves.take_out(UUID(item)))

    def _pin(self, item: str) -> str:
        """Pin what is not pinned, and free what is."""
        model, language = self._desk.model, self._desk.language
        placement = model.file.placement(UUID(item))
        if placement is None:
            return text("It is not placed.", language)
        wanted = not placement.is_pinned
        reason = text("Pinned", language) if wanted else text("The pin is taken out", language)
        return self._refusal(
            lambda: model.act(
                lambda uow: programme.pin(placement, is_pinned=wanted, reason=reason, uow=uow)
            )
        )

    def _swap(self, item: str, other: str) -> str:
        model, reason = self._desk.model, text("Swapped in the programme", self._desk.language)
        return self._refusal(
            lambda: model.act(
                lambda uow: programme.swap(
                    model.file, UUID(item), UUID(other), reason=reason, uow=uow
                )
            )
        )

    def _refusal(self, move: Callable[[], object]) -> str:
        """Return why a move was refused; nothing where it went through."""
        try:
            move()
        except ConvocaError as error:
            return error_text(error, self._desk.language)
        return ""


def _room(key: str) -> RoomId:
    return RoomId(UUID(key))


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

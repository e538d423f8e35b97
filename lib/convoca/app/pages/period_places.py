"""Where a period meets: places with their rooms, days and hours."""

from collections.abc import Callable

from ipywidgets import (
    Checkbox,
    Combobox,
    DatePicker,
    Dropdown,
    HBox,
    Layout,
    Text,
    TimePicker,
    VBox,
    Widget,
)

from convoca.app.models.period import zones
from convoca.app.models.period_form import days_of, working_days_of
from convoca.app.models.typed import as_json
from convoca.app.pages.period_fields import Fields
from convoca.app.widgets.choice_lists import named_states, words_of
from convoca.app.widgets.parts import button, heading, paragraph
from convoca.app.widgets.safe_html import safe_html
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import Modality
from convoca.i18n.catalogue import text
from convoca.i18n.dates import weekday


class Places:
    """All places of a period; drawn anew where a place or room comes or goes, never while one types."""

    def __init__(self, fields: Fields) -> None:
        self._fields, self._model, self._language = fields, fields.model, fields.language
        self._shape: object = None
        self._days: list[tuple[VBox, object]] = []
        self._editors = VBox()
        add = button(
            text("Add another place", self._language), lambda: self._change(self._model.add_place)
        )
        title = heading(2, text("Places", self._language))
        self.widget = VBox([title, self._editors, add])
        self._model.observe(lambda _: self._draw(), "values")
        self._draw()

    def _change(self, act: Callable[..., None], *arguments: object) -> None:
        act(*arguments)
        self._fields.changed()

    def _draw(self) -> None:
        places = self._model.values.get("places", [])
        shape = [[room["id"] for room in place["rooms"]] for place in places]
        if shape != self._shape:
            self._shape = shape
            self._fields.forget("places", errors="place")
            self._days = [(VBox(), None) for _ in places]
            self._editors.children = tuple(self._place(number) for number in range(len(places)))
        for number, place in enumerate(places):
            self._draw_days(number, place)

    def _place(self, number: int) -> Widget:
        language = self._language
        form = VBox(self._inputs(number)).add_class("cv-form").add_class("cv-form--wide")
        remove = button(
            text("Remove this place", language),
            lambda: self._change(self._model.remove_place, number),
            style="danger",
        )
        section = VBox(
            [
                heading(3, text("Place {number}", language, number=number + 1)),
                form,
                self._days[number][0],
                self._rooms(number),
                remove,
            ]
        ).add_class("cv-card")
        return self._fields.with_error(section, f"place{number}")

    def _inputs(self, number: int) -> list[Widget]:
        language, tie = self._language, self._fields.field
        at = ("places", number)
        return [
            tie(Text(description=text("City", language)), *at, "city"),
            tie(self._country(), *at, "country"),
            tie(Text(description=text("Venue", language)), *at, "venue"),
            tie(
                Combobox(
                    description=text("Time zone", language), options=zones(), ensure_option=False
                ),
                *at,
                "zone",
            ),
            tie(
                Dropdown(
                    description=text("Modality", language),
                    options=words_of(Modality, language),
                ),
                *at,
                "modality",
            ),
            tie(DatePicker(description=text("Open from", language)), *at, "opens"),
            tie(DatePicker(description=text("Open until", language)), *at, "closes"),
            tie(
                TimePicker(description=text("Hearings begin at", language), step=60),
                *at,
                "day_starts",
            ),
            tie(
                TimePicker(description=text("Hearings end at", language), step=60), *at, "day_ends"
            ),
        ]

    def _country(self) -> Widget:
        language = self._language
        states = named_states((state.code for state in self._model.states), language)
        return Dropdown(
            description=text("Country", language),
            options=[(text("not stated", language), ""), *states],
        )

    def _draw_days(self, number: int, place: dict[str, object]) -> None:
        """Offer the days that the place has, where they are not on offer already."""
        box, drawn = self._days[number]
        offered = days_of(place)
        if offered != drawn:
            self._days[number] = (box, offered)
            self._fields.forget("places", number, "hearing_days")
            box.children = self._choice_of_days(number, place)

    def _choice_of_days(self, number: int, place: dict[str, object]) -> tuple[Widget, ...]:
        language, path = self._language, ("places", number, "hearing_days")
        days = [(weekday(day, language), day.isoformat()) for day in days_of(place)]
        if not days:
            said = text("The hearing days can be chosen once the place has its days.", language)
            return (paragraph("help", said),)
        working = button(
            text("All working days", language), lambda: self._change(self._model.put, path, usual)
        )
        none = button(text("No day", language), lambda: self._change(self._model.put, path, []))
        usual = as_json(working_days_of(place))
        title = safe_html("<strong>{title}</strong>", title=text("Hearing days", language))
        return (title, self._fields.many(days, *path), HBox([working, none]))

    def _rooms(self, number: int) -> Widget:
        language, rooms = self._language, self._model.get(("places", number, "rooms"))
        add = button(
            text("Add a room", language), lambda: self._change(self._model.add_room, number)
        )
        title = safe_html("<strong>{title}</strong>", title=text("Rooms", language))
        lines = [self._room(number, n) for n in range(len(rooms))]  # type: ignore[arg-type]
        return VBox([title, *lines, add])

    def _room(self, number: int, room: int) -> Widget:
        language, tie = self._language, self._fields.field
        at = ("places", number, "rooms", room)
        half, small = Layout(width="18rem"), Layout(width="8rem")
        remove = button(
            text("Remove", language),
            lambda: self._change(self._model.remove_room, number, room),
            tip=text("Remove room {number}", language, number=room + 1),
        )
        languages = words_of(Language, language)
        line = HBox(
            [
                tie(Text(description=text("Name of the room", language), layout=half), *at, "name"),
                tie(
                    Text(description=text("Capacity", language), layout=small),
                    *at,
                    "capacity",
                    error=f"place{number}room{room}",
                ),
                tie(
                    Checkbox(
                        description=text("Private hearings allowed", language),
                        indent=False,
                        layout=Layout(width="15rem"),
                    ),
                    *at,
                    "private_allowed",
                ),
                self._fields.many(languages, *at, "languages", width="8rem"),
                tie(
                    Text(
                        description=text("Link to join", language),
                        placeholder="https://",
                        layout=half,
                    ),
                    *at,
                    "link",
                    error=f"place{number}room{room}link",
                ),
                remove,
            ]
        ).add_class("cv-form")
        line.layout.max_width = "none"
        return line

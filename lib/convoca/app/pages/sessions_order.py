"""The order of business: the work programme is drafted, and its items are put in order and carried over."""

from ipywidgets import Dropdown, HBox, VBox, Widget

from convoca.app.models.sessions_order import OrderModel
from convoca.app.pages.notices_desk import SIDE_BY_SIDE, Acts, allow, saying
from convoca.app.pages.sessions_desk import Desk, Doing
from convoca.app.pages.sessions_item import ItemForm
from convoca.app.pages.sessions_words import session_choices
from convoca.app.widgets.choice_lists import offer
from convoca.app.widgets.inputs import labelled
from convoca.app.widgets.parts import button, paragraph_html, short, swap
from convoca.app.widgets.shared_words import said_of, states_of
from convoca.app.widgets.table import Column, Row, table
from convoca.domain.language import Language
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness
from convoca.i18n.catalogue import text
from convoca.i18n.words import word
from convoca.services.importing.text import clean_line


class OrderPanel:
    """The items in their order; beside them the chosen one, or a new one."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._order = desk, OrderModel(desk.model)
        language = desk.language
        self._is_showing = False
        self._none, self._form = saying(), VBox()
        self._shown: ItemForm | None = None
        self._drafting = Acts(desk, reason=text("Work programme drafted", language))
        self._table = table(
            _columns(language),
            self._rows(),
            language=language,
            caption=text("Order of business", language),
            on_select=self._choose,
        )
        self._moving = Moving(desk, self._order)
        pair = VBox([VBox([self._table, self._moving.widget]), self._form], layout=SIDE_BY_SIDE)
        self.widget = VBox([self._toolbar(), self._drafting.answer.widget, self._none, pair])
        desk.model.observe(lambda _: self._follow(), "file")
        desk.model.observe(lambda _: self._turn_to_the_chosen(), "item")
        self._follow()
        self._turn_to_the_chosen()

    def _toolbar(self) -> Widget:
        language = self._desk.language
        draft = self._drafting.offer(
            text("Draft the work programme", language),
            self._draft,
            tip=text(
                "Puts in what belongs into this session and is not there yet (Art. 12.1.c).",
                language,
            ),
        )
        new = button(text("Add an item", language), self._open_new, style="primary")
        return HBox([new, draft]).add_class("cv-toolbar")

    def _draft(self, reason: str) -> str:
        language = self._desk.language
        count = self._order.draft(lambda kind, about: _titled(kind, about, language), reason=reason)
        if not count:
            return text("The work programme is complete: nothing was added.", language)
        return text("Items added: {count}.", language, count=count)

    # The table -----------------------------------------------------------------------------------

    def _rows(self) -> list[Row]:
        return [_row(item, self._desk.language) for item in self._desk.model.items]

    def _follow(self) -> None:
        model, language = self._desk.model, self._desk.language
        self._is_showing = True
        self._table.show(self._rows())
        self._is_showing = False
        self._table.layout.display = "" if model.items else "none"
        none = text("Nothing is on the order of business yet.", language)
        self._none.say(None if model.items else paragraph_html("note", none))
        self._moving.follow()
        if self._shown is not None:
            self._shown.follow()
        self._turn_to_the_chosen()

    def _choose(self, key: str) -> None:
        chosen = next((item for item in self._desk.model.items if str(item.id) == key), None)
        if not self._is_showing and chosen is not None:
            self._desk.model.item = chosen.id

    # The chosen item -----------------------------------------------------------------------------

    def _turn_to_the_chosen(self) -> None:
        item = self._desk.model.chosen
        if item is None or (self._shown is not None and self._shown.shows(item)):
            return
        self._is_showing = True
        self._table.selected = str(item.id)
        self._is_showing = False
        self._open(item)

    def _open_new(self) -> None:
        self._table.selected = ""
        self._open(self._order.blank())

    def _open(self, item: ItemOfBusiness) -> None:
        self._shown = ItemForm(self._desk, self._order, item)
        swap(self._form, [self._shown.widget])


class Moving:
    """What is done with the chosen item as a whole: up, down, to a later session, out."""

    def __init__(self, desk: Desk, order: OrderModel) -> None:
        self._desk, self._order = desk, order
        language = desk.language
        self._doing = Doing(desk)
        self._up = button(text("Move up", language), lambda: self._move(-1))
        self._down = button(text("Move down", language), lambda: self._move(1))
        self._to = Dropdown(description=text("Later session", language))
        self._acts = Acts(desk, reason=text("Order of business changed", language))
        self._carry = self._acts.offer(text("Carry over", language), self._carry_over)
        self._remove = self._acts.offer(text("Take out", language), self._take_out, style="danger")
        self.widget = VBox(
            [
                HBox([self._up, self._down, self._remove]).add_class("cv-actions"),
                self._doing.answer.widget,
                self._acts.answer.widget,
                HBox([labelled(self._to, width="22rem"), self._carry]).add_class("cv-actions"),
                VBox([self._acts.reason]).add_class("cv-form"),
            ]
        )
        desk.model.observe(lambda _: self.follow(), "item")
        self.follow()

    def follow(self) -> None:
        """Offer what can be done with the chosen item, and say why the rest cannot."""
        language, items, chosen = (
            self._desk.language,
            self._desk.model.items,
            self._desk.model.chosen,
        )
        later = self._order.later()
        self.widget.layout.display = "" if items else "none"
        if [value for _, value in self._to.options] != [line.id for line in later]:
            offer(self._to, session_choices(later, language))
        nothing = "" if chosen else text("Choose an item first.", language)
        first = text("It is the first one.", language) if chosen in items[:1] else ""
        last = text("It is the last one.", language) if chosen in items[-1:] else ""
        none = "" if later else text("No later session is on record.", language)
        allow(self._up, why_not=nothing or first)
        allow(self._down, why_not=nothing or last)
        allow(self._carry, why_not=nothing or none)
        allow(self._remove, why_not=nothing)

    def _move(self, by: int) -> None:
        item, language = self._desk.model.chosen, self._desk.language
        if item is None:
            return
        reason = text("Order of business changed", language)
        said = text("{title} is moved.", language, title=short(item.title))
        self._doing.do(lambda: self._order.move(item, by, reason=reason), said)

    def _carry_over(self, reason: str) -> str:
        item, language = self._desk.model.chosen, self._desk.language
        if item is not None:
            self._order.carry_over(item, self._to.value, reason=reason)
        return text("The item is carried over.", language)

    def _take_out(self, reason: str) -> str:
        item = self._desk.model.chosen
        if item is not None:
            self._order.remove(item, reason=reason)
        return text("The item is taken out.", self._desk.language)


def _titled(kind: ItemKind, about: str, language: Language) -> str:
    """Word what an item of the work programme is about."""
    name = word(kind, language)
    return said_of(name, clean_line(about), language) if about else name


def _columns(language: Language) -> list[Column]:
    return [
        Column("number", text("No.", language), kind="number"),
        Column("title", text("Item", language)),
        Column("kind", text("Kind", language), hidden="narrow"),
        Column("states", text("States", language)),
        Column("outcome", text("State of the item", language)),
    ]


def _row(item: ItemOfBusiness, language: Language) -> Row:
    return {
        "id": str(item.id),
        "number": item.number,
        "title": clean_line(item.title),
        "kind": word(item.kind, language),
        "states": states_of(item.states, language),
        "outcome": word(item.outcome, language),
    }

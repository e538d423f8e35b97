"""One item of the order of business: what it is about, and what became of it."""

from typing import Any

from ipywidgets import Dropdown, Text, Textarea, VBox

from convoca.app.models.sessions_order import (
    OrderModel,
    activity_named,
    item_of,
    states_of_activity,
    typed_item,
)
from convoca.app.pages.notices_form import Filing, RecordForm
from convoca.app.pages.sessions_desk import Desk
from convoca.app.pages.sessions_words import session_name
from convoca.app.widgets.choice_lists import PickList, named_states, words_of
from convoca.app.widgets.inputs import Field
from convoca.app.widgets.parts import heading, short
from convoca.domain.language import Language
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness, ItemOutcome
from convoca.i18n.catalogue import text


class ItemForm:
    """The form of one item, new or on record."""

    def __init__(self, desk: Desk, order: OrderModel, item: ItemOfBusiness) -> None:
        self._desk, self._order, self._item = desk, order, item
        self._is_new = is_new = not item.version
        language = desk.language
        fields = _fields(desk, order, item)
        self._form: RecordForm[ItemOfBusiness] = RecordForm(
            desk,
            f"session-item:{f'new:{item.session}' if is_new else item.id}",
            item,
            fields,
            Filing(
                values=typed_item,
                changed=item_of,
                save=lambda _read, changed, reason: self._save(changed, reason),
                stored=order.stored,
            ),
            label=text("Add to the order of business", language)
            if is_new
            else text("Save the item", language),
            said=text("The item is saved.", language),
            reason=text("Item added", language) if is_new else text("Item changed", language),
        )
        _begin_with_the_states(order, fields)
        title = text("New item", language) if is_new else f"{item.number}. {short(item.title)}"
        self.widget = VBox([heading(2, title), self._form.widget]).add_class("cv-card")

    def shows(self, item: ItemOfBusiness) -> bool:
        return self._item.id == item.id and not self._is_new

    def follow(self) -> None:
        """Show what is on record now, unless somebody is typing."""
        stored = self._desk.model.file.item_by_id.get(self._item.id)
        if stored is not None:
            self._item = stored
            self._form.follow(stored)

    def _save(self, item: ItemOfBusiness, reason: str) -> ItemOfBusiness:
        self._item = self._order.save(item, reason=reason)
        return self._item


def _begin_with_the_states(order: OrderModel, fields: dict[str, Field]) -> None:
    """Take over the States of a hearing that is chosen, where none are named yet."""

    def follow(change: Any) -> None:
        states, chosen = fields["states"].input, activity_named(order.activities(), change["new"])
        if not states.value:
            states.value = states_of_activity(chosen)

    fields["activity"].input.observe(follow, "value")


def _fields(desk: Desk, order: OrderModel, item: ItemOfBusiness) -> dict[str, Field]:
    language = desk.language
    with desk.model.office.reading() as uow:
        states = named_states((state.code for state in uow.states.all()), language)
    activities = [
        (text("No hearing or meeting", language), ""),
        *((short(a.title), str(a.id)) for a in order.activities()),
    ]
    earlier = [
        (text("No earlier session", language), ""),
        *(
            (session_name(line, language, with_period=True), str(line.id))
            for line in order.earlier()
        ),
    ]
    return {
        "kind": Field(
            Dropdown(description=text("Kind", language), options=words_of(ItemKind, language))
        ),
        "title": Field(Text(description=text("What it is about", language))),
        "matter_number": Field(Text(description=text("Matter number", language))),
        "states": Field(
            PickList(states, description=text("States under review", language), language=language),
            help_line=text(
                "Nationals of these States, and who was accredited to them, take no part (Art. 17.2.a).",
                language,
            ),
        ),
        "activity": Field(
            Dropdown(
                description=text("Hearing or meeting about the same matter", language),
                options=activities,
            )
        ),
        "minutes_of": Field(
            Dropdown(description=text("Minutes of this earlier session", language), options=earlier)
        ),
        **_fields_of_the_outcome(item, language),
    }


def _fields_of_the_outcome(item: ItemOfBusiness, language: Language) -> dict[str, Field]:
    # Carrying over is an act of its own: it makes an item of a later session.
    carried = ItemOutcome.CARRIED_OVER
    outcomes = (
        (carried,) if item.outcome is carried else (o for o in ItemOutcome if o is not carried)
    )
    return {
        "outcome": Field(
            Dropdown(
                description=text("State of the item", language),
                options=words_of(outcomes, language),
            )
        ),
        "decisions": Field(
            Textarea(description=text("Decisions taken without a vote", language)),
            help_line=text(
                "One decision a line. What was said in the discussion stays confidential (Art. 43).",
                language,
            ),
        ),
    }

"""The order of business of a session on the page Sessions: its items, and the form of one."""

from dataclasses import replace

from convoca.app.models.sessions import SessionLine, SessionsModel
from convoca.app.models.typed import Typed, as_json
from convoca.domain.hearing import Hearing, WorkingMeeting
from convoca.domain.identifiers import SessionId, StateCode, new_id
from convoca.domain.order_of_business import ItemKind, ItemOfBusiness, ItemOutcome
from convoca.services.sessions import order_of_business as services


class OrderModel:
    """What can be done with the items of the session that the page shows."""

    def __init__(self, model: SessionsModel) -> None:
        self._model = model

    # What may be chosen --------------------------------------------------------------------------

    def activities(self) -> tuple[Hearing | WorkingMeeting, ...]:
        """Return the hearings and meetings of the period, which may be about the same matter."""
        file = self._model.file.period
        hearings = (hearing for hearing in file.hearings if not hearing.is_cancelled)
        return (*hearings, *(meeting for meeting in file.meetings if not meeting.is_cancelled))

    def earlier(self) -> tuple[SessionLine, ...]:
        """Return the sessions before this one, the last one first: their minutes may be approved."""
        lines, here = self._model.lines, self._model.line
        return tuple(reversed(lines[: lines.index(here)]))

    def later(self) -> tuple[SessionLine, ...]:
        """Return the sessions after this one, to which an item may be carried over."""
        lines, here = self._model.lines, self._model.line
        return tuple(line for line in lines[lines.index(here) + 1 :] if not line.is_over)

    # Acts ----------------------------------------------------------------------------------------

    def draft(self, titled: services.Titled, *, reason: str) -> int:
        """Put in what belongs into the work programme (Art. 12.1.c); returns how many items are new.

        ``titled`` words what an item is about.
        """
        session = self._model.file.session.id
        added = self._model.act_again(
            lambda uow: services.draft_work_programme(
                session, titled=titled, reason=reason, uow=uow
            )
        )
        return len(added)

    def blank(self) -> ItemOfBusiness:
        return ItemOfBusiness(
            id=new_id(),
            session=self._model.file.session.id,
            number=len(self._model.items) + 1,
            kind=ItemKind.PETITION,
            title="",
        )

    def save(self, item: ItemOfBusiness, *, reason: str) -> ItemOfBusiness:
        """Add or change an item. Raises InvalidValue, ConflictingEdit, ProtectedNameFound."""
        write = services.change_item if item.version else services.add_item
        saved = self._model.act(lambda uow: write(item, reason=reason, uow=uow))
        self._model.item = saved.id
        return saved

    def settle(self, item: ItemOfBusiness, *, reason: str) -> None:
        """Record that an item was dealt with, and turn to the next one that is open."""
        settled = replace(item, outcome=ItemOutcome.DEALT_WITH)
        self._model.act_again(lambda uow: services.change_item(settled, reason=reason, uow=uow))
        waiting = (i.id for i in self._model.items if i.outcome is ItemOutcome.OPEN)
        self._model.item = next(waiting, item.id)

    def stored(self, item: ItemOfBusiness) -> ItemOfBusiness:
        """Return an item as it is on record now; a new one as it was blank."""
        self._model.refresh()
        return self._model.file.item_by_id.get(item.id) or replace(self.blank(), id=item.id)

    def move(self, item: ItemOfBusiness, by: int, *, reason: str) -> None:
        """Move an item up (-1) or down (1)."""
        self._model.act_again(
            lambda uow: services.move_item(item.id, to=item.number + by, reason=reason, uow=uow)
        )

    def carry_over(self, item: ItemOfBusiness, to: SessionId, *, reason: str) -> None:
        self._model.act_again(
            lambda uow: services.carry_over(item.id, to=to, reason=reason, uow=uow)
        )

    def remove(self, item: ItemOfBusiness, *, reason: str) -> None:
        self._model.act_again(lambda uow: services.remove_item(item.id, reason=reason, uow=uow))


# The form ----------------------------------------------------------------------------------------


def typed_item(item: ItemOfBusiness) -> dict[str, object]:
    """Return the values of the form of an item."""
    return {
        "kind": as_json(item.kind),
        "title": item.title,
        "matter_number": item.matter_number,
        "states": [str(state) for state in item.states],
        "activity": as_json(item.activity),
        "minutes_of": as_json(item.minutes_of),
        "outcome": as_json(item.outcome),
        "decisions": "\n".join(item.decisions),
    }


def item_of(item: ItemOfBusiness, typed: Typed) -> ItemOfBusiness:
    """Return an item with what was typed."""
    minutes_of = typed.key("minutes_of")
    return replace(
        item,
        kind=typed.choice("kind", item.kind),
        title=typed.line("title"),
        matter_number=typed.line("matter_number"),
        states=tuple(StateCode(code) for code in typed.words("states")),
        activity=typed.key("activity"),
        minutes_of=SessionId(minutes_of) if minutes_of else None,
        outcome=typed.choice("outcome", ItemOutcome.OPEN),
        decisions=typed.lines("decisions"),
    )


def states_of_activity(activity: Hearing | WorkingMeeting | None) -> tuple[str, ...]:
    """Return the States under review in a hearing or meeting, to begin an item about it with."""
    return tuple(str(state) for state in activity.states) if activity else ()


def activity_named(
    activities: tuple[Hearing | WorkingMeeting, ...], key: str
) -> Hearing | WorkingMeeting | None:
    return next((activity for activity in activities if str(activity.id) == key), None)

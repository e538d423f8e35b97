"""Subscriptions on the page Calendars and exports, without a browser: an address is shown once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from ipywidgets import Button, Dropdown, Text, Widget
from ipywidgets.widgets import widget as registry

from convoca.app.frame import Visit
from convoca.app.models.calendars import CalendarsModel
from convoca.app.pages.calendars_desk import Desk
from convoca.app.pages.calendars_subscriptions import SubscriptionsPanel
from convoca.app.widgets.table import Table
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.language import Language
from convoca.services.audience import SECRETARIAT
from convoca.services.feed_subscriptions import (
    note_uses,
    revoke_subscription,
    subscription_lines,
)
from support.builders import a_period

HOLDER = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


@pytest.fixture
def convoca(tmp_path: Path) -> Iterator[Convoca]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as opened:
        yield opened


class Person:
    """What somebody does with the panel and sees of it."""

    def __init__(self, convoca: Convoca) -> None:
        with convoca.unit_of_work() as uow:
            period = uow.periods.save(a_period())
            uow.commit(reason="Example")
        self.visit = Visit("calendars", Language.ENGLISH)
        desk = Desk(self.visit, CalendarsModel(convoca, period, Language.FRENCH))
        self._panel = SubscriptionsPanel(desk, convoca).widget

    def _all(self, widget: object = None) -> Iterator[object]:
        widget = widget or self._panel
        yield widget
        for child in getattr(widget, "children", ()):
            yield from self._all(child)

    def _labelled(self, label: str, kind: type) -> list[object]:
        return [w for w in self._all() if isinstance(w, kind) and w.description == label]

    def types(self, label: str, value: object, nth: int = 0) -> None:
        self._labelled(label, (Text, Dropdown))[nth].value = value

    def presses(self, label: str) -> None:
        (button,) = self._labelled(label, Button)
        button.click()

    def can_press(self, label: str) -> bool:
        return bool(self._labelled(label, Button))

    @property
    def table(self) -> Table:
        return next(w for w in self._all() if isinstance(w, Table))

    @property
    def cells(self) -> list[list[str]]:
        return [row[1] for row in self.table._rows]

    @property
    def addresses(self) -> list[str]:
        return [secret.value for secret in self._labelled("Secret address", Text)]

    @property
    def problems(self) -> str:
        shown = (getattr(w, "value", "") for w in self._all())
        return " ".join(v for v in shown if isinstance(v, str) and "cv-problem" in v)

    @property
    def announced(self) -> str:
        return self.visit.channel.spoken.get("sentence", "")

    def issues(self, holder: str = "Press office") -> str:
        self.types("For whom", holder)
        self.types("Reason", "Asked by letter", nth=-1)
        self.presses("Issue the subscription")
        return self.addresses[0]


def everything_in_widgets() -> str:
    return repr([widget.get_state() for widget in registry._instances.values()])


def test_an_address_is_shown_once_and_then_nowhere(convoca: Convoca) -> None:
    person = Person(convoca)
    address = person.issues()

    assert address.startswith(f"{convoca.settings.feeds_address}/feeds/")
    assert person.announced == "The subscription is issued. Its address is below."
    person.presses("Hide the address")
    assert person.addresses == []
    assert address.split("/")[-2] not in everything_in_widgets()


def test_a_subscription_is_what_was_chosen(convoca: Convoca) -> None:
    person = Person(convoca)
    person.types("Calendar", SECRETARIAT)
    person.types("Period of sessions", None)
    person.types("Language", Language.PORTUGUESE)
    person.issues()

    (line,) = subscription_lines(uow=convoca.reading())
    assert (line.audience, line.period, line.language) == ("secretariat", None, "pt")
    assert line.holder == "Press office"


def test_the_list_says_who_reads_what_and_since_when(convoca: Convoca) -> None:
    person = Person(convoca)
    person.issues()
    (line,) = subscription_lines(uow=convoca.reading())
    note_uses([line.id], at=convoca.now(), uow=convoca.unit_of_work())
    person.issues("Protocol")
    first, second = person.cells

    assert first[:2] == ["Press office", "Public calendar"]
    assert first[-1] == second[-1] == "In use"
    assert (bool(first[-2]), second[-2]) == (True, "")


def test_another_address_takes_the_place_of_the_first(convoca: Convoca) -> None:
    person = Person(convoca)
    first = person.issues()
    person.table.selected = str(subscription_lines(uow=convoca.reading())[0].id)
    person.types("Reason", "Lost phone")
    person.presses("Make another address")

    (second,) = person.addresses
    assert second != first
    assert (
        person.announced
        == "The address is another one now; the old one stops. The new one is below."
    )


def test_a_revoked_one_is_said_to_be_and_offers_nothing(convoca: Convoca) -> None:
    person = Person(convoca)
    person.issues()
    key = str(subscription_lines(uow=convoca.reading())[0].id)
    person.table.selected = key
    person.types("Reason", "Left the office")
    person.presses("Revoke the subscription")

    assert [cells[-1] for cells in person.cells] == ["Revoked"]
    person.table.selected = key
    assert not person.can_press("Revoke the subscription")
    assert not person.can_press("Make another address")


def test_revoking_takes_an_address_from_sight_too(convoca: Convoca) -> None:
    person = Person(convoca)
    person.issues()
    person.table.selected = str(subscription_lines(uow=convoca.reading())[0].id)
    person.types("Reason", "A mistake")
    person.presses("Revoke the subscription")

    assert person.addresses == []


@pytest.mark.parametrize(("holder", "reason"), [("", "Asked"), ("Press office", "")])
def test_what_is_missing_is_told_and_nothing_is_issued(
    convoca: Convoca, holder: str, reason: str
) -> None:
    person = Person(convoca)
    person.types("For whom", holder)
    person.types("Reason", reason, nth=-1)
    person.presses("Issue the subscription")

    assert person.problems
    assert (person.addresses, subscription_lines(uow=convoca.reading())) == ([], ())


def test_two_who_act_at_once_are_told(convoca: Convoca) -> None:
    person = Person(convoca)
    person.issues()
    (line,) = subscription_lines(uow=convoca.reading())
    person.table.selected = str(line.id)
    revoke_subscription(line.id, now=convoca.now(), reason="Theirs", uow=convoca.unit_of_work())
    person.types("Reason", "Mine")
    person.presses("Make another address")

    assert "Press office" in person.problems
    assert [cells[-1] for cells in person.cells] == ["Revoked"]


def test_a_holder_with_markup_is_shown_as_written(convoca: Convoca) -> None:
    person = Person(convoca)
    person.issues(HOLDER)

    assert person.cells[0][0] == HOLDER  # the table shows text, whatever it looks like
    assert "<script>" not in "".join(
        w.value for w in person._all() if type(w).__name__ == "HtmlView"
    )

"""The view of the page Requests, drawn without a browser: every part of it, and what no widget may hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from ipywidgets import Button, Checkbox, Text, Widget
from ipywidgets.widgets import widget as registry

from convoca.app.frame import Visit
from convoca.app.models.requests import RequestsModel
from convoca.app.pages.requests import RequestsPage
from convoca.bootstrap import Convoca, open_convoca
from convoca.domain.language import Language
from convoca.domain.period_of_sessions import PeriodOfSessions
from convoca.services.protection import protect_participant
from support.builders import a_participant, a_period, a_request

SECRET = "Rosaura Quetzalli Invented"
TITLE = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def no_widget_of_another_test() -> Iterator[None]:
    Widget.close_all()
    yield
    Widget.close_all()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Convoca]:
    with open_convoca(database=f"sqlite:///{tmp_path / 'convoca.db'}") as convoca:
        yield convoca


@pytest.fixture
def period(office: Convoca) -> PeriodOfSessions:
    """A period with one request, whose only participant is protected."""
    period = a_period()
    person = a_participant(name=SECRET)
    request = a_request(period, reference="PS 901-1", title=TITLE, participants=(person,))
    with office.unit_of_work() as uow:
        period = uow.periods.save(period)
        uow.requests.save(request)
        uow.commit(reason="Example")
    protect_participant(
        request.id, person.id, pseudonym="Witness 1", reason="Asked", uow=office.unit_of_work()
    )
    return period


def page(
    office: Convoca,
    period: PeriodOfSessions,
    language: Language = Language.ENGLISH,
    **parameters: str,
) -> RequestsPage:
    visit = Visit("requests", language, parameters)
    return RequestsPage(visit, office, RequestsModel(office, period))


def below(widget: Widget) -> Iterator[Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from below(child)


def press(shown: RequestsPage, label: str) -> None:
    found = [w for w in below(shown.stage) if isinstance(w, Button) and w.description == label]
    found[-1].click()


def text_input(shown: RequestsPage, label: str) -> Text:
    found = [w for w in below(shown.stage) if isinstance(w, Text) and w.description == label]
    return found[-1]


def states_of_living_widgets() -> str:
    return repr([widget.get_state() for widget in registry._instances.values()])


def words(shown: RequestsPage) -> str:
    return repr([widget.get_state() for widget in below(shown.stage)])


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("view", ["register", "enter", "correct", "import", "several", "nonsense"])
def test_every_view_is_drawn_in_every_language(office, period, language, view):
    shown = page(office, period, language, request="PS 901-1", view=view)

    assert len(list(below(shown.stage))) > 5


def test_a_title_stays_text(office, period):
    assert "&lt;script&gt;" in words(page(office, period, request="PS 901-1"))


def test_an_empty_register_says_what_to_do(office):
    with office.unit_of_work() as uow:
        empty = uow.periods.save(a_period(number=902))
        uow.commit(reason="Example")

    assert "No requests yet. Import a file or enter one." in words(page(office, empty))


def test_what_was_searched_stays_out_of_the_address(office, period):
    visit = Visit("requests", Language.ENGLISH, {})
    shown = RequestsPage(visit, office, RequestsModel(office, period))
    shown._register.table.view = {"search": SECRET, "filters": {"Decision": "Pending"}}

    assert "Pending" in visit.channel.address
    assert "Rosaura" not in visit.channel.address


def test_a_name_is_shown_on_a_reason_and_lives_in_no_widget_after(office, period):
    shown = page(office, period, request="PS 901-1")
    press(shown, "Show identity…")
    press(shown, "Show the name once")
    assert SECRET not in states_of_living_widgets()

    text_input(shown, "Reason").value = "To convoke the witness"
    press(shown, "Show the name once")
    assert SECRET in states_of_living_widgets()

    press(shown, "Hide the name")
    assert SECRET not in states_of_living_widgets()


def test_a_name_to_be_sealed_lives_in_no_widget_once_taken_in(office, period):
    shown = page(office, period, view="enter")
    press(shown, "Add who takes part…")
    protect = [w for w in below(shown.stage) if isinstance(w, Checkbox) and "64.3" in w.description]
    protect[0].value = True
    text_input(shown, "Name").value = SECRET
    press(shown, "Take in")

    assert "Representative 1" in words(shown)
    assert SECRET not in states_of_living_widgets()

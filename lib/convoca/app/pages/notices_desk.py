"""What all parts of the page Notices share: the visit, the model, the long work, and how an act is done and told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ipywidgets import Button, SelectMultiple, Text, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.notices import NoticesModel
from convoca.app.models.notices_dossiers import DossiersModel
from convoca.app.models.notices_sending import SendingModel
from convoca.app.models.notices_visits import VisitsModel
from convoca.app.models.notices_work import NoticesWork
from convoca.app.widgets.answer import Answer
from convoca.app.widgets.choice_lists import Choices
from convoca.app.widgets.desk import AnyDesk
from convoca.app.widgets.parts import button, heading, reason_input
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string
from convoca.domain.language import Language
from convoca.i18n.catalogue import text

#: A record beside the table that it was chosen from where there is room, else below it.
SIDE_BY_SIDE = {
    "display": "grid",
    "grid_template_columns": "repeat(auto-fit, minmax(min(32rem, 100%), 1fr))",
    "grid_gap": "1rem 1.5rem",
    "align_items": "flex-start",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Given to every part of the page."""

    visit: Visit
    model: NoticesModel
    work: NoticesWork = field(init=False)
    dossiers: DossiersModel = field(init=False)
    sending: SendingModel = field(init=False)
    visits: VisitsModel = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "work", NoticesWork(self.model))
        object.__setattr__(self, "dossiers", DossiersModel(self.model))
        object.__setattr__(self, "sending", SendingModel(self.model))
        object.__setattr__(self, "visits", VisitsModel(self.model))

    @property
    def language(self) -> Language:
        return self.visit.language


class Acts:
    """Buttons that do something with one reason, and a place that says what stood in the way.

    For a part of the page::

        acts = Acts(desk, reason="Notice discarded")
        acts.offer("Discard", lambda reason: ..., style="danger")     # returns what is announced
        VBox([acts.reason, acts.answer.widget, HBox(acts.buttons)])
    """

    def __init__(self, desk: AnyDesk, *, reason: str = "") -> None:
        self._desk = desk
        self.reason: Text = reason_input(desk.language, reason)
        self.answer = Answer(desk.language)
        self.buttons: list[Button] = []

    def offer(
        self, label: str, act: Callable[[str], str], *, style: str = "", tip: str = ""
    ) -> Button:
        """Add a button; ``act`` gets the reason, and raises ConvocaError where something stops it."""
        made = button(label, lambda: self.do(lambda: act(self.reason.value)), style=style, tip=tip)
        self.buttons.append(made)
        return made

    def do(self, act: Callable[[], str]) -> bool:
        """Do it and announce what it says; what it refuses stands in ``answer``."""
        return self.answer.went_well(lambda: self._desk.visit.announce(act()))


class Saying(HtmlView):
    """A sentence or a few; while it says nothing it takes no room."""

    def say(self, fragment: SafeHtml | None) -> None:
        self.value = fragment or SafeHtml()
        self.layout.display = "" if fragment else "none"


def saying(fragment: SafeHtml | None = None) -> Saying:
    made = Saying()
    made.say(fragment)
    return made


def reoffer(several: SelectMultiple, options: Choices, *, chosen: Iterable[object]) -> None:
    """Offer other options; the browser must know that none is chosen before they go."""
    keys = set(chosen)
    several.value = ()
    several.options = options
    several.value = tuple(key for _, key in options if key in keys)


def way_to(anchor: str, name: str, language: Language) -> SafeHtml:
    """Lead from a table to the record that was chosen in it, which may stand below."""
    return html_string(
        '<a href="#{anchor}">{label}</a>',
        anchor=anchor,
        label=text("Go to {reference}", language, reference=name),
    )


def card(title: str, *parts: Widget) -> VBox:
    """Return a part of the page under its heading."""
    made: VBox = VBox([heading(2, title), *parts]).add_class("cv-card")
    return made


def allow(made: Button, *, why_not: str) -> None:
    """Let a button be pressed, or say why it cannot be: an empty reason allows it."""
    made.disabled = bool(why_not)
    made.tooltip = why_not or None

"""What the parts of Calendars and exports share: how a file is handed over, and how a refusal is told."""

from collections.abc import Callable

from ipywidgets import Button, VBox, Widget

from convoca.app.frame import Visit
from convoca.app.models.calendars import CalendarsModel, Download
from convoca.app.pages.calendars_files import files_section
from convoca.app.widgets.parts import heading, paragraph
from convoca.domain.errors import ConvocaError
from convoca.i18n.catalogue import text
from convoca.i18n.errors import error_text


class Desk:
    """What the parts of the page share: who visits, the model, and how a file is handed over."""

    def __init__(self, visit: Visit, model: CalendarsModel) -> None:
        self.visit, self.model, self.language = visit, model, visit.language
        self.files = VBox([files_section(model, visit.language)])
        self._redraw: list[Callable[[], None]] = []

    def redraw_with(self, draw: Callable[[], None]) -> None:
        """Call ``draw`` after each act: what was handed out is no news any more."""
        self._redraw.append(draw)

    def button(
        self, label: str, act: Callable[[], str], outcome: VBox, *, style: str = ""
    ) -> Button:
        """Make a button that does ``act`` and tells what it said; a refusal stands in ``outcome``."""
        made = Button(description=label, button_style=style)

        def pressed(_button: object) -> None:
            made.disabled, outcome.children = True, ()
            try:
                self.visit.announce(act())
            except ConvocaError as error:
                said = error_text(error, self.language)
                told = paragraph("problem", said)
                outcome.children = (told,)
            finally:
                made.disabled = False
            self.files.children = (files_section(self.model, self.language),)
            for draw in self._redraw:
                draw()

        made.on_click(pressed)
        return made

    def download(self, label: str, make: Callable[[], Download], outcome: VBox) -> Button:
        """Make a button that hands over a file."""

        def hand_over() -> str:
            made = make()
            self.visit.offer(made.name, made.content)
            return text("{file} is ready.", self.language, file=made.name)

        return self.button(label, hand_over, outcome)


def section(title: str, *parts: Widget) -> VBox:
    """Make a card that takes its share of the row."""
    made = VBox([heading(2, title), *parts]).add_class("cv-card")
    made.layout.flex, made.layout.min_width = "1 1 24rem", "0"
    return made

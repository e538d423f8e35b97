"""What came of an act, said calmly beside it and read out at once."""

from collections.abc import Callable

from convoca.app.widgets.finding_line import worded
from convoca.app.widgets.parts import paragraph_html
from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, safe_html
from convoca.domain.errors import ConflictingEdit, ConvocaError
from convoca.domain.language import Language


class Answer:
    """Says what stood in the way of an act, in ``widget``."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.widget: HtmlView = safe_html("")
        self.clear()

    def clear(self) -> None:
        self.widget.value = ""
        self.widget.layout.display = "none"

    def problem(self, sentence: str) -> None:
        self._say(paragraph_html("problem", sentence))

    def warn(self, sentence: str) -> None:
        self._say(html_string('<p class="cv-warning" role="alert">{said}</p>', said=sentence))

    def went_well(self, action: Callable[[], object]) -> bool:
        """Do ``action``; word what it refuses and return False. Two versions are not settled here."""
        self.clear()
        try:
            action()
        except ConflictingEdit:
            raise
        except ConvocaError as error:
            self.problem(worded(error, self._language))
            return False
        return True

    def _say(self, fragment: SafeHtml) -> None:
        self.widget.value = fragment
        self.widget.layout.display = ""

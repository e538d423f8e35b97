"""How far a search is, and the button that ends it with the best so far."""

from collections.abc import Collection

from ipywidgets import HBox

from convoca.app.models.planning import Search
from convoca.app.pages.programme_desk import Desk
from convoca.app.widgets.parts import button
from convoca.app.widgets.safe_html import HtmlView, html_string
from convoca.i18n.catalogue import text
from convoca.scheduling.answers import Progress


class Running:
    """Shown while one of some searches runs. Its numbers change too fast to be read out."""

    def __init__(self, desk: Desk, searches: Collection[Search]) -> None:
        self._desk, self._searches = desk, searches
        self._line = HtmlView(layout={"flex": "1 1 20rem"})
        cancel = button(text("Cancel; keep the best so far", desk.language), desk.planning.cancel)
        self.widget = HBox([self._line, cancel], layout={"display": "none"})
        self.widget.add_class("cv-actions")
        desk.planning.observe(lambda _: self._follow(), "running")
        desk.planning.observe(lambda change: self._tell(change["new"]), "progress")

    @property
    def _is_shown(self) -> bool:
        return self._desk.planning.running in self._searches

    def _follow(self) -> None:
        self.widget.layout.display = "" if self._is_shown else "none"
        if self._is_shown:
            said = text("Searching…", self._desk.language)
            self._say(said)
            self._desk.visit.announce(said)

    def _tell(self, progress: Progress | None) -> None:
        if progress is not None and self._is_shown:
            self._say(progress_words(progress, self._desk))

    def _say(self, said: str) -> None:
        self._line.value = html_string('<p class="cv-progress">{said}</p>', said=said)


def progress_words(progress: Progress, desk: Desk) -> str:
    """Say how far a search is: placed, best so far, what nothing can go below, seconds."""
    language = desk.language
    placed, total = progress.placed, progress.events
    parts = [text("{placed} of {total} placed", language, placed=placed, total=total)]
    if progress.cost is not None:
        parts.append(text("best so far {cost}", language, cost=progress.cost))
    if progress.bound is not None:
        parts.append(text("nothing goes below {bound}", language, bound=progress.bound))
    parts.append(text("{seconds} s", language, seconds=round(progress.seconds)))
    return " · ".join(parts)

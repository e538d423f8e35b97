"""How far long work of the page Notices is, and the button that ends it."""

from ipywidgets import HBox

from convoca.app.models.notices_work import Doing, Step
from convoca.app.pages.notices_desk import Desk
from convoca.app.widgets.parts import button
from convoca.app.widgets.safe_html import HtmlView, html_string
from convoca.i18n.catalogue import text


class Running:
    """Shown while one kind of work runs. Its numbers change too fast to be read out."""

    def __init__(self, desk: Desk, doing: Doing) -> None:
        self._desk, self._doing = desk, doing
        self._line = HtmlView(layout={"flex": "1 1 16rem"})
        stop = button(text("Cancel", desk.language), desk.work.cancel)
        self.widget = HBox([self._line, stop], layout={"display": "none"})
        self.widget.add_class("cv-actions")
        desk.work.observe(lambda _: self._follow(), "running")
        desk.work.observe(lambda change: self._tell(change["new"]), "step")

    def _follow(self) -> None:
        is_shown = self._desk.work.running == self._doing
        self.widget.layout.display = "" if is_shown else "none"
        if is_shown:
            said = self._begun()
            self._say(said)
            self._desk.visit.announce(said)

    def _begun(self) -> str:
        if self._doing is Doing.DRAFTING:
            return text("Drafting…", self._desk.language)
        return text("Sending…", self._desk.language)

    def _tell(self, step: Step | None) -> None:
        if step is None or self._desk.work.running != self._doing:
            return
        done, total = step
        told = text("{done} of {total}", self._desk.language, done=done, total=total)
        self._say(f"{self._begun()} {told}")

    def _say(self, said: str) -> None:
        self._line.value = html_string('<p class="cv-progress">{said}</p>', said=said)

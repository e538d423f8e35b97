"""The frame that all pages share: who asks, in which language, and what happens when something fails.

A page module is a model, a view, and a ``show`` that its launcher notebook calls::

    from convoca.app import frame
    from convoca.i18n.catalogue import text

    def build(visit: frame.Visit) -> frame.View:
        number = visit.parameters.get("period")          # from ?period=191
        save = frame.Autosave(model.save_draft, visit)   # <= 2 s after a change
        model.observe(lambda _: save.changed(), "title")
        button.on_click(lambda _: visit.announce(text("Request accepted", visit.language)))
        return frame.View(text("Hearing requests", visit.language), widgets.VBox([...]))

    def show() -> None:
        frame.show(build)

The title becomes the page's ``h1`` and the document's title: a view draws headings from ``h2`` on.
Nothing of the visit is known while a page module is imported (kernels are started before anybody
comes): read ``visit`` inside ``build``. No callback needs its own safety net: what it raises is
caught here, told calmly, and logged under the reference that the person is shown.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from IPython import get_ipython
from IPython.display import display
from ipywidgets import Widget

from convoca.app.autosave import Autosave
from convoca.app.channel import Channel
from convoca.app.error_boundary import ErrorBoundary, log_to_server
from convoca.domain.language import Language

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "eml": "message/rfc822",
    "ics": "text/calendar",
    "json": "application/json",
    "pdf": "application/pdf",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "zip": "application/zip",
}

__all__ = ["Autosave", "View", "Visit", "arrive", "show"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One person at one page: what was asked for, and how to answer beyond the widgets."""

    page: str
    language: Language
    parameters: Mapping[str, str] = field(default_factory=dict)
    person: str = ""
    channel: Channel = field(default_factory=Channel)

    def link(self, page: str, **parameters: object) -> str:
        """Return the relative address of ``page``, in the language of this visit."""
        return link(page, self.language, **parameters)

    def navigate(self, page: str, **parameters: object) -> None:
        """Send the browser to ``page``."""
        self.channel.go_to(self.link(page, **parameters))

    def remember(self, **parameters: object) -> None:
        """Put ``parameters`` into the address bar, so that a reload comes back to the same place."""
        self.channel.address = self.link(self.page, **parameters)

    def banner(self, sentence: str) -> None:
        """Say above the page what holds for all of it: that the data are an example, for one."""
        self.channel.banner = sentence

    def offer(self, name: str, content: bytes) -> None:
        """Hand a file to the person: the browser saves it under ``name``, a folder before a hyphen."""
        suffix = name.rpartition(".")[2]
        self.channel.offer(name.replace("/", "-"), content, _MEDIA_TYPES[suffix])

    def announce(self, sentence: str) -> None:
        """Tell what was done: shown for a moment, and read out when the reader has a pause."""
        self.channel.say(sentence)

    def alert(self, sentence: str) -> None:
        """Tell what went wrong: shown until dismissed, and read out at once."""
        self.channel.say(sentence, urgent=True)


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows: its title in the visit's language and one widget."""

    title: str
    body: Widget


_arrived: Visit | None = None


def link(page: str, language: Language, /, **parameters: object) -> str:
    """Return the relative address of ``page`` with ``parameters``; None leaves one out.

    >>> link("requests", Language.SPANISH, period=191, hearing=None)
    'requests?language=es&period=191'
    """
    given = {name: str(value) for name, value in parameters.items() if value is not None}
    return f"{page}?{urlencode({'language': language.value, **given})}"


def show(build: Callable[[Visit], View]) -> None:
    """Build the view for whoever came, and display it; a failure becomes a calm sentence.

    In JupyterLab and in tests, where no server announced a visit, a failure stays a traceback.
    """
    if _arrived is None:
        _display(build, _visit_without_server())
        return
    boundary = ErrorBoundary(_arrived.language, _arrived.alert)
    boundary.catch_callbacks_of(get_ipython())
    with boundary:
        _display(build, _arrived)
    if boundary.apology is not None:
        display(boundary.apology)


def _display(build: Callable[[Visit], View], visit: Visit) -> None:
    view = build(visit)
    visit.channel.title = view.title
    display(view.body)


def arrive(page: str, parameters: dict[str, str], language: str, person: str) -> None:
    """Take note of who came: the server runs this in the page's kernel before the launcher."""
    global _arrived  # noqa: PLW0603 - a kernel serves one visit
    log_to_server()
    _arrived = Visit(page, Language(language), parameters, person)


def _visit_without_server() -> Visit:
    """Return a visit for a notebook that no Convoca server runs: JupyterLab, or a test."""
    parameters = dict(parse_qsl(os.environ.get("QUERY_STRING", "")))
    language = parameters.get("language", Language.SPANISH)
    return Visit("", Language(language), parameters)

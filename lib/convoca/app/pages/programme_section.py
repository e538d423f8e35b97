"""A section of the chosen activity's panel: what is on record, and the forms that change it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ipywidgets import HTML, Widget

from convoca.app.pages.programme_form import Form
from convoca.app.widgets.parts import heading, paragraph
from convoca.app.widgets.safe_html import SafeHtml, html_string, joined

#: What a form calls once it went through.
Done = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Section:
    """``forms`` hold what somebody may be typing: a section is not drawn anew over that."""

    widget: Widget
    forms: tuple[Form, ...] = ()

    @property
    def is_dirty(self) -> bool:
        return any(form.is_dirty for form in self.forms)


def heading(title: str) -> HTML:
    return heading(3, title)


def note(sentence: str) -> HTML:
    return paragraph("muted", sentence)


def facts(pairs: Mapping[str, object]) -> SafeHtml:
    """Return names and values as a list of facts; what is empty is left out."""
    lines = (
        html_string("<dt>{name}</dt><dd>{value}</dd>", name=name, value=value)
        for name, value in pairs.items()
        if value
    )
    return html_string('<dl class="cv-facts">{lines}</dl>', lines=joined(lines))

"""Small parts that every page is made of: sentences, headings, facts, buttons, the reason."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from ipywidgets import Button, Text, Widget

from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined, safe_html
from convoca.domain.language import Language
from convoca.i18n.catalogue import text

Style = Literal["help", "muted", "note", "problem", "success", "warning"]

#: Characters of a title where it is one of many.
_LONGEST = 80


def paragraph(style: Style, sentence: str) -> HtmlView:
    """Say a sentence; a problem is read out at once."""
    return HtmlView(paragraph_html(style, sentence))


def paragraph_html(style: Style, sentence: str) -> SafeHtml:
    if style == "problem":
        return html_string('<p class="cv-problem" role="alert">{said}</p>', said=sentence)
    return html_string('<p class="cv-{style}">{said}</p>', style=style, said=sentence)


def heading(level: Literal[2, 3], title: str) -> HtmlView:
    return safe_html("<h{level}>{title}</h{level}>", level=level, title=title)


def facts(pairs: Mapping[str, object]) -> SafeHtml:
    """Return names and values as a list of facts; what is empty is left out."""
    lines = (
        html_string('<dt>{name}</dt><dd dir="auto">{value}</dd>', name=name, value=value)
        for name, value in pairs.items()
        if value
    )
    return html_string('<dl class="cv-facts">{lines}</dl>', lines=joined(lines))


def chip(style: str, label: str) -> SafeHtml:
    """Return a label with the sign of ``style``: a verdict, draft or done."""
    return html_string(
        '<span class="cv-chip cv-chip--{style}">{label}</span>', style=style, label=label
    )


def button(label: str, act: Callable[[], object], *, style: str = "", tip: str = "") -> Button:
    """Return a button; ``tip`` says what its label leaves out."""
    made = Button(description=label, button_style=style, tooltip=tip or None)
    made.on_click(lambda _: act())
    return made


def draft_is_back(language: Language) -> SafeHtml:
    """Say that a form holds what was typed on an earlier visit."""
    return paragraph_html("note", text("What you had typed here and not saved is back.", language))


def reason_input(language: Language, default: str = "") -> Text:
    """Return the input for the reason that every change is recorded with."""
    return Text(
        description=text("Reason", language),
        value=default,
        placeholder="" if default else text("Required; it goes on record", language),
    )


def short(title: str, most: int = _LONGEST) -> str:
    """Return a title that fits a list: one line, no control characters, cut where it is long."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def swap(box: Any, widgets: Sequence[Widget]) -> None:
    """Show other widgets in a box and close the old ones, which the browser would keep for ever."""
    old, box.children = box.children, tuple(widgets)
    for widget in old:
        if widget not in widgets:
            _close(widget)


def _close(widget: Any) -> None:
    for child in getattr(widget, "children", ()):
        _close(child)
    widget.close()

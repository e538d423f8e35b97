"""The one door through which text becomes HTML on a page.

A template is a literal of ours, and every value in it is escaped; what is shown is then cut down
to a fixed list of elements. No other module uses ``HTML``, ``HTMLMath`` or ``_repr_html_``: a
title of a hearing must never become a script.
"""

import html
import re
from collections.abc import Iterable
from typing import Final, LiteralString

import nh3
from ipywidgets import HTML
from traitlets import Bunch, validate

_ELEMENTS: Final = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del",
    "details", "div", "dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li",
    "mark", "ol", "p", "q", "s", "section", "small", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES: Final = {
    "*": {
        "aria-current", "aria-describedby", "aria-hidden", "aria-label", "aria-labelledby",
        "aria-level", "aria-live", "aria-sort", "class", "dir", "id", "lang", "role", "title",
    },
    "a": {"download", "href", "hreflang"},
    "details": {"open"},
    "ol": {"start"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"abbr", "colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}  # fmt: skip
_OWN_ADDRESS: Final = re.compile(r"(#|\?|mailto:|[\w.-]+([/?#]|$))[^\s\\]*", re.ASCII)


class SafeHtml(str):
    """HTML whose values were escaped; as a value of another template it is taken as it stands."""

    __slots__ = ()


def escape(value: object) -> SafeHtml:
    """Return ``value`` as text that no browser takes for markup."""
    return value if isinstance(value, SafeHtml) else SafeHtml(html.escape(str(value)))


def html_string(template: LiteralString, /, **values: object) -> SafeHtml:
    """Fill ``template``, a literal, with escaped ``values``.

    >>> html_string("<li>{title}</li>", title="<script>alert(1)</script>")
    '<li>&lt;script&gt;alert(1)&lt;/script&gt;</li>'
    """
    return SafeHtml(template.format(**{name: escape(value) for name, value in values.items()}))


def joined(fragments: Iterable[object], separator: str = "") -> SafeHtml:
    """Return ``fragments`` one after the other, those that are not HTML escaped."""
    return SafeHtml(escape(separator).join(escape(fragment) for fragment in fragments))


class HtmlView(HTML):
    """Shows ``SafeHtml``; any other text that is put into its ``value`` is shown as text."""

    @validate("value")
    def _only_safe(self, proposal: Bunch) -> SafeHtml:
        return SafeHtml(cleaned(escape(proposal.value)))


def safe_html(template: LiteralString, /, **values: object) -> HtmlView:
    """Return a widget that shows ``template``, a literal, filled with escaped ``values``.

    To show something else later: ``widget.value = html_string("<p>{title}</p>", title=title)``.
    """
    return HtmlView(html_string(template, **values))


def cleaned(fragment: SafeHtml) -> str:
    """Return ``fragment`` without the elements, attributes and addresses that no page of ours needs."""
    return nh3.clean(
        fragment,
        tags=_ELEMENTS,
        attributes=_ATTRIBUTES,
        attribute_filter=_without_foreign_address,
        url_schemes={"mailto"},
        link_rel=None,
    )


def _without_foreign_address(_element: str, attribute: str, value: str) -> str | None:
    """Drop an ``href`` that leads out of Convoca (``//host`` counts as relative for nh3)."""
    if attribute == "href" and not _OWN_ADDRESS.fullmatch(value):
        return None
    return value

"""Whatever a title holds, a page shows it as text."""

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.app.widgets.safe_html import SafeHtml, cleaned, escape, html_string, joined, safe_html

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "</td></tr></table><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext></p><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{0.__class__} {title} {{",
    "<!-- --!><script>alert(1)</script>",
    "<p>\x00<scr\x00ipt>alert(1)</script>",
]


class Seen(HTMLParser):
    """What a browser would find in a piece of HTML."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_is_shown_as_it_stands(title: str) -> None:
    seen = Seen(safe_html("<p>{title}</p>", title=title).value)
    assert seen.tags == ["p"]
    assert seen.text == title.replace("\x00", "")


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_value_stays_inside_its_attribute(title: str) -> None:
    seen = Seen(safe_html('<p title="{title}">x</p>', title=title).value)
    assert (seen.tags, seen.attributes) == (["p"], ["title"])


@given(st.text())
def test_any_text_stays_text(title: str) -> None:
    seen = Seen(safe_html("<td>{title}</td><p>{title}</p>", title=title).value)
    assert set(seen.tags) == {"p"}
    assert not seen.attributes


def test_fragments_nest_without_being_escaped_twice() -> None:
    rows = joined(html_string("<tr><td>{name}</td></tr>", name=name) for name in ("A & B", "<C>"))
    shown = safe_html("<table><tbody>{rows}</tbody></table>", rows=rows).value
    assert shown == (
        "<table><tbody><tr><td>A &amp; B</td></tr><tr><td>&lt;C&gt;</td></tr></tbody></table>"
    )


def test_a_fragment_that_was_changed_is_text_again() -> None:
    """Only what came out of a template as it is may stay HTML."""
    changed = html_string("<b>{name}</b>", name="A") + "<script>"
    assert not isinstance(changed, SafeHtml)
    assert escape(changed) == "&lt;b&gt;A&lt;/b&gt;&lt;script&gt;"


def test_joined_escapes_what_is_not_html() -> None:
    assert joined(["<a>", html_string("<b>{x}</b>", x="c")], ", ") == "&lt;a&gt;, <b>c</b>"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org/",
        "\\\\example.org",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "requests\n//example.org",
    ],
)
def test_a_link_leads_to_no_other_place(address: str) -> None:
    assert safe_html('<a href="{address}">x</a>', address=address).value == "<a>x</a>"


@pytest.mark.parametrize(
    "address",
    [
        "requests?language=es&period=191",
        "#finding-64.2",
        "?hearing=a%20b",
        "home",
        "mailto:sessions@example.org",
    ],
)
def test_a_link_of_ours_works(address: str) -> None:
    shown = safe_html('<a href="{address}">x</a>', address=address).value
    assert shown == f'<a href="{html.escape(address)}">x</a>'


@pytest.mark.parametrize(
    "template",
    [
        "<button>x</button>",
        "<form><input></form>",
        "<style>p{{}}</style>",
        "<img src='x.png'>",
        "<iframe src='home'></iframe>",
        "<object data='x'></object>",
        "<base href='x'>",
        "<meta http-equiv='refresh' content='0'>",
    ],
)
def test_an_element_that_no_page_needs_is_dropped(template: str) -> None:
    assert not set(Seen(safe_html(template).value).tags)  # type: ignore[arg-type]


def test_what_tables_and_screen_readers_need_is_kept() -> None:
    template = (
        '<table class="cv-table" id="t"><caption lang="es">c</caption><thead><tr>'
        '<th scope="col" aria-sort="ascending">h</th></tr></thead><tbody><tr>'
        '<td colspan="2"><time datetime="2022-01-16">16</time><abbr title="x">y</abbr></td>'
        "</tr></tbody></table>"
    )
    assert re.findall(r"[\w-]+=", safe_html(template).value) == re.findall(r"[\w-]+=", template)


def test_event_handlers_and_styles_are_dropped() -> None:
    shown = cleaned(html_string('<p onclick="alert(1)" style="color:red" class="cv-note">x</p>'))
    assert shown == '<p class="cv-note">x</p>'


def test_a_text_put_into_the_widget_later_is_shown_as_text() -> None:
    shown = safe_html("<p>first</p>")
    shown.value = "<script>alert(1)</script><b>second</b>"
    assert Seen(shown.value).tags == []
    shown.value = html_string("<b>{word}</b>", word="<third>")
    assert shown.value == "<b>&lt;third&gt;</b>"


def test_changes_that_are_held_back_are_not_escaped_twice() -> None:
    shown = safe_html("<p>first</p>")
    with shown.hold_trait_notifications():
        shown.value = html_string("<b>{word}</b>", word="a & b")
    assert shown.value == "<b>a &amp; b</b>"

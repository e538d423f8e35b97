"""Small parts that the panels of the page Requests share."""

from collections.abc import Callable
from contextlib import suppress

from ipywidgets import Button, Text

from convoca.app.widgets.safe_html import HtmlView, SafeHtml, html_string, joined, safe_html
from convoca.domain.errors import ConflictingEdit, ConvocaError, InvalidValue, ProtectedNameFound
from convoca.domain.finding import Finding, Verdict
from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.errors import error_text
from convoca.i18n.field_words import field_name
from convoca.i18n.words import word


class Answer:
    """Says calmly, beside what was done, what stood in its way; read out at once."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.widget: HtmlView = safe_html("")
        self.clear()

    def clear(self) -> None:
        self.widget.value = ""
        self.widget.layout.display = "none"

    def problem(self, sentence: str) -> None:
        self._say(html_string('<p class="cv-problem" role="alert">{said}</p>', said=sentence))

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


def worded(error: ConvocaError, language: Language) -> str:
    """Word an error; the field that it is about is called as the form calls it."""
    with suppress(KeyError):
        match error:
            case ProtectedNameFound():
                name = field_name(field_of(str(error.values["where"])), language)
                error = ProtectedNameFound(f"“{name}”")
            case InvalidValue():
                name = field_name(error.field, language)
                others = {k: v for k, v in error.values.items() if k not in {"field", "detail"}}
                error = InvalidValue(name, error.detail, **others)
    return error_text(error, language)


def field_of(path: str) -> str:
    """Return the field at the head of a dotted path.

    >>> field_of("participants[2].purpose")
    'participants'
    """
    return path.split(".", 1)[0].split("[", 1)[0]


def button(label: str, on_click: Callable[[], object], *, style: str = "", tip: str = "") -> Button:
    """Return a button; ``tip`` says what its label leaves out."""
    made = Button(description=label, button_style=style, tooltip=tip or None)
    made.on_click(lambda _: on_click())
    return made


def reason_input(language: Language, default: str = "") -> Text:
    """Return the input for the reason that every change is recorded with."""
    return Text(
        description=text("Reason", language),
        value=default,
        placeholder="" if default else text("Required; it goes on record", language),
    )


def shortened(title: str, most: int = 90) -> str:
    """Return a title for a list, on one line; the panel shows it whole."""
    plain = " ".join(title.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def chip(verdict: Verdict, language: Language, label: str = "") -> SafeHtml:
    """Return a verdict as sign and word."""
    return html_string(
        '<span class="cv-chip cv-chip--{style}">{label}</span>',
        style=verdict.value.lower(),
        label=label or word(verdict, language),
    )


def finding_html(finding: Finding, language: Language) -> SafeHtml:
    """Return a finding folded into its verdict and name where it is met, with its words below."""
    cure = findings.cure(finding, language)
    body = html_string(
        "<summary>{chip} <strong>{title}</strong> <span class='cv-muted'>{articles}</span></summary>"
        "<p>{sentence}</p>{cure}",
        chip=chip(finding.verdict, language),
        title=findings.title(finding.rule, language),
        articles=findings.articles(finding.citations, language),
        sentence=findings.sentence(finding, language),
        cure=html_string("<p><em>{cure}</em></p>", cure=cure) if cure else "",
    )
    if finding.verdict is Verdict.MET:
        return html_string("<details>{body}</details>", body=body)
    return html_string('<details open="">{body}</details>', body=body)


def facts_html(facts: dict[str, object]) -> SafeHtml:
    """Return names and values as a list of facts; what is empty is left out."""
    lines = (
        html_string('<dt>{name}</dt><dd dir="auto">{value}</dd>', name=name, value=value)
        for name, value in facts.items()
        if value
    )
    return html_string('<dl class="cv-facts">{lines}</dl>', lines=joined(lines))

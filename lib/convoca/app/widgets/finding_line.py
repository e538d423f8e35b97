"""A finding in words, and what stopped the work, beside the field that it is about or below the form."""

import re

from convoca.app.widgets.parts import chip
from convoca.app.widgets.safe_html import SafeHtml, html_string
from convoca.domain.errors import ConvocaError, InvalidValue, ProtectedNameFound
from convoca.domain.finding import Finding, Verdict
from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.errors import error_text
from convoca.i18n.field_words import field_name
from convoca.i18n.words import word

#: A field, and which of its items: "decisions[2].text".
_PLACE = re.compile(r"(\w+)(?:\[(\d+)\])?")


def verdict_chip(verdict: Verdict, language: Language, label: str = "") -> SafeHtml:
    """Return the verdict as a word with its sign."""
    return chip(verdict.lower(), label or word(verdict, language))


def finding_line(finding: Finding, language: Language) -> SafeHtml:
    """Word a finding: verdict, article, what was found, what would mend it."""
    return html_string(
        "<p>{chip} <strong>{article}</strong> {sentence} <em>{cure}</em></p>",
        chip=verdict_chip(finding.verdict, language),
        article=findings.basis(finding, language),
        sentence=findings.sentence(finding, language),
        cure=findings.cure(finding, language),
    )


def finding_details(finding: Finding, language: Language) -> SafeHtml:
    """Word a finding under its name, folded where the rule is met."""
    cure = findings.cure(finding, language)
    body = html_string(
        "<summary>{chip} <strong>{title}</strong> <span class='cv-muted'>{articles}</span></summary>"
        "<p>{sentence}</p>{cure}",
        chip=verdict_chip(finding.verdict, language),
        title=findings.title(finding.rule, language),
        articles=findings.articles(finding.citations, language),
        sentence=findings.sentence(finding, language),
        cure=html_string("<p><em>{cure}</em></p>", cure=cure) if cure else "",
    )
    if finding.verdict is Verdict.MET:
        return html_string("<details>{body}</details>", body=body)
    return html_string('<details open="">{body}</details>', body=body)


def field_of(error: ConvocaError) -> str:
    """Return the field that an error is about, or nothing."""
    if isinstance(error, ProtectedNameFound):
        return field_at(str(error.values["where"]))
    return error.field if isinstance(error, InvalidValue) else ""


def field_at(path: str) -> str:
    """Return the field at the head of a path.

    >>> field_at("participants[2].purpose")
    'participants'
    """
    found = _PLACE.match(path)
    return found.group(1) if found else ""


def sentence_of(error: ConvocaError, language: Language) -> str:
    """Word an error that stands beside its field: the field is not named again."""
    if isinstance(error, InvalidValue):
        values = {name: value for name, value in error.values.items() if name != "detail"}
        return text(error.detail, language, **values)
    return worded(error, language)


def worded(error: ConvocaError, language: Language) -> str:
    """Word an error that stands alone; where a protected name was found is said as people know it."""
    if not isinstance(error, ProtectedNameFound):
        return error_text(error, language)
    found = _PLACE.match(str(error.values["where"]))
    number = found.group(2) if found else ""
    where = f"{_named(field_of(error), language)} {number or ''}".strip()
    return text(error.template, language, where=where)


def _named(field: str, language: Language) -> str:
    try:
        return field_name(field, language)
    except KeyError:
        return field

"""A finding on one line, and what stopped the work beside the field that it is about."""

import re

from convoca.app.widgets.safe_html import SafeHtml, html_string
from convoca.domain.errors import ConvocaError, InvalidValue, ProtectedNameFound
from convoca.domain.finding import Finding
from convoca.domain.language import Language
from convoca.i18n import findings
from convoca.i18n.catalogue import text
from convoca.i18n.errors import error_text
from convoca.i18n.field_words import field_name
from convoca.i18n.words import word

#: A field, and which of its items: "decisions[2].text".
_PLACE = re.compile(r"(\w+)(?:\[(\d+)\])?")


def verdict_chip(finding: Finding, language: Language) -> SafeHtml:
    """Return the verdict as a word with its sign."""
    return html_string(
        '<span class="cv-chip cv-chip--{verdict}">{word}</span>',
        verdict=finding.verdict.lower(),
        word=word(finding.verdict, language),
    )


def finding_line(finding: Finding, language: Language) -> SafeHtml:
    """Word a finding: verdict, article, what was found, what would mend it."""
    return html_string(
        "<p>{chip} <strong>{article}</strong> {sentence} <em>{cure}</em></p>",
        chip=verdict_chip(finding, language),
        article=findings.basis(finding, language),
        sentence=findings.sentence(finding, language),
        cure=findings.cure(finding, language),
    )


def field_of(error: ConvocaError) -> str:
    """Return the field that an error is about, or nothing."""
    if isinstance(error, ProtectedNameFound):
        found = _PLACE.match(str(error.values["where"]))
        return found.group(1) if found else ""
    return error.field if isinstance(error, InvalidValue) else ""


def sentence_of(error: ConvocaError, language: Language) -> str:
    """Word an error as people read it: fields by their names, not where they are plain to see."""
    if isinstance(error, InvalidValue):
        values = {name: value for name, value in error.values.items() if name != "detail"}
        return text(error.detail, language, **values)
    if isinstance(error, ProtectedNameFound):
        found = _PLACE.match(str(error.values["where"]))
        number = found.group(2) if found else ""
        where = f"{_named(field_of(error), language)} {number or ''}".strip()
        return text(error.template, language, where=where)
    return error_text(error, language)


def _named(field: str, language: Language) -> str:
    try:
        return field_name(field, language)
    except KeyError:
        return field

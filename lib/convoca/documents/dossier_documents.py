"""The dossier of notice as a paper: may the hearing go on, was the month kept, what was served when."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from convoca.documents.typesetting import Facts, Heading, Paper, Paragraph, Part, pdf_of
from convoca.documents.word_paper import word_of
from convoca.domain.finding import Finding
from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE
from convoca.i18n.catalogue import text
from convoca.i18n.dates import (
    day,
    hour,
    length_in_days,
    moment,
    ordinal_of_period,
    state_name,
)
from convoca.i18n.findings import basis, cure, sentence, title
from convoca.i18n.words import word
from convoca.services.notices.dossier import Dossier, DossierEntry


def dossier_pdf(dossier: Dossier, *, on: date, language: Language) -> bytes:
    """Return the dossier as it stood on a day, as PDF/UA-1 and PDF/A-2a."""
    return pdf_of(_paper(dossier, on, language))


def dossier_docx(dossier: Dossier, *, on: date, language: Language) -> bytes:
    """Return the dossier as it stood on a day, as a Word document."""
    return word_of(_paper(dossier, on, language))


def _paper(dossier: Dossier, on: date, language: Language) -> Paper:
    name = text("Dossier of notice", language)
    return Paper(
        title=f"{name}: {dossier.title}",
        language=language,
        name=text("Inter-American Commission on Human Rights", language),
        notice=_notice(language),
        page=text("Page {page} of {pages}", language),
        marks=(text("EXAMPLE: invented data", language),) if dossier.is_example else (),
        dated=datetime.combine(on, time(12), UTC),
        parts=tuple(_parts(dossier, on, language)),
    )


def _notice(language: Language) -> str:
    """Say whose paper it is; at the foot of each page, and once in the text for those who listen."""
    return text("Internal working document of the Secretariat", language)


def _parts(dossier: Dossier, on: date, language: Language) -> Iterator[Part]:
    yield Paragraph(text=_notice(language), style="note")
    yield Facts(facts=_present(_facts(dossier, on, language)))
    question = text("May the hearing go on in the absence of this party?", language)
    yield from _judged(question, dossier.absence, language)
    month = text("The month of notice", language)
    if dossier.notice:
        yield from _judged(month, dossier.notice, language)
    else:
        yield Heading(text=month)
        yield Paragraph(
            text=text("Place it first: the time of notice counts back from its day.", language),
            style="note",
        )
    yield Heading(text=text("What was served when", language))
    if not dossier.entries:
        yield Paragraph(text=text("Nothing was served to this party yet.", language), style="note")
    for number, entry in enumerate(dossier.entries, 1):
        what = _what(entry, language)
        yield Heading(text=f"{number}. {what}, {day(entry.served_on, language)}", level=2)
        yield Facts(facts=_present(_proof(entry, language)))


def _facts(dossier: Dossier, on: date, language: Language) -> list[tuple[str, str]]:
    slot, notice = dossier.slot, dossier.days_of_notice
    party = state_name(dossier.state, language) if dossier.state else dossier.party
    return [
        (text("Party", language), party),
        (text("Hearing", language), dossier.title),
        (text("Matter number", language), dossier.matter_number),
        (
            text("Period of sessions", language),
            ordinal_of_period(dossier.period_number, language),
        ),
        (text("When", language), moment(slot.start, slot.zone, language) if slot else ""),
        (text("Place", language), dossier.place),
        (text("Last day of notice", language), _day(dossier.last_day, language)),
        (
            text("Days of notice", language),
            "" if notice is None else length_in_days(notice, language),
        ),
        (text("Exceptional circumstances", language), dossier.circumstances),
        (text("Decided by", language), dossier.authority),
        (text("State of the file on", language), day(on, language)),
    ]


def _judged(heading: str, finding: Finding, language: Language) -> Iterator[Part]:
    """Say what was found: the verdict with its sentence first, then on what and what would mend it."""
    yield Heading(text=heading)
    verdict = f"{title(finding.rule, language)}: {word(finding.verdict, language)}"
    yield Paragraph(text=verdict, style="strong")
    yield Paragraph(text=sentence(finding, language))
    if mend := cure(finding, language):
        yield Paragraph(text=mend)
    if ground := basis(finding, language):
        yield Paragraph(text=ground, style="note")


def _what(entry: DossierEntry, language: Language) -> str:
    return word(entry.kind, language) if entry.kind else text("Recorded by hand", language)


def _proof(entry: DossierEntry, language: Language) -> list[tuple[str, str]]:
    """Return the proof: instant, channel, address, language, text by hash, outcome, who."""
    said = (_day(entry.said_day, language), _hour(entry.said_hour, language), entry.said_place)
    return [
        (
            text("Served on", language),
            moment(entry.served_at, SEAT_ZONE, language)
            if entry.served_at
            else day(entry.served_on, language),
        ),
        (text("What it named", language), " · ".join(part for part in said if part)),
        (text("Outcome", language), word(entry.state, language) if entry.state else ""),
        (text("How", language), word(entry.channel, language)),
        (text("Address as used", language), entry.address),
        (text("Language", language), word(entry.language, language) if entry.language else ""),
        (text("Text (SHA-256)", language), entry.text_sha256),
        (text("Reference", language), entry.reference),
        (text("What was said", language), entry.note),
        (text("Who", language), entry.by),
    ]


def _present(facts: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Leave out what is not known."""
    return tuple((label, said) for label, said in facts if said.strip())


def _day(value: date | None, language: Language) -> str:
    return day(value, language) if value else ""


def _hour(value: time | None, language: Language) -> str:
    return hour(value, language) if value else ""

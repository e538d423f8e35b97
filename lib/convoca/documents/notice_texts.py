"""What a notice says, in words: the values of a letter written out, filled into its reviewed text.

The text has a simple form that people read in a mail and programs lay out (``docs/formats/notices.md``).
"""

import re
from collections.abc import Iterable
from datetime import date, datetime

from convoca.documents.notice_templates import notice_template
from convoca.documents.plain_text import plain_text
from convoca.domain.language import Language
from convoca.domain.notice import Appointment
from convoca.domain.on_site_observation import GuaranteeAnswer
from convoca.domain.period_of_sessions import Modality
from convoca.domain.slot import SEAT_ZONE, zone_info
from convoca.i18n.catalogue import text
from convoca.i18n.dates import day, language_name, list_of, moment, ordinal_of_period, state_name
from convoca.i18n.words import word
from convoca.services.audience import AudienceKind
from convoca.services.notices.letters import Letter

_EMPTY_LINES = re.compile(r"\n{3,}")
_GRANTED = {True: "yes", False: "no", None: "open"}


def marks_of(letter: Letter) -> tuple[str, ...]:
    """Return what nobody may overlook on a letter."""
    language = letter.language
    marks = []
    if letter.is_draft:
        marks.append(text("DRAFT", language))
    if letter.is_example:
        marks.append(text("EXAMPLE: invented data", language))
    return tuple(marks)


def subject_of(letter: Letter) -> str:
    """Return the subject of a letter, on one line; that of a private hearing names no title."""
    template = notice_template(letter.kind, letter.language)
    block = template.blocks["subject"](template.new_context(_values(letter)))
    parts = [_line("".join(block)), _period(letter)]
    if not letter.facts.is_private:
        parts.append(_line(letter.facts.title))
    return " – ".join(part for part in parts if part)  # noqa: RUF001 - a dash between parts


def text_of(letter: Letter) -> str:
    """Return the whole letter: the same letter, the same text."""
    values = _values(letter) | {"subject": subject_of(letter)}
    said = notice_template(letter.kind, letter.language).render(values)
    lines = "\n".join(line.rstrip() for line in said.splitlines())
    return _EMPTY_LINES.sub("\n\n", lines).strip("\n") + "\n"


def _values(letter: Letter) -> dict[str, object]:
    """Return all that a template may use: words and nothing that could reach further."""
    facts, language = letter.facts, letter.language
    return {
        "mark": " · ".join(marks_of(letter)),
        "reference": _line(letter.reference),
        "dated": day(letter.dated, language),
        "addressee": _lines(letter.addressee),
        "is_state": letter.audience.kind is AudienceKind.STATE,
        "is_case": any(article.partition(".")[0] == "64" for article in letter.articles),
        "notice_article": _article_of_the_month(letter.articles),
        "articles": tuple(letter.articles),
        "period": _period(letter),
        "title": _line(facts.title),
        "request_reference": _line(facts.reference),
        "matter_number": _line(facts.matter_number),
        "states": tuple(state_name(state, language) for state in facts.states),
        "is_private": facts.is_private,
        "before": _appointment(facts.before, letter),
        "after": _appointment(facts.after, letter),
        "changes": tuple(str(change) for change in facts.changes),
        "reason": _sentence(facts.reason),
        "authority": _line(facts.authority),
        "merged_into": _line(facts.merged_into),
        "is_parted": facts.is_parted,
        "may_attend": _each(facts.may_attend),
        "witnesses": tuple(
            {
                "name": _line(witness.name),
                "role": _inside(word(witness.role, language)),
                "purpose": _line(witness.purpose),
            }
            for witness in facts.witnesses
        ),
        "documents": _line(facts.documents).rstrip("."),
        "accredit_by": _day(facts.accredit_by, language),
        "documents_by": _day(facts.documents_by, language),
        "speaking_minutes": facts.speaking_minutes,
        "languages": tuple(language_name(each, language) for each in facts.languages),
        "first_day": _day(facts.first_day, language),
        "last_day": _day(facts.last_day, language),
        "answers": {
            answer.letter: _answer(answer, language)
            for answer in facts.guarantees
            if answer.granted is not None or answer.answered_on or answer.note
        },
        "message": _lines(letter.message),
        "convoked_by": _line(letter.convoked_by),
        "signatory": _line(letter.signatory),
        "together": lambda words: list_of(words, language),
    }


def _period(letter: Letter) -> str:
    number = letter.period_number
    return ordinal_of_period(number, letter.language) if number is not None else ""


def _article_of_the_month(articles: Iterable[str]) -> str:
    """Return the article that gives a month: 64.4 for petitions and cases, else 66.5."""
    return "64.4" if any(a.partition(".")[0] in {"64", "65"} for a in articles) else "66.5"


def _appointment(told: Appointment | None, letter: Letter) -> dict[str, object] | None:
    if told is None:
        return None
    language = letter.language
    return {
        "hours": _hours(told, letter),
        "place": _line(told.place),
        "room": _line(told.room),
        "modality": _inside(word(told.modality, language)) if told.modality else "",
        "link": _line(told.link),
        "minutes": told.slot.minutes,
        "panel": _each(told.panel),
    }


def _hours(told: Appointment, letter: Letter) -> tuple[dict[str, object], ...]:
    """Write the hour in the zone of the place, of the seat and of the recipient, each hour once."""
    is_virtual = told.modality is Modality.VIRTUAL
    zones = (
        ("programme" if is_virtual else "place", told.slot.zone),
        ("seat", SEAT_ZONE),
        ("own", letter.zone or told.slot.zone),
    )
    said: dict[str, list[str]] = {}
    for where, zone in zones:
        said.setdefault(_hour(told.slot.start, zone, letter.language), []).append(where)
    return tuple({"where": where, "said": hour} for hour, where in said.items())


def _hour(start: datetime, zone: str, language: Language) -> str:
    """Write an instant with the name of the hour and its offset from UTC."""
    offset = start.astimezone(zone_info(zone)).strftime("%z")
    sign = "\u2212" if offset[0] == "-" else "+"
    return f"{moment(start, zone, language)}, UTC{sign}{offset[1:3]}:{offset[3:5]}"


def _inside(said: str) -> str:
    """Return a word as it stands inside a sentence; the names in it keep their capitals."""
    return said[:1].lower() + said[1:]


def _answer(answer: GuaranteeAnswer, language: Language) -> dict[str, str]:
    return {
        "granted": _GRANTED[answer.granted],
        "answered_on": _day(answer.answered_on, language),
        "note": _line(answer.note).rstrip("."),
    }


def _day(value: date | None, language: Language) -> str:
    return day(value, language) if value else ""


def _line(said: str) -> str:
    """Return text from outside on one line, so that it cannot pass for a line of the letter."""
    return " ".join(plain_text(said).split())


def _sentence(said: str) -> str:
    line = _line(said)
    return line if not line or line[-1] in ".!?…" else f"{line}."


def _lines(said: str) -> str:
    """Return text from outside with its paragraphs and without its indents."""
    return "\n".join(_line(line) for line in plain_text(said).strip().split("\n"))


def _each(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(_line(line) for line in said)

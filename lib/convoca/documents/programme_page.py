"""The public programme as web pages: complete without JavaScript, and nothing is fetched from elsewhere."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from convoca.documents import programme_words
from convoca.domain.language import Language
from convoca.i18n.catalogue import text
from convoca.i18n.words import word
from convoca.services.public_programme import PublicProgramme

_STYLE, _SCRIPT = "programme_page.css", "programme_page.js"

_PAGE_WORDS = {
    "own_hour": "On your clock: {when}",
    "skip": "Skip to the programme",
    "commission": "Inter-American Commission on Human Rights",
    "example": "EXAMPLE: invented data",
    "languages": "Languages",
    "what_is_different": "What is different, activity by activity.",
    "activity": "Activity",
    "what_changed": "What changed",
    "before": "Before",
    "now": "Now",
    "activities": "Public activities",
    "about_hours": "Hours are those of the place where the activity is held. The programme may still change.",
    "days": "Days",
    "clock": "Hours: {clock}",
    "hour": "Hour",
    "place": "Place",
    "nothing": "No public activity has an hour yet.",
    "other_dates": "Other dates",
    "files": "Files",
    "calendar": "Calendar (iCalendar)",
    "about_calendar": "Give its address to your calendar program, which then follows the changes.",
    "pdf": "To print (PDF)",
    "workbook": "Workbook (XLSX)",
    "json": "For programs (JSON)",
    "no_notice": "A calendar is no notice: the parties are told by letter.",
    "manifest": "SHA-256 of each file",
    "time_zones": "Time zone data: {version}",
}


def programme_page(programme: PublicProgramme, language: Language) -> bytes:
    """Return the page in one language: the same programme, the same bytes."""
    page = _templates().get_template("programme_page.html.j2")
    return page.render(
        words={name: text(sentence, language) for name, sentence in _PAGE_WORDS.items()},
        language=str(language),
        languages=[str(each) for each in Language],
        names={str(each): word(each, each) for each in Language},
        policy=_policy(_STYLE, _SCRIPT),
        style=_part(_STYLE),
        script=_part(_SCRIPT),
        title=programme_words.title(programme, language),
        is_example=programme.feed.projection.is_example,
        span=programme_words.span(programme, language),
        edition=programme_words.edition(programme, language),
        since=programme_words.since(programme, language),
        changes=programme_words.changes(programme, language),
        days=programme_words.days(programme, language),
        other_dates=programme_words.other_dates(programme, language),
        time_zones=programme.edition.time_zones,
    ).encode()


def front_page(programme: PublicProgramme) -> bytes:
    """Return the page that leads to the programme in each language."""
    page = _templates().get_template("programme_door.html.j2")
    return page.render(
        policy=_policy(_STYLE),
        style=_part(_STYLE),
        doors=[
            {
                "language": str(language),
                "title": programme_words.title(programme, language),
                "commission": text(_PAGE_WORDS["commission"], language),
            }
            for language in Language
        ],
    ).encode()


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("convoca.documents", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )


def _part(name: str) -> str:
    """Return a style or script of ours; it holds no word of the programme."""
    return _templates().get_template(name).render()


def _policy(*parts: str) -> str:
    """Allow these parts by their hashes (CSP Level 3, 2.3.1), and nothing else at all."""
    allowed = {_STYLE: "style-src", _SCRIPT: "script-src"}
    hashed = (
        (allowed[part], base64.b64encode(hashlib.sha256(_part(part).encode()).digest()).decode())
        for part in parts
    )
    rules = [f"{rule} 'sha256-{digest}'" for rule, digest in hashed]
    return "; ".join(
        ["default-src 'none'", *rules, "img-src data:", "base-uri 'none'", "form-action 'none'"]
    )

"""What a command says: words for people, or JSON for programs; messages go to standard error."""

import json
import os
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeVar

import click

from convoca.domain.errors import ConvocaError
from convoca.domain.finding import Finding, Verdict
from convoca.domain.language import Language
from convoca.domain.slot import SEAT_ZONE, local_instant
from convoca.i18n.errors import error_text
from convoca.i18n.findings import cure, sentence

F = TypeVar("F", bound=Callable[..., Any])

LANGUAGE = click.Choice([language.value for language in Language])


class Refused(Exception):
    """The command did its work, and what it found is a breach or a refusal: exit code 1."""


def terminal_language() -> Language:
    """Return the language of the terminal, English where it is none of ours."""
    wanted = os.environ.get("CONVOCA_LANGUAGE") or os.environ.get("LANG", "")
    return next((lang for lang in Language if wanted.startswith(lang.value)), Language.ENGLISH)


def message(error: ConvocaError) -> str:
    return error_text(error, terminal_language())


def options(command: F) -> F:
    """Give a command the options that all have: ``--db`` and ``--json``."""
    database = click.option(
        "--db", "database", default="", metavar="URL", help="Database (default: the embedded one)."
    )
    as_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
    return database(as_json(command))


def say(words: str, data: Mapping[str, object], *, as_json: bool) -> None:
    """Answer once: ``data`` as JSON, or ``words``."""
    click.echo(json.dumps(data, ensure_ascii=False, default=str, indent=2) if as_json else words)


def finding_data(finding: Finding) -> dict[str, object]:
    """Return a finding as the format ``convoca/finding/1``."""
    return {
        "format": "convoca/finding/1",
        "rule": finding.rule,
        "verdict": str(finding.verdict),
        "articles": list(finding.articles),
        "facts": dict(finding.facts),
        "cure": finding.cure,
    }


def answer_findings(findings: list[Finding], data: Mapping[str, object], *, as_json: bool) -> None:
    """Say the findings, and refuse (exit code 1) where one is a breach."""
    language = terminal_language()
    lines = []
    for finding in findings:
        lines.append(f"{finding.verdict}  {sentence(finding, language)}")
        if finding.cure:
            lines.append(f"    → {cure(finding, language)}")
    say("\n".join(lines), data, as_json=as_json)
    if any(finding.verdict is Verdict.BREACHED for finding in findings):
        raise Refused


def as_day(value: str) -> date:
    """Read a calendar day, written as 2027-03-08."""
    try:
        return _of_this_age(date.fromisoformat(value))
    except ValueError:
        raise click.BadParameter(f"“{value}” is not a day. Write it as 2027-03-08.") from None


def as_moment(value: str) -> date | datetime:
    """Read a day, or a day with its hour; an hour without an offset is read at the seat."""
    try:
        if "T" not in value:
            return as_day(value)
        moment = datetime.fromisoformat(value)
        _of_this_age(moment.date())
    except ValueError:
        raise click.BadParameter(
            f"“{value}” is no day and hour. Write 2022-01-17 or 2022-01-17T03:30Z."
        ) from None
    return moment if moment.tzinfo else _at_the_seat(moment)


def _of_this_age(day: date) -> date:
    """Refuse what is surely a slip of the pen; the calendar has no day before year 1 to count to."""
    if not 1900 <= day.year < 2200:
        raise ValueError(day)
    return day


def _at_the_seat(moment: datetime) -> datetime:
    return local_instant(moment.date(), moment.time(), SEAT_ZONE)


def end_of(moment: date | datetime) -> datetime:
    """Return an instant: a bare day ends at 23:59:59 at the seat."""
    if isinstance(moment, datetime):
        return moment
    return local_instant(moment, time(23, 59, 59), SEAT_ZONE, second=True)

"""``convoca calendars write``."""

from pathlib import Path

import click

from convoca.bootstrap import open_convoca
from convoca.cli.output import LANGUAGE, options, say
from convoca.domain.language import Language
from convoca.services.audience import Audience, AudienceKind
from convoca.services.files import write_atomically


@click.group()
def calendars() -> None:
    """Calendars that people subscribe to (iCalendar, RFC 5545)."""


@calendars.command("write")
@click.option("--period", type=int, required=True, help="Number of the period.")
@click.option("--audience", type=click.Choice([kind.value for kind in AudienceKind]), required=True)
@click.option("--language", type=LANGUAGE, help="One language (default: all four).")
@click.option("--out", type=click.Path(path_type=Path), help="Folder (default: from the settings).")
@click.option("--truth", type=click.Path(path_type=Path), help="Write what it was meant to say.")
@options
def write(
    period: int,
    audience: str,
    language: str | None,
    out: Path | None,
    truth: Path | None,
    database: str,
    as_json: bool,
) -> None:
    """Write the calendar of a period for one audience."""
    languages = [Language(language)] if language else list(Language)
    if truth and len(languages) > 1:
        raise click.UsageError("--truth is for one language: give --language too.")
    with open_convoca(database=database) as convoca:
        feed = convoca.calendar(period, Audience(AudienceKind(audience)))
        files = convoca.write_calendar(feed, languages, folder=out)
        if truth:
            write_atomically(truth, convoca.calendar_truth(feed, languages[0]))
    data = {
        "format": "convoca/files/1",
        "files": [str(path) for path in files],
        "truth": str(truth) if truth else None,
        "events": len(feed.entries),
    }
    say("\n".join(map(str, files)), data, as_json=as_json)


COMMANDS = (calendars,)

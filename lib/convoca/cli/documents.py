"""``convoca workbook write`` and ``convoca documents minutes``."""

from pathlib import Path
from uuid import UUID

import click

from convoca.bootstrap import open_convoca
from convoca.cli.output import LANGUAGE, options, say
from convoca.domain.language import Language
from convoca.domain.programme import ActivityKind

_OUT = click.option(
    "--out", type=click.Path(path_type=Path), help="Folder (default: from the settings)."
)


@click.group()
def workbook() -> None:
    """Workbooks (XLSX)."""


@workbook.command("write")
@click.option("--period", type=int, required=True, help="Number of the period.")
@click.option("--kind", type=click.Choice(["requests", "programme"]), required=True)
@click.option("--language", type=LANGUAGE, help="Language of the headings.")
@_OUT
@options
def write(
    period: int, kind: str, language: str | None, out: Path | None, database: str, as_json: bool
) -> None:
    """Write the register of requests, with findings, or the programme of a period."""
    with open_convoca(database=database) as convoca:
        chosen = Language(language) if language else convoca.settings.language
        name, content = convoca.workbook(period, kind, chosen)
        path = convoca.write_export(name, content, folder=out)
    say(str(path), {"format": "convoca/files/1", "files": [str(path)]}, as_json=as_json)


@click.group()
def documents() -> None:
    """Documents (DOCX)."""


@documents.command("minutes")
@click.option("--hearing", type=click.UUID, help="Identifier of the hearing.")
@click.option("--session", type=click.UUID, help="Identifier of the session.")
@click.option("--language", type=LANGUAGE, help="Language of the minutes.")
@_OUT
@options
def minutes(
    hearing: UUID | None,
    session: UUID | None,
    language: str | None,
    out: Path | None,
    database: str,
    as_json: bool,
) -> None:
    """Write the minutes of a hearing (Art. 70) or of a session (Art. 20)."""
    if (hearing is None) == (session is None):
        raise click.UsageError("Give either --hearing or --session.")
    kind = ActivityKind.HEARING if hearing else ActivityKind.SESSION
    with open_convoca(database=database) as convoca:
        chosen = Language(language) if language else convoca.settings.language
        name, content = convoca.minutes(hearing or session or UUID(int=0), kind, chosen)
        path = convoca.write_export(name, content, folder=out)
    say(str(path), {"format": "convoca/files/1", "files": [str(path)]}, as_json=as_json)


COMMANDS = (workbook, documents)
